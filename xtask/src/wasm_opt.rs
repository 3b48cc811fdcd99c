//! Binaryen's `wasm-opt`, in the version that `playground/js/package-lock.json` pins.

use std::path::Path;
use std::process::Command;

use crate::run::{Done, root, step};
use crate::setup::{JS, packages};

/// Writes the module `from` as `to`, made as small as wasm-opt can. It reads the features of wasm that it may use from the module
/// itself, so that one must not have been stripped.
pub(crate) fn optimise(from: &Path, to: &Path) -> Done {
    packages()?;
    let wasm_opt = root().join(JS).join("node_modules/binaryen/bin/wasm-opt");
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    let mut optimise = Command::new("node");
    optimise.arg(wasm_opt).arg("-Oz").arg(from).arg("-o").arg(to);
    step(&format!("Optimise {name}"), &mut optimise)
}
