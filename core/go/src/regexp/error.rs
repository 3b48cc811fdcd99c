//! Errors of regular expressions.

use std::fmt;

/// A rejected expression. Displays as Go's message, word for word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What is wrong.
    pub code: ErrorCode,
    /// The part of the expression that is wrong, or all of it.
    pub expression: String,
}

impl Error {
    pub(super) fn new(code: ErrorCode, expression: &str) -> Self {
        Self { code, expression: expression.to_owned() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error parsing regexp: {}: `{}`", self.code, self.expression)
    }
}

impl std::error::Error for Error {}

/// The kinds of errors: the codes of regexp/syntax that can occur in UTF-8 text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorCode {
    /// A range whose end is before its start, or an unknown class: `[z-a]`, `[[:foo:]]`, `\p{Nope}`.
    InvalidCharRange,
    /// `\8`, `\Z`, `\x{110000}`.
    InvalidEscape,
    /// A capturing group whose name has other characters than ASCII letters, digits and underscores.
    InvalidNamedCapture,
    /// A group that begins with `(?` and something unknown; this includes look-around.
    InvalidPerlOp,
    /// A repetition of a repetition: `a**`.
    InvalidRepeatOp,
    /// A count above 1000, by itself or multiplied by those inside it, or a maximum below its minimum.
    InvalidRepeatSize,
    /// A `[` without its `]`.
    MissingBracket,
    /// A `(` without its `)`.
    MissingParen,
    /// A repetition of nothing: `*`, `(+`, `|?`.
    MissingRepeatArgument,
    /// A `\` with nothing after it.
    TrailingBackslash,
    /// A `)` without its `(`.
    UnexpectedParen,
    /// Groups and repetitions more than 1000 levels deep.
    NestingDepth,
    /// A program, or the classes in it, larger than 128 MiB.
    Large,
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InvalidCharRange => "invalid character class range",
            Self::InvalidEscape => "invalid escape sequence",
            Self::InvalidNamedCapture => "invalid named capture",
            Self::InvalidPerlOp => "invalid or unsupported Perl syntax",
            Self::InvalidRepeatOp => "invalid nested repetition operator",
            Self::InvalidRepeatSize => "invalid repeat count",
            Self::MissingBracket => "missing closing ]",
            Self::MissingParen => "missing closing )",
            Self::MissingRepeatArgument => "missing argument to repetition operator",
            Self::TrailingBackslash => "trailing backslash at end of expression",
            Self::UnexpectedParen => "unexpected )",
            Self::NestingDepth => "expression nests too deeply",
            Self::Large => "expression too large",
        })
    }
}
