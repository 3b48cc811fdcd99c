//! Coverage that cannot rot: every field of every kind is set in a suite file, or listed with the reason why not.
//!
//! The schemas say what fields there are. `tests/suite/uncovered.txt` lists the fields that no suite file sets, a line each:
//! `Kind path: reason`, where the path covers what is below it and the kind `*` is every kind. A line that is not needed fails the
//! test too, so the list can only shrink.
//!
//! A block that several fields share, such as `tlsConfig`, is covered where each of its fields is set at one of its places; the
//! block itself must be set at all of them.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test")]

use std::collections::{BTreeMap, BTreeSet};

use promwright_kubernetes::kind::find;
use promwright_kubernetes::object::Object;
use promwright_kubernetes::schema::{ErrorKind, Field, Schema, Shape};
use promwright_operator::api::kind;
use promwright_tests::suite;
use promwright_yaml::{Data, Value, read_manifests};

/// A block, identified by the names of its fields.
type Block = Vec<&'static str>;

fn block(fields: &[Field]) -> Block {
    fields.iter().map(|field| field.name).collect()
}

#[derive(Default)]
struct Coverage {
    /// The paths that are set, by kind.
    set: BTreeSet<(&'static str, String)>,
    /// The fields that are set at any place of their block.
    set_in_block: BTreeSet<(Block, &'static str)>,
}

impl Coverage {
    /// Notes what a manifest sets. A manifest that the API server refuses sets nothing.
    fn note(&mut self, manifest: Value<'_>) {
        let as_written = manifest.clone();
        let object = Object::apply(manifest, kind::ALL);
        let kind = as_written.get("apiVersion").zip(as_written.get("kind"));
        let kind = kind.and_then(|(version, kind)| find(kind::ALL, version.as_str()?, kind.as_str()?));
        // Without a namespace an object is applied to the default one, which the API server does not know of.
        let is_stored = object
            .admission
            .errors
            .iter()
            .all(|error| error.api_path == "metadata.namespace" || error.kind == ErrorKind::UncheckedRules);
        if let Some((kind, _)) = kind.filter(|_| is_stored) {
            self.walk(kind.kind, &as_written, &kind.versions[0].schema, "");
        }
    }

    fn walk(&mut self, kind: &'static str, value: &Value<'_>, schema: &Schema, path: &str) {
        match (&schema.shape, &value.data) {
            (Shape::Object { fields, .. }, Data::Object(_)) => {
                for field in *fields {
                    let Some(value) = value.get(field.name) else { continue };
                    let path = join(path, field.name);
                    self.set_in_block.insert((block(fields), field.name));
                    self.walk(kind, value, field.schema, &path);
                    self.set.insert((kind, path));
                }
            }
            (Shape::Map { values, .. }, Data::Object(object)) => {
                for entry in &object.entries {
                    self.walk(kind, &entry.value, values, &format!("{path}{{}}"));
                }
            }
            (Shape::List { items, .. }, Data::List(list)) => {
                for item in list {
                    self.walk(kind, item, items, &format!("{path}[]"));
                }
            }
            _ => {}
        }
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// A field of a kind.
struct Asked {
    kind: &'static str,
    path: String,
    block: Block,
    name: &'static str,
}

/// Every field but those that are known by name only.
fn fields(kind: &'static str, schema: &Schema, path: &str, asked: &mut Vec<Asked>) {
    match schema.shape {
        Shape::Object { fields, .. } => {
            for field in fields.iter().filter(|field| !matches!(field.schema.shape, Shape::Any)) {
                let path = join(path, field.name);
                self::fields(kind, field.schema, &path, asked);
                asked.push(Asked { kind, path, block: block(fields), name: field.name });
            }
        }
        Shape::Map { values, .. } => fields(kind, values, &format!("{path}{{}}"), asked),
        Shape::List { items, .. } => fields(kind, items, &format!("{path}[]"), asked),
        _ => {}
    }
}

/// A line of `uncovered.txt`.
struct Exception {
    kind: String,
    path: String,
}

impl Exception {
    fn covers(&self, field: &Asked) -> bool {
        let is_below = |rest: &str| rest.is_empty() || rest.starts_with(['.', '[', '{']);
        (self.kind == "*" || self.kind == field.kind) && field.path.strip_prefix(&self.path).is_some_and(is_below)
    }
}

fn exceptions() -> Vec<Exception> {
    let text = std::fs::read_to_string(suite::folder().join("uncovered.txt")).expect("the list can be read");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (field, reason) = line.split_once(": ").unwrap_or_else(|| panic!("no reason: {line}"));
            let (kind, path) = field.split_once(' ').unwrap_or_else(|| panic!("no kind: {line}"));
            assert!(!reason.trim().is_empty(), "no reason: {line}");
            Exception { kind: kind.to_owned(), path: path.to_owned() }
        })
        .collect()
}

#[test]
fn every_field_is_set_in_a_suite_file() {
    let mut coverage = Coverage::default();
    for file in suite::read_all().expect("the suite can be read") {
        for document in read_manifests(&file.manifests()).documents {
            if let Ok(value) = document.content {
                coverage.note(value);
            }
        }
    }
    let mut asked = Vec::new();
    for kind in kind::ALL {
        fields(kind.kind, &kind.versions[0].schema, "", &mut asked);
    }
    let mut places: BTreeMap<(&'static str, &Block), usize> = BTreeMap::new();
    for field in &asked {
        *places.entry((field.name, &field.block)).or_default() += 1;
    }
    let is_covered = |field: &Asked| {
        let is_shared = places[&(field.name, &field.block)] > 1;
        coverage.set.contains(&(field.kind, field.path.clone()))
            || (is_shared && coverage.set_in_block.contains(&(field.block.clone(), field.name)))
    };
    let uncovered: Vec<&Asked> = asked.iter().filter(|field| !is_covered(field)).collect();
    let exceptions = exceptions();
    let missing: Vec<String> = uncovered
        .iter()
        .filter(|field| !exceptions.iter().any(|exception| exception.covers(field)))
        .map(|field| format!("{} {}", field.kind, field.path))
        .collect();
    let needless: Vec<String> = exceptions
        .iter()
        .filter(|exception| !uncovered.iter().any(|field| exception.covers(field)))
        .map(|exception| format!("{} {}", exception.kind, exception.path))
        .collect();
    assert!(missing.is_empty(), "no suite file sets these {} fields:\n{}", missing.len(), missing.join("\n"));
    assert!(needless.is_empty(), "suite/uncovered.txt lists what is covered:\n{}", needless.join("\n"));
}
