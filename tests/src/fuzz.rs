//! What the fuzz targets of `fuzz/` do with their bytes. `tests/tests/corpus.rs` does the same with the corpus.
#![allow(
    clippy::missing_panics_doc,
    reason = "each of these panics where the project is wrong: that is what fuzzing looks for"
)]

use promwright_core::evaluate::{Request, Source, evaluate};
use promwright_operator::api::kind;
use promwright_operator::cluster::Object;
use promwright_yaml::write::Writer;
use promwright_yaml::{Data, Node, Value, read_json, read_manifests, read_map_slices};

use crate::random::{Choices, object};

/// What a target does with its bytes.
pub type Target = fn(&[u8]);

/// The targets by name.
pub const TARGETS: &[(&str, Target)] = &[("admit", admit), ("read", read), ("render", render)];

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

/// Has any manifests admitted; what is stored is stored again as it is.
pub fn admit(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for document in read_manifests(text).documents {
        let Ok(value) = document.content else { continue };
        let once = Object::apply(value);
        if once.is_stored() {
            let twice = Object::apply(once.value.clone());
            assert!(twice.is_stored() && twice.admission.unknown.is_empty());
            assert_eq!(twice.value, once.value);
        }
    }
}

/// Makes a Prometheus and a ScrapeConfig of the bytes' choices, and evaluates them; then the bytes themselves as manifests.
pub fn render(bytes: &[u8]) {
    let choices = &mut Choices::new(bytes);
    let resource = object(&kind::SCRAPE_CONFIG, "default", "web", choices);
    let mut instance = object(&kind::PROMETHEUS, "default", "main", choices);
    if let Some(shards) = instance.pointer_mut("/spec/shards") {
        *shards = shards.as_i64().map_or(1, |shards| shards.min(100)).into();
    }
    check(&format!("{resource}\n{instance}"));
    if let Ok(text) = std::str::from_utf8(bytes) {
        check(text);
    }
}

fn check(text: &str) {
    let request = Request { sources: vec![Source { name: "fuzz", text }], ..Request::default() };
    let evaluation = evaluate(&request);
    for configuration in evaluation.configurations.iter().filter_map(|configuration| configuration.text.as_ref()) {
        let stream = read_manifests(configuration);
        let error = stream.documents.iter().find_map(|document| document.content.as_ref().err());
        let is_known = |message: &str| message.contains("map merge") || configuration.contains("<<");
        assert!(error.is_none_or(|error| is_known(&error.message)), "{error:?} in {configuration}");
    }
}
