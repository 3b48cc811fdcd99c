//! Values out of any of serde's formats, for what arrives as a part of something else: an object in an admission request.

use std::borrow::Cow;
use std::fmt::{self, Formatter};

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::limits::MAX_DEPTH;
use super::object::Names;
use super::value::{Data, Entry, Object, Span, Value};

/// Reads a value as the Kubernetes API server reads JSON: integers where they fit 64 bits, the last of equal keys. Text is
/// borrowed where the format lends it. The value stands in no text: its spans are empty.
impl<'de: 'a, 'a> Deserialize<'de> for Value<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Nested { depth: 0 }.deserialize(deserializer)
    }
}

/// A value at a depth.
#[derive(Clone, Copy)]
struct Nested {
    depth: usize,
}

impl Nested {
    /// What a list or an object at this depth holds.
    fn inner<E: Error>(self) -> Result<Self, E> {
        if self.depth >= MAX_DEPTH {
            return Err(E::custom("exceeded max depth"));
        }
        Ok(Self { depth: self.depth + 1 })
    }
}

impl<'de> DeserializeSeed<'de> for Nested {
    type Value = Value<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Nested {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value<'de>, E> {
        Ok(Value::new(Data::Null))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value<'de>, E> {
        Ok(Value::new(Data::Bool(value)))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value<'de>, E> {
        Ok(Value::new(Data::Int(number)))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value<'de>, E> {
        Ok(Value::new(i64::try_from(number).map_or(Data::Float(number as f64), Data::Int)))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value<'de>, E> {
        Ok(Value::new(Data::Float(number)))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Value<'de>, E> {
        Ok(Value::new(Data::String(Cow::Borrowed(text))))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value<'de>, E> {
        self.visit_string(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Value<'de>, E> {
        Ok(Value::new(Data::String(Cow::Owned(text))))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value<'de>, A::Error> {
        let inner = self.inner()?;
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(inner)? {
            items.push(item);
        }
        Ok(Value::new(Data::List(items)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value<'de>, A::Error> {
        let inner = self.inner()?;
        let (mut entries, mut names) = (Vec::<Entry<'_>>::new(), Names::default());
        while let Some(key) = access.next_key_seed(Key)? {
            let value = access.next_value_seed(inner)?;
            let entry = Entry { key, key_span: Span::default(), value };
            match names.find(&entries, &entry.key).and_then(|known| entries.get_mut(known)) {
                Some(known) => *known = entry,
                None => entries.push(entry),
            }
        }
        Ok(Value::new(Data::Object(Object { entries })))
    }
}

/// The name of a field, borrowed where it can be.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("a field's name")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(text))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn text_is_borrowed_and_the_last_of_equal_keys_counts() {
        let text = r#"{"a": 1, "b": [18446744073709551615, -1, 0.5, "x", "\n"], "a": null}"#;
        let value: Value<'_> = serde_json::from_str(text).unwrap();
        assert_eq!(value.get("a").unwrap().data, Data::Null);
        let Some([large, negative, fraction, plain, escaped]) = value.get("b").unwrap().as_list() else {
            unreachable!()
        };
        assert_eq!(large.data, Data::Float(18_446_744_073_709_551_615.0));
        assert_eq!((&negative.data, &fraction.data), (&Data::Int(-1), &Data::Float(0.5)));
        assert!(matches!(plain.data, Data::String(Cow::Borrowed("x"))));
        assert_eq!(escaped.as_str(), Some("\n"));
        assert!(serde_json::from_str::<Value<'_>>(&"[".repeat(100_000)).is_err());
    }
}
