//! `promwright why`: which instances select one resource, and why the others do not.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};
use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::styling::{AnsiColor, Style};
use promwright_core::Reading;
use promwright_core::evaluate::{Evaluation, Traced, read};
use promwright_core::rules::{no_configuration, syntax, unreadable};
use promwright_dialect::State;
use promwright_finding::ObjectId;
use promwright_finding::{Finding, Place};
use promwright_kubernetes::schema::nearest;
use promwright_operator::api::kind;
use promwright_operator::rules::{default_prometheus, not_selected};
use serde::Serialize;

use crate::input::Inputs;
use crate::report::{Format, LocatedFinding, LocatedPlace, Report, ReportArguments};
use crate::switches::Switches;
use crate::{Status, print};

/// Show which Prometheus selects a resource, and why the others do not
///
/// Each Prometheus and PrometheusAgent in the input either accepts the resource, does not select it (the selector and the label
/// that do not match are shown), or selects it and rejects it, in the operator's words.
#[derive(clap::Args, Debug)]
#[command(after_help = NOTES)]
pub(crate) struct Arguments {
    /// The ServiceMonitor, PodMonitor, Probe or ScrapeConfig: NAME in any namespace, NAMESPACE/NAME, or KIND/NAMESPACE/NAME where
    /// several kinds share a name
    #[arg(value_name = "RESOURCE")]
    resource: Wanted,
    /// Files of manifests, folders of *.yaml, *.yml and *.json files, or `-` for standard input, which is read as well
    /// if nothing is named. Together they are one cluster. Hidden files and folders are skipped
    #[arg(value_name = "FILE|DIR|-")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    switches: Switches,
    #[command(flatten)]
    report: ReportArguments,
}

const NOTES: &str = "\
Exit status:
  0  a Prometheus or PrometheusAgent accepts the resource; of several resources, each one
  1  none does
  2  the resource is not in the input, wrong usage, or an input that cannot be read

Examples:
  promwright why web manifests/
  promwright why shop/web --strict manifests/
  promwright why servicemonitor/shop/web --select monitoring/main manifests/
  helm template my-chart | promwright why shop/web --format json";

/// The resources to look up.
#[derive(Clone, Debug)]
struct Wanted {
    kind: Option<&'static str>,
    namespace: Option<String>,
    name: String,
}

impl Wanted {
    fn is(&self, id: &ObjectId) -> bool {
        self.kind.is_none_or(|kind| id.kind == kind)
            && self.namespace.as_ref().is_none_or(|namespace| id.namespace == *namespace)
            && id.name == self.name
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.kind.unwrap_or("resource"))?;
        self.namespace.iter().try_for_each(|namespace| write!(f, "{namespace}/"))?;
        f.write_str(&self.name)
    }
}

impl FromStr for Wanted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Vec<&str> = text.split('/').collect();
        let (kind, namespace, name) = match parts[..] {
            _ if parts.contains(&"") => return Err("expected [[KIND/]NAMESPACE/]NAME, such as shop/web".to_owned()),
            [name] => (None, None, name),
            [namespace, name] => (None, Some(namespace), name),
            [kind, namespace, name] => (Some(resource_kind(kind)?), Some(namespace), name),
            _ => return Err("expected [[KIND/]NAMESPACE/]NAME, such as servicemonitor/shop/web".to_owned()),
        };
        Ok(Self { kind, namespace: namespace.map(str::to_owned), name: name.to_owned() })
    }
}

/// The kind by one of the names that kubectl knows it by.
fn resource_kind(text: &str) -> Result<&'static str, String> {
    let known = [&kind::SERVICE_MONITOR, &kind::POD_MONITOR, &kind::PROBE, &kind::SCRAPE_CONFIG];
    let found = known.into_iter().find(|known| known.is_named(text));
    found.map(|known| known.kind).ok_or_else(|| {
        format!("unknown kind {text}: a Prometheus selects ServiceMonitor, PodMonitor, Probe and ScrapeConfig")
    })
}

#[derive(Serialize)]
struct Output<'r> {
    resources: Vec<Answer<'r>>,
    findings: Vec<LocatedFinding<'r>>,
}

/// What the instances do with one resource.
#[derive(Serialize)]
struct Answer<'r> {
    resource: &'r ObjectId,
    #[serde(flatten)]
    place: Option<LocatedPlace<'r>>,
    /// Whether the API server accepts it. Otherwise no Prometheus sees it.
    stored: bool,
    outcomes: Vec<Outcome<'r>>,
}

/// What one Prometheus or PrometheusAgent does with it.
#[derive(Serialize)]
struct Outcome<'r> {
    instance: &'r ObjectId,
    #[serde(rename = "outcome")]
    verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Verdict {
    Accepted,
    NotSelected,
    Rejected,
    /// The operator generates no configuration for this Prometheus.
    NoConfiguration,
}

impl Verdict {
    fn text(self) -> (&'static str, AnsiColor) {
        match self {
            Self::Accepted => ("accepted", AnsiColor::Green),
            Self::NotSelected => ("not selected", AnsiColor::Yellow),
            Self::Rejected => ("rejected", AnsiColor::Red),
            Self::NoConfiguration => ("no config", AnsiColor::Red),
        }
    }
}

/// The objects in the input that matter to the answer.
#[derive(Default)]
struct Census {
    /// The resources to look up: the place of the name, and whether the API server accepts them.
    wanted: BTreeMap<ObjectId, (Option<Place>, bool)>,
    /// The Prometheus and PrometheusAgent objects that the API server rejects.
    rejected_instances: Vec<ObjectId>,
    /// All other scrape resources.
    others: Vec<ObjectId>,
    /// An object of the name that is not a scrape resource.
    of_other_kinds: Option<ObjectId>,
}

impl Census {
    fn new(wanted: &Wanted, switches: &Switches, readings: &[Reading<'_>]) -> Self {
        let mut census = Self::default();
        for (object, place) in readings.iter().flat_map(Reading::objects) {
            let id = &object.id;
            let kind = object.kind.custom();
            let is_instance = kind.is_some_and(|kind| [&kind::PROMETHEUS, &kind::PROMETHEUS_AGENT].contains(&kind));
            if is_instance && !object.is_stored() && switches.selects(id) {
                census.rejected_instances.push(id.clone());
            }
            match (kind.is_some() && !is_instance, wanted.is(id)) {
                // Of several of a name, the last one that is stored counts.
                (true, true) => {
                    let known = census.wanted.entry(id.clone()).or_insert((place, false));
                    if object.is_stored() {
                        *known = (place, true);
                    }
                }
                (true, false) => census.others.push(id.clone()),
                (false, true) => census.of_other_kinds = Some(id.clone()),
                (false, false) => {}
            }
        }
        census
    }

    /// Why there is no answer, and what may have been meant.
    fn nothing(&self, wanted: &Wanted) -> String {
        let named = |name: &str| -> Vec<String> {
            let same = self.others.iter().filter(|id| id.name == name);
            same.take(MOST_NAMES).map(ToString::to_string).collect()
        };
        let mut meant = named(&wanted.name);
        if meant.is_empty()
            && let Some(name) = nearest(&wanted.name, self.others.iter().map(|id| id.name.as_str()))
        {
            meant = named(name);
        }
        let other = match &self.of_other_kinds {
            Some(id) => format!("; {id} is not a resource that a Prometheus selects"),
            None => String::new(),
        };
        let meant = if meant.is_empty() { String::new() } else { format!("; did you mean {}?", meant.join(" or ")) };
        format!("{wanted} not found in the input{other}{meant}")
    }
}

/// The most names that are suggested.
const MOST_NAMES: usize = 5;

/// Looks up a resource.
pub(crate) fn why(arguments: &Arguments) -> io::Result<Status> {
    let Arguments { resource: wanted, switches, report: report_arguments, .. } = arguments;
    let threads = report_arguments.threads();
    let inputs = Inputs::read(&arguments.inputs, &threads)?;
    let readings = read(&inputs.sources(), &[&switches.operator()], &threads);
    let census = Census::new(wanted, switches, &readings);
    let Evaluation { configurations, findings } = switches.evaluate_read(&inputs, &readings, None, &threads);
    let shown: Vec<Finding> = findings.iter().filter(|finding| census.shows(finding)).cloned().collect();
    let report = Report::new(&inputs, &shown, report_arguments, None);
    if census.wanted.is_empty() {
        print::findings(&report);
        return Err(io::Error::other(census.nothing(wanted)));
    }
    let answers: Vec<Answer<'_>> = census
        .wanted
        .iter()
        .map(|(resource, (place, stored))| Answer {
            resource,
            place: place.and_then(|place| report.locate(place)),
            stored: *stored,
            outcomes: if *stored { census.outcomes(resource, &configurations) } else { Vec::new() },
        })
        .collect();
    let is_accepted =
        answers.iter().all(|answer| answer.outcomes.iter().any(|outcome| outcome.verdict == Verdict::Accepted));
    match report_arguments.format {
        Format::Text => {
            print::out(|out| write(out, &answers))?;
            print::findings(&report);
        }
        Format::Json => print::json(&Output { resources: answers, findings: report.located() })?,
    }
    Ok(match report.status() {
        Status::Unusable => Status::Unusable,
        _ if is_accepted => Status::Fine,
        _ => Status::Errors,
    })
}

impl Census {
    /// Whether a finding belongs to the answer. Why nothing selects a resource is in the answer already.
    fn shows(&self, finding: &Finding) -> bool {
        let is_about = finding.object.as_ref().is_some_and(|id| self.wanted.contains_key(id));
        let about_the_input = [&unreadable::RULE, &syntax::RULE, &default_prometheus::RULE];
        if *finding.rule == not_selected::RULE {
            false
        } else if *finding.rule == no_configuration::RULE {
            is_about || finding.object.is_none()
        } else {
            is_about || about_the_input.contains(&finding.rule)
        }
    }

    /// What each Prometheus and PrometheusAgent does with a resource.
    fn outcomes<'r>(&'r self, resource: &ObjectId, configurations: &'r [Traced]) -> Vec<Outcome<'r>> {
        let asked = configurations.iter().map(|made| {
            let found = made.resources.iter().find(|found| found.resource == *resource);
            let (verdict, reason) = match found.map(|found| (found.state, &found.reason)) {
                Some((State::NotSelected, reason)) => (Verdict::NotSelected, reason.clone()),
                Some((State::Rejected, reason)) => (Verdict::Rejected, reason.clone()),
                Some((State::Accepted, _)) if made.failure.is_none() => (Verdict::Accepted, None),
                _ => {
                    let reason = made.failure.as_deref().unwrap_or("it has no selector at all");
                    (Verdict::NoConfiguration, Some(format!("the operator generates no configuration: {reason}")))
                }
            };
            Outcome { instance: &made.instance, verdict, reason }
        });
        let rejected = self.rejected_instances.iter().map(|instance| Outcome {
            instance,
            verdict: Verdict::NoConfiguration,
            reason: Some(format!("the API server rejects this {} itself", instance.kind)),
        });
        asked.chain(rejected).collect()
    }
}

/// Writes a paragraph for each resource: what each Prometheus does with it, and below that why.
fn write(out: &mut dyn Write, answers: &[Answer<'_>]) -> io::Result<()> {
    let bold = Style::new().bold();
    for (index, Answer { resource, place, stored, outcomes }) in answers.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        write!(out, "{bold}{resource}{bold:#}")?;
        if let Some(place) = place {
            write!(out, " ({place})")?;
        }
        let accepted = outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Accepted).count();
        match (stored, accepted, outcomes.len()) {
            (false, ..) => writeln!(out, ": rejected by the API server, so no Prometheus sees it")?,
            (true, _, 0) => writeln!(out, ": no Prometheus in the input")?,
            (true, accepted, all) => {
                // What is not accepted is mostly not even selected.
                let is_selection =
                    outcomes.iter().all(|outcome| matches!(outcome.verdict, Verdict::Accepted | Verdict::NotSelected));
                let word = if is_selection { "selected" } else { "accepted" };
                writeln!(out, ": {word} by {accepted} of {all}")?;
            }
        }
        for Outcome { instance, verdict, reason } in outcomes {
            let (word, color) = verdict.text();
            let color = color.on_default();
            writeln!(out, "  {color}{word:<12}{color:#}  {instance}")?;
            if let Some(reason) = reason {
                writeln!(out, "                {reason}")?;
            }
        }
    }
    out.flush()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn resources_are_named_as_for_kubectl() {
        let id = |kind: &str, namespace: &str| ObjectId {
            kind: kind.into(),
            namespace: namespace.into(),
            name: "web".into(),
            ..ObjectId::default()
        };
        let (monitor, probe) = (id("ServiceMonitor", "shop"), id("Probe", "default"));
        for (text, is_monitor, is_probe) in [
            ("web", true, true),
            ("shop/web", true, false),
            ("ServiceMonitor/shop/web", true, false),
            ("smon/shop/web", true, false),
            ("probes/default/web", false, true),
            ("default/api", false, false),
        ] {
            let wanted: Wanted = text.parse().unwrap();
            assert_eq!((wanted.is(&monitor), wanted.is(&probe)), (is_monitor, is_probe), "{text}");
        }
        for text in ["", "/web", "shop/", "prometheus/shop/web", "a/b/c/d"] {
            assert!(text.parse::<Wanted>().is_err(), "{text}");
        }
    }
}
