//! Validation of a value against its schema.
//!
//! Ported from k8s.io/kube-openapi, `pkg/validation/validate` (`SchemaValidator`), and the translation of its errors in
//! k8s.io/apiextensions-apiserver v0.36, `pkg/apiserver/validation` (`kubeOpenAPIResultToFieldErrors`). A value is checked for
//! its type, as one of two types, as a string, as a number, as a list, for the allowed values, and as an object, in that order.
//! A wrong type does not stop the other checks.

use promwright_finding::FieldPath;
use promwright_go::Quoted;
use promwright_go::float;
use promwright_go::time;
use promwright_yaml::{Data, Object, Value};

use super::admit::MANY;
use super::lists::check_uniqueness;
use super::wording::bad_value;
use super::{CelRule, ErrorKind, Field, IntegerFormat, Pattern, Reason, Schema, SchemaError, Shape};

/// The errors of a value, by the API server's steps.
#[derive(Default)]
pub(super) struct Validation {
    /// Errors of values that do not match the schema.
    pub(super) values: Vec<SchemaError>,
    /// Errors of duplicate list items.
    pub(super) lists: Vec<SchemaError>,
    /// Broken validation rules. They are only valid if no value is missing or has the wrong type.
    pub(super) rules: Vec<SchemaError>,
}

impl Validation {
    /// Checks a value and everything in it. The walk is as deep as the schema.
    pub(super) fn check(&mut self, value: &Value<'_>, schema: &'static Schema, path: &FieldPath<'_>) {
        if self.values.len() + self.rules.len() > MANY {
            return;
        }
        self.check_type(value, schema, path);
        match (&value.data, &schema.shape) {
            (Data::Null, Shape::String { one_of, .. }) => self.check_one_of(value, one_of, path),
            (Data::Null, _) => return,
            (_, Shape::IntOrString { pattern }) => {
                self.check_either(value, schema, path);
                if let (Data::String(text), Some(pattern)) = (&value.data, pattern)
                    && !(pattern.matches)(text)
                {
                    self.mismatched(value, path, pattern);
                }
            }
            (_, Shape::String { one_of, .. }) => {
                self.check_string(value, schema, path);
                self.check_one_of(value, one_of, path);
            }
            (Data::Int(_) | Data::Float(_), Shape::Integer { format, minimum, maximum }) => {
                self.check_integer(value, *format, (*minimum, *maximum), path);
            }
            (Data::List(items), Shape::List { items: schema, min_items, max_items, list }) => {
                for (index, item) in items.iter().enumerate() {
                    self.check(item, schema, &path.index(index));
                }
                self.check_length(items.len(), (*min_items, *max_items), path);
                check_uniqueness(items, *list, path, &mut self.lists);
            }
            (Data::Object(object), Shape::Object { fields, .. }) => self.check_object(object, fields, path),
            (Data::Object(object), Shape::Map { values, .. }) => {
                for entry in &object.entries {
                    self.check(&entry.value, values, &path.key(&entry.key));
                }
            }
            _ => {}
        }
        for rule in schema.rules {
            self.check_rule(value, rule, path);
        }
    }

    fn check_type(&mut self, value: &Value<'_>, schema: &'static Schema, path: &FieldPath<'_>) {
        let is_good = match (&value.data, &schema.shape) {
            (_, Shape::Any)
            | (Data::Bool(_), Shape::Boolean)
            | (Data::Int(_), Shape::Integer { .. } | Shape::Number | Shape::IntOrString { .. })
            | (Data::Float(_), Shape::Number)
            | (Data::String(_), Shape::String { .. } | Shape::IntOrString { .. })
            // A list passes for a text with a format.
            | (Data::List(_), Shape::List { .. } | Shape::String { date_time: true, .. })
            | (Data::Object(_), Shape::Object { .. } | Shape::Map { .. }) => true,
            (Data::Float(number), Shape::Integer { .. } | Shape::IntOrString { .. }) => is_whole(*number),
            (Data::Null, _) => schema.nullable,
            _ => false,
        };
        if is_good {
            return;
        }
        // Of a type with a format the format is named, and what the value has for one.
        let format = match &schema.shape {
            Shape::Integer { format: Some(IntegerFormat::Int32), .. } => Some("int32"),
            Shape::Integer { format: Some(IntegerFormat::Int64), .. } => Some("int64"),
            Shape::String { date_time: true, .. } => Some("date-time"),
            _ => None,
        };
        match (&value.data, format) {
            (Data::Int(_), Some(format)) => self.type_invalid(schema, path, format, "int64"),
            (Data::Float(_), Some(format)) => self.type_invalid(schema, path, format, "float64"),
            (Data::Bool(_) | Data::Object(_), Some(format)) => self.type_invalid(schema, path, format, ""),
            _ => self.type_invalid(schema, path, type_of_shape(&schema.shape), type_of_value(value)),
        }
    }

    /// Checks that a value is an integer or a string, once more: the CRD says it in two ways.
    fn check_either(&mut self, value: &Value<'_>, schema: &'static Schema, path: &FieldPath<'_>) {
        match value.data {
            Data::Int(_) | Data::String(_) => return,
            Data::Float(number) if is_whole(number) => return,
            _ => {}
        }
        self.values.push(SchemaError::unnamed(
            path,
            format!("Invalid value: \"\": {} must validate at least one schema (anyOf)", Quoted(&path.dotted())),
        ));
        // Of the two, the first is the one that is explained.
        self.type_invalid(schema, path, "integer", type_of_value(value));
        if matches!(value.data, Data::Float(_)) {
            self.check_integer(value, None, (None, None), path);
        }
    }

    fn check_string(&mut self, value: &Value<'_>, schema: &'static Schema, path: &FieldPath<'_>) {
        let Shape::String { pattern, min_length, max_length, date_time, .. } = &schema.shape else { return };
        let Data::String(text) = &value.data else { return };
        // Upstream reports only one of these errors.
        let length = || text.chars().count();
        if let Some(most) = max_length.filter(|most| length() > *most as usize) {
            let unit = if most == 1 { "byte" } else { "bytes" };
            let detail = format!("Too long: may not be more than {most} {unit}");
            self.values.push(SchemaError::dotted(ErrorKind::FieldValueTooLong, path, detail));
        } else if let Some(least) = min_length.filter(|least| length() < *least as usize) {
            self.invalid(value, path, &format!("should be at least {least} chars long"));
        } else if let Some(pattern) = pattern.filter(|pattern| !(pattern.matches)(text)) {
            self.mismatched(value, path, pattern);
        }
        if *date_time && !time::is_date_time(text) {
            self.type_invalid(schema, path, "date-time", text);
        }
    }

    fn check_integer(
        &mut self,
        value: &Value<'_>,
        format: Option<IntegerFormat>,
        (minimum, maximum): (Option<i32>, Option<i32>),
        path: &FieldPath<'_>,
    ) {
        // Upstream parses the number's decimal digits.
        let (integer, number) = match value.data {
            Data::Int(integer) => (Some(integer), integer as f64),
            Data::Float(number) => (float::plain(number).parse().ok(), number),
            _ => return,
        };
        let (fits, name) = match format {
            Some(IntegerFormat::Int32) => {
                (integer.is_some_and(|integer| i32::try_from(integer).is_ok()), "with format int32")
            }
            Some(IntegerFormat::Int64) => (integer.is_some(), "with format int64"),
            None => (integer.is_some(), "(default format)"),
        };
        if !fits {
            let path_text = path.dotted();
            self.values.push(SchemaError::unnamed(
                path,
                format!("Invalid value: \"\": Checked value must be of type integer {name} in {path_text}"),
            ));
        }
        let is_below = |bound: i32| match value.data {
            Data::Int(integer) => integer < i64::from(bound),
            _ => number < f64::from(bound),
        };
        let is_above = |bound: i32| match value.data {
            Data::Int(integer) => integer > i64::from(bound),
            _ => number > f64::from(bound),
        };
        if let Some(minimum) = minimum.filter(|minimum| is_below(*minimum)) {
            self.invalid(value, path, &format!("should be greater than or equal to {minimum}"));
        }
        if let Some(maximum) = maximum.filter(|maximum| is_above(*maximum)) {
            self.invalid(value, path, &format!("should be less than or equal to {maximum}"));
        }
    }

    fn check_one_of(&mut self, value: &Value<'_>, allowed: &'static [&'static str], path: &FieldPath<'_>) {
        let is_allowed = match &value.data {
            Data::String(text) => allowed.contains(&&**text),
            // Go converts an integer to the character with that code point.
            Data::Int(integer) => u32::try_from(*integer)
                .ok()
                .and_then(char::from_u32)
                .is_some_and(|character| allowed.contains(&&*character.encode_utf8(&mut [0; 4]))),
            _ => false,
        };
        if !allowed.is_empty() && !is_allowed {
            let supported: Vec<_> = allowed.iter().map(|value| Quoted(value).to_string()).collect();
            let detail = format!("Unsupported value: {}: supported values: {}", bad_value(value), supported.join(", "));
            self.values.push(
                SchemaError::dotted(ErrorKind::FieldValueNotSupported, path, detail).because(Reason::OneOf(allowed)),
            );
        }
    }

    fn check_length(&mut self, length: usize, (least, most): (Option<u32>, Option<u32>), path: &FieldPath<'_>) {
        if let Some(least) = least.filter(|least| length < *least as usize) {
            self.invalid(&Value::new(Data::Int(length as i64)), path, &format!("should have at least {least} items"));
        }
        if let Some(most) = most.filter(|most| length > *most as usize) {
            let unit = if most == 1 { "item" } else { "items" };
            let detail = format!("Too many: {length}: must have at most {most} {unit}");
            self.values.push(SchemaError::dotted(ErrorKind::FieldValueTooMany, path, detail));
        }
    }

    fn check_object(&mut self, object: &Object<'_>, fields: &'static [Field], path: &FieldPath<'_>) {
        for entry in &object.entries {
            if let Some(field) = fields.iter().find(|field| field.name == entry.key) {
                self.check(&entry.value, field.schema, &path.field(&entry.key));
            }
        }
        for field in fields {
            if field.required && object.get(field.name).is_none() {
                self.values.push(SchemaError::dotted(
                    ErrorKind::FieldValueRequired,
                    &path.field(field.name),
                    "Required value".to_owned(),
                ));
            }
        }
    }

    fn check_rule(&mut self, value: &Value<'_>, rule: &'static CelRule, path: &FieldPath<'_>) {
        let detail = match (rule.holds)(value) {
            Ok(true) => return,
            Ok(false) => format!("Invalid value: {}", rule.message),
            Err(error) => format!("Invalid value: \"object\": {error} evaluating rule: {}", rule.message),
        };
        let error = SchemaError::bracketed(ErrorKind::BrokenRule, path, detail).because(Reason::Cel(rule));
        let field = Some(rule.field).filter(|field| value.get(field).is_some());
        self.rules.push(match field {
            Some(field) => SchemaError { path: path.field(field).to_path(), ..error },
            None => error,
        });
    }

    fn mismatched(&mut self, value: &Value<'_>, path: &FieldPath<'_>, pattern: &'static Pattern) {
        self.invalid(value, path, &format!("should match '{}'", pattern.expression));
        if let Some(error) = self.values.last_mut() {
            error.reason = Reason::Pattern(pattern);
        }
    }

    fn invalid(&mut self, value: &Value<'_>, path: &FieldPath<'_>, reason: &str) {
        let detail = format!("Invalid value: {}: {} in body {reason}", bad_value(value), path.dotted());
        self.values.push(SchemaError::dotted(ErrorKind::FieldValueInvalid, path, detail));
    }

    fn type_invalid(&mut self, schema: &'static Schema, path: &FieldPath<'_>, expected: &str, found: &str) {
        let found = Quoted(found);
        let detail = format!("Invalid value: {found}: {} in body must be of type {expected}: {found}", path.dotted());
        self.values.push(
            SchemaError::dotted(ErrorKind::FieldValueTypeInvalid, path, detail)
                .because(Reason::Type { expected: schema }),
        );
    }
}

fn type_of_shape(shape: &Shape) -> &'static str {
    match shape {
        Shape::Object { .. } | Shape::Map { .. } => "object",
        Shape::List { .. } => "array",
        Shape::String { .. } => "string",
        Shape::Integer { .. } => "integer",
        Shape::Number => "number",
        Shape::Boolean => "boolean",
        Shape::IntOrString { .. } => "integer,string",
        Shape::Any => "",
    }
}

fn type_of_value(value: &Value<'_>) -> &'static str {
    match value.data {
        Data::Null => "null",
        Data::Bool(_) => "boolean",
        Data::Int(_) => "integer",
        Data::Float(_) => "number",
        Data::String(_) => "string",
        Data::List(_) => "array",
        Data::Object(_) => "object",
    }
}

/// Whether a float passes as an integer: `IsFloat64AJSONInteger` of github.com/go-openapi/swag. Whole floats are exact up to
/// 2^53, and a relative error of 1e-9 is accepted.
fn is_whole(number: f64) -> bool {
    const GREATEST_EXACT: f64 = 9_007_199_254_740_991.0;
    const TOLERANCE: f64 = 1e-9;
    if !number.is_finite() || number.abs() > GREATEST_EXACT {
        return false;
    }
    // Upstream compares with the number truncated to an unsigned integer.
    let whole = number.trunc();
    number.fract() == 0.0 || (whole > 0.0 && (number - whole) / (number + whole) < TOLERANCE)
}

#[cfg(test)]
mod tests {
    use crate::schema::admit;
    use crate::schema::sample::{KIND, VERSION, value};

    /// The errors of a `spec`, each with its type and path.
    fn errors(spec: &str) -> Vec<String> {
        let json =
            format!(r#"{{"apiVersion":"a/v1","kind":"K","metadata":{{"name":"n","namespace":"s"}},"spec":{spec}}}"#);
        let admission = admit(&KIND, &VERSION, &mut value(&json));
        admission
            .errors
            .into_iter()
            .map(|error| format!("{} {} {}", error.kind.name(), error.api_path, error.detail))
            .collect()
    }

    #[test]
    fn valid_values() {
        for spec in [
            "{}",
            r#"{"interval":"","port":5.0,"count":1.0,"enabled":true,"ratio":1,"factor":2.0,"labels":{"a":""}}"#,
            r#"{"factor":"1.5","protocols":["A"],"rules":[{"name":"x"}],"raw":[null],"basicAuth":{}}"#,
            r#"{"time":"2026-01-31t23:59:59.5+01:00","count":9223372036854775807}"#,
            r#"{"time":[]}"#,
        ] {
            assert!(errors(spec).is_empty(), "{spec}: {:?}", errors(spec));
        }
    }

    #[test]
    fn invalid_values() {
        let unchecked = "FieldValueInvalid <nil> Invalid value: null: some validation rules were not checked because the object \
                         was invalid; correct the existing errors to complete validation";
        for (spec, expected) in [
            ("null", &["FieldValueRequired spec Required value", unchecked] as &[&str]),
            (
                r#"{"port":1.5}"#,
                &[
                    r#"FieldValueTypeInvalid spec.port Invalid value: "float64": spec.port in body must be of type int32: "float64""#,
                    r#"FieldValueInvalid <nil> Invalid value: "": Checked value must be of type integer with format int32 in spec.port"#,
                    unchecked,
                ],
            ),
            (
                r#"{"port":true}"#,
                &[
                    r#"FieldValueTypeInvalid spec.port Invalid value: "": spec.port in body must be of type int32: """#,
                    unchecked,
                ],
            ),
            (
                r#"{"port":8589934592}"#,
                &[
                    r#"FieldValueInvalid <nil> Invalid value: "": Checked value must be of type integer with format int32 in spec.port"#,
                    "FieldValueInvalid spec.port Invalid value: 8589934592: spec.port in body should be less than or equal to 65535",
                ],
            ),
            (
                r#"{"port":-1}"#,
                &[
                    "FieldValueInvalid spec.port Invalid value: -1: spec.port in body should be greater than or equal to 0",
                ],
            ),
            (
                r#"{"factor":true}"#,
                &[
                    r#"FieldValueTypeInvalid spec.factor Invalid value: "boolean": spec.factor in body must be of type integer,string: "boolean""#,
                    r#"FieldValueInvalid <nil> Invalid value: "": "spec.factor" must validate at least one schema (anyOf)"#,
                    r#"FieldValueTypeInvalid spec.factor Invalid value: "boolean": spec.factor in body must be of type integer: "boolean""#,
                    unchecked,
                ],
            ),
            (
                r#"{"protocols":["A",65,null,"B"]}"#,
                &[
                    r#"FieldValueTypeInvalid spec.protocols[1] Invalid value: "integer": spec.protocols[1] in body must be of type string: "integer""#,
                    r#"FieldValueTypeInvalid spec.protocols[2] Invalid value: "null": spec.protocols[2] in body must be of type string: "null""#,
                    r#"FieldValueNotSupported spec.protocols[2] Unsupported value: null: supported values: "A", "AAAA""#,
                    r#"FieldValueNotSupported spec.protocols[3] Unsupported value: "B": supported values: "A", "AAAA""#,
                    "FieldValueTooMany spec.protocols Too many: 4: must have at most 3 items",
                    unchecked,
                ],
            ),
            (
                r#"{"protocols":[],"interval":"x"}"#,
                &[
                    "FieldValueInvalid spec.protocols Invalid value: 0: spec.protocols in body should have at least 1 items",
                    "FieldValueInvalid spec.interval Invalid value: \"x\": spec.interval in body should match \
                     '^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$'",
                ],
            ),
            (
                r#"{"rules":[{},{"name":""}],"labels":{"a.b":"12345678901"},"oauth2":{},"basicAuth":{}}"#,
                &[
                    "FieldValueRequired spec.rules[0].name Required value",
                    r#"FieldValueInvalid spec.rules[1].name Invalid value: "": spec.rules[1].name in body should be at least 1 chars long"#,
                    "FieldValueTooLong spec.labels.a.b Too long: may not be more than 10 bytes",
                    unchecked,
                ],
            ),
            (
                r#"{"oauth2":{},"basicAuth":{}}"#,
                &[
                    "FieldValueInvalid spec Invalid value: at most one of basicAuth, authorization, or oauth2 can be configured",
                ],
            ),
            (
                r#"{"time":"yesterday"}"#,
                &[
                    r#"FieldValueTypeInvalid spec.time Invalid value: "yesterday": spec.time in body must be of type date-time: "yesterday""#,
                    unchecked,
                ],
            ),
        ] {
            assert_eq!(errors(spec), expected, "{spec}");
        }
    }
}
