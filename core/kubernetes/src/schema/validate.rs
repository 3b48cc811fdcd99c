//! Whether a value is what its schema says.
//!
//! Ported from k8s.io/kube-openapi, `pkg/validation/validate` (`SchemaValidator`), and the translation of its errors in
//! k8s.io/apiextensions-apiserver v0.36, `pkg/apiserver/validation` (`kubeOpenAPIResultToFieldErrors`). A value is checked for
//! its type, as one of two types, as a string, as a number, as a list, as one of the values allowed, and as an object, in that
//! order; a wrong type hides none of the others.

use promwright_finding::FieldPath;
use promwright_go::Quoted;
use promwright_go::float;
use promwright_go::time;
use promwright_yaml::{Data, Object, Value};

use super::admit::MANY;
use super::lists::check_uniqueness;
use super::wording::bad_value;
use super::{ErrorKind, Field, IntegerFormat, Kind, Rule, Schema, SchemaError};

/// What is wrong with a value, by the step of the API server that finds it.
#[derive(Default)]
pub(super) struct Validation {
    /// Values that are not what the schema says.
    pub(super) values: Vec<SchemaError>,
    /// Items that must differ and do not.
    pub(super) lists: Vec<SchemaError>,
    /// Rules between fields that are broken. They mean nothing as long as a value is missing or mistyped.
    pub(super) rules: Vec<SchemaError>,
}

impl Validation {
    /// Checks a value and all in it. The walk goes as deep as the schema does.
    pub(super) fn check(&mut self, value: &Value<'_>, schema: &'static Schema, path: &FieldPath<'_>) {
        if self.values.len() + self.rules.len() > MANY {
            return;
        }
        self.check_type(value, schema, path);
        match (&value.data, &schema.kind) {
            (Data::Null, Kind::String { one_of, .. }) => self.check_one_of(value, one_of, path),
            (Data::Null, _) => return,
            (_, Kind::IntOrString { pattern }) => {
                self.check_either(value, path);
                if let (Data::String(text), Some(pattern)) = (&value.data, pattern)
                    && !(pattern.matches)(text)
                {
                    self.invalid(value, path, &format!("should match '{}'", pattern.expression));
                }
            }
            (_, Kind::String { one_of, .. }) => {
                self.check_string(value, schema, path);
                self.check_one_of(value, one_of, path);
            }
            (Data::Int(_) | Data::Float(_), Kind::Integer { format, minimum, maximum }) => {
                self.check_integer(value, *format, (*minimum, *maximum), path);
            }
            (Data::List(items), Kind::List { items: schema, min_items, max_items, list }) => {
                for (index, item) in items.iter().enumerate() {
                    self.check(item, schema, &path.index(index));
                }
                self.check_length(items.len(), (*min_items, *max_items), path);
                check_uniqueness(items, *list, path, &mut self.lists);
            }
            (Data::Object(object), Kind::Object { fields, .. }) => self.check_object(object, fields, path),
            (Data::Object(object), Kind::Map { values, .. }) => {
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

    fn check_type(&mut self, value: &Value<'_>, schema: &Schema, path: &FieldPath<'_>) {
        let is_good = match (&value.data, &schema.kind) {
            (_, Kind::Any)
            | (Data::Bool(_), Kind::Boolean)
            | (Data::Int(_), Kind::Integer { .. } | Kind::Number | Kind::IntOrString { .. })
            | (Data::Float(_), Kind::Number)
            | (Data::String(_), Kind::String { .. } | Kind::IntOrString { .. })
            // A list passes for a text with a format.
            | (Data::List(_), Kind::List { .. } | Kind::String { date_time: true, .. })
            | (Data::Object(_), Kind::Object { .. } | Kind::Map { .. }) => true,
            (Data::Float(number), Kind::Integer { .. } | Kind::IntOrString { .. }) => is_whole(*number),
            (Data::Null, _) => schema.nullable,
            _ => false,
        };
        if is_good {
            return;
        }
        // Of a type with a format the format is named, and what the value has for one.
        let format = match &schema.kind {
            Kind::Integer { format: Some(IntegerFormat::Int32), .. } => Some("int32"),
            Kind::Integer { format: Some(IntegerFormat::Int64), .. } => Some("int64"),
            Kind::String { date_time: true, .. } => Some("date-time"),
            _ => None,
        };
        match (&value.data, format) {
            (Data::Int(_), Some(format)) => self.type_invalid(path, format, "int64"),
            (Data::Float(_), Some(format)) => self.type_invalid(path, format, "float64"),
            (Data::Bool(_) | Data::Object(_), Some(format)) => self.type_invalid(path, format, ""),
            _ => self.type_invalid(path, type_of_kind(&schema.kind), type_of_value(value)),
        }
    }

    /// Checks that a value is an integer or a string, once more: the CRD says it in two ways.
    fn check_either(&mut self, value: &Value<'_>, path: &FieldPath<'_>) {
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
        self.type_invalid(path, "integer", type_of_value(value));
        if matches!(value.data, Data::Float(_)) {
            self.check_integer(value, None, (None, None), path);
        }
    }

    fn check_string(&mut self, value: &Value<'_>, schema: &Schema, path: &FieldPath<'_>) {
        let Kind::String { pattern, min_length, max_length, date_time, .. } = &schema.kind else { return };
        let Data::String(text) = &value.data else { return };
        // One error of these is enough for upstream.
        let length = || text.chars().count();
        if let Some(most) = max_length.filter(|most| length() > *most as usize) {
            let unit = if most == 1 { "byte" } else { "bytes" };
            let detail = format!("Too long: may not be more than {most} {unit}");
            self.values.push(SchemaError::dotted(ErrorKind::FieldValueTooLong, path, detail));
        } else if let Some(least) = min_length.filter(|least| length() < *least as usize) {
            self.invalid(value, path, &format!("should be at least {least} chars long"));
        } else if let Some(pattern) = pattern.filter(|pattern| !(pattern.matches)(text)) {
            self.invalid(value, path, &format!("should match '{}'", pattern.expression));
        }
        if *date_time && !time::is_date_time(text) {
            self.type_invalid(path, "date-time", text);
        }
    }

    fn check_integer(
        &mut self,
        value: &Value<'_>,
        format: Option<IntegerFormat>,
        (minimum, maximum): (Option<i64>, Option<i64>),
        path: &FieldPath<'_>,
    ) {
        // Upstream reads the number's decimal digits.
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
        let is_below = |bound: i64| match value.data {
            Data::Int(integer) => integer < bound,
            _ => number < bound as f64,
        };
        let is_above = |bound: i64| match value.data {
            Data::Int(integer) => integer > bound,
            _ => number > bound as f64,
        };
        if let Some(minimum) = minimum.filter(|minimum| is_below(*minimum)) {
            self.invalid(value, path, &format!("should be greater than or equal to {minimum}"));
        }
        if let Some(maximum) = maximum.filter(|maximum| is_above(*maximum)) {
            self.invalid(value, path, &format!("should be less than or equal to {maximum}"));
        }
    }

    fn check_one_of(&mut self, value: &Value<'_>, allowed: &[&str], path: &FieldPath<'_>) {
        let is_allowed = match &value.data {
            Data::String(text) => allowed.contains(&&**text),
            // Go makes an integer a string of the one character it numbers.
            Data::Int(integer) => u32::try_from(*integer)
                .ok()
                .and_then(char::from_u32)
                .is_some_and(|character| allowed.contains(&&*character.encode_utf8(&mut [0; 4]))),
            _ => false,
        };
        if !allowed.is_empty() && !is_allowed {
            let allowed: Vec<_> = allowed.iter().map(|value| Quoted(value).to_string()).collect();
            let detail = format!("Unsupported value: {}: supported values: {}", bad_value(value), allowed.join(", "));
            self.values.push(SchemaError::dotted(ErrorKind::FieldValueNotSupported, path, detail));
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

    fn check_rule(&mut self, value: &Value<'_>, rule: &Rule, path: &FieldPath<'_>) {
        let detail = match (rule.holds)(value) {
            Ok(true) => return,
            Ok(false) => format!("Invalid value: {}", rule.message),
            Err(trouble) => format!("Invalid value: \"object\": {trouble} evaluating rule: {}", rule.message),
        };
        self.rules.push(SchemaError::bracketed(ErrorKind::BrokenRule, path, detail));
    }

    fn invalid(&mut self, value: &Value<'_>, path: &FieldPath<'_>, reason: &str) {
        let detail = format!("Invalid value: {}: {} in body {reason}", bad_value(value), path.dotted());
        self.values.push(SchemaError::dotted(ErrorKind::FieldValueInvalid, path, detail));
    }

    fn type_invalid(&mut self, path: &FieldPath<'_>, expected: &str, found: &str) {
        let found = Quoted(found);
        let detail = format!("Invalid value: {found}: {} in body must be of type {expected}: {found}", path.dotted());
        self.values.push(SchemaError::dotted(ErrorKind::FieldValueTypeInvalid, path, detail));
    }
}

fn type_of_kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Object { .. } | Kind::Map { .. } => "object",
        Kind::List { .. } => "array",
        Kind::String { .. } => "string",
        Kind::Integer { .. } => "integer",
        Kind::Number => "number",
        Kind::Boolean => "boolean",
        Kind::IntOrString { .. } => "integer,string",
        Kind::Any => "",
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

/// Whether a float passes for an integer: `IsFloat64AJSONInteger` of github.com/go-openapi/swag. Floats are exact for as long as
/// they are whole up to 2^53, and a relative error of 1e-9 is forgiven.
fn is_whole(number: f64) -> bool {
    const GREATEST_EXACT: f64 = 9_007_199_254_740_991.0;
    const FORGIVEN: f64 = 1e-9;
    if !number.is_finite() || number.abs() > GREATEST_EXACT {
        return false;
    }
    // Upstream compares with the number cut off as an unsigned integer.
    let whole = number.trunc();
    number.fract() == 0.0 || (whole > 0.0 && (number - whole) / (number + whole) < FORGIVEN)
}

#[cfg(test)]
mod tests {
    use crate::schema::admit;
    use crate::schema::sample::{RESOURCE, value};

    /// The errors of a `spec`, each with its type and path.
    fn errors(spec: &str) -> Vec<String> {
        let json =
            format!(r#"{{"apiVersion":"a/v1","kind":"K","metadata":{{"name":"n","namespace":"s"}},"spec":{spec}}}"#);
        let admission = admit(&RESOURCE, &mut value(&json));
        admission
            .errors
            .into_iter()
            .map(|error| format!("{} {} {}", error.kind.name(), error.path, error.detail))
            .collect()
    }

    #[test]
    fn good_values() {
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
    fn bad_values() {
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
