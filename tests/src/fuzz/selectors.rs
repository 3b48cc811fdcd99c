//! Selectors of labels and fields.

use std::str;

use promwright_kubernetes::label_selector::{LabelSelector, Requirement, Selector};
use promwright_kubernetes::selector_text::{FieldTerm, parse_fields, parse_labels};

/// Reads any text as a label selector and as a field selector, and its lines as the requirements of a resource's selector. What is
/// read is written, and means the same when it is read again.
pub fn selectors(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    if let Ok(selector) = parse_labels(text) {
        let written = selector.to_string();
        assert_eq!(parse_labels(&written).as_ref(), Ok(&selector), "{written}");
    }
    if let Ok(selector) = parse_fields(text) {
        let written = selector.to_string();
        let again = parse_fields(&written).expect("what was written");
        // `=` and `==` are both written as `=`, and terms are sorted as they are written.
        assert_eq!(sorted(again.terms), sorted(selector.terms), "{written}");
    }
    let selector = selector(text);
    if let Ok(selector) = selector.compile() {
        let written = selector.to_string();
        let again = parse_labels(&written).expect("what was written");
        check_match(&selector, &again, |_| None);
        for word in text.split_whitespace() {
            check_match(&selector, &again, |_| Some(word));
        }
    }
}

/// A selector of lines such as `team=shop` and `team In shop web`.
fn selector(text: &str) -> LabelSelector<'_> {
    let mut selector = LabelSelector::default();
    for line in text.lines() {
        let mut words = line.split(' ');
        match (line.split_once('='), words.next(), words.next()) {
            (Some(label), ..) => selector.match_labels.push(label),
            (None, Some(key), Some(operator)) => {
                selector.match_expressions.push(Requirement { key, operator, values: words.collect() });
            }
            _ => {}
        }
    }
    selector
}

/// Two selectors that mean the same match the same labels, and have no mismatch where they match.
fn check_match<'l>(one: &Selector<'_>, other: &Selector<'_>, label: impl Fn(&str) -> Option<&'l str> + Copy) {
    assert_eq!(one.matches(label), other.matches(label), "{one} and {other}");
    assert_eq!(one.matches(label), one.mismatches(label).is_empty(), "{one}");
}

fn sorted(mut terms: Vec<FieldTerm<'_>>) -> Vec<FieldTerm<'_>> {
    terms.sort_by(|one, other| (one.field, one.equal, &one.value).cmp(&(other.field, other.equal, &other.value)));
    terms
}
