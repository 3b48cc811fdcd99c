//! Admission requests as a policy server sends them, for objects in this repository, and the native answers to them.

use std::path::Path;

use promwright_core::policy;
use promwright_kubernetes::kind::find;
use promwright_operator::Operator;
use promwright_operator::api::kind;
use promwright_tests::conformance::{Case, read_lines};
use promwright_tests::suite;
use promwright_yaml::read_manifests;
use serde_json::{Value, json};

/// The payload of `validate`: a request to create an object, or to update it if there is an old one.
pub fn payload(object: &Value, old: Option<&Value>, settings: &Value) -> Vec<u8> {
    let text = |pointer: &str| object.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let (api_version, kind) = (text("/apiVersion"), text("/kind"));
    let (group, version) = api_version.split_once('/').unwrap_or(("", api_version));
    let plural = find(kind::ALL, api_version, kind).map_or("", |(kind, _)| kind.plural);
    let gvk = json!({"group": group, "version": version, "kind": kind});
    let gvr = json!({"group": group, "version": version, "resource": plural});
    let (operation, options) = if old.is_some() { ("UPDATE", "UpdateOptions") } else { ("CREATE", "CreateOptions") };
    let mut request = json!({
        "uid": "3d5ba2f4-4c7e-4b0f-9d1c-5b5e2f0c1a77",
        "kind": gvk,
        "resource": gvr,
        "requestKind": gvk,
        "requestResource": gvr,
        "name": text("/metadata/name"),
        "namespace": text("/metadata/namespace"),
        "operation": operation,
        "userInfo": {"username": "kubernetes-admin", "groups": ["system:masters", "system:authenticated"]},
        "object": object,
        "dryRun": false,
        "options": {"apiVersion": "meta.k8s.io/v1", "kind": options},
    });
    if let Some(old) = old {
        request["oldObject"] = old.clone();
    }
    json!({"request": request, "settings": settings}).to_string().into_bytes()
}

/// The native answer to `validate`.
pub fn validate(payload: &[u8]) -> Vec<u8> {
    policy::validate(payload, &[&Operator::default()])
}

/// The native answer to `validate_settings`.
pub fn validate_settings(payload: &[u8]) -> Vec<u8> {
    policy::validate_settings(payload, &[&Operator::default()])
}

/// The objects of our six kinds in the suite files and the examples.
pub fn our_objects() -> Vec<Value> {
    let suite = suite::read_all().expect("the suite files");
    let suite = suite.iter().map(suite::SuiteFile::manifests);
    let examples = std::fs::read_dir(crate::command::examples()).expect("the examples");
    let examples =
        examples.map(|entry| std::fs::read_to_string(entry.expect("an example").path()).expect("an example"));
    suite.chain(examples).flat_map(|text| objects_of(&text)).collect()
}

fn objects_of(text: &str) -> Vec<Value> {
    let documents = read_manifests(text).documents.into_iter().filter_map(|document| document.content.ok());
    let objects = documents.filter_map(|value| serde_json::to_value(&value).ok());
    objects.filter(is_ours).collect()
}

fn is_ours(object: &Value) -> bool {
    let text = |name: &str| object.get(name).and_then(Value::as_str).unwrap_or_default();
    find(kind::ALL, text("apiVersion"), text("kind")).is_some()
}

/// The recorded objects that an API server was asked to admit; `None` if there are no recordings next to the repository.
pub fn recorded_objects() -> Option<Vec<Value>> {
    let file: &Path = &crate::root().join("../shared/vectors/admit.jsonl.gz");
    if !file.exists() {
        println!("skipped the recorded objects: ../shared/vectors/admit.jsonl.gz not found");
        return None;
    }
    let object = |text: &str| {
        let case: Case<'_> = serde_json::from_str(text).expect("a case");
        serde_json::from_str(case.object.expect("an object").get()).expect("JSON")
    };
    Some(read_lines(file).expect("a file of cases").iter().map(|line| object(&line.text)).collect())
}
