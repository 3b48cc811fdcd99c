//! Conversion between floats and decimal digits.
//!
//! The standard library does the same faster, but with 30 kB of tables and code that compress badly: a large part of what a
//! page loads, for numbers that hardly occur in manifests. This is the simple decimal conversion instead (as in Go's
//! `strconv/decimal.go`), which multiplies or divides the digits by powers of two until the mantissa is before the point.
//! Numbers near 1 with few digits, which are nearly all that people write, skip it.

/// The number of digits that are kept. Of the digits after them, only whether one is not 0 is recorded.
const MAX_DIGITS: usize = 800;
/// The most bits shifted in one step, so that a digit and the carry fit into 64 bits.
const MAX_SHIFT: u32 = 59;
/// A float format: the bits of its mantissa, including the implicit one, and its range of exponents.
#[derive(Clone, Copy)]
struct Format {
    mantissa: u32,
    least: i32,
    greatest: i32,
}

const DOUBLE: Format = Format { mantissa: f64::MANTISSA_DIGITS, least: f64::MIN_EXP - 1, greatest: f64::MAX_EXP - 1 };
const SINGLE: Format = Format { mantissa: f32::MANTISSA_DIGITS, least: f32::MIN_EXP - 1, greatest: f32::MAX_EXP - 1 };
/// How many bits to shift a number with this many digits before or after its point.
const SHIFT_BY_DIGITS: [u32; 19] = [0, 3, 6, 9, 13, 16, 19, 23, 26, 29, 33, 36, 39, 43, 46, 49, 53, 56, 59];

/// The number of decimal digits that a double always keeps apart: two different numbers of this length are different doubles.
const EXACT_DIGITS: usize = f64::DIGITS as usize;
/// The powers of ten that are exact doubles. A number of up to [`EXACT_DIGITS`] digits times or divided by one of them is
/// rounded only once, so correctly.
const POWERS_OF_TEN: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];
/// The most decimal places that are tried before the digits are computed.
const MAX_FEW_PLACES: usize = 6;

/// Parses a decimal number such as `-1.5e3`. A number that is too large is infinite. `None` for anything else, including `inf`
/// and `nan`.
pub fn parse(text: &str) -> Option<f64> {
    let (is_negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, read_exponent(exponent)?),
        None => (unsigned, 0),
    };
    let number = f64::from_bits(Decimal::read(mantissa, exponent)?.into_bits(DOUBLE));
    Some(if is_negative { -number } else { number })
}

/// The shortest digits that read back as the number, with an exponent: `-1.5e3`, as `{:e}` writes it.
pub fn scientific(number: f64) -> String {
    match Digits::of(number.abs(), DOUBLE, number.abs().to_bits()) {
        Some(digits) => sign(number) + &digits.scientific(),
        None => non_finite(number),
    }
}

/// The shortest digits that read back as the same 32-bit float, with an exponent.
pub fn scientific_single(number: f32) -> String {
    match Digits::of(f64::from(number.abs()), SINGLE, u64::from(number.abs().to_bits())) {
        Some(digits) => sign(f64::from(number)) + &digits.scientific(),
        None => non_finite(f64::from(number)),
    }
}

/// The shortest digits that read back as the number, without an exponent: `-1500`, as `{}` writes it.
pub fn plain(number: f64) -> String {
    match Digits::of(number.abs(), DOUBLE, number.abs().to_bits()) {
        Some(digits) => sign(number) + &digits.plain(),
        None => non_finite(number),
    }
}

fn sign(number: f64) -> String {
    String::from(if number.is_sign_negative() { "-" } else { "" })
}

/// The text for NaN and infinity.
fn non_finite(number: f64) -> String {
    if number.is_nan() { "NaN".to_owned() } else { sign(number) + "inf" }
}

/// Digits as ASCII characters, and the position of the point.
struct Digits {
    digits: String,
    point: i64,
}

impl Digits {
    /// The shortest digits that read back as the same bits; `None` if the number is not finite.
    fn of(number: f64, format: Format, bits: u64) -> Option<Self> {
        if !number.is_finite() {
            return None;
        }
        if format.mantissa == DOUBLE.mantissa
            && let Some(digits) = Self::few(number)
        {
            return Some(digits);
        }
        let exact = Decimal::of(number);
        // For each length, the nearest number first, then the one on the other side: above a power of two, floats are further
        // apart.
        let rounded = (1..=exact.digits.len()).flat_map(|count| {
            let is_up = exact.rounds_up(count);
            [is_up, !is_up].map(|is_up| exact.cut(count, is_up))
        });
        let shortest = rounded.into_iter().find(|rounded| rounded.clone().into_bits(format) == bits).unwrap_or(exact);
        let digits = shortest.digits.iter().map(|digit| char::from(b'0' + digit)).collect();
        Some(Self { digits, point: shortest.point })
    }

    /// The digits of a number with few digits and few decimal places.
    fn few(number: f64) -> Option<Self> {
        POWERS_OF_TEN.iter().take(MAX_FEW_PLACES + 1).enumerate().find_map(|(places, power)| {
            let whole = (number * power).round();
            if (whole / power).to_bits() != number.to_bits() || whole >= 1e15 {
                return None;
            }
            let mut digits = (whole as u64).to_string();
            let point = digits.len() as i64 - places as i64;
            digits.truncate(digits.trim_end_matches('0').len());
            Some(Self { digits, point })
        })
    }

    fn scientific(&self) -> String {
        match self.digits.split_at_checked(1) {
            None => "0e0".to_owned(),
            Some((first, "")) => format!("{first}e{}", self.point - 1),
            Some((first, rest)) => format!("{first}.{rest}e{}", self.point - 1),
        }
    }

    fn plain(&self) -> String {
        let Self { digits, point } = self;
        let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or_default());
        if digits.is_empty() {
            return "0".to_owned();
        }
        match usize::try_from(*point).ok().filter(|point| *point > 0).map(|point| digits.split_at_checked(point)) {
            None => format!("0.{}{digits}", zeros(-point)),
            Some(Some((whole, ""))) => whole.to_owned(),
            Some(Some((whole, fraction))) => format!("{whole}.{fraction}"),
            Some(None) => digits.clone() + &zeros(point - digits.len() as i64),
        }
    }
}

/// Parses an exponent. Values far beyond the range of floats are clamped.
fn read_exponent(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| sign * digits.bytes().fold(0, |sum, digit| (sum * 10 + i64::from(digit - b'0')).min(1 << 40)))
}

/// The number `0.DIGITS × 10^point`.
#[derive(Clone, Debug)]
struct Decimal {
    /// Without zeros at either end; empty for 0.
    digits: Vec<u8>,
    point: i64,
    /// Whether any digit left out after the last one is not 0.
    is_cut: bool,
}

impl Decimal {
    fn read(mantissa: &str, exponent: i64) -> Option<Self> {
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = || whole.bytes().chain(fraction.bytes());
        if whole.len() + fraction.len() == 0 || !digits().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let zeros = digits().take_while(|byte| *byte == b'0').count();
        let mut significant = digits().skip(zeros).map(|byte| byte - b'0');
        let digits = significant.by_ref().take(MAX_DIGITS).collect();
        let is_cut = significant.any(|digit| digit != 0);
        let mut decimal = Self { digits, point: exponent + whole.len() as i64 - zeros as i64, is_cut };
        decimal.trim();
        Some(decimal)
    }

    /// All digits of a finite number that is not negative.
    fn of(number: f64) -> Self {
        let bits = number.to_bits();
        let fraction = bits & ((1 << (f64::MANTISSA_DIGITS - 1)) - 1);
        let biased = (bits >> (f64::MANTISSA_DIGITS - 1)) as i32;
        let (mantissa, exponent) =
            if biased == 0 { (fraction, 1) } else { (fraction | 1 << (f64::MANTISSA_DIGITS - 1), biased) };
        let digits: Vec<u8> = mantissa.to_string().bytes().map(|byte| byte - b'0').filter(|_| mantissa > 0).collect();
        let mut decimal = Self { point: digits.len() as i64, digits, is_cut: false };
        let mut exponent = exponent - (f64::MAX_EXP - 1) - (f64::MANTISSA_DIGITS as i32 - 1);
        while exponent != 0 && !decimal.digits.is_empty() {
            let bits = exponent.unsigned_abs().min(MAX_SHIFT);
            if exponent > 0 {
                decimal.double(bits);
            } else {
                decimal.halve(bits);
            }
            exponent -= exponent.signum() * bits as i32;
        }
        decimal.trim();
        decimal
    }

    /// Whether the number rounds up to this many digits. A tie rounds to an even last digit.
    fn rounds_up(&self, count: usize) -> bool {
        let (kept, rest) = self.digits.split_at_checked(count).unwrap_or((&self.digits, &[]));
        match rest {
            [5] => kept.last().is_some_and(|last| last % 2 == 1),
            [first, ..] => *first >= 5,
            [] => false,
        }
    }

    /// The number cut to this many digits, or the next one above.
    fn cut(&self, count: usize, is_up: bool) -> Self {
        let mut rounded = self.clone();
        rounded.digits.truncate(count);
        if is_up {
            while rounded.digits.last() == Some(&9) {
                rounded.digits.pop();
            }
            if let Some(last) = rounded.digits.last_mut() {
                *last += 1;
            } else {
                rounded.digits.push(1);
                rounded.point += 1;
            }
        }
        rounded.trim();
        rounded
    }

    fn trim(&mut self) {
        let zeros = self.digits.iter().rev().take_while(|digit| **digit == 0).count();
        self.digits.truncate(self.digits.len() - zeros);
    }

    /// Divides by a power of two.
    fn halve(&mut self, bits: u32) {
        let mask = (1_u64 << bits) - 1;
        let mut rest = 0;
        let mut halved = Vec::with_capacity(self.digits.len());
        let mut digits = std::mem::take(&mut self.digits).into_iter();
        loop {
            let digit = digits.next();
            if digit.is_none() && rest == 0 {
                break;
            }
            rest = rest * 10 + u64::from(digit.unwrap_or(0));
            let next = (rest >> bits) as u8;
            rest &= mask;
            if halved.len() == MAX_DIGITS {
                self.is_cut |= next != 0;
            } else if next == 0 && halved.is_empty() {
                self.point -= 1;
            } else {
                halved.push(next);
            }
        }
        self.digits = halved;
        self.trim();
    }

    /// Multiplies by a power of two.
    fn double(&mut self, bits: u32) {
        let mut carry = 0;
        for digit in self.digits.iter_mut().rev() {
            carry += u64::from(*digit) << bits;
            *digit = (carry % 10) as u8;
            carry /= 10;
        }
        let mut front = Vec::new();
        while carry > 0 {
            front.push((carry % 10) as u8);
            carry /= 10;
        }
        self.point += front.len() as i64;
        self.digits.splice(0..0, front.into_iter().rev());
        self.is_cut |= self.digits.iter().skip(MAX_DIGITS).any(|digit| *digit != 0);
        self.digits.truncate(MAX_DIGITS);
        self.trim();
    }

    /// The nearest integer, which must be below 2^64. A tie rounds to even.
    fn round(&self) -> u64 {
        let point = usize::try_from(self.point).unwrap_or(0);
        let digit = |index: usize| u64::from(self.digits.get(index).copied().unwrap_or(0));
        let whole = (0..point).fold(0, |sum: u64, index| sum * 10 + digit(index));
        let is_half = digit(point) == 5 && self.digits.len() == point + 1 && !self.is_cut;
        let is_up = if is_half { whole % 2 == 1 } else { self.point >= 0 && digit(point) >= 5 };
        whole + u64::from(is_up)
    }

    /// The number, if its digits and exponent are small enough for one exact operation.
    fn exact(&self) -> Option<f64> {
        let exponent = self.point - self.digits.len() as i64;
        let power = *POWERS_OF_TEN.get(usize::try_from(exponent.unsigned_abs()).ok()?)?;
        if self.digits.len() > EXACT_DIGITS || self.is_cut {
            return None;
        }
        let whole = self.digits.iter().fold(0, |sum: u64, digit| sum * 10 + u64::from(*digit)) as f64;
        Some(if exponent < 0 { whole / power } else { whole * power })
    }

    /// The bits of the nearest float.
    fn into_bits(mut self, format: Format) -> u64 {
        let Format { mantissa: width, least, greatest } = format;
        let infinite = ((greatest - least + 2) as u64) << (width - 1);
        if self.digits.is_empty() || self.point < -330 {
            return 0;
        }
        if self.point > 310 {
            return infinite;
        }
        if width == DOUBLE.mantissa
            && let Some(number) = self.exact()
        {
            return number.to_bits();
        }
        let bits_of = |digits: i64| {
            usize::try_from(digits).ok().and_then(|digits| SHIFT_BY_DIGITS.get(digits)).copied().unwrap_or(MAX_SHIFT)
        };
        // Until the number is between a half and one.
        let mut exponent = 0;
        while self.point > 0 {
            let bits = bits_of(self.point);
            self.halve(bits);
            exponent += bits as i32;
        }
        while self.point < 0 || self.digits.first().is_some_and(|digit| *digit < 5) {
            let bits = if self.point < 0 { bits_of(-self.point) } else { 1 };
            self.double(bits);
            exponent -= bits as i32;
        }
        // A mantissa is between one and two, and the smallest numbers have a fixed exponent.
        exponent -= 1;
        while exponent < least {
            let bits = (least - exponent).min(MAX_SHIFT as i32);
            self.halve(bits as u32);
            exponent += bits;
        }
        self.double(width);
        let mut mantissa = self.round();
        if mantissa == 1 << width {
            mantissa /= 2;
            exponent += 1;
        }
        if exponent > greatest {
            return infinite;
        }
        let is_normal = mantissa >= 1 << (width - 1);
        let biased = if is_normal { (exponent - least + 1) as u64 } else { 0 };
        biased << (width - 1) | mantissa & ((1 << (width - 1)) - 1)
    }
}

/// A float as Go's `%v` writes it: with an exponent below 1e-4 and from 1e6 on.
pub fn general(number: f64) -> String {
    if number == 0.0 || (1e-4..1e6).contains(&number.abs()) { plain(number) } else { exponent(number, 2) }
}

/// A float as `encoding/json` writes it: with an exponent, of as few digits as possible, below 1e-6 and from 1e21 on.
pub fn json(number: f64) -> String {
    if number == 0.0 || (1e-6..1e21).contains(&number.abs()) { plain(number) } else { exponent(number, 1) }
}

/// The shortest digits that read back as the number, and the exponent with its sign.
fn exponent(number: f64, digits: usize) -> String {
    let text = scientific(number);
    let Some((mantissa, exponent)) = text.split_once('e') else { return text };
    match exponent.strip_prefix('-') {
        Some(exponent) => format!("{mantissa}e-{exponent:0>digits$}"),
        None => format!("{mantissa}e+{exponent:0>2}"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::float_cmp)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn edge_cases_are_rounded_correctly() {
        for text in [
            "0",
            "-0",
            "0.0e5",
            "1",
            "+1",
            ".5",
            "5.",
            "1e3",
            "1E-3",
            "0.1",
            "123456789012345678901234567890",
            "1e308",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "1e309",
            "1e99999999999999999999",
            "5e-324",
            "4e-324",
            "3e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "1e-400",
            "-1e-400",
            "2.2250738585072014e-308",
            "2.2250738585072011e-308",
            "2.225073858507201e-308",
            "9007199254740993",
            "9007199254740992.9",
            "9007199254740993.0000000001",
            "0.500000000000000166533453693773481063544750213623046875",
        ] {
            let expected: f64 = text.parse().unwrap();
            assert_eq!(parse(text).map(f64::to_bits), Some(expected.to_bits()), "{text}");
        }
        let long = format!("0.{}1e{}", "0".repeat(2000), 2000);
        assert_eq!(parse(&long), Some(0.1));
        let half = format!("9007199254740993{}.{}1", "0".repeat(0), "0".repeat(1500));
        assert_eq!(parse(&half), half.parse().ok());
    }

    #[test]
    fn edge_cases_are_written_correctly() {
        let numbers =
            [0.0, -0.0, 1.0, 0.1, 1e21, 1e23, 9.5e-5, 5e-324, f64::MAX, f64::MIN_POSITIVE, f64::NAN, f64::INFINITY];
        for number in numbers.into_iter().flat_map(|number| [number, -number]) {
            assert_eq!(scientific(number), format!("{number:e}"));
            assert_eq!(plain(number), format!("{number}"));
            let single = number as f32;
            assert_eq!(scientific_single(single), format!("{single:e}"));
        }
    }

    /// The expected values are those of Go's `strconv.FormatFloat(number, 'e', -1, 64)`.
    #[test]
    fn ties_are_written_as_even() {
        for (number, written) in [
            (1_524_802_725_399_757.0 / 8.0, "1.9060034067496962e14"),
            (2_f64.powi(132), "5.444517870735016e39"),
            (2_f64.powi(89), "6.189700196426902e26"),
        ] {
            assert_eq!(scientific(number), written);
        }
    }

    #[test]
    fn invalid_numbers_are_rejected() {
        for text in ["", "-", "+", ".", "e1", "1e", "1e+", "inf", "nan", "1_0", "0x1p1", "1e1e1", "--1", " 1", "1.2.3"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn written_floats_parse_as_in_the_standard_library(bits: u64) {
            let number = f64::from_bits(bits);
            prop_assume!(number.is_finite());
            for text in [format!("{number:e}"), format!("{number}"), format!("{number:.20e}")] {
                prop_assert_eq!(parse(&text).map(f64::to_bits), text.parse().ok().map(f64::to_bits), "{}", text);
            }
        }

        #[test]
        fn floats_are_written_as_in_the_standard_library(bits: u64, single: u32, small in -1_000_000..1_000_000_i32, places in 0..9_i32) {
            let few = f64::from(small) / 10_f64.powi(places);
            for number in [f64::from_bits(bits), few, f64::from(small), few * 1e10] {
                // At a tie, the standard library writes the upper of the two numbers.
                for (ours, theirs) in [(scientific(number), format!("{number:e}")), (plain(number), format!("{number}"))] {
                    let is_same = ours == theirs || ours.len() == theirs.len() && ours.parse() == Ok(number);
                    prop_assert!(is_same, "{} instead of {}", ours, theirs);
                }
            }
            let single = f32::from_bits(single);
            let (ours, theirs) = (scientific_single(single), format!("{single:e}"));
            let is_same = ours == theirs || ours.len() == theirs.len() && ours.parse() == Ok(single);
            prop_assert!(is_same, "{} instead of {}", ours, theirs);
        }

        #[test]
        fn decimals_parse_as_in_the_standard_library(text in r"[-+]?[0-9]{0,30}(\.[0-9]{0,30})?([eE][-+]?[0-9]{0,3})?") {
            prop_assert_eq!(parse(&text).map(f64::to_bits), text.parse().ok().map(f64::to_bits), "{}", text);
        }
    }

    #[test]
    fn floats_with_exponents() {
        for (number, written, in_json) in [
            (1.5, "1.5", "1.5"),
            (-0.0, "-0", "-0"),
            (999_999.5, "999999.5", "999999.5"),
            (1_234_567.5, "1.2345675e+06", "1234567.5"),
            (1e20, "1e+20", "100000000000000000000"),
            (1e21, "1e+21", "1e+21"),
            (1.5e300, "1.5e+300", "1.5e+300"),
            (0.000_05, "5e-05", "0.00005"),
            (5e-7, "5e-07", "5e-7"),
        ] {
            assert_eq!((general(number).as_str(), json(number).as_str()), (written, in_json));
        }
    }
}
