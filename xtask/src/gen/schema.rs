//! Generates JSON Schemas (draft 2020-12) for editors: `schemas/json/KIND.json`.
//!
//! They are stricter than the API server where that helps authors: a field that it would silently drop is an error here.

use std::collections::BTreeMap;

use promwright_kubernetes::kind::KindSchema;
use promwright_kubernetes::schema::{Field, IntegerFormat, Literal, Schema, Shape};
use serde_json::{Map, Value, json};

use super::File;

/// The folder of the schemas.
pub(super) const FOLDER: &str = "schemas/json";

/// The file with the schema of a kind.
pub(super) fn file(kind: &KindSchema) -> Result<File, String> {
    let schema = of_kind(kind)?;
    let text = serde_json::to_string_pretty(&schema).map_err(|error| format!("{}: {error}", kind.kind))?;
    Ok(File { path: format!("{FOLDER}/{}.json", kind.kind.to_lowercase()), text: text + "\n" })
}

/// The schema of whole objects of a kind.
fn of_kind(kind: &KindSchema) -> Result<schemars::Schema, String> {
    let mut definitions = Definitions::default();
    let mut properties = Map::new();
    for field in kind.versions[0].schema.fields() {
        let mut property = definitions.reference(field.schema)?;
        match field.name {
            "apiVersion" => drop(property.insert("const".to_owned(), json!(kind.api_version()))),
            "kind" => drop(property.insert("const".to_owned(), json!(kind.kind))),
            "metadata" => property = metadata(field),
            _ => {}
        }
        properties.insert(field.name.to_owned(), property.into());
    }
    Ok(schemars::json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.kind,
        "description": kind.versions[0].schema.description.get(),
        "type": "object",
        "required": ["apiVersion", "kind", "metadata", "spec"],
        "properties": properties,
        "additionalProperties": false,
        "$defs": definitions.0,
    }))
}

/// The schema of the metadata, with the few fields that people write.
fn metadata(field: &Field) -> Map<String, Value> {
    let strings = json!({"type": "object", "additionalProperties": {"type": "string"}});
    let mut schema = keywords(field.schema);
    let properties = json!({
        "name": {"type": "string"},
        "generateName": {"type": "string"},
        "namespace": {"type": "string"},
        "labels": strings,
        "annotations": strings,
    });
    schema.insert("properties".to_owned(), properties);
    schema
}

/// The schemas of types, by name.
#[derive(Default)]
struct Definitions(BTreeMap<&'static str, Value>);

impl Definitions {
    /// The schema of a value, with references to the schemas of its types.
    ///
    /// # Errors
    /// Two different types have the same name.
    fn reference(&mut self, schema: &Schema) -> Result<Map<String, Value>, String> {
        let Shape::Object { name, about, fields, .. } = schema.shape else {
            let mut described = keywords(schema);
            match schema.shape {
                Shape::List { items, .. } => {
                    described.insert("items".to_owned(), self.reference(items)?.into());
                }
                Shape::Map { values, .. } => {
                    described.insert("additionalProperties".to_owned(), self.reference(values)?.into());
                }
                _ => {}
            }
            return Ok(described);
        };
        let described = self.object(&Schema { description: about, ..*schema }, fields)?;
        let (name, about) = (name.get(), about.get());
        if name.is_empty() {
            return Ok(described);
        }
        let described = Value::from(described);
        let known = self.0.entry(name).or_insert_with(|| described.clone());
        if *known != described {
            return Err(format!("two different types have the name {name}"));
        }
        let mut reference = Map::new();
        if schema.description.get() != about {
            reference.insert("description".to_owned(), json!(schema.description.get()));
        }
        reference.insert("$ref".to_owned(), json!(format!("#/$defs/{name}")));
        Ok(reference)
    }

    fn object(&mut self, schema: &Schema, fields: &'static [Field]) -> Result<Map<String, Value>, String> {
        let mut described = keywords(schema);
        let properties: Map<_, _> = fields
            .iter()
            .map(|field| Ok((field.name.to_owned(), self.reference(field.schema)?.into())))
            .collect::<Result<_, String>>()?;
        insert_fields(&mut described, fields, properties);
        described.insert("additionalProperties".to_owned(), json!(false));
        Ok(described)
    }
}

/// Adds the fields of an object, and which of them are required.
pub(super) fn insert_fields(described: &mut Map<String, Value>, fields: &[Field], properties: Map<String, Value>) {
    let required: Vec<_> = fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    if !required.is_empty() {
        described.insert("required".to_owned(), json!(required));
    }
    if !properties.is_empty() {
        described.insert("properties".to_owned(), properties.into());
    }
}

/// The keywords that describe a value itself, without its parts: the same for CRDs and JSON Schema.
pub(super) fn keywords(schema: &Schema) -> Map<String, Value> {
    let mut keywords = Map::new();
    let mut add = |keyword: &str, value: Value| {
        if !value.is_null() {
            keywords.insert(keyword.to_owned(), value);
        }
    };
    if !schema.description.get().is_empty() {
        add("description", json!(schema.description.get()));
    }
    match schema.shape {
        Shape::Object { .. } | Shape::Map { .. } => add("type", json!("object")),
        Shape::List { min_items, max_items, .. } => {
            add("type", json!("array"));
            add("minItems", json!(min_items));
            add("maxItems", json!(max_items));
        }
        Shape::String { one_of, pattern, min_length, max_length, date_time } => {
            add("type", json!("string"));
            add("enum", json!((!one_of.is_empty()).then_some(one_of)));
            add("pattern", json!(pattern.map(|pattern| pattern.expression)));
            add("minLength", json!(min_length));
            add("maxLength", json!(max_length));
            add("format", json!(date_time.then_some("date-time")));
        }
        Shape::Integer { format, minimum, maximum } => {
            let format = format.map(|format| match format {
                IntegerFormat::Int32 => "int32",
                IntegerFormat::Int64 => "int64",
            });
            add("type", json!("integer"));
            add("format", json!(format));
            add("minimum", json!(minimum));
            add("maximum", json!(maximum));
        }
        Shape::Number => add("type", json!("number")),
        Shape::Boolean => add("type", json!("boolean")),
        Shape::IntOrString { pattern } => {
            add("anyOf", json!([{"type": "integer"}, {"type": "string"}]));
            add("pattern", json!(pattern.map(|pattern| pattern.expression)));
        }
        Shape::Any => {}
    }
    if let Some(default) = schema.default {
        add("default", literal(default));
    }
    keywords
}

/// A default value as JSON.
pub(super) fn literal(literal: Literal) -> Value {
    match literal {
        Literal::String(text) => json!(text),
        Literal::Integer(integer) => json!(integer),
        Literal::Bool(boolean) => json!(boolean),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use promwright_operator::api::kind;
    use serde_json::json;

    use super::of_kind;

    #[test]
    fn the_scrape_config_schema_has_its_fields() {
        let schema = of_kind(&kind::SCRAPE_CONFIG).unwrap();
        for (pointer, expected) in [
            ("/properties/kind/const", json!("ScrapeConfig")),
            ("/properties/spec/$ref", json!("#/$defs/ScrapeConfigSpec")),
            ("/$defs/ScrapeConfigSpec/additionalProperties", json!(false)),
            ("/$defs/ScrapeConfigSpec/properties/metricsPath/minLength", json!(1)),
            ("/$defs/ScrapeConfigSpec/properties/consulSDConfigs/items/$ref", json!("#/$defs/ConsulSdConfig")),
            ("/$defs/ConsulSdConfig/required", json!(["server"])),
            ("/$defs/RelabelConfig/properties/action/default", json!("replace")),
        ] {
            assert_eq!(schema.pointer(pointer), Some(&expected), "{pointer}");
        }
    }

    #[test]
    fn all_references_resolve() {
        for kind in kind::ALL {
            let schema = of_kind(kind).unwrap();
            let text = serde_json::to_string(&schema).unwrap();
            for reference in text.split("\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(schema.pointer(reference).is_some(), "{}: {reference}", kind.kind);
            }
        }
    }
}
