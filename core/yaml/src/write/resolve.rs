//! The type that a plain scalar would resolve to. A string that would resolve to another type must be quoted.

use std::borrow::Cow;

use promwright_go::float;

/// Whether readers of YAML 1.1 read this plain scalar as a string: neither gopkg.in/yaml.v2's `resolve` (without a tag) nor the
/// sexagesimal notation (`190:20:30`, which yaml.v2 does not read but quotes for other readers) gives it another type.
#[inline]
pub(super) fn reads_as_string(text: &str) -> bool {
    match text.as_bytes() {
        [] => false,
        [b'0'..=b'9' | b'+' | b'-', ..] => {
            !(is_named(text) || is_timestamp(text) || is_number(text) || is_base_60(text))
        }
        [b'.', ..] => !(is_named(text) || is_dotted_float(text)),
        [b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' | b'~', ..] => !is_named(text),
        _ => true,
    }
}

/// Words for booleans, null, and floats without digits.
fn is_named(text: &str) -> bool {
    match text.len() {
        1 => matches!(text, "y" | "Y" | "n" | "N" | "~"),
        2 => matches!(text, "on" | "On" | "ON" | "no" | "No" | "NO"),
        3 => matches!(text, "yes" | "Yes" | "YES" | "off" | "Off" | "OFF"),
        4 => matches!(
            text,
            "true" | "True" | "TRUE" | "null" | "Null" | "NULL" | ".nan" | ".NaN" | ".NAN" | ".inf" | ".Inf" | ".INF"
        ),
        5 => matches!(text, "false" | "False" | "FALSE" | "+.inf" | "+.Inf" | "+.INF" | "-.inf" | "-.Inf" | "-.INF"),
        _ => false,
    }
}

/// Whether a text is an integer or a float, ignoring underscores.
fn is_number(text: &str) -> bool {
    let digits = without_underscores(text);
    is_integer(&digits) || is_float(&digits) || is_signed_binary(&digits)
}

/// A text without its underscores, which may be anywhere in a number.
fn without_underscores(text: &str) -> Cow<'_, str> {
    if text.contains('_') { Cow::Owned(text.replace('_', "")) } else { Cow::Borrowed(text) }
}

/// What Go's `strconv.ParseInt(text, 0, 64)` or `ParseUint` accepts: decimal, `0x`, `0o`, `0b`, or octal after a `0`.
fn is_integer(text: &str) -> bool {
    let (limit, digits) = match text.as_bytes().first() {
        Some(b'-') => (1 << 63, text.get(1..).unwrap_or_default()),
        Some(b'+') => ((1 << 63) - 1, text.get(1..).unwrap_or_default()),
        _ => (u64::MAX, text),
    };
    let (radix, digits) = match digits.as_bytes() {
        [b'0', b'x' | b'X', _, ..] => (16, digits.get(2..)),
        [b'0', b'o' | b'O', _, ..] => (8, digits.get(2..)),
        [b'0', b'b' | b'B', _, ..] => (2, digits.get(2..)),
        [b'0', _, ..] => (8, digits.get(1..)),
        _ => (10, Some(digits)),
    };
    digits.is_some_and(|digits| is_unsigned(digits, radix, limit))
}

/// Whether a text is only digits, of a number up to `limit`.
fn is_unsigned(digits: &str, radix: u32, limit: u64) -> bool {
    !digits.starts_with('+') && u64::from_str_radix(digits, radix).is_ok_and(|value| value <= limit)
}

/// Whether a text is `0b` followed by a sign and digits, which yaml.v2 also reads as an integer.
fn is_signed_binary(text: &str) -> bool {
    match text.as_bytes() {
        [b'0', b'b', b'-', ..] => is_unsigned(text.get(3..).unwrap_or_default(), 2, 1 << 63),
        [b'0', b'b', b'+', ..] => is_unsigned(text.get(3..).unwrap_or_default(), 2, (1 << 63) - 1),
        _ => false,
    }
}

/// Whether a text is a decimal float in the range of 64 bits: `1`, `1.`, `.5`, `1e3`.
fn is_float(text: &str) -> bool {
    float::parse(text).is_some_and(f64::is_finite)
}

/// Whether a text is a float that starts with its point. Here Go's `strconv.ParseFloat` requires every underscore to be between
/// two digits.
fn is_dotted_float(text: &str) -> bool {
    let mut parts = text.split('_').peekable();
    while let Some(part) = parts.next() {
        let Some(next) = parts.peek() else { break };
        let between = part.ends_with(|c: char| c.is_ascii_digit()) && next.starts_with(|c: char| c.is_ascii_digit());
        if !between {
            return false;
        }
    }
    is_float(&without_underscores(text))
}

/// Whether a text is a float in base 60, `[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?` (`isBase60Float`).
fn is_base_60(text: &str) -> bool {
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (places, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut places = places.split(':');
    let whole = places.next().unwrap_or_default();
    let digit_or_underscore = |byte: u8| byte.is_ascii_digit() || byte == b'_';
    let mut sixties = 0;
    whole.starts_with(|c: char| c.is_ascii_digit())
        && whole.bytes().all(digit_or_underscore)
        && fraction.bytes().all(digit_or_underscore)
        && places.all(|place| {
            sixties += 1;
            matches!(place.as_bytes(), [b'0'..=b'9'] | [b'0'..=b'5', b'0'..=b'9'])
        })
        && sixties > 0
}

/// Whether a text is a date, or a date and time, in the layouts that yaml.v2 tries (`parseTimestamp`), by the rules of Go's
/// `time.Parse`: `2006-1-2`, `2006-1-2T15:4:5.9Z07:00` (or `t`), `2006-1-2 15:4:5.9`.
fn is_timestamp(text: &str) -> bool {
    fn date(text: &[u8]) -> Option<&[u8]> {
        let [a @ b'0'..=b'9', b @ b'0'..=b'9', c @ b'0'..=b'9', d @ b'0'..=b'9', b'-', rest @ ..] = text else {
            return None;
        };
        let year = [a, b, c, d].into_iter().fold(0, |year, digit| year * 10 + u32::from(digit - b'0'));
        let (month, rest) = number(rest)?;
        let (day, rest) = number(rest.strip_prefix(b"-")?)?;
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            2 => 28 + u32::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        (1..=days).contains(&day).then_some(rest)
    }
    fn time(text: &[u8]) -> Option<&[u8]> {
        let (hour, rest) = number(text)?;
        let (minute, rest) = number(rest.strip_prefix(b":")?)?;
        let (second, rest) = number(rest.strip_prefix(b":")?)?;
        let rest = match rest {
            [b'.' | b',', fraction @ ..] if fraction.first().is_some_and(u8::is_ascii_digit) => {
                fraction.get(fraction.iter().take_while(|byte| byte.is_ascii_digit()).count()..)?
            }
            _ => rest,
        };
        (hour < 24 && minute < 60 && second < 60).then_some(rest)
    }
    fn is_zone(text: &[u8]) -> bool {
        let [b'+' | b'-', a @ b'0'..=b'9', b @ b'0'..=b'9', b':', c @ b'0'..=b'9', d @ b'0'..=b'9'] = text else {
            return text == b"Z";
        };
        // Upstream accepts offsets of 24 hours and of 60 minutes.
        [*a, *b] <= *b"24" && [*c, *d] <= *b"60"
    }
    /// Splits off one or two digits.
    fn number(text: &[u8]) -> Option<(u32, &[u8])> {
        match text {
            [a @ b'0'..=b'9', b @ b'0'..=b'9', rest @ ..] => {
                Some((u32::from(a - b'0') * 10 + u32::from(b - b'0'), rest))
            }
            [a @ b'0'..=b'9', rest @ ..] => Some((u32::from(a - b'0'), rest)),
            _ => None,
        }
    }
    /// The text after any leading blanks.
    fn after_blanks(text: &[u8]) -> &[u8] {
        text.get(text.iter().take_while(|&&byte| byte == b' ').count()..).unwrap_or_default()
    }
    match date(text.as_bytes()) {
        Some([]) => true,
        Some([b'T' | b't', rest @ ..]) => time(rest).is_some_and(is_zone),
        Some([b' ', rest @ ..]) => time(after_blanks(rest)).is_some_and(<[u8]>::is_empty),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_of_other_types_do_not_read_as_strings() {
        for text in [
            "",
            "~",
            "y",
            "N",
            "yes",
            "Off",
            "TRUE",
            "null",
            ".inf",
            "-.INF",
            "+.Inf",
            ".NaN",
            "0",
            "-1",
            "+12",
            "1_000",
            "0x1F",
            "-0XfF",
            "0o17",
            "017",
            "0b101",
            "-0b1",
            "0b-1",
            "0b+1",
            "08",
            "18446744073709551615",
            "99999999999999999999",
            "1.",
            "1.5",
            "-.5",
            ".5",
            ".1_0",
            "1e3",
            "1.e-5",
            "1__",
            "190:20:30",
            "1:5",
            "-1_0:5:59.5_",
            "2001-1-2",
            "2001-12-14T21:59:43.10-05:00",
            "2001-12-14t1:2:3Z",
            "2001-12-14   21:59:43,5",
            "2000-02-29",
            "2001-01-01T00:00:00+24:60",
        ] {
            assert!(!reads_as_string(text), "{text:?}");
        }
    }

    #[test]
    fn lookalikes_read_as_strings() {
        for text in [
            "a",
            "yEs",
            "nULL",
            "nope",
            "oN",
            "<<",
            "=",
            "-",
            "+",
            ".",
            "..",
            ".inF",
            "+.nan",
            "inf",
            "nan",
            "+inf",
            "-nan",
            "0x",
            "0b",
            "0b2",
            "0x1G",
            "-0b-1",
            "0b--1",
            "0xFFFFFFFFFFFFFFFFF",
            "1e999",
            ".5e999",
            "1e",
            "e1",
            "1e5.5",
            "._5",
            ".5_",
            ".1__0",
            "1:60",
            "1:5:",
            "1:123",
            "5m",
            "30s",
            "10.0.0.1",
            "1.2.3",
            "2001-2-29",
            "2001-13-1",
            "2001-1-1 24:0:0",
            "2001-1-1 1:2",
            "2001-1-1T1:2:3",
            "2001-1-1T1:2:3+25:00",
            "2001-1-1 ",
            "201-1-1",
            "1_2-1",
            "_1",
            "-_",
        ] {
            assert!(reads_as_string(text), "{text:?}");
        }
    }
}
