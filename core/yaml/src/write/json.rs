//! Writing values as `encoding/json` does.

use std::fmt::Write;

use promwright_go::float;
use promwright_go::sort::sort_by_text;

use crate::value::{Data, Value};

/// A value as `encoding/json` writes it: keys sorted, and `<`, `>` and `&` escaped.
pub fn json(value: &Value<'_>) -> String {
    let mut text = String::new();
    write_json(value, &mut text);
    text
}

fn write_json(value: &Value<'_>, text: &mut String) {
    match &value.data {
        Data::Null => text.push_str("null"),
        Data::Bool(boolean) => text.push_str(if *boolean { "true" } else { "false" }),
        Data::Int(integer) => text.push_str(&integer.to_string()),
        Data::Float(number) => text.push_str(&float::json(*number)),
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

/// Writes an object as `encoding/json` does. The fields must be sorted.
pub fn write_json_object(entries: &[(&str, &Value<'_>)], text: &mut String) {
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

/// Writes a string as `encoding/json` does, which also escapes characters that are special in HTML and JavaScript.
pub fn write_json_string(string: &str, text: &mut String) {
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
