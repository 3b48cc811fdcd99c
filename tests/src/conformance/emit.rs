//! `yaml-emit` and `yaml-emit-sorted`: values as gopkg.in/yaml.v2 writes them.

use promwright_yaml::write::{Writer, sort_naturally};
use serde_json::{Number, Value, json};

use super::Case;

/// `text`: objects keep their order, and a number is a float where it is spelled like one.
pub(super) fn answer(case: &Case<'_>) -> Value {
    emit(case, false)
}

/// `text`: objects are Go maps, which the library sorts, and every number is a float.
pub(super) fn answer_sorted(case: &Case<'_>) -> Value {
    emit(case, true)
}

fn emit(case: &Case<'_>, go_maps: bool) -> Value {
    let mut writer = Writer::new();
    write(&mut writer, &case.value(), go_maps);
    json!({"text": writer.finish()})
}

fn write(writer: &mut Writer, value: &Value, go_maps: bool) {
    match value {
        Value::Null => writer.null(),
        Value::Bool(value) => writer.bool(*value),
        Value::Number(number) => write_number(writer, number, go_maps),
        Value::String(text) => writer.string(text),
        Value::Array(items) => {
            writer.begin_list();
            for item in items {
                write(writer, item, go_maps);
            }
            writer.end_list();
        }
        Value::Object(object) => {
            let mut fields: Vec<_> = object.iter().collect();
            if go_maps {
                sort_naturally(&mut fields, |(key, _)| key.as_str());
            }
            writer.begin_map();
            for (key, value) in fields {
                writer.string(key);
                write(writer, value, go_maps);
            }
            writer.end_map();
        }
    }
}

fn write_number(writer: &mut Writer, number: &Number, go_maps: bool) {
    match (number.as_i64(), number.as_f64()) {
        (Some(value), _) if !go_maps => writer.int(value),
        (_, value) => writer.float(value.unwrap_or(f64::NAN)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_spelling_of_numbers() {
        let case = Case::parse(r#"{"name":"a","type":"t","want":{},"value":{"b":1e6,"a":[1,1.0,1.5]}}"#).unwrap();
        assert_eq!(answer(&case)["text"], "b: 1e+06\na:\n- 1\n- 1\n- 1.5\n");
        assert_eq!(answer_sorted(&case)["text"], "a:\n- 1\n- 1\n- 1.5\nb: 1e+06\n");
    }
}
