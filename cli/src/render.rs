//! `promwright render`: the configurations, and what is to be said about them.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use promwright_core::evaluate::Configuration;
use promwright_core::provenance::Question;
use serde::Serialize;

use crate::explain::{self, Places};
use crate::input::Inputs;
use crate::report::{Deny, Format, Located, Manner, Report};
use crate::switches::Switches;
use crate::{Status, print};

/// Show the Prometheus configuration that the operator makes of manifests
///
/// The configuration is written to standard output, and what is to be said about it to standard error. Where there are
/// several Prometheus and PrometheusAgent objects, each configuration is a document that begins with the name of its
/// object.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Files of manifests, folders of *.yaml, *.yml and *.json files, or `-` for standard input, which is also read where
    /// nothing is named. All together are one cluster
    #[arg(value_name = "FILE|DIR|-")]
    inputs: Vec<PathBuf>,
    /// Write each configuration to a file of this folder, NAMESPACE-NAME.yaml
    #[arg(long, short, value_name = "DIR", conflicts_with = "format")]
    output: Option<PathBuf>,
    /// Say beside each line which fields make it, and below which fields make none and why
    #[arg(long)]
    explain: bool,
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
  promwright render scrape-config.yaml
  promwright render --select monitoring/main manifests/
  promwright render --explain scrape-config.yaml
  promwright render --prometheus-version 2.55.0 --output rendered manifests/
  helm template my-chart | promwright render --format json -";

#[derive(Serialize)]
struct Output<'r> {
    configurations: &'r [Configuration],
    diagnostics: Vec<Located<'r>>,
}

/// Renders the inputs.
pub(crate) fn render(arguments: &Arguments) -> io::Result<Status> {
    let threads = arguments.report.threads();
    let inputs = Inputs::read(&arguments.inputs, &threads)?;
    let question = arguments.explain.then(Question::all);
    let mut evaluation = arguments.switches.evaluate(&inputs, question, &threads);
    let report = Report::new(&inputs, &evaluation.diagnostics, &arguments.report, arguments.deny);
    let configurations = &mut evaluation.configurations;
    if arguments.report.format == Format::Json {
        print::json(&Output { configurations, diagnostics: report.located() })?;
        return Ok(report.status());
    }
    if arguments.explain {
        let places = Places::new(&inputs);
        for configuration in configurations.iter_mut() {
            configuration.text = explain::annotated(configuration, &places);
        }
    }
    match &arguments.output {
        Some(folder) => write_files(folder, configurations)?,
        None => print::out(|out| write_documents(out, configurations))?,
    }
    print::problems(&report);
    Ok(report.status())
}

/// Writes the configurations as documents of one stream; a single one as it is.
fn write_documents(out: &mut dyn Write, configurations: &[Configuration]) -> io::Result<()> {
    let mut separator = "";
    for Configuration { instance, text, .. } in configurations {
        let Some(text) = text else { continue };
        if configurations.len() > 1 {
            writeln!(out, "{separator}# {instance}")?;
            separator = "---\n";
        }
        out.write_all(text.as_bytes())?;
    }
    Ok(())
}

/// Writes each configuration to its own file. A second one of the same name, of a Prometheus and a PrometheusAgent, is
/// numbered.
fn write_files(folder: &Path, configurations: &[Configuration]) -> io::Result<()> {
    let cannot = |path: &Path, error: &io::Error| io::Error::other(format!("cannot write {}: {error}", path.display()));
    if folder.is_file() {
        return Err(io::Error::other(format!(
            "cannot write into {}: it is a file, and not a folder",
            folder.display()
        )));
    }
    fs::create_dir_all(folder).map_err(|error| cannot(folder, &error))?;
    let mut names = BTreeSet::new();
    for Configuration { instance, text, .. } in configurations {
        let Some(text) = text else { continue };
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

    use promwright_finding::ObjectId;

    use super::*;

    fn configuration(name: &str, text: Option<&str>) -> Configuration {
        let instance = ObjectId { kind: "Prometheus".into(), namespace: "default".into(), name: name.into() };
        Configuration { instance, text: text.map(str::to_owned), resources: Vec::new(), provenance: None }
    }

    #[test]
    fn several_configurations_are_named() {
        let written = |configurations: &[Configuration]| {
            let mut out = Vec::new();
            write_documents(&mut out, configurations).unwrap();
            String::from_utf8(out).unwrap()
        };
        let [a, b, none] =
            [("a", Some("x: 1\n")), ("b", Some("y: 1\n")), ("c", None)].map(|(n, t)| configuration(n, t));
        assert_eq!(written(&[]), "");
        assert_eq!(written(std::slice::from_ref(&a)), "x: 1\n");
        assert_eq!(written(&[a.clone(), b]), "# Prometheus default/a\nx: 1\n---\n# Prometheus default/b\ny: 1\n");
        assert_eq!(written(&[none, a]), "# Prometheus default/a\nx: 1\n");
    }
}
