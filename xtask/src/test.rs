//! `cargo xtask test`: everything that is tested, in one go.

use crate::conformance::{self, vectors};
use crate::policy::policy;
use crate::run::{Done, announce, cargo, step};
use crate::setup::targets;
use crate::site;

/// Runs all tests.
pub(crate) fn test() -> Done {
    targets()?;
    step(
        "Test the workspace, but for what needs a wasm runtime",
        &mut cargo(&["test", "--workspace", "--exclude", "promwright-runtimes"]),
    )?;
    policy()?;
    // Wasmtime compiles modules with its own compiler, which is slow where it was built without optimisation.
    step(
        "Test the policy and the command in a wasm runtime",
        &mut cargo(&["test", "--release", "--package", "promwright-runtimes", "--", "--include-ignored"]),
    )?;
    site::test()?;
    if vectors().is_empty() {
        announce("Skip the recorded answers of the real systems: ../shared/vectors is not there");
    } else {
        conformance::conformance(conformance::Arguments::default())?;
    }
    announce("All tests passed");
    Ok(())
}
