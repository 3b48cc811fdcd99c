//! Where each line of a configuration comes from, and why some fields made none.
//!
//! Rendering knows nothing of this: it is found by experiment. The configuration is made once more without one field at a time,
//! and the lines that are gone or different then are the lines that the field makes. So the answer holds for every field of every
//! kind, a new field needs nothing to be part of it, and rendering pays nothing for it.

mod difference;
mod experiment;
mod idle;
mod node;

use std::collections::BTreeMap;
use std::ops::Range;

use promwright_finding::ObjectId;
use promwright_finding::Place;
use promwright_finding::Segment;
use promwright_operator::cluster::{Kind, Object};
use promwright_operator::reconcile::Settings;
use serde::Serialize;

use experiment::Experiment;

pub use idle::{Idle, Reason};
pub use node::{Node, nodes, without};

/// Where the lines of one configuration come from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Provenance {
    /// The sources of each line, in the order of the lines; none for a line that is always written. Lines that were not asked
    /// about have none either.
    pub lines: Vec<Vec<Origin>>,
    /// The fields that are set and make no line. Looked for only where all lines are asked about.
    pub idle: Vec<Idle>,
}

/// A field that makes a line: without it, the line would not be there or would say something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// How it makes the line.
    pub cause: Cause,
    /// The object that has the field.
    pub object: ObjectId,
    /// The field: `spec.relabelings[0].regex`.
    pub path: String,
    /// Where it was written; `None` for what stands in no text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// How a field makes a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// A field of the resource, or of the Prometheus where the line is about all jobs.
    Field,
    /// A scrape class.
    ScrapeClass,
    /// A setting by which the Prometheus overrules resources.
    Enforcement,
    /// The version of Prometheus.
    Version,
    /// What a Secret or ConfigMap holds.
    Data,
    /// A default that the API server has filled in.
    Default,
}

impl Cause {
    /// The name, in kebab case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::ScrapeClass => "scrape-class",
            Self::Enforcement => "enforcement",
            Self::Version => "version",
            Self::Data => "data",
            Self::Default => "default",
        }
    }
}

/// What is asked about. A host that never asks for everything, as a page, does not carry the code that answers it.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    about: About,
    answer: fn(&Experiment<'_>, &mut [Line]) -> Vec<Idle>,
}

#[derive(Clone, Copy, Debug)]
enum About {
    All,
    Line(usize),
    Place { source: usize, at: usize },
}

impl Question {
    /// All lines, and the fields that make none.
    pub fn all() -> Self {
        Self { about: About::All, answer: |experiment, lines| idle::find(experiment, experiment.trace(lines)) }
    }

    /// One line, counted from 0.
    pub fn line(line: usize) -> Self {
        Self::of_lines(About::Line(line))
    }

    /// The innermost field around a place in the inputs: the source, counted from 0, and the byte within it.
    pub fn place(source: usize, at: usize) -> Self {
        Self::of_lines(About::Place { source, at })
    }

    fn of_lines(about: About) -> Self {
        let answer = |experiment: &Experiment<'_>, lines: &mut [Line]| {
            experiment.trace(lines);
            Vec::new()
        };
        Self { about, answer }
    }
}

/// One of the objects that a configuration is made from, or that decide about it.
#[derive(Clone, Copy, Debug)]
pub struct Input<'i> {
    /// The object, as the API server stores it.
    pub object: &'i Object<'i>,
    /// Which of the sources it was read from; `None` for one that was assumed.
    pub source: Option<usize>,
}

/// What a configuration was made from.
#[derive(Clone, Copy, Debug)]
pub struct Made<'i> {
    /// The configuration.
    pub text: &'i str,
    /// The Prometheus or PrometheusAgent, as an index into the inputs.
    pub instance: usize,
    /// The resources that are part of it.
    pub taken: &'i [&'i ObjectId],
    /// The version of Prometheus that takes the place of the object's own.
    pub version: Option<&'i str>,
    /// How it was made.
    pub settings: Settings,
}

/// Answers a question about a configuration.
pub fn trace(inputs: &[Input<'_>], made: Made<'_>, question: Question) -> Provenance {
    let mut lines: Vec<Line> = made.text.lines().map(|_| Line::default()).collect();
    let idle = Experiment::new(inputs, made, question.about)
        .map_or_else(Vec::new, |experiment| (question.answer)(&experiment, &mut lines));
    let mut lines: Vec<_> = lines.into_iter().map(Line::origins).collect();
    put_specific_ones_first(&mut lines);
    Provenance { lines, idle }
}

/// Of the sources of a line, those come first that make the fewest other lines: a field before the name of its scrape class.
fn put_specific_ones_first(lines: &mut [Vec<Origin>]) {
    let mut counts = BTreeMap::new();
    for Origin { object, path, .. } in lines.iter().flatten() {
        *counts.entry((object.clone(), path.clone())).or_insert(0_usize) += 1;
    }
    for origins in lines {
        origins.sort_by_cached_key(|origin| counts.get(&(origin.object.clone(), origin.path.clone())).copied());
    }
}

/// The sources of a line that are known so far.
#[derive(Clone, Debug, Default)]
struct Line {
    /// Fields without fields of their own.
    leaves: Vec<Origin>,
    /// The innermost of the others, of which the line is the head: a block's key, or an item's first line.
    heads: Vec<Origin>,
}

impl Line {
    /// Notes a source. Of an object the outer fields come first.
    fn add(&mut self, origin: Origin, node: &Node) {
        if node.is_leaf {
            self.leaves.push(origin);
        } else {
            let is_around = |head: &Origin| {
                let inner = origin.path.strip_prefix(head.path.as_str()).filter(|_| head.object == origin.object);
                inner.is_some_and(|inner| inner.starts_with(['.', '[']))
            };
            self.heads.retain(|head| !is_around(head));
            self.heads.push(origin);
        }
    }

    /// A block is the source only of what no field within it is the source of.
    fn origins(self) -> Vec<Origin> {
        if self.leaves.is_empty() { self.heads } else { self.leaves }
    }
}

/// What kind of source a field is.
fn cause(kind: Kind, node: &Node, is_about_jobs: bool) -> Cause {
    let field = node.path.get(1).and_then(Segment::key).unwrap_or_default();
    let is_instance = matches!(kind, Kind::Prometheus | Kind::PrometheusAgent);
    match (kind, field) {
        (Kind::Secret | Kind::ConfigMap, _) => Cause::Data,
        _ if !node.is_written => Cause::Default,
        (_, "version") if is_instance => Cause::Version,
        (_, "scrapeClasses") if is_instance => Cause::ScrapeClass,
        (_, name) if is_instance && is_about_jobs && is_enforcement(name) => Cause::Enforcement,
        _ => Cause::Field,
    }
}

/// Whether the Prometheus overrules resources by a field of that name.
fn is_enforcement(name: &str) -> bool {
    name.starts_with("enforced")
        || matches!(
            name,
            "overrideHonorLabels"
                | "overrideHonorTimestamps"
                | "ignoreNamespaceSelectors"
                | "arbitraryFSAccessThroughSMs"
                | "excludedFromEnforcement"
        )
}

/// The part of the text that an experiment is about.
#[derive(Clone, Debug)]
struct Part {
    /// The resource whose jobs it is, as an index into the inputs; `None` for what stands around the jobs.
    resource: Option<usize>,
    /// Its lines in the whole text. What stands around the jobs has two ranges or more.
    lines: Vec<Range<usize>>,
}

impl Part {
    /// The lines in the whole text.
    fn indices(&self) -> impl Iterator<Item = usize> + '_ {
        self.lines.iter().cloned().flatten()
    }
}
