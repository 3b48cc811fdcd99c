//! A folder of many files: what comes of it is the same with any number of threads, and as one stream.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The files: enough for every thread to have some.
const FILES: usize = 600;

/// Three Prometheus objects that select, by a label, a part of the resources each.
fn prometheus(number: usize) -> String {
    format!(
        "apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata:\n  name: part-{number}\nspec:\n  \
         scrapeConfigSelector:\n    matchLabels:\n      part: \"{number}\"\n  serviceMonitorSelector: {{}}\n"
    )
}

/// The manifest of a number: most are good, and each of the others has something to be said about it.
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
        // Replaces the one before.
        11 => scrape_config(number - 1, ""),
        13 => scrape_config(number, "  relabelings: [\n"),
        // The operator refuses it.
        17 => scrape_config(number, "  scrapeInterval: 10s\n  scrapeTimeout: 20s\n"),
        // A placeholder stands for the Secret.
        19 => scrape_config(number, "  authorization:\n    credentials: {name: secret, key: token}\n"),
        22 => "# nothing here\n".to_owned(),
        23 => format!(
            "apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata:\n  name: service-{number:03}\nspec:\n  \
             selector: {{}}\n  endpoints:\n    - port: web\n"
        ),
        _ => scrape_config(number, ""),
    }
}

/// Writes the manifests into files of their own, and into one stream.
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
    assert_eq!(output.stderr, b"", "there is no terminal for progress");
    String::from_utf8(output.stdout).expect("text")
}

/// Diagnostics without their places, in an order that the names of the files have no part in.
fn without_places(answer: &mut Value) {
    let diagnostics = answer["diagnostics"].as_array_mut().expect("a list");
    for diagnostic in diagnostics.iter_mut() {
        for place in ["file", "line", "column", "endLine", "endColumn"] {
            diagnostic.as_object_mut().expect("an object").remove(place);
        }
    }
    diagnostics.sort_by_cached_key(Value::to_string);
}

#[test]
fn the_answer_does_not_depend_on_the_threads() {
    let (folder, stream) = write();
    let one = run(&["render", "--format", "json", "--jobs", "1"], &folder);
    for jobs in ["2", "3", "16"] {
        assert!(run(&["render", "--format", "json", "--jobs", jobs], &folder) == one, "{jobs} threads");
    }
    let mut answer: Value = serde_json::from_str(&one).expect("JSON");
    for code in
        ["unknown-field", "invalid-value", "duplicate-key", "duplicate-object", "syntax", "refused", "not-selected"]
    {
        let diagnostics = answer["diagnostics"].as_array().expect("a list");
        assert!(diagnostics.iter().any(|diagnostic| diagnostic["code"] == code), "{code}");
    }
    let jobs =
        |part: usize| answer["configurations"][part]["text"].as_str().map(|text| text.matches("job_name").count());
    assert!((0..3).all(|part| jobs(part) > Some(FILES / 10)));

    let streamed = run(&["render", "--format", "json"], &stream);
    let mut streamed: Value = serde_json::from_str(&streamed).expect("JSON");
    without_places(&mut answer);
    without_places(&mut streamed);
    assert_eq!(answer, streamed);
}
