//! From the representation graph to values of JSON's data model.

use std::borrow::Cow;

use super::error::{DuplicateKey, DuplicateKeys, ReadError};
use super::go_syntax::{go_syntax, key_syntax, replace_invalid};
use super::graph::{Graph, Kind, parse};
use super::limits::{Expansion, MAX_DEPTH};
use super::number;
use super::object::Names;
use super::resolve::{Scalar, resolve};
use super::syntax::LastLine;
use crate::value::{Data, Entry, Object, Span, Value};

/// Reads a YAML document that starts at `at` in the whole text.
///
/// Ported from sigs.k8s.io/yaml 1.6.0 (`YAMLToJSON`; for duplicate keys, `YAMLToJSONStrict`) over go.yaml.in/yaml/v2. A mapping
/// that is merged (`<<`) acts at its position: later keys override it, and it overrides earlier ones.
pub(super) fn read_yaml<'a>(
    text: &'a str,
    at: u32,
    duplicate_keys: &mut DuplicateKeys,
) -> Result<Value<'a>, ReadError> {
    let graph = parse(text, at, LastLine::Ended)?;
    if graph.get(0).is_none() {
        return Ok(Value { span: Span { start: at, end: at }, data: Data::Null });
    }
    let mut decoder = Decoder {
        graph,
        expansion: Expansion::default(),
        duplicate_keys,
        suspects: Suspects::new(),
        has_non_finite: false,
    };
    let value = decoder.value(0, 0)?;
    let Decoder { suspects, has_non_finite, .. } = decoder;
    if !suspects.is_empty()
        && let Some(error) = unsupported_key(&value, &suspects)
    {
        return Err(error);
    }
    if has_non_finite && let Some((number, span)) = non_finite(&value) {
        return Err(ReadError::new(format!("json: unsupported value: {}", number::general(number)), span));
    }
    Ok(value)
}

/// Keys sorted by their spans: the span, the type, and the key as Go writes it.
type Suspects = Vec<(Span, &'static str, String)>;

struct Decoder<'a, 'f> {
    graph: Graph<'a>,
    expansion: Expansion,
    duplicate_keys: &'f mut DuplicateKeys,
    /// Keys that JSON does not support. A later field may still replace them.
    suspects: Suspects,
    /// Whether a number may remain that JSON does not support.
    has_non_finite: bool,
}

/// An object under construction, with the YAML type of each key.
struct Fields<'a> {
    entries: Vec<Entry<'a>>,
    names: Names<'a>,
    keys: Vec<Scalar<'a>>,
}

impl Fields<'_> {
    /// Most objects in manifests have one or two fields, so spare capacity would be most of a tree's memory.
    fn with_capacity(fields: usize) -> Self {
        Self { entries: Vec::with_capacity(fields), names: Names::default(), keys: Vec::with_capacity(fields) }
    }
}

impl<'a> Decoder<'a, '_> {
    fn value(&mut self, index: usize, depth: usize) -> Result<Value<'a>, ReadError> {
        let Some(vertex) = self.graph.get(index) else { return Ok(Value::default()) };
        let span = vertex.span;
        self.expansion.visit(span)?;
        if depth > MAX_DEPTH {
            return Err(too_deep(span));
        }
        let data = match &vertex.kind {
            Kind::Alias { name, target } => {
                let target = *target;
                self.expansion.enter(index, name, span)?;
                let value = self.value(target, depth)?;
                self.expansion.leave();
                value.data
            }
            Kind::Scalar { .. } => self.data(index)?,
            Kind::Sequence => {
                let mut children = self.graph.children(index);
                let mut items = Vec::with_capacity(children.count(&self.graph));
                while let Some(child) = children.next_of(&self.graph) {
                    items.push(self.value(child, depth + 1)?);
                }
                Data::List(items)
            }
            Kind::Mapping => {
                let mut fields = Fields::with_capacity(self.graph.children(index).count(&self.graph) / 2);
                self.fill(index, &mut fields, depth + 1)?;
                Data::Object(Object { entries: fields.entries })
            }
        };
        Ok(Value { span, data })
    }

    fn data(&mut self, index: usize) -> Result<Data<'a>, ReadError> {
        Ok(match self.scalar(index)? {
            Scalar::Null => Data::Null,
            Scalar::Bool(value) => Data::Bool(value),
            Scalar::Int(number) => Data::Int(number),
            Scalar::Uint(number) => Data::Float(number as f64),
            Scalar::Float(number) => {
                self.has_non_finite |= !number.is_finite();
                number::integral(number).map_or(Data::Float(number), Data::Int)
            }
            Scalar::String(text) | Scalar::Timestamp(text) => Data::String(text),
            Scalar::Bytes(bytes) => Data::String(Cow::Owned(replace_invalid(&bytes))),
        })
    }

    fn scalar(&mut self, index: usize) -> Result<Scalar<'a>, ReadError> {
        let text = self.graph.take_text(index);
        let Some(vertex) = self.graph.get(index) else { return Ok(Scalar::Null) };
        self.expansion.read(&text, vertex.span)?;
        let plain = matches!(vertex.kind, Kind::Scalar { plain: true, .. });
        resolve(vertex.tag.as_deref(), text, plain).map_err(|message| ReadError::new(message, vertex.span))
    }

    /// Adds the fields of a mapping.
    fn fill(&mut self, index: usize, fields: &mut Fields<'a>, depth: usize) -> Result<(), ReadError> {
        let mut children = self.graph.children(index);
        while let (Some(key), Some(value)) = (children.next_of(&self.graph), children.next_of(&self.graph)) {
            if self.graph.is_merge(key) {
                self.merge(value, fields, depth)?;
                continue;
            }
            let (key, key_span) = self.key(key, depth)?;
            let line = self.graph.get(value).map_or(0, |vertex| vertex.line);
            let value = self.value(value, depth)?;
            self.set(fields, key, key_span, value, line);
        }
        Ok(())
    }

    /// Adds the fields of the merged mappings.
    fn merge(&mut self, index: usize, fields: &mut Fields<'a>, depth: usize) -> Result<(), ReadError> {
        for source in self.graph.merged(index)? {
            let Some(vertex) = self.graph.get(source) else { continue };
            let span = vertex.span;
            if depth >= MAX_DEPTH {
                return Err(too_deep(span));
            }
            self.expansion.visit(span)?;
            if let Kind::Alias { name, target } = &vertex.kind {
                let target = *target;
                self.expansion.enter(source, name, span)?;
                self.expansion.visit(span)?;
                self.fill(target, fields, depth + 1)?;
                self.expansion.leave();
            } else {
                self.fill(source, fields, depth + 1)?;
            }
        }
        Ok(())
    }

    fn key(&mut self, index: usize, depth: usize) -> Result<(Scalar<'a>, Span), ReadError> {
        let (mut target, span) = (index, self.graph.get(index).map_or_else(Span::default, |vertex| vertex.span));
        if let Some(Kind::Alias { target: aliased, .. }) = self.graph.get(index).map(|vertex| &vertex.kind) {
            target = *aliased;
        }
        if let Some(Kind::Scalar { .. }) = self.graph.get(target).map(|vertex| &vertex.kind) {
            self.expansion.visit(span)?;
            if target != index {
                self.expansion.visit(span)?;
            }
            return Ok((self.scalar(target)?, span));
        }
        let value = self.value(index, depth)?;
        Err(ReadError::new(format!("yaml: invalid map key: {}", go_syntax(&value)), span))
    }

    fn set(&mut self, fields: &mut Fields<'a>, key: Scalar<'a>, key_span: Span, value: Value<'a>, line: u32) {
        if let Scalar::Null | Scalar::Uint(_) = key {
            let kind = if key == Scalar::Null { "%!s(<nil>)" } else { "uint64" };
            // The key that is read last has the last span, unless an alias leads back.
            let place = self.suspects.partition_point(|(known, ..)| *known < key_span);
            if self.suspects.get(place).is_none_or(|(known, ..)| *known != key_span) {
                self.suspects.insert(place, (key_span, kind, key_syntax(&key)));
            }
        }
        let entry = Entry { key: key_text(key.clone()), key_span, value };
        let Some(position) = fields.names.find(&fields.entries, &entry.key) else {
            fields.entries.push(entry);
            fields.keys.push(key);
            return;
        };
        if let (Some(known), Some(known_key)) = (fields.entries.get_mut(position), fields.keys.get_mut(position)) {
            // Keys of different types are different keys until they become strings. Go then keeps a random one.
            if *known_key == key {
                self.duplicate_keys.add(|| {
                    let message = format!("line {line}: key {} already set in map", key_syntax(&key));
                    DuplicateKey { message, span: key_span, first: known.key_span }
                });
            }
            (*known, *known_key) = (entry, key);
        }
    }
}

fn too_deep(span: Span) -> ReadError {
    ReadError::new(format!("yaml: exceeded max depth of {MAX_DEPTH}"), span)
}

/// The name of a field (sigs.k8s.io/yaml, `convertToJSONableObject`).
fn key_text(key: Scalar<'_>) -> Cow<'_, str> {
    match key {
        Scalar::String(text) | Scalar::Timestamp(text) => text,
        Scalar::Null => Cow::Borrowed("null"),
        Scalar::Bool(value) => Cow::Borrowed(if value { "true" } else { "false" }),
        Scalar::Int(number) => Cow::Owned(number.to_string()),
        Scalar::Uint(number) => Cow::Owned(number.to_string()),
        Scalar::Float(number) => Cow::Owned(match number::general_single(number).as_str() {
            "+Inf" => String::from(".inf"),
            "-Inf" => String::from("-.inf"),
            "NaN" => String::from(".nan"),
            digits => String::from(digits),
        }),
        Scalar::Bytes(bytes) => Cow::Owned(replace_invalid(&bytes)),
    }
}

/// The first key, from the outside in, that JSON does not support.
fn unsupported_key(value: &Value<'_>, suspects: &Suspects) -> Option<ReadError> {
    match &value.data {
        Data::List(items) => items.iter().find_map(|item| unsupported_key(item, suspects)),
        Data::Object(object) => object.entries.iter().find_map(|entry| {
            let place = suspects.binary_search_by(|(known, ..)| known.cmp(&entry.key_span));
            let Some((_, kind, key)) = place.ok().and_then(|place| suspects.get(place)) else {
                return unsupported_key(&entry.value, suspects);
            };
            let value = go_syntax(&entry.value);
            Some(ReadError::new(
                format!("unsupported map key of type: {kind}, key: {key}, value: {value}"),
                entry.key_span,
            ))
        }),
        _ => None,
    }
}

/// The first number that JSON does not support, in the order in which encoding/json writes fields: by name.
fn non_finite(value: &Value<'_>) -> Option<(f64, Span)> {
    match &value.data {
        Data::Float(number) if !number.is_finite() => Some((*number, value.span)),
        Data::List(items) => items.iter().find_map(non_finite),
        Data::Object(object) => {
            let found = object.entries.iter().filter_map(|entry| Some((&entry.key, non_finite(&entry.value)?)));
            found.min_by_key(|(key, _)| *key).map(|(_, found)| found)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn read(text: &str) -> Result<Value<'_>, ReadError> {
        read_yaml(text, 0, &mut DuplicateKeys::default())
    }

    #[test]
    fn keys_become_strings() {
        let value = read("{1: a, 1.5: b, yes: c, 0x10: d, .inf: e, 2001-01-01: f, !!binary aGk=: g, 1e6: h}").unwrap();
        let keys: Vec<_> = value.as_object().unwrap().entries.iter().map(|entry| &*entry.key).collect();
        assert_eq!(keys, ["1", "1.5", "true", "16", ".inf", "2001-01-01", "hi", "1e+06"]);
    }

    #[test]
    fn merged_fields_act_at_their_position() {
        for (text, same) in [
            ("{x: &x {a: 1, b: 1}, y: {a: 2, <<: *x, b: 2}}", "{x: {a: 1, b: 1}, y: {a: 1, b: 2}}"),
            ("{x: {<<: [{a: 1}, {a: 2, b: 2}]}}", "{x: {a: 1, b: 2}}"),
            ("{'<<': {a: 1}}", "{\"<<\": {a: 1}}"),
        ] {
            assert_eq!(read(text), read(same), "{text}");
        }
    }

    #[test]
    fn values_without_json_form_are_rejected_unless_replaced() {
        for (text, outcome) in [
            (
                "{~: [x, ~]}",
                Some(
                    r#"unsupported map key of type: %!s(<nil>), key: <nil>, value: []interface {}{"x", interface {}(nil)}"#,
                ),
            ),
            ("18446744073709551615: 1", Some("unsupported map key of type: uint64, key: 0xffffffffffffffff, value: 1")),
            ("{b: .nan, a: -.inf}", Some("json: unsupported value: -Inf")),
            ("{a: {~: 1}, a: .nan, a: 1}", None),
            ("{[a]: 1}", Some(r#"yaml: invalid map key: []interface {}{"a"}"#)),
            ("[*a]", Some("yaml: unknown anchor 'a' referenced")),
            ("&a [*a]", Some("yaml: anchor 'a' value contains itself")),
            ("{<<: [1]}", Some("yaml: map merge requires map or sequence of maps as the value")),
            ("!!int x", Some("yaml: cannot decode !!str `x` as a !!int")),
        ] {
            assert_eq!(read(text).err().map(|error| error.message).as_deref(), outcome, "{text}");
        }
    }

    #[test]
    fn plain_text_is_borrowed() {
        let value = read("[plain, 'single', \"double\", \"es\\x63aped\"]").unwrap();
        let borrowed = value.as_list().unwrap().iter().map(|item| matches!(item.data, Data::String(Cow::Borrowed(_))));
        assert_eq!(borrowed.collect::<Vec<_>>(), [true, true, true, false]);
    }
}
