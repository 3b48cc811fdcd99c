//! The wasm modules in a real runtime, Wasmtime, as their users run them.
#![allow(
    clippy::missing_panics_doc,
    reason = "tests and benches end where a module or the runtime is not as it must be"
)]

pub mod admission;
pub mod command;
pub mod engine;
pub mod worst;

use std::path::{Path, PathBuf};

/// A file of the target folder, which a task of `cargo xtask` has built.
fn built(file: &str) -> PathBuf {
    let program = std::env::current_exe().expect("the path of this program");
    let target = program.ancestors().find(|folder| folder.join("CACHEDIR.TAG").exists());
    let file = target.expect("a target folder above this program").join(file);
    assert!(file.exists(), "{} is not there: `cargo xtask test` and `cargo xtask bench` build it", file.display());
    file
}

/// The project's root.
pub fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}
