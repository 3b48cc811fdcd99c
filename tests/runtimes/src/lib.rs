//! The wasm modules in Wasmtime, as their users run them.
#![allow(clippy::missing_panics_doc, reason = "tests and benches panic if a module or the runtime does not work")]

pub mod admission;
pub mod command;
pub mod engine;
pub mod worst;

use std::path::{Path, PathBuf};

/// A file in the target folder that `cargo xtask` builds.
fn built(file: &str) -> PathBuf {
    let program = std::env::current_exe().expect("the path of this program");
    let target = program.ancestors().find(|folder| folder.join("CACHEDIR.TAG").exists());
    let file = target.expect("a target folder above this program").join(file);
    assert!(file.exists(), "{} not found: `cargo xtask test` and `cargo xtask bench` build it", file.display());
    file
}

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}
