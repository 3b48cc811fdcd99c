//! Requests and answers have the shapes of Kubewarden's own SDK. These tests need no module.

use kubewarden_policy_sdk::request::{GroupVersionKind, KubernetesAdmissionRequest, ValidationRequest};
use kubewarden_policy_sdk::response::ValidationResponse;
use kubewarden_policy_sdk::settings::SettingsValidationResponse;
use promwright_runtimes::admission::{self, validate, validate_settings};
use serde_json::{Value, json};

fn scrape_config(spec: &Value) -> Value {
    json!({
        "apiVersion": "monitoring.coreos.com/v1alpha1",
        "kind": "ScrapeConfig",
        "metadata": {"name": "web", "namespace": "shop"},
        "spec": spec,
    })
}

fn good() -> Value {
    scrape_config(&json!({"staticConfigs": [{"targets": ["a:1"]}]}))
}

fn bad() -> Value {
    scrape_config(&json!({"dnsSDConfigs": [{"names": ["a"], "type": "A"}]}))
}

/// A request as the SDK writes it: no field is omitted, and names are in snake case.
fn sdk_request(operation: &str, object: Value, old_object: Value) -> Vec<u8> {
    let request = KubernetesAdmissionRequest {
        uid: "1".to_owned(),
        kind: GroupVersionKind {
            group: "monitoring.coreos.com".to_owned(),
            version: "v1alpha1".to_owned(),
            kind: "ScrapeConfig".to_owned(),
        },
        name: "web".to_owned(),
        namespace: "shop".to_owned(),
        operation: operation.to_owned(),
        object,
        old_object,
        ..KubernetesAdmissionRequest::default()
    };
    serde_json::to_vec(&ValidationRequest { settings: json!({}), request }).expect("JSON")
}

fn answer(payload: &[u8]) -> ValidationResponse {
    serde_json::from_slice(&validate(payload)).expect("an answer as the SDK writes it")
}

#[test]
fn reads_requests_of_the_sdk() {
    assert!(answer(&sdk_request("CREATE", good(), Value::Null)).accepted);
    assert!(answer(&sdk_request("DELETE", Value::Null, bad())).accepted);
    assert!(answer(&sdk_request("UPDATE", bad(), bad())).accepted);

    let rejected = answer(&sdk_request("UPDATE", bad(), good()));
    assert!(!rejected.accepted);
    assert_eq!(rejected.code, Some(422));
    let message = rejected.message.expect("a message");
    let (first, finding) = message.split_once('\n').expect("two lines");
    assert_eq!(first, "ScrapeConfig shop/web is rejected: 1 error");
    assert!(finding.starts_with("spec.dnsSDConfigs[0].port: required"), "{finding}");
    assert!(rejected.mutated_object.is_none() && rejected.audit_annotations.is_none());

    let warned = answer(&sdk_request("CREATE", scrape_config(&json!({"x": 1})), Value::Null));
    assert!(warned.accepted);
    assert_eq!(warned.warnings.expect("warnings").len(), 1);
}

#[test]
fn the_sdk_reads_the_requests_of_our_tests() {
    let payload = admission::payload(&bad(), Some(&good()), &json!({"update": "whole"}));
    let request = ValidationRequest::<Value>::new(&payload).expect("a request as the SDK reads it");
    assert_eq!(request.settings, json!({"update": "whole"}));
    let KubernetesAdmissionRequest { kind, operation, namespace, object, old_object, .. } = request.request;
    assert_eq!((kind.kind.as_str(), operation.as_str(), namespace.as_str()), ("ScrapeConfig", "UPDATE", "shop"));
    assert_eq!((object, old_object), (bad(), good()));
}

#[test]
fn the_sdk_reads_verdicts_on_settings() {
    let verdict = |settings: &[u8]| -> SettingsValidationResponse {
        serde_json::from_slice(&validate_settings(settings)).expect("a verdict as the SDK writes it")
    };
    let valid = verdict(b"{}");
    assert!(valid.valid && valid.message.is_none());
    let invalid = verdict(br#"{"prometheusVersion": "1.8.0"}"#);
    assert!(!invalid.valid && invalid.message.is_some());
}
