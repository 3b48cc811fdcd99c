//! Times as the API server parses them.

use crate::lowercase;

/// The RFC 3339 layout, as Go's messages quote it.
const RFC3339: &str = "2006-01-02T15:04:05Z07:00";

/// Checks a time in an object's metadata and returns Go's error if it is invalid: Go's `time.Parse(time.RFC3339, text)`.
pub fn check_rfc3339(text: &str) -> Result<(), String> {
    let mut parser = Parser { text, rest: text };
    let date = parser.date()?;
    parser.literal("T")?;
    // An hour of one digit is valid.
    let hour = match parser.digits(2, "15") {
        Ok(hour) => hour,
        Err(_) => parser.digits(1, "15")?,
    };
    if hour > 23 {
        return Err(parser.out_of_range("hour"));
    }
    parser.literal(":")?;
    if parser.digits(2, "04")? > 59 {
        return Err(parser.out_of_range("minute"));
    }
    parser.literal(":")?;
    if parser.digits(2, "05")? > 59 {
        return Err(parser.out_of_range("second"));
    }
    if let Some(fraction) = parser.rest.strip_prefix(['.', ',']) {
        let after = fraction.trim_start_matches(|character: char| character.is_ascii_digit());
        if after.len() < fraction.len() {
            parser.rest = after;
        }
    }
    parser.zone()?;
    if !parser.rest.is_empty() {
        return Err(format!("parsing time {text:?}: extra text: {:?}", parser.rest));
    }
    if date.day < 1 || date.day > days_in(date.month, date.year) {
        return Err(parser.out_of_range("day"));
    }
    Ok(())
}

/// Whether a text has the format `date-time` (`IsDateTime` of k8s.io/kube-openapi, `pkg/validation/strfmt`).
pub fn is_date_time(text: &str) -> bool {
    let lower = lowercase(text);
    let mut parts = lower.split('t');
    let (Some(date), Some(time)) = (parts.next(), parts.next()) else { return false };
    is_date(date) && is_time(time)
}

fn is_date(text: &str) -> bool {
    let mut parser = Parser { text, rest: text };
    parser.date().is_ok_and(|date| date.day >= 1 && date.day <= days_in(date.month, date.year))
        && parser.rest.is_empty()
}

/// Whether a text matches `^([0-9]{2}):([0-9]{2}):([0-9]{2})(.[0-9]+)?(z|([+-][0-9]{2}:[0-9]{2}))$` and is a valid time of day.
fn is_time(text: &str) -> bool {
    let mut parser = Parser { text, rest: text };
    let mut clock = || -> Result<bool, String> {
        let hour = parser.digits(2, "")?;
        parser.literal(":")?;
        let minute = parser.digits(2, "")?;
        parser.literal(":")?;
        let second = parser.digits(2, "")?;
        Ok(hour <= 23 && minute <= 59 && second <= 59)
    };
    if clock() != Ok(true) {
        return false;
    }
    let is_zone = |text: &str| match text.as_bytes() {
        b"z" => true,
        [b'+' | b'-', hour, hours, b':', minute, minutes] => {
            [hour, hours, minute, minutes].into_iter().all(u8::is_ascii_digit)
        }
        _ => false,
    };
    let mut fraction = parser.rest.chars();
    let separator = fraction.next();
    let after = fraction.as_str().trim_start_matches(|character: char| character.is_ascii_digit());
    is_zone(parser.rest)
        || (separator.is_some_and(|separator| separator != '\n')
            && after.len() < fraction.as_str().len()
            && is_zone(after))
}

struct Date {
    year: u32,
    month: u32,
    day: u32,
}

struct Parser<'t> {
    text: &'t str,
    rest: &'t str,
}

impl Parser<'_> {
    /// Parses a date. The caller checks that the month has that day.
    fn date(&mut self) -> Result<Date, String> {
        let year = self.digits(4, "2006")?;
        self.literal("-")?;
        let month = self.digits(2, "01")?;
        if !(1..=12).contains(&month) {
            return Err(self.out_of_range("month"));
        }
        self.literal("-")?;
        let day = self.digits(2, "02")?;
        Ok(Date { year, month, day })
    }

    fn digits(&mut self, count: usize, element: &str) -> Result<u32, String> {
        match self.rest.split_at_checked(count) {
            Some((digits, rest)) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.rest = rest;
                digits.parse().map_err(|_| self.mismatch(element))
            }
            _ => Err(self.mismatch(element)),
        }
    }

    fn literal(&mut self, literal: &str) -> Result<(), String> {
        self.rest = self.rest.strip_prefix(literal).ok_or_else(|| self.mismatch(literal))?;
        Ok(())
    }

    fn zone(&mut self) -> Result<(), String> {
        if let Some(rest) = self.rest.strip_prefix('Z') {
            self.rest = rest;
            return Ok(());
        }
        let mismatch = self.mismatch("Z07:00");
        self.rest = self.rest.strip_prefix(['+', '-']).ok_or_else(|| mismatch.clone())?;
        let hours = self.digits(2, "").map_err(|_| mismatch.clone())?;
        self.literal(":").map_err(|_| mismatch.clone())?;
        let minutes = self.digits(2, "").map_err(|_| mismatch)?;
        if hours > 24 {
            return Err(self.out_of_range("time zone offset hour"));
        }
        if minutes > 60 {
            return Err(self.out_of_range("time zone offset minute"));
        }
        Ok(())
    }

    fn mismatch(&self, element: &str) -> String {
        format!("parsing time {:?} as {RFC3339:?}: cannot parse {:?} as {element:?}", self.text, self.rest)
    }

    fn out_of_range(&self, what: &str) -> String {
        format!("parsing time {:?}: {what} out of range", self.text)
    }
}

fn days_in(month: u32, year: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_times() {
        for text in ["2026-01-31T23:59:59Z", "2024-02-29T1:00:00.123+02:00", "0000-01-01T00:00:00,5-24:00"] {
            assert_eq!(check_rfc3339(text), Ok(()), "{text}");
        }
        for (text, message) in [
            ("", r#"parsing time "" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "2006""#),
            (
                "2026-01-31 10:00:00Z",
                r#"parsing time "2026-01-31 10:00:00Z" as "2006-01-02T15:04:05Z07:00": cannot parse " 10:00:00Z" as "T""#,
            ),
            ("2026-13-01T00:00:00Z", r#"parsing time "2026-13-01T00:00:00Z": month out of range"#),
            ("2026-02-29T00:00:00Z", r#"parsing time "2026-02-29T00:00:00Z": day out of range"#),
            ("2026-01-31T24:00:00Z", r#"parsing time "2026-01-31T24:00:00Z": hour out of range"#),
            ("2026-01-31T10:00:00Zx", r#"parsing time "2026-01-31T10:00:00Zx": extra text: "x""#),
            (
                "2026-01-31T10:00:00",
                r#"parsing time "2026-01-31T10:00:00" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "Z07:00""#,
            ),
        ] {
            assert_eq!(check_rfc3339(text), Err(message.to_owned()));
        }
    }

    #[test]
    fn date_times() {
        for text in
            ["2026-01-31T23:59:59Z", "2026-01-31t23:59:59x5z", "2026-01-31T00:00:00+99:99", "2026-01-31T00:00:00ZT"]
        {
            assert!(is_date_time(text), "{text}");
        }
        for text in
            ["", "2026-01-31", "2026-02-30T00:00:00Z", "2026-01-31T00:00:60Z", "2026-01-31T00:00:00.Z", "é-01-01T"]
        {
            assert!(!is_date_time(text), "{text}");
        }
    }
}
