//! `cargo xtask test`: runs all tests.

use crate::conformance::{self, vectors};
use crate::deny;
use crate::policy::policy;
use crate::run::{TaskResult, announce, cargo, step};
use crate::setup::targets;
use crate::site;

/// Runs all tests.
pub(crate) fn test() -> TaskResult {
    targets()?;
    deny::deny(&deny::Arguments::default())?;
    step(
        "Test the workspace, except for the wasm runtime tests",
        &mut cargo(&["test", "--workspace", "--exclude", "promwright-runtimes"]),
    )?;
    policy()?;
    // In release mode, because Wasmtime's compiler is slow without optimization.
    step(
        "Test the policy and the CLI in a wasm runtime",
        &mut cargo(&["test", "--release", "--package", "promwright-runtimes", "--", "--include-ignored"]),
    )?;
    site::test()?;
    if vectors().is_empty() {
        announce("Skip the conformance cases: ../shared/vectors does not exist");
    } else {
        conformance::conformance(conformance::Arguments::default())?;
    }
    announce("All tests passed");
    Ok(())
}
