//! The project's tasks: `cargo xtask TASK`.

mod bench;
mod conformance;
mod deny;
mod r#gen;
mod policy;
mod release;
mod run;
mod setup;
mod site;
mod size;
mod test;
mod wasm_opt;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The project's tasks.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install all tools; each task also installs the tools it needs
    Setup,
    /// Build the page, serve it locally, and rebuild it when a file changes
    Serve(site::Serve),
    /// Build the page for publication into target/site/
    Site,
    /// Check the sizes of built files against the limits in sizes.toml
    Size,
    /// Measure the page in Chromium: time to the first output, and time from a keystroke to the output
    Measure,
    /// Run all tests: the dependencies, the workspace, the policy and the CLI in a wasm runtime, the page in a browser, and conformance
    Test,
    /// Generate files: CRDs, JSON Schemas, reference pages, and the configurations of the examples
    Gen,
    /// Compare promwright with responses recorded from the real systems
    #[command(after_help = "Without a FILE, runs the supported files in ../shared/vectors.")]
    Conformance(conformance::Arguments),
    /// Build the admission policy into target/policy/: a waPC module and a WASI command, both reproducible
    Policy,
    /// Check the licenses, versions and sources of the dependencies against deny.toml
    Deny(deny::Arguments),
    /// Check that the crates and the changelog are ready for a release, and show what would be published
    Release(release::Arguments),
    /// Run the benchmarks natively and in wasm, and compare with the Go generator
    Bench,
}

fn main() -> ExitCode {
    let result = match Arguments::parse().task {
        Task::Setup => setup::setup(),
        Task::Serve(arguments) => site::serve(&arguments),
        Task::Site => site::site(),
        Task::Size => size::size(),
        Task::Measure => site::measure(),
        Task::Test => test::test(),
        Task::Gen => r#gen::generate(),
        Task::Conformance(arguments) => conformance::conformance(arguments),
        Task::Policy => policy::policy(),
        Task::Deny(arguments) => deny::deny(&arguments),
        Task::Release(arguments) => release::release(&arguments),
        Task::Bench => bench::bench(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
