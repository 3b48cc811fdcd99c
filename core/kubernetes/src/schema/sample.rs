//! A small schema and values in JSON, for this folder's tests.
#![allow(clippy::unwrap_used)]

use promwright_yaml::Value;

use super::{Field, IntegerFormat, Kind, ListType, Literal, Pattern, Rule, Schema};

const fn of(kind: Kind) -> Schema {
    Schema { description: super::Documented::new(""), kind, nullable: false, default: None, rules: &[] }
}

const fn field(name: &'static str, schema: &'static Schema) -> Field {
    Field::new(name, schema)
}

const fn object(fields: &'static [Field]) -> Schema {
    Schema::object("", fields, false, &[])
}

pub(super) const fn string(one_of: &'static [&'static str], min_length: Option<u32>) -> Schema {
    of(Kind::String { one_of, pattern: None, min_length, max_length: Some(10), date_time: false })
}

/// A duration of Prometheus, as far as the samples have any.
const DURATION: Pattern = Pattern {
    expression: "^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$",
    matches: |text| text.is_empty() || text.ends_with('s'),
};

const AUTH: Rule = Rule {
    message: "at most one of basicAuth, authorization, or oauth2 can be configured",
    cel: super::Documented::new(""),
    holds: |spec| {
        Ok(["basicAuth", "authorization", "oauth2"].iter().filter(|name| spec.get(name).is_some()).count() <= 1)
    },
};

const INTERVAL: Schema = Schema {
    default: Some(Literal::String("30s")),
    ..of(Kind::String { one_of: &[], pattern: Some(DURATION), min_length: None, max_length: None, date_time: false })
};
const PORT: Schema = of(Kind::Integer { format: Some(IntegerFormat::Int32), minimum: Some(0), maximum: Some(65535) });
const PROTOCOLS: Schema = of(Kind::List {
    items: &string(&["A", "AAAA"], None),
    min_items: Some(1),
    max_items: Some(3),
    list: ListType::Set,
});
const RULE: Schema = object(&[Field { required: true, ..field("name", &string(&[], Some(1))) }]);
const RULES: Schema = of(Kind::List { items: &RULE, min_items: None, max_items: None, list: ListType::Unset });
const TIME: Schema =
    of(Kind::String { one_of: &[], pattern: None, min_length: None, max_length: None, date_time: true });

/// Fields of every kind.
pub(super) static OBJECT: Schema = Schema {
    rules: &[AUTH],
    ..object(&[
        field("interval", &INTERVAL),
        field("port", &PORT),
        field("count", &of(Kind::Integer { format: None, minimum: None, maximum: None })),
        field("enabled", &of(Kind::Boolean)),
        field("ratio", &of(Kind::Number)),
        field("factor", &of(Kind::IntOrString { pattern: Some(crate::quantity::PATTERN) })),
        field("labels", &of(Kind::Map { values: &string(&[], None), atomic: false })),
        field("protocols", &PROTOCOLS),
        field("rules", &RULES),
        field("time", &TIME),
        field("raw", &of(Kind::Any)),
        field("basicAuth", &object(&[])),
        field("oauth2", &object(&[])),
    ])
};

/// A resource that needs a `spec` of [`OBJECT`].
pub(super) static RESOURCE: Schema = object(&[Field { required: true, ..field("spec", &OBJECT) }]);

/// A value from its JSON, without places in the text.
pub(super) fn value(json: &str) -> Value<'static> {
    promwright_yaml::read_json(json).unwrap().into_owned()
}
