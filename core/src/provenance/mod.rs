//! Where each line of a configuration comes from, and why some fields reach none.
//!
//! Rendering knows nothing of this: it is found by experiment. The configuration is rendered again without one field at a time,
//! and the lines that are gone or different then are the lines that the field reaches. So the answer holds for every field of every
//! kind, a new field needs nothing to be part of it, and rendering pays nothing for it.

mod difference;
mod experiment;
mod node;
mod unused;

use std::collections::BTreeMap;
use std::ops::Range;

use promwright_dialect::{Dialect, Role};
use promwright_finding::{ObjectId, Path, Place};
use promwright_kubernetes::object::{Kind, Object};
use serde::Serialize;

use experiment::Experiment;

pub use promwright_dialect::Cause;

pub use node::{Node, nodes, without};
pub use unused::{Reason, Unused};

/// Where the lines of one configuration come from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Provenance {
    /// The sources of each line, in the order of the lines; none for a line that is always written. Lines that were not asked
    /// about have none either.
    pub lines: Vec<Vec<Origin>>,
    /// The fields that are set and make no line. Looked for only where all lines are asked about.
    pub unused: Vec<Unused>,
}

/// A field that reaches a line: without it, the line would not be there or would say something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// How it reaches the line.
    pub cause: Cause,
    /// The object that has the field.
    pub object: ObjectId,
    /// The field.
    pub path: Path,
    /// Where it was written; `None` for what is in no text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// What is asked about. A host that never asks for everything, as a page, does not carry the code that answers it.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    about: About,
    answer: fn(&Experiment<'_>, &mut [Line]) -> Vec<Unused>,
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
        Self { about: About::All, answer: |experiment, lines| unused::find(experiment, experiment.trace(lines)) }
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

/// One of the objects that a configuration is rendered from, or that decide about it.
#[derive(Clone, Copy, Debug)]
pub struct Input<'i> {
    /// The object, as the API server stores it.
    pub object: &'i Object<'i>,
    /// Which of the sources it was read from; `None` for one that was assumed.
    pub source: Option<usize>,
}

/// What a configuration was rendered from.
#[derive(Clone, Copy)]
pub struct Subject<'i> {
    /// The dialect that rendered it.
    pub dialect: &'i dyn Dialect,
    /// The text of its main file.
    pub text: &'i str,
    /// The instance, as an index into the inputs.
    pub instance: usize,
    /// The resources that are part of it.
    pub accepted: &'i [&'i ObjectId],
    /// The version of Prometheus, in place of the one that the instance names.
    pub prometheus_version: Option<&'i str>,
    /// Whether nothing was assumed that is not among the inputs.
    pub strict: bool,
}

/// Answers a question about a configuration.
pub fn trace(inputs: &[Input<'_>], subject: Subject<'_>, question: Question) -> Provenance {
    let mut lines: Vec<Line> = subject.text.lines().map(|_| Line::default()).collect();
    let unused = Experiment::new(inputs, subject, question.about)
        .map_or_else(Vec::new, |experiment| (question.answer)(&experiment, &mut lines));
    let mut lines: Vec<_> = lines.into_iter().map(Line::origins).collect();
    put_specific_ones_first(&mut lines);
    Provenance { lines, unused }
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
            let is_around = |head: &Origin| origin.path.is_below(&head.path) && head.object == origin.object;
            self.heads.retain(|head| !is_around(head));
            self.heads.push(origin);
        }
    }

    /// A block is the source only of what no field within it is the source of.
    fn origins(self) -> Vec<Origin> {
        if self.leaves.is_empty() { self.heads } else { self.leaves }
    }
}

/// How a field reaches a line.
fn cause(subject: Subject<'_>, kind: Kind, node: &Node, is_about_jobs: bool) -> Cause {
    let is_instance = kind.custom().is_some_and(|kind| subject.dialect.role(kind) == Role::Instance);
    match kind {
        Kind::Secret | Kind::ConfigMap => Cause::Data,
        _ if !node.is_written => Cause::Default,
        _ if is_instance => subject.dialect.cause(&node.path, is_about_jobs),
        _ => Cause::Field,
    }
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
