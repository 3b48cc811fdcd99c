//! Quantities, Kubernetes' numbers with a unit: `500m`, `1.5Gi`, `12e6`.
//!
//! Ported from k8s.io/apimachinery v0.36, `pkg/api/resource`: `ParseQuantity`, `String` and `AsApproximateFloat64`.

use std::fmt::{self, Display, Formatter, Write};

use promwright_go::float;

use crate::schema::Pattern;

/// The pattern of a Kubernetes quantity in the CRDs: `100m`, `1.5Gi`, `2e3`.
pub const PATTERN: Pattern = Pattern {
    expression: r"^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$",
    matches: is_quantity,
    help: "write a quantity such as `500m`, `2` or `1.5Gi`",
};

/// A number and the kind of its unit. Displays in canonical form, as upstream does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    negative: bool,
    /// Decimal digits without leading zeros, most significant first; zero is a single `0`.
    digits: String,
    /// The power of ten by which the digits are multiplied.
    exponent: i64,
    /// The power of ten in which upstream stores the number. Its floating-point conversion rounds there.
    scale: i32,
    unit: Unit,
    /// The original text, if upstream considers it canonical.
    written: Option<String>,
}

/// Why a text is not a quantity. Displays as upstream's message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// The text is not a number followed by letters and an optional exponent.
    Format,
    /// There is no digit.
    Numeric,
    /// The suffix after the number is not a unit.
    Suffix,
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Format => {
                "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
            }
            Self::Numeric => "unable to parse numeric part of quantity",
            Self::Suffix => "unable to parse quantity's suffix",
        })
    }
}

impl std::error::Error for Error {}

/// The three notations for units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    /// A letter for a power of a thousand, or nothing.
    Decimal,
    /// `e` and a power of ten.
    Exponent,
    /// A letter and `i` for a power of 1024.
    Binary,
}

/// The letters of powers of ten.
const DECIMAL: [(&str, i32); 10] =
    [("n", -9), ("u", -6), ("m", -3), ("", 0), ("k", 3), ("M", 6), ("G", 9), ("T", 12), ("P", 15), ("E", 18)];

/// The letters of powers of two.
const BINARY: [(&str, i32); 6] = [("Ki", 10), ("Mi", 20), ("Gi", 30), ("Ti", 40), ("Pi", 50), ("Ei", 60)];

/// The exponent of the smallest power of ten. Smaller fractions are rounded away from zero.
const NANO: i32 = -9;

/// The greatest magnitude of a quantity in binary units, in billionths.
const BINARY_LIMIT: u128 = i64::MAX as u128 * BILLION;

const BILLION: u128 = 1_000_000_000;

/// Parses a quantity.
///
/// The caller must first trim white space and convert a JSON number to its text, as the API server does.
pub fn parse(text: &str) -> Result<Quantity, Error> {
    if text.is_empty() {
        return Err(Error::Format);
    }
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole_written, rest) = split_digits(unsigned);
    let (fraction, suffix) = rest.strip_prefix('.').map_or(("", rest), split_digits);
    let (unit, power) = read_suffix(suffix)?;

    let whole = whole_written.trim_start_matches('0');
    let decimals = fraction.len() as i32;
    // Upstream counts a missing integer part as the digit 0.
    let length = whole.len().max(1) as i32;
    let mut digits = format!("{whole}{fraction}");
    digits.drain(..digits.len() - digits.trim_start_matches('0').len());
    let zero = digits.is_empty();
    if zero {
        digits.push('0');
    }
    let mut quantity = Quantity { negative: negative && !zero, digits, exponent: 0, scale: 0, unit, written: None };

    // Upstream calculates in 64 bits if the number of digits shows that they suffice. Such a quantity keeps its own scale and,
    // if it is canonical, its text.
    if unit == Unit::Binary {
        let spare = 15 - length - power * 3 / 10 - 1;
        if decimals == 0 && spare >= 0 {
            let number: i64 = quantity.digits.parse().map_err(|_| Error::Numeric)?;
            quantity.digits = number.saturating_mul(1 << power).to_string();
            quantity.written = (number % 8 != 0).then(|| text.to_owned());
            return Ok(quantity);
        }
    } else {
        quantity.scale = power.wrapping_sub(decimals);
        quantity.exponent = i64::from(quantity.scale);
        if length.saturating_add(decimals) <= 18 && quantity.scale >= NANO {
            let canonical = quantity.scale % 3 == 0 && !whole.is_empty() && !quantity.digits.ends_with("000");
            quantity.written = canonical.then(|| text.to_owned());
            return Ok(quantity);
        }
    }

    if whole_written.is_empty() && fraction.is_empty() {
        return Err(Error::Numeric);
    }
    if unit == Unit::Binary {
        quantity.digits = times_power_of_two(&quantity.digits, power);
        quantity.exponent = -i64::from(decimals);
        quantity.scale = -decimals;
    }
    if !zero {
        quantity.round_up();
        quantity.bound();
    }
    Ok(quantity)
}

/// Splits a text after its leading digits.
fn split_digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len()))
}

/// The kind of unit of a suffix, and its power of ten or, if binary, of two.
fn read_suffix(suffix: &str) -> Result<(Unit, i32), Error> {
    let after_letters = suffix.trim_start_matches(|character| "eEinumkKMGTP".contains(character));
    let exponent = after_letters.strip_prefix(['-', '+']).unwrap_or(after_letters);
    if !exponent.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Error::Format);
    }
    let find = |units: &[(&str, i32)]| units.iter().find(|(name, _)| *name == suffix).map(|(_, power)| *power);
    if let Some(power) = find(&DECIMAL) {
        return Ok((Unit::Decimal, power));
    }
    if let Some(power) = find(&BINARY) {
        return Ok((Unit::Binary, power));
    }
    let power = suffix.strip_prefix(['e', 'E']).and_then(|power| power.parse::<i64>().ok()).ok_or(Error::Suffix)?;
    // Upstream truncates the exponent to 32 bits without a check.
    Ok((Unit::Exponent, power as i32))
}

/// Multiplies decimal digits by a power of two that is at most 2^60.
fn times_power_of_two(digits: &str, power: i32) -> String {
    let mut product = Vec::with_capacity(digits.len() + 19);
    let mut carry = 0_u64;
    for digit in digits.bytes().rev() {
        // Less than 10 * 2^60, so it fits 64 bits.
        let sum = (u64::from(digit - b'0') << power) + carry;
        product.push(char::from(b'0' + (sum % 10) as u8));
        carry = sum / 10;
    }
    while carry > 0 {
        product.push(char::from(b'0' + (carry % 10) as u8));
        carry /= 10;
    }
    product.iter().rev().collect()
}

impl Quantity {
    /// The number as a float, computed in the same steps as upstream: round the digits, then multiply by a power of ten.
    ///
    /// Infinite if the number is too large; NaN for a zero with an exponent above 308.
    pub fn as_approximate_float64(&self) -> f64 {
        let digits: f64 = float::parse(&format!("{}e{}", self.digits, self.exponent - i64::from(self.scale)))
            .unwrap_or(f64::INFINITY);
        let base = if self.negative { -digits } else { digits };
        base * power_of_ten(self.scale)
    }

    /// Rounds fractions finer than a billionth away from zero. From then on, the number is counted in billionths.
    fn round_up(&mut self) {
        let excess = usize::try_from(i64::from(NANO) - self.exponent).unwrap_or(0);
        if excess > 0 {
            let kept = self.digits.len().saturating_sub(excess);
            let exact = self.digits.bytes().skip(kept).all(|digit| digit == b'0');
            self.digits.truncate(kept);
            if !exact {
                increment(&mut self.digits);
            }
            self.exponent = i64::from(NANO);
        }
        self.scale = NANO;
    }

    /// Caps a quantity in binary units, and makes it decimal if it has a fraction.
    fn bound(&mut self) {
        if self.unit != Unit::Binary {
            return;
        }
        match self.billionths() {
            Some(fraction) if fraction < BILLION => self.unit = Unit::Decimal,
            Some(number) if number <= BINARY_LIMIT => {}
            _ => {
                self.digits = i64::MAX.to_string();
                self.exponent = 0;
                self.scale = 0;
            }
        }
    }

    /// The magnitude in billionths, or `None` where it does not fit.
    fn billionths(&self) -> Option<u128> {
        let power = u32::try_from(self.exponent - i64::from(NANO)).ok()?;
        self.digits.parse::<u128>().ok()?.checked_mul(10_u128.checked_pow(power)?)
    }

    /// The integer, if it can be displayed in binary units: at least 1024, without a fraction.
    fn binary(&self) -> Option<u128> {
        let billionths = self.billionths().filter(|_| self.unit == Unit::Binary)?;
        let number = billionths / BILLION;
        (number >= 1024 && billionths.is_multiple_of(BILLION)).then_some(number)
    }
}

/// Adds one to decimal digits. An empty string is zero.
fn increment(digits: &mut String) {
    let nines = digits.len() - digits.trim_end_matches('9').len();
    digits.truncate(digits.len() - nines);
    let next = digits.pop().map_or('1', |digit| char::from((digit as u8).saturating_add(1)));
    digits.push(next);
    digits.extend(std::iter::repeat_n('0', nines));
}

/// A power of ten, multiplied as in Go's `math.Pow10`, which for some exponents is not the nearest float.
fn power_of_ten(exponent: i32) -> f64 {
    let table = |exponent: i32| float::parse(&format!("1e{exponent}")).unwrap_or(f64::NAN);
    match exponent {
        0..=308 => table(exponent / 32 * 32) * table(exponent % 32),
        -323..=-1 => table(exponent / 32 * 32) / table(-(exponent % 32)),
        309.. => f64::INFINITY,
        _ => 0.0,
    }
}

impl Display for Quantity {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(written) = &self.written {
            return f.write_str(written);
        }
        if self.digits == "0" {
            return f.write_char('0');
        }
        if self.negative {
            f.write_char('-')?;
        }
        if let Some(mut number) = self.binary() {
            let mut power = 0;
            while number.is_multiple_of(1024) {
                number /= 1024;
                power += 10;
            }
            let suffix = BINARY.iter().find(|(_, known)| *known == power).map_or("", |(suffix, _)| suffix);
            return write!(f, "{number}{suffix}");
        }
        let digits = self.digits.trim_end_matches('0');
        let exponent = self.exponent + (self.digits.len() - digits.len()) as i64;
        let zeros = exponent.rem_euclid(3);
        let exponent = exponent - zeros;
        f.write_str(digits)?;
        for _ in 0..zeros {
            f.write_char('0')?;
        }
        match self.unit {
            Unit::Exponent if exponent != 0 => write!(f, "e{exponent}"),
            Unit::Exponent => Ok(()),
            // Upstream writes no letter beyond its list, and so displays another number.
            Unit::Decimal | Unit::Binary => f.write_str(
                DECIMAL.iter().find(|(_, known)| i64::from(*known) == exponent).map_or("", |(suffix, _)| suffix),
            ),
        }
    }
}

fn is_quantity(text: &str) -> bool {
    let Some(suffix) = skip_decimal(text.strip_prefix(['+', '-']).unwrap_or(text)) else { return false };
    match suffix.as_bytes() {
        []
        | [b'n' | b'u' | b'm' | b'k' | b'M' | b'G' | b'T' | b'P' | b'E']
        | [b'K' | b'M' | b'G' | b'T' | b'P' | b'E', b'i'] => true,
        _ => suffix.strip_prefix(['e', 'E']).is_some_and(|exponent| {
            skip_decimal(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)).is_some_and(str::is_empty)
        }),
    }
}

/// The text after a decimal number (`1`, `1.`, `1.5`, `.5`), or `None` if the text does not start with one.
fn skip_decimal(text: &str) -> Option<&str> {
    let fraction = skip_digits(text);
    let has_digits = fraction.len() < text.len();
    match fraction.strip_prefix('.') {
        Some(digits) => {
            let rest = skip_digits(digits);
            (has_digits || rest.len() < digits.len()).then_some(rest)
        }
        None => has_digits.then_some(fraction),
    }
}

fn skip_digits(text: &str) -> &str {
    text.trim_start_matches(|character: char| character.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::float_cmp)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn quantities_are_parsed_and_canonicalized() {
        for (text, shown, float) in [
            ("0", "0", 0.0),
            ("-0Ki", "0", 0.0),
            ("-", "0", 0.0),
            ("k", "0", 0.0),
            ("0.0000000000Ki", "0", 0.0),
            ("100Mi", "100Mi", 104_857_600.0),
            ("+100n", "+100n", 1.000_000_000_000_000_1e-7),
            ("1.5", "1500m", 1.5),
            ("1.5Gi", "1536Mi", 1_610_612_736.0),
            ("1000", "1k", 1000.0),
            ("1000000E", "1", 1e24),
            ("1.25e+5", "1.25e+5", 125_000.0),
            ("5.e+5", "500e3", 500_000.0),
            ("0.5Ki", "512", 512.0),
            ("1024Ei", "9223372036854775807", 9_223_372_036_854_775_807.0),
            ("-7.9Ei", "-9108079886394091110400m", -9_108_079_886_394_091_110.4),
            ("0.0001Ki", "102400u", 0.1024),
            ("0.1n", "1n", 1e-9),
            ("-1.0000000001", "-1000000001n", -1.000_000_001),
            ("0.9999999999", "1", 1.0),
            ("123456789012345678901n", "123456789012345678901n", 123_456_789_012.345_69),
            ("1e-2000000000", "1e-9", 1e-9),
            ("1234567890123456789e1000", "12345678901234567890e999", f64::INFINITY),
        ] {
            let quantity = parse(text).unwrap();
            assert_eq!(quantity.to_string(), shown, "{text}");
            assert_eq!(quantity.as_approximate_float64(), float, "{text}");
        }
    }

    #[test]
    fn errors_are_distinguished() {
        for (text, error) in [
            ("", Error::Format),
            (" 1", Error::Format),
            ("1.2.3", Error::Format),
            ("1Ki!", Error::Format),
            ("é", Error::Format),
            ("1K", Error::Suffix),
            ("1e", Error::Suffix),
            ("1e99999999999999999999", Error::Suffix),
            ("Ei", Error::Numeric),
            ("+.Ei", Error::Numeric),
        ] {
            assert_eq!(parse(text), Err(error), "{text}");
        }
    }

    proptest! {
        #[test]
        fn displayed_quantities_are_the_same_number(text in "[+-]?[0-9]{0,12}(\\.[0-9]{0,12})?(Ki|Mi|Gi|n|u|m|k|M|e[0-9]|E-[0-9])?") {
            if let Ok(quantity) = parse(&text) {
                let again = parse(&quantity.to_string()).unwrap();
                prop_assert_eq!(again.to_string(), quantity.to_string());
                let (first, second) = (quantity.as_approximate_float64(), again.as_approximate_float64());
                prop_assert!((first - second).abs() <= first.abs() * 1e-15, "{} {}", first, second);
            }
        }

        #[test]
        fn no_text_panics(text in "[+-]?[0-9.]{0,40}[eEinumkKMGTP]{0,2}[-+]?[0-9]{0,12}") {
            if let Ok(quantity) = parse(&text) {
                let _ = (quantity.to_string(), quantity.as_approximate_float64());
            }
        }
    }

    #[test]
    fn crd_pattern() {
        for text in ["1", "1.", ".5", "+1.5Gi", "-1", "1E", "1Ei", "1e3", "1E-.5", "2e1.5", "100m"] {
            assert!((PATTERN.matches)(text), "{text}");
        }
        for text in ["", ".", "1.5.1", "1K", "1ki", "1e", "1ee", "1e3m", "Gi", "+-1", "1 "] {
            assert!(!(PATTERN.matches)(text), "{text}");
        }
    }
}
