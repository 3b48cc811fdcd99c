//! Durations as Prometheus writes them: `1d12h`, `30s`, `0`.
//!
//! Ported from github.com/prometheus/common v0.70, `model.ParseDuration` and `Duration.String`.

use std::fmt::{self, Display, Formatter};

use promwright_go::Quoted;

/// A duration in milliseconds, the smallest unit of the notation. Never negative when parsed.
///
/// It displays with units from days down; years and weeks are used only if they divide it evenly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration(pub i64);

/// Why a text is not a duration. Displays as upstream's message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The text is empty.
    Empty,
    /// The text is not numbers followed by units from largest to smallest, each at most once.
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
    /// The duration is longer than 292 years, which is what 63 bits of nanoseconds hold.
    OutOfRange,
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("empty duration string"),
            Self::Malformed { text } => write!(f, "not a valid duration string: {}", Quoted(text)),
            Self::UnknownUnit { unit, text } => {
                write!(f, "unknown unit {} in duration {}", Quoted(unit), Quoted(text))
            }
            Self::OutOfRange => f.write_str("duration out of range"),
        }
    }
}

impl std::error::Error for Error {}

/// The units with their lengths in milliseconds, longest first.
const UNITS: [(&str, i64); 7] = [
    ("y", 365 * 24 * 60 * 60 * 1000),
    ("w", 7 * 24 * 60 * 60 * 1000),
    ("d", 24 * 60 * 60 * 1000),
    ("h", 60 * 60 * 1000),
    ("m", 60 * 1000),
    ("s", 1000),
    ("ms", 1),
];

/// The longest duration in milliseconds: upstream counts nanoseconds in a signed 64-bit integer.
const LONGEST: u64 = i64::MAX as u64 / 1_000_000;

/// Parses a duration: numbers followed by units from largest to smallest, or `0`.
pub fn parse(text: &str) -> Result<Duration, Error> {
    match text {
        "" => return Err(Error::Empty),
        "0" => return Ok(Duration(0)),
        _ => {}
    }
    let malformed = || Error::Malformed { text: text.to_owned() };
    let mut total = 0_u64;
    let mut units = UNITS.as_slice();
    let mut rest = text;
    while !rest.is_empty() {
        let (number, after) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()));
        let (unit, after) = after.split_at(after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len()));
        let number: u64 = number.parse().map_err(|_| malformed())?;
        let known = UNITS.iter().any(|(name, _)| *name == unit);
        if !known && !unit.is_empty() {
            return Err(Error::UnknownUnit { unit: unit.to_owned(), text: text.to_owned() });
        }
        let position = units.iter().position(|(name, _)| *name == unit).ok_or_else(malformed)?;
        let Some(([.., (_, length)], shorter)) = units.split_at_checked(position + 1) else { return Err(malformed()) };
        total = number
            .checked_mul(length.unsigned_abs())
            .and_then(|span| span.checked_add(total))
            .filter(|total| *total <= LONGEST)
            .ok_or(Error::OutOfRange)?;
        units = shorter;
        rest = after;
    }
    Ok(Duration(total as i64))
}

impl Display for Duration {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return f.write_str("0s");
        }
        if self.0 < 0 {
            f.write_str("-")?;
        }
        let mut rest = self.0.unsigned_abs();
        for (unit, length) in UNITS {
            let length = length.unsigned_abs();
            let exact_only = matches!(unit, "y" | "w");
            if rest >= length && (!exact_only || rest.is_multiple_of(length)) {
                write!(f, "{}{unit}", rest / length)?;
                rest %= length;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn durations_are_parsed_and_shortened() {
        for (text, milliseconds, shown) in [
            ("0", 0, "0s"),
            ("00s", 0, "0s"),
            ("30s", 30_000, "30s"),
            ("90m", 5_400_000, "1h30m"),
            ("1d12h", 129_600_000, "1d12h"),
            ("84d", 7_257_600_000, "12w"),
            ("90d", 7_776_000_000, "90d"),
            ("1y5s90ms", 31_536_005_090, "365d5s90ms"),
            ("106751d", 9_223_286_400_000, "106751d"),
            ("9223372036854ms", 9_223_372_036_854, "106751d23h47m16s854ms"),
        ] {
            assert_eq!(parse(text), Ok(Duration(milliseconds)), "{text}");
            assert_eq!(Duration(milliseconds).to_string(), shown);
        }
        assert_eq!(Duration(-90_000).to_string(), "-1m30s");
        assert!(Duration(i64::MIN).to_string().starts_with("-10675199116"));
    }

    #[test]
    fn messages_match_upstream() {
        for (text, message) in [
            ("", "empty duration string"),
            ("1", "not a valid duration string: \"1\""),
            ("s", "not a valid duration string: \"s\""),
            ("-1s", "not a valid duration string: \"-1s\""),
            ("1s1m", "not a valid duration string: \"1s1m\""),
            ("1s1s", "not a valid duration string: \"1s1s\""),
            ("18446744073709551616s", "not a valid duration string: \"18446744073709551616s\""),
            ("1s5", "not a valid duration string: \"1s5\""),
            ("1us", "unknown unit \"us\" in duration \"1us\""),
            ("5 m", "unknown unit \" m\" in duration \"5 m\""),
            ("1\n", "unknown unit \"\\n\" in duration \"1\\n\""),
            ("293y", "duration out of range"),
            ("9223372036855ms", "duration out of range"),
            ("18446744073709551615y", "duration out of range"),
        ] {
            assert_eq!(parse(text).unwrap_err().to_string(), message, "{text}");
        }
    }

    proptest! {
        #[test]
        fn displayed_durations_parse_back(milliseconds in 0..=LONGEST as i64) {
            let duration = Duration(milliseconds);
            prop_assert_eq!(parse(&duration.to_string()), Ok(duration));
        }

        #[test]
        fn no_text_panics(text in "([0-9]{0,20}[ywdhms\u{e9}]{0,2}){0,4}") {
            let _ = parse(&text);
        }
    }
}
