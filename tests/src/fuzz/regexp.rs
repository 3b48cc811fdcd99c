//! Regular expressions.

use std::str;

use promwright_go::regexp;

/// The most that a message says of its own, in bytes: the rest is a part of the expression.
const WORDS: usize = 100;

/// Checks any text as a regular expression. The message quotes the expression at most once.
pub fn regexp(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    if let Err(error) = regexp::check(text) {
        assert!(error.to_string().len() <= text.len() + WORDS, "{error}");
    }
}
