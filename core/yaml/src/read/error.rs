//! Errors in a text, in the words of the libraries that Kubernetes reads it with.

use std::fmt::{self, Display, Formatter};

use super::limits::MAX_DUPLICATE_KEYS;
use crate::value::Span;

/// Why a document could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The message of go-yaml v2, sigs.k8s.io/yaml or encoding/json, including its prefix.
    ///
    /// A line number in it counts from the start of the document, and from 0 for errors of go-yaml's parser (its scanner counts
    /// from 1). To show people the position, use `span`.
    pub message: String,
    /// Where reading stopped.
    pub span: Span,
}

impl ReadError {
    pub(super) fn new(message: impl Into<String>, span: Span) -> Self {
        Self { message: message.into(), span }
    }

    /// The message without the library's name and line number.
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

/// A key that is set twice in one mapping. Reading accepts it, strict reading rejects it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuplicateKey {
    /// go-yaml's message (`line 4: key "a" already set in map`). Its line counts from 1 at the start of the document and is
    /// that of the value.
    pub message: String,
    /// The repeated key. Its value is the one that counts.
    pub span: Span,
    /// The key before it that it repeats.
    pub first: Span,
}

/// The duplicate keys of the documents of one text: the first ones, and the number of the others.
#[derive(Debug, Default)]
pub(super) struct DuplicateKeys {
    /// Those of the current document.
    found: Vec<DuplicateKey>,
    /// The number of further ones in this document.
    more: usize,
    /// The number kept for the documents before it.
    before: usize,
}

impl DuplicateKeys {
    /// Adds a duplicate key. It is created only if there is room for it.
    pub(super) fn add(&mut self, duplicate: impl FnOnce() -> DuplicateKey) {
        if self.before + self.found.len() < MAX_DUPLICATE_KEYS {
            self.found.push(duplicate());
        } else {
            self.more += 1;
        }
    }

    /// Ends a document. Returns its duplicate keys, and the number of further ones.
    pub(super) fn finish_document(&mut self) -> (Vec<DuplicateKey>, usize) {
        self.before += self.found.len();
        (std::mem::take(&mut self.found), std::mem::take(&mut self.more))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reason_is_the_message_without_library_and_line() {
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
