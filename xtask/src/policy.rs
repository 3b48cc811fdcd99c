//! `cargo xtask policy`: the two modules of the policy.

use std::fs;

use crate::run::{Done, announce, cargo, root, step};
use crate::setup::setup;

/// Builds the waPC module and the WASI command. The lock file, the pinned compiler and the profile make them reproducible.
pub(crate) fn policy() -> Done {
    setup()?;
    step(
        "Build the waPC module",
        &mut cargo(&[
            "build",
            "--locked",
            "--profile",
            "wasm",
            "--package",
            "promwright-wasm",
            "--features",
            "policy",
            "--target",
            "wasm32-unknown-unknown",
        ]),
    )?;
    step(
        "Build the WASI command",
        &mut cargo(&["build", "--locked", "--profile", "wasm", "--package", "promwright", "--target", "wasm32-wasip1"]),
    )?;
    let folder = root().join("target/policy");
    fs::create_dir_all(&folder).map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
    for (built, name) in [
        ("wasm32-unknown-unknown/wasm/promwright_wasm.wasm", "promwright.wasm"),
        ("wasm32-wasip1/wasm/promwright.wasm", "promwright-wasi.wasm"),
    ] {
        let to = folder.join(name);
        let size = fs::copy(root().join("target").join(built), &to)
            .map_err(|error| format!("{} cannot be written: {error}", to.display()))?;
        announce(&format!("target/policy/{name}: {} kB", size / 1000));
    }
    Ok(())
}
