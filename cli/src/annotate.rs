//! `promwright render --explain`: each line with the fields that it comes from, and the fields that reach no line.

use std::fmt::Write;

use promwright_core::evaluate::Traced;
use promwright_core::provenance::{Cause, Origin, Provenance, Unused};
use promwright_finding::Place;

use crate::input::Inputs;
use crate::lines::Lines;

/// Longer lines push their comment to the right.
const WIDEST: usize = 64;
/// The most fields that are named beside one line.
const MOST_ORIGINS: usize = 3;

/// The inputs, and their lines.
pub(crate) struct Places<'i> {
    inputs: &'i Inputs,
    lines: Vec<Lines<'i>>,
}

/// The text of a configuration, with comments.
pub(crate) fn annotated(configuration: &Traced, text: &str, inputs: &Places<'_>) -> String {
    let Some(Provenance { lines, unused }) = &configuration.provenance else { return text.to_owned() };
    let width = text.lines().map(|line| line.chars().count()).filter(|width| *width <= WIDEST).max().unwrap_or(0);
    let mut annotated = String::new();
    for (line, origins) in text.lines().zip(lines) {
        let mut said: Vec<String> = origins.iter().take(MOST_ORIGINS).map(|origin| described(origin, inputs)).collect();
        match origins.len().checked_sub(MOST_ORIGINS) {
            Some(more @ 1..) => said.push(format!("{more} more")),
            _ if said.is_empty() => said.push("written for every configuration".to_owned()),
            _ => {}
        }
        let _ = writeln!(annotated, "{line:width$}  # {}", said.join(", "));
    }
    if !unused.is_empty() {
        annotated.push_str("\n# Fields that reach no line:\n");
    }
    for Unused { object, path, place, reason } in unused {
        let _ = writeln!(
            annotated,
            "#   {}{path} of {object}: {reason}",
            place.map(|place| inputs.position(place)).unwrap_or_default()
        );
    }
    annotated
}

/// A field in a few words: its place and, unless it is plain, how it makes the line.
fn described(origin: &Origin, inputs: &Places<'_>) -> String {
    let Origin { cause, object, path, place } = origin;
    let how = match cause {
        Cause::Field | Cause::Data => "",
        Cause::ScrapeClass => " (scrape class)",
        Cause::Enforcement => " (enforced)",
        Cause::Version => " (version)",
        Cause::Default => " (API server default)",
    };
    match place {
        Some(place) => format!("{}{path}{how}", inputs.position(*place)),
        None => format!("{path} of {object}{how}"),
    }
}

impl<'i> Places<'i> {
    pub(crate) fn new(inputs: &'i Inputs) -> Self {
        Self { inputs, lines: inputs.texts.iter().map(|input| Lines::new(&input.text)).collect() }
    }

    /// `FILE:LINE ` of a place, or `line LINE ` if there is one input.
    fn position(&self, Place { source, span }: Place) -> String {
        let line = self.lines.get(source).map_or(0, |lines| lines.line_and_column(span.start as usize).0);
        match self.inputs.texts.as_slice() {
            [_] => format!("line {line} "),
            texts => format!("{}:{line} ", texts.get(source).map_or("", |input| &input.name)),
        }
    }
}
