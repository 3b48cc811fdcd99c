//! `quantity`: a Kubernetes quantity, read and printed again.

use promwright_kubernetes::quantity;
use serde_json::{Value, json};

use super::{Case, refusal};

/// `text` and `float`, the nearest float; or `error`.
pub(super) fn answer(case: &Case<'_>) -> Value {
    match quantity::parse(&case.text) {
        Ok(quantity) => json!({"text": quantity.to_string(), "float": quantity.as_approximate_float64()}),
        Err(error) => refusal(error),
    }
}
