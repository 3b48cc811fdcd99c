//! The schemas of the kinds against the surface of the operator's CRDs, node by node.
//!
//! The surface is a file of recorded facts outside the project (`shared/vectors/crd-surface.jsonl.gz`): without it there is
//! nothing to compare and the test says so. Below a field that is known by name only nothing is compared.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, clippy::print_stderr, reason = "a test")]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use flate2::read::GzDecoder;
use promwright_kubernetes::kind::KindSchema;
use promwright_kubernetes::schema::{CelRule, IntegerFormat, ListType, Literal, Schema, Shape};
use promwright_operator::api::kind;
use serde_json::{Map, Value, json};

type Facts = Map<String, Value>;

#[test]
fn prometheus() {
    compare(&kind::PROMETHEUS);
}

#[test]
fn prometheus_agent() {
    compare(&kind::PROMETHEUS_AGENT);
}

#[test]
fn scrape_config() {
    compare(&kind::SCRAPE_CONFIG);
}

#[test]
fn service_monitor() {
    compare(&kind::SERVICE_MONITOR);
}

#[test]
fn pod_monitor() {
    compare(&kind::POD_MONITOR);
}

#[test]
fn probe() {
    compare(&kind::PROBE);
}

/// Panics with every difference between a kind and its CRD.
fn compare(kind: &KindSchema) {
    let Some(surface) = Surface::read(kind) else { return };
    let mut differences = Vec::new();
    let names = names(kind);
    if surface.crd != names {
        differences.push(format!("names\n  the CRD says {}\n  we say       {names}", surface.crd));
    }
    let mut nodes = BTreeMap::new();
    let mut open = Vec::new();
    walk(&kind.versions[0].schema, "", &mut nodes, &mut open);
    for (path, want) in &surface.nodes {
        if open.iter().any(|open| is_below(path, open)) {
            continue;
        }
        match nodes.remove(path) {
            None => differences.push(format!("{path}\n  is missing")),
            Some(found) if open.contains(path) || found == *want => {}
            Some(found) => {
                let (want, found) = (Value::Object(want.clone()), Value::Object(found));
                differences.push(format!("{path}\n  the CRD says {want}\n  we say       {found}"));
            }
        }
    }
    differences.extend(nodes.keys().map(|path| format!("{path}\n  is not in the CRD")));
    assert!(
        differences.is_empty(),
        "{} differs from its CRD in {} nodes of {}:\n{}",
        kind.kind,
        differences.len(),
        surface.nodes.len(),
        differences.join("\n")
    );
}

/// What a CRD says.
struct Surface {
    /// Names, columns and subresources.
    crd: Value,
    /// The nodes of the schema by path.
    nodes: BTreeMap<String, Facts>,
}

impl Surface {
    /// Reads what is recorded of a kind; `None` where the records are not here.
    fn read(kind: &KindSchema) -> Option<Self> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors/crd-surface.jsonl.gz");
        let Ok(file) = File::open(&path) else {
            eprintln!("nothing to compare {} with: there is no {}", kind.kind, path.display());
            return None;
        };
        let is_of_kind = |value: &Value| value["kind"] == kind.kind && value["apiVersion"] == kind.api_version();
        let mut surface = Self { crd: Value::Null, nodes: BTreeMap::new() };
        for line in BufReader::new(GzDecoder::new(file)).lines() {
            let mut line: Value = serde_json::from_str(&line.expect("the file is whole")).expect("each line is JSON");
            if is_of_kind(&line["crd"]) {
                surface.crd = line["crd"].take();
            } else if is_of_kind(&line) {
                let Value::Object(mut facts) = line else { panic!("a node is an object") };
                let path = facts.remove("path").and_then(|path| path.as_str().map(str::to_owned)).unwrap_or_default();
                facts.retain(|fact, _| fact != "kind" && fact != "apiVersion");
                if let Some(Value::Array(required)) = facts.get_mut("required") {
                    required.sort_by_key(ToString::to_string);
                }
                // `granular` is what is meant where nothing is said.
                facts.retain(|fact, value| fact != "mapType" || *value != "granular");
                surface.nodes.insert(path, facts);
            }
        }
        Some(surface)
    }
}

/// The facts of a kind except its schema, as the record has them.
fn names(kind: &KindSchema) -> Value {
    let version = &kind.versions[0];
    let columns: Vec<_> = version
        .printer_columns
        .get()
        .iter()
        .map(|column| json!({"jsonPath": column.json_path, "name": column.name, "type": column.r#type}))
        .collect();
    let mut subresources = json!({"status": {}});
    if let Some(scale) = version.scale {
        subresources["scale"] = json!({
            "labelSelectorPath": scale.selector,
            "specReplicasPath": scale.spec,
            "statusReplicasPath": scale.status,
        });
    }
    json!({
        "kind": kind.kind,
        "apiVersion": kind.api_version(),
        "names": {
            "categories": kind.categories,
            "kind": kind.kind,
            "listKind": kind.list_kind,
            "plural": kind.plural,
            "shortNames": kind.short_names,
            "singular": kind.singular,
        },
        "scope": "Namespaced",
        "served": true,
        "storage": true,
        "printerColumns": columns,
        "subresources": subresources,
        "selectableFields": null,
    })
}

/// Whether a path leads below another.
fn is_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.starts_with(['.', '[', '{']))
}

/// Adds the facts of a schema and of all below it, and the paths of the nodes that are known by name only.
fn walk(schema: &Schema, path: &str, nodes: &mut BTreeMap<String, Facts>, open: &mut Vec<String>) {
    match schema.shape {
        Shape::Object { fields, .. } => {
            for field in fields {
                let below = if path.is_empty() { field.name.to_owned() } else { format!("{path}.{}", field.name) };
                walk(field.schema, &below, nodes, open);
            }
        }
        Shape::Map { values, .. } => walk(values, &format!("{path}{{}}"), nodes, open),
        Shape::List { items, .. } => walk(items, &format!("{path}[]"), nodes, open),
        Shape::Any => open.push(path.to_owned()),
        _ => {}
    }
    let twice = nodes.insert(path.to_owned(), facts(schema));
    assert!(twice.is_none(), "two fields are called {path}");
}

/// What a schema says, in the words of the record.
fn facts(schema: &Schema) -> Facts {
    let facts = match schema.shape {
        Shape::Object { fields, atomic, .. } => {
            let mut required: Vec<_> = fields.iter().filter(|field| field.required).map(|field| field.name).collect();
            required.sort_unstable();
            let required = (!required.is_empty()).then_some(required);
            json!({"type": "object", "required": required, "mapType": atomic.then_some("atomic")})
        }
        Shape::Map { atomic, .. } => json!({"type": "object", "mapType": atomic.then_some("atomic")}),
        Shape::List { min_items, max_items, list, .. } => {
            let (list_type, keys) = match list {
                ListType::Unset => (None, None),
                ListType::Atomic => (Some("atomic"), None),
                ListType::Set => (Some("set"), None),
                ListType::Map(keys) => (Some("map"), Some(keys)),
            };
            json!({"type": "array", "minItems": min_items, "maxItems": max_items, "listType": list_type, "listMapKeys": keys})
        }
        Shape::String { one_of, pattern, min_length, max_length, date_time } => json!({
            "type": "string",
            "enum": (!one_of.is_empty()).then_some(one_of),
            "pattern": pattern.map(|pattern| pattern.expression),
            "minLength": min_length,
            "maxLength": max_length,
            "format": date_time.then_some("date-time"),
        }),
        Shape::Integer { format, minimum, maximum } => {
            let format = format.map(|format| match format {
                IntegerFormat::Int32 => "int32",
                IntegerFormat::Int64 => "int64",
            });
            json!({"type": "integer", "format": format, "minimum": minimum, "maximum": maximum})
        }
        Shape::Number => json!({"type": "number"}),
        Shape::Boolean => json!({"type": "boolean"}),
        Shape::IntOrString { pattern } => json!({
            "intOrString": true,
            "anyOf": [{"type": "integer"}, {"type": "string"}],
            "pattern": pattern.map(|pattern| pattern.expression),
        }),
        Shape::Any => json!({}),
    };
    let Value::Object(mut facts) = facts else { panic!("facts are an object") };
    let default = schema.default.map(|default| match default {
        Literal::String(text) => json!(text),
        Literal::Integer(value) => json!(value),
        Literal::Bool(value) => json!(value),
    });
    facts.insert("default".to_owned(), json!(default));
    facts.insert("nullable".to_owned(), json!(schema.nullable.then_some(true)));
    let rule = |rule: &CelRule| json!({"message": rule.message, "rule": rule.cel.get()});
    let rules: Vec<_> = schema.rules.iter().map(rule).collect();
    facts.insert("rules".to_owned(), json!((!rules.is_empty()).then_some(rules)));
    facts.retain(|_, fact| !fact.is_null());
    facts
}
