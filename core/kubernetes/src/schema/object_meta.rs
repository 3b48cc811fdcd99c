//! An object's metadata, as the API server decodes it into Go's `ObjectMeta` and encodes it again.
//!
//! Ported from k8s.io/apiextensions-apiserver v0.36, `pkg/apiserver/schema/objectmeta` (`GetObjectMetaWithOptions`,
//! `SetObjectMeta`), whose JSON is decoded by sigs.k8s.io/json.

use std::borrow::Cow;

use promwright_finding::{FieldPath, Path};
use promwright_go::time::check_rfc3339;
use promwright_yaml::write::json;
use promwright_yaml::{Data, Entry, Object, Span, Value};

use super::complete::add_unknown;
use super::{Documented, ErrorKind, ListType, Reason, Schema, SchemaError, Shape, Unknown};

/// A Go type, as far as the metadata needs it.
#[derive(Clone, Copy)]
enum GoType {
    /// A string type, with its name.
    String(&'static str),
    Int64,
    Bool,
    Time,
    /// `map[string]string`.
    Map,
    /// A slice: its type name and the type of its items.
    Slice(&'static str, &'static GoType),
    Struct(&'static GoStruct),
    /// `FieldsV1`, which accepts any JSON.
    Raw,
}

/// A Go struct: its name in the package `v1`, and its fields.
struct GoStruct {
    name: &'static str,
    fields: &'static [GoField],
}

/// A field of a struct: its name, its type, and what is written if it is empty.
type GoField = (&'static str, GoType, Emptiness);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Emptiness {
    /// An empty value is omitted.
    Omitted,
    /// A pointer: its target is written even if that is empty.
    Pointer,
    /// An empty value is written.
    Written,
}

use Emptiness::{Omitted, Pointer, Written};

const STRING: GoType = GoType::String("string");
const UID: GoType = GoType::String("types.UID");

static OBJECT_META: GoStruct = GoStruct {
    name: "ObjectMeta",
    fields: &[
        ("name", STRING, Omitted),
        ("generateName", STRING, Omitted),
        ("namespace", STRING, Omitted),
        ("selfLink", STRING, Omitted),
        ("uid", UID, Omitted),
        ("resourceVersion", STRING, Omitted),
        ("generation", GoType::Int64, Omitted),
        ("creationTimestamp", GoType::Time, Omitted),
        ("deletionTimestamp", GoType::Time, Omitted),
        ("deletionGracePeriodSeconds", GoType::Int64, Pointer),
        ("labels", GoType::Map, Omitted),
        ("annotations", GoType::Map, Omitted),
        ("ownerReferences", GoType::Slice("[]v1.OwnerReference", &GoType::Struct(&OWNER_REFERENCE)), Omitted),
        ("finalizers", GoType::Slice("[]string", &STRING), Omitted),
        ("managedFields", GoType::Slice("[]v1.ManagedFieldsEntry", &GoType::Struct(&MANAGED_FIELDS_ENTRY)), Omitted),
    ],
};

static OWNER_REFERENCE: GoStruct = GoStruct {
    name: "OwnerReference",
    fields: &[
        ("apiVersion", STRING, Written),
        ("kind", STRING, Written),
        ("name", STRING, Written),
        ("uid", UID, Written),
        ("controller", GoType::Bool, Pointer),
        ("blockOwnerDeletion", GoType::Bool, Pointer),
    ],
};

static MANAGED_FIELDS_ENTRY: GoStruct = GoStruct {
    name: "ManagedFieldsEntry",
    fields: &[
        ("manager", STRING, Omitted),
        ("operation", GoType::String("v1.ManagedFieldsOperationType"), Omitted),
        ("apiVersion", STRING, Omitted),
        ("time", GoType::Time, Omitted),
        ("fieldsType", STRING, Omitted),
        ("fieldsV1", GoType::Raw, Pointer),
        ("subresource", STRING, Omitted),
    ],
};

/// Decodes the fields of every resource, and reduces the metadata to what is stored: without unknown fields, nulls and empty
/// values.
///
/// # Errors
///
/// The first value of a wrong type, in the order of sorted keys. The object is then unchanged.
pub(super) fn decode(object: &mut Value<'_>, unknown: &mut Vec<Unknown>) -> Result<(), SchemaError> {
    if object.as_object().is_none() {
        let message =
            format!("json: cannot unmarshal {} into Go value of type map[string]interface {{}}", json_type(object));
        return Err(SchemaError::dotted(ErrorKind::Decode, &FieldPath::ROOT, message));
    }
    for (key, name) in [("kind", "Kind"), ("apiVersion", "apiVersion")] {
        let message = match object.get(key) {
            Some(Value { data: Data::String(text), .. }) if !text.is_empty() => continue,
            None | Some(Value { data: Data::Null | Data::String(_), .. }) => {
                format!("Object '{name}' is missing in '{}'", json(object))
            }
            Some(value) => {
                format!("json: cannot unmarshal {} into Go struct field .{key} of type string", json_type(value))
            }
        };
        return Err(SchemaError::dotted(ErrorKind::Decode, &FieldPath::ROOT.field(key), message));
    }
    let Data::Object(fields) = &mut object.data else { return Ok(()) };
    let Some(metadata) = fields.get_mut("metadata") else { return Ok(()) };
    let path = FieldPath::ROOT.field("metadata");
    let mut problems = Vec::new();
    find_mistyped(metadata, GoType::Struct(&OBJECT_META), None, &path, &mut problems);
    // A time that cannot be read ends the reading at once; a wrong type is remembered while it goes on.
    if let Some(problem) = problems.into_iter().min_by(|a, b| (a.continues, &a.path).cmp(&(b.continues, &b.path))) {
        return Err(SchemaError {
            kind: ErrorKind::Decode,
            api_path: "metadata".to_owned(),
            detail: problem.message,
            path: problem.path,
            reason: Reason::Type { expected: problem.expected },
        });
    }
    normalize(metadata, GoType::Struct(&OBJECT_META), &path, unknown);
    Ok(())
}

/// A value that Go cannot decode.
struct Problem {
    continues: bool,
    path: Path,
    message: String,
    expected: &'static Schema,
}

/// The field in Go's messages: its struct, and its path in the metadata without indices.
type Context<'c> = Option<(&'static str, &'c str)>;

fn find_mistyped(
    value: &Value<'_>,
    go: GoType,
    context: Context<'_>,
    path: &FieldPath<'_>,
    problems: &mut Vec<Problem>,
) {
    let expected = go.schema();
    match (go, &value.data) {
        (GoType::Raw, _)
        | (_, Data::Null)
        | (GoType::String(_), Data::String(_))
        | (GoType::Int64, Data::Int(_))
        | (GoType::Bool, Data::Bool(_)) => {}
        (GoType::Time, Data::String(text)) => {
            if let Err(message) = check_rfc3339(text) {
                problems.push(Problem { continues: false, path: path.to_path(), message, expected });
            }
        }
        (GoType::Time, _) => {
            let message = format!("json: cannot unmarshal {} into Go value of type string", json_type(value));
            problems.push(Problem { continues: false, path: path.to_path(), message, expected });
        }
        (GoType::Map, Data::Object(object)) => {
            for entry in &object.entries {
                find_mistyped(&entry.value, STRING, context, &path.key(&entry.key), problems);
            }
        }
        (GoType::Slice(_, item_type), Data::List(items)) => {
            for (index, item) in items.iter().enumerate() {
                find_mistyped(item, *item_type, context, &path.index(index), problems);
            }
        }
        (GoType::Struct(go), Data::Object(object)) => {
            for entry in &object.entries {
                if let Some((name, field_type, _)) = go.field(&entry.key) {
                    let field = match context {
                        None => Cow::Borrowed(*name),
                        Some((_, outer)) => Cow::Owned(format!("{outer}.{name}")),
                    };
                    find_mistyped(&entry.value, *field_type, Some((go.name, &field)), &path.field(name), problems);
                }
            }
        }
        _ => {
            let found = match value.data {
                Data::Float(_) if matches!(go, GoType::Int64) => format!("number {}", json(value)),
                _ => json_type(value).to_owned(),
            };
            let type_name = go.name();
            let message = match context {
                Some((name, field)) => {
                    format!("json: cannot unmarshal {found} into Go struct field {name}.{field} of type {type_name}")
                }
                None => format!("json: cannot unmarshal {found} into Go value of type {type_name}"),
            };
            problems.push(Problem { continues: true, path: path.to_path(), message, expected });
        }
    }
}

impl GoType {
    /// The type in the words of a schema.
    fn schema(self) -> &'static Schema {
        const STRING: Schema = string(false);
        const OBJECT: Schema = of_shape(Shape::Map { values: &STRING, atomic: false });
        match self {
            Self::String(_) => &STRING,
            Self::Int64 => &const { of_shape(Shape::Integer { format: None, minimum: None, maximum: None }) },
            Self::Bool => &const { of_shape(Shape::Boolean) },
            Self::Time => &const { string(true) },
            Self::Map | Self::Struct(_) => &OBJECT,
            Self::Slice(_, Self::Struct(_)) => &const { list(&OBJECT) },
            Self::Slice(..) => &const { list(&STRING) },
            Self::Raw => &const { of_shape(Shape::Any) },
        }
    }

    fn name(self) -> String {
        match self {
            Self::String(name) | Self::Slice(name, _) => name.to_owned(),
            Self::Int64 => "int64".to_owned(),
            Self::Bool => "bool".to_owned(),
            Self::Time => "v1.Time".to_owned(),
            Self::Map => "map[string]string".to_owned(),
            Self::Struct(go) => format!("v1.{}", go.name),
            Self::Raw => "v1.FieldsV1".to_owned(),
        }
    }
}

/// A schema that knows no more than the type of a value.
const fn of_shape(shape: Shape) -> Schema {
    Schema { description: Documented::new(""), shape, nullable: true, default: None, rules: &[] }
}

const fn string(date_time: bool) -> Schema {
    of_shape(Shape::String { one_of: &[], pattern: None, min_length: None, max_length: None, date_time })
}

const fn list(items: &'static Schema) -> Schema {
    of_shape(Shape::List { items, min_items: None, max_items: None, list: ListType::Unset })
}

impl GoStruct {
    fn field(&self, name: &str) -> Option<&'static GoField> {
        self.fields.iter().find(|(field, _, _)| *field == name)
    }
}

/// Encodes a value as Go does after decoding it: a null becomes the type's empty value, and empty struct fields are removed.
fn normalize(value: &mut Value<'_>, go: GoType, path: &FieldPath<'_>, unknown: &mut Vec<Unknown>) {
    if matches!(value.data, Data::Null) {
        value.data = match go {
            GoType::String(_) => Data::String("".into()),
            GoType::Struct(_) => Data::Object(Object::default()),
            _ => return,
        };
    }
    match (go, &mut value.data) {
        (GoType::Map, Data::Object(object)) => {
            for entry in &mut object.entries {
                normalize(&mut entry.value, STRING, path, unknown);
            }
        }
        (GoType::Slice(_, item_type), Data::List(items)) => {
            for (index, item) in items.iter_mut().enumerate() {
                normalize(item, *item_type, &path.index(index), unknown);
            }
        }
        (GoType::Struct(go), Data::Object(object)) => {
            object.entries.retain_mut(|entry| {
                let Some((name, field_type, emptiness)) = go.field(&entry.key) else {
                    add_unknown(entry, go.fields.iter().map(|(name, _, _)| *name), path, unknown);
                    return false;
                };
                let is_null = matches!(entry.value.data, Data::Null);
                normalize(&mut entry.value, *field_type, &path.field(name), unknown);
                match emptiness {
                    Omitted => !is_empty(&entry.value),
                    Pointer => !is_null,
                    Written => true,
                }
            });
            for (name, _, emptiness) in go.fields {
                if *emptiness == Written && object.get(name).is_none() {
                    object.entries.push(Entry {
                        key: (*name).into(),
                        key_span: Span::default(),
                        value: Value::new(Data::String("".into())),
                    });
                }
            }
        }
        _ => {}
    }
}

fn is_empty(value: &Value<'_>) -> bool {
    match &value.data {
        Data::Null | Data::Int(0) => true,
        Data::String(text) => text.is_empty(),
        Data::List(items) => items.is_empty(),
        Data::Object(object) => object.entries.is_empty(),
        _ => false,
    }
}

/// The name of a JSON type in the messages of Go's decoder.
fn json_type(value: &Value<'_>) -> &'static str {
    match value.data {
        Data::Null => "null",
        Data::Bool(_) => "bool",
        Data::Int(_) | Data::Float(_) => "number",
        Data::String(_) => "string",
        Data::List(_) => "array",
        Data::Object(_) => "object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::sample::value;

    fn resource(metadata: &str) -> Value<'static> {
        value(&format!(r#"{{"apiVersion":"a/v1","kind":"K","metadata":{metadata}}}"#))
    }

    #[test]
    fn metadata_is_decoded_and_encoded() {
        for (metadata, stored, unknown) in [
            ("null", "{}", &[] as &[&str]),
            (
                r#"{"name":"a","generation":0,"creationTimestamp":null,"labels":{"a":null},"annotations":{},"label":1}"#,
                r#"{"name":"a","labels":{"a":""}}"#,
                &["metadata.label labels"],
            ),
            (
                r#"{"deletionGracePeriodSeconds":0,"finalizers":[null],"ownerReferences":[{"name":"x","Kind":1},null]}"#,
                r#"{"deletionGracePeriodSeconds":0,"finalizers":[""],"ownerReferences":[
                    {"name":"x","apiVersion":"","kind":"","uid":""},{"apiVersion":"","kind":"","name":"","uid":""}]}"#,
                &["metadata.ownerReferences[0].Kind kind"],
            ),
        ] {
            let mut object = resource(metadata);
            let mut found = Vec::new();
            assert!(decode(&mut object, &mut found).is_ok(), "{metadata}");
            assert_eq!(object, resource(stored));
            let found: Vec<_> = found
                .iter()
                .map(|unknown| {
                    format!("{} {}", unknown.api_path, unknown.suggestion.map_or("", |suggestion| suggestion.name))
                })
                .collect();
            assert_eq!(found, unknown);
        }
    }

    #[test]
    fn undecodable_metadata_is_rejected() {
        for (json, message) in [
            ("1", "json: cannot unmarshal number into Go value of type map[string]interface {}"),
            (r#"{"a":"<"}"#, r#"Object 'Kind' is missing in '{"a":"\u003c"}'"#),
            (r#"{"kind":1}"#, "json: cannot unmarshal number into Go struct field .kind of type string"),
        ] {
            assert_eq!(
                decode(&mut value(json), &mut Vec::new()).map_err(|error| error.detail),
                Err(message.to_owned())
            );
        }
        for (metadata, message) in [
            ("[]", "json: cannot unmarshal array into Go value of type v1.ObjectMeta"),
            // Of two errors, the first in the order of the keys is reported.
            (
                r#"{"uid":1,"name":{}}"#,
                "json: cannot unmarshal object into Go struct field ObjectMeta.name of type string",
            ),
            (r#"{"uid":true}"#, "json: cannot unmarshal bool into Go struct field ObjectMeta.uid of type types.UID"),
            (
                r#"{"labels":{"a":1}}"#,
                "json: cannot unmarshal number into Go struct field ObjectMeta.labels of type string",
            ),
            (
                r#"{"labels":[]}"#,
                "json: cannot unmarshal array into Go struct field ObjectMeta.labels of type map[string]string",
            ),
            (
                r#"{"generation":1.5}"#,
                "json: cannot unmarshal number 1.5 into Go struct field ObjectMeta.generation of type int64",
            ),
            (
                r#"{"ownerReferences":[{"name":1}]}"#,
                "json: cannot unmarshal number into Go struct field OwnerReference.ownerReferences.name of type string",
            ),
            (
                r#"{"ownerReferences":["x"]}"#,
                "json: cannot unmarshal string into Go struct field ObjectMeta.ownerReferences of type v1.OwnerReference",
            ),
            // An invalid time stops decoding.
            (
                r#"{"deletionTimestamp":1,"annotations":1}"#,
                "json: cannot unmarshal number into Go value of type string",
            ),
        ] {
            let mut object = resource(metadata);
            let result = decode(&mut object, &mut Vec::new());
            assert_eq!(
                result.map_err(|error| (error.api_path, error.detail)),
                Err(("metadata".to_owned(), message.to_owned()))
            );
            assert_eq!(object, resource(metadata));
        }
    }
}
