//! The trace between fields of the manifests and the lines of the configuration that they produce.

use promwright_wasm::browser::{Origin, Question};

/// What is highlighted in both editors, and the sentence about it. `count` distinguishes traces of the same ranges.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Traced {
    pub(crate) count: u32,
    /// The bounds of ranges in the manifests: from, to, from, to, and so on.
    pub(crate) bounds: Vec<u32>,
    /// Lines of the configuration, counted from 1.
    pub(crate) lines: Vec<u32>,
    pub(crate) text: String,
}

/// How many fields the sentence names at most.
const MAX_FIELDS: usize = 3;

impl Traced {
    /// The trace that answers a question.
    pub(crate) fn new(count: u32, question: Question, origins: &[Origin]) -> Self {
        let bounds =
            origins.iter().filter_map(|origin| origin.range).flat_map(|range| [range.from, range.to]).collect();
        let (lines, text) = match (question, origins) {
            (Question::Line(line), origins) => (vec![line], format!("Line {line}: {}", fields(origins))),
            // The answer does not say why a field is unused.
            (Question::Place(_), []) => (Vec::new(), "Nothing here reaches a line of the configuration.".to_owned()),
            (Question::Place(_), [origin, ..]) => {
                (origin.lines.clone(), format!("{} produces {}", field(origin), line_ranges(&origin.lines)))
            }
        };
        Self { count, bounds, lines, text }
    }
}

/// The fields that produce a line.
fn fields(origins: &[Origin]) -> String {
    if origins.is_empty() {
        return "written for every configuration".to_owned();
    }
    let mut fields: Vec<_> = origins.iter().take(MAX_FIELDS).map(field).collect();
    if origins.len() > MAX_FIELDS {
        fields.push(format!("{} more", origins.len() - MAX_FIELDS));
    }
    fields.join(", ")
}

fn field(Origin { cause, object, path, .. }: &Origin) -> String {
    let suffix = match cause.as_str() {
        "scrape-class" => " (scrape class)",
        "enforcement" => " (enforced)",
        "version" => " (Prometheus version)",
        "default" => " (API server default)",
        _ => "",
    };
    format!("{path} of {object}{suffix}")
}

/// Formats line numbers: `line 3`, or `lines 3 to 5, 9`.
fn line_ranges(lines: &[u32]) -> String {
    let mut text = String::from(if lines.len() == 1 { "line " } else { "lines " });
    for (index, range) in lines.chunk_by(|line, next| line + 1 == *next).enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        if let (Some(first), Some(last)) = (range.first(), range.last()) {
            text.push_str(&first.to_string());
            if last > first {
                text.push_str(if *last == first + 1 { ", " } else { " to " });
                text.push_str(&last.to_string());
            }
        }
    }
    text
}
