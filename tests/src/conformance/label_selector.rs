//! `label-selector`: a label selector, read and printed as the API server does.

use promwright_kubernetes::label_selector::{LabelSelector, Requirement};
use serde_json::{Value, json};

use super::{Case, refusal};

/// `text`, or `error`.
pub(super) fn answer(case: &Case<'_>) -> Value {
    let value = case.value();
    match selector(&value).compile() {
        Ok(selector) => json!({"text": selector.to_string()}),
        Err(error) => refusal(error),
    }
}

fn selector(value: &Value) -> LabelSelector<'_> {
    let labels = value.get("matchLabels").and_then(Value::as_object).into_iter().flatten();
    LabelSelector {
        match_labels: labels.map(|(key, value)| (key.as_str(), value.as_str().unwrap_or_default())).collect(),
        match_expressions: list(value, "matchExpressions").map(requirement).collect(),
    }
}

fn requirement(value: &Value) -> Requirement<'_> {
    let text = |name| value.get(name).and_then(Value::as_str).unwrap_or_default();
    Requirement {
        key: text("key"),
        operator: text("operator"),
        values: list(value, "values").filter_map(Value::as_str).collect(),
    }
}

fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}
