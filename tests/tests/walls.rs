//! The walls between the crates: the engine knows no dialect, dialects do not know each other, and hosts choose.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// The crates that know no dialect.
const ENGINE: [&str; 8] = [
    "promwright-core",
    "promwright-dialect",
    "promwright-finding",
    "promwright-go",
    "promwright-kubernetes",
    "promwright-macros",
    "promwright-prometheus",
    "promwright-yaml",
];

const DIALECTS: [&str; 1] = ["promwright-operator"];

/// What cargo knows about the workspace.
fn metadata() -> serde_json::Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// The crates of the workspace that each one uses, except in its tests.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("packages").iter();
    packages
        .map(|package| {
            let used = package["dependencies"].as_array().expect("dependencies").iter();
            let used = used.filter(|dependency| dependency["kind"] != "dev" && dependency["path"].is_string());
            (text(package), used.map(text).collect())
        })
        .collect()
}

fn text(named: &serde_json::Value) -> String {
    named["name"].as_str().expect("a name").to_owned()
}

#[test]
fn no_engine_crate_uses_a_dialect() {
    let dependencies = dependencies();
    for name in ENGINE {
        for used in &dependencies[name] {
            assert!(ENGINE.contains(&used.as_str()), "{name} uses {used}");
        }
    }
}

#[test]
fn dialects_use_neither_each_other_nor_what_runs_them() {
    let dependencies = dependencies();
    for name in DIALECTS {
        for used in &dependencies[name] {
            assert!(ENGINE.contains(&used.as_str()) && used != "promwright-core", "{name} uses {used}");
        }
    }
}

#[test]
fn every_crate_below_core_has_its_side() {
    let metadata = metadata();
    for package in metadata["packages"].as_array().expect("packages") {
        let path = package["manifest_path"].as_str().expect("a path");
        let root = metadata["workspace_root"].as_str().expect("a path");
        if path.starts_with(&format!("{root}/core/")) {
            let name = text(package);
            assert!(ENGINE.contains(&name.as_str()) || DIALECTS.contains(&name.as_str()), "{name} has no side");
        }
    }
}
