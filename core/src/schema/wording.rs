//! How the API server, a Go program, writes values into its messages.

use crate::order::sort_by_text;
use promwright_writer::float;
use std::fmt::Write;

use crate::source::{Data, Value};

/// A string in Go's quotes: `strconv.Quote`.
pub(super) fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\u{7}' => quoted.push_str("\\a"),
            '\u{8}' => quoted.push_str("\\b"),
            '\u{c}' => quoted.push_str("\\f"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\u{b}' => quoted.push_str("\\v"),
            character if is_printable(character) => quoted.push(character),
            character => {
                let code = u32::from(character);
                // Writing to a string does not fail.
                let _ = match code {
                    0..=0x7f => write!(quoted, "\\x{code:02x}"),
                    0x80..=0xffff => write!(quoted, "\\u{code:04x}"),
                    _ => write!(quoted, "\\U{code:08x}"),
                };
            }
        }
    }
    quoted.push('"');
    quoted
}

/// `unicode.IsPrint`: letters, marks, numbers, punctuation, symbols and the ASCII space.
fn is_printable(character: char) -> bool {
    if character.is_ascii() {
        return character == ' ' || character.is_ascii_graphic();
    }
    // The standard library's own table shows through `escape_debug`, which leaves marks alone unless they stand first.
    let text = ['a', character].iter().collect::<String>();
    text.escape_debug().count() == 2
}

/// A value in a message (`field.Error.ErrorBody`): strings in Go's quotes, lists and objects as JSON.
pub(super) fn bad_value(value: &Value<'_>) -> String {
    match &value.data {
        Data::String(text) => quote(text),
        Data::Float(number) => float(*number),
        _ => json(value),
    }
}

/// A value as `encoding/json` writes it: keys sorted, and `<`, `>` and `&` escaped.
pub(super) fn json(value: &Value<'_>) -> String {
    let mut text = String::new();
    write_json(value, &mut text);
    text
}

fn write_json(value: &Value<'_>, text: &mut String) {
    match &value.data {
        Data::Null => text.push_str("null"),
        Data::Bool(boolean) => text.push_str(if *boolean { "true" } else { "false" }),
        Data::Int(integer) => text.push_str(&integer.to_string()),
        Data::Float(number) => text.push_str(&json_float(*number)),
        Data::String(string) => write_json_string(string, text),
        Data::List(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write_json(item, text);
            }
            text.push(']');
        }
        Data::Object(object) => {
            let mut entries: Vec<_> = object.entries.iter().map(|entry| (&*entry.key, &entry.value)).collect();
            sort_by_text(&mut entries, |(key, _)| key);
            write_json_object(&entries, text);
        }
    }
}

/// An object as `encoding/json` writes it; the fields come sorted.
pub(super) fn write_json_object(entries: &[(&str, &Value<'_>)], text: &mut String) {
    text.push('{');
    for (index, (key, value)) in entries.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        write_json_string(key, text);
        text.push(':');
        write_json(value, text);
    }
    text.push('}');
}

/// A string as `encoding/json` writes it, which also escapes what HTML and JavaScript would take for their own.
pub(crate) fn write_json_string(string: &str, text: &mut String) {
    text.push('"');
    for character in string.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\u{8}' => text.push_str("\\b"),
            '\u{c}' => text.push_str("\\f"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\0'..='\u{1f}' | '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(text, "\\u{:04x}", u32::from(character));
            }
            character => text.push(character),
        }
    }
    text.push('"');
}

/// A float as `%v` writes it: with an exponent below 1e-4 and from 1e6.
fn float(number: f64) -> String {
    if number == 0.0 || (1e-4..1e6).contains(&number.abs()) { float::plain(number) } else { exponent(number, 2) }
}

/// A float as `encoding/json` writes it: with an exponent below 1e-6, of as few digits as it takes, and from 1e21.
fn json_float(number: f64) -> String {
    if number == 0.0 || (1e-6..1e21).contains(&number.abs()) { float::plain(number) } else { exponent(number, 1) }
}

/// The shortest digits that read back the same, and the exponent with its sign.
fn exponent(number: f64, digits: usize) -> String {
    let text = float::scientific(number);
    let Some((mantissa, exponent)) = text.split_once('e') else { return text };
    match exponent.strip_prefix('-') {
        Some(exponent) => format!("{mantissa}e-{exponent:0>digits$}"),
        None => format!("{mantissa}e+{exponent:0>2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_quoted_as_in_go() {
        for (text, quoted) in [
            ("5m ", r#""5m ""#),
            ("a\"b\\", r#""a\"b\\""#),
            ("\u{7}\u{1}\n", r#""\a\x01\n""#),
            ("日本語 🔥", "\"日本語 🔥\""),
            ("a\u{301}", "\"a\u{301}\""),
            ("\u{a0}\u{feff}\u{e000}", r#""\u00a0\ufeff\ue000""#),
            ("\u{10ffff}", r#""\U0010ffff""#),
        ] {
            assert_eq!(quote(text), quoted);
        }
    }

    #[test]
    fn floats_are_written_as_in_go() {
        for (number, plain, json) in [
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
            assert_eq!((float(number).as_str(), json_float(number).as_str()), (plain, json));
        }
    }
}
