//! CustomResourceDefinitions of the kinds: `schemas/crd/PLURAL.GROUP.yaml`.
//!
//! They admit what the operator's own do, except for the status, which they take as it is.

use promwright_kubernetes::schema::{Kind, ListType, Schema};
use promwright_operator::api::kind::KindSchema;
use serde_json::{Map, Value, json};

use super::File;
use super::schema::{facts, insert_fields};

/// Where the definitions stand.
pub(super) const FOLDER: &str = "schemas/crd";

/// The definition of a kind, as a file.
pub(super) fn file(kind: &KindSchema) -> Result<File, String> {
    let text = serde_yaml::to_string(&definition(kind)).map_err(|error| format!("{}: {error}", kind.kind))?;
    Ok(File {
        path: format!("{FOLDER}/{}.{}.yaml", kind.plural, group_and_version(kind).0),
        text: format!("# Written by `cargo xtask gen`.\n{text}"),
    })
}

/// The API group of a kind, and its version.
fn group_and_version(kind: &KindSchema) -> (&'static str, &'static str) {
    kind.api_version.split_once('/').unwrap_or(("", kind.api_version))
}

/// The whole definition.
fn definition(kind: &KindSchema) -> Value {
    let (group, version) = group_and_version(kind);
    let columns: Vec<_> = kind
        .printer_columns
        .iter()
        .map(|column| json!({"name": column.name, "type": column.r#type, "jsonPath": column.json_path}))
        .collect();
    let mut subresources = json!({"status": {}});
    if let Some(scale) = kind.scale {
        subresources["scale"] = json!({
            "specReplicasPath": scale.spec,
            "statusReplicasPath": scale.status,
            "labelSelectorPath": scale.selector,
        });
    }
    json!({
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": format!("{}.{group}", kind.plural)},
        "spec": {
            "group": group,
            "names": {
                "kind": kind.kind,
                "listKind": kind.list_kind,
                "plural": kind.plural,
                "singular": kind.singular,
                "shortNames": kind.short_names,
                "categories": kind.categories,
            },
            "scope": "Namespaced",
            "versions": [{
                "name": version,
                "served": true,
                "storage": true,
                "additionalPrinterColumns": columns,
                "subresources": subresources,
                "schema": {"openAPIV3Schema": of_kind(kind)},
            }],
        },
    })
}

/// The schema of whole objects of a kind.
fn of_kind(kind: &KindSchema) -> schemars::Schema {
    let mut schema = structural(&kind.schema);
    // The API server knows what metadata is, and allows nothing to be said of it.
    schema["properties"]["metadata"] = json!({"type": "object"});
    schema.into()
}

/// The structural schema of a value: without references, and with what server-side apply and the rules need to know.
fn structural(schema: &Schema) -> Map<String, Value> {
    let mut described = facts(schema);
    let mut say = |fact: &str, value: Value| {
        if !value.is_null() {
            described.insert(fact.to_owned(), value);
        }
    };
    say("nullable", json!(schema.nullable.then_some(true)));
    match schema.kind {
        Kind::Object { atomic, .. } => say("x-kubernetes-map-type", json!(atomic.then_some("atomic"))),
        Kind::Map { values, atomic } => {
            say("x-kubernetes-map-type", json!(atomic.then_some("atomic")));
            say("additionalProperties", structural(values).into());
        }
        Kind::List { items, list, .. } => {
            let (list, keys) = match list {
                ListType::Unset => (None, None),
                ListType::Atomic => (Some("atomic"), None),
                ListType::Set => (Some("set"), None),
                ListType::Map(keys) => (Some("map"), Some(keys)),
            };
            say("x-kubernetes-list-type", json!(list));
            say("x-kubernetes-list-map-keys", json!(keys));
            say("items", structural(items).into());
        }
        Kind::IntOrString { .. } => say("x-kubernetes-int-or-string", json!(true)),
        Kind::Any => say("x-kubernetes-preserve-unknown-fields", json!(true)),
        Kind::String { .. } | Kind::Integer { .. } | Kind::Number | Kind::Boolean => {}
    }
    let rules: Vec<_> =
        schema.rules.iter().map(|rule| json!({"message": rule.message, "rule": rule.cel.get()})).collect();
    say("x-kubernetes-validations", json!((!rules.is_empty()).then_some(rules)));
    if let Kind::Object { fields, .. } = schema.kind {
        let properties = fields.iter().map(|field| (field.name.to_owned(), structural(field.schema).into())).collect();
        insert_fields(&mut described, fields, properties);
    }
    described
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use promwright_kubernetes::schema::Schema;
    use promwright_operator::api::cel;
    use promwright_operator::api::kind::{self, KindSchema};
    use serde_json::{Value, json};

    use super::file;

    fn read(kind: &KindSchema) -> Value {
        serde_yaml::from_str(&file(kind).unwrap().text).unwrap()
    }

    /// Asserts that a schema that was read back has every field of ours, and of their fields.
    fn assert_fields(read: &Value, schema: &Schema, path: &str) {
        for field in schema.fields() {
            let path = format!("{path}.{}", field.name);
            let below = read["properties"].get(field.name);
            assert!(below.is_some(), "{path}");
            assert_fields(below.unwrap(), field.schema, &path);
        }
    }

    #[test]
    fn every_field_is_in_the_file() {
        for kind in kind::ALL {
            let crd = read(kind);
            assert_eq!(crd["metadata"]["name"], format!("{}.monitoring.coreos.com", kind.plural));
            assert_fields(&crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"], &kind.schema, kind.kind);
        }
    }

    #[test]
    fn what_kubernetes_adds_is_said() {
        let crd = read(&kind::PROMETHEUS);
        let version = "/spec/versions/0";
        let spec = format!("{version}/schema/openAPIV3Schema/properties/spec");
        for (pointer, expected) in [
            ("/spec/names/shortNames", json!(["prom"])),
            (&format!("{version}/subresources/scale/specReplicasPath"), json!(".spec.shards")),
            (&format!("{version}/additionalPrinterColumns/0/jsonPath"), json!(".spec.version")),
            (&format!("{spec}/properties/shards/default"), json!(1)),
            (&format!("{spec}/properties/scrapeClasses/x-kubernetes-list-map-keys"), json!(["name"])),
            (
                &format!("{version}/schema/openAPIV3Schema/properties/status/x-kubernetes-preserve-unknown-fields"),
                json!(true),
            ),
            (
                &format!("{spec}/properties/containers/items/properties/ports/items/properties/protocol/default"),
                json!("TCP"),
            ),
            (&format!("{spec}/x-kubernetes-validations/0/message"), json!(cel::SHARDS_COVER_TOPOLOGY.message)),
        ] {
            assert_eq!(crd.pointer(pointer), Some(&expected), "{pointer}");
        }
    }
}
