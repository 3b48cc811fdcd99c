//! `reconcile`: manifests as applied, through admission, selection and generation.
//!
//! The answer: `refused`, the API server's errors by object; `selected`, `true` or the operator's reason by object; and `config`, the
//! text, or `error`, or `unmanaged`. Objects are named `Kind namespace/name`.

use std::collections::BTreeSet;

use promwright_finding::Finding;
use promwright_kubernetes::object::{Kind, Object};
use promwright_operator::api::kind;
use promwright_operator::cluster::Cluster;
use promwright_operator::reconcile::{Outcome as Reconciled, Settings, Verdict, reconcile};
use promwright_operator::render::Missing;
use promwright_yaml::read_json;
use serde_json::{Map, Value, json};

use super::operator::{Unanswered, options};
use super::{Case, Outcome, admit};

pub(super) fn answer(case: &Case<'_>) -> Result<Value, Unanswered> {
    let mut objects = Vec::new();
    for manifest in &case.manifests {
        objects.push(Object::apply(read_json(manifest.get()).map_err(|error| error.message)?, kind::ALL));
    }
    let mut refused = Map::new();
    for object in &objects {
        if object.kind == Kind::Other {
            return Err(format!("the kind {} is not known", object.id.kind));
        }
        if !object.is_stored() {
            refused.insert(object.id.to_string(), admit::errors(&object.admission));
        }
    }
    let cluster = Cluster::read(&objects).map_err(|error| error.to_string())?;
    let mut answer = Map::new();
    let mut selected = Map::new();
    if let Some(instance) = cluster.instances.first() {
        let settings = Settings { options: options(case), missing: Missing::Refuse };
        let result = reconcile(instance, &cluster, settings);
        for (resource, verdict) in &result.resources {
            let name = resource.to_string();
            match verdict {
                Verdict::NotSelected(_) => None,
                Verdict::Rejected(findings) => selected.insert(name, json!(first_words(findings))),
                Verdict::Accepted { .. } => selected.insert(name, json!(true)),
            };
        }
        let (key, value) = match result.outcome {
            Reconciled::Configuration(text) => ("config", json!(text)),
            Reconciled::Failure(findings) => ("error", json!(first_words(&findings))),
            Reconciled::Unmanaged => ("unmanaged", json!(true)),
        };
        answer.insert(key.to_owned(), value);
    } else {
        answer.insert("error".to_owned(), json!("no Prometheus"));
    }
    answer.insert("refused".to_owned(), Value::Object(refused));
    answer.insert("selected".to_owned(), Value::Object(selected));
    Ok(Value::Object(answer))
}

/// The operator's own finding: the first one.
fn first_words(findings: &[Finding]) -> Option<&str> {
    findings.first()?.says.as_deref()
}

pub(super) fn compare(want: &Value, got: &Value) -> Outcome {
    let empty = Map::new();
    let objects = |answer: &'_ Value, part: &str| answer.get(part).and_then(Value::as_object).unwrap_or(&empty).clone();
    let mut outcome = Outcome::default();

    let (refused, got_refused) = (objects(want, "refused"), objects(got, "refused"));
    outcome.set("refused", &refused.keys().cloned().collect(), &got_refused.keys().cloned().collect());
    for (name, errors) in &refused {
        if let Some(got) = got_refused.get(name) {
            outcome.api_messages(name, errors, got);
        }
    }

    let (selected, got_selected) = (objects(want, "selected"), objects(got, "selected"));
    outcome.set("selected", &verdicts(&selected), &verdicts(&got_selected));
    for (name, reason) in &selected {
        if let (Some(reason), Some(got)) = (reason.as_str(), got_selected.get(name).and_then(Value::as_str)) {
            outcome.own_message(name, reason, got);
        }
    }

    outcome.verdict(want, got, Outcome::own_message, |outcome| {
        outcome.value("unmanaged", want.get("unmanaged"), got.get("unmanaged"));
        outcome.value("config", want.get("config"), got.get("config"));
    });
    outcome
}

/// The objects with what becomes of them, but not why.
fn verdicts(selected: &Map<String, Value>) -> BTreeSet<String> {
    let verdict = |value: &Value| if *value == Value::Bool(true) { "accepted" } else { "not accepted" };
    selected.iter().map(|(name, value)| format!("{name}: {}", verdict(value))).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn verdicts_and_text_decide() {
        let want = json!({
            "refused": {"Probe a/b": [{"type": "T", "path": "spec", "detail": "no"}]},
            "selected": {"Probe a/c": "the reason", "Probe a/d": true},
            "config": "global: {}\n",
        });
        let passes = |change: fn(&mut Value)| {
            let mut got = want.clone();
            change(&mut got);
            compare(&want, &got).passed()
        };
        assert!(passes(|_| ()));
        assert!(passes(|got| got["selected"]["Probe a/c"] = json!("another reason")));
        assert!(passes(|got| got["refused"]["Probe a/b"][0]["path"] = json!("spec.a")));
        assert!(!passes(|got| got["selected"]["Probe a/c"] = json!(true)));
        assert!(!passes(|got| got["selected"]["Probe a/d"] = json!("a reason")));
        assert!(!passes(|got| got["selected"] = json!({})));
        assert!(!passes(|got| got["refused"] = json!({})));
        assert!(!passes(|got| got["config"] = json!("global: {}")));
        assert!(!passes(|got| *got = json!({"error": "no"})));
    }

    #[test]
    fn errors_and_unmanaged_are_verdicts_too() {
        let error = json!({"error": "no Prometheus"});
        assert!(compare(&error, &json!({"error": "another text", "selected": {}})).passed());
        assert!(!compare(&error, &json!({"config": ""})).passed());
        let unmanaged = json!({"unmanaged": true, "selected": {}});
        assert!(compare(&unmanaged, &json!({"unmanaged": true})).passed());
        assert!(!compare(&unmanaged, &json!({"config": ""})).passed());
    }
}
