//! The objects of a cluster, and what the operator generates from them: configurations, and findings about objects.

use std::collections::BTreeMap;

use promwright_dialect::{self as dialect, Configuration, File, Rendered, ResourceOutcome, Situation, State};
use promwright_finding::{Finding, ObjectId, Path};
use promwright_kubernetes::object::Object;
use promwright_kubernetes::read::ReadError;
use promwright_yaml::{Data, Value};

use crate::api::kind;
use crate::cluster::{Cluster, Instance};
use crate::reconcile::{Outcome, Reconciliation, Settings, Verdict, reconcile};
use crate::render::{Missing, Options, Reference, Source};
use crate::rules::{assumed_namespace, daemon_set, missing_config_map, missing_secret, not_selected, unmanaged};

/// The name of the one file that a configuration of the operator has.
const FILE: &str = "prometheus.yaml";

/// A cluster as the operator sees it.
pub(super) struct OperatorCluster<'o> {
    options: Options,
    situation: Situation<'o>,
    cluster: Cluster<'o>,
    objects: Vec<&'o Object<'o>>,
}

impl<'o> OperatorCluster<'o> {
    /// Reads the objects.
    ///
    /// # Errors
    /// A value is of another type than its field.
    pub(super) fn read(
        options: Options,
        objects: &[&'o Object<'o>],
        situation: Situation<'o>,
    ) -> Result<Self, ReadError> {
        let mut cluster = Cluster::default();
        for object in objects {
            cluster.add(object.kind, &object.value)?;
        }
        cluster.namespaces.assume_unknown = !situation.strict;
        if let Some(version) = situation.prometheus_version {
            cluster.instances.iter_mut().for_each(|instance| instance.set_version(version));
        }
        Ok(Self { options, situation, cluster, objects: objects.to_vec() })
    }
}

impl dialect::Cluster for OperatorCluster<'_> {
    fn instances(&self) -> Vec<ObjectId> {
        self.cluster.instances.iter().map(Instance::id).collect()
    }

    fn render(&self, instance: usize) -> Rendered {
        let Some(instance) = self.cluster.instances.get(instance) else {
            // The index is one of `instances`.
            return empty();
        };
        let id = instance.id();
        let result = reconcile(instance, &self.cluster, settings(instance, self.options, self.situation.strict));
        let mut findings = Vec::new();
        let mut resources = Vec::with_capacity(result.resources.len());
        for (resource, verdict) in &result.resources {
            let (state, reason) = match verdict {
                Verdict::Accepted { assumed_namespace } => {
                    if *assumed_namespace {
                        findings.push(assumed_namespace::finding(resource).found_by(&id));
                    }
                    (State::Accepted, None)
                }
                Verdict::NotSelected(reason) => {
                    (State::NotSelected, Some(not_selected::reason(reason, resource, &instance.workload)))
                }
                Verdict::Rejected(rejections) => {
                    findings.extend(rejections.iter().map(|finding| rejected(finding, resource).found_by(&id)));
                    (State::Rejected, rejections.first().and_then(|finding| finding.says.clone()))
                }
            };
            resources.push(ResourceOutcome { resource: resource.clone(), state, reason });
        }
        findings.extend(self.of_instance(&id, instance, &result));
        let (files, failure) = match result.outcome {
            Outcome::Configuration(text) => (vec![File { name: FILE.to_owned(), text }], None),
            Outcome::Failure(rejections) => (Vec::new(), rejections.first().and_then(first_words)),
            Outcome::Unmanaged => (Vec::new(), None),
        };
        Rendered { configuration: Configuration { instance: id, files, failure, resources }, findings }
    }

    fn conclude(&self, configurations: &[&Configuration]) -> Vec<Finding> {
        let mut reasons: BTreeMap<&ObjectId, Vec<(&ObjectId, &str)>> = BTreeMap::new();
        for Configuration { instance, resources, .. } in configurations {
            for ResourceOutcome { resource, state, reason } in resources {
                let reasons = reasons.entry(resource).or_default();
                let reason = reason.as_deref().filter(|_| *state == State::NotSelected);
                reasons.extend(reason.map(|reason| (instance, reason)));
            }
        }
        let is_unselected = |(_, reasons): &(_, Vec<_>)| reasons.len() == configurations.len();
        let unselected = reasons.into_iter().filter(is_unselected);
        unselected
            .map(|(resource, reasons)| not_selected::finding(resource, &reasons, self.situation.is_partial))
            .collect()
    }
}

impl OperatorCluster<'_> {
    /// What is to be said about an instance itself.
    fn of_instance(&self, id: &ObjectId, instance: &Instance<'_>, result: &Reconciliation) -> Vec<Finding> {
        let mut findings = Vec::new();
        match &result.outcome {
            Outcome::Configuration(_) => {}
            Outcome::Failure(rejections) => findings.extend(rejections.iter().map(|finding| failed(finding, id))),
            Outcome::Unmanaged => findings.push(unmanaged::finding(id)),
        }
        if instance.workload.is_daemon_set() {
            findings.push(daemon_set::finding(id));
        }
        let referrers = if result.placeholders.is_empty() { BTreeMap::new() } else { self.referrers() };
        for reference in &result.placeholders {
            let Reference { source, namespace, name, key } = reference;
            let finding = match source {
                Source::Secret => missing_secret::finding(namespace, name, key),
                Source::ConfigMap => missing_config_map::finding(namespace, name, key),
            };
            let referrer = referrers.get(&(*source, namespace.as_str(), name.as_str(), key.as_str()));
            findings.push(match referrer {
                Some((object, path)) => finding.about(object).path(path.clone()),
                None => finding,
            });
        }
        findings
    }

    /// Where each key of a Secret or ConfigMap is referred to first, by kind, namespace, name and key.
    fn referrers(&self) -> Referrers<'_> {
        let mut referrers = Referrers::new();
        let is_own = |object: &&&Object<'_>| object.kind.custom().is_some_and(|kind| kind::ALL.contains(&kind));
        for object in self.objects.iter().filter(is_own) {
            if let Some(spec) = object.value.get("spec") {
                add_referrers(&object.id, spec, &Path::of(&["spec"]), &mut referrers);
            }
        }
        referrers
    }
}

/// Objects and the paths of keys in them, by kind, namespace, name and key.
type Referrers<'o> = BTreeMap<(Source, &'o str, &'o str, &'o str), (&'o ObjectId, Path)>;

fn add_referrers<'o>(id: &'o ObjectId, value: &'o Value<'_>, path: &Path, referrers: &mut Referrers<'o>) {
    match &value.data {
        Data::Object(object) => {
            if let (Some(name), Some(key)) =
                (object.get("name").and_then(Value::as_str), object.get("key").and_then(Value::as_str))
            {
                let field = path.segments().last().and_then(|segment| segment.key());
                let is_config_map = matches!(field, Some("configMap" | "configMapKeyRef"));
                let source = if is_config_map { Source::ConfigMap } else { Source::Secret };
                referrers.entry((source, &id.namespace, name, key)).or_insert_with(|| (id, path.clone().field("key")));
            }
            for entry in &object.entries {
                if matches!(entry.value.data, Data::Object(_) | Data::List(_)) {
                    add_referrers(id, &entry.value, &path.clone().field(&entry.key), referrers);
                }
            }
        }
        Data::List(items) => {
            for (index, item) in items.iter().enumerate() {
                if matches!(item.data, Data::Object(_) | Data::List(_)) {
                    add_referrers(id, item, &path.clone().index(index), referrers);
                }
            }
        }
        _ => {}
    }
}

/// How an instance is reconciled.
pub(super) fn settings(instance: &Instance<'_>, options: Options, strict: bool) -> Settings {
    // Only servers know how to keep the data of shards that are gone.
    let retention_policies = options.retention_policies && !instance.workload.is_agent();
    Settings {
        options: Options { retention_policies, ..options },
        missing: if strict { Missing::Refuse } else { Missing::Placeholder },
    }
}

/// A finding about a resource.
pub(super) fn rejected(finding: &Finding, resource: &ObjectId) -> Finding {
    let effect = format!("prometheus-operator leaves the {} out of the configuration", resource.kind);
    finding.clone().about(resource).effect(effect)
}

/// A finding about an instance, or about what it refers to.
pub(super) fn failed(finding: &Finding, instance: &ObjectId) -> Finding {
    let finding = if finding.object.is_none() { finding.clone().about(instance) } else { finding.clone() };
    let effect = format!("prometheus-operator generates no configuration for {instance}, which keeps its last one");
    finding.effect(effect)
}

/// The operator's reason.
fn first_words(finding: &Finding) -> Option<String> {
    Some(finding.says.clone().unwrap_or_else(|| finding.message.clone()))
}

fn empty() -> Rendered {
    let configuration =
        Configuration { instance: ObjectId::default(), files: Vec::new(), failure: None, resources: Vec::new() };
    Rendered { configuration, findings: Vec::new() }
}
