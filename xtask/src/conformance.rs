//! `cargo xtask conformance`: runs the conformance runner, in the release profile, on responses recorded from the real systems.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::run::{TaskResult, cargo, root, step};

/// The folder of the recorded responses, relative to the project root.
const VECTORS: &str = "../shared/vectors";

/// Which cases to run; see `conformance --help`.
#[derive(Args, Default)]
pub(crate) struct Arguments {
    /// Run only cases of this type; can be repeated
    #[arg(long = "type", value_name = "T")]
    types: Vec<String>,
    /// Run only cases with resources of this kind; can be repeated
    #[arg(long = "kind", value_name = "K")]
    kinds: Vec<String>,
    /// Show the first N failures as a diff
    #[arg(long, value_name = "N")]
    show: Option<usize>,
    /// With --show, also show passed cases whose messages are worded differently
    #[arg(long)]
    wording: bool,
    /// Files of cases; default: the files in ../shared/vectors
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Runs the cases in these files, or in `../shared/vectors` if there are none.
pub(crate) fn conformance(arguments: Arguments) -> TaskResult {
    let files = if arguments.files.is_empty() { vectors() } else { absolute(arguments.files)? };
    if files.is_empty() {
        return Err("no FILE given, and ../shared/vectors does not exist".to_string());
    }
    let mut command = cargo(&["run", "--release", "--package", "promwright-tests", "--bin", "conformance", "--"]);
    command.args(arguments.types.iter().flat_map(|name| ["--type", name]));
    command.args(arguments.kinds.iter().flat_map(|kind| ["--kind", kind]));
    command.args(arguments.show.map(|show| format!("--show={show}")));
    command.args(arguments.wording.then_some("--wording"));
    command.args(files);
    step("Run the conformance cases", &mut command)
}

/// Files of cases that promwright does not implement yet: Prometheus' own loader, and relabeling step by step.
const UNSUPPORTED: [&str; 2] = ["load", "relabel"];

/// The files in `../shared/vectors`, sorted, relative to the project root. Empty if the folder does not exist.
pub(crate) fn vectors() -> Vec<PathBuf> {
    let Ok(folder) = fs::read_dir(root().join(VECTORS)) else { return Vec::new() };
    let names = folder.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let is_cases = |name: &String| {
        let name = name.strip_suffix(".gz").unwrap_or(name);
        name.strip_suffix(".jsonl").is_some_and(|name| !UNSUPPORTED.contains(&name))
    };
    let mut files: Vec<PathBuf> = names.filter(is_cases).map(|name| Path::new(VECTORS).join(name)).collect();
    files.sort();
    files
}

/// Makes paths absolute: they are relative to the current folder, which may be below the project root.
fn absolute(files: Vec<PathBuf>) -> Result<Vec<PathBuf>, String> {
    let absolute = |file: PathBuf| std::path::absolute(&file).map_err(|error| format!("{}: {error}", file.display()));
    files.into_iter().map(absolute).collect()
}
