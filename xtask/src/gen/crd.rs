//! Generates the CustomResourceDefinitions: `schemas/crd/PLURAL.GROUP.yaml`.
//!
//! They accept the same objects as the operator's own, except that they do not validate the status.

use promwright_kubernetes::kind::{KindSchema, Scope, Version};
use promwright_kubernetes::schema::{ListType, Schema, Shape};
use serde_json::{Map, Value, json};

use super::File;
use super::schema::{insert_fields, keywords};

/// The folder of the definitions.
pub(super) const FOLDER: &str = "schemas/crd";

/// The file with the definition of a kind.
pub(super) fn file(kind: &KindSchema) -> Result<File, String> {
    let text = serde_yaml::to_string(&definition(kind)).map_err(|error| format!("{}: {error}", kind.kind))?;
    Ok(File {
        path: format!("{FOLDER}/{}.{}.yaml", kind.plural, kind.group),
        text: format!("# Written by `cargo xtask gen`.\n{text}"),
    })
}

/// The whole definition.
fn definition(kind: &KindSchema) -> Value {
    json!({
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": format!("{}.{}", kind.plural, kind.group)},
        "spec": {
            "group": kind.group,
            "names": {
                "kind": kind.kind,
                "listKind": kind.list_kind,
                "plural": kind.plural,
                "singular": kind.singular,
                "shortNames": kind.short_names,
                "categories": kind.categories,
            },
            "scope": match kind.scope {
                Scope::Namespaced => "Namespaced",
                Scope::Cluster => "Cluster",
            },
            "versions": kind.versions.iter().enumerate().map(|(index, version)| of_version(version, index == 0)).collect::<Vec<_>>(),
        },
    })
}

/// One version of a kind; the first one is stored.
fn of_version(version: &Version, is_stored: bool) -> Value {
    let columns: Vec<_> = version
        .printer_columns
        .get()
        .iter()
        .map(|column| json!({"name": column.name, "type": column.r#type, "jsonPath": column.json_path}))
        .collect();
    let mut subresources = json!({"status": {}});
    if let Some(scale) = version.scale {
        subresources["scale"] = json!({
            "specReplicasPath": scale.spec,
            "statusReplicasPath": scale.status,
            "labelSelectorPath": scale.selector,
        });
    }
    json!({
        "name": version.name,
        "served": true,
        "storage": is_stored,
        "additionalPrinterColumns": columns,
        "subresources": subresources,
        "schema": {"openAPIV3Schema": of_objects(version)},
    })
}

/// The schema of whole objects of a version.
fn of_objects(version: &Version) -> schemars::Schema {
    let mut schema = structural(&version.schema);
    // The API server knows the schema of metadata. A CRD may restrict only its name and generateName.
    schema["properties"]["metadata"] = json!({"type": "object"});
    schema.into()
}

/// The structural schema of a value: without references, with the `x-kubernetes-*` extensions.
fn structural(schema: &Schema) -> Map<String, Value> {
    let mut described = keywords(schema);
    let mut add = |keyword: &str, value: Value| {
        if !value.is_null() {
            described.insert(keyword.to_owned(), value);
        }
    };
    add("nullable", json!(schema.nullable.then_some(true)));
    match schema.shape {
        Shape::Object { atomic, .. } => add("x-kubernetes-map-type", json!(atomic.then_some("atomic"))),
        Shape::Map { values, atomic } => {
            add("x-kubernetes-map-type", json!(atomic.then_some("atomic")));
            add("additionalProperties", structural(values).into());
        }
        Shape::List { items, list, .. } => {
            let (list, keys) = match list {
                ListType::Unset => (None, None),
                ListType::Atomic => (Some("atomic"), None),
                ListType::Set => (Some("set"), None),
                ListType::Map(keys) => (Some("map"), Some(keys)),
            };
            add("x-kubernetes-list-type", json!(list));
            add("x-kubernetes-list-map-keys", json!(keys));
            add("items", structural(items).into());
        }
        Shape::IntOrString { .. } => add("x-kubernetes-int-or-string", json!(true)),
        Shape::Any => add("x-kubernetes-preserve-unknown-fields", json!(true)),
        Shape::String { .. } | Shape::Integer { .. } | Shape::Number | Shape::Boolean => {}
    }
    let rules: Vec<_> =
        schema.rules.iter().map(|rule| json!({"message": rule.message, "rule": rule.cel.get()})).collect();
    add("x-kubernetes-validations", json!((!rules.is_empty()).then_some(rules)));
    if let Shape::Object { fields, .. } = schema.shape {
        let properties = fields.iter().map(|field| (field.name.to_owned(), structural(field.schema).into())).collect();
        insert_fields(&mut described, fields, properties);
    }
    described
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use promwright_kubernetes::kind::KindSchema;
    use promwright_kubernetes::schema::Schema;
    use promwright_operator::api::cel;
    use promwright_operator::api::kind;
    use serde_json::{Value, json};

    use super::file;

    fn read(kind: &KindSchema) -> Value {
        serde_yaml::from_str(&file(kind).unwrap().text).unwrap()
    }

    /// Asserts that a parsed schema has every field of `schema`, recursively.
    fn assert_fields(read: &Value, schema: &Schema, path: &str) {
        for field in schema.fields() {
            let path = format!("{path}.{}", field.name);
            let property = read["properties"].get(field.name);
            assert!(property.is_some(), "{path}");
            assert_fields(property.unwrap(), field.schema, &path);
        }
    }

    #[test]
    fn every_field_is_in_the_file() {
        for kind in kind::ALL {
            let crd = read(kind);
            assert_eq!(crd["metadata"]["name"], format!("{}.monitoring.coreos.com", kind.plural));
            assert_fields(
                &crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"],
                &kind.versions[0].schema,
                kind.kind,
            );
        }
    }

    #[test]
    fn kubernetes_extensions_are_in_the_file() {
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
