//! The experiments: a configuration rendered again without one field.

use std::collections::BTreeSet;
use std::ops::Range;

use promwright_dialect::{Block, Generated, RenderRequest, Role};
use promwright_finding::Place;
use promwright_kubernetes::object::Kind;
use promwright_yaml::{Data, Value};

use super::difference::changed;
use super::node::{Alteration, Node, altered, nodes, without};
use super::{About, Input, Line, Origin, Part, Subject, cause};

/// Where the fields of a Prometheus and of a resource are.
const SPEC: [&str; 2] = ["metadata", "spec"];
/// Where those of a Secret and of a ConfigMap are.
const DATA: [&str; 2] = ["data", "stringData"];

/// What the experiments start from.
pub(super) struct Experiment<'e> {
    pub(super) inputs: &'e [Input<'e>],
    pub(super) subject: Subject<'e>,
    about: About,
    /// The parts of the text; the first one is what stands around the jobs.
    pub(super) parts: Vec<Part>,
    /// The Secrets and ConfigMaps, as indices into the inputs.
    assets: Vec<usize>,
    /// Those of them that were loaded when the configuration was rendered, in their order. A check loads them for all resources.
    loaded: Vec<usize>,
    /// Every text in the instance, sorted.
    texts: Vec<&'e str>,
}

/// What one configuration is rendered from, except the Secrets and ConfigMaps that stay as they are.
#[derive(Clone, Copy)]
pub(super) struct Variant<'x> {
    pub(super) instance: &'x Value<'x>,
    /// The version of Prometheus, in place of the one that the instance names.
    pub(super) version: Option<&'x str>,
    /// The one resource; `None` to see what stands around the jobs.
    pub(super) resource: Option<(Kind, &'x Value<'x>)>,
    /// The Secrets and ConfigMaps that are referred to, as indices into the inputs.
    pub(super) assets: &'x [usize],
}

/// A part of the original text.
struct Baseline<'x> {
    variant: Variant<'x>,
    text: String,
    /// The lines that it has in the whole text.
    indices: Vec<usize>,
}

impl Baseline<'_> {
    /// The lines in the whole text that are gone or different in another text.
    fn changed<'b>(&'b self, after: &'b str) -> impl Iterator<Item = usize> + 'b {
        let lines = |text: &'b str| text.lines().collect::<Vec<_>>();
        changed(&lines(&self.text), &lines(after)).into_iter().filter_map(|line| self.indices.get(line).copied())
    }
}

/// A field that changes nothing: the object's index among the inputs, and the field.
pub(super) type Unchanged = (usize, Node);

impl<'e> Experiment<'e> {
    /// Renders the configuration again, to know its parts; `None` where the text differs from the original.
    pub(super) fn new(inputs: &'e [Input<'e>], subject: Subject<'e>, about: About) -> Option<Self> {
        let instance = value_of(inputs, subject.instance)?;
        let indices = |wanted: &dyn Fn(&Input<'_>) -> bool| -> Vec<usize> {
            inputs.iter().enumerate().filter(|(_, input)| wanted(input)).map(|(index, _)| index).collect()
        };
        let accepted: BTreeSet<_> = subject.accepted.iter().copied().collect();
        let is_resource = |input: &Input<'_>| {
            input.object.kind.custom().is_some_and(|kind| subject.dialect.role(kind) == Role::Resource)
        };
        let resources = indices(&|input| is_resource(input) && accepted.contains(&input.object.id));
        let assets = indices(&|input| matches!(input.object.kind, Kind::Secret | Kind::ConfigMap));
        let mut texts = Vec::new();
        texts_of(instance, &mut texts);
        texts.sort_unstable();
        let experiment = Self { inputs, subject, about, parts: Vec::new(), assets, loaded: Vec::new(), texts };
        let everything: Vec<usize> = resources.iter().chain(&experiment.assets).copied().collect();
        let objects: Vec<_> = everything.iter().filter_map(|index| experiment.object(*index)).collect();
        let Generated { text, blocks, loaded } =
            experiment.generate(instance, subject.prometheus_version, &objects, &[])?;
        if text != subject.text {
            return None;
        }
        let mut parts = vec![Part { resource: None, lines: outside(&blocks, subject.text.lines().count()) }];
        for Block { resource, lines } in blocks {
            parts.push(Part { resource: everything.get(resource).copied(), lines: vec![lines] });
        }
        let loaded = loaded.iter().filter_map(|index| everything.get(*index).copied()).collect();
        Some(Self { parts, loaded, ..experiment })
    }

    /// The instance.
    pub(super) fn instance(&self) -> Option<&'e Value<'e>> {
        value_of(self.inputs, self.subject.instance)
    }

    /// Tries every field that is asked about, and returns those that change nothing.
    pub(super) fn trace(&self, lines: &mut [Line]) -> Vec<Unchanged> {
        let mut unchanged = Vec::new();
        let asked: Vec<_> = self.parts.iter().filter(|part| self.asks_about(part)).collect();
        let assets: Vec<_> =
            asked.iter().map(|part| self.assets_of(self.resource(part).map(|(_, value)| value))).collect();
        let mut baselines = Vec::new();
        let Some(instance) = self.instance() else { return unchanged };
        let version = self.subject.prometheus_version;
        for (part, assets) in asked.into_iter().zip(&assets) {
            let variant = Variant { instance, version, resource: self.resource(part), assets };
            let Some(baseline) = self.baseline(part, variant) else { continue };
            if let Some(resource) = part.resource {
                unchanged.extend(self.trace_resource(resource, &baseline, lines));
            }
            for asset in assets {
                for node in self.nodes(*asset, &DATA) {
                    let without = self.without(*asset, &node);
                    let after = self.try_out(variant, Some((*asset, &without)));
                    self.record(*asset, &node, &baseline, after.as_deref(), lines);
                }
            }
            baselines.push(baseline);
        }
        let index = self.subject.instance;
        for node in self.nodes(index, &SPEC) {
            let values = self.others(index, &node);
            let mut makes_lines = false;
            for baseline in &baselines {
                let after =
                    values.iter().find_map(|instance| self.try_out(Variant { instance, ..baseline.variant }, None));
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
        let try_out =
            |value: &Value<'_>| self.try_out(Variant { resource: Some((kind, value)), ..baseline.variant }, None);
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

    /// A part of the text; `None` where it cannot be rendered alone.
    fn baseline<'x>(&self, part: &Part, variant: Variant<'x>) -> Option<Baseline<'x>>
    where
        'e: 'x,
    {
        let text = self.try_out(variant, None)?;
        let indices: Vec<_> = part.indices().collect();
        (text.lines().count() == indices.len()).then_some(Baseline { variant, text, indices })
    }

    /// Records which lines a field reaches, and returns whether it makes a difference. Where nothing could be rendered, it does.
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
                line.add(self.origin(index, node, baseline.variant.resource.is_some()), node);
            }
        }
        true
    }

    /// An object without a field.
    fn without(&self, index: usize, node: &Node) -> Value<'e> {
        value_of(self.inputs, index).map(|value| without(value, node.path.segments())).unwrap_or_default()
    }

    /// An object with another value in a field: where there is no configuration without it, that is an answer, too.
    fn altered(&self, index: usize, node: &Node) -> [Value<'e>; 2] {
        [Alteration::End, Alteration::Start].map(|how| {
            value_of(self.inputs, index).map(|value| altered(value, node.path.segments(), how)).unwrap_or_default()
        })
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
            nodes = around.max_by_key(|node| node.path.segments().len()).into_iter().collect();
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
            cause: cause(self.subject, input.map_or(Kind::Other, |input| input.object.kind), node, is_about_jobs),
            object: input.map(|input| input.object.id.clone()).unwrap_or_default(),
            path: node.path.clone(),
            place: input.and_then(|input| input.source).filter(|_| node.is_written).map(place),
        }
    }

    /// An object of the inputs.
    pub(super) fn object(&self, index: usize) -> Option<(Kind, &'e Value<'e>)> {
        let input = self.inputs.get(index)?;
        Some((input.object.kind, &input.object.value))
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
    pub(super) fn try_out(&self, variant: Variant<'_>, replaced: Option<(usize, &Value<'_>)>) -> Option<String> {
        let mut objects: Vec<(Kind, &Value<'_>)> = variant.resource.into_iter().collect();
        let mut loaded = Vec::new();
        for index in variant.assets {
            let (kind, value) = self.object(*index)?;
            if self.loaded.binary_search(index).is_ok() {
                loaded.push(objects.len());
            }
            let other = replaced.filter(|(replaced, _)| replaced == index).map(|(_, value)| value);
            objects.push((kind, other.unwrap_or(value)));
        }
        let Generated { text, blocks, .. } = self.generate(variant.instance, variant.version, &objects, &loaded)?;
        if variant.resource.is_none() {
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
        let mut objects: Vec<(Kind, &Value<'_>)> = vec![(kind, value)];
        for index in &referred {
            objects.push(self.object(*index)?);
        }
        let Generated { loaded, .. } =
            self.generate(self.instance()?, self.subject.prometheus_version, &objects, &[])?;
        Some(loaded.iter().filter_map(|index| referred.get(index.checked_sub(1)?).copied()).collect())
    }

    /// Makes a configuration of resources, Secrets and ConfigMaps, some of which count as loaded before.
    fn generate(
        &self,
        instance: &Value<'_>,
        prometheus_version: Option<&str>,
        objects: &[(Kind, &Value<'_>)],
        loaded: &[usize],
    ) -> Option<Generated> {
        let kind = self.inputs.get(self.subject.instance)?.object.kind;
        let strict = self.subject.strict;
        let request = RenderRequest { instance: (kind, instance), prometheus_version, strict, objects, loaded };
        self.subject.dialect.generate(&request)
    }
}

fn value_of<'e>(inputs: &'e [Input<'e>], index: usize) -> Option<&'e Value<'e>> {
    inputs.get(index).map(|input| &input.object.value)
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
