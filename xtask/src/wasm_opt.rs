//! Binaryen's `wasm-opt`, in the version pinned by `playground/js/package-lock.json`.

use std::path::Path;
use std::process::Command;

use crate::run::{TaskResult, root, step};
use crate::setup::{JS, packages};

/// Optimizes the module `from` for size and writes it to `to`. wasm-opt reads the allowed wasm features from the module's
/// `target_features` section, so the module must not be stripped.
pub(crate) fn optimize(from: &Path, to: &Path) -> TaskResult {
    packages()?;
    let wasm_opt = root().join(JS).join("node_modules/binaryen/bin/wasm-opt");
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    let mut optimize = Command::new("node");
    optimize.arg(wasm_opt).arg("-Oz").arg(from).arg("-o").arg(to);
    step(&format!("Optimize {name}"), &mut optimize)
}
