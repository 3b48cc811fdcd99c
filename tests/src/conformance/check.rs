//! `check`: one resource through the operator's selection, without admission.
//!
//! The answer: `ok`, or `error`: the operator's reason for not taking the resource.

use serde_json::Value;

use super::operator::{self, Unanswered};
use super::{Case, Outcome};

pub(super) fn answer(case: &Case<'_>) -> Result<Value, Unanswered> {
    operator::check(case)
}

pub(super) fn compare(want: &Value, got: &Value) -> Outcome {
    let mut outcome = Outcome::default();
    outcome.verdict(want, got, Outcome::own_message, |outcome| outcome.value("ok", want.get("ok"), got.get("ok")));
    outcome
}
