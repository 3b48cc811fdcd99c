//! What can be wrong with a text, in the words of the libraries that Kubernetes reads it with.

use std::fmt::{self, Display, Formatter};

use super::value::Span;

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
