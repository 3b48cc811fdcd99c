//! What the API server objects to, as findings: a rule a file.

mod broken_rule;
mod duplicate_item;
mod invalid_value;
mod missing_field;
mod unknown_field;

use promwright_finding::{Finding, Rule, span_at};
use promwright_yaml::Span;

use crate::object::Object;
use crate::schema::{Admission, ErrorKind, MANY, SchemaError};

pub use broken_rule::BROKEN_RULE;
pub use duplicate_item::DUPLICATE_ITEM;
pub use invalid_value::INVALID_VALUE;
pub use missing_field::MISSING_FIELD;
pub use unknown_field::UNKNOWN_FIELD;

/// Every rule of this crate.
pub const ALL: &[&Rule] = &[&UNKNOWN_FIELD, &MISSING_FIELD, &INVALID_VALUE, &DUPLICATE_ITEM, &BROKEN_RULE];

/// What happens to an object with an error.
const REJECTED: &str = "The API server rejects the object";

/// What the API server says to an object, which was read from this text, if it was read from one.
pub fn findings(object: &Object<'_>, text: Option<&str>) -> Vec<Finding> {
    let Admission { unknown, errors } = &object.admission;
    // What is inside a value of the wrong type is beside the point.
    let mistyped: Vec<_> =
        errors.iter().filter(|error| error.kind == ErrorKind::FieldValueTypeInvalid).map(|error| &error.path).collect();
    let is_within = |path: &promwright_finding::Path| mistyped.iter().any(|around| path.is_below(around));
    let mut findings: Vec<_> = unknown
        .iter()
        .take(MANY)
        .filter(|unknown| !is_within(&unknown.path))
        .map(|unknown| unknown_field::finding(unknown).about(&object.id))
        .collect();
    // That rules went unchecked follows from the other errors, and says nothing about what to do.
    let relevant: Vec<_> = errors.iter().filter(|error| error.kind != ErrorKind::UncheckedRules).collect();
    findings.extend(relevant.iter().take(MANY).map(|error| of_error(error, object, text).about(&object.id)));
    // Both are placed where the last of what is shown is, so that they come after it.
    if unknown.len() > MANY {
        let message = format!("the API server drops more than {MANY} fields of this object; the others are not shown");
        let more = Finding::new(&UNKNOWN_FIELD, message).about(&object.id);
        findings.push(after(more, unknown.iter().take(MANY).map(|unknown| unknown.key_span)));
    }
    if relevant.len() > MANY {
        let message = format!("the object has more than {MANY} errors; the others are not shown");
        let more = Finding::new(&INVALID_VALUE, message).about(&object.id);
        let shown = relevant.iter().take(MANY).filter_map(|error| span_at(&object.value, error.path.segments()));
        findings.push(after(more, shown));
    }
    findings
}

/// A finding at the last of some spans. The source is not known yet.
fn after(finding: Finding, spans: impl Iterator<Item = Span>) -> Finding {
    match spans.max().filter(|last| *last != Span::default()) {
        Some(last) => finding.at(0, last),
        None => finding,
    }
}

fn of_error(error: &SchemaError, object: &Object<'_>, text: Option<&str>) -> Finding {
    let finding = match error.kind {
        ErrorKind::FieldValueRequired => missing_field::finding(error),
        ErrorKind::FieldValueDuplicate => duplicate_item::finding(error),
        ErrorKind::BrokenRule => broken_rule::finding(error),
        _ => invalid_value::finding(error, &object.value, text),
    };
    let says =
        if error.api_path == "<nil>" { error.detail.clone() } else { format!("{}: {}", error.api_path, error.detail) };
    finding.path(error.path.clone()).says(says).effect(REJECTED)
}
