//! `admit`: one custom resource through the API server.
//!
//! The answer: `errors`, a list of `type`, `path` and `detail`, or `stored`, the object; and `unknown`, the paths that are pruned.

use std::collections::BTreeSet;

use promwright_kubernetes::object::{Kind, Object};
use promwright_kubernetes::schema::Admission;
use promwright_operator::api::kind;
use promwright_yaml::read_json;
use serde_json::{Map, Value, json};

use super::message::api_errors;
use super::operator::Unanswered;
use super::{Case, Outcome};

pub(super) fn answer(case: &Case<'_>) -> Result<Value, Unanswered> {
    let value = read_json(case.object.map_or("null", |object| object.get())).map_err(|error| error.message)?;
    let object = Object::apply(value, kind::ALL);
    if object.kind == Kind::Other {
        return Err(format!("the kind {} is not known", object.id.kind));
    }
    let mut answer = Map::new();
    if object.is_stored() {
        answer.insert("stored".to_owned(), serde_json::to_value(&object.value).map_err(|error| error.to_string())?);
    } else {
        answer.insert("errors".to_owned(), errors(&object.admission));
    }
    if !object.admission.unknown.is_empty() {
        let paths: Vec<_> = object.admission.unknown.iter().map(|unknown| unknown.api_path.as_str()).collect();
        answer.insert("unknown".to_owned(), json!(paths));
    }
    Ok(Value::Object(answer))
}

/// The errors in the shape of the vectors.
pub(super) fn errors(admission: &Admission) -> Value {
    let error = |error: &promwright_kubernetes::schema::SchemaError| json!({"type": error.kind.name(), "path": error.api_path, "detail": error.detail});
    admission.errors.iter().map(error).collect()
}

pub(super) fn compare(want: &Value, got: &Value) -> Outcome {
    let places = |answer: &Value| -> BTreeSet<String> {
        answer.get("errors").map(api_errors).unwrap_or_default().into_keys().collect()
    };
    let unknown = |answer: &Value| -> BTreeSet<String> {
        let paths = answer.get("unknown").and_then(Value::as_array).into_iter().flatten();
        paths.filter_map(Value::as_str).map(ToString::to_string).collect()
    };
    let mut outcome = Outcome::default();
    outcome.set("errors", &places(want), &places(got));
    outcome.set("unknown", &unknown(want), &unknown(got));
    outcome.value("stored", want.get("stored"), got.get("stored"));
    if let (Some(want), Some(got)) = (want.get("errors"), got.get("errors")) {
        outcome.api_messages("errors", want, got);
    }
    outcome
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_set_of_types_and_paths_decides() {
        let stopped = json!({"type": "FieldValueInvalid", "path": "<nil>",
            "detail": "Invalid value: null: some validation rules were not checked because the object was invalid"});
        let error = |path: &str, detail: &str| json!({"type": "FieldValueRequired", "path": path, "detail": detail});
        let want =
            json!({"errors": [stopped, error("spec.a", "x"), error("spec.b", "y")], "unknown": ["spec.c", "spec.d"]});

        let same = json!({"errors": [error("spec.b", "y"), error("spec.a", "z")], "unknown": ["spec.d", "spec.c"]});
        let outcome = compare(&want, &same);
        assert!(outcome.passed(), "{outcome:?}");
        assert_eq!((outcome.messages_equal(), outcome.messages), (1, 2));

        let fewer = json!({"errors": [error("spec.b", "y")], "unknown": ["spec.d", "spec.c"]});
        assert_eq!(compare(&want, &fewer).wrong[0].what, "errors");
        let pruned_less = json!({"errors": [error("spec.b", "y"), error("spec.a", "z")]});
        assert_eq!(compare(&want, &pruned_less).wrong[0].what, "unknown");
    }

    #[test]
    fn what_is_stored_is_compared_as_json() {
        let want = json!({"stored": {"spec": {"a": 1, "b": "x"}}});
        assert!(compare(&want, &json!({"stored": {"spec": {"b": "x", "a": 1.0}}})).passed());
        assert!(!compare(&want, &json!({"stored": {"spec": {"b": "x"}}})).passed());
        assert!(!compare(&want, &json!({"errors": []})).passed());
    }
}
