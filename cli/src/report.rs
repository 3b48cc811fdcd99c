//! Findings, drawn for people or written as JSON for programs.

use std::fmt;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str};
use clap::{Args, ValueEnum};
use promwright_finding::{Finding, Layer, ObjectId, Path, Place, Rule, Severity};
use serde::Serialize;

use crate::Status;
use crate::input::{Input, Inputs};
use crate::lines::Lines;
use crate::progress::Progress;
use crate::threads::Threads;

/// How to report.
#[derive(Args, Debug)]
#[command(next_help_heading = "Report")]
pub(crate) struct ReportArguments {
    /// Output format of findings
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Format,
    /// Report only errors and warnings: no information, no progress
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Number of threads; default: all cores
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

impl ReportArguments {
    /// The threads to work with. Their progress is shown unless the command is quiet.
    pub(crate) fn threads(&self) -> Threads {
        let progress = if self.quiet { Progress::hidden() } else { Progress::on_terminal() };
        Threads::new(self.jobs, progress)
    }
}

/// Output format of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For programs: one object on standard output
    Json,
}

/// What is an error besides errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deny {
    /// Warnings
    Warnings,
}

/// Lines that are longer than this many bytes are not drawn: a manifest in JSON may be a single line.
const LONGEST_LINE: usize = 10_000;

/// The findings about the inputs.
#[derive(Debug)]
pub(crate) struct Report<'r> {
    inputs: &'r Inputs,
    /// The lines of each text.
    lines: Vec<Lines<'r>>,
    findings: Vec<&'r Finding>,
    denies_warnings: bool,
}

impl<'r> Report<'r> {
    /// A report of findings whose places are places in the inputs.
    pub(crate) fn new(
        inputs: &'r Inputs,
        findings: &'r [Finding],
        arguments: &ReportArguments,
        deny: Option<Deny>,
    ) -> Self {
        let is_shown = |finding: &&Finding| !arguments.quiet || finding.severity > Severity::Information;
        Self {
            inputs,
            lines: inputs.texts.iter().map(|text| Lines::new(&text.text)).collect(),
            findings: findings.iter().filter(is_shown).collect(),
            denies_warnings: deny == Some(Deny::Warnings),
        }
    }

    /// The exit status.
    pub(crate) fn status(&self) -> Status {
        let least = if self.denies_warnings { Severity::Warning } else { Severity::Error };
        if !self.inputs.unreadable.is_empty() {
            Status::Unusable
        } else if self.findings.iter().any(|finding| finding.severity >= least) {
            Status::Errors
        } else {
            Status::Fine
        }
    }

    /// Draws every finding with its line and a caret. The output is expected to drop colors where they do not belong.
    pub(crate) fn draw(&self, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let renderer = Renderer::styled();
        for finding in &self.findings {
            let level = match finding.severity {
                Severity::Error => Level::ERROR,
                Severity::Warning => Level::WARNING,
                Severity::Information => Level::INFO,
            };
            let title = level.primary_title(normalize_untrusted_str(&finding.to_string())).id(finding.rule.code);
            let notes = notes(finding)
                .into_iter()
                .map(|note| Element::from(Level::NOTE.message(normalize_untrusted_str(&note))));
            let help = finding.help.as_deref().map(normalize_untrusted_str);
            let help = help.map(|help| Element::from(Level::HELP.message(help)));
            let group: Group<'_> = title.elements(self.excerpt(finding).into_iter().chain(notes).chain(help));
            writeln!(out, "{}\n", renderer.render(&[group]))?;
        }
        Ok(())
    }

    /// How many errors and warnings there are, in words.
    pub(crate) fn summary(&self) -> String {
        let count = |severity, name: &str| {
            let count = self.findings.iter().filter(|finding| finding.severity == severity).count();
            format!("{count} {name}{}", if count == 1 { "" } else { "s" })
        };
        format!("{}, {}", count(Severity::Error, "error"), count(Severity::Warning, "warning"))
    }

    /// The findings with their places in lines and columns.
    pub(crate) fn located(&self) -> Vec<LocatedFinding<'_>> {
        let located = |finding: &&'r Finding| LocatedFinding {
            code: finding.rule,
            severity: finding.severity,
            layer: finding.layer(),
            object: finding.object.as_ref(),
            path: &finding.path,
            instances: &finding.instances,
            place: finding.place.and_then(|place| self.locate(place)),
            message: &finding.message,
            says: finding.says.as_deref(),
            effect: finding.effect.as_deref(),
            help: finding.help.as_deref(),
            fix: finding.fix.as_ref().map(|fix| fix.title.as_str()),
        };
        self.findings.iter().map(located).collect()
    }

    /// A place in lines and columns.
    pub(crate) fn locate(&self, place: Place) -> Option<LocatedPlace<'_>> {
        self.place(place).map(|place| place.located())
    }

    fn place(&self, place: Place) -> Option<TextPlace<'_>> {
        let input = self.inputs.texts.get(place.source)?;
        let lines = self.lines.get(place.source)?;
        Some(TextPlace { input, lines, bytes: place.span.start as usize..place.span.end as usize })
    }

    /// The first line of what a finding is about.
    fn excerpt(&self, finding: &Finding) -> Option<Element<'_>> {
        let place = self.place(finding.place?)?;
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

/// A place in a text.
#[derive(Debug)]
struct TextPlace<'r> {
    input: &'r Input,
    lines: &'r Lines<'r>,
    bytes: Range<usize>,
}

impl<'r> TextPlace<'r> {
    fn located(&self) -> LocatedPlace<'r> {
        let (line, column) = self.lines.line_and_column(self.bytes.start);
        let (end_line, end_column) = self.lines.line_and_column(self.bytes.end);
        LocatedPlace { file: &self.input.name, line, column, end_line, end_column }
    }
}

/// The most instances that are named for one finding.
const MOST_INSTANCES: usize = 3;

/// What happens because of a finding, and what upstream says.
fn notes(finding: &Finding) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(effect) = &finding.effect {
        let named =
            finding.instances.iter().take(MOST_INSTANCES).map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let more = finding.instances.len().saturating_sub(MOST_INSTANCES);
        notes.push(match (named.is_empty(), more) {
            (true, _) => effect.clone(),
            (false, 0) => format!("{effect} ({named})"),
            (false, more) => format!("{effect} ({named} and {more} more)"),
        });
    }
    let who = match finding.layer() {
        Layer::Schema | Layer::Cel => "The API server",
        Layer::Operator => "prometheus-operator",
        Layer::Prometheus => "Prometheus",
        _ => return notes,
    };
    if let Some(says) = &finding.says
        && finding.severity == Severity::Error
    {
        notes.push(format!("{who} says: {says}"));
    }
    notes
}

/// A finding as programs see it.
#[derive(Debug, Serialize)]
pub(crate) struct LocatedFinding<'r> {
    code: &'r Rule,
    severity: Severity,
    layer: Layer,
    #[serde(skip_serializing_if = "Option::is_none")]
    object: Option<&'r ObjectId>,
    #[serde(skip_serializing_if = "Path::is_empty")]
    path: &'r Path,
    #[serde(skip_serializing_if = "<[ObjectId]>::is_empty")]
    instances: &'r [ObjectId],
    #[serde(flatten)]
    place: Option<LocatedPlace<'r>>,
    message: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    says: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    effect: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<&'r str>,
}

/// A place as programs see it. Lines and columns start at 1, columns count characters, and the end is exclusive.
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
