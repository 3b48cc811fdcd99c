//! How a case ended, and the comparisons that decide it.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::json;

/// How a case ended.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What is wrong. A case has passed when nothing is.
    pub wrong: Vec<Difference>,
    /// Messages that say the right thing in other words. They do not decide.
    pub reworded: Vec<Difference>,
    /// How many messages were compared.
    pub messages: usize,
}

/// Something that is not as recorded.
#[derive(Debug)]
pub struct Difference {
    /// What is compared: a part of the answer.
    pub what: String,
    /// What was recorded.
    pub want: String,
    /// What this project says.
    pub got: String,
}

impl Outcome {
    /// A case that failed for a reason outside of its answer.
    pub fn failed(what: &str, want: &str, got: &str) -> Self {
        let mut outcome = Self::default();
        outcome.differs(what, want, got);
        outcome
    }

    /// Whether the case passed.
    pub fn passed(&self) -> bool {
        self.wrong.is_empty()
    }

    /// How many of the messages compared are equal.
    pub fn messages_equal(&self) -> usize {
        self.messages - self.reworded.len()
    }

    fn differs(&mut self, what: &str, want: impl Into<String>, got: impl Into<String>) {
        self.wrong.push(Difference { what: what.to_string(), want: want.into(), got: got.into() });
    }

    /// Two values must be equal: texts byte for byte, everything else as JSON.
    pub(super) fn value(&mut self, what: &str, want: Option<&Value>, got: Option<&Value>) {
        match (want, got) {
            (Some(Value::String(want)), Some(Value::String(got))) if want != got => self.differs(what, want, got),
            (Some(want), Some(got)) if json::equal(want, got) => {}
            (None, None) => {}
            _ => {
                let show = |value: Option<&Value>| value.map_or_else(|| "(nothing)".to_string(), json::pretty);
                self.differs(what, show(want), show(got));
            }
        }
    }

    /// Two sets must be equal.
    pub(super) fn set(&mut self, what: &str, want: &BTreeSet<String>, got: &BTreeSet<String>) {
        if want != got {
            let lines = |set: &BTreeSet<String>| set.iter().flat_map(|item| [item.as_str(), "\n"]).collect::<String>();
            self.differs(what, lines(want), lines(got));
        }
    }

    /// Two messages that should be equal.
    pub(super) fn message(&mut self, what: &str, want: &str, got: &str) {
        self.messages += 1;
        if want != got {
            self.reworded.push(Difference { what: what.to_string(), want: want.into(), got: got.into() });
        }
    }

    /// Compares whether there is an error, which decides, and its wording by `message`, which does not. Hands the other
    /// fields of the two answers to `rest` where there is an error in neither.
    pub(super) fn verdict(
        &mut self,
        want: &Value,
        got: &Value,
        message: fn(&mut Self, &str, &str, &str),
        rest: impl FnOnce(&mut Self),
    ) {
        match (want.get("error"), got.get("error")) {
            (None, None) => rest(self),
            (Some(Value::String(want)), Some(Value::String(got))) => message(self, "error", want, got),
            (want, got) => self.value("error", want, got),
        }
    }
}

/// The comparison of most types: the error decides, then every field must be equal.
pub(super) fn compare_fields(want: &Value, got: &Value) -> Outcome {
    let mut outcome = Outcome::default();
    outcome.verdict(want, got, Outcome::message, |_| ());
    let empty = Map::new();
    let fields =
        |value: &'_ Value| value.as_object().unwrap_or(&empty).keys().filter(|key| *key != "error").cloned().collect();
    let mut names: BTreeSet<String> = fields(want);
    names.extend::<BTreeSet<String>>(fields(got));
    for name in &names {
        outcome.value(name, want.get(name), got.get(name));
    }
    outcome
}
