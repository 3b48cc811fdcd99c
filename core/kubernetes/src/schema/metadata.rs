//! The API server's checks of an object's metadata.
//!
//! Ported from k8s.io/apimachinery v0.36, `pkg/api/validation` (`ValidateObjectMetaAccessor`) and
//! `pkg/apis/meta/v1/validation` (`ValidateManagedFields`).

use promwright_finding::FieldPath;
use promwright_go::Quoted;
use promwright_yaml::{Data, Value};

use super::admit::MANY;
use super::wording::bad_value;
use super::{ErrorKind, SchemaError};
use crate::kind::Scope;
use crate::metadata::{
    ANNOTATIONS_SIZE, annotation_key, dns1123_label, dns1123_subdomain, generate_name, label_value, qualified_name,
};

/// The most bytes of errors that quote the whole list of owners.
const QUOTED: usize = 1 << 20;

/// Checks the metadata of a resource that has a namespace. A name that will be generated is assumed to be valid.
pub(super) fn check(object: &Value<'_>, scope: Scope, errors: &mut Vec<SchemaError>) {
    let path = FieldPath::ROOT.field("metadata");
    let metadata = object.get("metadata");
    let get = |name| metadata.and_then(|metadata| metadata.get(name));
    let text = |name| get(name).and_then(Value::as_str).unwrap_or_default();
    let list = |name| get(name).and_then(Value::as_list).unwrap_or_default();

    let (name, prefix, namespace) = (text("name"), text("generateName"), text("namespace"));
    if !prefix.is_empty() {
        invalid(prefix, generate_name(prefix), &path.field("generateName"), errors);
    }
    if name.is_empty() {
        if prefix.is_empty() {
            let detail = "Required value: name or generateName is required".to_owned();
            errors.push(SchemaError::bracketed(ErrorKind::FieldValueRequired, &path.field("name"), detail));
        }
    } else {
        invalid(name, dns1123_subdomain(name), &path.field("name"), errors);
    }
    if scope == Scope::Namespaced && namespace.is_empty() {
        let detail = "Required value".to_owned();
        errors.push(SchemaError::bracketed(ErrorKind::FieldValueRequired, &path.field("namespace"), detail));
    } else if scope == Scope::Namespaced {
        invalid(namespace, dns1123_label(namespace), &path.field("namespace"), errors);
    }
    if let Some(Value { data: Data::Int(generation @ ..0), .. }) = get("generation") {
        let detail = format!("Invalid value: {generation}: must be greater than or equal to 0");
        errors.push(SchemaError::bracketed(ErrorKind::FieldValueInvalid, &path.field("generation"), detail));
    }
    if let Some(labels) = get("labels") {
        check_labels(labels, &path.field("labels"), errors);
    }
    if let Some(annotations) = get("annotations") {
        check_annotations(annotations, &path.field("annotations"), errors);
    }
    check_owners(list("ownerReferences"), get("ownerReferences"), &path.field("ownerReferences"), errors);
    check_finalizers(list("finalizers"), get("finalizers"), &path.field("finalizers"), errors);
    for (index, entry) in list("managedFields").iter().enumerate() {
        check_managed_fields(entry, &path.field("managedFields").index(index), errors);
    }
}

/// Reports the errors in a text.
fn invalid(text: &str, messages: Vec<String>, path: &FieldPath<'_>, errors: &mut Vec<SchemaError>) {
    let room = (MANY + 1).saturating_sub(errors.len());
    errors.extend(messages.into_iter().take(room).map(|message| {
        let detail = format!("Invalid value: {}: {message}", Quoted(text));
        SchemaError::bracketed(ErrorKind::FieldValueInvalid, path, detail)
    }));
}

/// Reports the errors in a text inside a field: `path` is that of the field, the place that of the text.
fn invalid_within(
    text: &str,
    messages: Vec<String>,
    path: &FieldPath<'_>,
    place: &FieldPath<'_>,
    errors: &mut Vec<SchemaError>,
) {
    let first = errors.len();
    invalid(text, messages, path, errors);
    for error in errors.iter_mut().skip(first) {
        error.path = place.to_path();
    }
}

fn check_labels(labels: &Value<'_>, path: &FieldPath<'_>, errors: &mut Vec<SchemaError>) {
    for entry in labels.as_object().into_iter().flat_map(|labels| &labels.entries) {
        let place = path.key(&entry.key);
        invalid_within(&entry.key, qualified_name(&entry.key), path, &place, errors);
        let value = entry.value.as_str().unwrap_or_default();
        invalid_within(value, label_value(value), path, &place, errors);
    }
}

fn check_annotations(annotations: &Value<'_>, path: &FieldPath<'_>, errors: &mut Vec<SchemaError>) {
    let mut size = 0;
    for entry in annotations.as_object().into_iter().flat_map(|annotations| &annotations.entries) {
        invalid_within(&entry.key, annotation_key(&entry.key), path, &path.key(&entry.key), errors);
        size += entry.key.len() + entry.value.as_str().unwrap_or_default().len();
    }
    if size > ANNOTATIONS_SIZE {
        let detail = format!("Too long: may not be more than {ANNOTATIONS_SIZE} bytes");
        errors.push(SchemaError::bracketed(ErrorKind::FieldValueTooLong, path, detail));
    }
}

fn check_owners(owners: &[Value<'_>], all: Option<&Value<'_>>, path: &FieldPath<'_>, errors: &mut Vec<SchemaError>) {
    let mut controller: Option<String> = None;
    // Every error quotes the whole list, so the total length is quadratic in the list's.
    let mut quoted = 0;
    for owner in owners {
        let text = |name| owner.get(name).and_then(Value::as_str).unwrap_or_default();
        let (api_version, kind, name) = (text("apiVersion"), text("kind"), text("name"));
        // An API version that cannot be parsed counts as empty (`schema.FromAPIVersionAndKind`).
        let version = match api_version.split_once('/') {
            None => api_version,
            Some((_, version)) if !version.contains('/') => version,
            Some(_) => "",
        };
        if version.is_empty() {
            invalid(api_version, vec!["version must not be empty".to_owned()], &path.field("apiVersion"), errors);
        }
        for (field, value) in [("kind", kind), ("name", name), ("uid", text("uid"))] {
            if value.is_empty() {
                invalid(value, vec!["must not be empty".to_owned()], &path.field(field), errors);
            }
        }
        if api_version == "v1" && kind == "Event" {
            let detail =
                format!("Invalid value: {}: /v1, Kind=Event is disallowed from being an owner", bad_value(owner));
            errors.push(SchemaError::bracketed(ErrorKind::FieldValueInvalid, path, detail));
        }
        if matches!(owner.get("controller").map(|controller| &controller.data), Some(Data::Bool(true))) {
            let this = format!("{kind}/{name}");
            match (&controller, all) {
                (Some(_), _) if quoted > QUOTED => {}
                (Some(first), Some(all)) => {
                    let detail = format!(
                        "Invalid value: {}: Only one reference can have Controller set to true. \
                         Found \"true\" in references for {first} and {this}",
                        bad_value(all)
                    );
                    quoted += detail.len();
                    errors.push(SchemaError::bracketed(ErrorKind::FieldValueInvalid, path, detail));
                }
                _ => controller = Some(this),
            }
        }
    }
}

fn check_finalizers(
    finalizers: &[Value<'_>],
    all: Option<&Value<'_>>,
    path: &FieldPath<'_>,
    errors: &mut Vec<SchemaError>,
) {
    for (index, finalizer) in finalizers.iter().enumerate() {
        let finalizer = finalizer.as_str().unwrap_or_default();
        invalid_within(finalizer, qualified_name(finalizer), path, &path.index(index), errors);
    }
    let has = |name| finalizers.iter().any(|finalizer| finalizer.as_str() == Some(name));
    if has("orphan")
        && has("foregroundDeletion")
        && let Some(all) = all
    {
        let detail =
            format!("Invalid value: {}: finalizer orphan and foregroundDeletion cannot be both set", bad_value(all));
        errors.push(SchemaError::bracketed(ErrorKind::FieldValueInvalid, path, detail));
    }
}

fn check_managed_fields(entry: &Value<'_>, path: &FieldPath<'_>, errors: &mut Vec<SchemaError>) {
    let text = |name| entry.get(name).and_then(Value::as_str).unwrap_or_default();
    let operation = text("operation");
    if !matches!(operation, "Apply" | "Update") {
        invalid(operation, vec!["must be `Apply` or `Update`".to_owned()], &path.field("operation"), errors);
    }
    let fields_type = text("fieldsType");
    if !matches!(fields_type, "" | "FieldsV1") {
        invalid(fields_type, vec!["must be `FieldsV1`".to_owned()], &path.field("fieldsType"), errors);
    }
    for (name, most) in [("manager", 128), ("subresource", 256)] {
        if text(name).len() > most {
            let detail = format!("Too long: may not be more than {most} bytes");
            errors.push(SchemaError::bracketed(ErrorKind::FieldValueTooLong, &path.field(name), detail));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::sample::value;

    #[test]
    fn metadata_is_checked() {
        for (metadata, expected) in [
            (r#"{"name":"a.b","namespace":"n","labels":{"a/b":"c"},"annotations":{"A":"?"}}"#, &[] as &[&str]),
            (r#"{"generateName":"a-","namespace":"n"}"#, &[]),
            (
                "{}",
                &[
                    "metadata.name Required value: name or generateName is required",
                    "metadata.namespace Required value",
                ],
            ),
            (
                r#"{"name":"a","namespace":"a.b","generation":-1,"finalizers":[""]}"#,
                &[
                    r#"metadata.namespace Invalid value: "a.b": must not contain dots"#,
                    "metadata.generation Invalid value: -1: must be greater than or equal to 0",
                    r#"metadata.finalizers Invalid value: "": name part must be non-empty"#,
                    "metadata.finalizers Invalid value: \"\": name part must consist of alphanumeric characters, '-', '_' or '.', \
                     and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', \
                     regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
                ],
            ),
            (
                r#"{"name":"a","namespace":"n","ownerReferences":[{"apiVersion":"a/b/c","uid":"1"}],"managedFields":[{}]}"#,
                &[
                    r#"metadata.ownerReferences.apiVersion Invalid value: "a/b/c": version must not be empty"#,
                    r#"metadata.ownerReferences.kind Invalid value: "": must not be empty"#,
                    r#"metadata.ownerReferences.name Invalid value: "": must not be empty"#,
                    r#"metadata.managedFields[0].operation Invalid value: "": must be `Apply` or `Update`"#,
                ],
            ),
        ] {
            let mut errors = Vec::new();
            check(&value(&format!(r#"{{"metadata":{metadata}}}"#)), Scope::Namespaced, &mut errors);
            let found: Vec<_> = errors.iter().map(|error| format!("{} {}", error.api_path, error.detail)).collect();
            assert_eq!(found, expected, "{metadata}");
        }
    }
}
