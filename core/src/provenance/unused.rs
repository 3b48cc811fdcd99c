//! Fields that are set and make no line, and why.

use std::fmt;

use promwright_dialect::RenderRequest;
use promwright_finding::{ObjectId, Path, Place, Segment, value_at};
use promwright_kubernetes::object::Kind;
use promwright_prometheus::version::Version;
use promwright_yaml::{Data, Value};
use serde::Serialize;

use super::Subject;
use super::experiment::{Experiment, Unchanged, Variant};
use super::node::{Alteration, Node, altered, nodes, without};

/// A field that is set and reaches no line: without it the configuration would be the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unused {
    /// The object that has the field.
    pub object: ObjectId,
    /// The field.
    pub path: Path,
    /// Where it was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Why it reaches no line.
    pub reason: Reason,
}

/// Why a field reaches no line.
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
        path: Path,
    },
    /// The same is written without it.
    Default,
    /// It decides which resources are part of the configuration.
    Selection,
    /// It is about something else: how Prometheus is run, or what may be missing.
    Elsewhere,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Since(version) => write!(f, "only written for Prometheus {version} and newer"),
            Self::Until(version) => write!(f, "only written for Prometheus {version} and older"),
            Self::Overridden { by, path } => write!(f, "overridden by {path} of {by}"),
            Self::Default => f.write_str("the same is written without it"),
            Self::Selection => f.write_str("decides which resources are selected"),
            Self::Elsewhere => f.write_str("does not reach the configuration"),
        }
    }
}

/// The fields of the inputs that make no line, out of those that change nothing in the experiments.
pub(super) fn find(experiment: &Experiment<'_>, unchanged: Vec<Unchanged>) -> Vec<Unused> {
    let search = Search::new(experiment);
    let mut found: Vec<Unchanged> = Vec::new();
    for (index, node) in unchanged {
        let is_part = || found.iter().any(|(other, outer)| *other == index && node.is_within(outer));
        let is_spec = node.path.segments().first().and_then(Segment::key) == Some("spec");
        if is_spec && node.is_written && !is_part() && search.can_go(index, &node) {
            found.push((index, node));
        }
    }
    found.into_iter().filter_map(|(index, node)| search.unused(index, &node)).collect()
}

/// Tries what would make a field count.
struct Search<'s, 'e> {
    experiment: &'s Experiment<'e>,
    /// Other versions of Prometheus, the oldest first: one of each minor version.
    versions: Vec<(Version, &'static str)>,
    /// The version of the configuration.
    current: Option<Version>,
    /// One resource of each kind, to try fields of the instance with, as indices into the inputs.
    samples: Vec<usize>,
}

impl<'s, 'e> Search<'s, 'e> {
    fn new(experiment: &'s Experiment<'e>) -> Self {
        let mut versions: Vec<(Version, &'static str)> = Vec::new();
        for text in experiment.subject.dialect.prometheus_versions() {
            let Ok(version) = Version::parse(text) else { continue };
            if versions.last().is_none_or(|(last, _)| (last.major, last.minor) != (version.major, version.minor)) {
                versions.push((version, text));
            }
        }
        let named = experiment.instance().map_or("", |value| value.text_at(&["spec", "version"]));
        let named = Some(named).filter(|named| !named.is_empty());
        let default = Some(experiment.subject.dialect.default_prometheus());
        let current = experiment.subject.prometheus_version.or(named).or(default);
        let current = current.and_then(|text| Version::parse(text).ok());
        let mut samples: Vec<usize> = Vec::new();
        let kind = |index: usize| experiment.object(index).map(|(kind, _)| kind);
        for index in experiment.parts.iter().filter_map(|part| part.resource) {
            if samples.iter().all(|other| kind(*other) != kind(index)) {
                samples.push(index);
            }
        }
        Self { experiment, versions, current, samples }
    }

    /// Whether the field can be removed without a change, checks and selection included.
    fn can_go(&self, index: usize, node: &Node) -> bool {
        let experiment = self.experiment;
        let Some((kind, value)) = experiment.object(index) else { return false };
        let other = without(value, node.path.segments());
        // What becomes of one resource is no matter of the others, unless its check loads a Secret that they write unchecked.
        let assets = experiment.assets_of(Some(value));
        let is_alone = index != experiment.subject.instance
            && (assets.is_empty() || experiment.loads(kind, value) == experiment.loads(kind, &other));
        if is_alone {
            let alone = |value| self.reconciled(index, value, Some(&assets));
            return alone(value).zip(alone(&other)).is_some_and(|(one, other)| one == other);
        }
        self.reconciled(index, &other, None).is_some_and(|text| text == experiment.subject.text)
    }

    /// The configuration, selection and checks included, with another object in the place of one of the inputs; where no other
    /// resource matters, with that one alone and the Secrets and ConfigMaps that it refers to.
    fn reconciled(&self, replaced: usize, value: &Value<'_>, alone: Option<&[usize]>) -> Option<String> {
        let subject = self.experiment.subject;
        let mut objects: Vec<(Kind, &Value<'_>)> = Vec::new();
        let mut instance = None;
        for (index, input) in self.experiment.inputs.iter().enumerate() {
            let value = if index == replaced { value } else { &input.object.value };
            let is_custom = matches!(input.object.kind, Kind::Custom(_));
            match input.object.kind {
                kind if index == subject.instance => instance = Some((kind, value)),
                _ if is_custom && alone.is_some() && index != replaced => {}
                Kind::Secret | Kind::ConfigMap if alone.is_some_and(|assets| !assets.contains(&index)) => {}
                kind => objects.push((kind, value)),
            }
        }
        let Subject { dialect, prometheus_version, strict, .. } = subject;
        let request = RenderRequest { instance: instance?, prometheus_version, strict, objects: &objects, loaded: &[] };
        dialect.rendered(&request)
    }

    fn unused(&self, index: usize, node: &Node) -> Option<Unused> {
        let input = self.experiment.inputs.get(index)?;
        Some(Unused {
            object: input.object.id.clone(),
            path: node.path.clone(),
            place: input.source.map(|source| Place { source, span: node.span }),
            reason: self.reason(index, node),
        })
    }

    fn reason(&self, index: usize, node: &Node) -> Reason {
        let field = node.path.segments().get(1).and_then(Segment::key).unwrap_or_default();
        if index == self.experiment.subject.instance && field.ends_with("Selector") {
            return Reason::Selection;
        }
        let value = self.experiment.object(index).and_then(|(_, value)| value_at(value, node.path.segments()));
        if value.is_none_or(is_empty) {
            return Reason::Default;
        }
        let reason = if index == self.experiment.subject.instance {
            self.reason_in_instance(index, node)
        } else {
            self.reason_in_resource(index, node)
        };
        reason.unwrap_or(Reason::Elsewhere)
    }

    /// Why a field of a resource reaches no line.
    fn reason_in_resource(&self, index: usize, node: &Node) -> Option<Reason> {
        let experiment = self.experiment;
        let (kind, value) = experiment.object(index)?;
        let other = without(value, node.path.segments());
        let assets = experiment.assets_of(Some(value));
        let instance = experiment.instance()?;
        let version = experiment.subject.prometheus_version;
        let counts = |instance: &Value<'_>, version: Option<&str>, value: &Value<'_>, other: &Value<'_>| {
            let part = |value| {
                let variant = Variant { instance, version, resource: Some((kind, value)), assets: &assets };
                experiment.try_out(variant, None)
            };
            differ(part(value), part(other))
        };
        if alterations(value, node).any(|altered| counts(instance, version, value, &altered)) {
            return Some(Reason::Default);
        }
        for rival in rivals(value, node) {
            let (value, other) = (without(value, rival.path.segments()), without(&other, rival.path.segments()));
            if counts(instance, version, &value, &other) {
                return Some(self.overridden(index, &rival));
            }
        }
        for rival in fields(instance) {
            let weaker = without(instance, rival.path.segments());
            if counts(&weaker, version, value, &other) {
                return Some(self.overridden(experiment.subject.instance, &rival));
            }
        }
        self.version(|version| counts(instance, Some(version), value, &other))
    }

    /// Why a field of the instance reaches no line.
    fn reason_in_instance(&self, index: usize, node: &Node) -> Option<Reason> {
        let experiment = self.experiment;
        let (_, value) = experiment.object(index)?;
        let other = without(value, node.path.segments());
        let version = experiment.subject.prometheus_version;
        let differs =
            |one: &Value<'_>, other: &Value<'_>, version: Option<&str>, resource: Option<(Kind, &Value<'_>)>| {
                let assets = experiment.assets_of(resource.map(|(_, value)| value));
                let part =
                    |instance| experiment.try_out(Variant { instance, version, resource, assets: &assets }, None);
                differ(part(one), part(other))
            };
        let counts = |one: &Value<'_>, other: &Value<'_>, version: Option<&str>| {
            differs(one, other, version, None)
                || self.samples.iter().any(|sample| differs(one, other, version, experiment.object(*sample)))
        };
        if alterations(value, node).any(|altered| counts(value, &altered, version)) {
            return Some(Reason::Default);
        }
        for rival in rivals(value, node) {
            let path = rival.path.segments();
            if counts(&without(value, path), &without(&other, path), version) {
                return Some(self.overridden(index, &rival));
            }
        }
        for sample in &self.samples {
            let Some((kind, resource)) = experiment.object(*sample) else { continue };
            for rival in fields(resource) {
                let weaker = without(resource, rival.path.segments());
                if differs(value, &other, version, Some((kind, &weaker))) {
                    return Some(self.overridden(*sample, &rival));
                }
            }
        }
        self.version(|version| counts(value, &other, Some(version)))
    }

    fn overridden(&self, index: usize, rival: &Node) -> Reason {
        let by = self.experiment.inputs.get(index).map(|input| input.object.id.clone());
        Reason::Overridden { by: by.unwrap_or_default(), path: rival.path.clone() }
    }

    /// Whether other versions of Prometheus make the field count.
    fn version(&self, counts: impl Fn(&str) -> bool) -> Option<Reason> {
        let current = self.current.as_ref()?;
        let (newer, older): (Vec<_>, Vec<_>) = self.versions.iter().partition(|(version, _)| version > current);
        if let Some((version, _)) = newer.into_iter().find(|(_, text)| counts(text)) {
            return Some(Reason::Since(version.to_string()));
        }
        let (version, _) = older.into_iter().rev().find(|(_, text)| counts(text))?;
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

/// The fields of a specification, those that hold no others first, and then the inner blocks before the outer ones. A version
/// overrules nothing: it is tried by itself.
fn fields(value: &Value<'_>) -> impl Iterator<Item = Node> + use<> {
    let is_version = |node: &Node| node.path.segments().get(1).and_then(Segment::key) == Some("version");
    let (leaves, blocks): (Vec<_>, Vec<_>) = nodes(value, &["spec"]).into_iter().partition(|node| node.is_leaf);
    leaves.into_iter().chain(blocks.into_iter().rev()).filter(move |node| !is_version(node))
}

/// The other fields of an object. Those of a later item of the same list are left out: without the field they stand elsewhere.
fn rivals(value: &Value<'_>, node: &Node) -> Vec<Node> {
    let moves = |rival: &Node| {
        let step = rival.path.segments().iter().zip(node.path.segments()).find(|(one, other)| one != other);
        matches!(step, Some((Segment::Index(_), Segment::Index(_))))
    };
    let is_other = |rival: &Node| rival != node && !rival.is_within(node) && !node.is_within(rival);
    fields(value).filter(|rival| is_other(rival) && !moves(rival)).collect()
}

/// An object with other values in a field.
fn alterations<'v, 'e>(value: &'v Value<'e>, node: &'v Node) -> impl Iterator<Item = Value<'e>> + 'v {
    [Alteration::End, Alteration::Start].into_iter().map(move |how| altered(value, node.path.segments(), how))
}
