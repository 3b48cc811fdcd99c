//! The policy's waPC module, called as Kubewarden calls it.
//!
//! The tests need the module, so they are ignored by default: `cargo xtask test` builds it and runs them.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::time::Instant;

use kubewarden_policy_sdk::response::ValidationResponse;
use kubewarden_policy_sdk::settings::SettingsValidationResponse;
use promwright_operator::api::kind;
use promwright_runtimes::admission::{our_objects, payload, recorded_objects, validate, validate_settings};
use promwright_runtimes::engine::PolicyServer;
use promwright_runtimes::worst;
use promwright_tests::random::{Choices, object};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

/// Compiled once for all tests.
static SERVER: LazyLock<PolicyServer> = LazyLock::new(PolicyServer::load);

/// The answer of a new instance.
fn call(operation: &str, payload: &[u8]) -> Vec<u8> {
    SERVER.call(operation, payload).unwrap_or_else(|error| {
        panic!("{operation}: {error}: {}", String::from_utf8_lossy(&payload[..payload.len().min(2000)]))
    })
}

/// The verdict, which must be the same as the native one.
fn verdict(payload: &[u8]) -> ValidationResponse {
    let answer = call("validate", payload);
    let text = || String::from_utf8_lossy(&payload[..payload.len().min(2000)]);
    assert_eq!(String::from_utf8_lossy(&answer), String::from_utf8_lossy(&validate(payload)), "{}", text());
    serde_json::from_slice(&answer).expect("JSON in Kubewarden's shape")
}

/// The verdict on settings, which must be the same as the native one.
fn settings_verdict(payload: &[u8]) -> SettingsValidationResponse {
    let answer = call("validate_settings", payload);
    assert_eq!(answer, validate_settings(payload), "{}", String::from_utf8_lossy(payload));
    serde_json::from_slice(&answer).expect("JSON in Kubewarden's shape")
}

#[test]
#[ignore = "needs the policy's module: cargo xtask test"]
fn imports_only_the_protocol() {
    let mut imports = SERVER.imports();
    imports.sort_unstable();
    assert_eq!(imports, ["__guest_error", "__guest_request", "__guest_response"].map(|name| ("wapc", name)));
}

#[test]
#[ignore = "needs the policy's module: cargo xtask test"]
fn speaks_the_protocol() {
    assert_eq!(call("protocol_version", b""), br#""v1""#);
    assert!(settings_verdict(b"{}").valid);
    let error = SERVER.call("mutate", b"{}").expect_err("no such operation").to_string();
    assert!(error.contains("unknown operation mutate"), "{error}");
}

#[test]
#[ignore = "needs the policy's module: cargo xtask test"]
fn our_objects_get_the_native_verdicts() {
    let objects = our_objects();
    let verdicts = judge_all(&objects);
    let [accepted, rejected] = verdicts.values().fold([0, 0], |sum, one| [sum[0] + one[0], sum[1] + one[1]]);
    assert!(accepted > 10 && rejected > 10, "{verdicts:?}");
}

#[test]
#[ignore = "needs the policy's module: cargo xtask test"]
fn recorded_objects_get_the_native_verdicts() {
    if let Some(objects) = recorded_objects() {
        let verdicts = judge_all(&objects);
        for kind in kind::ALL {
            let both = verdicts.get(kind.kind).copied().unwrap_or_default();
            assert!(both.iter().all(|count| *count > 100), "too few {} are accepted or rejected: {both:?}", kind.kind);
        }
    }
}

/// Creates every object, and updates each from the next one. Counts by kind how many are accepted and rejected when they are
/// created.
fn judge_all(objects: &[Value]) -> BTreeMap<&str, [usize; 2]> {
    let mut verdicts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let settings = json!({});
    for (index, object) in objects.iter().enumerate() {
        let created = verdict(&payload(object, None, &settings));
        let kind = object.get("kind").and_then(Value::as_str).expect("a kind");
        verdicts.entry(kind).or_default()[usize::from(!created.accepted)] += 1;
        assert_eq!(created.code, (!created.accepted).then_some(422), "{object}");
        let same = verdict(&payload(object, Some(object), &settings));
        assert!(same.accepted, "an update that changes nothing makes nothing worse: {object}");
        if let Some(old) = objects.get(index + 1) {
            verdict(&payload(object, Some(old), &settings));
            verdict(&payload(object, Some(old), &json!({"update": "whole", "prometheusVersion": "2.45.0"})));
        }
    }
    verdicts
}

#[test]
#[ignore = "needs the policy's module: cargo xtask test"]
fn the_worst_requests_stay_within_time_and_memory() {
    for (name, payload) in worst::requests() {
        let started = Instant::now();
        let verdict = verdict(&payload);
        println!("{name}: {} bytes, {:?}, {}", payload.len(), started.elapsed(), verdict.accepted);
        let answer = SERVER.call("validate_settings", &payload).expect("an answer");
        let settings: SettingsValidationResponse = serde_json::from_slice(&answer).expect("a verdict");
        assert!(!settings.valid, "{name}");
    }
}

/// The number of cases; more with `PROPTEST_CASES`.
fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases: cases.max(ProptestConfig::default().cases),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// One of our requests with some bytes changed.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    static PAYLOADS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
        let objects = our_objects();
        objects.iter().map(|object| payload(object, objects.first(), &json!({"update": "worse"}))).collect()
    });
    const PIECES: [&[u8]; 16] = [
        b"",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b"\"",
        b"null",
        b"{}",
        b"[0]",
        b"-1e999",
        b"\"\\ud800\"",
        b"\xff",
        b"\0",
        b"\"operation\":\"DELETE\",",
    ];
    let changes = vec((any::<Index>(), 0..12_usize, proptest::sample::select(PIECES.to_vec())), 0..6);
    (any::<Index>(), changes).prop_map(|(payload, changes)| {
        let mut payload = payload.get(&PAYLOADS).clone();
        for (at, removed, piece) in changes {
            let at = at.index(payload.len());
            let end = (at + removed).min(payload.len() - 1);
            payload.splice(at..end.max(at), piece.iter().copied());
        }
        payload
    })
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    #[ignore = "needs the policy's module: cargo xtask test"]
    fn random_bytes_are_answered(bytes in vec(any::<u8>(), 0..200)) {
        prop_assert!(!verdict(&bytes).accepted);
        prop_assert!(!settings_verdict(&bytes).valid);
    }

    #[test]
    #[ignore = "needs the policy's module: cargo xtask test"]
    fn mutated_requests_are_answered(bytes in mutated()) {
        verdict(&bytes);
        settings_verdict(&bytes);
    }

    #[test]
    #[ignore = "needs the policy's module: cargo xtask test"]
    fn random_objects_get_the_native_verdicts(kind in 0..kind::ALL.len(), bytes in vec(any::<u8>(), 0..400)) {
        let object = object(kind::ALL[kind], "shop", "web", &mut Choices::new(&bytes));
        verdict(&payload(&object, None, &json!({"minimumSeverity": "information"})));
    }
}
