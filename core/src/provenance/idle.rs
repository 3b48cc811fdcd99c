//! Fields that are set and make no line, and why.

use std::fmt;

use serde::Serialize;

use super::experiment::{Experiment, Trial, Unchanged};
use super::node::{Node, altered, nodes, without};
use crate::cluster::{Cluster, Instance, Kind, ObjectId};
use crate::diagnostic::Place;
use crate::prometheus::version::{COMPATIBILITY, Version};
use crate::reconcile::{Outcome, reconcile};
use crate::render::Missing;
use crate::schema::{Segment, value_at};
use crate::source::{Data, Value};

/// A field that is set and makes no line: without it the configuration would be the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Idle {
    /// The object that has the field.
    pub object: ObjectId,
    /// The field: `spec.sampleLimit`.
    pub path: String,
    /// Where it was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Why it makes no line.
    pub reason: Reason,
}

/// Why a field makes no line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// It is written for this Prometheus and newer ones only.
    Since(String),
    /// It is written for this Prometheus and older ones only.
    Until(String),
    /// Another field has the last word.
    Overridden {
        /// The object with the other field.
        by: ObjectId,
        /// The other field.
        path: String,
    },
    /// The same is written without it.
    Default,
    /// It is about something else: how Prometheus is run, which resources are selected, or what may be missing.
    Elsewhere,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Since(version) => write!(f, "only written for Prometheus {version} and newer"),
            Self::Until(version) => write!(f, "only written for Prometheus {version} and older"),
            Self::Overridden { by, path } => write!(f, "overridden by {path} of {by}"),
            Self::Default => f.write_str("the same is written without it"),
            Self::Elsewhere => f.write_str("does not reach the configuration"),
        }
    }
}

/// The fields of the inputs that make no line, out of those that change nothing in the experiments.
pub(super) fn find(experiment: &Experiment<'_>, unchanged: Vec<Unchanged>) -> Vec<Idle> {
    let search = Search::new(experiment);
    let mut found: Vec<Unchanged> = Vec::new();
    for (index, node) in unchanged {
        let is_part = || found.iter().any(|(other, outer)| *other == index && node.is_within(outer));
        let is_spec = node.path.first().and_then(Segment::key) == Some("spec");
        if is_spec && node.is_written && !is_part() && search.can_go(index, &node) {
            found.push((index, node));
        }
    }
    found.into_iter().filter_map(|(index, node)| search.idle(index, &node)).collect()
}

/// Tries what would make a field count.
struct Search<'s, 'e> {
    experiment: &'s Experiment<'e>,
    /// The Prometheus in other versions, the oldest first.
    versions: Vec<(Version, Instance<'e>)>,
    /// One resource of each kind, to try fields of the Prometheus with.
    samples: Vec<(Kind, &'e Value<'e>)>,
}

impl<'s, 'e> Search<'s, 'e> {
    fn new(experiment: &'s Experiment<'e>) -> Self {
        let mut versions: Vec<(Version, Instance<'_>)> = Vec::new();
        for text in COMPATIBILITY {
            let Ok(version) = Version::parse(text) else { continue };
            if versions.last().is_none_or(|(last, _)| (last.major, last.minor) != (version.major, version.minor)) {
                let value = experiment.object(experiment.made.instance).map(|(_, value)| value);
                if let Some(mut instance) = value.and_then(|value| experiment.read_instance(value)) {
                    instance.set_version(text);
                    versions.push((version, instance));
                }
            }
        }
        let mut samples: Vec<(Kind, &Value<'_>)> = Vec::new();
        for index in experiment.parts.iter().filter_map(|part| part.resource) {
            samples.extend(experiment.object(index).filter(|(kind, _)| samples.iter().all(|(other, _)| other != kind)));
        }
        Self { experiment, versions, samples }
    }

    /// Whether the field can be removed without a change, checks and selection included.
    fn can_go(&self, index: usize, node: &Node) -> bool {
        let Some((_, value)) = self.experiment.object(index) else { return false };
        let other = without(value, &node.path);
        // What becomes of one resource is no matter of the others, unless its check loads a Secret that they write unchecked.
        let is_alone = index != self.experiment.made.instance && self.experiment.assets_of(Some(value)).is_empty();
        if is_alone {
            let alone = |value| self.reconciled(index, value, true);
            return alone(value).zip(alone(&other)).is_some_and(|(one, other)| one == other);
        }
        self.reconciled(index, &other, false).is_some_and(|text| text == self.experiment.made.text)
    }

    /// The configuration, selection and checks included, with another object in the place of one of the inputs; on its own
    /// where no other resource matters.
    fn reconciled(&self, replaced: usize, value: &Value<'_>, is_alone: bool) -> Option<String> {
        let made = self.experiment.made;
        let mut cluster = Cluster::default();
        cluster.namespaces.assume_unknown = made.settings.missing == Missing::Placeholder;
        let mut instance = None;
        for (index, input) in self.experiment.inputs.iter().enumerate() {
            let value = if index == replaced { value } else { &input.object.value };
            match input.object.kind {
                kind if kind.is_scrape_resource() && is_alone && index != replaced => {}
                Kind::Prometheus | Kind::PrometheusAgent if index == made.instance => {
                    instance = self.experiment.read_instance(value);
                }
                Kind::Prometheus | Kind::PrometheusAgent => {}
                kind => cluster.add(kind, value).ok()?,
            }
        }
        match reconcile(&instance?, &cluster, made.settings).outcome {
            Outcome::Configuration(text) => Some(text),
            Outcome::Failure(_) | Outcome::Unmanaged => None,
        }
    }

    fn idle(&self, index: usize, node: &Node) -> Option<Idle> {
        let input = self.experiment.inputs.get(index)?;
        Some(Idle {
            object: input.object.id.clone(),
            path: node.path_text(),
            place: input.source.map(|source| Place { source, span: node.span }),
            reason: self.reason(index, node),
        })
    }

    fn reason(&self, index: usize, node: &Node) -> Reason {
        let value = self.experiment.object(index).and_then(|(_, value)| value_at(value, &node.path));
        if value.is_none_or(is_empty) {
            return Reason::Default;
        }
        let reason = if index == self.experiment.made.instance {
            self.reason_in_instance(index, node)
        } else {
            self.reason_in_resource(index, node)
        };
        reason.unwrap_or(Reason::Elsewhere)
    }

    /// Why a field of a resource makes no line.
    fn reason_in_resource(&self, index: usize, node: &Node) -> Option<Reason> {
        let experiment = self.experiment;
        let (kind, value) = experiment.object(index)?;
        let other = without(value, &node.path);
        let assets = experiment.assets_of(Some(value));
        let counts = |instance: &Instance<'_>, value: &Value<'_>, other: &Value<'_>| {
            let part = |value| {
                let trial = Trial { instance, resource: Some((kind, value)), assets: &assets };
                experiment.try_out(trial, None)
            };
            differ(part(value), part(other))
        };
        if let Some(reason) = self.version(|instance| counts(instance, value, &other)) {
            return Some(reason);
        }
        let (_, instance) = experiment.object(experiment.made.instance)?;
        for rival in leaves(instance) {
            let weaker = without(instance, &rival.path);
            if experiment.read_instance(&weaker).is_some_and(|instance| counts(&instance, value, &other)) {
                return Some(self.overridden(experiment.made.instance, &rival));
            }
        }
        for rival in rivals(value, node) {
            let (value, other) = (without(value, &rival.path), without(&other, &rival.path));
            if counts(&experiment.instance, &value, &other) {
                return Some(self.overridden(index, &rival));
            }
        }
        counts(&experiment.instance, value, &altered(value, &node.path)).then_some(Reason::Default)
    }

    /// Why a field of the Prometheus makes no line.
    fn reason_in_instance(&self, index: usize, node: &Node) -> Option<Reason> {
        let experiment = self.experiment;
        let (_, value) = experiment.object(index)?;
        let other = without(value, &node.path);
        let counts = |one: &Instance<'_>, other: &Instance<'_>| {
            let differs = |resource: Option<(Kind, &Value<'_>)>| {
                let assets = experiment.assets_of(resource.map(|(_, value)| value));
                let part = |instance| experiment.try_out(Trial { instance, resource, assets: &assets }, None);
                differ(part(one), part(other))
            };
            differs(None) || self.samples.iter().any(|sample| differs(Some(*sample)))
        };
        let both = |value: &Value<'_>, other: &Value<'_>| {
            let (value, other) = (experiment.read_instance(value), experiment.read_instance(other));
            value.zip(other).is_some_and(|(value, other)| counts(&value, &other))
        };
        let with_version = |instance: &Instance<'_>| {
            let version = instance.workload.common().version;
            experiment.read_instance(&other).is_some_and(|mut other| {
                other.set_version(version);
                counts(instance, &other)
            })
        };
        if let Some(reason) = self.version(with_version) {
            return Some(reason);
        }
        // Each rival is a whole round of experiments, so they are tried only for what can reach the configuration at all.
        if both(value, &altered(value, &node.path)) {
            return Some(Reason::Default);
        }
        rivals(value, node).into_iter().find_map(|rival| {
            let (value, other) = (without(value, &rival.path), without(&other, &rival.path));
            both(&value, &other).then(|| self.overridden(index, &rival))
        })
    }

    fn overridden(&self, index: usize, rival: &Node) -> Reason {
        let by = self.experiment.inputs.get(index).map(|input| input.object.id.clone());
        Reason::Overridden { by: by.unwrap_or_default(), path: rival.path_text() }
    }

    /// Whether other versions of Prometheus make the field count.
    fn version(&self, counts: impl Fn(&Instance<'e>) -> bool) -> Option<Reason> {
        let text = self.experiment.instance.workload.common().version;
        let current = Version::parse(if text.is_empty() { crate::prometheus::version::DEFAULT } else { text }).ok()?;
        let (newer, older): (Vec<_>, Vec<_>) = self.versions.iter().partition(|(version, _)| *version > current);
        if let Some((version, _)) = newer.into_iter().find(|(_, instance)| counts(instance)) {
            return Some(Reason::Since(version.to_string()));
        }
        let (version, _) = older.into_iter().rev().find(|(_, instance)| counts(instance))?;
        Some(Reason::Until(version.to_string()))
    }
}

/// Whether a value says no more than the field's absence.
fn is_empty(value: &Value<'_>) -> bool {
    match &value.data {
        Data::Null => true,
        Data::String(text) => text.is_empty(),
        Data::List(items) => items.is_empty(),
        Data::Object(object) => object.entries.is_empty(),
        Data::Bool(_) | Data::Int(_) | Data::Float(_) => false,
    }
}

/// Whether both texts are there and are not the same.
fn differ(one: Option<String>, other: Option<String>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one != other)
}

/// The fields of a specification that hold no others.
fn leaves(value: &Value<'_>) -> Vec<Node> {
    nodes(value, &["spec"]).into_iter().filter(|node| node.is_leaf).collect()
}

/// The other fields of an object. Those of a later item of the same list are left out: without the field they stand elsewhere.
fn rivals(value: &Value<'_>, node: &Node) -> Vec<Node> {
    let moves = |rival: &Node| {
        let step = rival.path.iter().zip(&node.path).find(|(one, other)| one != other);
        matches!(step, Some((Segment::Index(_), Segment::Index(_))))
    };
    leaves(value).into_iter().filter(|rival| rival != node && !rival.is_within(node) && !moves(rival)).collect()
}
