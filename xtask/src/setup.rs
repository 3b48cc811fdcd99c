//! `cargo xtask setup`: installs the tools that the tasks need. Each task installs its own tools; installed ones are skipped.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{TaskResult, output, root, step};

/// The targets other than the host, as in `rust-toolchain.toml`.
const TARGETS: [&str; 2] = ["wasm32-unknown-unknown", "wasm32-wasip1"];

/// The newest Trunk that the pinned compiler can build.
const TRUNK: &str = "0.21.14";

/// A cargo-deny that the pinned compiler builds.
const DENY: &str = "0.20.2";

/// The folder of the page's JavaScript.
pub(crate) const JS: &str = "playground/js";

/// Installs everything.
pub(crate) fn setup() -> TaskResult {
    targets()?;
    page()?;
    deny()?;
    browser()
}

/// Installs missing targets.
pub(crate) fn targets() -> TaskResult {
    for target in TARGETS {
        if !has_target(target)? {
            step(&format!("Install the target {target}"), Command::new("rustup").args(["target", "add", target]))?;
        }
    }
    Ok(())
}

/// Whether the compiler has the standard library of a target. Works without rustup.
fn has_target(target: &str) -> Result<bool, String> {
    let library = output(Command::new("rustc").args(["--print", "target-libdir", "--target", target]))?;
    Ok(Path::new(library.trim()).is_dir())
}

/// Installs the build tools of the page: Trunk and wasm-bindgen into `.tools/`, and the packages of `playground/js/`.
pub(crate) fn page() -> TaskResult {
    targets()?;
    tool("trunk", "trunk", TRUNK)?;
    // The CLI and the library must have the same version.
    tool("wasm-bindgen", "wasm-bindgen-cli", &locked_version("wasm-bindgen")?)?;
    packages()
}

/// Installs what the dependencies are checked with.
pub(crate) fn deny() -> TaskResult {
    tool("cargo-deny", "cargo-deny", DENY)
}

/// Installs a tool, unless this version is installed.
fn tool(name: &str, package: &str, version: &str) -> TaskResult {
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
    version.map(|(version, _)| version.to_string()).ok_or_else(|| format!("{package} is not in Cargo.lock"))
}

/// Installs the npm packages, unless the installed ones match the lock file.
pub(crate) fn packages() -> TaskResult {
    let folder = root().join(JS);
    let (lock, installed) = (folder.join("package-lock.json"), folder.join("node_modules/.installed-lock.json"));
    let read = |file: &Path| fs::read(file).ok();
    if read(&installed).is_some_and(|installed| Some(installed) == read(&lock)) {
        return Ok(());
    }
    if output(Command::new("node").arg("--version")).is_err() {
        return Err("Node.js not found: install Node.js 20 or later with npm to build the page".to_string());
    }
    step(
        "Install the page's JavaScript packages",
        Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--prefix", JS]),
    )?;
    fs::copy(&lock, &installed).map(drop).map_err(|error| format!("cannot write {}: {error}", installed.display()))
}

/// `PATH` with the project's tools first.
pub(crate) fn path_with_tools() -> Result<OsString, String> {
    let machine = env::var_os("PATH").unwrap_or_default();
    let tools = [".tools/bin", "playground/js/node_modules/.bin"].map(|folder| root().join(folder));
    env::join_paths(tools.into_iter().chain(env::split_paths(&machine))).map_err(|error| error.to_string())
}

/// Installs the browser for the tests of the page: with apt-get as root, or else asks the user to install it.
pub(crate) fn browser() -> TaskResult {
    if on_path("chromium").is_some() && on_path("chromedriver").is_some() {
        return Ok(());
    }
    let is_root = output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !is_root || on_path("apt-get").is_none() {
        return Err("Chromium not found: install chromium and chromedriver to test the page (Debian: apt-get install chromium chromium-driver)"
            .to_string());
    }
    step("Update the package lists", Command::new("apt-get").args(["update", "--quiet"]))?;
    let mut install = Command::new("apt-get");
    install.args(["install", "--yes", "--quiet", "--no-install-recommends", "chromium", "chromium-driver"]);
    step("Install Chromium and chromedriver", install.env("DEBIAN_FRONTEND", "noninteractive"))
}

/// The path of a program, if it is on `PATH`.
fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}
