//! `promwright check`: the diagnostics alone.

use std::io;
use std::path::PathBuf;

use serde::Serialize;

use crate::input::Inputs;
use crate::report::{Deny, Format, Located, Manner, Report};
use crate::switches::Switches;
use crate::{Status, print};

/// Say what is wrong with manifests
///
/// What is found is written to standard output.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Files of manifests, folders of *.yaml, *.yml and *.json files, or `-` for standard input, which is also read where
    /// nothing is named. All together are one cluster
    #[arg(value_name = "FILE|DIR|-")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    switches: Switches,
    #[command(flatten)]
    report: Manner,
    /// Let these fail the command too, as errors do
    #[arg(long, value_name = "SEVERITY", help_heading = "Report")]
    deny: Option<Deny>,
}

const EXAMPLES: &str = "\
Examples:
  promwright check manifests/
  promwright check --deny warnings --quiet manifests/ secrets.yaml
  kustomize build overlays/prod | promwright check --format json -";

#[derive(Serialize)]
struct Output<'r> {
    diagnostics: Vec<Located<'r>>,
}

/// Checks the inputs.
pub(crate) fn check(arguments: &Arguments) -> io::Result<Status> {
    let threads = arguments.report.threads();
    let inputs = Inputs::read(&arguments.inputs, &threads)?;
    let evaluation = arguments.switches.evaluate(&inputs, None, &threads);
    let report = Report::new(&inputs, &evaluation.diagnostics, &arguments.report, arguments.deny);
    match arguments.report.format {
        Format::Text => {
            print::out(|out| report.draw(out))?;
            let files = inputs.texts.len();
            let files = format!("{files} file{}", if files == 1 { "" } else { "s" });
            print::error_line(&format!("{files} checked: {}", report.summary()));
        }
        Format::Json => print::json(&Output { diagnostics: report.located() })?,
    }
    Ok(report.status())
}
