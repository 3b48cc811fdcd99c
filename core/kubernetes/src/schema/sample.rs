//! A small schema, and values from JSON, for the tests in this folder.
#![allow(clippy::unwrap_used)]

use promwright_yaml::Value;

use crate::kind::{KindSchema, Scope, Version};

use super::{CelRule, Field, IntegerFormat, ListType, Literal, Pattern, Schema, Shape};

const fn of(shape: Shape) -> Schema {
    Schema { description: super::Documented::new(""), shape, nullable: false, default: None, rules: &[] }
}

const fn field(name: &'static str, schema: &'static Schema) -> Field {
    Field::new(name, schema)
}

const fn object(fields: &'static [Field]) -> Schema {
    Schema::object("", fields, false, &[])
}

pub(super) const fn string(one_of: &'static [&'static str], min_length: Option<u32>) -> Schema {
    of(Shape::String { one_of, pattern: None, min_length, max_length: Some(10), date_time: false })
}

/// A simplified Prometheus duration, enough for the samples.
const DURATION: Pattern = Pattern {
    expression: "^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$",
    matches: |text| text.is_empty() || text.ends_with('s'),
    help: "",
};

const AUTH: CelRule = CelRule {
    message: "at most one of basicAuth, authorization, or oauth2 can be configured",
    field: "",
    cel: super::Documented::new(""),
    holds: |spec| {
        Ok(["basicAuth", "authorization", "oauth2"].iter().filter(|name| spec.get(name).is_some()).count() <= 1)
    },
};

const INTERVAL: Schema = Schema {
    default: Some(Literal::String("30s")),
    ..of(Shape::String { one_of: &[], pattern: Some(&DURATION), min_length: None, max_length: None, date_time: false })
};
const PORT: Schema = of(Shape::Integer { format: Some(IntegerFormat::Int32), minimum: Some(0), maximum: Some(65535) });
const PROTOCOLS: Schema = of(Shape::List {
    items: &string(&["A", "AAAA"], None),
    min_items: Some(1),
    max_items: Some(3),
    list: ListType::Set,
});
const RULE: Schema = object(&[Field { required: true, ..field("name", &string(&[], Some(1))) }]);
const RULES: Schema = of(Shape::List { items: &RULE, min_items: None, max_items: None, list: ListType::Unset });
const TIME: Schema =
    of(Shape::String { one_of: &[], pattern: None, min_length: None, max_length: None, date_time: true });

/// Fields of every kind.
pub(super) static OBJECT: Schema = Schema {
    rules: &[AUTH],
    ..object(&[
        field("interval", &INTERVAL),
        field("port", &PORT),
        field("count", &of(Shape::Integer { format: None, minimum: None, maximum: None })),
        field("enabled", &of(Shape::Boolean)),
        field("ratio", &of(Shape::Number)),
        field("factor", &of(Shape::IntOrString { pattern: Some(&crate::quantity::PATTERN) })),
        field("labels", &of(Shape::Map { values: &string(&[], None), atomic: false })),
        field("protocols", &PROTOCOLS),
        field("rules", &RULES),
        field("time", &TIME),
        field("raw", &of(Shape::Any)),
        field("basicAuth", &object(&[])),
        field("oauth2", &object(&[])),
    ])
};

/// A resource that needs a `spec` of [`OBJECT`].
pub(super) static VERSION: Version = Version {
    name: "v1",
    schema: object(&[Field { required: true, ..field("spec", &OBJECT) }]),
    scale: None,
    printer_columns: super::Documented::new(&[]),
};

/// Its kind.
pub(super) static KIND: KindSchema = KindSchema {
    group: "a",
    kind: "K",
    plural: "ks",
    singular: "k",
    list_kind: "KList",
    short_names: &[],
    categories: &[],
    scope: Scope::Namespaced,
    versions: &[],
};

/// A value from its JSON, without source positions.
pub(super) fn value(json: &str) -> Value<'static> {
    promwright_yaml::read_json(json).unwrap().into_owned()
}
