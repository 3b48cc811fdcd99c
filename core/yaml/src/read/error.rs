//! What can be wrong with a text, in the words of the libraries that Kubernetes reads it with.

use std::fmt::{self, Display, Formatter};

use super::limits::MAX_FINDINGS;
use crate::value::Span;

/// Why a document could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The message of go-yaml v2, sigs.k8s.io/yaml or encoding/json, its prefix included.
    ///
    /// A line that it names counts from the start of the document, and from 0 where go-yaml's parser complains (its scanner
    /// counts from 1): tell people the place by `span`.
    pub message: String,
    /// Where reading stopped.
    pub span: Span,
}

impl ReadError {
    pub(super) fn new(message: impl Into<String>, span: Span) -> Self {
        Self { message: message.into(), span }
    }

    /// The message without the library's name and its idea of the line.
    pub fn reason(&self) -> &str {
        let reason = self.message.strip_prefix("yaml: ").unwrap_or(&self.message);
        let rest = reason.strip_prefix("line ").map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
        rest.and_then(|rest| rest.strip_prefix(": ")).unwrap_or(reason)
    }
}

impl Display for ReadError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ReadError {}

/// Something that reading forgives and strict reading refuses: a key that was set before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// go-yaml's message (`line 4: key "a" already set in map`); its line counts from 1 at the start of the document and is
    /// the value's.
    pub message: String,
    /// The key that is set again. Its value is the one that counts.
    pub span: Span,
    /// The same key where it was set before.
    pub first: Span,
}

/// The findings of the documents of one text: the first ones, and how many more there were.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// Those of the document that is being read.
    found: Vec<Finding>,
    /// How many more that document has.
    more: usize,
    /// How many the documents before it have.
    before: usize,
}

impl Findings {
    /// Adds a finding, which is made only where there is room for it.
    pub(super) fn add(&mut self, finding: impl FnOnce() -> Finding) {
        if self.before + self.found.len() < MAX_FINDINGS {
            self.found.push(finding());
        } else {
            self.more += 1;
        }
    }

    /// Ends a document: gives its findings, and how many more it has.
    pub(super) fn finish_document(&mut self) -> (Vec<Finding>, usize) {
        self.before += self.found.len();
        (std::mem::take(&mut self.found), std::mem::take(&mut self.more))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reason_is_what_remains_of_the_message() {
        for (message, reason) in [
            ("yaml: line 3: did not find expected key", "did not find expected key"),
            ("yaml: unknown anchor 'a' referenced", "unknown anchor 'a' referenced"),
            ("unexpected end of JSON input", "unexpected end of JSON input"),
            ("yaml: line up: x", "line up: x"),
        ] {
            assert_eq!(ReadError::new(message, Span::default()).reason(), reason);
        }
    }
}
