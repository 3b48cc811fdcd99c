//! Numbers as Go's strconv prints them.

use std::fmt::Write as _;

use promwright_go::float;

use super::Writer;

impl Writer {
    /// Writes a signed integer.
    pub fn int(&mut self, value: i64) {
        self.display(value);
    }

    /// Writes an unsigned integer.
    pub fn uint(&mut self, value: u64) {
        self.display(value);
    }

    /// Writes a float in the shortest digits that read back as the same value, as Go's `strconv.FormatFloat(value, 'g', -1,
    /// 64)` does: with an exponent of at least two digits below 0.0001 and from 1,000,000 on; `.inf`, `-.inf` and `.nan`.
    pub fn float(&mut self, value: f64) {
        if value.is_nan() {
            self.bare(".nan");
        } else if value.is_infinite() {
            self.bare(if value > 0.0 { ".inf" } else { "-.inf" });
        } else if value == 0.0 || (1e-4..1e6).contains(&value.abs()) {
            self.display(float::plain(value));
        } else {
            let digits = float::scientific(value);
            let (mantissa, exponent) = digits.split_once('e').unwrap_or((&digits, "0"));
            let (sign, exponent) = exponent.strip_prefix('-').map_or(('+', exponent), |below| ('-', below));
            self.display(format_args!("{mantissa}e{sign}{exponent:0>2}"));
        }
    }

    /// Writes a number: ASCII without blanks.
    fn display(&mut self, number: impl std::fmt::Display) {
        self.enter(true);
        let start = self.text.len();
        // Writing to a String cannot fail.
        let _ = write!(self.text, "{number}");
        self.column += self.text.len() - start;
        self.indention = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Writer)) -> String {
        let mut writer = Writer::new();
        write(&mut writer);
        writer.finish()
    }

    #[test]
    fn numbers_match_go() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "-0"),
            (1.0, "1"),
            (0.1, "0.1"),
            (123_456.0, "123456"),
            (999_999.5, "999999.5"),
            (1e6, "1e+06"),
            (123_456_789.123, "1.23456789123e+08"),
            (1e-4, "0.0001"),
            (0.000_012_5, "1.25e-05"),
            (-1e21, "-1e+21"),
            (f64::MAX, "1.7976931348623157e+308"),
            (5e-324, "5e-324"),
            (f64::INFINITY, ".inf"),
            (f64::NEG_INFINITY, "-.inf"),
            (f64::NAN, ".nan"),
        ] {
            assert_eq!(written(|w| w.float(value)), format!("{text}\n"));
        }
        assert_eq!(written(|w| w.int(i64::MIN)), "-9223372036854775808\n");
        assert_eq!(written(|w| w.uint(u64::MAX)), "18446744073709551615\n");
    }
}
