//! Patterns that strings must match.

/// A pattern of the CRDs. The regular expression is part of the API server's messages; our own code matches it, so that no
/// regular expression engine is needed.
#[derive(Clone, Copy)]
pub struct Pattern {
    /// The expression, in Go's syntax, as the CRD writes it.
    pub expression: &'static str,
    /// Whether a string matches the expression.
    pub matches: fn(&str) -> bool,
    /// What such a string looks like, as an instruction; empty where the expression says it all.
    pub help: &'static str,
}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Pattern").field(&self.expression).finish()
    }
}
