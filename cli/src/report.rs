//! What is to be said, drawn for people or written as JSON for programs.

use std::fmt;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str};
use clap::{Args, ValueEnum};
use promwright_finding::ObjectId;
use promwright_finding::{Code, Diagnostic, Layer, Severity};
use serde::Serialize;

use crate::Status;
use crate::input::{Input, Inputs};
use crate::lines::Lines;
use crate::progress::Progress;
use crate::threads::Threads;

/// How to report.
#[derive(Args, Debug)]
#[command(next_help_heading = "Report")]
pub(crate) struct Manner {
    /// How to write what is found
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Format,
    /// Leave out information and progress: report errors and warnings alone
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Work with this many threads: as many as there are cores where it is not set
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

impl Manner {
    /// The threads to work with. How far they are is shown unless the command is to be quiet.
    pub(crate) fn threads(&self) -> Threads {
        let progress = if self.quiet { Progress::hidden() } else { Progress::on_terminal() };
        Threads::new(self.jobs, progress)
    }
}

/// How to write what is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For programs: one object on standard output
    Json,
}

/// What fails the command besides errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deny {
    /// Warnings
    Warnings,
}

/// Lines that are longer than this many bytes are not drawn: a manifest in JSON may be a single line.
const LONGEST_LINE: usize = 10_000;

/// What is to be said about the inputs.
#[derive(Debug)]
pub(crate) struct Report<'r> {
    inputs: &'r Inputs,
    /// The lines of each text.
    lines: Vec<Lines<'r>>,
    diagnostics: Vec<&'r Diagnostic>,
    denies_warnings: bool,
}

impl<'r> Report<'r> {
    /// A report of diagnostics whose places are places in the inputs.
    pub(crate) fn new(inputs: &'r Inputs, diagnostics: &'r [Diagnostic], manner: &Manner, deny: Option<Deny>) -> Self {
        let is_shown = |diagnostic: &&Diagnostic| !manner.quiet || diagnostic.severity > Severity::Information;
        Self {
            inputs,
            lines: inputs.texts.iter().map(|text| Lines::new(&text.text)).collect(),
            diagnostics: diagnostics.iter().filter(is_shown).collect(),
            denies_warnings: deny == Some(Deny::Warnings),
        }
    }

    /// What the command ends with.
    pub(crate) fn status(&self) -> Status {
        let least = if self.denies_warnings { Severity::Warning } else { Severity::Error };
        if !self.inputs.unreadable.is_empty() {
            Status::Unusable
        } else if self.diagnostics.iter().any(|diagnostic| diagnostic.severity >= least) {
            Status::Errors
        } else {
            Status::Fine
        }
    }

    /// Draws every diagnostic with its line and a caret. The output is expected to drop colours where they do not belong.
    pub(crate) fn draw(&self, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let renderer = Renderer::styled();
        for diagnostic in &self.diagnostics {
            let level = match diagnostic.severity {
                Severity::Error => Level::ERROR,
                Severity::Warning => Level::WARNING,
                Severity::Information => Level::INFO,
            };
            let title = level.primary_title(&diagnostic.message).id(diagnostic.code.name());
            let help = diagnostic.help.as_deref().map(normalize_untrusted_str);
            let help = help.map(|help| Element::from(Level::HELP.message(help)));
            let group: Group<'_> = title.elements(self.excerpt(diagnostic).into_iter().chain(help));
            writeln!(out, "{}\n", renderer.render(&[group]))?;
        }
        Ok(())
    }

    /// How many errors and warnings there are, in words.
    pub(crate) fn summary(&self) -> String {
        let count = |severity, name: &str| {
            let count = self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
            format!("{count} {name}{}", if count == 1 { "" } else { "s" })
        };
        format!("{}, {}", count(Severity::Error, "error"), count(Severity::Warning, "warning"))
    }

    /// The diagnostics with their places in lines and columns.
    pub(crate) fn located(&self) -> Vec<Located<'_>> {
        let located = |diagnostic: &&'r Diagnostic| Located {
            code: diagnostic.code,
            severity: diagnostic.severity,
            layer: diagnostic.layer,
            object: diagnostic.object.as_ref(),
            path: &diagnostic.path,
            place: diagnostic.place.and_then(|place| self.locate(place)),
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
        };
        self.diagnostics.iter().map(located).collect()
    }

    /// A place in lines and columns.
    pub(crate) fn locate(&self, place: promwright_finding::Place) -> Option<LocatedPlace<'_>> {
        self.place(place).map(|place| place.located())
    }

    fn place(&self, place: promwright_finding::Place) -> Option<Place<'_>> {
        let input = self.inputs.texts.get(place.source)?;
        let lines = self.lines.get(place.source)?;
        Some(Place { input, lines, bytes: place.span.start as usize..place.span.end as usize })
    }

    /// The first line of what a diagnostic is about.
    fn excerpt(&self, diagnostic: &Diagnostic) -> Option<Element<'_>> {
        let place = self.place(diagnostic.place?)?;
        let (line, column) = place.lines.line_and_column(place.bytes.start);
        let Some((start, text)) = place.lines.line(place.bytes.start, LONGEST_LINE) else {
            return Some(Origin::path(&place.input.name).line(line).char_column(column).into());
        };
        let within = |at: usize| at.saturating_sub(start).min(text.len());
        let span = within(place.bytes.start)..within(place.bytes.end);
        let annotation = AnnotationKind::Primary.span(span);
        Some(Snippet::source(text).line_start(line).path(&place.input.name).annotation(annotation).into())
    }
}

/// Where something stands.
#[derive(Debug)]
struct Place<'r> {
    input: &'r Input,
    lines: &'r Lines<'r>,
    bytes: Range<usize>,
}

impl<'r> Place<'r> {
    fn located(&self) -> LocatedPlace<'r> {
        let (line, column) = self.lines.line_and_column(self.bytes.start);
        let (end_line, end_column) = self.lines.line_and_column(self.bytes.end);
        LocatedPlace { file: &self.input.name, line, column, end_line, end_column }
    }
}

/// A diagnostic as programs see it.
#[derive(Debug, Serialize)]
pub(crate) struct Located<'r> {
    code: Code,
    severity: Severity,
    layer: Layer,
    #[serde(skip_serializing_if = "Option::is_none")]
    object: Option<&'r ObjectId>,
    #[serde(skip_serializing_if = "str::is_empty")]
    path: &'r str,
    #[serde(flatten)]
    place: Option<LocatedPlace<'r>>,
    message: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'r str>,
}

/// A place as programs see it: lines and columns are counted from 1, columns in characters, and the end is the first column
/// that does not belong to it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LocatedPlace<'r> {
    file: &'r str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl fmt::Display for LocatedPlace<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}
