//! The API server's changes to an object before validation: it removes unknown fields and nulls and adds defaults.
//!
//! Ported from k8s.io/apiextensions-apiserver v0.36, `pkg/apiserver/schema/pruning` (`PruneWithOptions`) and
//! `pkg/apiserver/schema/defaulting` (`PruneNonNullableNullsWithoutDefaults`, `Default`), which each walk the object. A single
//! walk does the same here, since a default is never an object that would need completion.
//!
//! The walk is as deep as the schema. Below that it follows only lists in lists, whose depth the reader limits.

use promwright_finding::FieldPath;
use promwright_yaml::{Data, Entry, Object, Value};

use super::admit::MANY;
use super::validate::Validation;
use super::{Field, Literal, Schema, Shape, Suggestion, Unknown, suggest};

/// Completes a value, and collects the unknown fields that were removed.
pub(super) fn complete(
    value: &mut Value<'_>,
    schema: &'static Schema,
    path: &FieldPath<'_>,
    unknown: &mut Vec<Unknown>,
) {
    match (&mut value.data, &schema.shape) {
        // Whatever is in there is kept.
        (_, Shape::Any) => {}
        (Data::Object(object), Shape::Object { fields, .. }) => complete_object(object, fields, path, unknown),
        (Data::Object(object), Shape::Map { values, .. }) => object.entries.retain_mut(|entry| {
            let Entry { key, value, .. } = entry;
            complete_member(value, values, &path.key(key), unknown)
        }),
        (Data::List(items), Shape::List { items: schema, .. }) => {
            for (index, item) in items.iter_mut().enumerate() {
                // A null in a list stays and is rejected: removing it would move the items after it.
                complete_member(item, schema, &path.index(index), unknown);
            }
        }
        // For a value of the wrong type, the schema has no known fields.
        (Data::Object(_) | Data::List(_), _) => empty_objects(value, path, unknown),
        _ => {}
    }
}

fn complete_object(
    object: &mut Object<'_>,
    fields: &'static [Field],
    path: &FieldPath<'_>,
    unknown: &mut Vec<Unknown>,
) {
    // The values of the fields that go, with the number of unknown fields so far.
    let mut misspelt = Vec::new();
    object.entries.retain_mut(|entry| {
        let Entry { key, value, .. } = entry;
        // These fields are handled separately; of the metadata, the schema says only `object`.
        if path.is_root() && matches!(&**key, "apiVersion" | "kind" | "metadata") {
            return true;
        }
        if let Some(field) = fields.iter().find(|field| field.name == key) {
            complete_member(value, field.schema, &path.field(key), unknown)
        } else {
            add_unknown(entry, fields.iter().map(|field| field.name), path, unknown);
            misspelt.push((unknown.len(), std::mem::take(&mut entry.value)));
            false
        }
    });
    let mut corrected = Vec::new();
    for (count, value) in misspelt {
        if let Some(Unknown { suggestion: Some(suggestion), .. }) =
            count.checked_sub(1).and_then(|at| unknown.get_mut(at))
        {
            let field = fields.iter().find(|field| field.name == suggestion.name);
            suggestion.fits = object.get(suggestion.name).is_none()
                && !corrected.contains(&suggestion.name)
                && field.is_some_and(|field| fits(value, field.schema));
            if suggestion.fits {
                corrected.push(suggestion.name);
            }
        }
    }
    for field in fields {
        if let Some(default) = field.schema.default
            && object.get(field.name).is_none()
        {
            object.entries.push(Entry {
                key: field.name.into(),
                key_span: promwright_yaml::Span::default(),
                value: Value::new(default.into()),
            });
        }
    }
}

/// Completes a value in an object or a list. Returns whether an object keeps it.
fn complete_member(
    value: &mut Value<'_>,
    schema: &'static Schema,
    path: &FieldPath<'_>,
    unknown: &mut Vec<Unknown>,
) -> bool {
    if matches!(value.data, Data::Null) && !schema.nullable {
        let Some(default) = schema.default else { return false };
        value.data = default.into();
    } else {
        complete(value, schema, path, unknown);
    }
    true
}

/// Removes all fields from objects in a value that the schema does not describe.
fn empty_objects(value: &mut Value<'_>, path: &FieldPath<'_>, unknown: &mut Vec<Unknown>) {
    match &mut value.data {
        Data::Object(object) => {
            for entry in object.entries.drain(..) {
                add_unknown(&entry, std::iter::empty(), path, unknown);
            }
        }
        Data::List(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                empty_objects(item, &path.index(index), unknown);
            }
        }
        _ => {}
    }
}

/// Adds an unknown field.
pub(super) fn add_unknown(
    entry: &Entry<'_>,
    known: impl Iterator<Item = &'static str> + Clone,
    path: &FieldPath<'_>,
    unknown: &mut Vec<Unknown>,
) {
    if unknown.len() > MANY {
        return;
    }
    let path = path.field(&entry.key);
    unknown.push(Unknown {
        api_path: path.dotted(),
        path: path.to_path(),
        key_span: entry.key_span,
        suggestion: suggest::nearest(&entry.key, known).map(|name| Suggestion { name, fits: false }),
    });
}

/// Whether a value is valid as it is, with no field dropped.
fn fits(mut value: Value<'_>, schema: &'static Schema) -> bool {
    let mut unknown = Vec::new();
    complete(&mut value, schema, &FieldPath::ROOT, &mut unknown);
    let mut validation = Validation::default();
    validation.check(&value, schema, &FieldPath::ROOT);
    unknown.is_empty() && validation.values.is_empty() && validation.lists.is_empty() && validation.rules.is_empty()
}

impl From<Literal> for Data<'_> {
    fn from(literal: Literal) -> Self {
        match literal {
            Literal::String(text) => Data::String(text.into()),
            Literal::Integer(integer) => Data::Int(integer.into()),
            Literal::Bool(boolean) => Data::Bool(boolean),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::sample::{OBJECT, value};

    fn completed(json: &str) -> (Value<'_>, Vec<String>) {
        let mut object = value(json);
        let mut unknown = Vec::new();
        complete(&mut object, &OBJECT, &FieldPath::ROOT, &mut unknown);
        (object, unknown.into_iter().map(|unknown| unknown.api_path).collect())
    }

    #[test]
    fn objects_are_completed() {
        let none: &[&str] = &[];
        for (json, stored, unknown) in [
            ("{}", r#"{"interval":"30s"}"#, none),
            (r#"{"interval":null,"port":null}"#, r#"{"interval":"30s"}"#, none),
            (r#"{"interval":"1m","x":1}"#, r#"{"interval":"1m"}"#, &["x"]),
            (r#"{"interval":{"x":null,"y":{"z":1}}}"#, r#"{"interval":{}}"#, &["interval.x", "interval.y"]),
            (
                r#"{"interval":"","labels":{"a":null,"b":"c"},"rules":[null,{"x":1}]}"#,
                r#"{"interval":"","labels":{"b":"c"},"rules":[null,{}]}"#,
                &["rules[1].x"],
            ),
            (
                r#"{"interval":"","labels":[[{"x":1}]],"rules":{"y":1}}"#,
                r#"{"interval":"","labels":[[{}]],"rules":{}}"#,
                &["labels[0][0].x", "rules.y"],
            ),
            (r#"{"interval":"","raw":{"a":null}}"#, r#"{"interval":"","raw":{"a":null}}"#, none),
        ] {
            let (object, found) = completed(json);
            assert_eq!(object, value(stored), "{json}");
            assert_eq!(found, unknown, "{json}");
        }
    }
}
