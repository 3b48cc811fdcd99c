//! `yaml-reemit`: raw YAML, read and written again as the operator does with additional scrape configs.

use promwright_yaml::write::Writer;
use promwright_yaml::{Node, read_map_slices};
use serde_json::{Value, json};

use super::{Case, refusal};

/// `text`, or `error`.
pub(super) fn answer(case: &Case<'_>) -> Value {
    let maps = match read_map_slices(case.text.as_bytes()) {
        Ok(maps) => maps,
        Err(error) => return refusal(error),
    };
    let mut writer = Writer::new();
    writer.begin_list();
    for map in &maps {
        write_map(&mut writer, map);
    }
    writer.end_list();
    json!({"text": writer.finish()})
}

fn write_map(writer: &mut Writer, fields: &[(Node<'_>, Node<'_>)]) {
    writer.begin_map();
    for (key, value) in fields {
        write(writer, key);
        write(writer, value);
    }
    writer.end_map();
}

fn write(writer: &mut Writer, node: &Node<'_>) {
    match node {
        Node::Null => writer.null(),
        Node::Bool(value) => writer.bool(*value),
        Node::Int(value) => writer.int(*value),
        Node::Uint(value) => writer.uint(*value),
        Node::Float(value) => writer.float(*value),
        Node::String(text) => writer.string(text),
        Node::Bytes(bytes) => writer.bytes(bytes),
        Node::List(items) => {
            writer.begin_list();
            for item in items {
                write(writer, item);
            }
            writer.end_list();
        }
        Node::Map(fields) => write_map(writer, fields),
    }
}
