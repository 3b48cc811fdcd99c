//! The examples: each has its configuration next to it, and together they are a cluster without a finding.

use std::fs;
use std::path::{Path, PathBuf};

use promwright_core::Source;
use promwright_core::evaluate::{Evaluation, Request, evaluate};
use promwright_finding::Severity;
use promwright_operator::Operator;
use similar::TextDiff;

/// The manifests of the examples, by name; what becomes of them is left out.
fn examples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let files = fs::read_dir(folder).expect("the folder of the examples").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = files.filter(|path| !path.to_string_lossy().ends_with(".prometheus.yaml")).collect();
    files.sort();
    files
}

fn evaluate_files(files: &[PathBuf]) -> Evaluation {
    let read = |path: &PathBuf| (path.to_string_lossy().into_owned(), fs::read_to_string(path).expect("an example"));
    let texts: Vec<_> = files.iter().map(read).collect();
    let sources = texts.iter().map(|(name, text)| Source { name, text }).collect();
    let operator = Operator::default();
    evaluate(&Request { sources, dialects: vec![&operator], ..Request::default() })
}

#[test]
fn every_example_becomes_what_stands_beside_it() {
    let mut differences = Vec::new();
    for path in examples() {
        let evaluation = evaluate_files(std::slice::from_ref(&path));
        assert!(!evaluation.has(Severity::Warning), "{}: {:#?}", path.display(), evaluation.findings);
        let [configuration] = evaluation.configurations.as_slice() else {
            panic!("{} does not make exactly one configuration", path.display());
        };
        let text = configuration.text().unwrap_or_default();
        let expected = fs::read_to_string(path.with_extension("prometheus.yaml")).unwrap_or_default();
        if text != expected {
            let diff = TextDiff::from_lines(&expected, text);
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            differences.push(format!("{name}\n{}", diff.unified_diff()));
        }
    }
    assert!(differences.is_empty(), "run `cargo xtask gen` if this is as it should be:\n{}", differences.join("\n"));
}

#[test]
fn all_examples_together_are_a_cluster_in_which_nothing_is_wrong() {
    let evaluation = evaluate_files(&examples());
    assert_eq!(evaluation.findings, []);
    let instances: Vec<_> =
        evaluation.configurations.iter().map(|configuration| configuration.instance.to_string()).collect();
    let expected = [
        "PrometheusAgent edge/edge",
        "Prometheus monitoring/main",
        "Prometheus warehouse/warehouse",
        "Prometheus payments/payments",
        "Prometheus monitoring/shops",
        "Prometheus network/devices",
    ];
    assert_eq!(instances, expected);
    assert!(evaluation.configurations.iter().all(|configuration| configuration.text().is_some()));
}
