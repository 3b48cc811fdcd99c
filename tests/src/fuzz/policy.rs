//! The policy for admission engines.

use std::str;

use promwright_core::policy::{validate, validate_settings};
use promwright_dialect::Judge;
use promwright_operator::Operator;
use serde_json::Value;

/// Hands any bytes to the policy: as a request, as the object of a request, and as settings. Each answer is JSON and says yes or no,
/// and a no says why.
pub fn policy(bytes: &[u8]) {
    let judges: &[&dyn Judge] = &[&Operator::default()];
    check(&validate(bytes, judges), "accepted");
    check(&validate_settings(bytes, judges), "valid");
    if let Ok(object) = str::from_utf8(bytes) {
        let kind = r#"{"group": "monitoring.coreos.com", "version": "v1alpha1", "kind": "ScrapeConfig"}"#;
        let request = format!(r#"{{"request": {{"kind": {kind}, "operation": "CREATE", "object": {object}}}}}"#);
        check(&validate(request.as_bytes(), judges), "accepted");
    }
}

fn check(answer: &[u8], verdict: &str) {
    let answer: Value = serde_json::from_slice(answer).expect("JSON");
    let yes = answer[verdict].as_bool().expect("a verdict");
    assert_eq!(yes, answer.get("message").is_none(), "{answer}");
}
