//! Random objects of a kind, generated from its schema: the API server accepts each of them.

use promwright_kubernetes::kind::KindSchema;
use promwright_kubernetes::schema::{IntegerFormat, ListType, Literal, Pattern, Schema, Shape};
use promwright_operator::api::pattern;
use promwright_yaml::read_json;
use serde_json::{Map, Value, json};

/// Choices, driven by bytes. When the bytes are used up each choice is the first one: nothing optional, nothing strange. So fewer
/// bytes make a smaller object, which lets a property test shrink its failure.
#[derive(Debug)]
pub struct Choices<'b>(std::slice::Iter<'b, u8>);

impl<'b> Choices<'b> {
    /// The choices that bytes make.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self(bytes.iter())
    }

    /// A number below `bound`, which is 1 to 256.
    pub fn below(&mut self, bound: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or_default()) % bound
    }

    /// One of the values.
    pub fn of<'v, T: ?Sized>(&mut self, values: &[&'v T]) -> &'v T {
        values[self.below(values.len())]
    }

    /// Whether the bytes are used up.
    pub fn is_empty(&self) -> bool {
        self.0.as_slice().is_empty()
    }
}

/// Texts for fields that take any: the first one is harmless, the others are hard to write in YAML.
const TEXTS: &[&str] = &[
    "a",
    "web.example:9090",
    "/metrics",
    "$1",
    "${1}-x",
    "é",
    "yes",
    "null",
    "~",
    "0x1f",
    "1_000",
    "1e3",
    "1:30",
    "2001-01-01",
    " lead",
    "trail ",
    "a: b",
    "a #b",
    "- a",
    "? a",
    "[a]",
    "{a: b}",
    "*a",
    "&a",
    "!a",
    "%a",
    "@a",
    "`a",
    "'a'",
    "\"a\"",
    "=",
    "|",
    ">",
    "\\",
    "\t",
    "a\tb",
    "a\nb",
    "a\n",
    "\na",
    "\n",
    "  a\n b\n",
    "a\r\nb",
    "\u{0}",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{feff}",
    "\u{fffd}",
    "\u{10ffff}",
    ".*",
    "(a|b)+",
    "(",
    "http://a b",
    "",
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
    "a-text-of-more-than-one-hundred-and-twenty-eight-characters-that-no-simple-key-of-yaml-can-be-and-that-has-no-blank-to-fold-at-abcdef",
];

/// Strings for a pattern, all of which match it.
fn examples(expression: &str) -> &'static [&'static str] {
    const EXAMPLES: &[(Pattern, &[&str])] = &[
        (pattern::DURATION, &["30s", "1h30m", "0", "1d", "250ms", ""]),
        (pattern::SIZE, &["10MB", "0", "1.5GiB", "-5B"]),
        (promwright_kubernetes::quantity::PATTERN, &["1", "500m", "1e3", "-.5", "0.3", "1Ki"]),
        (pattern::PROXY_URL, &["http://proxy.example:3128", "socks5://p", "https:// "]),
        (pattern::HTTP_URL, &["https://a.example/b?c=d", "http://a:b", "http://%"]),
        (pattern::HTTP_SERVER, &["https://a.example/b?c=d", "http://a:b", "http://[::1]"]),
        (pattern::DAEMON_URL, &["unix:///var/run/docker.sock", "tcp://a:1"]),
        (pattern::AZURE_TENANT, &["a-1.b"]),
        (pattern::AZURE_SCOPE, &["https://a.example//.default"]),
        (pattern::TARGET_FILE, &["a.json", "/a/*.yml", "/a b/*c.YAML"]),
    ];
    let (pattern, examples) = EXAMPLES
        .iter()
        .find(|(pattern, _)| pattern.expression == expression)
        .unwrap_or_else(|| panic!("there are no examples of the pattern {expression}: add some"));
    assert!(examples.iter().all(|example| (pattern.matches)(example)), "an example of {expression} does not match");
    examples
}

/// An object of a kind.
pub fn object(kind: &KindSchema, namespace: &str, name: &str, choices: &mut Choices<'_>) -> Value {
    let spec = kind.versions[0].schema.fields().iter().find(|field| field.name == "spec").map(|field| field.schema);
    json!({
        "apiVersion": kind.api_version(),
        "kind": kind.kind,
        "metadata": {"name": name, "namespace": namespace},
        "spec": spec.map_or(Value::Null, |spec| value(spec, choices)),
    })
}

/// A value that a schema allows.
pub fn value(schema: &Schema, choices: &mut Choices<'_>) -> Value {
    match schema.shape {
        Shape::Object { .. } => fields(schema, choices),
        Shape::Map { values, .. } => {
            let entry = |choices: &mut Choices<'_>| (key(choices).to_owned(), value(values, choices));
            Value::Object((0..choices.below(4)).map(|_| entry(choices)).collect())
        }
        Shape::List { items, min_items, max_items, list } => {
            let length = min_items.unwrap_or(0) as usize + choices.below(3);
            let length = length.min(max_items.unwrap_or(u32::MAX) as usize);
            let mut object: Vec<Value> = Vec::new();
            for _ in 0..length {
                let item = value(items, choices);
                if !object.iter().any(|other| is_same(&item, other, list)) {
                    object.push(item);
                }
            }
            Value::Array(object)
        }
        Shape::String { date_time: true, .. } => json!("2026-01-02T03:04:05Z"),
        Shape::String { one_of, pattern, min_length, max_length, .. } => {
            if !one_of.is_empty() {
                return json!(choices.of(one_of));
            }
            if let Some(pattern) = pattern {
                return json!(choices.of(examples(pattern.expression)));
            }
            let text = choices.of(TEXTS);
            let allowed = min_length.unwrap_or(0) as usize..=max_length.unwrap_or(u32::MAX) as usize;
            json!(if allowed.contains(&text.chars().count()) { text } else { "a" })
        }
        Shape::Integer { format, minimum, maximum } => {
            let (least, greatest) = match format {
                Some(IntegerFormat::Int32) => (i64::from(i32::MIN), i64::from(i32::MAX)),
                _ => (i64::MIN, i64::MAX),
            };
            let number = [1, 0, -1, 7, 1000, 65_535, least, greatest][choices.below(8)];
            json!(number.max(minimum.map_or(least, i64::from)).min(maximum.map_or(greatest, i64::from)))
        }
        Shape::Number => json!(0.5),
        Shape::Boolean => json!(choices.below(2) == 1),
        Shape::IntOrString { pattern } => match (choices.below(3), pattern) {
            (0, _) => json!(1),
            (1, _) => json!(0),
            (_, Some(pattern)) => json!(choices.of(examples(pattern.expression))),
            (_, None) => json!("web"),
        },
        Shape::Any => json!({"a": [1, {"b": "c"}]}),
    }
}

/// A key of a map. go-yaml writes `<<` without quotes and reads it as a merge, so that one does not come back.
fn key<'v>(choices: &mut Choices<'_>) -> &'v str {
    choices.of(TEXTS)
}

/// An object with fields. Where it breaks a rule between them, optional fields are removed until it holds.
fn fields(schema: &Schema, choices: &mut Choices<'_>) -> Value {
    let mut object = Map::new();
    for field in schema.fields() {
        if field.required || (!choices.is_empty() && choices.below(4) == 1) {
            object.insert(field.name.to_owned(), value(field.schema, choices));
        }
    }
    for rule in schema.rules {
        let is_kept = |object: &Map<String, Value>| {
            // The rules see the object with its defaults.
            let mut object = object.clone();
            for field in schema.fields() {
                if let Some(default) = field.schema.default {
                    object.entry(field.name).or_insert_with(|| literal(default));
                }
            }
            let text = Value::Object(object).to_string();
            read_json(&text).is_ok_and(|value| (rule.holds)(&value) == Ok(true))
        };
        let optional: Vec<&str> =
            schema.fields().iter().filter(|field| !field.required).map(|field| field.name).collect();
        for name in optional.iter().rev() {
            if is_kept(&object) {
                break;
            }
            object.shift_remove(*name);
        }
    }
    Value::Object(object)
}

fn literal(literal: Literal) -> Value {
    match literal {
        Literal::String(text) => json!(text),
        Literal::Integer(number) => json!(number),
        Literal::Bool(value) => json!(value),
    }
}

/// Whether two items of a list are the same, in the sense of the list's type.
fn is_same(one: &Value, other: &Value, list: ListType) -> bool {
    match list {
        ListType::Unset | ListType::Atomic => false,
        ListType::Set => one == other,
        ListType::Map(keys) => keys.iter().all(|key| one.get(key) == other.get(key)),
    }
}
