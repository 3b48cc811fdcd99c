//! `regexp`: whether Prometheus accepts a relabeling regex.

use promwright_go::regexp;
use serde_json::{Value, json};

use super::{Case, refusal};

/// `ok`, or `error`.
pub(super) fn answer(case: &Case<'_>) -> Value {
    regexp::check(&case.text).map_or_else(refusal, |()| json!({"ok": true}))
}
