//! JSON values: read exactly, compared, and shown.

use std::fmt::{self, Formatter};

use promwright_yaml::Data;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Number, Value};

/// Reads JSON with every number exact and fields in their order. A number spelled with a fraction or an exponent is a float.
///
/// `serde_json` by itself may miss the last digit of a long float. It has a feature against that, but turning it on here
/// would turn it on for the core too, and hide that the core needs it.
pub(super) fn read(text: &str) -> serde_json::Result<Value> {
    Ok(match text.as_bytes().first() {
        Some(b'{') => {
            let Fields(fields) = serde_json::from_str(text)?;
            let field = |(key, value): (String, &RawValue)| Ok((key, read(value.get())?));
            Value::Object(fields.into_iter().map(field).collect::<serde_json::Result<_>>()?)
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text)?;
            Value::Array(items.into_iter().map(|item| read(item.get())).collect::<serde_json::Result<_>>()?)
        }
        Some(b'-' | b'0'..=b'9') => Value::Number(number(text)?),
        _ => serde_json::from_str(text)?,
    })
}

/// An integer where it is spelled like one and fits 64 bits, else a float.
fn number(text: &str) -> serde_json::Result<Number> {
    if let Ok(integer) = text.parse::<i64>() {
        return Ok(integer.into());
    }
    if let Ok(integer) = text.parse::<u64>() {
        return Ok(integer.into());
    }
    let float = text.parse::<f64>().ok().and_then(Number::from_f64);
    float.ok_or_else(|| serde_json::Error::custom(format!("{text} is no number")))
}

/// [`read`] for a field of a struct.
pub(super) fn exact<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
    let raw = <&RawValue>::deserialize(deserializer)?;
    read(raw.get()).map_err(D::Error::custom)
}

/// The fields of an object, unread.
struct Fields<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

/// A value of the core.
pub(super) fn from_core(value: &promwright_yaml::Value<'_>) -> Value {
    match &value.data {
        Data::Null => Value::Null,
        Data::Bool(value) => Value::Bool(*value),
        Data::Int(value) => Value::from(*value),
        Data::Float(value) => Value::from(*value),
        Data::String(text) => Value::from(text.as_ref()),
        Data::List(items) => items.iter().map(from_core).collect(),
        Data::Object(object) => {
            object.entries.iter().map(|field| (field.key.to_string(), from_core(&field.value))).collect()
        }
    }
}

/// Whether two values are equal: `1` equals `1.0`, and the order of fields does not matter.
pub(super) fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => equal_numbers(a, b),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| equal(a, b)))
        }
        _ => a == b,
    }
}

/// Two integers are compared as integers, lest neighbours beyond 2^53 look the same.
#[allow(clippy::float_cmp, reason = "equal means equal")]
fn equal_numbers(a: &Number, b: &Number) -> bool {
    match (a.as_i128(), b.as_i128()) {
        (Some(a), Some(b)) => a == b,
        _ => a.as_f64() == b.as_f64(),
    }
}

/// The value as text of many lines, fields sorted by name, so that a diff shows what differs and not how it was ordered.
pub(super) fn pretty(value: &Value) -> String {
    let mut sorted = value.clone();
    sorted.sort_all_objects();
    serde_json::to_string_pretty(&sorted).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_are_read_exactly() {
        let value = read(
            r#"{"b": [1.2345678901234567e+20, 0.010000001, 123456789012345680000], "a": {"c": 1.0, "d": 1, "e": "1.5"}, "f": null}"#,
        );
        let value = value.unwrap();
        assert_eq!(value["b"], json!([1.234_567_890_123_456_7e20, 0.010_000_001, 1.234_567_890_123_456_8e20]));
        assert_eq!((value["a"]["c"].is_f64(), value["a"]["d"].is_i64()), (true, true));
        assert_eq!(value.as_object().unwrap().keys().collect::<Vec<_>>(), ["b", "a", "f"]);
        assert_eq!(value["a"]["e"], "1.5");
    }

    #[test]
    fn equality() {
        for (a, b, want) in [
            (json!(1), json!(1.0), true),
            (json!(0), json!(-0.0), true),
            (json!(9_007_199_254_740_993_i64), json!(9_007_199_254_740_992_i64), false),
            (json!(9_223_372_036_854_775_808_u64), json!(9_223_372_036_854_775_808_f64), true),
            (json!({"a": [1], "b": 2}), json!({"b": 2.0, "a": [1.0]}), true),
            (json!({"a": null}), json!({}), false),
            (json!({"a": null}), json!({"b": null}), false),
            (json!([1, 2]), json!([2, 1]), false),
            (json!("1"), json!(1), false),
        ] {
            assert_eq!(equal(&a, &b), want, "{a} {b}");
            assert_eq!(equal(&b, &a), want, "{b} {a}");
        }
    }
}
