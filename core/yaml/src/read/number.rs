//! Numbers as Go parses and writes them.

use promwright_go::float;

/// Parses an integer with its sign and base prefix (`strconv.ParseInt` and `ParseUint` with base 0).
///
/// The text has no underscores. A leading `0` without a letter means octal. The result is never below [`i64::MIN`].
pub(super) fn parse_integer(text: &str) -> Option<i128> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, text.get(1..)?),
        b'+' => (false, text.get(1..)?),
        _ => (false, text),
    };
    let (digits, radix) = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => (digits.get(2..)?, 16),
        [b'0', b'o' | b'O', ..] => (digits.get(2..)?, 8),
        [b'0', b'b' | b'B', ..] => (digits.get(2..)?, 2),
        [b'0', _, ..] => (digits.get(1..)?, 8),
        _ => (digits, 10),
    };
    if digits.starts_with(['+', '-']) {
        return None;
    }
    let magnitude = i128::from(u64::from_str_radix(digits, radix).ok()?);
    match negative {
        true => (magnitude <= 1 << 63).then_some(-magnitude),
        // Only `ParseInt` accepts a sign. What does not fit it is passed to `ParseUint`, which does not accept one.
        false if text.starts_with('+') => (magnitude < 1 << 63).then_some(magnitude),
        false => Some(magnitude),
    }
}

/// Parses a decimal number; `None` if it is invalid or out of range (`strconv.ParseFloat` after go-yaml's pattern
/// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`).
pub(super) fn parse_float(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.strip_prefix(['-', '+']).unwrap_or(exponent)),
        None => (unsigned, "0"),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mantissa_is_number = match (whole, fraction) {
        ("", "") => false,
        ("", _) => mantissa.starts_with('.'),
        _ => true,
    };
    if !mantissa_is_number || exponent.is_empty() || ![whole, fraction, exponent].into_iter().all(digits) {
        return None;
    }
    float::parse(text).filter(|number| number.is_finite())
}

/// Writes a number in the shortest digits that read back as the same 64-bit float (`strconv.FormatFloat(x, 'g', -1, 64)`).
pub(super) fn general(number: f64) -> String {
    general_of(&float::scientific(number))
}

/// Writes a number in the shortest digits that read back as the same 32-bit float (`strconv.FormatFloat(x, 'g', -1, 32)`).
pub(super) fn general_single(number: f64) -> String {
    general_of(&float::scientific_single(number as f32))
}

/// Converts Rust's shortest scientific notation to Go's general one.
fn general_of(scientific: &str) -> String {
    let (sign, unsigned) = match scientific.strip_prefix('-') {
        Some(unsigned) => ("-", unsigned),
        None => ("", scientific),
    };
    let Some((mantissa, exponent)) = unsigned.split_once('e') else {
        return match unsigned {
            "NaN" => String::from("NaN"),
            _ => format!("{}Inf", if sign.is_empty() { "+" } else { sign }),
        };
    };
    let exponent: i32 = exponent.parse().unwrap_or_default();
    let digits: String = mantissa.chars().filter(|&c| c != '.').collect();
    match exponent {
        0..6 => {
            let whole = exponent.unsigned_abs() as usize + 1;
            match digits.split_at_checked(whole) {
                Some((whole, "")) => format!("{sign}{whole}"),
                Some((whole, fraction)) => format!("{sign}{whole}.{fraction}"),
                None => format!("{sign}{digits:0<whole$}"),
            }
        }
        -4..0 => format!("{sign}0.{}{digits}", "0".repeat(exponent.unsigned_abs() as usize - 1)),
        _ => format!("{sign}{mantissa}e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.unsigned_abs()),
    }
}

/// The integer that a float becomes in encoding/json: its output has no fraction or exponent and fits 64 bits.
pub(super) fn integral(number: f64) -> Option<i64> {
    // 2^63; from 10^21 on encoding/json writes an exponent, which is out of this range anyway.
    let fits = number.fract() == 0.0 && (-9_223_372_036_854_775_808.0..=9_223_372_036_854_775_808.0).contains(&number);
    // The shortest digits, padded with zeros, as Go writes them. They are not always the exact value of the float.
    if fits { float::plain(number).parse().ok().or((number == 0.0).then_some(0)) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_parsed_as_in_go() {
        for (text, number) in [
            ("0", Some(0)),
            ("-0", Some(0)),
            ("00", Some(0)),
            ("017", Some(15)),
            ("08", None),
            ("0o17", Some(15)),
            ("0x1F", Some(31)),
            ("-0X1f", Some(-31)),
            ("0b101", Some(5)),
            ("0x", None),
            ("+", None),
            ("", None),
            ("+-1", None),
            ("0x-1", None),
            ("9223372036854775807", Some(9_223_372_036_854_775_807)),
            ("9223372036854775808", Some(9_223_372_036_854_775_808)),
            ("+9223372036854775808", None),
            ("18446744073709551615", Some(18_446_744_073_709_551_615)),
            ("18446744073709551616", None),
            ("-9223372036854775808", Some(-9_223_372_036_854_775_808)),
            ("-9223372036854775809", None),
        ] {
            assert_eq!(parse_integer(text), number, "{text}");
        }
    }

    #[test]
    fn floats_are_decimal_and_in_range() {
        for (text, number) in [
            (".5", Some(0.5)),
            ("5.", Some(5.0)),
            ("08", Some(8.0)),
            ("-1.5e+3", Some(-1500.0)),
            ("1e400", None),
            ("1e-400", Some(0.0)),
            (".", None),
            (".e1", None),
            ("1e", None),
            ("1e+", None),
            ("", None),
            ("inf", None),
            ("1_0", None),
            ("0x1p3", None),
        ] {
            assert_eq!(parse_float(text), number, "{text}");
        }
    }

    #[test]
    fn floats_are_written_as_in_go() {
        for (number, double, single) in [
            (1.0, "1", "1"),
            (1.5, "1.5", "1.5"),
            (100_000.0, "100000", "100000"),
            (1_234_567.0, "1.234567e+06", "1.234567e+06"),
            (12_345_678.9, "1.23456789e+07", "1.2345679e+07"),
            (0.0001, "0.0001", "0.0001"),
            (-0.000_01, "-1e-05", "-1e-05"),
            (1e100, "1e+100", "+Inf"),
            (f64::NEG_INFINITY, "-Inf", "-Inf"),
            (f64::NAN, "NaN", "NaN"),
        ] {
            assert_eq!(general(number), double);
            assert_eq!(general_single(number), single);
        }
    }

    #[test]
    fn whole_floats_become_integers() {
        for (number, integer) in [
            (1.0, Some(1)),
            (-0.0, Some(0)),
            (0.5, None),
            (1e18, Some(1_000_000_000_000_000_000)),
            (1_152_921_504_606_846_976.0, Some(1_152_921_504_606_847_000)),
            (1e19, None),
            (f64::NAN, None),
        ] {
            assert_eq!(integral(number), integer);
        }
    }
}
