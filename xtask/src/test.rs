//! `cargo xtask test`: everything that is tested, in one go.

use crate::conformance::{self, vectors};
use crate::run::{Done, announce, cargo, step};
use crate::setup::setup;

/// Runs all tests.
pub(crate) fn test() -> Done {
    setup()?;
    step("Test the workspace", &mut cargo(&["test", "--workspace"]))?;
    step(
        "Build the command for wasm32-wasip1",
        &mut cargo(&["build", "--release", "--package", "promwright", "--target", "wasm32-wasip1"]),
    )?;
    step(
        "Test the command in a wasm runtime",
        &mut cargo(&["test", "--package", "promwright-tests", "--test", "wasip1", "--", "--ignored"]),
    )?;
    if vectors().is_empty() {
        announce("Skip the recorded answers of the real systems: ../shared/vectors is not there");
    } else {
        conformance::conformance(conformance::Arguments::default())?;
    }
    announce("All tests passed");
    Ok(())
}
