//! Label selectors: which labels they require, and which requirements an object does not meet.
//!
//! Ported from k8s.io/apimachinery v0.36, `LabelSelectorAsSelector` of `pkg/apis/meta/v1` and `Selector` of `pkg/labels`.

use std::fmt::{self, Display, Formatter};

use promwright_go::Quoted;
use promwright_go::sort::sort_by_text;
use promwright_yaml::write::write_json_string;

use crate::metadata;

/// A label selector as written in a resource. Without requirements it selects everything.
///
/// What it means if a resource has no selector depends on the resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelSelector<'a> {
    /// Labels and their required values, in source order.
    pub match_labels: Vec<(&'a str, &'a str)>,
    /// Further requirements.
    pub match_expressions: Vec<Requirement<'a>>,
}

/// One of a selector's `matchExpressions`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirement<'a> {
    /// The label's name.
    pub key: &'a str,
    /// `In`, `NotIn`, `Exists` or `DoesNotExist`.
    pub operator: &'a str,
    /// The values for the operator.
    pub values: Vec<&'a str>,
}

/// Why a selector is invalid. Displays as upstream's message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The invalid part of the selector. Parts after it are not checked.
    pub place: Place,
    /// The errors in it: at least one message, without duplicates.
    pub messages: Vec<String>,
}

/// A part of a selector, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// One of `matchLabels`.
    MatchLabels(usize),
    /// One of `matchExpressions`.
    MatchExpressions(usize),
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&aggregate(&self.messages))
    }
}

impl std::error::Error for Error {}

/// Joins messages into one text (`Aggregate.Error`).
pub(super) fn aggregate(messages: &[String]) -> String {
    match messages {
        [only] => only.clone(),
        _ => format!("[{}]", messages.join(", ")),
    }
}

/// A valid selector: terms that must all match, sorted by key. Displays as upstream prints it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selector<'a> {
    terms: Vec<Term<'a>>,
}

/// A selector's requirement for one label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term<'a> {
    /// The label's name.
    pub key: &'a str,
    /// The operator.
    pub operator: Operator,
    /// The values of the operator: one if it compares with a value, none if it checks presence.
    pub values: Vec<&'a str>,
}

/// The operators of terms. Resources can use the first four, a selector's text form all of them; `matchLabels` uses `Equals`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// The label has one of the values.
    In,
    /// The label has none of the values, or is not set.
    NotIn,
    /// The label is set.
    Exists,
    /// The label is not set.
    DoesNotExist,
    /// The label has the value: `=`.
    Equals,
    /// The label has the value: `==`.
    DoubleEquals,
    /// The label has another value, or is not set.
    NotEquals,
    /// The label is an integer above the value.
    GreaterThan,
    /// The label is an integer below the value.
    LessThan,
}

/// A term that a set of labels does not meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mismatch<'s, 'l> {
    /// The term.
    pub term: &'s Term<'s>,
    /// The label's value, or `None` if it is not set.
    pub found: Option<&'l str>,
}

impl<'a> LabelSelector<'a> {
    /// Checks the selector as the operator does before using it.
    ///
    /// Upstream checks `matchLabels` in the random order of a Go map. Here the first error in source order is reported.
    pub fn compile(&self) -> Result<Selector<'a>, Error> {
        let mut terms = Vec::with_capacity(self.match_labels.len() + self.match_expressions.len());
        for (index, &(key, value)) in self.match_labels.iter().enumerate() {
            let term = Term::new(key, Operator::Equals, vec![value])
                .map_err(|messages| Error { place: Place::MatchLabels(index), messages })?;
            terms.push(term);
        }
        for (index, requirement) in self.match_expressions.iter().enumerate() {
            let term =
                requirement.term().map_err(|messages| Error { place: Place::MatchExpressions(index), messages })?;
            terms.push(term);
        }
        Ok(Selector::new(terms))
    }
}

impl<'a> Requirement<'a> {
    fn term(&self) -> Result<Term<'a>, Vec<String>> {
        let operator = match self.operator {
            "In" => Operator::In,
            "NotIn" => Operator::NotIn,
            "Exists" => Operator::Exists,
            "DoesNotExist" => Operator::DoesNotExist,
            other => return Err(vec![format!("{} is not a valid label selector operator", Quoted(other))]),
        };
        Term::new(self.key, operator, self.values.clone())
    }
}

impl<'a> Selector<'a> {
    /// Creates a selector of these terms. Terms with the same key keep their order.
    pub(super) fn new(mut terms: Vec<Term<'a>>) -> Self {
        sort_by_text(&mut terms, |term| term.key);
        Self { terms }
    }

    /// The terms, sorted by key.
    pub fn terms(&self) -> &[Term<'a>] {
        &self.terms
    }

    /// Whether labels, looked up by name, meet every term.
    pub fn matches<'l>(&self, label: impl Fn(&str) -> Option<&'l str>) -> bool {
        self.terms.iter().all(|term| term.holds(label(term.key)))
    }

    /// The terms that labels, looked up by name, do not meet; none if the selector matches.
    pub fn mismatches<'l>(&self, label: impl Fn(&str) -> Option<&'l str>) -> Vec<Mismatch<'_, 'l>> {
        self.terms
            .iter()
            .map(|term| Mismatch { term, found: label(term.key) })
            .filter(|mismatch| !mismatch.term.holds(mismatch.found))
            .collect()
    }
}

impl<'a> Term<'a> {
    /// Creates a term, or returns its errors (`NewRequirement`).
    pub(super) fn new(key: &'a str, operator: Operator, values: Vec<&'a str>) -> Result<Self, Vec<String>> {
        let mut messages = Vec::new();
        let problems = metadata::qualified_name(key);
        if !problems.is_empty() {
            messages.push(format!("key: {}", invalid(key, &problems)));
        }
        match operator {
            Operator::In | Operator::NotIn if values.is_empty() => messages
                .push("values: Invalid value: null: for 'in', 'notin' operators, values set can't be empty".to_owned()),
            Operator::Exists | Operator::DoesNotExist if !values.is_empty() => messages.push(format!(
                "values: Invalid value: {}: values set must be empty for exists and does not exist",
                json_list(&values)
            )),
            Operator::GreaterThan | Operator::LessThan => {
                for (index, value) in values.iter().enumerate().filter(|(_, value)| value.parse::<i64>().is_err()) {
                    messages.push(format!(
                        "values[{index}]: Invalid value: {}: for 'Gt', 'Lt' operators, the value must be an integer",
                        Quoted(value)
                    ));
                }
            }
            _ => {}
        }
        for (index, value) in values.iter().enumerate() {
            let problems = metadata::label_value(value);
            if !problems.is_empty() {
                messages.push(format!("values[{index}][{key}]: {}", invalid(value, &problems)));
            }
        }
        if messages.is_empty() { Ok(Self { key, operator, values }) } else { Err(messages) }
    }

    /// Whether a label with this value, or one that is not set, meets the term.
    pub fn holds(&self, found: Option<&str>) -> bool {
        let integer = |text: &str| text.parse::<i64>().ok();
        match self.operator {
            Operator::In | Operator::Equals | Operator::DoubleEquals => {
                found.is_some_and(|value| self.values.contains(&value))
            }
            Operator::NotIn | Operator::NotEquals => found.is_none_or(|value| !self.values.contains(&value)),
            Operator::Exists => found.is_some(),
            Operator::DoesNotExist => found.is_none(),
            Operator::GreaterThan | Operator::LessThan => {
                let (Some(found), [bound]) = (found.and_then(integer), self.values.as_slice()) else { return false };
                integer(bound).is_some_and(|bound| {
                    if self.operator == Operator::GreaterThan { found > bound } else { found < bound }
                })
            }
        }
    }
}

/// The part of a message after the field's path (`field.Invalid`).
pub(super) fn invalid(value: &str, problems: &[String]) -> String {
    format!("Invalid value: {}: {}", Quoted(value), problems.join("; "))
}

/// A list of strings as Go's encoding/json writes it.
fn json_list(values: &[&str]) -> String {
    let mut json = String::from("[");
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            json.push(',');
        }
        write_json_string(value, &mut json);
    }
    json + "]"
}

impl Display for Selector<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (index, term) in self.terms.iter().enumerate() {
            if index > 0 {
                f.write_str(",")?;
            }
            write!(f, "{term}")?;
        }
        Ok(())
    }
}

impl Display for Term<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let key = self.key;
        let mut values = self.values.clone();
        sort_by_text(&mut values, |value| value);
        let values = values.join(",");
        match self.operator {
            Operator::In => write!(f, "{key} in ({values})"),
            Operator::NotIn => write!(f, "{key} notin ({values})"),
            Operator::Exists => write!(f, "{key}"),
            Operator::DoesNotExist => write!(f, "!{key}"),
            Operator::Equals => write!(f, "{key}={values}"),
            Operator::DoubleEquals => write!(f, "{key}=={values}"),
            Operator::NotEquals => write!(f, "{key}!={values}"),
            Operator::GreaterThan => write!(f, "{key}>{values}"),
            Operator::LessThan => write!(f, "{key}<{values}"),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    const KEY: &str = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an \
        alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is \
        '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
    const VALUE: &str = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', \
        and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used \
        for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    fn requirement<'a>(key: &'a str, operator: &'a str, values: &[&'a str]) -> Requirement<'a> {
        Requirement { key, operator, values: values.to_vec() }
    }

    #[test]
    fn terms_are_printed_by_key() {
        let selector = LabelSelector {
            match_labels: vec![("tier", ""), ("app", "a")],
            match_expressions: vec![
                requirement("zone", "DoesNotExist", &[]),
                requirement("app", "NotIn", &["b", "", "b"]),
                requirement("app", "Exists", &[]),
                requirement("app", "In", &["a"]),
            ],
        };
        assert_eq!(selector.compile().unwrap().to_string(), "app=a,app notin (,b,b),app,app in (a),tier=,!zone");
        assert_eq!(LabelSelector::default().compile().unwrap().to_string(), "");
    }

    #[test]
    fn the_first_invalid_part_is_reported() {
        for (match_labels, match_expressions, place, message) in [
            (
                vec![("a", "b"), ("é", "")],
                vec![],
                Place::MatchLabels(1),
                format!("key: Invalid value: \"é\": name part {KEY}"),
            ),
            (
                vec![("a b", "a b")],
                vec![],
                Place::MatchLabels(0),
                format!(
                    "[key: Invalid value: \"a b\": name part {KEY}, values[0][a b]: Invalid value: \"a b\": {VALUE}]"
                ),
            ),
            (
                vec![],
                vec![requirement("a", "Exists", &[]), requirement("-", "Gt", &[])],
                Place::MatchExpressions(1),
                "\"Gt\" is not a valid label selector operator".to_owned(),
            ),
            (
                vec![],
                vec![requirement("a", "In", &[])],
                Place::MatchExpressions(0),
                "values: Invalid value: null: for 'in', 'notin' operators, values set can't be empty".to_owned(),
            ),
            (
                vec![],
                vec![requirement("a", "Exists", &["b", "<"])],
                Place::MatchExpressions(0),
                format!(
                    "[values: Invalid value: [\"b\",\"\\u003c\"]: values set must be empty for exists and does not exist, \
                     values[1][a]: Invalid value: \"<\": {VALUE}]"
                ),
            ),
        ] {
            let error = LabelSelector { match_labels, match_expressions }.compile().unwrap_err();
            assert_eq!(error.place, place);
            assert_eq!(error.to_string(), message);
        }
    }

    #[test]
    fn mismatches_hold_the_found_value() {
        let selector = LabelSelector {
            match_labels: vec![("app", "a")],
            match_expressions: vec![
                requirement("zone", "Exists", &[]),
                requirement("app", "NotIn", &["b"]),
                requirement("gone", "NotIn", &["b"]),
            ],
        };
        let selector = selector.compile().unwrap();
        let labels = |key: &str| (key == "app").then_some("b");
        assert!(!selector.matches(labels));
        let found: Vec<_> =
            selector.mismatches(labels).iter().map(|mismatch| (mismatch.term.to_string(), mismatch.found)).collect();
        assert_eq!(
            found,
            [("app=a".to_owned(), Some("b")), ("app notin (b)".to_owned(), Some("b")), ("zone".to_owned(), None)]
        );
        assert!(selector.matches(|key| match key {
            "app" => Some("a"),
            "zone" => Some(""),
            _ => None,
        }));
    }

    proptest! {
        #[test]
        fn a_selector_matches_if_there_are_no_mismatches(
            key in "[ab]", operator in "In|NotIn|Exists|DoesNotExist", values in proptest::collection::vec("[ab]?", 0..3), found in "[ab]?",
        ) {
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            let selector = LabelSelector { match_labels: vec![("a", "b")], match_expressions: vec![requirement(&key, &operator, &values)] };
            if let Ok(selector) = selector.compile() {
                let labels = |key: &str| (key == "a").then_some(found.as_str());
                prop_assert_eq!(selector.matches(labels), selector.mismatches(labels).is_empty());
            }
        }
    }
}
