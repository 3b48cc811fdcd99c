//! Admission requests as a policy server sends them, of objects that the project has.

use std::path::Path;

use promwright_operator::api::kind;
use promwright_tests::conformance::{Case, read_lines};
use promwright_tests::suite;
use promwright_yaml::read_manifests;
use serde_json::{Value, json};

/// The payload of `validate`: a request to create an object, or, where there is an old one, to update it.
pub fn payload(object: &Value, old: Option<&Value>, settings: &Value) -> Vec<u8> {
    let text = |pointer: &str| object.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let (api_version, kind) = (text("/apiVersion"), text("/kind"));
    let (group, version) = api_version.split_once('/').unwrap_or(("", api_version));
    let plural = kind::find(api_version, kind).map_or("", |kind| kind.plural);
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
    kind::find(text("apiVersion"), text("kind")).is_some()
}

/// The recorded objects that an API server was asked to admit; `None` where the recordings are not beside the project.
pub fn recorded_objects() -> Option<Vec<Value>> {
    let file: &Path = &crate::root().join("../shared/vectors/admit.jsonl.gz");
    if !file.exists() {
        println!("Skip the recorded objects: ../shared/vectors/admit.jsonl.gz is not there");
        return None;
    }
    let object = |text: &str| {
        let case: Case<'_> = serde_json::from_str(text).expect("a case");
        serde_json::from_str(case.object.expect("an object").get()).expect("JSON")
    };
    Some(read_lines(file).expect("a file of cases").iter().map(|line| object(&line.text)).collect())
}
