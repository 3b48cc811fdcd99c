//! `cargo xtask serve` and `cargo xtask site`: the page, while it is worked on and as it is published.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use clap::Args;
use sha2::{Digest, Sha256};

use crate::run::{Done, announce, cargo, root, step, target};
use crate::setup;
use crate::size::compressed;

/// Where to serve.
#[derive(Args)]
pub(crate) struct Serve {
    /// The port of the local address
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Open it in the browser
    #[arg(long)]
    open: bool,
}

/// Builds the page, serves it, and builds it again when a file changes. Nothing is optimised after the compiler, to be quick.
pub(crate) fn serve(arguments: &Serve) -> Done {
    setup::page()?;
    let mut trunk = trunk("serve", &target().join("serve"))?;
    trunk.args(["--port", &arguments.port.to_string()]).args(arguments.open.then_some("--open"));
    step(&format!("Serve the page at http://localhost:{}/ (Ctrl+C ends it)", arguments.port), &mut trunk)
}

/// The folder of the built site.
pub(crate) fn folder() -> PathBuf {
    target().join("site")
}

/// Builds the page as it is published.
pub(crate) fn site() -> Done {
    setup::page()?;
    step("Build the page", trunk("build", &folder())?.args(["--release", "--locked"]))?;
    allow_own_scripts_only()?;
    compress()?;
    announce(&format!("The site is in {}", folder().display()));
    Ok(())
}

/// Builds the page, and tests it in Chromium against what the command gives.
pub(crate) fn test() -> Done {
    site()?;
    setup::browser()?;
    step("Build the command", &mut cargo(&["build", "--package", "promwright"]))?;
    // One browser at a time: several slow each other down until a test loses its patience.
    let test = ["test", "--package", "promwright-browser-tests", "--", "--ignored", "--test-threads=1"];
    step("Test the page in Chromium", &mut cargo(&test))
}

/// Builds the page, and measures in Chromium how quick it is.
pub(crate) fn measure() -> Done {
    site()?;
    setup::browser()?;
    step(
        "Measure the page in Chromium",
        &mut cargo(&["run", "--package", "promwright-browser-tests", "--bin", "measure"]),
    )
}

/// Writes each file compressed beside it, as small as gzip can be: servers send such files as they are (nginx's `gzip_static`,
/// Caddy's `precompressed`).
fn compress() -> Done {
    announce("Compress the files");
    let unwritable = |file: &Path, error: &io::Error| format!("{} cannot be compressed: {error}", file.display());
    let entries = fs::read_dir(folder()).map_err(|error| unwritable(&folder(), &error))?;
    for file in entries.filter_map(|entry| Some(entry.ok()?.path())).collect::<Vec<_>>() {
        let content = fs::read(&file).map_err(|error| unwritable(&file, &error))?;
        let mut small = Vec::new();
        zopfli::compress(zopfli::Options::default(), zopfli::Format::Gzip, content.as_slice(), &mut small)
            .and_then(|()| fs::write(compressed(&file), small))
            .map_err(|error| unwritable(&file, &error))?;
    }
    Ok(())
}

/// A trunk that finds its configuration and its tools.
fn trunk(task: &str, dist: &Path) -> Result<Command, String> {
    // Trunk watches folders only that are there, and makes its own only one level deep.
    fs::create_dir_all(dist).map_err(|error| format!("{} cannot be made: {error}", dist.display()))?;
    fs::create_dir_all(root().join("playground/js/dist")).map_err(|error| format!("playground/js/dist: {error}"))?;
    let mut command = Command::new(root().join(".tools/bin/trunk"));
    command.args(["--config", "trunk.toml", task]).arg("--dist").arg(dist).env("PATH", setup::path_with_tools()?);
    // Both spellings of a terminal without colours; trunk's own switch takes nothing but true and false.
    command.env_remove("NO_COLOR");
    Ok(command)
}

/// Puts the hashes of the page's own inline scripts where `index.html` allows any. While the page is worked on, Trunk adds a script
/// that loads it anew.
fn allow_own_scripts_only() -> Done {
    let file = folder().join("index.html");
    let page = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let scripts = page.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (script, _) = rest.split_once("</script>")?;
        (!attributes.contains("src=")).then_some(script)
    });
    let hashes: Vec<_> =
        scripts.map(|script| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(script)))).collect();
    let (any, own) = ("'wasm-unsafe-eval' 'unsafe-inline'", format!("'wasm-unsafe-eval' {}", hashes.join(" ")));
    if hashes.is_empty() || !page.contains(any) {
        return Err(format!("{} has no inline scripts to allow", file.display()));
    }
    fs::write(&file, page.replace(any, &own)).map_err(|error| format!("{} cannot be written: {error}", file.display()))
}
