//! `cargo xtask conformance`: the conformance runner, in the release profile, over the recorded answers beside the project.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::run::{Done, cargo, root, step};

/// Where the recorded answers are, seen from the project's root.
const VECTORS: &str = "../shared/vectors";

/// What to run; see `conformance --help`.
#[derive(Args, Default)]
pub(crate) struct Arguments {
    /// Run only cases of this type (repeatable)
    #[arg(long = "type", value_name = "T")]
    types: Vec<String>,
    /// Run only cases whose monitoring resources are of this kind (repeatable)
    #[arg(long = "kind", value_name = "K")]
    kinds: Vec<String>,
    /// Show the first N failures as a diff
    #[arg(long, value_name = "N")]
    show: Option<usize>,
    /// With --show, also show cases that passed although a message is worded differently
    #[arg(long)]
    wording: bool,
    /// Files of cases
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Runs the cases of the files named, or of all files of `../shared/vectors`.
pub(crate) fn conformance(arguments: Arguments) -> Done {
    let files = if arguments.files.is_empty() { vectors() } else { absolute(arguments.files)? };
    if files.is_empty() {
        return Err("no files are named, and ../shared/vectors is not there".to_string());
    }
    let mut command = cargo(&["run", "--release", "--package", "promwright-tests", "--bin", "conformance", "--"]);
    command.args(arguments.types.iter().flat_map(|name| ["--type", name]));
    command.args(arguments.kinds.iter().flat_map(|kind| ["--kind", kind]));
    command.args(arguments.show.map(|show| format!("--show={show}")));
    command.args(arguments.wording.then_some("--wording"));
    command.args(files);
    step("Run the recorded answers of the real systems", &mut command)
}

/// The files that the project does not answer for yet: Prometheus' own loader, and relabelling step by step.
const UNANSWERED: [&str; 2] = ["load", "relabel"];

/// The files of `../shared/vectors`, by name, as seen from the project's root; none where the folder is not there.
pub(crate) fn vectors() -> Vec<PathBuf> {
    let Ok(folder) = fs::read_dir(root().join(VECTORS)) else { return Vec::new() };
    let names = folder.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let is_cases = |name: &String| {
        let name = name.strip_suffix(".gz").unwrap_or(name);
        name.strip_suffix(".jsonl").is_some_and(|name| !UNANSWERED.contains(&name))
    };
    let mut files: Vec<PathBuf> = names.filter(is_cases).map(|name| Path::new(VECTORS).join(name)).collect();
    files.sort();
    files
}

/// Files as named where the task was started, which may be below the project's root.
fn absolute(files: Vec<PathBuf>) -> Result<Vec<PathBuf>, String> {
    let absolute = |file: PathBuf| std::path::absolute(&file).map_err(|error| format!("{}: {error}", file.display()));
    files.into_iter().map(absolute).collect()
}
