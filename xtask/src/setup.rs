//! `cargo xtask setup`: what the tasks need. Each task sets up its own part; what is there already is left alone.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{Done, output, root, step};

/// The targets that the project is built for beside the machine's own, as in `rust-toolchain.toml`.
const TARGETS: [&str; 2] = ["wasm32-unknown-unknown", "wasm32-wasip1"];

/// The last trunk that the pinned compiler builds.
const TRUNK: &str = "0.21.14";

/// Where the page's JavaScript is.
pub(crate) const JS: &str = "playground/js";

/// Installs everything.
pub(crate) fn setup() -> Done {
    targets()?;
    page()?;
    browser()
}

/// Installs the targets that are missing.
pub(crate) fn targets() -> Done {
    for target in TARGETS {
        if !has_target(target)? {
            step(&format!("Install the target {target}"), Command::new("rustup").args(["target", "add", target]))?;
        }
    }
    Ok(())
}

/// Whether the compiler has the standard library of a target, however it was installed.
fn has_target(target: &str) -> Result<bool, String> {
    let library = output(Command::new("rustc").args(["--print", "target-libdir", "--target", target]))?;
    Ok(Path::new(library.trim()).is_dir())
}

/// Installs what the page is built with: trunk and wasm-bindgen into `.tools/`, and the packages of `playground/js/`.
pub(crate) fn page() -> Done {
    targets()?;
    tool("trunk", "trunk", TRUNK)?;
    // The command and the library have to be the same version.
    tool("wasm-bindgen", "wasm-bindgen-cli", &locked_version("wasm-bindgen")?)?;
    packages()
}

/// Installs one tool, where it is missing or another version.
fn tool(name: &str, package: &str, version: &str) -> Done {
    let installed = output(Command::new(root().join(".tools/bin").join(name)).arg("--version"));
    if installed.is_ok_and(|text| text.split_whitespace().any(|word| word == version)) {
        return Ok(());
    }
    step(
        &format!("Install {name} {version} into .tools/"),
        Command::new("cargo").args([
            "install",
            "--locked",
            "--force",
            "--root",
            ".tools",
            "--version",
            version,
            package,
        ]),
    )
}

/// The version of a package in `Cargo.lock`.
fn locked_version(package: &str) -> Result<String, String> {
    let lock = fs::read_to_string(root().join("Cargo.lock")).map_err(|error| format!("Cargo.lock: {error}"))?;
    let entry = format!("name = \"{package}\"\nversion = \"");
    let version = lock.split_once(&entry).and_then(|(_, rest)| rest.split_once('"'));
    version.map(|(version, _)| version.to_string()).ok_or_else(|| format!("Cargo.lock does not hold {package}"))
}

/// Installs the packages of the lock file, where they are missing or others.
pub(crate) fn packages() -> Done {
    let folder = root().join(JS);
    let (lock, installed) = (folder.join("package-lock.json"), folder.join("node_modules/.installed-lock.json"));
    let read = |file: &Path| fs::read(file).ok();
    if read(&installed).is_some_and(|installed| Some(installed) == read(&lock)) {
        return Ok(());
    }
    if output(Command::new("node").arg("--version")).is_err() {
        return Err("the page needs node 20 or later with npm: install them as your system does".to_string());
    }
    step(
        "Install the page's JavaScript packages",
        Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--prefix", JS]),
    )?;
    fs::copy(&lock, &installed).map(drop).map_err(|error| format!("{} cannot be written: {error}", installed.display()))
}

/// The tools first, then what the machine has.
pub(crate) fn path_with_tools() -> Result<OsString, String> {
    let machine = env::var_os("PATH").unwrap_or_default();
    let tools = [".tools/bin", "playground/js/node_modules/.bin"].map(|folder| root().join(folder));
    env::join_paths(tools.into_iter().chain(env::split_paths(&machine))).map_err(|error| error.to_string())
}

/// Installs the browser that the page is tested in, where the machine lets us.
pub(crate) fn browser() -> Done {
    if on_path("chromium").is_some() && on_path("chromedriver").is_some() {
        return Ok(());
    }
    let is_root = output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !is_root || on_path("apt-get").is_none() {
        return Err("the page is tested in Chromium: install chromium and chromedriver (in Debian: apt-get install chromium chromium-driver)"
            .to_string());
    }
    step("Update the lists of packages", Command::new("apt-get").args(["update", "--quiet"]))?;
    let mut install = Command::new("apt-get");
    install.args(["install", "--yes", "--quiet", "--no-install-recommends", "chromium", "chromium-driver"]);
    step("Install Chromium and its driver", install.env("DEBIAN_FRONTEND", "noninteractive"))
}

/// Where the machine has a program.
fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}
