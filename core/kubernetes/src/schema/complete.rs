//! What the API server makes of an object before it checks it: unknown fields go, nulls go, defaults come.
//!
//! Ported from k8s.io/apiextensions-apiserver v0.36, `pkg/apiserver/schema/pruning` (`PruneWithOptions`) and
//! `pkg/apiserver/schema/defaulting` (`PruneNonNullableNullsWithoutDefaults`, `Default`), which walk the object one after the
//! other. One walk does the same here, since a default is never an object that would have to be completed in turn.
//!
//! The walk goes as deep as the schema does; below that only lists within lists are followed, which the reader bounds.

use promwright_finding::FieldPath;
use promwright_yaml::{Data, Entry, Object, Value};

use super::admit::MANY;
use super::{Field, Kind, Literal, Schema, Unknown, suggest};

/// Completes a value, and tells what went as unknown.
pub(super) fn complete(
    value: &mut Value<'_>,
    schema: &'static Schema,
    path: &FieldPath<'_>,
    unknown: &mut Vec<Unknown>,
) {
    match (&mut value.data, &schema.kind) {
        // Whatever is in there is kept.
        (_, Kind::Any) => {}
        (Data::Object(object), Kind::Object { fields, .. }) => complete_object(object, fields, path, unknown),
        (Data::Object(object), Kind::Map { values, .. }) => object.entries.retain_mut(|entry| {
            let Entry { key, value, .. } = entry;
            complete_member(value, values, &path.key(key), unknown)
        }),
        (Data::List(items), Kind::List { items: schema, .. }) => {
            for (index, item) in items.iter_mut().enumerate() {
                // A null stays, to be refused: it cannot go without moving the items after it.
                complete_member(item, schema, &path.index(index), unknown);
            }
        }
        // Of a value of the wrong type the schema knows no fields.
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
    object.entries.retain_mut(|entry| {
        let Entry { key, value, .. } = entry;
        // What every resource has is read apart, and says no more than `object` of the metadata.
        if path.is_root() && matches!(&**key, "apiVersion" | "kind" | "metadata") {
            return true;
        }
        if let Some(field) = fields.iter().find(|field| field.name == key) {
            complete_member(value, field.schema, &path.field(key), unknown)
        } else {
            add_unknown(entry, fields.iter().map(|field| field.name), path, unknown);
            false
        }
    });
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

/// Completes a value of an object or a list, and says whether an object keeps it.
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

/// Takes all fields from the objects in a value that no schema describes.
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

/// Adds a field that is none of the known ones.
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
        path: path.dotted(),
        place: path.place(),
        key_span: entry.key_span,
        suggestion: suggest::nearest(&entry.key, known),
    });
}

impl From<Literal> for Data<'_> {
    fn from(literal: Literal) -> Self {
        match literal {
            Literal::String(text) => Data::String(text.into()),
            Literal::Integer(integer) => Data::Int(integer),
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
        (object, unknown.into_iter().map(|unknown| unknown.path).collect())
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
