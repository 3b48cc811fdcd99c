//! Lexical parts of an expression: counts, escapes, code points.

use super::class::{MAX_RUNE, Rune};
use super::error::{Error, ErrorCode};

/// Parses `{2}`, `{2,}` or `{2,3}` and returns the text after it; `None` if the text is not a repetition. A count that is too
/// large for the type is saturated.
pub(super) fn counts(text: &str) -> Option<(u32, Option<u32>, &str)> {
    let (min, rest) = number(text.strip_prefix('{')?)?;
    let (max, rest) = match rest.strip_prefix(',') {
        None => (Some(min), rest),
        Some(rest) if rest.starts_with('}') => (None, rest),
        Some(rest) => {
            let (max, rest) = number(rest)?;
            (Some(max), rest)
        }
    };
    Some((min, max, rest.strip_prefix('}')?))
}

/// Parses a decimal number without leading zeros.
fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    if digits.is_empty() || (digits.len() > 1 && digits.starts_with('0')) {
        return None;
    }
    Some((digits.parse().unwrap_or(u32::MAX), rest))
}

/// Parses one code point in the brackets that start at `whole`.
pub(super) fn class_rune<'p>(text: &'p str, whole: &str) -> Result<(Rune, &'p str), Error> {
    if text.is_empty() {
        return Err(Error::new(ErrorCode::MissingBracket, whole));
    }
    if text.starts_with('\\') { escape(text) } else { Ok(next_rune(text)) }
}

/// Parses an escape of one code point. The text starts with its backslash.
pub(super) fn escape(text: &str) -> Result<(Rune, &str), Error> {
    let rest = text.strip_prefix('\\').unwrap_or(text);
    if rest.is_empty() {
        return Err(Error::new(ErrorCode::TrailingBackslash, ""));
    }
    let (rune, mut rest) = next_rune(rest);
    let octal = |text: &str| text.bytes().next().filter(|byte| matches!(byte, b'0'..=b'7'));
    let rune = match char::from_u32(rune) {
        // A single digit would be a back reference, which Go does not support.
        Some(first @ '0'..='7') if first == '0' || octal(rest).is_some() => {
            let mut value = rune - u32::from('0');
            for _ in 0..2 {
                let Some(digit) = octal(rest) else { break };
                value = value * 8 + u32::from(digit - b'0');
                rest = rest.get(1..).unwrap_or_default();
            }
            Some(value)
        }
        Some('x') => {
            let (value, after) = hexadecimal(rest);
            rest = after;
            value
        }
        Some('a') => Some(0x07),
        Some('f') => Some(0x0c),
        Some('n') => Some(0x0a),
        Some('r') => Some(0x0d),
        Some('t') => Some(0x09),
        Some('v') => Some(0x0b),
        Some(c) if c.is_ascii() && !c.is_ascii_alphanumeric() => Some(rune),
        _ => None,
    };
    match rune {
        Some(rune) => Ok((rune, rest)),
        None => Err(Error::new(ErrorCode::InvalidEscape, between(text, rest))),
    }
}

/// Parses what follows `\x`, two digits or any number of them in braces. Returns the text after it.
fn hexadecimal(text: &str) -> (Option<Rune>, &str) {
    let digit = |rune: Rune| char::from_u32(rune).and_then(|c| c.to_digit(16));
    if text.is_empty() {
        return (None, text);
    }
    let Some(mut rest) = text.strip_prefix('{') else {
        let (high, rest) = next_rune(text);
        let (low, rest) = next_rune(rest);
        return (digit(high).zip(digit(low)).map(|(high, low)| high * 16 + low), rest);
    };
    let mut value = None;
    while !rest.is_empty() {
        let (rune, after) = next_rune(rest);
        rest = after;
        if rune == u32::from('}') {
            return (value, rest);
        }
        match digit(rune).map(|digit| value.unwrap_or(0) * 16 + digit) {
            Some(next) if next <= MAX_RUNE => value = Some(next),
            _ => break,
        }
    }
    (None, rest)
}

/// The first code point and the text after it. As upstream, returns the replacement character if there is none.
pub(super) fn next_rune(text: &str) -> (Rune, &str) {
    let mut chars = text.chars();
    let rune = chars.next().unwrap_or(char::REPLACEMENT_CHARACTER);
    (rune.into(), chars.as_str())
}

/// The part of `start` before `end`, which must be its suffix.
pub(super) fn between<'p>(start: &'p str, end: &str) -> &'p str {
    start.len().checked_sub(end.len()).and_then(|length| start.get(..length)).unwrap_or(start)
}
