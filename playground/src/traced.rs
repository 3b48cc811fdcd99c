//! What belongs together: fields of the manifests, and the lines of the configuration that they make.

use promwright_wasm::browser::{Origin, Question};

/// What is lit in both editors, and said in words. Every answer is a new one, even with the same places.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Traced {
    pub(crate) count: u32,
    /// Stretches of the manifests: from, to, from, to, and so on.
    pub(crate) places: Vec<u32>,
    /// Lines of the configuration, counted from 1.
    pub(crate) lines: Vec<u32>,
    pub(crate) words: String,
}

/// The most fields that are named.
const MOST: usize = 3;

impl Traced {
    /// From the answer to a question.
    pub(crate) fn new(count: u32, question: Question, origins: &[Origin]) -> Self {
        let places =
            origins.iter().filter_map(|origin| origin.range).flat_map(|range| [range.from, range.to]).collect();
        let (lines, words) = match (question, origins) {
            (Question::Line(line), origins) => (vec![line], format!("Line {line}: {}", fields(origins))),
            // Why a field makes no line is more than the answer tells.
            (Question::Place(_), []) => (Vec::new(), "Nothing here makes a line of this configuration.".to_owned()),
            (Question::Place(_), [origin, ..]) => {
                (origin.lines.clone(), format!("{} makes {}", field(origin), stretches(&origin.lines)))
            }
        };
        Self { count, places, lines, words }
    }
}

/// The fields that make a line.
fn fields(origins: &[Origin]) -> String {
    if origins.is_empty() {
        return "always written by the operator".to_owned();
    }
    let mut said: Vec<_> = origins.iter().take(MOST).map(field).collect();
    if origins.len() > MOST {
        said.push(format!("{} more", origins.len() - MOST));
    }
    said.join(", ")
}

fn field(Origin { cause, object, path, .. }: &Origin) -> String {
    let how = match cause.as_str() {
        "scrape-class" => " (scrape class)",
        "enforcement" => " (enforced)",
        "version" => " (version)",
        "default" => " (default of the API server)",
        _ => "",
    };
    format!("{path} of {object}{how}")
}

/// Lines in words: `line 3`, or `lines 3 to 5, 9`.
fn stretches(lines: &[u32]) -> String {
    let mut stretches = String::from(if lines.len() == 1 { "line " } else { "lines " });
    for (index, stretch) in lines.chunk_by(|line, next| line + 1 == *next).enumerate() {
        if index > 0 {
            stretches.push_str(", ");
        }
        if let (Some(first), Some(last)) = (stretch.first(), stretch.last()) {
            stretches.push_str(&first.to_string());
            if last > first {
                stretches.push_str(if *last == first + 1 { ", " } else { " to " });
                stretches.push_str(&last.to_string());
            }
        }
    }
    stretches
}
