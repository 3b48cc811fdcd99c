//! Generates the reference pages: `docs/reference/KIND.md`.

use std::collections::{BTreeSet, VecDeque};
use std::fmt::Display;

use promwright_kubernetes::kind::KindSchema;
use promwright_kubernetes::schema::{Field, Pattern, Schema, Shape};
use promwright_operator::api::pattern;

use super::File;
use super::schema::literal;

/// The folder of the pages.
pub(super) const FOLDER: &str = "docs/reference";

/// The file with the page of a kind.
pub(super) fn file(kind: &KindSchema) -> File {
    File { path: format!("{FOLDER}/{}.md", kind.kind.to_lowercase()), text: page(kind) }
}

const LEGEND: &str = "\
This page lists the types of the object: first its `spec`, then the types that the `spec` uses. Example of a duration: `1h30m`; of
a size: `512MB`; of a quantity: `500m` or `1.5Gi`.

**Default** is the value that the API server sets if the field is not set. **Prometheus key** is the key in Prometheus'
configuration; a field without one has no key of its own there. **Since** is the first Prometheus version for which the operator
writes the field.
";

const HEAD: &str = "\
| Field | Type | Default | Prometheus key | Since | Description |
|---|---|---|---|---|---|
";

/// The whole page: the spec, then each type that it uses, once.
fn page(kind: &KindSchema) -> String {
    let names: Vec<_> = [kind.plural, kind.singular].iter().chain(kind.short_names).map(|name| code(name)).collect();
    let mut page = format!(
        "<!-- Written by `cargo xtask gen` from the types in core/operator/src/api. -->\n\
         # {}\n\n{}\n\n`apiVersion`: `{}`. Names for `kubectl`: {}.\n\n{LEGEND}",
        kind.kind,
        kind.versions[0].schema.description.get(),
        kind.api_version(),
        names.join(", "),
    );
    let mut seen = BTreeSet::new();
    let mut blocks: VecDeque<_> =
        kind.versions[0].schema.fields().iter().filter_map(|field| block_of(field.schema)).collect();
    while let Some(block) = blocks.pop_front() {
        if !seen.insert(block.name) {
            continue;
        }
        page.push_str(&block.section());
        blocks.extend(block.fields.iter().filter_map(|field| block_of(field.schema)));
    }
    page
}

/// A section of the page: one type.
struct Block {
    name: &'static str,
    about: &'static str,
    fields: &'static [Field],
    rules: Vec<&'static str>,
}

/// The section for the type of a value, of a list's items or of a map's values. `None` for types that Kubernetes defines, which
/// have no description here.
fn block_of(schema: &Schema) -> Option<Block> {
    match schema.shape {
        Shape::List { items: part, .. } | Shape::Map { values: part, .. } => block_of(part),
        Shape::Object { name, about, fields, .. } if !about.get().is_empty() => {
            let (name, about) = (name.get(), about.get());
            let rules = schema.rules.iter().map(|rule| rule.message).collect();
            Some(Block { name, about, fields, rules })
        }
        _ => None,
    }
}

impl Block {
    fn section(&self) -> String {
        let rows: String = self.fields.iter().map(row).collect();
        let mut section = format!("\n## {}\n\n{}\n\n{HEAD}{rows}", self.name, self.about);
        if !self.rules.is_empty() {
            section.push_str("\nThe API server also enforces these rules:\n\n");
            section.extend(self.rules.iter().map(|rule| format!("- {rule}\n")));
        }
        section
    }
}

/// The row of a field.
fn row(field: &Field) -> String {
    let Field { name, required, key, since, schema } = field;
    let columns = [
        code(name) + if *required { " (required)" } else { "" },
        type_of(schema),
        schema.default.map(|default| code(&literal(default).to_string())).unwrap_or_default(),
        key.map(code).unwrap_or_default(),
        since.map(|(major, minor, patch)| format!("{major}.{minor}.{patch}")).unwrap_or_default(),
        schema.description.get().to_owned(),
    ];
    // A bar would end the column, and a line break the row.
    let columns = columns.map(|column| column.replace('|', "\\|").replace("\n\n", "<br>"));
    format!("| {} |\n", columns.join(" | "))
}

/// The type of a value, in words.
fn type_of(schema: &Schema) -> String {
    match schema.shape {
        Shape::Object { about, .. } if about.get().is_empty() => "Kubernetes object".to_owned(),
        Shape::Object { name, .. } => format!("[{0}](#{1})", name.get(), name.get().to_lowercase()),
        Shape::Map { values, .. } => format!("map of {}", type_of(values)),
        Shape::List { items, min_items, max_items, .. } => {
            format!("list of {}", type_of(items)) + &bounds(min_items, max_items, "items")
        }
        Shape::String { one_of, pattern, min_length, max_length, date_time } => {
            if !one_of.is_empty() {
                let words: Vec<_> =
                    one_of.iter().map(|word| if word.is_empty() { code("\"\"") } else { code(word) }).collect();
                return words.join(", ");
            }
            let what =
                if date_time { "time".to_owned() } else { pattern.map_or_else(|| "string".to_owned(), matching) };
            what + &bounds(min_length, max_length, "characters")
        }
        Shape::Integer { minimum, maximum, .. } => "integer".to_owned() + &bounds(minimum, maximum, ""),
        Shape::Number => "number".to_owned(),
        Shape::Boolean => "boolean".to_owned(),
        Shape::IntOrString { pattern: Some(pattern) } => matching(pattern),
        Shape::IntOrString { pattern: None } => "integer or string".to_owned(),
        Shape::Any => "any".to_owned(),
    }
}

/// The name for strings that match a pattern.
fn matching(pattern: &Pattern) -> String {
    const NAMES: [(Pattern, &str); 6] = [
        (pattern::DURATION, "duration"),
        (pattern::SIZE, "size"),
        (promwright_kubernetes::quantity::PATTERN, "quantity"),
        (pattern::HTTP_URL, "`http` or `https` URL"),
        (pattern::HTTP_SERVER, "`http` or `https` URL"),
        (pattern::PROXY_URL, "`http`, `https` or `socks5` URL"),
    ];
    NAMES
        .iter()
        .find(|(known, _)| known.expression == pattern.expression)
        .map_or_else(|| format!("string matching {}", code(pattern.expression)), |(_, name)| (*name).to_owned())
}

/// The minimum and the maximum of a number, or of a number of units.
fn bounds<T: Display + PartialEq + From<u8>>(min: Option<T>, max: Option<T>, unit: &str) -> String {
    let bounds = match (min, max) {
        (Some(min), None) if min == T::from(1) && !unit.is_empty() => ", not empty".to_owned(),
        (Some(min), Some(max)) => format!(", {min} to {max} {unit}"),
        (Some(min), None) => format!(", at least {min} {unit}"),
        (None, Some(max)) => format!(", at most {max} {unit}"),
        (None, None) => String::new(),
    };
    bounds.trim_end().to_owned()
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use promwright_operator::api::kind;

    use super::page;

    #[test]
    fn rows_show_the_attributes_of_fields() {
        let page = page(&kind::SCRAPE_CONFIG);
        for row in [
            "| `enableHTTP2` | boolean |  | `enable_http2` | 2.35.0 |",
            "| `oauth2` | [OAuth2](#oauth2) |  | `oauth2` | 2.27.0 |",
            "| `tokenRef` | [SecretKeySelector](#secretkeyselector) |  | `token` |  |",
            "| `server` (required) | string, not empty |  | `server` |  |",
            "| `consulSDConfigs` | list of [ConsulSdConfig](#consulsdconfig) |  | `consul_sd_configs` |  |",
            "| `labelLimit` | integer, at least 0 |  | `label_limit` | 2.27.0 |",
            "| `jobName` | string, not empty |  |  |  |",
            "| `key` (required) | string |  |  |  |",
        ] {
            assert!(page.contains(row), "{row}");
        }
    }

    #[test]
    fn each_link_has_one_heading() {
        for kind in kind::ALL {
            let page = page(kind);
            let headings: Vec<_> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
            for link in page.split("](#").skip(1).filter_map(|rest| rest.split(')').next()) {
                let found = headings.iter().filter(|heading| heading.to_lowercase() == link).count();
                assert_eq!(found, 1, "{}: {link}", kind.kind);
            }
        }
    }
}
