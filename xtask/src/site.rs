//! `cargo xtask serve` and `cargo xtask site`: the page in development and for publication.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use clap::Args;
use sha2::{Digest, Sha256};

use crate::run::{TaskResult, announce, cargo, root, step, target};
use crate::setup;
use crate::size::compressed;

/// Options of the local server.
#[derive(Args)]
pub(crate) struct Serve {
    /// The port on localhost
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Open the page in the browser
    #[arg(long)]
    open: bool,
}

/// Builds the page, serves it, and rebuilds it when a file changes. Skips wasm-opt and minification, to rebuild fast.
pub(crate) fn serve(arguments: &Serve) -> TaskResult {
    setup::page()?;
    let mut trunk = trunk("serve", &target().join("serve"))?;
    trunk.args(["--port", &arguments.port.to_string()]).args(arguments.open.then_some("--open"));
    step(&format!("Serve the page at http://localhost:{}/ (Ctrl+C to stop)", arguments.port), &mut trunk)
}

/// The folder of the built site.
pub(crate) fn folder() -> PathBuf {
    target().join("site")
}

/// Builds the page for publication.
pub(crate) fn site() -> TaskResult {
    setup::page()?;
    step("Build the page", trunk("build", &folder())?.args(["--release", "--locked"]))?;
    allow_only_own_scripts()?;
    compress()?;
    announce(&format!("The site is in {}", folder().display()));
    Ok(())
}

/// Builds the page and the CLI, and tests the page in Chromium against the CLI's output.
pub(crate) fn test() -> TaskResult {
    site()?;
    setup::browser()?;
    step("Build the CLI", &mut cargo(&["build", "--package", "promwright"]))?;
    // One browser at a time: several slow each other down until tests time out.
    let test = ["test", "--package", "promwright-browser-tests", "--", "--ignored", "--test-threads=1"];
    step("Test the page in Chromium", &mut cargo(&test))
}

/// Builds the page and measures its speed in Chromium.
pub(crate) fn measure() -> TaskResult {
    site()?;
    setup::browser()?;
    step(
        "Measure the page in Chromium",
        &mut cargo(&["run", "--package", "promwright-browser-tests", "--bin", "measure"]),
    )
}

/// Writes a `.gz` file next to each file, compressed as small as gzip allows. Servers can send these files as they are (nginx
/// `gzip_static`, Caddy `precompressed`).
fn compress() -> TaskResult {
    announce("Compress the files");
    let failed = |file: &Path, error: &io::Error| format!("cannot compress {}: {error}", file.display());
    let entries = fs::read_dir(folder()).map_err(|error| failed(&folder(), &error))?;
    for file in entries.filter_map(|entry| Some(entry.ok()?.path())).collect::<Vec<_>>() {
        let content = fs::read(&file).map_err(|error| failed(&file, &error))?;
        let mut gzip = Vec::new();
        zopfli::compress(zopfli::Options::default(), zopfli::Format::Gzip, content.as_slice(), &mut gzip)
            .and_then(|()| fs::write(compressed(&file), gzip))
            .map_err(|error| failed(&file, &error))?;
    }
    Ok(())
}

/// A Trunk command with the project's configuration and tools.
fn trunk(task: &str, dist: &Path) -> Result<Command, String> {
    // Trunk watches only folders that exist, and creates its output folder only one level deep.
    fs::create_dir_all(dist).map_err(|error| format!("cannot create {}: {error}", dist.display()))?;
    fs::create_dir_all(root().join("playground/js/dist")).map_err(|error| format!("playground/js/dist: {error}"))?;
    let mut command = Command::new(root().join(".tools/bin/trunk"));
    command.args(["--config", "trunk.toml", task]).arg("--dist").arg(dist).env("PATH", setup::path_with_tools()?);
    // Trunk reads NO_COLOR as its own option and fails on values other than true and false.
    command.env_remove("NO_COLOR");
    Ok(command)
}

/// Replaces 'unsafe-inline' in the page's Content Security Policy with the hashes of its own inline scripts. `index.html` allows
/// any inline script, because Trunk adds one for live reload in development.
fn allow_only_own_scripts() -> TaskResult {
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
        return Err(format!("no inline scripts, or no 'unsafe-inline' to replace, in {}", file.display()));
    }
    fs::write(&file, page.replace(any, &own)).map_err(|error| format!("cannot write {}: {error}", file.display()))
}
