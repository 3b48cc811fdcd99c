//! `cargo xtask deny`: the dependencies, compared with `deny.toml`.

use std::process::Command;

use clap::Args;

use crate::run::{TaskResult, root, step};
use crate::setup;

/// What else to check.
#[derive(Args, Default)]
pub(crate) struct Arguments {
    /// Also check for known vulnerabilities; fetches the RustSec database with git
    #[arg(long)]
    advisories: bool,
}

/// Checks licenses, versions and sources, and what is known of the dependencies where that is asked for.
pub(crate) fn deny(arguments: &Arguments) -> TaskResult {
    setup::deny()?;
    let mut command = Command::new(root().join(".tools/bin/cargo-deny"));
    command.args(["--workspace", "check", "--hide-inclusion-graph", "bans", "licenses", "sources"]);
    command.args(arguments.advisories.then_some("advisories"));
    step("Check the licenses, versions and sources of the dependencies", &mut command)
}
