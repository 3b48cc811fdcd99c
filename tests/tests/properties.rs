//! Laws that hold for every input: no panic, text of bounded size that reads back, the same answer twice.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use std::sync::LazyLock;

use promwright_core::Source;
use promwright_core::evaluate::{Evaluation, Request, evaluate};
use promwright_dialect::State;
use promwright_kubernetes::object::Object;
use promwright_operator::Operator;
use promwright_operator::api::kind;
use promwright_operator::render::Options;
use promwright_tests::random::{Choices, object};
use promwright_tests::suite;
use promwright_yaml::write::Writer;
use promwright_yaml::{Node, Value, read_json, read_manifests, read_map_slices};
use proptest::prelude::*;
use serde_json::json;

/// That many cases, more with `PROPTEST_CASES`. A failure is shrunk and printed, and kept nowhere: write a test of it.
fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases: cases.max(ProptestConfig::default().cases),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn evaluated(text: &str, options: Options) -> Evaluation {
    let operator = Operator { options };
    let sources = vec![Source { name: "text", text }];
    evaluate(&Request { sources, dialects: vec![&operator], ..Request::default() })
}

/// What evaluation says, as one text to compare.
fn said(evaluation: &Evaluation) -> String {
    serde_json::to_string(evaluation).unwrap()
}

/// The bytes of everything that evaluation says may be this many times those of its input, and `ROOM` more.
const GROWTH: usize = 200;
/// See [`GROWTH`].
const ROOM: usize = 1 << 20;

static MANIFESTS: LazyLock<Vec<String>> =
    LazyLock::new(|| suite::read_all().unwrap().iter().map(suite::SuiteFile::manifests).collect());

/// A manifest of the suite with some of its bytes changed.
fn mutated() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "",
        " ",
        "  ",
        "\n",
        "- ",
        ": ",
        ":",
        "{",
        "}",
        "[",
        "]",
        ",",
        "&a ",
        "*a",
        "<<: ",
        "!!str ",
        "!!binary ",
        "|\n",
        ">-\n",
        "'",
        "\"",
        "#",
        "\n---\n",
        "null",
        "~",
        "yes",
        "0",
        "-1",
        "1e400",
        "9223372036854775808",
        "é",
        "\u{feff}",
        "\u{85}",
        "\u{0}",
        "\r\n",
        "\t",
        "spec:",
        "metadata:",
        "name: a\n",
        "$(",
    ];
    let change = (any::<prop::sample::Index>(), 0..40usize, prop::sample::select(PIECES));
    (any::<prop::sample::Index>(), any::<prop::sample::Index>(), prop::collection::vec(change, 0..8)).prop_map(
        |(file, tail, changes)| {
            let mut text: Vec<char> = file.get(&MANIFESTS).chars().collect();
            for (place, length, piece) in changes {
                let start = place.index(text.len() + 1);
                let end = (start + length).min(text.len());
                text.splice(start..end, piece.chars());
            }
            // The end of another manifest, every now and then.
            let other: Vec<char> = tail.get(&MANIFESTS).chars().collect();
            if tail.index(4) == 0 {
                text.extend_from_slice(&other[tail.index(other.len())..]);
            }
            text.into_iter().collect()
        },
    )
}

fn check_any_text(text: &str) -> Result<(), TestCaseError> {
    let evaluation = evaluated(text, Options::default());
    let said = said(&evaluation);
    prop_assert!(said.len() <= GROWTH * text.len() + ROOM, "{} bytes from {}", said.len(), text.len());
    for configuration in evaluation.configurations.iter().filter_map(|configuration| configuration.text()) {
        prop_assert!(!read_back(configuration).is_empty());
    }
    for finding in &evaluation.findings {
        if let Some(place) = finding.place {
            let span = place.span.start as usize..place.span.end as usize;
            prop_assert!(text.get(span).is_some(), "{:?} is no place", place);
        }
    }
    Ok(())
}

/// JSON without the characters that YAML does not take as they are: a text of several objects is read by YAML's rules too.
fn ascii(json: &serde_json::Value) -> String {
    let mut text = String::new();
    for character in json.to_string().chars() {
        if character == '\u{7f}' || !character.is_ascii() {
            let units = &mut [0; 2];
            text.extend(character.encode_utf16(units).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            text.push(character);
        }
    }
    text
}

/// The documents of a configuration, each of them read without an error.
fn read_back(configuration: &str) -> Vec<Value<'_>> {
    let stream = read_manifests(configuration);
    assert!(stream.error.is_none(), "{:?}", stream.error);
    stream.documents.into_iter().map(|document| document.content.unwrap()).collect()
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        check_any_text(&String::from_utf8_lossy(&bytes))?;
    }

    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        check_any_text(&text)?;
    }

    #[test]
    fn mutated_manifests_are_answered(text in mutated()) {
        check_any_text(&text)?;
    }

    /// What the API server stores it stores again as it is.
    #[test]
    fn admission_is_idempotent(text in mutated()) {
        for document in read_manifests(&text).documents {
            let Ok(value) = document.content else { continue };
            let once = Object::apply(value, kind::ALL);
            if once.is_stored() {
                let twice = Object::apply(once.value.clone(), kind::ALL);
                prop_assert_eq!(&twice.value, &once.value);
                prop_assert!(twice.is_stored() && twice.admission.unknown.is_empty());
            }
        }
    }

    /// The API server accepts ScrapeConfigs generated from the schema, and each that the operator accepts becomes one job.
    #[test]
    fn resources_of_the_schema_become_jobs(
        resources in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..400), 1..4),
        version in prop::sample::select(&["2.45.0", "2.53.0", "3.0.0", "3.13.1"][..]),
        inline_tls in any::<bool>(),
    ) {
        let mut text = String::new();
        for (index, bytes) in resources.iter().enumerate() {
            let choices = &mut Choices::new(bytes);
            let resource = ascii(&object(&kind::SCRAPE_CONFIG, "default", &format!("r{index}"), choices));
            let object = Object::apply(read_json(&resource).unwrap(), kind::ALL);
            prop_assert!(object.is_stored(), "{:?} in {}", object.admission.errors, resource);
            prop_assert!(object.admission.unknown.is_empty());
            text.push_str(&resource);
            text.push('\n');
        }
        let operator = Operator { options: Options { inline_tls, ..Options::default() } };
        let request = Request {
            sources: vec![Source { name: "text", text: &text }],
            prometheus_version: Some(version),
            dialects: vec![&operator],
            ..Request::default()
        };
        let evaluation = evaluate(&request);
        prop_assert_eq!(said(&evaluation), said(&evaluate(&request)));
        let [configuration] = evaluation.configurations.as_slice() else {
            return Err(TestCaseError::fail(format!("no configuration of {text}: {:?}", evaluation.findings)));
        };
        let accepted = configuration.resources.iter().filter(|resource| resource.state == State::Accepted).count();
        prop_assert_eq!(configuration.resources.len(), resources.len());
        match configuration.text() {
            Some(text) => {
                let documents = read_back(text);
                let jobs = documents[0].get("scrape_configs").and_then(Value::as_list).unwrap();
                prop_assert_eq!(jobs.len(), accepted);
            }
            None => prop_assert!(configuration.failure.is_some()),
        }
    }

    /// The API server accepts Prometheus and PrometheusAgent objects generated from the schema, and the text rendered from them can be read.
    #[test]
    fn instances_of_the_schema_make_a_text(bytes in prop::collection::vec(any::<u8>(), 0..1500), agent in any::<bool>()) {
        let kind = if agent { &kind::PROMETHEUS_AGENT } else { &kind::PROMETHEUS };
        let mut instance = object(kind, "default", "main", &mut Choices::new(&bytes));
        // The schema has no bound, but there are no fewer shards than none, and each of them is written out.
        if let Some(shards) = instance["spec"]["shards"].as_i64() {
            instance["spec"]["shards"] = json!(shards.clamp(0, 1000));
        }
        let admitted = Object::apply(read_json(&instance.to_string()).unwrap().clone(), kind::ALL).admission;
        prop_assert!(admitted.errors.is_empty(), "{:?} in {}", admitted.errors, instance);
        // With an invalid version, no text is rendered.
        if let Some(version) = instance["spec"].get_mut("version") {
            *version = json!("3.13.0");
        }
        let text = ascii(&instance);
        let evaluation = evaluated(&text, Options::default());
        prop_assert_eq!(said(&evaluation), said(&evaluated(&text, Options::default())));
        for configuration in evaluation.configurations.iter().filter_map(|configuration| configuration.text()) {
            prop_assert_eq!(read_back(configuration).len(), 1);
        }
    }
}

/// Nodes that come back as they were written. What go-yaml changes itself is left out: a float without a fraction
/// comes back as an integer, a key `<<` as a merge, bytes that are UTF-8 as a string, and `[]` or `{}` is not seen to be a key.
fn nodes() -> impl Strategy<Value = Node<'static>> {
    let leaf = prop_oneof![
        Just(Node::Null),
        any::<bool>().prop_map(Node::Bool),
        any::<i64>().prop_map(Node::Int),
        (i64::MAX as u64 + 1..).prop_map(Node::Uint),
        any::<i32>().prop_map(|number| Node::Float(f64::from(number) + 0.5)),
        prop::collection::vec(any::<u8>(), 0..200)
            .prop_filter("bytes that are UTF-8", |bytes| std::str::from_utf8(bytes).is_err())
            .prop_map(Node::Bytes),
        any::<String>().prop_map(|text| Node::String(text.into())),
        "[ \n\t#:'\"a-z&*!%@,\\[\\]{}|>?-]{0,100}".prop_map(|text| Node::String(text.into())),
        "[0-9_.:+-]{1,8}([eE][0-9]+)?".prop_map(|text| Node::String(text.into())),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Node::List),
            prop::collection::vec((inner.clone(), inner), 0..5).prop_map(Node::Map),
        ]
    })
    .prop_map(without_lost_keys)
}

/// The node with `null` in place of each key that would not come back.
fn without_lost_keys(node: Node<'_>) -> Node<'_> {
    match node {
        Node::List(items) => Node::List(items.into_iter().map(without_lost_keys).collect()),
        Node::Map(pairs) => {
            let pair = |(key, value)| (kept_key(without_lost_keys(key)), without_lost_keys(value));
            Node::Map(pairs.into_iter().map(pair).collect())
        }
        node => node,
    }
}

fn kept_key(key: Node<'_>) -> Node<'_> {
    let is_lost = match &key {
        Node::String(text) => text == "<<",
        Node::List(items) => items.is_empty(),
        Node::Map(pairs) => pairs.is_empty(),
        _ => false,
    };
    if is_lost { Node::Null } else { key }
}

proptest! {
    #![proptest_config(cases(500))]

    /// What is written is read as the same values.
    #[test]
    fn nodes_come_back(pairs in prop::collection::vec((nodes().prop_map(kept_key), nodes()), 1..4)) {
        let written = Node::List(vec![Node::Map(pairs.clone())]);
        let mut w = Writer::new();
        written.write(&mut w);
        let text = w.finish();
        let read = read_map_slices(text.as_bytes()).map_err(|error| TestCaseError::fail(format!("{error} in {text}")))?;
        prop_assert_eq!(read, vec![pairs], "{}", text);
    }
}
