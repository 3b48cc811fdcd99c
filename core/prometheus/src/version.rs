//! Versions of Prometheus: how the operator parses and compares them, and which ones it is tested with.
//!
//! Ported from github.com/blang/semver v4.0.0, `ParseTolerant`, `Compare` and `String`.

use std::cmp::Ordering;
use std::fmt::{self, Display, Formatter};

use promwright_go::Quoted;

/// A release of Prometheus: major, minor, patch.
pub type Release = (u16, u16, u16);

/// A semantic version. Versions that differ only in build metadata are equal.
#[derive(Clone, Debug, Default)]
pub struct Version {
    /// The major version.
    pub major: u64,
    /// The minor version.
    pub minor: u64,
    /// The patch version.
    pub patch: u64,
    /// The pre-release: the parts between dots after the `-`. A version with a pre-release precedes the same version without
    /// one.
    pub pre: Vec<Pre>,
    /// The build metadata: the parts between dots after the `+`.
    pub build: Vec<String>,
}

/// A part of a pre-release. Numbers precede words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pre {
    /// Digits only.
    Number(u64),
    /// Letters, digits and dashes, compared as bytes.
    Word(String),
}

/// Why a text is not a version. Displays as upstream's message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// There are fewer than three numbers, but a pre-release or build metadata.
    Short,
    /// A part contains an invalid character.
    Characters {
        /// The name of the part: `major number`, `minor number`, `patch number`, `prerelease` or `build meta data`.
        part: &'static str,
        /// The part.
        text: String,
    },
    /// A number has no digits.
    NoDigits,
    /// A number does not fit 64 bits.
    TooLarge {
        /// The number.
        text: String,
    },
    /// A number in the pre-release starts with a zero.
    LeadingZero {
        /// The number.
        text: String,
    },
    /// A part of the pre-release is empty.
    EmptyPre,
    /// A part of the build metadata is empty.
    EmptyBuild,
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Short => f.write_str("Short version cannot contain PreRelease/Build meta data"),
            Self::Characters { part, text } => write!(f, "Invalid character(s) found in {part} {}", Quoted(text)),
            Self::NoDigits => f.write_str("strconv.ParseUint: parsing \"\": invalid syntax"),
            Self::TooLarge { text } => write!(f, "strconv.ParseUint: parsing {}: value out of range", Quoted(text)),
            Self::LeadingZero { text } => {
                write!(f, "Numeric PreRelease version must not contain leading zeroes {}", Quoted(text))
            }
            Self::EmptyPre => f.write_str("Prerelease is empty"),
            Self::EmptyBuild => f.write_str("Build meta data is empty"),
        }
    }
}

impl std::error::Error for Error {}

impl Version {
    /// A released version.
    pub const fn new(major: u64, minor: u64, patch: u64) -> Self {
        Self { major, minor, patch, pre: Vec::new(), build: Vec::new() }
    }

    /// Whether this version is the given release or a later version. Pre-releases of that release come before it.
    pub fn is_at_least(&self, major: u16, minor: u16, patch: u16) -> bool {
        match (self.major, self.minor, self.patch).cmp(&(major.into(), minor.into(), patch.into())) {
            Ordering::Less => false,
            Ordering::Equal => self.pre.is_empty(),
            Ordering::Greater => true,
        }
    }

    /// Parses a version. White space around it, a leading `v`, fewer than three numbers and leading zeros are accepted.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let mut parts = text.strip_prefix('v').unwrap_or(text).splitn(3, '.');
        let (major, minor, patch) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
        if patch.is_none() && minor.unwrap_or(major).contains(['+', '-']) {
            return Err(Error::Short);
        }
        let patch = without_zeros(patch.unwrap_or("0"));
        let major = number(&without_zeros(major), "major number")?;
        let minor = number(&without_zeros(minor.unwrap_or("0")), "minor number")?;
        let (patch, build) = patch.split_once('+').map_or((patch.as_str(), None), |(rest, build)| (rest, Some(build)));
        let (patch, pre) = patch.split_once('-').map_or((patch, None), |(rest, pre)| (rest, Some(pre)));
        Ok(Self {
            major,
            minor,
            patch: number(patch, "patch number")?,
            pre: pre.map_or(Ok(Vec::new()), |pre| pre.split('.').map(pre_release).collect())?,
            build: build.map_or(Ok(Vec::new()), |build| build.split('.').map(build_metadata).collect())?,
        })
    }
}

/// A part without its leading zeros. One zero remains if no other digit would start it.
fn without_zeros(part: &str) -> String {
    if part.len() < 2 {
        return part.to_owned();
    }
    let trimmed = part.trim_start_matches('0');
    let digit_first = trimmed.starts_with(|first: char| first.is_ascii_digit());
    format!("{}{trimmed}", if digit_first { "" } else { "0" })
}

fn number(text: &str, part: &'static str) -> Result<u64, Error> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Error::Characters { part, text: text.to_owned() });
    }
    if text.is_empty() {
        return Err(Error::NoDigits);
    }
    text.parse().map_err(|_| Error::TooLarge { text: text.to_owned() })
}

fn pre_release(text: &str) -> Result<Pre, Error> {
    if text.is_empty() {
        return Err(Error::EmptyPre);
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return identifier(text, "prerelease").map(Pre::Word);
    }
    if text.len() > 1 && text.starts_with('0') {
        return Err(Error::LeadingZero { text: text.to_owned() });
    }
    number(text, "prerelease").map(Pre::Number)
}

fn build_metadata(text: &str) -> Result<String, Error> {
    if text.is_empty() { Err(Error::EmptyBuild) } else { identifier(text, "build meta data") }
}

fn identifier(text: &str, part: &'static str) -> Result<String, Error> {
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        Ok(text.to_owned())
    } else {
        Err(Error::Characters { part, text: text.to_owned() })
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.major, self.minor, self.patch)
            .cmp(&(other.major, other.minor, other.patch))
            .then_with(|| self.pre.is_empty().cmp(&other.pre.is_empty()))
            .then_with(|| self.pre.cmp(&other.pre))
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Version {}

impl Display for Version {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)?;
        let mut separator = '-';
        for part in &self.pre {
            write!(f, "{separator}{part}")?;
            separator = '.';
        }
        separator = '+';
        for part in &self.build {
            write!(f, "{separator}{part}")?;
            separator = '.';
        }
        Ok(())
    }
}

impl Display for Pre {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Word(word) => f.write_str(word),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn versions_are_parsed_tolerantly() {
        for (text, shown) in [
            ("v3.13.1", "3.13.1"),
            (" 2.45\n", "2.45.0"),
            ("v3", "3.0.0"),
            ("v03.01.007-rc.0+build.01", "3.1.7-rc.0+build.01"),
            ("3.1.00-alpha-1.b", "3.1.0-alpha-1.b"),
            ("3.1.-rc", "3.1.0-rc"),
            ("3.1.0+a-b", "3.1.0+a-b"),
        ] {
            assert_eq!(Version::parse(text).unwrap().to_string(), shown, "{text}");
        }
    }

    #[test]
    fn messages_match_upstream() {
        for (text, message) in [
            ("", "strconv.ParseUint: parsing \"\": invalid syntax"),
            ("3.1-rc.0x", "Invalid character(s) found in minor number \"1-rc\""),
            ("3-rc", "Short version cannot contain PreRelease/Build meta data"),
            ("V3.1.0", "Invalid character(s) found in major number \"0V3\""),
            ("V.1", "Invalid character(s) found in major number \"V\""),
            ("3.1.2.3", "Invalid character(s) found in patch number \"2.3\""),
            ("3.1.", "strconv.ParseUint: parsing \"\": invalid syntax"),
            ("3.1.0-", "Prerelease is empty"),
            ("3.1.0-rc.01", "Numeric PreRelease version must not contain leading zeroes \"01\""),
            ("3.1.0-é", "Invalid character(s) found in prerelease \"é\""),
            ("3.1.0+", "Build meta data is empty"),
            ("3.1.0+a_b", "Invalid character(s) found in build meta data \"a_b\""),
            ("3.18446744073709551616.0", "strconv.ParseUint: parsing \"18446744073709551616\": value out of range"),
        ] {
            let error = Version::parse(text).map_err(|error| error.to_string());
            assert_eq!(error, Err(message.to_owned()), "{text}");
        }
    }

    #[test]
    fn versions_are_ordered() {
        let versions = ["1.9.9", "2.0.0-1", "2.0.0-2", "2.0.0-10", "2.0.0-a", "2.0.0-a.1", "2.0.0-b", "2.0.0", "2.0.1"];
        let versions: Vec<_> = versions.iter().map(|version| Version::parse(version).unwrap()).collect();
        assert!(versions.is_sorted_by(|a, b| a < b));
        assert_eq!(Version::parse("2.0.0+a").unwrap(), Version::new(2, 0, 0));
        assert!(Version::new(2, 45, 0).is_at_least(2, 45, 0));
        assert!(!Version::parse("3.0.0-rc.0").unwrap().is_at_least(3, 0, 0));
    }

    proptest! {
        #[test]
        fn displayed_versions_parse_back(text in "v?[0-9]{0,3}(\\.[0-9a-]{0,2}){0,3}([-+][0-9a.]{0,4}){0,2}") {
            if let Ok(version) = Version::parse(&text) {
                let shown = version.to_string();
                prop_assert_eq!(Version::parse(&shown).unwrap().to_string(), shown);
            }
        }
    }
}
