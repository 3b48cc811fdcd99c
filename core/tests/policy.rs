//! The policy: requests of an admission engine, and the answers.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use promwright_core::policy::{self, MAX_PAYLOAD};
use promwright_operator::Operator;
use serde_json::{Value, json};

fn validate(payload: &[u8]) -> Vec<u8> {
    policy::validate(payload, &[&Operator::default()])
}

fn validate_settings(payload: &[u8]) -> Vec<u8> {
    policy::validate_settings(payload, &[&Operator::default()])
}

fn ask(operation: &str, object: &Value, old: Option<&Value>, settings: &Value) -> Value {
    let mut request = json!({
        "uid": "1",
        "kind": {"group": "monitoring.coreos.com", "version": "v1alpha1", "kind": "ScrapeConfig"},
        "operation": operation,
        "namespace": "shop",
        "object": object,
    });
    if let Some(old) = old {
        request["oldObject"] = old.clone();
    }
    let payload = serde_json::to_vec(&json!({"request": request, "settings": settings})).unwrap();
    serde_json::from_slice(&validate(&payload)).unwrap()
}

fn scrape_config(spec: &Value) -> Value {
    json!({
        "apiVersion": "monitoring.coreos.com/v1alpha1",
        "kind": "ScrapeConfig",
        "metadata": {"name": "web", "namespace": "shop"},
        "spec": spec,
    })
}

fn good() -> Value {
    scrape_config(
        &json!({"staticConfigs": [{"targets": ["a:1"]}], "basicAuth": {"username": {"name": "s", "key": "u"}, "password": {"name": "s", "key": "p"}}}),
    )
}

fn bad() -> Value {
    scrape_config(&json!({"dnsSDConfigs": [{"names": ["a"], "type": "A"}]}))
}

#[test]
fn what_the_operator_accepts_is_accepted() {
    // References to Secrets are the operator's to follow.
    assert_eq!(ask("CREATE", &good(), None, &json!({})), json!({"accepted": true}));
}

#[test]
fn what_the_operator_rejects_is_rejected_with_its_reason() {
    let answer = ask("CREATE", &bad(), None, &json!({}));
    assert_eq!(answer["accepted"], false);
    assert_eq!(answer["code"], 422);
    assert_eq!(
        answer["message"],
        "ScrapeConfig shop/web is rejected: 1 error\n\
         spec.dnsSDConfigs[0].port: required for record type \"A\". Set `port`; only SRV records carry one [operator/dns-port]"
    );
}

#[test]
fn updates_are_rejected_for_new_findings_only() {
    assert_eq!(ask("UPDATE", &bad(), Some(&bad()), &json!({}))["accepted"], true);
    assert_eq!(ask("UPDATE", &bad(), Some(&good()), &json!({}))["accepted"], false);
    assert_eq!(ask("UPDATE", &bad(), Some(&bad()), &json!({"update": "whole"}))["accepted"], false);
}

#[test]
fn some_requests_are_not_judged() {
    assert_eq!(ask("DELETE", &Value::Null, Some(&bad()), &json!({}))["accepted"], true);
    assert_eq!(ask("CREATE", &bad(), None, &json!({"exemptNamespaces": ["shop"]}))["accepted"], true);
    assert_eq!(ask("CREATE", &bad(), None, &json!({"ignore": ["refused"]}))["accepted"], true);
    let mut deleted = bad();
    deleted["metadata"]["deletionTimestamp"] = json!("2026-01-01T00:00:00Z");
    assert_eq!(ask("UPDATE", &deleted, None, &json!({}))["accepted"], true);
}

#[test]
fn fields_that_were_dropped_are_warned_about() {
    let applied = scrape_config(&json!({"relabelings": [{"source_labels": ["a"], "targetLabel": "b"}]}));
    let mut object = good();
    object["metadata"]["annotations"] =
        json!({"kubectl.kubernetes.io/last-applied-configuration": applied.to_string()});
    let answer = ask("CREATE", &object, None, &json!({}));
    assert_eq!(answer["accepted"], true);
    let warnings = answer["warnings"].as_array().expect("there is a warning");
    assert!(warnings[0].as_str().unwrap().contains("source_labels"), "{warnings:?}");
    let answer = ask("CREATE", &object, None, &json!({"minimumSeverity": "warning"}));
    assert!(
        answer["message"].as_str().unwrap().starts_with("ScrapeConfig shop/web is rejected: 1 warning\n"),
        "{answer}"
    );
}

/// As many findings as an object can have, in a request and in the object that it replaces.
#[test]
fn thousands_of_findings_are_bounded() {
    let relabelings = |count: usize| scrape_config(&json!({"relabelings": vec![json!({}); count]}));
    let answer = ask("CREATE", &relabelings(20_000), None, &json!({}));
    assert!(
        answer["message"].as_str().unwrap().starts_with("ScrapeConfig shop/web is rejected: 1001 errors\n"),
        "{answer}"
    );
    assert_eq!(ask("UPDATE", &relabelings(20_000), Some(&relabelings(20_000)), &json!({}))["accepted"], true);
    assert_eq!(ask("UPDATE", &relabelings(20_000), Some(&relabelings(19_999)), &json!({}))["accepted"], false);
}

#[test]
fn bad_input_is_answered() {
    for payload in [&b""[..], b"{", b"[]", b"{\"request\":{}}", b"\xff\xfe", br#"{"request":{"kind":1}}"#] {
        let answer: Value = serde_json::from_slice(&validate(payload)).unwrap();
        assert_eq!((&answer["accepted"], &answer["code"]), (&json!(false), &json!(400)), "{answer}");
    }
    let long = vec![b' '; MAX_PAYLOAD + 1];
    let answer: Value = serde_json::from_slice(&validate(&long)).unwrap();
    assert_eq!(answer["code"], 400);
}

#[test]
fn settings_are_checked() {
    let verdict = |settings: Value| -> Value {
        serde_json::from_slice(&validate_settings(&serde_json::to_vec(&settings).unwrap())).unwrap()
    };
    assert_eq!(verdict(json!({})), json!({"valid": true}));
    assert_eq!(verdict(json!({"prometheusVersion": "2.53.0", "minimumSeverity": "warning"})), json!({"valid": true}));
    for settings in [
        json!({"prometheusVersion": "1.8.0"}),
        json!({"prometheusVersion": "new"}),
        json!({"ignore": ["nonsense"]}),
        json!({"colour": "red"}),
        json!([1]),
    ] {
        let verdict = verdict(settings);
        assert_eq!(verdict["valid"], false, "{verdict}");
        assert!(verdict["message"].is_string());
    }
}
