//! A folder of many files: the result is the same with any number of threads, and as one stream.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The files: enough for every thread to have some.
const FILES: usize = 600;

/// One of three Prometheus objects, each of which selects a part of the resources by a label.
fn prometheus(number: usize) -> String {
    format!(
        "apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata:\n  name: part-{number}\nspec:\n  \
         scrapeConfigSelector:\n    matchLabels:\n      part: \"{number}\"\n  serviceMonitorSelector: {{}}\n"
    )
}

/// The manifest of a number. Most are good; each of the others has a finding.
fn manifest(number: usize) -> String {
    let scrape_config = |name: usize, spec: &str| {
        format!(
            "apiVersion: monitoring.coreos.com/v1alpha1\nkind: ScrapeConfig\nmetadata:\n  name: job-{name:03}\n  labels:\n    \
             part: \"{}\"\nspec:\n  staticConfigs:\n    - targets: [\"host-{number}:9100\"]\n{spec}",
            name % 4
        )
    };
    match number % 25 {
        3 => scrape_config(number, "  scrapeIntervall: 30s\n"),
        5 => scrape_config(number, "  scrapeInterval: often\n"),
        8 => scrape_config(number, "  metricsPath: /a\n  metricsPath: /b\n"),
        // Defined more than once.
        11 => scrape_config(number - 1, ""),
        13 => scrape_config(number, "  relabelings: [\n"),
        // Rejected by the operator.
        17 => scrape_config(number, "  scrapeInterval: 10s\n  scrapeTimeout: 20s\n"),
        // The Secret is not in the input.
        19 => scrape_config(number, "  authorization:\n    credentials: {name: secret, key: token}\n"),
        22 => "# nothing here\n".to_owned(),
        23 => format!(
            "apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata:\n  name: service-{number:03}\nspec:\n  \
             selector: {{}}\n  endpoints:\n    - port: web\n"
        ),
        _ => scrape_config(number, ""),
    }
}

/// Writes each manifest to its own file, and all of them to one stream.
fn write() -> (PathBuf, PathBuf) {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("threads");
    let _ = fs::remove_dir_all(&root);
    let folder = root.join("files");
    fs::create_dir_all(&folder).expect("a folder");
    let manifests: Vec<_> = (0..3).map(prometheus).chain((3..FILES).map(manifest)).collect();
    for (number, manifest) in manifests.iter().enumerate() {
        fs::write(folder.join(format!("{number:03}.yaml")), manifest).expect("a file");
    }
    let stream = root.join("stream.yaml");
    fs::write(&stream, manifests.join("---\n")).expect("a file");
    (folder, stream)
}

fn run(arguments: &[&str], input: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_promwright")).args(arguments).arg(input).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1), "there are mistakes");
    assert_eq!(output.stderr, b"", "without a terminal, no progress is shown");
    String::from_utf8(output.stdout).expect("text")
}

/// Removes the places of findings, and sorts the findings independently of the names of files.
fn remove_places(output: &mut Value) {
    let findings = output["findings"].as_array_mut().expect("a list");
    for finding in findings.iter_mut() {
        for place in ["file", "line", "column", "endLine", "endColumn"] {
            finding.as_object_mut().expect("an object").remove(place);
        }
    }
    findings.sort_by_cached_key(Value::to_string);
}

#[test]
fn the_result_does_not_depend_on_the_threads() {
    let (folder, stream) = write();
    let one = run(&["render", "--format", "json", "--jobs", "1"], &folder);
    for jobs in ["2", "3", "16"] {
        assert!(run(&["render", "--format", "json", "--jobs", jobs], &folder) == one, "{jobs} threads");
    }
    let mut output: Value = serde_json::from_str(&one).expect("JSON");
    for code in [
        "schema/unknown-field",
        "schema/invalid-value",
        "yaml/duplicate-key",
        "yaml/duplicate-object",
        "yaml/syntax",
        "operator/scrape-timeout-too-long",
        "operator/missing-secret",
        "operator/not-selected",
    ] {
        let findings = output["findings"].as_array().expect("a list");
        assert!(findings.iter().any(|finding| finding["code"] == code), "{code}");
    }
    let jobs = |part: usize| {
        output["configurations"][part]["files"][0]["text"].as_str().map(|text| text.matches("job_name").count())
    };
    assert!((0..3).all(|part| jobs(part) > Some(FILES / 10)));

    let streamed = run(&["render", "--format", "json"], &stream);
    let mut streamed: Value = serde_json::from_str(&streamed).expect("JSON");
    remove_places(&mut output);
    remove_places(&mut streamed);
    assert_eq!(output, streamed);
}
