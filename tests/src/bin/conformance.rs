//! Runs recorded cases against this project: what the real systems answered is what it must answer.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use promwright_tests::conformance::{Filter, Report, read_lines, run_all};

/// Runs recorded answers of the real systems against this project.
///
/// Prints a line a type (cases, passed, failed, messages equal of how many) and last "N passed, N failed". The exit code is
/// not 0 when a case failed. A type of case that is not known has failed.
#[derive(Parser)]
#[command(name = "conformance")]
struct Arguments {
    /// Run only cases of this type (repeatable).
    #[arg(long = "type", value_name = "T")]
    types: Vec<String>,
    /// Run only cases whose monitoring resources besides the Prometheus are of this kind (repeatable); of admit cases the
    /// object's kind counts.
    #[arg(long = "kind", value_name = "K")]
    kinds: Vec<String>,
    /// Show the first N failures as a diff.
    #[arg(long, value_name = "N", default_value_t = 0)]
    show: usize,
    /// With --show, also show cases that passed although a message is worded differently.
    #[arg(long)]
    wording: bool,
    /// Files of cases, one JSON object a line: .jsonl or .jsonl.gz.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut lines = Vec::new();
    for file in &arguments.files {
        match read_lines(file) {
            Ok(read) => lines.extend(read),
            Err(error) => {
                eprintln!("conformance: cannot read {}: {error}", file.display());
                return ExitCode::from(2);
            }
        }
    }
    let ran = run_all(&lines, &Filter { types: arguments.types, kinds: arguments.kinds });
    let report = Report { ran: &ran, show: arguments.show, wording: arguments.wording };
    print!("{report}");
    if ran.is_empty() {
        eprintln!("conformance: no case was run: the files hold none that the filters keep");
    }
    ExitCode::from(u8::from(report.failed() > 0))
}
