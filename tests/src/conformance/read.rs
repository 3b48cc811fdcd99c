//! `manifest-read`: a stream of manifests, split and read as kubectl does.
//!
//! The answer: `documents`, each with `json` or `error`, and with `strict` where strict reading objects; or `error` for the stream.

use promwright_yaml::{Document, read_manifests};
use serde_json::{Value, json};

use super::json::from_core;
use super::{Case, Outcome, refusal};

pub(super) fn answer(case: &Case<'_>) -> Value {
    let stream = read_manifests(&case.text);
    if let Some(error) = stream.error {
        return refusal(error);
    }
    let documents: Vec<Value> = stream.documents.iter().map(document).collect();
    json!({"documents": documents})
}

fn document(document: &Document<'_>) -> Value {
    match (&document.content, document.strict_error()) {
        (Err(error), _) => refusal(error),
        (Ok(content), None) => json!({"json": from_core(content)}),
        (Ok(content), Some(error)) => json!({"json": from_core(content), "strict": error}),
    }
}

pub(super) fn compare(want: &Value, got: &Value) -> Outcome {
    let mut outcome = Outcome::default();
    outcome.verdict(want, got, Outcome::message, |outcome| {
        let documents = |answer: &Value| answer.get("documents").and_then(Value::as_array).cloned().unwrap_or_default();
        let (want, got) = (documents(want), documents(got));
        outcome.value("number of documents", Some(&want.len().into()), Some(&got.len().into()));
        for (index, (want, got)) in want.iter().zip(&got).enumerate() {
            outcome.verdict(want, got, Outcome::message, |outcome| {
                outcome.value(&format!("documents[{index}]"), want.get("json"), got.get("json"));
                match (want.get("strict"), got.get("strict")) {
                    (Some(Value::String(want)), Some(Value::String(got))) => outcome.message("strict", want, got),
                    (want, got) => outcome.value(&format!("documents[{index}] strict"), want, got),
                }
            });
        }
    });
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_compared_one_by_one() {
        let want = json!({"documents": [{"json": {"a": 1}, "strict": "twice"}, {"error": "broken"}, {"json": null}]});
        let passes = |change: fn(&mut Value)| {
            let mut got = want.clone();
            change(&mut got["documents"]);
            compare(&want, &got).passed()
        };
        assert!(passes(|documents| documents[0] = json!({"json": {"a": 1.0}, "strict": "two times"})));
        assert!(passes(|documents| documents[1] = json!({"error": "damaged"})));
        assert!(!passes(|documents| documents[0] = json!({"json": {"a": 1}})));
        assert!(!passes(|documents| documents[1] = json!({"json": null})));
        assert!(!passes(|documents| documents[2] = json!({"error": "empty"})));
        assert!(!passes(|documents| documents.as_array_mut().unwrap().truncate(2)));
    }
}
