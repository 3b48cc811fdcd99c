//! Evaluation: texts in, configurations and findings out.
//!
//! [`evaluate`] does one thing after the other. A host that has threads hands over [`Workers`] to its two halves, [`read`] and
//! [`evaluate_read`]; the result is the same.

use std::collections::BTreeMap;
use std::ops::Deref;

use promwright_dialect::{Configuration, Dialect, Rendered, ResourceOutcome, Role, Situation, State};
use promwright_finding::{Finding, Limited, ObjectId, Path, Severity};
use promwright_kubernetes::object::Object;
use promwright_kubernetes::read::ReadError;
use promwright_kubernetes::rules::INVALID_VALUE;
use promwright_yaml::read_json;
use serde::Serialize;

use crate::locate::{located, located_among};
use crate::manifests::{MANY_OBJECTS, Manifest, Manifests, Reading, Source};
use crate::provenance::{self, Input, Provenance, Question, Subject};
use crate::rules::{duplicate_object, no_configuration};
use crate::workers::{InTurn, Step, Workers};

/// What to evaluate, and how.
#[derive(Clone, Default)]
pub struct Request<'t> {
    /// The texts, together as if they were applied to one cluster.
    pub sources: Vec<Source<'t>>,
    /// The dialects, with the switches of their systems.
    pub dialects: Vec<&'t dyn Dialect>,
    /// The version of Prometheus, in place of the one that instances name.
    pub prometheus_version: Option<&'t str>,
    /// The one instance to render, by namespace and name; all of them if it is not set.
    pub select: Option<(&'t str, &'t str)>,
    /// Assume nothing that is not among the inputs: what the operator would reject is rejected.
    pub strict: bool,
    /// Find out where these lines come from.
    pub question: Option<Question>,
}

/// The result.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Evaluation {
    /// One for each instance that was asked for.
    pub configurations: Vec<Traced>,
    /// What was found, in the order of the inputs.
    pub findings: Vec<Finding>,
}

/// A configuration, and where its lines come from.
#[derive(Clone, Debug, Serialize)]
pub struct Traced {
    /// The configuration.
    #[serde(flatten)]
    pub configuration: Configuration,
    /// Where the lines of its main file come from, where that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
}

impl Deref for Traced {
    type Target = Configuration;

    fn deref(&self) -> &Configuration {
        &self.configuration
    }
}

impl Evaluation {
    /// Whether there is a finding of this severity or worse.
    pub fn has(&self, severity: Severity) -> bool {
        self.findings.iter().any(|finding| finding.severity >= severity)
    }
}

/// Reads, admits, selects and renders.
pub fn evaluate(request: &Request<'_>) -> Evaluation {
    let readings = read(&request.sources, &request.dialects, &InTurn);
    evaluate_read(request, &readings, &InTurn)
}

/// Reads a text of several, and admits its manifests, as [`read`] does: the one at this index.
pub fn read_one<'t>(index: usize, source: Source<'t>, dialects: &[&dyn Dialect]) -> Reading<'t> {
    Reading::new(index, source, dialects)
}

/// Reads texts, and admits their manifests: the first half of [`evaluate`], in which no text needs another one.
pub fn read<'t>(sources: &[Source<'t>], dialects: &[&dyn Dialect], workers: &impl Workers) -> Vec<Reading<'t>> {
    workers.map(Step::Read, sources, |index, source| Reading::new(index, *source, dialects))
}

/// Selects and renders: the second half of [`evaluate`], for the readings of all of the request's texts in their order.
pub fn evaluate_read(request: &Request<'_>, readings: &[Reading<'_>], workers: &impl Workers) -> Evaluation {
    let mut all: Vec<_> = readings.iter().flat_map(|reading| &reading.manifests).collect();
    let mut findings: Vec<_> = readings.iter().flat_map(|reading| &reading.findings).cloned().collect();
    findings.extend(readings.iter().flat_map(|reading| &reading.admission).cloned());
    let assumed: Vec<(Manifest<'_>, Finding)> =
        request.dialects.iter().filter_map(|dialect| assumed_instance(*dialect, &all)).collect();
    for (manifest, finding) in &assumed {
        all.push(manifest);
        findings.push(finding.clone());
    }
    let manifests = Manifests::new(&all);
    let mut replacements = Limited::to(MANY_OBJECTS);
    for manifest in manifests.replacements() {
        let id = &manifest.object.id;
        replacements.add(&duplicate_object::RULE, &|| located(duplicate_object::finding(id), manifest, None));
    }
    findings.extend(replacements.finish());
    let current: Vec<&Manifest<'_>> = manifests.current().collect();
    let mut evaluation = Evaluation { configurations: Vec::new(), findings };
    let mut instances = Vec::new();
    for dialect in &request.dialects {
        let run = Run { request, dialect: *dialect, current: &current };
        match run.render(workers) {
            Ok(Rendering { known, configurations, findings }) => {
                instances.extend(known);
                evaluation.configurations.extend(configurations);
                let located = merged(findings).into_iter().map(|finding| located_among(finding, &manifests));
                evaluation.findings.extend(located);
            }
            // Admission has rejected every value of a wrong type, so this is a gap in a schema.
            Err(error) => evaluation.findings.push(Finding::new(&INVALID_VALUE, error.to_string())),
        }
    }
    if evaluation.configurations.is_empty() && (request.select.is_some() || !evaluation.has(Severity::Error)) {
        evaluation.findings.push(no_configuration::finding(request.select, &instances));
    }
    evaluation.findings.sort_by_key(|finding| finding.place);
    evaluation
}

/// The instance that stands in where there are resources of a dialect and no instance for them.
fn assumed_instance(dialect: &dyn Dialect, all: &[&Manifest<'_>]) -> Option<(Manifest<'static>, Finding)> {
    let role = |manifest: &Manifest<'_>| role(dialect, &manifest.object);
    let has = |wanted| all.iter().any(|manifest| role(manifest) == wanted);
    if has(Role::Instance) || !has(Role::Resource) {
        return None;
    }
    let (text, finding) = dialect.assumed_instance()?;
    let object = Object::apply(read_json(text).ok()?, dialect.kinds());
    Some((Manifest { source: None, object }, finding))
}

/// What an object is for in a dialect.
pub(crate) fn role(dialect: &dyn Dialect, object: &Object<'_>) -> Role {
    match object.kind.custom() {
        Some(kind) if dialect.kinds().contains(&kind) => dialect.role(kind),
        _ => Role::Other,
    }
}

/// One dialect, and what it works on.
struct Run<'r, 'm> {
    request: &'r Request<'r>,
    dialect: &'r dyn Dialect,
    /// The objects of the cluster.
    current: &'r [&'m Manifest<'m>],
}

/// The objects of one dialect.
struct Rendering {
    /// All instances, those that were not asked for among them.
    known: Vec<ObjectId>,
    configurations: Vec<Traced>,
    findings: Vec<Finding>,
}

impl Run<'_, '_> {
    fn render(&self, workers: &impl Workers) -> Result<Rendering, ReadError> {
        let Self { request, dialect, current } = self;
        let objects: Vec<&Object<'_>> = current.iter().map(|manifest| &manifest.object).collect();
        let situation = Situation {
            prometheus_version: request.prometheus_version,
            strict: request.strict,
            is_partial: request.select.is_some(),
        };
        let cluster = dialect.cluster(&objects, situation)?;
        let known = cluster.instances();
        let is_asked_for = |id: &ObjectId| request.select.is_none_or(|select| select == (&id.namespace, &id.name));
        let asked_for: Vec<usize> =
            (0..known.len()).filter(|index| known.get(*index).is_some_and(is_asked_for)).collect();
        let rendered = workers.map(Step::Reconcile, &asked_for, |_, instance| {
            let Rendered { configuration, findings } = cluster.render(*instance);
            let provenance = request.question.and_then(|question| self.trace(&configuration, question));
            (Traced { configuration, provenance }, findings)
        });
        let mut findings = Vec::new();
        let mut configurations = Vec::with_capacity(rendered.len());
        for (traced, found) in rendered {
            configurations.push(traced);
            findings.extend(found);
        }
        let rendered: Vec<_> = configurations.iter().map(|traced| &traced.configuration).collect();
        findings.extend(cluster.conclude(&rendered));
        Ok(Rendering { known, configurations, findings })
    }

    /// Where the lines of a configuration come from.
    fn trace(&self, configuration: &Configuration, question: Question) -> Option<Provenance> {
        let text = configuration.text()?;
        let inputs: Vec<Input<'_>> = self.current.iter().map(|manifest| manifest.input()).collect();
        let is_accepted = |outcome: &&ResourceOutcome| outcome.state == State::Accepted;
        let accepted: Vec<_> =
            configuration.resources.iter().filter(is_accepted).map(|outcome| &outcome.resource).collect();
        let instance = inputs.iter().position(|input| input.object.id == configuration.instance)?;
        let Request { prometheus_version, strict, .. } = *self.request;
        let subject =
            Subject { dialect: self.dialect, text, instance, accepted: &accepted, prometheus_version, strict };
        Some(provenance::trace(&inputs, subject, question))
    }
}

/// What several instances find is reported once, with all of them.
fn merged(findings: Vec<Finding>) -> Vec<Finding> {
    let mut merged: Vec<Finding> = Vec::with_capacity(findings.len());
    let mut known: BTreeMap<(&'static str, Option<ObjectId>, Path, String), usize> = BTreeMap::new();
    for finding in findings {
        let key = (finding.rule.code, finding.object.clone(), finding.path.clone(), finding.message.clone());
        match known.get(&key).and_then(|index| merged.get_mut(*index)) {
            Some(same) if !finding.instances.is_empty() => same.instances.extend(finding.instances),
            Some(same) if *same == finding => {}
            _ => {
                known.insert(key, merged.len());
                merged.push(finding);
            }
        }
    }
    merged
}
