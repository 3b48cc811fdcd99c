//! The experiments: a configuration made again without one field.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use promwright_finding::Place;
use promwright_operator::cluster::{Cluster, Instance, Kind};
use promwright_operator::reconcile::{Generated, Settings, generate};
use promwright_operator::render::{Block, Missing, Source};
use promwright_yaml::{Data, Value};

use super::difference::changed;
use super::node::{Alteration, Node, altered, nodes, without};
use super::{About, Input, Line, Made, Origin, Part, cause};

/// Where the fields of a Prometheus and of a resource are.
const SPEC: [&str; 2] = ["metadata", "spec"];
/// Where those of a Secret and of a ConfigMap are.
const DATA: [&str; 2] = ["data", "stringData"];

/// What the experiments are made with.
#[derive(Debug)]
pub(super) struct Experiment<'e> {
    pub(super) inputs: &'e [Input<'e>],
    pub(super) made: Made<'e>,
    about: About,
    pub(super) instance: Instance<'e>,
    /// The parts of the text; the first one is what stands around the jobs.
    pub(super) parts: Vec<Part>,
    /// The Secrets and ConfigMaps, as indices into the inputs.
    assets: Vec<usize>,
    /// Those of them that were loaded when the configuration was made, in their order. A check loads them for all resources.
    loaded: Vec<usize>,
    /// Every text in the Prometheus, sorted.
    texts: Vec<&'e str>,
}

/// What one configuration is made from, besides the Secrets and ConfigMaps that stay as they are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trial<'x> {
    pub(super) instance: &'x Instance<'x>,
    /// The one resource; `None` to see what stands around the jobs.
    pub(super) resource: Option<(Kind, &'x Value<'x>)>,
    /// The Secrets and ConfigMaps that are referred to, as indices into the inputs.
    pub(super) assets: &'x [usize],
}

/// A part of the text as it was made.
#[derive(Debug)]
struct Baseline<'x> {
    trial: Trial<'x>,
    text: String,
    /// The lines that it has in the whole text.
    indices: Vec<usize>,
}

impl Baseline<'_> {
    /// The lines in the whole text that are gone or different in what a trial gave.
    fn changed<'b>(&'b self, after: &'b str) -> impl Iterator<Item = usize> + 'b {
        let lines = |text: &'b str| text.lines().collect::<Vec<_>>();
        changed(&lines(&self.text), &lines(after)).into_iter().filter_map(|line| self.indices.get(line).copied())
    }
}

/// A field that changes nothing: the object's index among the inputs, and the field.
pub(super) type Unchanged = (usize, Node);

impl<'e> Experiment<'e> {
    /// Makes the configuration again, to know its parts; `None` where that gives another text than the one that was made.
    pub(super) fn new(inputs: &'e [Input<'e>], made: Made<'e>, about: About) -> Option<Self> {
        let instance = read_instance(inputs.get(made.instance)?.object.kind, value_of(inputs, made.instance)?, made)?;
        let indices = |wanted: &dyn Fn(&Input<'_>) -> bool| -> Vec<usize> {
            inputs.iter().enumerate().filter(|(_, input)| wanted(input)).map(|(index, _)| index).collect()
        };
        let taken: BTreeSet<_> = made.taken.iter().copied().collect();
        let resources = indices(&|input| input.object.kind.is_scrape_resource() && taken.contains(&input.object.id));
        let assets = indices(&|input| matches!(input.object.kind, Kind::Secret | Kind::ConfigMap));
        let mut texts = Vec::new();
        texts_of(value_of(inputs, made.instance)?, &mut texts);
        texts.sort_unstable();
        let experiment = Self { inputs, made, about, instance, parts: Vec::new(), assets, loaded: Vec::new(), texts };
        let all = resources.iter().filter_map(|index| experiment.object(*index));
        let Generated { text, blocks, assets } =
            experiment.generate(&experiment.instance, all, &experiment.assets, &[], None)?;
        if text != made.text {
            return None;
        }
        let by_id: BTreeMap<_, _> =
            resources.iter().filter_map(|index| inputs.get(*index).map(|input| (&input.object.id, *index))).collect();
        let mut parts = vec![Part { resource: None, lines: outside(&blocks, made.text.lines().count()) }];
        for Block { resource, lines } in blocks {
            parts.push(Part { resource: by_id.get(&resource).copied(), lines: vec![lines] });
        }
        let loaded = experiment.assets.iter().copied().filter(|index| {
            let reference = experiment.reference(*index);
            reference.is_some_and(|(source, namespace, name)| assets.is_loaded(source, namespace, name))
        });
        let loaded = loaded.collect();
        Some(Self { parts, loaded, ..experiment })
    }

    /// Tries every field that is asked about, and returns those that change nothing.
    pub(super) fn trace(&self, lines: &mut [Line]) -> Vec<Unchanged> {
        let mut unchanged = Vec::new();
        let asked: Vec<_> = self.parts.iter().filter(|part| self.asks_about(part)).collect();
        let assets: Vec<_> =
            asked.iter().map(|part| self.assets_of(self.resource(part).map(|(_, value)| value))).collect();
        let mut baselines = Vec::new();
        for (part, assets) in asked.into_iter().zip(&assets) {
            let trial = Trial { instance: &self.instance, resource: self.resource(part), assets };
            let Some(baseline) = self.baseline(part, trial) else { continue };
            if let Some(resource) = part.resource {
                unchanged.extend(self.trace_resource(resource, &baseline, lines));
            }
            for asset in assets {
                for node in self.nodes(*asset, &DATA) {
                    let without = self.without(*asset, &node);
                    let after = self.try_out(trial, Some((*asset, &without)));
                    self.record(*asset, &node, &baseline, after.as_deref(), lines);
                }
            }
            baselines.push(baseline);
        }
        let index = self.made.instance;
        for node in self.nodes(index, &SPEC) {
            let values = self.others(index, &node);
            let instances: Vec<_> = values.iter().map(|value| self.read_instance(value)).collect();
            let mut makes_lines = false;
            for baseline in &baselines {
                let try_out = |instance| self.try_out(Trial { instance, ..baseline.trial }, None);
                let after = instances.iter().flatten().find_map(try_out);
                makes_lines |= self.record(index, &node, baseline, after.as_deref(), lines);
            }
            if !makes_lines {
                unchanged.push((index, node));
            }
        }
        unchanged
    }

    /// Tries every field of a resource that is asked about, and returns those that change nothing.
    fn trace_resource(&self, index: usize, baseline: &Baseline<'_>, lines: &mut [Line]) -> Vec<Unchanged> {
        let kind = self.object(index).map_or(Kind::Other, |(kind, _)| kind);
        let try_out = |value: &Value<'_>| self.try_out(Trial { resource: Some((kind, value)), ..baseline.trial }, None);
        let mut unchanged = Vec::new();
        for node in self.nodes(index, &SPEC) {
            let after =
                try_out(&self.without(index, &node)).or_else(|| self.altered(index, &node).iter().find_map(try_out));
            if !self.record(index, &node, baseline, after.as_deref(), lines) {
                unchanged.push((index, node));
            }
        }
        unchanged
    }

    /// A part of the text; `None` where it cannot be made alone.
    fn baseline<'x>(&self, part: &Part, trial: Trial<'x>) -> Option<Baseline<'x>>
    where
        'e: 'x,
    {
        let text = self.try_out(trial, None)?;
        let indices: Vec<_> = part.indices().collect();
        (text.lines().count() == indices.len()).then_some(Baseline { trial, text, indices })
    }

    /// Notes which lines a field makes, and tells whether it makes a difference. Where nothing could be made it does.
    fn record(
        &self,
        index: usize,
        node: &Node,
        baseline: &Baseline<'_>,
        after: Option<&str>,
        lines: &mut [Line],
    ) -> bool {
        let Some(after) = after else { return true };
        if after == baseline.text {
            return false;
        }
        for line in baseline.changed(after) {
            if let Some(line) = lines.get_mut(line) {
                line.add(self.origin(index, node, baseline.trial.resource.is_some()), node);
            }
        }
        true
    }

    /// An object without a field.
    fn without(&self, index: usize, node: &Node) -> Value<'e> {
        value_of(self.inputs, index).map(|value| without(value, &node.path)).unwrap_or_default()
    }

    /// An object with another value in a field: where there is no configuration without it, that tells something.
    fn altered(&self, index: usize, node: &Node) -> [Value<'e>; 2] {
        [Alteration::End, Alteration::Start]
            .map(|how| value_of(self.inputs, index).map(|value| altered(value, &node.path, how)).unwrap_or_default())
    }

    /// An object without a field, and with other values in it.
    fn others(&self, index: usize, node: &Node) -> [Value<'e>; 3] {
        let [end, start] = self.altered(index, node);
        [self.without(index, node), end, start]
    }

    /// The fields of an object that are asked about.
    fn nodes(&self, index: usize, below: &[&str]) -> Vec<Node> {
        let Some(value) = value_of(self.inputs, index) else { return Vec::new() };
        let mut nodes = nodes(value, below);
        if let About::Place { source, at } = self.about {
            let is_here = self.inputs.get(index).is_some_and(|input| input.source == Some(source));
            let around = nodes
                .into_iter()
                .filter(|node| is_here && node.span.start as usize <= at && at <= node.span.end as usize);
            nodes = around.max_by_key(|node| node.path.len()).into_iter().collect();
        }
        // An object that was assumed stands in no text.
        let source = self.inputs.get(index).and_then(|input| input.source);
        for node in &mut nodes {
            node.is_written &= source.is_some();
        }
        nodes
    }

    /// The resource whose jobs a part is.
    fn resource(&self, part: &Part) -> Option<(Kind, &'e Value<'e>)> {
        part.resource.and_then(|index| self.object(index))
    }

    fn asks_about(&self, part: &Part) -> bool {
        match self.about {
            About::Line(line) => part.lines.iter().any(|lines| lines.contains(&line)),
            About::All | About::Place { .. } => true,
        }
    }

    fn origin(&self, index: usize, node: &Node, is_about_jobs: bool) -> Origin {
        let input = self.inputs.get(index);
        let place = |source| Place { source, span: node.span };
        Origin {
            cause: cause(input.map_or(Kind::Other, |input| input.object.kind), node, is_about_jobs),
            object: input.map(|input| input.object.id.clone()).unwrap_or_default(),
            path: node.path_text(),
            place: input.and_then(|input| input.source).filter(|_| node.is_written).map(place),
        }
    }

    /// An object of the inputs.
    pub(super) fn object(&self, index: usize) -> Option<(Kind, &'e Value<'e>)> {
        let input = self.inputs.get(index)?;
        Some((input.object.kind, &input.object.value))
    }

    /// Reads the Prometheus from a variant of its object.
    pub(super) fn read_instance<'v>(&self, value: &'v Value<'v>) -> Option<Instance<'v>>
    where
        'e: 'v,
    {
        read_instance(self.inputs.get(self.made.instance)?.object.kind, value, self.made)
    }

    /// The Secrets and ConfigMaps that the Prometheus or a resource refers to, as indices into the inputs.
    pub(super) fn assets_of(&self, resource: Option<&Value<'_>>) -> Vec<usize> {
        let mut texts = Vec::new();
        if let Some(resource) = resource {
            texts_of(resource, &mut texts);
        }
        texts.sort_unstable();
        let is_named = |name: &str| [&self.texts, &texts].iter().any(|texts| texts.binary_search(&name).is_ok());
        let name = |index: usize| self.inputs.get(index).map_or("", |input| &input.object.id.name);
        self.assets.iter().copied().filter(|index| is_named(name(*index))).collect()
    }

    /// The jobs of the resource or, without one, what stands around all jobs; `None` where there is no configuration. Another
    /// Secret or ConfigMap can take the place of one of the inputs.
    pub(super) fn try_out<'x>(&self, trial: Trial<'x>, replaced: Option<(usize, &'x Value<'x>)>) -> Option<String>
    where
        'e: 'x,
    {
        let Generated { text, blocks, .. } =
            self.generate(trial.instance, trial.resource, trial.assets, &self.loaded, replaced)?;
        if trial.resource.is_none() {
            return Some(text);
        }
        let mut part = String::new();
        for Block { lines, .. } in blocks {
            for line in text.lines().skip(lines.start).take(lines.len()) {
                part.extend([line, "\n"]);
            }
        }
        Some(part)
    }

    /// The Secrets and ConfigMaps that the check of a resource loads, as indices into the inputs.
    pub(super) fn loads(&self, kind: Kind, value: &Value<'_>) -> Option<Vec<usize>> {
        let referred = self.assets_of(Some(value));
        let Generated { assets, .. } = self.generate(&self.instance, Some((kind, value)), &referred, &[], None)?;
        let is_loaded = |index: &usize| {
            let reference = self.reference(*index);
            reference.is_some_and(|(source, namespace, name)| assets.is_loaded(source, namespace, name))
        };
        Some(referred.iter().copied().filter(is_loaded).collect())
    }

    /// Makes a configuration, with some Secrets and ConfigMaps loaded before.
    fn generate<'x>(
        &self,
        instance: &Instance<'x>,
        resources: impl IntoIterator<Item = (Kind, &'x Value<'x>)>,
        assets: &[usize],
        loaded: &[usize],
        replaced: Option<(usize, &'x Value<'x>)>,
    ) -> Option<Generated<'x>>
    where
        'e: 'x,
    {
        let mut cluster = Cluster::default();
        for (kind, value) in resources {
            cluster.add(kind, value).ok()?;
        }
        for index in assets {
            let (kind, value) = self.object(*index)?;
            let other = replaced.filter(|(replaced, _)| replaced == index).map(|(_, value)| value);
            cluster.add(kind, other.unwrap_or(value)).ok()?;
        }
        let loaded: Vec<_> = assets
            .iter()
            .filter(|index| loaded.binary_search(index).is_ok())
            .filter_map(|index| self.reference(*index))
            .collect();
        let settings = Settings { missing: Missing::Placeholder, ..self.made.settings };
        generate(instance, &cluster, settings, &loaded).ok()
    }

    /// What a Secret or ConfigMap is looked up by.
    fn reference(&self, index: usize) -> Option<(Source, &'e str, &'e str)> {
        let object = self.inputs.get(index)?.object;
        let source = if object.kind == Kind::Secret { Source::Secret } else { Source::ConfigMap };
        Some((source, &object.id.namespace, &object.id.name))
    }
}

fn value_of<'e>(inputs: &'e [Input<'e>], index: usize) -> Option<&'e Value<'e>> {
    inputs.get(index).map(|input| &input.object.value)
}

fn read_instance<'v>(kind: Kind, value: &'v Value<'v>, made: Made<'v>) -> Option<Instance<'v>> {
    let mut cluster = Cluster::default();
    cluster.add(kind, value).ok()?;
    let mut instance = cluster.instances.pop()?;
    if let Some(version) = made.version {
        instance.set_version(version);
    }
    Some(instance)
}

/// Every text in a value.
fn texts_of<'v>(value: &'v Value<'_>, texts: &mut Vec<&'v str>) {
    match &value.data {
        Data::String(text) => texts.push(text),
        Data::List(items) => items.iter().for_each(|item| texts_of(item, texts)),
        Data::Object(object) => object.entries.iter().for_each(|entry| texts_of(&entry.value, texts)),
        _ => {}
    }
}

/// The ranges between and around blocks, which come in order.
fn outside(blocks: &[Block], end: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for block in blocks {
        ranges.push(start..block.lines.start);
        start = block.lines.end;
    }
    ranges.push(start..end);
    ranges
}
