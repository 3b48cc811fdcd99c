//! What the API server does to a custom resource that is created: decode, complete, check.

use promwright_finding::{FieldPath, Segment};
use promwright_yaml::{Data, Span, Value};

use super::complete::complete;
use super::validate::Validation;
use super::wording::{go_type, go_value};
use super::{Kind, Schema, metadata, object_meta};

/// Beyond this many, further errors, and further unknown fields, go untold. The API server tells them all; a hostile object can
/// have so many that there is no memory for what is to be said of them. The one after the last is kept: it shows that there are more.
pub const MANY: usize = 1000;

/// What the API server says to an object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Admission {
    /// Why it refuses the object; none where it takes it.
    pub errors: Vec<SchemaError>,
    /// The fields that it drops because the schema does not know them, in the order in which they were written.
    pub unknown: Vec<Unknown>,
}

impl Admission {
    /// Whether the object cannot even be read: nothing else was checked then.
    pub fn is_undecodable(&self) -> bool {
        self.errors.iter().any(|error| error.kind == ErrorKind::Decode)
    }
}

/// One reason to refuse an object: a `field.Error` of k8s.io/apimachinery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaError {
    /// What kind of error it is.
    pub kind: ErrorKind,
    /// The path as the API server writes it, `<nil>` where it names none.
    pub path: String,
    /// The text after the path: what kind of error it is, the value, and what is wrong with it.
    pub detail: String,
    /// Where the value stands, even when `path` is `<nil>`. For a field that is missing, its last step leads nowhere.
    pub place: Vec<Segment>,
}

/// The kinds of errors, by the names of the API (`metav1.CauseType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The value breaks its schema.
    FieldValueInvalid,
    /// The value breaks a rule between fields. The API calls it `FieldValueInvalid` too.
    BrokenRule,
    /// Rules between fields went unchecked because of the other errors. The API calls it `FieldValueInvalid` too.
    UncheckedRules,
    /// The value is of the wrong type.
    FieldValueTypeInvalid,
    /// The value is none of those allowed.
    FieldValueNotSupported,
    /// There is no value.
    FieldValueRequired,
    /// The value has come before, in a list whose items differ.
    FieldValueDuplicate,
    /// The text is too long.
    FieldValueTooLong,
    /// The list has too many items.
    FieldValueTooMany,
    /// The object cannot be read: it is refused before any other check.
    Decode,
}

/// A field that the API server drops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The path as the API server writes it.
    pub path: String,
    /// Where the field stood.
    pub place: Vec<Segment>,
    /// Where the field's name was written; the object no longer has it.
    pub key_span: Span,
    /// The field that was most likely meant.
    pub suggestion: Option<&'static str>,
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

    /// Whether rules between fields go unchecked while there is such an error (`hasBlockingErr`).
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
        Self { kind, path: path.dotted(), detail, place: path.place() }
    }

    /// An error with the path as k8s.io/apimachinery writes it.
    pub(super) fn bracketed(kind: ErrorKind, path: &FieldPath<'_>, detail: String) -> Self {
        Self { kind, path: path.bracketed(), detail, place: path.place() }
    }

    /// An error that names no path, of a value that has one.
    pub(super) fn unnamed(path: &FieldPath<'_>, detail: String) -> Self {
        Self { kind: ErrorKind::FieldValueInvalid, path: "<nil>".to_owned(), detail, place: path.place() }
    }
}

/// Does to an object what the API server of Kubernetes 1.36 does to a custom resource that is created, and tells why it refuses
/// it. `object` becomes what is stored: without its status, unknown fields and nulls, and with defaults; an object that cannot be
/// read is left as it is.
///
/// Ported from k8s.io/apiextensions-apiserver v0.36: `pkg/apiserver` (`unstructuredSchemaCoercer.apply`,
/// `unstructuredDefaulter.Default`) and `pkg/registry/customresource` (`customResourceStrategy`). What the server itself adds to
/// the metadata (a generated name, `uid`, `creationTimestamp`, …) is not added. What it asks of the scale subresource is
/// [`check_scale`].
///
/// The errors come in the server's order of steps: metadata, values, lists, rules between fields; values in the order in which
/// they were written, while the server takes Go's random order of maps.
pub fn admit(schema: &'static Schema, object: &mut Value<'_>) -> Admission {
    let mut admission = Admission::default();
    if let Err(error) = object_meta::decode(object, &mut admission.unknown) {
        return Admission { errors: vec![error], unknown: Vec::new() };
    }
    if let Data::Object(object) = &mut object.data {
        // The status is the controller's: creating an object sets none.
        object.entries.retain(|entry| entry.key != "status");
    }
    complete(object, schema, &FieldPath::ROOT, &mut admission.unknown);

    metadata::check(object, &mut admission.errors);
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
    admission
}

/// Checks the number that `kubectl scale` writes, which stands at a path such as `.spec.shards` (`ValidateScaleSpec`).
pub fn check_scale(path: &str, object: &Value<'_>) -> Option<SchemaError> {
    let error = |value: i64, reason: String| SchemaError {
        kind: ErrorKind::FieldValueInvalid,
        path: path.to_owned(),
        detail: format!("Invalid value: {value}: {reason}"),
        place: path.split('.').skip(1).map(|key| Segment::Key(key.to_owned())).collect(),
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

/// Whether a value of this schema has rules between fields anywhere.
fn has_rules(schema: &Schema) -> bool {
    !schema.rules.is_empty()
        || match schema.kind {
            Kind::Object { fields, .. } => fields.iter().any(|field| has_rules(field.schema)),
            Kind::Map { values: part, .. } | Kind::List { items: part, .. } => has_rules(part),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::schema::sample::{RESOURCE, value};

    #[test]
    fn an_object_is_completed_and_checked() {
        let mut object = value(
            r#"{"apiVersion":"a/v1","kind":"K","metadata":{"name":"n","namespace":"s","labels":null},"status":{"x":1},
                "spec":{"port":null,"rules":[{"names":"x"}],"oauth2":{"y":1}},"Spec":1}"#,
        );
        let admission = admit(&RESOURCE, &mut object);
        let unknown: Vec<_> =
            admission.unknown.iter().map(|unknown| (unknown.path.as_str(), unknown.suggestion)).collect();
        let expected = [("spec.rules[0].names", Some("name")), ("spec.oauth2.y", None), ("Spec", Some("spec"))];
        assert_eq!(unknown, expected);
        let errors: Vec<_> = admission.errors.iter().map(|error| (error.path.as_str(), error.place.len())).collect();
        assert_eq!(errors, [("spec.rules[0].name", 4), ("<nil>", 0)]);
        let stored = r#"{"apiVersion":"a/v1","kind":"K","metadata":{"name":"n","namespace":"s"},
            "spec":{"interval":"30s","rules":[{}],"oauth2":{}}}"#;
        assert_eq!(object, value(stored));
    }

    #[test]
    fn what_cannot_be_read_is_left_as_it_is() {
        for json in ["[]", "null", r#"{"kind":1}"#, r#"{"apiVersion":"a/v1","kind":"K","metadata":1,"x":null}"#] {
            let mut object = value(json);
            let admission = admit(&RESOURCE, &mut object);
            assert_eq!(admission.errors.first().map(|error| error.kind), Some(ErrorKind::Decode), "{json}");
            assert_eq!(object, value(json));
        }
    }

    /// Values in JSON, with the names of the sample's fields among their keys.
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
        /// No value is a cause to panic, and what is stored is stored again as it is.
        #[test]
        fn what_is_stored_stays(metadata in any_json(), spec in any_json()) {
            for metadata in ["{}", &metadata] {
                let json = format!(r#"{{"apiVersion":"a/v1","kind":"K","metadata":{metadata},"spec":{spec}}}"#);
                let mut object = value(&json);
                let first = admit(&RESOURCE, &mut object);
                if first.errors.iter().all(|error| error.kind != ErrorKind::Decode) {
                    let stored = object.clone();
                    let second = admit(&RESOURCE, &mut object);
                    prop_assert_eq!(&object, &stored);
                    prop_assert_eq!(second.errors, first.errors);
                    prop_assert!(second.unknown.is_empty());
                }
            }
        }
    }
}
