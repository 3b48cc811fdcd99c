//! From manifests to configurations.

use promwright_core::Source;
use promwright_core::evaluate::{Request, evaluate};
use promwright_operator::Operator;
use promwright_operator::api::kind;
use promwright_yaml::read_manifests;

use crate::random::{Choices, object};

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
    let operator = Operator::default();
    let sources = vec![Source { name: "fuzz", text }];
    let request = Request { sources, dialects: vec![&operator], ..Request::default() };
    let evaluation = evaluate(&request);
    for configuration in evaluation.configurations.iter().filter_map(|configuration| configuration.text()) {
        let stream = read_manifests(configuration);
        let error = stream.documents.iter().find_map(|document| document.content.as_ref().err());
        let is_known = |message: &str| message.contains("map merge") || configuration.contains("<<");
        assert!(error.is_none_or(|error| is_known(&error.message)), "{error:?} in {configuration}");
    }
}
