//! The project's tasks: `cargo xtask TASK`.

mod bench;
mod conformance;
mod r#gen;
mod policy;
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
    /// Install what the tasks need; each task also installs its own part
    Setup,
    /// Build the page, serve it at a local address, and build it again when a file changes
    Serve(site::Serve),
    /// Build the page as it is published, into target/site/
    Site,
    /// Compare the sizes of what is built with the limits in sizes.toml
    Size,
    /// Measure in Chromium how quick the page is: its first output, and its answer to a keystroke
    Measure,
    /// Run all tests: the workspace's, the command's in a wasm runtime, the page's in a browser, and the recorded answers
    Test,
    /// Write the files that are made from others: CRDs, JSON Schemas, reference pages, and what becomes of the examples
    Gen,
    /// Run the recorded answers of the real systems
    #[command(after_help = "Without a FILE, those of ../shared/vectors are run that the project answers for.")]
    Conformance(conformance::Arguments),
    /// Build the policy for admission engines: a waPC module and a WASI command, into target/policy/, the same bytes everywhere
    Policy,
    /// Run the benches, natively and in wasm, and compare with the Go generator
    Bench,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
        Task::Setup => setup::setup(),
        Task::Serve(arguments) => site::serve(&arguments),
        Task::Site => site::site(),
        Task::Size => size::size(),
        Task::Measure => site::measure(),
        Task::Test => test::test(),
        Task::Gen => r#gen::generate(),
        Task::Conformance(arguments) => conformance::conformance(arguments),
        Task::Policy => policy::policy(),
        Task::Bench => bench::bench(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
