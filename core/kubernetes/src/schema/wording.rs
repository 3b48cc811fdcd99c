//! Values in the API server's messages, written as Go does.

use promwright_go::sort::sort_by_text;
use promwright_go::{Quoted, float};
use promwright_yaml::write::json;
use promwright_yaml::{Data, Value};

/// A value in a message (`field.Error.ErrorBody`): strings quoted as in Go, lists and objects as JSON.
pub(super) fn bad_value(value: &Value<'_>) -> String {
    match &value.data {
        Data::String(text) => Quoted(text).to_string(),
        Data::Float(number) => float::general(*number),
        _ => json(value),
    }
}

/// A value as Go's `%v` prints it: `map[a:1 b:[x y]]`.
pub(super) fn go_value(value: &Value<'_>) -> String {
    match &value.data {
        Data::Null => "<nil>".to_owned(),
        Data::Bool(boolean) => boolean.to_string(),
        Data::Int(integer) => integer.to_string(),
        Data::Float(number) => float::general(*number),
        Data::String(text) => text.to_string(),
        Data::List(items) => format!("[{}]", items.iter().map(go_value).collect::<Vec<_>>().join(" ")),
        Data::Object(object) => {
            let mut entries: Vec<_> = object.entries.iter().collect();
            sort_by_text(&mut entries, |entry| &entry.key);
            let entries = entries.into_iter().map(|entry| format!("{}:{}", entry.key, go_value(&entry.value)));
            format!("map[{}]", entries.collect::<Vec<_>>().join(" "))
        }
    }
}

/// The type of a value in Go's JSON decoder (`%T`).
pub(super) fn go_type(value: &Value<'_>) -> &'static str {
    match value.data {
        Data::Null => "<nil>",
        Data::Bool(_) => "bool",
        Data::Int(_) => "int64",
        Data::Float(_) => "float64",
        Data::String(_) => "string",
        Data::List(_) => "[]interface {}",
        Data::Object(_) => "map[string]interface {}",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::sample::value;

    #[test]
    fn values_are_printed_as_in_go() {
        for (json, printed) in [
            (r#"{"b":[1,"x y",null],"a":{"c":true}}"#, "map[a:map[c:true] b:[1 x y <nil>]]"),
            ("1234567.5", "1.2345675e+06"),
            ("[]", "[]"),
        ] {
            assert_eq!(go_value(&value(json)), printed);
        }
    }
}
