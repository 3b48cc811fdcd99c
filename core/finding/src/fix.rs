//! What to change so that a finding goes away.

use promwright_yaml::Span;
use serde::Serialize;

/// A change that removes the finding it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// The change as an instruction: `Rename to sourceLabels`.
    pub title: String,
    /// What to change. The value is the one at the finding's path.
    #[serde(skip)]
    pub change: Change,
    /// The change in the text, where there is one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<Edit>,
}

/// What a fix changes. Every one is safe: it does what the author meant for certain, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Gives the key another name.
    RenameKey(String),
    /// Replaces the string.
    Replace(String),
    /// Makes the value the only item of a list.
    WrapInList,
    /// Makes a string of the value as it is written.
    Quote,
}

/// A replacement of some bytes of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// Which of the sources, counted from 0.
    pub source: usize,
    /// The bytes to replace; empty for an insertion.
    pub span: Span,
    /// The text to put in their place.
    pub text: String,
}

impl Fix {
    /// A change whose place in the text is not known yet.
    pub fn new(title: impl Into<String>, change: Change) -> Self {
        Self { title: title.into(), change, edits: Vec::new() }
    }
}

/// Makes edits in a text, except those that overlap an earlier one, and counts those that are made. Equal edits are made once: the value
/// of an anchor has the findings of each alias.
pub fn apply<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> (String, usize) {
    let mut edits: Vec<_> = edits.into_iter().collect();
    edits.sort_by_key(|edit| edit.span);
    edits.dedup();
    let mut new = String::with_capacity(text.len());
    let mut end = 0;
    let mut count = 0;
    for edit in edits {
        let (start, stop) = (edit.span.start as usize, edit.span.end as usize);
        if start < end {
            continue;
        }
        new.push_str(text.get(end..start).unwrap_or_default());
        new.push_str(&edit.text);
        end = stop;
        count += 1;
    }
    new.push_str(text.get(end..).unwrap_or_default());
    (new, count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_edits_are_left_for_the_next_pass() {
        let edit = |start, end, text: &str| Edit { source: 0, span: Span { start, end }, text: text.to_owned() };
        let edits = [edit(4, 5, "Z"), edit(0, 1, "XY"), edit(0, 3, "no"), edit(4, 5, "Z")];
        assert_eq!(apply("abcde", &edits), ("XYbcdZ".to_owned(), 2));
    }
}
