//! `generate`: the operator's generator alone, without admission and selection.
//!
//! The answer: `config`, the text, or `error`.

use serde_json::Value;

use super::operator::{self, Unanswered};
use super::{Case, Outcome};

pub(super) fn answer(case: &Case<'_>) -> Result<Value, Unanswered> {
    operator::generate(case)
}

pub(super) fn compare(want: &Value, got: &Value) -> Outcome {
    let mut outcome = Outcome::default();
    outcome.verdict(want, got, Outcome::own_message, |outcome| {
        outcome.value("config", want.get("config"), got.get("config"));
    });
    outcome
}
