//! Sizes in bytes, as the operator compares them: `10MB`, `1GiB512MiB`, `1.5KB`.
//!
//! Ported from github.com/alecthomas/units (2024-09-27), `ParseBase2Bytes`: `KB` and `KiB` are both 1024 bytes.

use std::fmt::{self, Display, Formatter};

/// Why a text is not a size. Displays as upstream's message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The text is not numbers followed by units.
    Malformed {
        /// The whole text.
        text: String,
    },
    /// A number is followed by an unknown unit.
    UnknownUnit {
        /// The text in place of the unit.
        unit: String,
        /// The whole text.
        text: String,
    },
    /// The size does not fit 64 bits.
    Overflow,
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { text } => write!(f, "units: invalid {text}"),
            Self::UnknownUnit { unit, text } => write!(f, "units: unknown unit {unit} in {text}"),
            Self::Overflow => f.write_str("units: overflow parsing unit"),
        }
    }
}

impl std::error::Error for Error {}

/// Parses a size in bytes. The units of one text must either all have an `i` or all lack it; `B` goes with both.
pub fn parse(text: &str) -> Result<i64, Error> {
    read(text, "iB").or_else(|_| read(text, "B"))
}

/// Whether one size is larger than another, as the operator decides which of two limits to keep (`getLowerByteSize` of
/// `pkg/prometheus/promcfg.go`). An invalid size counts as 0.
pub fn is_above(size: &str, limit: &str) -> bool {
    parse(size).unwrap_or(0) > parse(limit).unwrap_or(0)
}

fn read(text: &str, suffix: &str) -> Result<i64, Error> {
    let malformed = || Error::Malformed { text: text.to_owned() };
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if unsigned == "0" {
        return Ok(0);
    }
    if unsigned.is_empty() {
        return Err(malformed());
    }
    let mut bytes = 0.0;
    let mut rest = unsigned;
    while !rest.is_empty() {
        let (whole, after) = split_digits(rest);
        let (fraction, after) = after.strip_prefix('.').map_or(("", after), split_digits);
        if whole.is_empty() && fraction.is_empty() {
            return Err(malformed());
        }
        let number = integer(whole).ok_or_else(malformed)?;
        let parts = integer(fraction).ok_or_else(malformed)?;
        // Powers of ten computed by multiplication are exact for as many digits as upstream accepts.
        let scale = fraction.bytes().fold(1.0, |scale, _| scale * 10.0);
        let (unit, after) =
            after.split_at(after.find(|next: char| next == '.' || next.is_ascii_digit()).unwrap_or(after.len()));
        let factor =
            factor(unit, suffix).ok_or_else(|| Error::UnknownUnit { unit: unit.to_owned(), text: text.to_owned() })?;
        bytes += (number as f64 + parts as f64 / scale) * factor;
        rest = after;
    }
    if text.starts_with('-') {
        bytes = -bytes;
    }
    if bytes.abs() > i64::MAX as f64 {
        return Err(Error::Overflow);
    }
    // 2^63 itself passes and becomes the smallest integer, as in Go's conversion.
    Ok(if bytes >= i64::MAX as f64 { i64::MIN } else { bytes as i64 })
}

/// Splits a text after its leading digits.
fn split_digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len()))
}

/// Parses digits; `None` where upstream gives up, which is when one more digit might not fit.
fn integer(digits: &str) -> Option<i64> {
    digits
        .bytes()
        .try_fold(0_i64, |number, digit| (number < (i64::MAX - 9) / 10).then(|| number * 10 + i64::from(digit - b'0')))
}

/// The number of bytes in a unit: `B`, or a letter and the suffix.
fn factor(unit: &str, suffix: &str) -> Option<f64> {
    if unit == "B" {
        return Some(1.0);
    }
    let power = match unit.strip_suffix(suffix)? {
        "K" => 10,
        "M" => 20,
        "G" => 30,
        "T" => 40,
        "P" => 50,
        "E" => 60,
        _ => return None,
    };
    Some((1_i64 << power) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sizes_are_powers_of_two() {
        for (text, bytes) in [
            ("0", 0),
            ("-0", 0),
            ("1B", 1),
            ("10KB", 10_240),
            ("10KiB", 10_240),
            ("1.5MB", 1_572_864),
            (".5KB", 512),
            ("1.KB", 1024),
            ("1GiB512MiB1B", 1_610_612_737),
            ("1GB512MB", 1_610_612_736),
            ("-1KB", -1024),
            ("+1KB", 1024),
            ("8EB", i64::MIN),
            ("7EB", 8_070_450_532_247_928_832),
        ] {
            assert_eq!(parse(text), Ok(bytes), "{text}");
        }
    }

    #[test]
    fn messages_match_upstream() {
        for (text, message) in [
            ("", "units: invalid "),
            ("-", "units: invalid -"),
            ("KB", "units: invalid KB"),
            (".KB", "units: invalid .KB"),
            ("1", "units: unknown unit  in 1"),
            ("1kB", "units: unknown unit kB in 1kB"),
            ("1 KB", "units: unknown unit  KB in 1 KB"),
            ("1KB1MiB", "units: unknown unit MiB in 1KB1MiB"),
            ("1MiB1KB", "units: unknown unit MiB in 1MiB1KB"),
            ("99999999999999999999B", "units: invalid 99999999999999999999B"),
            ("9EB", "units: overflow parsing unit"),
            ("-9EB", "units: overflow parsing unit"),
        ] {
            assert_eq!(parse(text).map_err(|error| error.to_string()), Err(message.to_owned()), "{text}");
        }
    }

    #[test]
    fn limits_are_compared() {
        assert!(is_above("2MB", "1MB"));
        assert!(!is_above("1024KB", "1MiB"));
        assert!(is_above("1B", "no size"));
        assert!(!is_above("no size", "0"));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[-+]?([0-9]{0,20}(\\.[0-9]{0,20})?[KMGTPEk]?i?B?\u{e9}?){0,3}") {
            let _ = parse(&text);
        }
    }
}
