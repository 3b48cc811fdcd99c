//! A value that the schema does not allow.

use promwright_finding::{Change, Finding, Fix, Rule, RuleDocs, Segment, Severity, value_at};
use promwright_go::Quoted;
use promwright_yaml::{Data, Span, Value};

use crate::schema::{Pattern, Reason, Schema, SchemaError, Shape, nearest};

/// A value that the schema does not allow.
pub static INVALID_VALUE: Rule = Rule::new(
    "schema/invalid-value",
    Severity::Error,
    RuleDocs {
        summary: "A value that the schema does not allow",
        explanation: "\
The value has another type than the field, is none of the values allowed, does not match the field's pattern, or is out of bounds. \
YAML decides on the type by how a value is written: `true`, `yes` and `on` are booleans, `10` is a number, and quotes make a string.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
spec:
  scheme: https
  scrapeInterval: 30
  staticConfigs:
    - targets: web.example.com:9100
",
        good: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
spec:
  scheme: HTTPS
  scrapeInterval: 30s
  staticConfigs:
    - targets: [web.example.com:9100]
",
    },
);

pub(super) fn finding(error: &SchemaError, object: &Value<'_>, text: Option<&str>) -> Finding {
    let value = value_at(object, error.path.segments());
    match error.reason {
        Reason::Type { expected } => {
            let is_flow = text.is_some_and(|text| is_in_flow(text, object, error.path.segments()));
            let written = value.and_then(|value| text?.get(value.span.start as usize..value.span.end as usize));
            mistyped(expected, value, written, is_flow)
        }
        Reason::OneOf(allowed) => not_allowed(allowed, value),
        Reason::Pattern(pattern) => mismatched(pattern, value),
        Reason::Message | Reason::Cel(_) => {
            let in_body = format!("{} in body ", error.api_path);
            let detail = error.detail.strip_prefix("Invalid value: ").unwrap_or(&error.detail);
            Finding::new(&INVALID_VALUE, detail.replacen(&in_body, "", 1))
        }
    }
}

/// `written` is the value as it was written, where that is known; `is_flow` says that it is [in the flow style](is_in_flow).
fn mistyped(expected: &'static Schema, value: Option<&Value<'_>>, written: Option<&str>, is_flow: bool) -> Finding {
    let message =
        format!("expected {}, found {}", name_of_shape(&expected.shape), value.map_or("nothing", name_of_value));
    let finding = Finding::new(&INVALID_VALUE, message);
    let Some(value) = value else { return finding };
    match (&expected.shape, &value.data) {
        (Shape::List { items, .. }, data) if !matches!(data, Data::Null | Data::List(_)) => {
            let fix =
                has_shape(value, &items.shape).then(|| Fix::new("Make it a list of one item", Change::WrapInList));
            let help = if is_flow { "Put the items in brackets: `[a, b]`" } else { "Start each item with `- `" };
            finding.help(help).fix(fix)
        }
        // A time is a string as it is written.
        (Shape::String { date_time: true, .. }, _) => finding,
        (Shape::String { pattern, one_of, .. }, Data::Bool(_) | Data::Int(_) | Data::Float(_)) => {
            let text = match (written, &value.data) {
                (Some(written), _) => Some(written.to_owned()),
                (None, Data::Int(number)) => Some(number.to_string()),
                // `yes` is `true` as well, and `1e3` is `1000.0`.
                (None, _) => None,
            };
            let matches = |pattern: &Pattern| text.as_deref().is_some_and(pattern.matches);
            let is_valid = pattern.is_none_or(matches) && one_of.is_empty();
            match pattern.filter(|_| !is_valid) {
                Some(pattern) => finding.help(instruction(pattern.help)),
                None if is_valid => {
                    finding.help("Quote the value").fix(Some(Fix::new("Quote the value", Change::Quote)))
                }
                None => finding.help(supported(one_of)),
            }
        }
        (Shape::Boolean, Data::String(_)) => finding.help("Write `true` or `false`, without quotes"),
        (Shape::Integer { .. } | Shape::Number, Data::String(_)) => finding.help("Write a number, without quotes"),
        _ => finding,
    }
}

/// Whether a value stands in braces or brackets, as everything in JSON does: there, a dash starts no item.
fn is_in_flow(text: &str, object: &Value<'_>, path: &[Segment]) -> bool {
    let is_flow = |around: &Value<'_>| {
        let span = around.span;
        span != Span::default() && text.get(span.start as usize..).is_some_and(|text| text.starts_with(['{', '[']))
    };
    (0..path.len()).filter_map(|depth| value_at(object, path.get(..depth)?)).any(is_flow)
}

fn not_allowed(allowed: &[&str], value: Option<&Value<'_>>) -> Finding {
    let text = value.and_then(Value::as_str).unwrap_or_default();
    let finding = Finding::new(&INVALID_VALUE, format!("unsupported value {}", Quoted(text)));
    let same = allowed.iter().find(|known| known.eq_ignore_ascii_case(text));
    match nearest(text, allowed.iter().copied()) {
        Some(near) => {
            let change =
                |known: &&str| Fix::new(format!("Replace with `{known}`"), Change::Replace((*known).to_owned()));
            finding.help(format!("Did you mean `{near}`?")).fix(same.map(change))
        }
        None => finding.help(supported(allowed)),
    }
}

fn mismatched(pattern: &Pattern, value: Option<&Value<'_>>) -> Finding {
    let text = value.and_then(Value::as_str).unwrap_or_default();
    let finding = Finding::new(&INVALID_VALUE, format!("invalid value {}", Quoted(text)));
    if pattern.help.is_empty() {
        finding.help(format!("The value must match `{}`", pattern.expression))
    } else {
        finding.help(instruction(pattern.help))
    }
}

/// A help text with a capital letter.
fn instruction(help: &str) -> String {
    let mut letters = help.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn supported(allowed: &[&str]) -> String {
    format!("Supported values: {}", allowed.iter().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", "))
}

/// Whether a value has a shape, whatever is in it.
fn has_shape(value: &Value<'_>, shape: &Shape) -> bool {
    matches!(
        (&value.data, shape),
        (Data::String(_), Shape::String { .. } | Shape::IntOrString { .. })
            | (Data::Int(_), Shape::Integer { .. } | Shape::Number | Shape::IntOrString { .. })
            | (Data::Bool(_), Shape::Boolean)
            | (Data::Object(_), Shape::Object { .. } | Shape::Map { .. })
    )
}

fn name_of_shape(shape: &Shape) -> &'static str {
    match shape {
        Shape::Object { .. } | Shape::Map { .. } => "an object",
        Shape::List { .. } => "a list",
        Shape::String { date_time: true, .. } => "a time such as `2026-01-31T12:00:00Z`",
        Shape::String { .. } => "a string",
        Shape::Integer { .. } => "an integer",
        Shape::Number => "a number",
        Shape::Boolean => "`true` or `false`",
        Shape::IntOrString { .. } => "an integer or a string",
        Shape::Any => "any value",
    }
}

fn name_of_value(value: &Value<'_>) -> &'static str {
    match value.data {
        Data::Null => "null",
        Data::Bool(_) => "a boolean",
        Data::Int(_) => "an integer",
        Data::Float(_) => "a number",
        Data::String(_) => "a string",
        Data::List(_) => "a list",
        Data::Object(_) => "an object",
    }
}
