//! Plain scalars in YAML 1.1 as go-yaml v2 resolves them: `yes` is a boolean, `0o17` an integer, a date a string.

use std::borrow::Cow;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::number;

/// Base64 as Go's `base64.StdEncoding` decodes it: padded, with stray bits at the end ignored.
pub const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireCanonical),
);

/// The prefix of YAML's own tags, abbreviated `!!`.
const YAML_TAG: &str = "tag:yaml.org,2002:";

/// The value of a scalar.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Scalar<'a> {
    Null,
    Bool(bool),
    Int(i64),
    /// An integer beyond [`i64::MAX`].
    Uint(u64),
    Float(f64),
    String(Cow<'a, str>),
    /// A date or time, as its text.
    Timestamp(Cow<'a, str>),
    /// The content of `!!binary`, if it is not UTF-8.
    Bytes(Vec<u8>),
}

impl Scalar<'_> {
    /// The tag that go-yaml uses in its messages.
    pub(super) fn tag(&self) -> &'static str {
        match self {
            Scalar::Null => "!!null",
            Scalar::Bool(_) => "!!bool",
            Scalar::Int(_) | Scalar::Uint(_) => "!!int",
            Scalar::Float(_) => "!!float",
            Scalar::String(_) => "!!str",
            Scalar::Timestamp(_) => "!!timestamp",
            Scalar::Bytes(_) => "!!binary",
        }
    }
}

/// A tag as messages show it: `!!str` for `tag:yaml.org,2002:str`.
pub(super) fn short_tag(tag: &str) -> Cow<'_, str> {
    match tag.strip_prefix(YAML_TAG) {
        Some(name) => Cow::Owned(format!("!!{name}")),
        None => Cow::Borrowed(tag),
    }
}

/// Resolves a scalar, or returns why its text does not match its tag.
///
/// `plain` means that the scalar has neither quotes nor a tag, or that it has the tag `!`.
/// Ported from gopkg.in/yaml.v2 `resolve.go` (`resolve`) and `decode.go` (`decoder.scalar`).
pub(super) fn resolve<'a>(tag: Option<&str>, text: Cow<'a, str>, plain: bool) -> Result<Scalar<'a>, String> {
    let name = match tag {
        None if plain => return Ok(resolve_untagged(text)),
        None => return Ok(Scalar::String(text)),
        Some(tag) => tag.strip_prefix(YAML_TAG).unwrap_or_default(),
    };
    let resolved = match name {
        "binary" => return decode_binary(&text),
        "bool" | "int" | "float" | "null" => resolve_value(&text).unwrap_or(Scalar::String(text.clone())),
        "timestamp" => resolve_untagged(text.clone()),
        // The text of `!!str`, or of a tag unknown to the library, is not checked.
        _ => return Ok(Scalar::String(text)),
    };
    match (name, resolved) {
        ("float", Scalar::Int(number)) => Ok(Scalar::Float(number as f64)),
        (_, resolved) if resolved.tag().strip_prefix("!!") == Some(name) => Ok(resolved),
        (_, resolved) => Err(format!("yaml: cannot decode {} `{text}` as a !!{name}", resolved.tag())),
    }
}

/// Resolves a scalar without a tag.
fn resolve_untagged(text: Cow<'_, str>) -> Scalar<'_> {
    match resolve_value(&text) {
        Some(value) => value,
        None if is_timestamp(&text) => Scalar::Timestamp(text),
        None => Scalar::String(text),
    }
}

/// The value of a text, or `None` if it is a string or a timestamp. No text is both a timestamp and a value.
fn resolve_value(text: &str) -> Option<Scalar<'static>> {
    match text.as_bytes().first() {
        None => Some(Scalar::Null),
        Some(b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' | b'~') => resolve_word(text),
        Some(b'.') => resolve_word(text).or_else(|| number::parse_float(text).map(Scalar::Float)),
        Some(b'+' | b'-' | b'0'..=b'9') => resolve_word(text).or_else(|| resolve_number(text)),
        _ => None,
    }
}

fn resolve_word(text: &str) -> Option<Scalar<'static>> {
    Some(match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Scalar::Bool(true),
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Scalar::Bool(false),
        "~" | "null" | "Null" | "NULL" => Scalar::Null,
        ".nan" | ".NaN" | ".NAN" => Scalar::Float(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Scalar::Float(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => Scalar::Float(f64::NEG_INFINITY),
        _ => return None,
    })
}

fn resolve_number(text: &str) -> Option<Scalar<'static>> {
    // Underscores may be anywhere except at the start.
    let plain = if text.contains('_') { Cow::Owned(text.replace('_', "")) } else { Cow::Borrowed(text) };
    let integer = |number: i128| match i64::try_from(number) {
        Ok(number) => Some(Scalar::Int(number)),
        Err(_) => u64::try_from(number).ok().map(Scalar::Uint),
    };
    if let Some(number) = number::parse_integer(&plain) {
        return integer(number);
    }
    if let Some(number) = number::parse_float(&plain) {
        return Some(Scalar::Float(number));
    }
    // Base 0 does not accept a sign after the prefix.
    let digits = plain.strip_prefix("0b")?;
    i64::from_str_radix(digits, 2).ok().map(Scalar::Int)
}

fn decode_binary(text: &str) -> Result<Scalar<'static>, String> {
    let digits: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
    let bytes = BASE64.decode(digits).map_err(|_| "yaml: !!binary value contains invalid base64 data")?;
    Ok(String::from_utf8(bytes)
        .map_or_else(|error| Scalar::Bytes(error.into_bytes()), |text| Scalar::String(Cow::Owned(text))))
}

/// Whether a text is a date or time in a go-yaml format: `2006-1-2`, with `T15:4:5.9Z`, `t15:4:5.9+07:00` or ` 15:4:5.9`.
///
/// Ported from gopkg.in/yaml.v2 `resolve.go` (`parseTimestamp`), which uses Go's `time.Parse`.
pub(super) fn is_timestamp(text: &str) -> bool {
    let mut rest = Digits(text);
    let Some(year) = rest.exactly(4) else { return false };
    let Some(month) = rest.literal('-').and_then(|()| rest.up_to_two(1..=12)) else { return false };
    let Some(day) = rest.literal('-').and_then(|()| rest.up_to_two(0..=99)) else { return false };
    if day < 1 || day > days_of(month, year) {
        return false;
    }
    let Some(separator) = rest.0.chars().next() else { return true };
    rest.0 = match separator {
        'T' | 't' => rest.0.get(1..).unwrap_or_default(),
        ' ' => rest.0.trim_start_matches(' '),
        _ => return false,
    };
    rest.time().is_some() && (if separator == ' ' { rest.0.is_empty() } else { rest.zone().is_some() })
}

fn days_of(month: u32, year: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The part of a timestamp that is not parsed yet.
struct Digits<'a>(&'a str);

impl Digits<'_> {
    fn literal(&mut self, expected: char) -> Option<()> {
        self.0 = self.0.strip_prefix(expected)?;
        Some(())
    }

    fn exactly(&mut self, count: usize) -> Option<u32> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        self.0 = rest;
        digits.parse().ok()
    }

    fn up_to_two(&mut self, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
        let number = self.exactly(2).or_else(|| self.exactly(1))?;
        range.contains(&number).then_some(number)
    }

    /// Parses hours, minutes, seconds and a fraction.
    fn time(&mut self) -> Option<()> {
        self.up_to_two(0..=23)?;
        self.literal(':')?;
        self.up_to_two(0..=59)?;
        self.literal(':')?;
        self.up_to_two(0..=59)?;
        if let Some(fraction) = self.0.strip_prefix(['.', ','])
            && fraction.starts_with(|c: char| c.is_ascii_digit())
        {
            self.0 = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
        }
        Some(())
    }

    /// Parses `Z` or an offset, and then the end.
    fn zone(&mut self) -> Option<()> {
        if self.0 == "Z" {
            return Some(());
        }
        self.0 = self.0.strip_prefix(['+', '-'])?;
        let hours = self.exactly(2)?;
        self.literal(':')?;
        let minutes = self.exactly(2)?;
        (hours <= 24 && minutes <= 60 && self.0.is_empty()).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn string(text: &str) -> Scalar<'_> {
        Scalar::String(Cow::Borrowed(text))
    }

    #[test]
    fn plain_scalars() {
        for (text, scalar) in [
            ("", Scalar::Null),
            ("~", Scalar::Null),
            ("Null", Scalar::Null),
            ("nULL", string("nULL")),
            ("y", Scalar::Bool(true)),
            ("OFF", Scalar::Bool(false)),
            ("oN", string("oN")),
            ("1_000", Scalar::Int(1000)),
            ("_1", string("_1")),
            ("0o17", Scalar::Int(15)),
            ("08", Scalar::Float(8.0)),
            ("0b-1", Scalar::Int(-1)),
            ("18446744073709551615", Scalar::Uint(u64::MAX)),
            ("123456789012345678901234567890", Scalar::Float(123_456_789_012_345_678_901_234_567_890.0)),
            ("1e3", Scalar::Float(1000.0)),
            ("1e400", string("1e400")),
            ("190:20:30.15", string("190:20:30.15")),
            (".inf", Scalar::Float(f64::INFINITY)),
            ("+.inf", Scalar::Float(f64::INFINITY)),
            ("-.INF", Scalar::Float(f64::NEG_INFINITY)),
            (".5", Scalar::Float(0.5)),
            (".", string(".")),
            ("<<", string("<<")),
            ("é", string("é")),
            ("2001-01-01", Scalar::Timestamp(Cow::Borrowed("2001-01-01"))),
        ] {
            assert_eq!(resolve(None, Cow::Borrowed(text), true), Ok(scalar), "{text}");
        }
    }

    #[test]
    fn tags_set_the_type_or_reject_the_text() {
        for (tag, text, outcome) in [
            ("str", "1", Ok(string("1"))),
            ("int", "7", Ok(Scalar::Int(7))),
            ("int", "2001-01-01", Err("yaml: cannot decode !!str `2001-01-01` as a !!int")),
            ("float", "7", Ok(Scalar::Float(7.0))),
            ("float", "x", Err("yaml: cannot decode !!str `x` as a !!float")),
            ("bool", "yes", Ok(Scalar::Bool(true))),
            ("null", "", Ok(Scalar::Null)),
            ("null", "{", Err("yaml: cannot decode !!str `{` as a !!null")),
            ("timestamp", "1", Err("yaml: cannot decode !!int `1` as a !!timestamp")),
            ("binary", "aGk=", Ok(string("hi"))),
            ("binary", "/w==", Ok(Scalar::Bytes(vec![0xff]))),
            ("binary", "aGk", Err("yaml: !!binary value contains invalid base64 data")),
            ("unknown", "1", Ok(string("1"))),
        ] {
            let tag = format!("{YAML_TAG}{tag}");
            assert_eq!(resolve(Some(&tag), Cow::Borrowed(text), false), outcome.map_err(String::from), "{tag} {text}");
        }
        assert_eq!(resolve(Some("!custom"), Cow::Borrowed("1"), false), Ok(string("1")));
        assert_eq!(resolve(None, Cow::Borrowed("1"), false), Ok(string("1")));
    }

    #[test]
    fn timestamps() {
        for text in [
            "2001-01-01",
            "2001-1-1",
            "2000-02-29",
            "2001-12-14T21:59:43.10-05:00",
            "2001-12-14t1:2:3Z",
            "2001-12-14   21:59:43,5",
            "2001-12-14T21:59:43+24:60",
        ] {
            assert!(is_timestamp(text), "{text}");
        }
        for text in [
            "",
            "2001",
            "2001-",
            "2001-13-01",
            "2001-00-01",
            "2001-02-29",
            "1900-02-29",
            "2001-01-00",
            "2001-01-01x",
            "2001-01-01T",
            "2001-01-01T24:00:00Z",
            "2001-01-01T00:00:00",
            "2001-01-01 00:00:00Z",
            "2001-01-01T00:00:00.Z",
            "2001-01-01T00:00:00+25:00",
            "é001-01-01",
        ] {
            assert!(!is_timestamp(text), "{text}");
        }
    }
}
