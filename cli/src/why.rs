//! `promwright why`: what becomes of one resource, and why.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};
use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::styling::{AnsiColor, Style};
use promwright_core::evaluate::{Configuration, Evaluation, Reading, read};
use promwright_finding::ObjectId;
use promwright_finding::{Code, Diagnostic, Place};
use promwright_kubernetes::schema::nearest;
use promwright_operator::api::kind::{self, KindSchema};
use promwright_operator::cluster::Kind;
use serde::Serialize;

use crate::input::Inputs;
use crate::report::{Format, Located, LocatedPlace, Manner, Report};
use crate::switches::Switches;
use crate::{Status, print};

/// Say which Prometheus takes a resource, and why the others do not
///
/// Every Prometheus and PrometheusAgent among the inputs is asked about the resource. Each either takes it, or does not select it
/// (the selector that does not match is told, and on which label), or selects it and refuses it in the operator's words.
#[derive(clap::Args, Debug)]
#[command(after_help = NOTES)]
pub(crate) struct Arguments {
    /// The ServiceMonitor, PodMonitor, Probe or ScrapeConfig: NAME in any namespace, NAMESPACE/NAME, or KIND/NAMESPACE/NAME where
    /// several kinds share a name
    #[arg(value_name = "RESOURCE")]
    resource: Wanted,
    /// Files of manifests, folders of *.yaml, *.yml and *.json files, or `-` for standard input, which is also read where
    /// nothing is named. All together are one cluster
    #[arg(value_name = "FILE|DIR|-")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    switches: Switches,
    #[command(flatten)]
    report: Manner,
}

const NOTES: &str = "\
Exit status:
  0  a Prometheus or PrometheusAgent takes the resource; where several are asked about, each is taken
  1  none does
  2  the resource is not among the inputs, wrong usage, or an input that cannot be read

Examples:
  promwright why web manifests/
  promwright why shop/web --strict manifests/
  promwright why servicemonitor/shop/web --select monitoring/main manifests/
  helm template my-chart | promwright why shop/web --format json";

/// The resources that are asked about.
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
    let is_named = |known: &&KindSchema| {
        let names = [known.kind, known.singular, known.plural].into_iter().chain(known.short_names.iter().copied());
        names.into_iter().any(|name| name.eq_ignore_ascii_case(text))
    };
    let known = [&kind::SERVICE_MONITOR, &kind::POD_MONITOR, &kind::PROBE, &kind::SCRAPE_CONFIG];
    let found = known.into_iter().find(is_named);
    found.map(|known| known.kind).ok_or_else(|| {
        format!(
            "{text} is no kind of resources that a Prometheus selects: ServiceMonitor, PodMonitor, Probe, ScrapeConfig"
        )
    })
}

#[derive(Serialize)]
struct Output<'r> {
    resources: Vec<Answer<'r>>,
    diagnostics: Vec<Located<'r>>,
}

/// What becomes of one resource.
#[derive(Serialize)]
struct Answer<'r> {
    resource: &'r ObjectId,
    #[serde(flatten)]
    place: Option<LocatedPlace<'r>>,
    /// Whether the API server takes it: otherwise no Prometheus sees it.
    stored: bool,
    verdicts: Vec<Judged<'r>>,
}

/// What one Prometheus or PrometheusAgent makes of it.
#[derive(Serialize)]
struct Judged<'r> {
    instance: &'r ObjectId,
    verdict: Word,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Word {
    Taken,
    NotSelected,
    Refused,
    /// The operator writes nothing at all for this Prometheus.
    NoConfiguration,
}

impl Word {
    fn text(self) -> (&'static str, AnsiColor) {
        match self {
            Self::Taken => ("taken", AnsiColor::Green),
            Self::NotSelected => ("not selected", AnsiColor::Yellow),
            Self::Refused => ("refused", AnsiColor::Red),
            Self::NoConfiguration => ("no config", AnsiColor::Red),
        }
    }
}

/// The objects among the inputs that matter to the answer.
#[derive(Default)]
struct Census {
    /// The resources that are asked about: where the name stands, and whether the API server takes them.
    wanted: BTreeMap<ObjectId, (Option<Place>, bool)>,
    /// The Prometheus and PrometheusAgent objects that the API server refuses.
    refused_instances: Vec<ObjectId>,
    /// All scrape resources, where none is the one that is asked about.
    others: Vec<ObjectId>,
    /// What has the name and is no scrape resource.
    of_other_kinds: Option<ObjectId>,
}

impl Census {
    fn new(wanted: &Wanted, switches: &Switches, readings: &[Reading<'_>]) -> Self {
        let mut census = Self::default();
        for (object, place) in readings.iter().flat_map(Reading::objects) {
            let id = &object.id;
            let is_instance = matches!(object.kind, Kind::Prometheus | Kind::PrometheusAgent);
            if is_instance && !object.is_stored() && switches.selects(id) {
                census.refused_instances.push(id.clone());
            }
            match (object.kind.is_scrape_resource(), wanted.is(id)) {
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

    /// Why there is nothing to answer, and what may have been meant.
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
            Some(id) => format!(", and {id} is nothing that a Prometheus selects"),
            None => String::new(),
        };
        let meant = if meant.is_empty() { String::new() } else { format!(": did you mean {}?", meant.join(" or ")) };
        format!("there is no {wanted} among the inputs{other}{meant}")
    }
}

/// The most names that are suggested.
const MOST_NAMES: usize = 5;

/// Asks about a resource.
pub(crate) fn why(arguments: &Arguments) -> io::Result<Status> {
    let Arguments { resource: wanted, switches, report: manner, .. } = arguments;
    let threads = manner.threads();
    let inputs = Inputs::read(&arguments.inputs, &threads)?;
    let readings = read(&inputs.sources(), &threads);
    let census = Census::new(wanted, switches, &readings);
    let Evaluation { configurations, diagnostics } = switches.evaluate_read(&inputs, &readings, None, &threads);
    let told: Vec<Diagnostic> = diagnostics.iter().filter(|diagnostic| census.tells(diagnostic)).cloned().collect();
    let report = Report::new(&inputs, &told, manner, None);
    if census.wanted.is_empty() {
        print::problems(&report);
        return Err(io::Error::other(census.nothing(wanted)));
    }
    let answers: Vec<Answer<'_>> = census
        .wanted
        .iter()
        .map(|(resource, (place, stored))| Answer {
            resource,
            place: place.and_then(|place| report.locate(place)),
            stored: *stored,
            verdicts: if *stored { census.verdicts(resource, &configurations, &diagnostics) } else { Vec::new() },
        })
        .collect();
    let is_taken = answers.iter().all(|answer| answer.verdicts.iter().any(|verdict| verdict.verdict == Word::Taken));
    match manner.format {
        Format::Text => {
            print::out(|out| write(out, &answers))?;
            print::problems(&report);
        }
        Format::Json => print::json(&Output { resources: answers, diagnostics: report.located() })?,
    }
    Ok(match report.status() {
        Status::Unusable => Status::Unusable,
        _ if is_taken => Status::Fine,
        _ => Status::Errors,
    })
}

impl Census {
    /// Whether a diagnostic belongs to the answer. Why nothing selects a resource is in the answer already.
    fn tells(&self, diagnostic: &Diagnostic) -> bool {
        let is_about = diagnostic.object.as_ref().is_some_and(|id| self.wanted.contains_key(id));
        match diagnostic.code {
            Code::NotSelected => false,
            Code::Unreadable | Code::Syntax | Code::DefaultPrometheus => true,
            Code::NoConfiguration => is_about || diagnostic.object.is_none(),
            _ => is_about,
        }
    }

    /// What each Prometheus and PrometheusAgent makes of a resource.
    fn verdicts<'r>(
        &'r self,
        resource: &ObjectId,
        configurations: &'r [Configuration],
        diagnostics: &[Diagnostic],
    ) -> Vec<Judged<'r>> {
        let failure = |instance: &ObjectId| {
            let is_failure = |diagnostic: &&Diagnostic| {
                diagnostic.code == Code::NoConfiguration && diagnostic.object.as_ref() == Some(instance)
            };
            let message = &diagnostics.iter().find(is_failure)?.message;
            let (_, reason) = message.split_once(&format!("{instance}: ")).unwrap_or(("", message));
            Some(format!("the operator writes no configuration at all: {reason}"))
        };
        let asked = configurations.iter().map(|Configuration { instance, text, resources, .. }| {
            let found = resources.iter().find(|found| found.resource == *resource);
            let (verdict, reason) = match found {
                Some(found) if !found.selected => (Word::NotSelected, found.reason.clone()),
                Some(found) if !found.taken => (Word::Refused, found.reason.clone()),
                Some(_) if text.is_some() => (Word::Taken, None),
                _ => (Word::NoConfiguration, failure(instance)),
            };
            Judged { instance, verdict, reason }
        });
        let refused = self.refused_instances.iter().map(|instance| Judged {
            instance,
            verdict: Word::NoConfiguration,
            reason: Some(format!("the API server refuses this {} itself", instance.kind)),
        });
        asked.chain(refused).collect()
    }
}

/// Writes a paragraph for each resource: what each Prometheus makes of it, and below that why.
fn write(out: &mut dyn Write, answers: &[Answer<'_>]) -> io::Result<()> {
    let bold = Style::new().bold();
    for (index, Answer { resource, place, stored, verdicts }) in answers.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        write!(out, "{bold}{resource}{bold:#}")?;
        if let Some(place) = place {
            write!(out, " ({place})")?;
        }
        let taken = verdicts.iter().filter(|verdict| verdict.verdict == Word::Taken).count();
        match (stored, taken, verdicts.len()) {
            (false, ..) => writeln!(out, ": the API server refuses it, so no Prometheus sees it")?,
            (true, _, 0) => writeln!(out, ": there is no Prometheus to take it")?,
            (true, taken, all) => writeln!(out, ": taken by {taken} of {all}")?,
        }
        for Judged { instance, verdict, reason } in verdicts {
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
