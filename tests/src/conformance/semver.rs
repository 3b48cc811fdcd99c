//! `semver`: a version, read as tolerantly as the operator does.

use promwright_prometheus::version::Version;
use serde_json::{Value, json};

use super::{Case, refusal};

/// `text`, or `error`.
pub(super) fn answer(case: &Case<'_>) -> Value {
    match Version::parse(&case.text) {
        Ok(version) => json!({"text": version.to_string()}),
        Err(error) => refusal(error),
    }
}
