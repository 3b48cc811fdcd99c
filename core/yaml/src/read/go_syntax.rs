//! Values as Go's `%#v` writes them, for go-yaml's messages.

use std::fmt::Write as _;

use promwright_go::Quoted;
use promwright_go::sort::sort_by_text;

use super::number;
use super::resolve::Scalar;
use crate::value::{Data, Value};

/// A key as Go's `%#v` writes it.
pub(super) fn key_syntax(key: &Scalar<'_>) -> String {
    match key {
        Scalar::Null => String::from("<nil>"),
        Scalar::Bool(value) => value.to_string(),
        Scalar::Int(number) => number.to_string(),
        Scalar::Uint(number) => format!("{number:#x}"),
        Scalar::Float(number) => number::general(*number),
        Scalar::String(text) | Scalar::Timestamp(text) => quote(text),
        Scalar::Bytes(bytes) => quote(&replace_invalid(bytes)),
    }
}

/// A value as Go's `%#v` writes it.
pub(super) fn go_syntax(value: &Value<'_>) -> String {
    if value.data == Data::Null {
        return String::from("<nil>");
    }
    let mut text = String::new();
    write_go_syntax(value, &mut text);
    text
}

fn write_go_syntax(value: &Value<'_>, text: &mut String) {
    match &value.data {
        Data::Null => text.push_str("interface {}(nil)"),
        Data::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        // Writing to a string cannot fail.
        Data::Int(number) => _ = write!(text, "{number}"),
        Data::Float(number) => text.push_str(&number::general(*number)),
        Data::String(string) => text.push_str(&quote(string)),
        Data::List(items) => {
            text.push_str("[]interface {}{");
            for (position, item) in items.iter().enumerate() {
                text.push_str(if position == 0 { "" } else { ", " });
                write_go_syntax(item, text);
            }
            text.push('}');
        }
        Data::Object(object) => {
            text.push_str("map[interface {}]interface {}{");
            let mut entries: Vec<_> = object.entries.iter().collect();
            sort_by_text(&mut entries, |entry| &entry.key);
            for (position, entry) in entries.into_iter().enumerate() {
                text.push_str(if position == 0 { "" } else { ", " });
                text.push_str(&quote(&entry.key));
                text.push(':');
                write_go_syntax(&entry.value, text);
            }
            text.push('}');
        }
    }
}

/// Text as encoding/json writes bytes: bytes that are not UTF-8 become U+FFFD.
pub(super) fn replace_invalid(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '\u{fffd}'));
    }
    text
}

/// A text in double quotes with Go's escapes.
pub(super) fn quote(text: &str) -> String {
    Quoted(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Entry, Object, Span};

    #[test]
    fn values_in_go_syntax() {
        let entry =
            |key: &'static str, data| Entry { key: key.into(), key_span: Span::default(), value: Value::new(data) };
        let object = Object { entries: vec![entry("b", Data::Null), entry("a", Data::Int(1))] };
        let list = vec![Value::new(Data::Float(1.5)), Value::new(Data::Bool(true)), Value::new(Data::Object(object))];
        for (data, text) in [
            (Data::Null, "<nil>"),
            (Data::String("\0\x07\x1b\u{85}\u{a0}日\"".into()), r#""\x00\a\x1b\u0085\u00a0日\"""#),
            (
                Data::List(list),
                r#"[]interface {}{1.5, true, map[interface {}]interface {}{"a":1, "b":interface {}(nil)}}"#,
            ),
        ] {
            assert_eq!(go_syntax(&Value::new(data)), text);
        }
        assert_eq!(key_syntax(&Scalar::Uint(u64::MAX)), "0xffffffffffffffff");
        assert_eq!(replace_invalid(b"a\xff\xe2\x82b"), "a\u{fffd}\u{fffd}\u{fffd}b");
    }
}
