//! The reference pages of the kinds, for people: `docs/reference/KIND.md`.

use std::collections::{BTreeSet, VecDeque};
use std::fmt::Display;

use promwright_kubernetes::schema::{Field, Kind, Pattern, Schema};
use promwright_operator::api::kind::KindSchema;
use promwright_operator::api::pattern;

use super::File;
use super::schema::literal;

/// Where the pages stand.
pub(super) const FOLDER: &str = "docs/reference";

/// The page of a kind, as a file.
pub(super) fn file(kind: &KindSchema) -> File {
    File { path: format!("{FOLDER}/{}.md", kind.kind.to_lowercase()), text: page(kind) }
}

const LEGEND: &str = "\
Here are the blocks of an object: first its `spec`, then what that is made of. A duration is written like `1h30m`, a size
like `512MB`, a quantity like `500m` or `1.5Gi`.

The columns that are not plain: **Default** is what the API server fills in. **Written as** is the key in Prometheus'
configuration; a field without one does not reach the configuration under a key of its own. **Since** is the first version of
Prometheus that the field is written for.
";

const HEAD: &str = "\
| Field | Type | Default | Written as | Since | Description |
|---|---|---|---|---|---|
";

/// The whole page: the specification, then every block that it uses, each once.
fn page(kind: &KindSchema) -> String {
    let names: Vec<_> = [kind.plural, kind.singular].iter().chain(kind.short_names).map(|name| code(name)).collect();
    let mut page = format!(
        "<!-- Written by `cargo xtask gen` from the types in core/operator/src/api. -->\n\
         # {}\n\n{}\n\nIts `apiVersion` is `{}`; `kubectl` knows it as {}.\n\n{LEGEND}",
        kind.kind,
        kind.schema.description.get(),
        kind.api_version,
        names.join(", "),
    );
    let mut seen = BTreeSet::new();
    let mut blocks: VecDeque<_> = kind.schema.fields().iter().filter_map(|field| block_of(field.schema)).collect();
    while let Some(block) = blocks.pop_front() {
        if !seen.insert(block.name) {
            continue;
        }
        page.push_str(&block.section());
        blocks.extend(block.fields.iter().filter_map(|field| block_of(field.schema)));
    }
    page
}

/// A type, and what is said of it once.
struct Block {
    name: &'static str,
    about: &'static str,
    fields: &'static [Field],
    rules: Vec<&'static str>,
}

/// The type of a value, of a list's items or of a map's values, where it is one of ours. What Kubernetes defines says nothing of
/// itself.
fn block_of(schema: &Schema) -> Option<Block> {
    match schema.kind {
        Kind::List { items: part, .. } | Kind::Map { values: part, .. } => block_of(part),
        Kind::Object { name, about, fields, .. } if !about.get().is_empty() => {
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
            section.push_str("\nThe API server also sees to it that:\n\n");
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
        key.get().map(code).unwrap_or_default(),
        since.get().map(|(major, minor, patch)| format!("{major}.{minor}.{patch}")).unwrap_or_default(),
        schema.description.get().to_owned(),
    ];
    // A bar would end the column, and a line the row.
    let columns = columns.map(|column| column.replace('|', "\\|").replace("\n\n", "<br>"));
    format!("| {} |\n", columns.join(" | "))
}

/// What a value may be, in a few words.
fn type_of(schema: &Schema) -> String {
    match schema.kind {
        Kind::Object { about, .. } if about.get().is_empty() => "object of Kubernetes".to_owned(),
        Kind::Object { name, .. } => format!("[{0}](#{1})", name.get(), name.get().to_lowercase()),
        Kind::Map { values, .. } => format!("map of {}", type_of(values)),
        Kind::List { items, min_items, max_items, .. } => {
            format!("list of {}", type_of(items)) + &bounds(min_items, max_items, "items")
        }
        Kind::String { one_of, pattern, min_length, max_length, date_time } => {
            if !one_of.is_empty() {
                let words: Vec<_> =
                    one_of.iter().map(|word| if word.is_empty() { code("\"\"") } else { code(word) }).collect();
                return words.join(", ");
            }
            let what =
                if date_time { "time".to_owned() } else { pattern.map_or_else(|| "string".to_owned(), matching) };
            what + &bounds(min_length, max_length, "characters")
        }
        Kind::Integer { minimum, maximum, .. } => "integer".to_owned() + &bounds(minimum, maximum, ""),
        Kind::Number => "number".to_owned(),
        Kind::Boolean => "boolean".to_owned(),
        Kind::IntOrString { pattern: Some(pattern) } => matching(pattern),
        Kind::IntOrString { pattern: None } => "integer or string".to_owned(),
        Kind::Any => "any".to_owned(),
    }
}

/// What strings of a pattern are called.
fn matching(pattern: Pattern) -> String {
    const CALLED: [(Pattern, &str); 6] = [
        (pattern::DURATION, "duration"),
        (pattern::SIZE, "size"),
        (promwright_kubernetes::quantity::PATTERN, "quantity"),
        (pattern::HTTP_URL, "URL of `http` or `https`"),
        (pattern::HTTP_SERVER, "URL of `http` or `https`"),
        (pattern::PROXY_URL, "URL of `http`, `https` or `socks5`"),
    ];
    CALLED
        .iter()
        .find(|(known, _)| known.expression == pattern.expression)
        .map_or_else(|| format!("string like {}", code(pattern.expression)), |(_, name)| (*name).to_owned())
}

/// The least and the greatest of a number, or of a count of units, where there are such.
fn bounds<T: Display + PartialEq + From<u8>>(least: Option<T>, most: Option<T>, unit: &str) -> String {
    let bounds = match (least, most) {
        (Some(least), None) if least == T::from(1) && !unit.is_empty() => ", not empty".to_owned(),
        (Some(least), Some(most)) => format!(", {least} to {most} {unit}"),
        (Some(least), None) => format!(", at least {least} {unit}"),
        (None, Some(most)) => format!(", at most {most} {unit}"),
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
    fn rows_tell_what_attributes_say() {
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
    fn links_lead_to_one_heading_each() {
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
