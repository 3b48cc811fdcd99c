//! Manifests, JSON and additional scrape configs.

use promwright_yaml::write::Writer;
use promwright_yaml::{Data, Node, Value, read_json, read_manifests, read_map_slices};

/// Reads any bytes as manifests, as JSON and as additional scrape configs; what was read is written and read again.
pub fn read(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = read_json(text);
        let stream = read_manifests(text);
        for document in &stream.documents {
            assert!(text.get(document.span.start as usize..document.span.end as usize).is_some());
            match &document.content {
                Ok(value) => places(value, text),
                Err(error) => assert!(text.get(error.span.start as usize..error.span.end as usize).is_some()),
            }
        }
    }
    if let Ok(maps) = read_map_slices(bytes) {
        let mut w = Writer::new();
        Node::List(maps.into_iter().map(Node::Map).collect()).write(&mut w);
        let once = w.finish();
        // Not everything that go-yaml writes it reads again: not `{}` as a key, `<<` as a merge, and -0.0 as the integer 0.
        if let Ok(maps) = read_map_slices(once.as_bytes()) {
            let mut w = Writer::new();
            Node::List(maps.into_iter().map(Node::Map).collect()).write(&mut w);
            assert!(w.overflows() || w.finish() == once || once.contains("<<") || once.contains("-0"), "{once}");
        }
    }
}

/// Every value stands somewhere in the text.
fn places(value: &Value<'_>, text: &str) {
    assert!(text.get(value.span.start as usize..value.span.end as usize).is_some(), "{:?}", value.span);
    match &value.data {
        Data::List(items) => items.iter().for_each(|item| places(item, text)),
        Data::Object(object) => object.entries.iter().for_each(|entry| places(&entry.value, text)),
        _ => {}
    }
}
