//! `promwright render`: the configurations, and the findings.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use promwright_core::evaluate::Traced;
use promwright_core::provenance::Question;
use promwright_finding::ObjectId;
use serde::Serialize;

use crate::annotate::{Places, annotated};
use crate::input::Inputs;
use crate::report::{Deny, Format, LocatedFinding, Report, ReportArguments};
use crate::switches::Switches;
use crate::{Status, print};

/// Show the Prometheus configuration that the operator generates
///
/// The configuration is written to standard output, findings to standard error. With several Prometheus and PrometheusAgent
/// objects, each configuration is a document that starts with the name of its object.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Files of manifests, folders of *.yaml, *.yml and *.json files, or `-` for standard input, which is read as well
    /// if nothing is named. Together they are one cluster. Hidden files and folders are skipped
    #[arg(value_name = "FILE|DIR|-")]
    inputs: Vec<PathBuf>,
    /// Write each configuration to a file NAMESPACE-NAME.yaml in this folder
    #[arg(long, short, value_name = "DIR", conflicts_with = "format")]
    output: Option<PathBuf>,
    /// Annotate each line with the fields that it comes from, and list the fields that reach no line, with the reason
    #[arg(long)]
    explain: bool,
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
  promwright render scrape-config.yaml
  promwright render --select monitoring/main manifests/
  promwright render --explain scrape-config.yaml
  promwright render --prometheus-version 2.55.0 --output rendered manifests/
  helm template my-chart | promwright render --format json -";

#[derive(Serialize)]
struct Output<'r> {
    configurations: &'r [Traced],
    findings: Vec<LocatedFinding<'r>>,
}

/// Renders the inputs.
pub(crate) fn render(arguments: &Arguments) -> io::Result<Status> {
    let threads = arguments.report.threads();
    let inputs = Inputs::read(&arguments.inputs, &threads)?;
    let question = arguments.explain.then(Question::all);
    let evaluation = arguments.switches.evaluate(&inputs, question, &threads);
    let report = Report::new(&inputs, &evaluation.findings, &arguments.report, arguments.deny);
    let configurations = &evaluation.configurations;
    if arguments.report.format == Format::Json {
        print::json(&Output { configurations, findings: report.located() })?;
        return Ok(report.status());
    }
    let places = arguments.explain.then(|| Places::new(&inputs));
    let texts = configurations.iter().filter_map(|configuration| {
        let text = configuration.text()?;
        let text = places.as_ref().map_or_else(|| text.to_owned(), |places| annotated(configuration, text, places));
        Some((&configuration.instance, text))
    });
    let texts: Vec<(&ObjectId, String)> = texts.collect();
    match &arguments.output {
        Some(folder) => write_files(folder, &texts)?,
        None => print::out(|out| write_documents(out, &texts, configurations.len() > 1))?,
    }
    print::findings(&report);
    Ok(report.status())
}

/// Writes the configurations as documents of one stream, with names if there are several.
fn write_documents(out: &mut dyn Write, texts: &[(&ObjectId, String)], has_names: bool) -> io::Result<()> {
    let mut separator = "";
    for (instance, text) in texts {
        if has_names {
            writeln!(out, "{separator}# {instance}")?;
            separator = "---\n";
        }
        out.write_all(text.as_bytes())?;
    }
    Ok(())
}

/// Writes each configuration to its own file. A second one of the same name, of a Prometheus and a PrometheusAgent, is
/// numbered.
fn write_files(folder: &Path, texts: &[(&ObjectId, String)]) -> io::Result<()> {
    let cannot = |path: &Path, error: &io::Error| io::Error::other(format!("cannot write {}: {error}", path.display()));
    if folder.is_file() {
        return Err(io::Error::other(format!("cannot write to {}: it is a file, not a folder", folder.display())));
    }
    fs::create_dir_all(folder).map_err(|error| cannot(folder, &error))?;
    let mut names = BTreeSet::new();
    for (instance, text) in texts {
        let name = format!("{}-{}", instance.namespace, instance.name);
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| names.insert(name.clone()));
        let path = folder.join(free.unwrap_or(name) + ".yaml");
        fs::write(&path, text).map_err(|error| cannot(&path, &error))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn several_configurations_are_named() {
        let ids = ["a", "b"].map(|name| ObjectId {
            kind: "Prometheus".into(),
            namespace: "default".into(),
            name: name.into(),
            ..ObjectId::default()
        });
        let written = |texts: &[(&ObjectId, String)], has_names| {
            let mut out = Vec::new();
            write_documents(&mut out, texts, has_names).unwrap();
            String::from_utf8(out).unwrap()
        };
        let [a, b] = [(&ids[0], "x: 1\n".to_owned()), (&ids[1], "y: 1\n".to_owned())];
        assert_eq!(written(&[], false), "");
        assert_eq!(written(std::slice::from_ref(&a), false), "x: 1\n");
        assert_eq!(written(std::slice::from_ref(&a), true), "# Prometheus default/a\nx: 1\n");
        assert_eq!(written(&[a, b], true), "# Prometheus default/a\nx: 1\n---\n# Prometheus default/b\ny: 1\n");
    }
}
