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
