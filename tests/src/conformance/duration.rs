//! `duration`: a Prometheus duration, read and printed again.

use promwright_prometheus::duration;
use serde_json::{Value, json};

use super::{Case, refusal};

/// `text` and `ms`, the milliseconds; or `error`.
pub(super) fn answer(case: &Case<'_>) -> Value {
    match duration::parse(&case.text) {
        Ok(duration) => json!({"text": duration.to_string(), "ms": duration.0}),
        Err(error) => refusal(error),
    }
}
