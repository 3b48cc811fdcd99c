//! The API server's handling of a created custom resource: decode it, prune and default it, validate it.

use promwright_finding::{FieldPath, Path};
use promwright_yaml::{Data, Span, Value};

use super::complete::complete;
use super::validate::Validation;
use super::wording::{go_type, go_value};
use super::{CelRule, Pattern, Schema, Shape, metadata, object_meta};
use crate::kind::{KindSchema, Scope, Version};

/// The most errors, and the most unknown fields, that are reported, plus one more to show that there are others. The API server
/// reports all of them, but a malicious object can have so many that their messages do not fit into memory.
pub const MANY: usize = 1000;

/// What the API server says to an object.
#[derive(Clone, Debug, Default)]
pub struct Admission {
    /// Why it rejects the object; empty if it accepts it.
    pub errors: Vec<SchemaError>,
    /// The fields that it drops because the schema does not know them, in source order.
    pub unknown: Vec<Unknown>,
}

/// One reason to refuse an object: a `field.Error` of k8s.io/apimachinery.
#[derive(Clone, Debug)]
pub struct SchemaError {
    /// The kind of error.
    pub kind: ErrorKind,
    /// The path as the API server writes it, `<nil>` where it names none.
    pub api_path: String,
    /// The text after the path: what kind of error it is, the value, and what is wrong with it.
    pub detail: String,
    /// The field, even where `api_path` is `<nil>`. For a field that is missing, its last step leads nowhere.
    pub path: Path,
    /// What was expected.
    pub reason: Reason,
}

/// What was expected of a value, where there is more to know than the message says.
#[derive(Clone, Copy, Debug, Default)]
pub enum Reason {
    /// The message says it all.
    #[default]
    Message,
    /// A value of another type.
    Type {
        /// The schema that the value does not have the shape of.
        expected: &'static Schema,
    },
    /// One of some strings.
    OneOf(&'static [&'static str]),
    /// A string of a pattern.
    Pattern(&'static Pattern),
    /// Fields that go together.
    Cel(&'static CelRule),
}

/// The kinds of errors, with the names of the API (`metav1.CauseType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The value does not match its schema.
    FieldValueInvalid,
    /// The value breaks a validation rule. The API calls this `FieldValueInvalid`, too.
    BrokenRule,
    /// Validation rules were not checked because of other errors. The API calls this `FieldValueInvalid`, too.
    UncheckedRules,
    /// The value has the wrong type.
    FieldValueTypeInvalid,
    /// The value is not one of those allowed.
    FieldValueNotSupported,
    /// The value is missing.
    FieldValueRequired,
    /// The value is a duplicate in a list whose items must differ.
    FieldValueDuplicate,
    /// The text is too long.
    FieldValueTooLong,
    /// The list has too many items.
    FieldValueTooMany,
    /// The object cannot be decoded. It is rejected before any other check.
    Decode,
}

/// A field that the API server drops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The path as the API server writes it.
    pub api_path: String,
    /// The path of the field; the object no longer has it.
    pub path: Path,
    /// Where the name of the field was written.
    pub key_span: Span,
    /// The field that was most likely meant.
    pub suggestion: Option<Suggestion>,
}

/// The field that an unknown one was most likely meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The name of the field.
    pub name: &'static str,
    /// Whether renaming is all it takes: the field is not set yet, and the value is valid for it.
    pub fits: bool,
}

impl ErrorKind {
    /// The name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::FieldValueInvalid | Self::BrokenRule | Self::UncheckedRules => "FieldValueInvalid",
            Self::FieldValueTypeInvalid => "FieldValueTypeInvalid",
            Self::FieldValueNotSupported => "FieldValueNotSupported",
            Self::FieldValueRequired => "FieldValueRequired",
            Self::FieldValueDuplicate => "FieldValueDuplicate",
            Self::FieldValueTooLong => "FieldValueTooLong",
            Self::FieldValueTooMany => "FieldValueTooMany",
            Self::Decode => "Decode",
        }
    }

    /// Whether such an error prevents the check of validation rules (`hasBlockingErr`).
    fn blocks_rules(self) -> bool {
        matches!(
            self,
            Self::FieldValueTypeInvalid
                | Self::FieldValueNotSupported
                | Self::FieldValueRequired
                | Self::FieldValueTooLong
                | Self::FieldValueTooMany
        )
    }
}

impl SchemaError {
    /// An error with the path as kube-openapi writes it.
    pub(super) fn dotted(kind: ErrorKind, path: &FieldPath<'_>, detail: String) -> Self {
        Self { kind, api_path: path.dotted(), detail, path: path.to_path(), reason: Reason::Message }
    }

    /// An error with the path as k8s.io/apimachinery writes it.
    pub(super) fn bracketed(kind: ErrorKind, path: &FieldPath<'_>, detail: String) -> Self {
        Self { kind, api_path: path.bracketed(), detail, path: path.to_path(), reason: Reason::Message }
    }

    /// The same error, with what was expected.
    pub(super) fn because(self, reason: Reason) -> Self {
        Self { reason, ..self }
    }

    /// An error of a value whose message has no path.
    pub(super) fn unnamed(path: &FieldPath<'_>, detail: String) -> Self {
        Self {
            kind: ErrorKind::FieldValueInvalid,
            api_path: "<nil>".to_owned(),
            detail,
            path: path.to_path(),
            reason: Reason::Message,
        }
    }
}

/// Does to an object what the API server of Kubernetes 1.36 does to a custom resource that is created, and says why it rejects it.
/// `object` becomes what is stored: without its status, unknown fields and nulls, and with defaults; an object that cannot be read
/// is left as it is.
///
/// Ported from k8s.io/apiextensions-apiserver v0.36: `pkg/apiserver` (`unstructuredSchemaCoercer.apply`,
/// `unstructuredDefaulter.Default`) and `pkg/registry/customresource` (`customResourceStrategy`). What the server itself adds to
/// the metadata (a generated name, `uid`, `creationTimestamp`, …) is not added.
///
/// The errors come in the server's order of steps: metadata, values, lists, rules between fields, the scale subresource; values in
/// the order in which they were written, while the server has Go's random order of maps.
pub fn admit(kind: &KindSchema, version: &'static Version, object: &mut Value<'_>) -> Admission {
    let schema = &version.schema;
    let mut admission = Admission::default();
    if let Err(error) = object_meta::decode(object, &mut admission.unknown) {
        return Admission { errors: vec![error], unknown: Vec::new() };
    }
    if let Data::Object(object) = &mut object.data {
        // The status belongs to the controller: creating an object does not set it.
        object.entries.retain(|entry| entry.key != "status");
    }
    complete(object, schema, &FieldPath::ROOT, &mut admission.unknown);

    if kind.scope == Scope::Cluster
        && let Some(Data::Object(metadata)) = object.get_mut("metadata").map(|metadata| &mut metadata.data)
    {
        metadata.entries.retain(|entry| entry.key != "namespace");
    }
    metadata::check(object, kind.scope, &mut admission.errors);
    let mut validation = Validation::default();
    validation.check(object, schema, &FieldPath::ROOT);
    admission.errors.append(&mut validation.values);
    admission.errors.append(&mut validation.lists);
    if !admission.errors.iter().any(|error| error.kind.blocks_rules()) {
        admission.errors.append(&mut validation.rules);
    } else if has_rules(schema) {
        let detail = "Invalid value: null: some validation rules were not checked because the object was invalid; \
                      correct the existing errors to complete validation";
        let error = SchemaError::unnamed(&FieldPath::ROOT, detail.to_owned());
        admission.errors.push(SchemaError { kind: ErrorKind::UncheckedRules, ..error });
    }
    if let Some(scale) = version.scale {
        admission.errors.extend(check_scale(scale.spec, object));
    }
    admission
}

/// Checks the number that `kubectl scale` writes, which stands at a path such as `.spec.shards` (`ValidateScaleSpec`).
fn check_scale(path: &str, object: &Value<'_>) -> Option<SchemaError> {
    let error = |value: i64, reason: String| SchemaError {
        kind: ErrorKind::FieldValueInvalid,
        api_path: path.to_owned(),
        detail: format!("Invalid value: {value}: {reason}"),
        path: Path::of(&path.split('.').skip(1).collect::<Vec<_>>()),
        reason: Reason::Message,
    };
    let mistyped = |value: &Value<'_>, expected: &str| {
        let reason = format!(
            "{path} accessor error: {} is of the type {}, expected {expected}",
            go_value(value),
            go_type(value)
        );
        Some(error(0, reason))
    };
    let mut value = object;
    for key in path.split('.').skip(1) {
        if value.as_object().is_none() {
            return mistyped(value, "map[string]interface{}");
        }
        value = value.get(key)?;
    }
    match value.data {
        Data::Int(number @ ..=-1) => Some(error(number, "should be a non-negative integer".to_owned())),
        Data::Int(number) if number > i64::from(i32::MAX) => {
            Some(error(number, format!("should be less than or equal to {}", i32::MAX)))
        }
        Data::Int(_) => None,
        _ => mistyped(value, "int64"),
    }
}

/// Whether a schema has validation rules anywhere.
fn has_rules(schema: &Schema) -> bool {
    !schema.rules.is_empty()
        || match schema.shape {
            Shape::Object { fields, .. } => fields.iter().any(|field| has_rules(field.schema)),
            Shape::Map { values: part, .. } | Shape::List { items: part, .. } => has_rules(part),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::schema::sample::{KIND, VERSION, value};

    #[test]
    fn objects_are_completed_and_checked() {
        let mut object = value(
            r#"{"apiVersion":"a/v1","kind":"K","metadata":{"name":"n","namespace":"s","labels":null},"status":{"x":1},
                "spec":{"port":null,"rules":[{"names":"x"}],"oauth2":{"y":1}},"Spec":1}"#,
        );
        let admission = admit(&KIND, &VERSION, &mut object);
        let unknown: Vec<_> = admission
            .unknown
            .iter()
            .map(|unknown| (unknown.api_path.as_str(), unknown.suggestion.map(|suggestion| suggestion.name)))
            .collect();
        let expected = [("spec.rules[0].names", Some("name")), ("spec.oauth2.y", None), ("Spec", Some("spec"))];
        assert_eq!(unknown, expected);
        let errors: Vec<_> =
            admission.errors.iter().map(|error| (error.api_path.as_str(), error.path.segments().len())).collect();
        assert_eq!(errors, [("spec.rules[0].name", 4), ("<nil>", 0)]);
        let stored = r#"{"apiVersion":"a/v1","kind":"K","metadata":{"name":"n","namespace":"s"},
            "spec":{"interval":"30s","rules":[{}],"oauth2":{}}}"#;
        assert_eq!(object, value(stored));
    }

    #[test]
    fn undecodable_objects_are_left_unchanged() {
        for json in ["[]", "null", r#"{"kind":1}"#, r#"{"apiVersion":"a/v1","kind":"K","metadata":1,"x":null}"#] {
            let mut object = value(json);
            let admission = admit(&KIND, &VERSION, &mut object);
            assert_eq!(admission.errors.first().map(|error| error.kind), Some(ErrorKind::Decode), "{json}");
            assert_eq!(object, value(json));
        }
    }

    /// JSON values whose keys include the sample's field names.
    fn any_json() -> impl Strategy<Value = String> {
        let scalar = prop_oneof![
            Just("null".to_owned()),
            Just("true".to_owned()),
            any::<i64>().prop_map(|integer| integer.to_string()),
            any::<f64>()
                .prop_filter("JSON has no such", |number| number.is_finite())
                .prop_map(|number| format!("{number:e}")),
            r#""[a-zA-Z0-9:/. -]{0,12}""#,
        ];
        let key = "interval|port|count|factor|labels|protocols|rules|name|time|raw|basicAuth|oauth2|[a-z]{1,3}";
        scalar.prop_recursive(4, 40, 5, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(|items| format!("[{}]", items.join(","))),
                prop::collection::btree_map(key, inner, 0..5).prop_map(|fields| {
                    let fields: Vec<_> = fields.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
                    format!("{{{}}}", fields.join(","))
                }),
            ]
        })
    }

    proptest! {
        /// No value causes a panic, and admitting a stored object again does not change it.
        #[test]
        fn stored_objects_are_stable(metadata in any_json(), spec in any_json()) {
            for metadata in ["{}", &metadata] {
                let json = format!(r#"{{"apiVersion":"a/v1","kind":"K","metadata":{metadata},"spec":{spec}}}"#);
                let mut object = value(&json);
                let first = admit(&KIND, &VERSION, &mut object);
                if first.errors.iter().all(|error| error.kind != ErrorKind::Decode) {
                    let stored = object.clone();
                    let second = admit(&KIND, &VERSION, &mut object);
                    prop_assert_eq!(&object, &stored);
                    let words = |admission: &Admission| admission.errors.iter().map(|error| format!("{} {}", error.api_path, error.detail)).collect::<Vec<_>>();
                    prop_assert_eq!(words(&second), words(&first));
                    prop_assert!(second.unknown.is_empty());
                }
            }
        }
    }
}
