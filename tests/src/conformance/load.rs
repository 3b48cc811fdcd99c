//! `load`: manifests as applied, and whether Prometheus accepts the configuration rendered from them.
//!
//! The answer: `config`, the text, and `load`, which has `ok`, and `error` where Prometheus refuses the text.

use serde_json::Value;

use super::Outcome;

pub(super) fn compare(want: &Value, got: &Value) -> Outcome {
    let mut outcome = Outcome::default();
    outcome.value("config", want.get("config"), got.get("config"));
    let part = |answer: &Value, name: &str| answer.pointer(&format!("/load/{name}")).cloned();
    outcome.value("load.ok", part(want, "ok").as_ref(), part(got, "ok").as_ref());
    if let (Some(Value::String(want)), Some(Value::String(got))) = (part(want, "error"), part(got, "error")) {
        outcome.own_message("load.error", &want, &got);
    }
    outcome
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_text_and_the_verdict_decide() {
        let want = json!({"config": "a: b\n", "load": {"ok": false, "error": "no"}});
        assert!(compare(&want, &want).passed());
        assert!(compare(&want, &json!({"config": "a: b\n", "load": {"ok": false, "error": "never"}})).passed());
        assert!(!compare(&want, &json!({"config": "a: b\n", "load": {"ok": true}})).passed());
        assert!(!compare(&want, &json!({"config": "a: c\n", "load": {"ok": false, "error": "no"}})).passed());
    }
}
