//! `cargo xtask setup`: what the other tasks need and `rust-toolchain.toml` alone does not bring everywhere.

use std::path::Path;
use std::process::Command;

use crate::run::{Done, output, step};

/// The targets that the project is built for beside the machine's own, as in `rust-toolchain.toml`.
const TARGETS: [&str; 2] = ["wasm32-unknown-unknown", "wasm32-wasip1"];

/// Installs the targets that are missing.
pub(crate) fn setup() -> Done {
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
