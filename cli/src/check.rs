//! `promwright check`: only the findings.

use std::io;
use std::path::PathBuf;

use serde::Serialize;

use crate::fix::Fixed;
use crate::input::Inputs;
use crate::report::{Deny, Format, LocatedFinding, Report, ReportArguments};
use crate::switches::Switches;
use crate::{Status, print};

/// Check manifests
///
/// Findings are written to standard output. `promwright explain` says more about each.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Files of manifests, folders of *.yaml, *.yml and *.json files, or `-` for standard input, which is read as well
    /// if nothing is named. Together they are one cluster. Hidden files and folders are skipped
    #[arg(value_name = "FILE|DIR|-")]
    inputs: Vec<PathBuf>,
    /// Fix what can be fixed safely, in the files themselves: misspelled fields, the case of values, a single item where a
    /// list is expected, missing quotes. Comments and everything else stay as they are. Findings and the exit status are those
    /// of the fixed files
    #[arg(long, conflicts_with = "format")]
    fix: bool,
    /// With --fix: change no file, and write the changes to standard output as a diff. Findings that would be left are written
    /// to standard error. Exits with 1 if there is anything to fix, or if errors would be left
    #[arg(long, requires = "fix")]
    dry_run: bool,
    #[command(flatten)]
    switches: Switches,
    #[command(flatten)]
    report: ReportArguments,
    /// Also exit with an error for
    #[arg(long, value_name = "SEVERITY", help_heading = "Report")]
    deny: Option<Deny>,
}

const EXAMPLES: &str = "\
Examples:
  promwright check manifests/
  promwright check --fix --dry-run manifests/
  promwright check --deny warnings --quiet manifests/ secrets.yaml
  kustomize build overlays/prod | promwright check --format json -";

#[derive(Serialize)]
struct Output<'r> {
    findings: Vec<LocatedFinding<'r>>,
}

/// Checks the inputs.
pub(crate) fn check(arguments: &Arguments) -> io::Result<Status> {
    let threads = arguments.report.threads();
    let mut inputs = Inputs::read(&arguments.inputs, &threads)?;
    let mut evaluation = arguments.switches.evaluate(&inputs, None, &threads);
    let evaluate = |inputs: &Inputs| arguments.switches.evaluate(inputs, None, &threads);
    let fixed = arguments.fix.then(|| Fixed::new(&mut inputs, &mut evaluation, evaluate));
    match &fixed {
        Some(fixed) if arguments.dry_run => print::out(|out| fixed.show(&inputs, out))?,
        Some(fixed) => fixed.save(&inputs)?,
        None => {}
    }
    let report = Report::new(&inputs, &evaluation.findings, &arguments.report, arguments.deny);
    match arguments.report.format {
        Format::Text => {
            if arguments.dry_run {
                print::findings(&report);
            } else {
                print::out(|out| report.draw(out))?;
            }
            let files = inputs.texts.len();
            let files = format!("{files} file{}", if files == 1 { "" } else { "s" });
            let found = report.summary();
            print::error_line(&match &fixed {
                Some(fixed) => format!("{files} checked: {}; {found} left", fixed.summary(arguments.dry_run)),
                None => format!("{files} checked: {found}"),
            });
        }
        Format::Json => print::json(&Output { findings: report.located() })?,
    }
    let has_fixes = fixed.is_some_and(|fixed| fixed.count > 0);
    Ok(match report.status() {
        Status::Fine if arguments.dry_run && has_fixes => Status::Errors,
        status => status,
    })
}
