//! The whole way: texts in, configurations and diagnostics out.
//!
//! [`evaluate`] does one thing after the other. A host that has threads hands over [`Workers`] to its two halves, [`read`] and
//! [`evaluate_read`]; what comes of it is the same.

mod advice;
pub(crate) mod explain;
mod manifests;
mod told;
mod workers;

use promwright_finding::ObjectId;
use promwright_finding::{Code, Diagnostic, Layer, Severity};
use promwright_kubernetes::object::Metadata;
use promwright_operator::cluster::{Cluster, Instance, Kind};
use promwright_operator::reconcile::{Outcome, Settings, Verdict, reconcile};
use promwright_operator::render::{Missing, Options};
use promwright_yaml::read_json;
use serde::Serialize;

use crate::provenance::{self, Input, Made, Provenance, Question};
use manifests::{MANY_OBJECTS, Manifest, Manifests};
use told::Told;

pub use manifests::Reading;
pub use workers::{InTurn, Step, Workers};

/// A text to read manifests from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'t> {
    /// What to call it: a file's path.
    pub name: &'t str,
    /// The text: a stream of manifests.
    pub text: &'t str,
}

/// What to evaluate, and how.
#[derive(Clone, Debug, Default)]
pub struct Request<'t> {
    /// The texts, together as if they were applied to one cluster.
    pub sources: Vec<Source<'t>>,
    /// The version of Prometheus, in place of the one that the Prometheus objects name.
    pub prometheus_version: Option<&'t str>,
    /// The one Prometheus or PrometheusAgent to render, by namespace and name; all of them where it is not set.
    pub select: Option<(&'t str, &'t str)>,
    /// Take nothing for granted that is not among the inputs: what the operator would refuse is refused.
    pub strict: bool,
    /// The operator's switches.
    pub options: Options,
    /// Tell where these lines come from.
    pub question: Option<Question>,
}

/// What came of one Prometheus or PrometheusAgent.
#[derive(Clone, Debug, Serialize)]
pub struct Configuration {
    /// The Prometheus or PrometheusAgent.
    pub instance: ObjectId,
    /// The text, or `None` where the operator writes none: a diagnostic says why.
    pub text: Option<String>,
    /// What became of each resource.
    pub resources: Vec<ResourceVerdict>,
    /// Where the lines of the text come from, where that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
}

/// What became of one resource.
#[derive(Clone, Debug, Serialize)]
pub struct ResourceVerdict {
    /// The resource.
    pub resource: ObjectId,
    /// Whether the selectors match it.
    pub selected: bool,
    /// Whether it is part of the configuration: it is selected, and the operator takes it.
    pub taken: bool,
    /// Why it is not, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The result.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Evaluation {
    /// One for each Prometheus and PrometheusAgent that was asked for.
    pub configurations: Vec<Configuration>,
    /// What is to be said, in the order of the inputs.
    pub diagnostics: Vec<Diagnostic>,
}

impl Evaluation {
    /// Whether there is a diagnostic of this severity or worse.
    pub fn has(&self, severity: Severity) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity >= severity)
    }
}

/// The Prometheus that stands in where there is none among the inputs: it selects everything everywhere.
const DEFAULT_PROMETHEUS: &str = r#"{
    "apiVersion": "monitoring.coreos.com/v1",
    "kind": "Prometheus",
    "metadata": {"name": "prometheus", "namespace": "default"},
    "spec": {
        "serviceMonitorSelector": {}, "serviceMonitorNamespaceSelector": {},
        "podMonitorSelector": {}, "podMonitorNamespaceSelector": {},
        "probeSelector": {}, "probeNamespaceSelector": {},
        "scrapeConfigSelector": {}, "scrapeConfigNamespaceSelector": {}
    }
}"#;

/// Reads, admits, selects and renders.
pub fn evaluate(request: &Request<'_>) -> Evaluation {
    let readings = read(&request.sources, &InTurn);
    evaluate_read(request, &readings, &InTurn)
}

/// Reads a text of several, and admits its manifests, as [`read`] does: the one at this index.
pub fn read_one(index: usize, source: Source<'_>) -> Reading<'_> {
    Reading::new(index, source)
}

/// Reads texts, and admits their manifests: the first half of [`evaluate`], in which no text needs another one.
pub fn read<'t>(sources: &[Source<'t>], workers: &impl Workers) -> Vec<Reading<'t>> {
    workers.map(Step::Read, sources, |index, source| Reading::new(index, *source))
}

/// Selects and renders: the second half of [`evaluate`], for the readings of all of the request's texts in their order.
pub fn evaluate_read(request: &Request<'_>, readings: &[Reading<'_>], workers: &impl Workers) -> Evaluation {
    let mut manifests: Vec<_> = readings.iter().flat_map(|reading| &reading.manifests).collect();
    let mut diagnostics: Vec<_> = readings.iter().flat_map(|reading| &reading.diagnostics).cloned().collect();
    let assumed;
    let is_instance =
        |manifest: &&Manifest<'_>| matches!(manifest.object.kind, Kind::Prometheus | Kind::PrometheusAgent);
    if !manifests.iter().any(is_instance)
        && manifests.iter().any(|manifest| manifest.object.kind.is_scrape_resource())
        && let Ok(value) = read_json(DEFAULT_PROMETHEUS)
    {
        assumed = Manifest::without_source(value);
        manifests.push(&assumed);
        diagnostics.push(
            Diagnostic::new(
                Code::DefaultPrometheus,
                Severity::Information,
                Layer::Selection,
                "there is no Prometheus or PrometheusAgent among the inputs, so one was assumed that selects everything",
            )
            .help("add the Prometheus object that will select these resources to see what it makes of them"),
        );
    }
    diagnostics.extend(readings.iter().flat_map(|reading| &reading.admission).cloned());
    let objects = manifests.iter().map(|manifest| &manifest.object);
    let cluster = Cluster::read(objects);
    let manifests = Manifests::new(&manifests);
    let mut replacements = Told::at_most(MANY_OBJECTS);
    for manifest in manifests.replacements() {
        replacements.add(Code::DuplicateObject, &|| explain::replacement(manifest));
    }
    diagnostics.extend(replacements.finish());
    let mut evaluation = Evaluation { configurations: Vec::new(), diagnostics };
    match cluster {
        Ok(cluster) => reconcile_all(request, &manifests, cluster, workers, &mut evaluation),
        // Admission has refused every value of a wrong type, so this is a gap in a schema.
        Err(error) => evaluation.diagnostics.push(Diagnostic::new(
            Code::InvalidValue,
            Severity::Error,
            Layer::Schema,
            error.to_string(),
        )),
    }
    evaluation
}

fn reconcile_all<'c>(
    request: &Request<'c>,
    manifests: &Manifests<'_, '_>,
    mut cluster: Cluster<'c>,
    workers: &impl Workers,
    evaluation: &mut Evaluation,
) {
    cluster.namespaces.assume_unknown = !request.strict;
    if let Some(version) = request.prometheus_version {
        cluster.instances.iter_mut().for_each(|instance| instance.set_version(version));
    }
    let is_chosen = |instance: &&Instance<'_>| {
        let Metadata { namespace, name, .. } = instance.metadata;
        request.select.is_none_or(|chosen| chosen == (namespace, name))
    };
    let stored = |manifest: &&Manifest<'_>| manifest.object.is_stored();
    let inputs: Vec<Input<'_>> = match request.question {
        Some(_) => manifests.current().filter(stored).map(Manifest::input).collect(),
        None => Vec::new(),
    };
    let chosen: Vec<_> = cluster.instances.iter().filter(is_chosen).collect();
    let reconciled = workers
        .map(Step::Reconcile, &chosen, |_, instance| configuration(request, instance, &cluster, manifests, &inputs));
    for (configuration, diagnostics) in reconciled {
        evaluation.configurations.push(configuration);
        evaluation.diagnostics.extend(diagnostics);
    }
    // Whoever asks for one Prometheus knows that it does not select everything.
    let severity = if request.select.is_some() { Severity::Information } else { Severity::Warning };
    let unselected = explain::unselected(&evaluation.configurations, severity, manifests);
    evaluation.diagnostics.extend(unselected);
    if evaluation.configurations.is_empty() && (request.select.is_some() || !evaluation.has(Severity::Error)) {
        evaluation.diagnostics.push(explain::nothing(request.select, &cluster));
    }
}

/// What comes of one Prometheus or PrometheusAgent, and what is to be said about that.
fn configuration<'c>(
    request: &Request<'_>,
    instance: &Instance<'c>,
    cluster: &Cluster<'c>,
    manifests: &Manifests<'_, '_>,
    inputs: &[Input<'_>],
) -> (Configuration, Vec<Diagnostic>) {
    let id = instance.id();
    // Only servers know how to keep the data of shards that are gone.
    let retention_policies = request.options.retention_policies && !instance.workload.is_agent();
    let settings = Settings {
        options: Options { retention_policies, ..request.options },
        missing: if request.strict { Missing::Refuse } else { Missing::Placeholder },
    };
    let result = reconcile(instance, cluster, settings);
    let mut diagnostics = Vec::new();
    let mut resources = Vec::with_capacity(result.resources.len());
    for (resource, verdict) in &result.resources {
        diagnostics.extend(explain::verdict(&id, resource, verdict, manifests));
        resources.push(ResourceVerdict {
            resource: resource.clone(),
            selected: !matches!(verdict, Verdict::NotSelected(_)),
            taken: matches!(verdict, Verdict::Taken { .. }),
            reason: match verdict {
                Verdict::NotSelected(reason) => Some(explain::not_selected(reason, resource, &instance.workload)),
                Verdict::Refused(reason) => Some(reason.clone()),
                Verdict::Taken { .. } => None,
            },
        });
    }
    diagnostics.extend(explain::outcome(&id, instance, &result, manifests));
    let text = match result.outcome {
        Outcome::Configuration(text) => Some(text),
        Outcome::Failure(_) | Outcome::Unmanaged => None,
    };
    let provenance = request.question.zip(text.as_deref()).and_then(|(question, text)| {
        let taken: Vec<_> = resources.iter().filter(|verdict| verdict.taken).map(|verdict| &verdict.resource).collect();
        let instance = inputs.iter().position(|input| input.object.id == id)?;
        let version = request.prometheus_version;
        Some(provenance::trace(inputs, Made { text, instance, taken: &taken, version, settings }, question))
    });
    (Configuration { instance: id, text, resources, provenance }, diagnostics)
}
