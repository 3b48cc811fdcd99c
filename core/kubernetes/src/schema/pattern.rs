//! Patterns that strings must match.

/// A pattern of the CRDs. The text of its expression is part of the API server's messages; matching is code of ours, so no
/// regular expression engine is needed.
#[derive(Clone, Copy)]
pub struct Pattern {
    /// The expression, in Go's syntax, as the CRD writes it.
    pub expression: &'static str,
    /// Whether a string matches the expression.
    pub matches: fn(&str) -> bool,
}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Pattern").field(&self.expression).finish()
    }
}
