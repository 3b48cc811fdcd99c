//! The command as people run it: arguments, output and exit status.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The result of a run.
struct Finished {
    status: i32,
    stdout: String,
    stderr: String,
}

/// Runs the command in a folder.
fn run(folder: &Path, arguments: &[&str], stdin: &[u8]) -> Finished {
    let mut child = Command::new(env!("CARGO_BIN_EXE_promwright"))
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // The command may exit before it has read everything.
    let _ = child.stdin.take().expect("a pipe").write_all(stdin);
    let output = child.wait_with_output().expect("the command finishes");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Finished {
        status: output.status.code().expect("an exit status"),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples")
}

fn example(name: &str) -> String {
    fs::read_to_string(examples().join(name)).expect("an example")
}

/// An empty folder for one test.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// Two ScrapeConfigs with mistakes.
const MISTAKES: &str = "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: pods
spec:
  kubernetesSDConfigs:
    - role: pod
---
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: consul
spec:
  scrapeInterval: 30s
  consulSDConfigs:
    - server: consul:8500
      tokenRef:
        name: consul
        key: token
  relabelings:
    - source_labels: [__address__]
      targetLabel: instance
  scrapeInterval: 1m
";

#[test]
fn a_single_configuration_is_written_without_its_name() {
    let finished = run(&examples(), &["render", "agent.yaml"], b"");
    assert_eq!((finished.status, finished.stderr.as_str()), (0, ""));
    assert_eq!(finished.stdout, example("agent.prometheus.yaml"));

    let piped = run(&examples(), &["render", "-"], example("agent.yaml").as_bytes());
    assert_eq!((piped.status, piped.stdout), (0, finished.stdout));
}

#[test]
fn a_folder_is_one_cluster() {
    let finished = run(&examples(), &["render", "."], b"");
    assert_eq!(finished.status, 0);
    let names: Vec<_> = finished.stdout.lines().filter(|line| line.starts_with('#')).collect();
    let documents = finished.stdout.split("---\n").count();
    assert_eq!(
        (names, documents),
        (
            vec![
                "# PrometheusAgent edge/edge",
                "# Prometheus monitoring/main",
                "# Prometheus warehouse/warehouse",
                "# Prometheus payments/payments",
                "# Prometheus monitoring/shops",
                "# Prometheus network/devices"
            ],
            6
        )
    );
    let expected = "\
info[yaml/not-an-object]: skipped documents that are not Kubernetes objects in ./agent.prometheus.yaml and 16 other files
 |
 = help: A manifest has `apiVersion` and `kind`. Name a file to see why it has none
";
    assert_eq!(finished.stderr.trim_end(), expected.trim_end());
}

#[test]
fn files_in_a_folder_are_found_by_name() {
    let folder = folder("files");
    for (file, name) in [("b.yml", "b"), ("a/z.JSON", "z"), ("a.txt", "t"), (".hidden/h.yaml", "h"), ("c.yaml", "c")] {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        let text = format!(
            r#"{{"apiVersion": "monitoring.coreos.com/v9", "kind": "ScrapeConfig", "metadata": {{"name": "{name}"}}}}"#
        );
        fs::write(path, text).expect("a file");
    }
    let finished = run(&folder, &["check", "--format", "json", ".", "c.yaml"], b"");
    let output: serde_json::Value = serde_json::from_str(&finished.stdout).expect("JSON");
    let findings = output["findings"].as_array().expect("a list");
    let files: Vec<_> = findings.iter().filter_map(|finding| finding["file"].as_str()).collect();
    assert_eq!(files, ["./a/z.JSON", "./b.yml", "./c.yaml"]);

    fs::create_dir_all(folder.join("empty")).expect("a folder");
    let finished = run(&folder, &["check", "empty"], b"");
    assert_eq!(finished.status, 2);
    let expected = "error[yaml/unreadable]: cannot read empty: no *.yaml, *.yml or *.json files in this folder\n";
    assert!(finished.stdout.starts_with(expected), "{}", finished.stdout);
}

#[test]
fn configurations_are_written_to_files() {
    let folder = folder("output");
    let output = folder.join("made/here");
    let arguments = ["render", "--output", output.to_str().expect("text"), "agent.yaml", "scrape-class.yaml"];
    let finished = run(&examples(), &arguments, b"");
    assert_eq!((finished.status, finished.stdout.as_str(), finished.stderr.as_str()), (0, "", ""));
    for (file, example_name) in
        [("edge-edge.yaml", "agent.prometheus.yaml"), ("payments-payments.yaml", "scrape-class.prometheus.yaml")]
    {
        assert_eq!(fs::read_to_string(output.join(file)).expect("a file"), example(example_name));
    }
    assert_eq!(fs::read_dir(output).expect("a folder").count(), 2);
}

#[test]
fn one_of_several_instances_can_be_selected() {
    let finished = run(&examples(), &["render", "--quiet", "--select", "edge/edge", "."], b"");
    assert_eq!((finished.status, finished.stdout), (0, example("agent.prometheus.yaml")));

    let finished = run(&examples(), &["render", "--select", "edge/none", "agent.yaml"], b"");
    let expected = "\
error[operator/no-configuration]: Prometheus or PrometheusAgent edge/none not found among the objects that the API server accepts
 |
 = help: Select one of: PrometheusAgent edge/edge

";
    assert_eq!((finished.status, finished.stdout.as_str(), finished.stderr.as_str()), (1, "", expected));
}

#[test]
fn findings_are_shown_with_their_lines() {
    let finished = run(&examples(), &["check"], MISTAKES.as_bytes());
    let expected = "\
error[schema/invalid-value]: spec.kubernetesSDConfigs[0].role: unsupported value \"pod\"
 --> <stdin>:7:13
  |
7 |     - role: pod
  |             ^^^
  |
  = note: The API server rejects the object
  = note: The API server says: spec.kubernetesSDConfigs[0].role: Unsupported value: \"pod\": supported values: \"Pod\", \
\"Endpoints\", \"Ingress\", \"Service\", \"Node\", \"EndpointSlice\"
  = help: Did you mean `Pod`?

warning[schema/unknown-field]: spec.relabelings[0].source_labels: unknown field
  --> <stdin>:21:7
   |
21 |     - source_labels: [__address__]
   |       ^^^^^^^^^^^^^
   |
   = note: The API server drops the field; `kubectl apply` rejects the manifest
   = help: Did you mean `sourceLabels`?

warning[yaml/duplicate-key]: key `scrapeInterval` was set before; this value replaces that one
  --> <stdin>:23:3
   |
23 |   scrapeInterval: 1m
   |   ^^^^^^^^^^^^^^
   |
   = note: The value before it is dropped; `kubectl apply` rejects the document
   = help: Set the key once

info[operator/missing-secret]: spec.consulSDConfigs[0].tokenRef.key: Secret default/consul with key `token` is not in the input
  --> <stdin>:19:14
   |
19 |         key: token
   |              ^^^^^
   |
   = note: A placeholder is written in place of its value; in a cluster without it, prometheus-operator rejects what \
refers to it
   = help: Add the Secret to the input

info[operator/default-prometheus]: no Prometheus in the input; assuming one that selects everything
 |
 = help: Add the Prometheus object that will select these resources

";
    assert_eq!(finished.stdout, expected);
    assert_eq!((finished.status, finished.stderr.as_str()), (1, "1 file checked: 1 error, 2 warnings\n"));
}

#[test]
fn unreadable_files_do_not_stop_the_others() {
    let folder = folder("unreadable");
    fs::write(folder.join("latin.yaml"), b"# caf\xe9\n").expect("a file");
    fs::write(folder.join("large.yaml"), vec![b' '; (64 << 20) + 1]).expect("a file");
    fs::write(folder.join("good.yaml"), example("agent.yaml")).expect("a file");
    let finished = run(&folder, &["render", "missing.yaml", "."], b"");
    let expected = "\
error[yaml/unreadable]: not UTF-8: byte 0xe9
 --> ./latin.yaml:1:6
  |
1 | # caf\u{fffd}
  |      ^
  |
  = help: Save the file as UTF-8

error[yaml/unreadable]: cannot read missing.yaml: file or folder not found

error[yaml/unreadable]: cannot read ./large.yaml: it is larger than 64 MiB
 |
 = help: Split it into smaller files

";
    assert_eq!(finished.stderr, expected);
    assert_eq!((finished.status, finished.stdout), (2, example("agent.prometheus.yaml")));
}

#[test]
fn the_exit_status_shows_the_severity() {
    let warning = MISTAKES.split("---\n").nth(1).expect("the second document").as_bytes();
    for (arguments, stdin, status) in [
        (&["check"][..], example("consul.yaml").as_bytes(), 0),
        (&["check"], warning, 0),
        (&["check", "--deny", "warnings"], warning, 1),
        (&["render", "--deny", "warnings"], warning, 1),
        (&["render", "--quiet"], MISTAKES.as_bytes(), 1),
        (&["check"], b"a: [", 1),
        (&["render", "missing.yaml"], b"", 2),
        (&["render", "--select", "main"], b"", 2),
        (&["render", "--prometheus-version", "three"], b"", 2),
        (&["render", "--feature-gates", "Sharding=true"], b"", 2),
        (&["render", "--output", "x", "--format", "json"], b"", 2),
        (&["man", "nothing"], b"", 2),
        (&["nothing"], b"", 2),
    ] {
        let finished = run(&examples(), arguments, stdin);
        assert_eq!(finished.status, status, "{arguments:?}: {}{}", finished.stdout, finished.stderr);
    }
}

/// The titles of all findings, and the summary of `check`.
fn titles(text: &str) -> (Vec<String>, String) {
    let finished = run(&examples(), &["check", "--quiet"], text.as_bytes());
    assert_eq!(finished.status, i32::from(finished.stdout.contains("error[")));
    let titles = finished.stdout.lines().filter(|line| line.contains("]: ")).map(str::to_owned).collect();
    (titles, finished.stderr)
}

#[test]
fn findings_over_the_limit_are_reported_as_one() {
    let fields = (0..1_500).map(|number| format!("  unknown{number}: 1\n")).collect::<Vec<_>>().concat();
    let repeated = "data: {x: y}\n".repeat(1_500);
    let web = "apiVersion: monitoring.coreos.com/v1alpha1\nkind: ScrapeConfig\nmetadata: {name: web}\nspec:\n  staticConfigs:\n";
    for (text, expected, summary) in [
        (
            example("consul.yaml").replace("spec:\n", &format!("spec:\n{fields}")),
            [
                (999, "warning[schema/unknown-field]: spec.unknown999: unknown field"),
                (
                    1_000,
                    "warning[schema/unknown-field]: the API server drops more than 1000 fields of this object; the others \
                     are not shown",
                ),
            ],
            "0 errors, 1001 warnings",
        ),
        (
            format!("{web}{}", "    - targets: a\n".repeat(1_500)),
            [
                (999, "error[schema/invalid-value]: spec.staticConfigs[999].targets: expected a list, found a string"),
                (1_000, "error[schema/invalid-value]: the object has more than 1000 errors; the others are not shown"),
            ],
            "1001 errors, 0 warnings",
        ),
        (
            format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a}}\n{repeated}"),
            [
                (999, "warning[yaml/duplicate-key]: key `data` was set before; this value replaces that one"),
                (
                    1_000,
                    "warning[yaml/duplicate-key]: only the first 1000 `yaml/duplicate-key` findings are shown; 499 more are \
                     not",
                ),
            ],
            "0 errors, 1001 warnings",
        ),
        (
            "---\na: b\n".repeat(1_500),
            [
                (999, "error[yaml/not-an-object]: this is not a Kubernetes object"),
                (
                    1_000,
                    "error[yaml/not-an-object]: only the first 1000 `yaml/not-an-object` findings are shown; 500 more are not",
                ),
            ],
            "1001 errors, 0 warnings",
        ),
    ] {
        let (titles, last_line) = titles(&text);
        assert_eq!(titles.len(), 1_001);
        for (index, title) in expected {
            assert_eq!(titles[index], title);
        }
        assert_eq!(last_line, format!("1 file checked: {summary}\n"));
    }
}

#[test]
fn long_lines_are_not_shown() {
    let blanks = " ".repeat(20_000);
    let finished = run(&examples(), &["check", "--quiet"], format!("{{\"é\":{blanks}1, \"é\": 2}}").as_bytes());
    let place = "--> <stdin>:1:20009\n";
    assert!(finished.stdout.matches(place).count() == 1 && finished.stdout.len() < 1_000, "{}", finished.stdout);
}

#[test]
fn json_is_one_object() {
    let text = MISTAKES.replace("- role: pod", "- {comment: é, role: pod}");
    let finished = run(&examples(), &["render", "--format", "json"], text.as_bytes());
    assert_eq!((finished.status, finished.stderr.as_str()), (1, ""));
    let output: serde_json::Value = serde_json::from_str(&finished.stdout).expect("JSON");

    let configuration = &output["configurations"][0];
    assert_eq!(
        configuration["instance"],
        serde_json::json!({
            "group": "monitoring.coreos.com",
            "kind": "Prometheus",
            "namespace": "default",
            "name": "prometheus"
        })
    );
    let files = configuration["files"].as_array().expect("a list");
    assert_eq!((files.len(), &files[0]["name"]), (1, &"prometheus.yaml".into()));
    assert!(files[0]["text"].as_str().is_some_and(|text| text.contains("job_name: scrapeConfig/default/consul")));
    let scrape_config = |name: &str| {
        serde_json::json!({
            "group": "monitoring.coreos.com",
            "kind": "ScrapeConfig",
            "namespace": "default",
            "name": name
        })
    };
    assert_eq!(
        configuration["resources"],
        serde_json::json!([{"resource": scrape_config("consul"), "state": "accepted"}])
    );
    let finding = |code: &str| {
        let findings = output["findings"].as_array().expect("a list");
        findings.iter().rfind(|finding| finding["code"] == code).expect("a finding").clone()
    };
    assert_eq!(
        finding("schema/invalid-value"),
        serde_json::json!({
            "code": "schema/invalid-value",
            "severity": "error",
            "layer": "schema",
            "object": scrape_config("pods"),
            "path": "spec.kubernetesSDConfigs[0].role",
            "file": "<stdin>",
            "line": 7,
            "column": 26,
            "endLine": 7,
            "endColumn": 29,
            "message": "unsupported value \"pod\"",
            "says": "spec.kubernetesSDConfigs[0].role: Unsupported value: \"pod\": supported values: \"Pod\", \
                \"Endpoints\", \"Ingress\", \"Service\", \"Node\", \"EndpointSlice\"",
            "effect": "The API server rejects the object",
            "help": "Did you mean `Pod`?",
            "fix": "Replace with `Pod`"
        })
    );
    assert_eq!(
        finding("schema/unknown-field"),
        serde_json::json!({
            "code": "schema/unknown-field",
            "severity": "warning",
            "layer": "schema",
            "object": scrape_config("consul"),
            "path": "spec.relabelings[0].source_labels",
            "file": "<stdin>",
            "line": 21,
            "column": 7,
            "endLine": 21,
            "endColumn": 20,
            "message": "unknown field",
            "says": "unknown field \"spec.relabelings[0].source_labels\"",
            "effect": "The API server drops the field; `kubectl apply` rejects the manifest",
            "help": "Did you mean `sourceLabels`?",
            "fix": "Rename to `sourceLabels`"
        })
    );

    let checked = run(&examples(), &["check", "--format", "json"], text.as_bytes());
    let checked: serde_json::Value = serde_json::from_str(&checked.stdout).expect("JSON");
    assert_eq!(checked, serde_json::json!({"findings": output["findings"]}));
}

#[test]
fn switches_of_the_operator_change_the_configuration() {
    let text = example("sharding.yaml");
    let render = |arguments: &[&str]| {
        let arguments: Vec<_> = ["render", "--quiet"].iter().chain(arguments).copied().collect();
        let finished = run(&examples(), &arguments, text.as_bytes());
        assert_eq!((finished.status, finished.stderr.as_str()), (0, ""));
        finished.stdout
    };
    assert!(render(&[]).contains("__tmp_current_shard"));
    assert!(!render(&["--feature-gates=PrometheusShardRetentionPolicy=false"]).contains("__tmp_current_shard"));
    assert!(!render(&["--prometheus-version", "2.45.0"]).contains("storage:"));

    let agent = "apiVersion: monitoring.coreos.com/v1alpha1\nkind: PrometheusAgent\nmetadata: {name: node}\n\
        spec: {mode: DaemonSet, podMonitorSelector: {}}\n";
    let finished = run(&examples(), &["render"], agent.as_bytes());
    assert!(
        finished
            .stderr
            .contains("warning[operator/daemon-set]: spec.mode: DaemonSet mode is off in a stock operator\n")
    );
    let finished = run(&examples(), &["render", "--feature-gates", "PrometheusAgentDaemonSet=true"], agent.as_bytes());
    assert_eq!(finished.stderr, "");
}

#[test]
fn color_is_for_terminals() {
    let bad = MISTAKES.as_bytes();
    assert!(!run(&examples(), &["check"], bad).stdout.contains('\u{1b}'));
    assert!(run(&examples(), &["check", "--color", "always"], bad).stdout.contains("\u{1b}[1m"));
}

#[test]
fn completions_and_manual_pages_are_written() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let finished = run(&examples(), &["completions", shell], b"");
        assert_eq!((finished.status, finished.stderr.as_str()), (0, ""));
        assert!(finished.stdout.contains("prometheus-version"), "{shell}");
    }
    for (arguments, title) in [
        (&["man"][..], ".TH promwright 1"),
        (&["man", "render"], ".TH promwright-render 1"),
        (&["man", "check"], ".TH promwright-check 1"),
        (&["man", "why"], ".TH promwright-why 1"),
        (&["man", "explain"], ".TH promwright-explain 1"),
    ] {
        let finished = run(&examples(), arguments, b"");
        assert_eq!((finished.status, finished.stderr.as_str()), (0, ""));
        assert!(finished.stdout.contains(title), "{}", finished.stdout);
    }
}

#[test]
fn lines_are_annotated() {
    let finished = run(&examples(), &["render", "--quiet", "--explain", "scrape-class.yaml"], b"");
    assert_eq!(finished.status, 0, "{}", finished.stderr);
    let line = |start: &str| {
        let found = finished.stdout.lines().find(|line| line.trim_start().starts_with(start));
        found.unwrap_or_else(|| panic!("{start} not found:\n{}", finished.stdout)).to_owned()
    };
    assert!(line("scheme:").ends_with("# line 48 spec.scheme"), "{}", line("scheme:"));
    assert!(line("ca_file:").contains("spec.scrapeClasses[0].tlsConfig.caFile (scrape class)"), "{}", line("ca_file:"));
    assert!(line("storage:").ends_with("# written for every configuration"), "{}", line("storage:"));
    let unused = "# Fields that reach no line:\n#   line 25 spec.secrets of Prometheus payments/payments: does not reach the configuration";
    assert!(finished.stdout.contains(unused), "{}", finished.stdout);
    // The text before the comments is the configuration.
    let plain = run(&examples(), &["render", "--quiet", "scrape-class.yaml"], b"").stdout;
    let before = finished.stdout.lines().map(|line| line.split("  # ").next().unwrap_or_default().trim_end());
    assert!(plain.lines().eq(before.take(plain.lines().count())), "{}", finished.stdout);
}

#[test]
fn json_has_the_provenance_of_lines() {
    let finished = run(&examples(), &["render", "--explain", "--format", "json", "everything.yaml"], b"");
    let output: serde_json::Value = serde_json::from_str(&finished.stdout).expect("JSON");
    let configuration = &output["configurations"][0];
    let text = configuration["files"][0]["text"].as_str().expect("a text");
    let lines = configuration["provenance"]["lines"].as_array().expect("lines");
    assert_eq!(lines.len(), text.lines().count());
    let limit = text.lines().position(|line| line == "  body_size_limit: 20MB").expect("a limit");
    let job = text.lines().skip(limit + 1).position(|line| line == "  body_size_limit: 20MB").expect("the job's");
    let origin = &lines[limit + 1 + job][0];
    assert_eq!((&origin["cause"], &origin["path"]), (&"enforcement".into(), &"spec.enforcedBodySizeLimit".into()));
}

/// Manifests with mistakes that can be fixed, with comments and quotes of all sorts.
const FIXABLE: &str = r#"# Pods of the shop.
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: pods # keep this name
spec:
  scrapeInterval: 30s
  kubernetesSDConfigs:
    # Every pod in one namespace.
    - role: pod   # lower case
      namespaces:
        names: shop  # a single item
  scheme: 'Https'
  relabelings:
    - source_labels: [__address__] # as in Prometheus
      targetLabel: instance

    # Only what is scraped.
    - action: "Keep"
      regex: true  # a boolean
      sourceLabels:
        - "__meta_kubernetes_pod_annotation_scrape"   # as it is
      seperator: ';'
---
{"apiVersion": "monitoring.coreos.com/v1alpha1", "kind": "ScrapeConfig", "metadata": {"name": "hosts"},
 "spec": {"staticConfigs": {"targets": ["a:1"]}, "relabelings": [{"target_label": "site", "replacement": 5}]}}
"#;

/// The same manifests after `--fix`.
const FIXED: &str = r#"# Pods of the shop.
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: pods # keep this name
spec:
  scrapeInterval: 30s
  kubernetesSDConfigs:
    # Every pod in one namespace.
    - role: Pod   # lower case
      namespaces:
        names: [shop]  # a single item
  scheme: 'https'
  relabelings:
    - sourceLabels: [__address__] # as in Prometheus
      targetLabel: instance

    # Only what is scraped.
    - action: "Keep"
      regex: "true"  # a boolean
      sourceLabels:
        - "__meta_kubernetes_pod_annotation_scrape"   # as it is
      separator: ';'
---
{"apiVersion": "monitoring.coreos.com/v1alpha1", "kind": "ScrapeConfig", "metadata": {"name": "hosts"},
 "spec": {"staticConfigs": [{"targets": ["a:1"]}], "relabelings": [{"targetLabel": "site", "replacement": "5"}]}}
"#;

/// The output of `--fix --dry-run` for them.
const FIXES: &str = r#"--- fixable.yaml
+++ fixable.yaml
@@ -7,20 +7,20 @@
   scrapeInterval: 30s
   kubernetesSDConfigs:
     # Every pod in one namespace.
-    - role: pod   # lower case
+    - role: Pod   # lower case
       namespaces:
-        names: shop  # a single item
-  scheme: 'Https'
+        names: [shop]  # a single item
+  scheme: 'https'
   relabelings:
-    - source_labels: [__address__] # as in Prometheus
+    - sourceLabels: [__address__] # as in Prometheus
       targetLabel: instance
 
     # Only what is scraped.
     - action: "Keep"
-      regex: true  # a boolean
+      regex: "true"  # a boolean
       sourceLabels:
         - "__meta_kubernetes_pod_annotation_scrape"   # as it is
-      seperator: ';'
+      separator: ';'
 ---
 {"apiVersion": "monitoring.coreos.com/v1alpha1", "kind": "ScrapeConfig", "metadata": {"name": "hosts"},
- "spec": {"staticConfigs": {"targets": ["a:1"]}, "relabelings": [{"target_label": "site", "replacement": 5}]}}
+ "spec": {"staticConfigs": [{"targets": ["a:1"]}], "relabelings": [{"targetLabel": "site", "replacement": "5"}]}}
"#;

#[test]
fn fixes_are_written_to_the_files() {
    let folder = folder("fix");
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("a file");
    fs::write(folder.join("fixable.yaml"), FIXABLE).expect("a file");
    fs::write(folder.join("good.yaml"), example("static-targets.yaml")).expect("a file");
    let good_since = || fs::metadata(folder.join("good.yaml")).and_then(|file| file.modified()).expect("a time");
    let before = good_since();

    let fixed = run(&folder, &["check", "--fix", "--quiet", "fixable.yaml", "good.yaml"], b"");
    assert_eq!(
        (fixed.status, fixed.stdout.as_str(), fixed.stderr.as_str()),
        (0, "", "2 files checked: made 9 fixes in 1 file; 0 errors, 0 warnings left\n")
    );
    assert_eq!(read("fixable.yaml"), FIXED);
    assert_eq!((read("good.yaml"), good_since()), (example("static-targets.yaml"), before));

    // The second run finds nothing to fix.
    let nothing = "2 files checked: nothing to fix; 0 errors, 0 warnings left\n";
    let again = run(&folder, &["check", "--fix", "--dry-run", "--quiet", "fixable.yaml", "good.yaml"], b"");
    assert_eq!((again.status, again.stdout.as_str(), again.stderr.as_str()), (0, "", nothing));
    let again = run(&folder, &["check", "--fix", "--quiet", "fixable.yaml", "good.yaml"], b"");
    assert_eq!((again.status, again.stdout.as_str(), again.stderr.as_str()), (0, "", nothing));
    assert_eq!((read("fixable.yaml").as_str(), good_since()), (FIXED, before));
}

#[test]
fn fixes_keep_the_line_ends() {
    let folder = folder("fix-line-ends");
    let windows = |text: &str| text.replace('\n', "\r\n");
    fs::write(folder.join("fixable.yaml"), windows(FIXABLE)).expect("a file");
    let fixed = run(&folder, &["check", "--fix", "--quiet", "fixable.yaml"], b"");
    assert_eq!((fixed.status, fixed.stdout.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(folder.join("fixable.yaml")).expect("a file"), windows(FIXED));
}

#[test]
fn fixes_can_be_shown_as_a_diff() {
    let folder = folder("fix-dry-run");
    fs::write(folder.join("fixable.yaml"), FIXABLE).expect("a file");
    let shown = run(&folder, &["check", "--fix", "--dry-run", "--quiet", "fixable.yaml"], b"");
    assert_eq!(shown.stdout, FIXES);
    // There is something to fix, which is not done yet.
    let summary = "1 file checked: would make 9 fixes in 1 file; 0 errors, 0 warnings left\n";
    assert_eq!((shown.status, shown.stderr.as_str()), (1, summary));
    assert_eq!(fs::read_to_string(folder.join("fixable.yaml")).expect("a file"), FIXABLE);

    let piped = run(&folder, &["check", "--fix", "--dry-run"], FIXABLE.as_bytes());
    assert_eq!((piped.status, piped.stdout), (1, FIXES.replace("fixable.yaml", "<stdin>")));
}

/// An object whose labels hide its other mistakes, since the API server reads no further, and a mistake that nobody can fix.
const STEPWISE: &str = "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  labels:
    enabled: true
    tier: 1
spec:
  scrapeInterval: often
  staticConfigs:
    - targets: a:1
";

#[test]
fn fixes_that_others_uncover_are_made_at_once() {
    let folder = folder("fix-passes");
    fs::write(folder.join("web.yaml"), STEPWISE).expect("a file");
    let title = "error[schema/invalid-value]: spec.scrapeInterval: invalid value \"often\"\n --> web.yaml:9:19\n";
    let summary = "fixes in 1 file; 1 error, 0 warnings left\n";

    let shown = run(&folder, &["check", "--fix", "--dry-run", "--quiet", "web.yaml"], b"");
    assert!(shown.stdout.contains("+    - targets: [a:1]\n"), "{}", shown.stdout);
    assert!(shown.stderr.starts_with(title), "{}", shown.stderr);
    assert!(shown.stderr.ends_with(&format!("1 file checked: would make 3 {summary}")), "{}", shown.stderr);

    let fixed = run(&folder, &["check", "--fix", "--quiet", "web.yaml"], b"");
    assert!(fixed.stdout.starts_with(title), "{}", fixed.stdout);
    assert_eq!((fixed.status, fixed.stderr), (1, format!("1 file checked: made 3 {summary}")));
    let expected = STEPWISE.replace("true", "\"true\"").replace("tier: 1", "tier: \"1\"").replace("a:1", "[a:1]");
    assert_eq!(fs::read_to_string(folder.join("web.yaml")).expect("a file"), expected);

    let again = run(&folder, &["check", "--fix", "--quiet", "web.yaml"], b"");
    assert_eq!(again.stderr, "1 file checked: nothing to fix; 1 error, 0 warnings left\n");
}

#[test]
fn fixes_need_files_and_text() {
    let folder = folder("fix-usage");
    let finished = run(&folder, &["check", "--fix"], FIXABLE.as_bytes());
    let expected = "error: standard input cannot be fixed in place, so nothing was changed: use `--fix --dry-run` to see the \
         changes\n";
    assert_eq!((finished.status, finished.stdout.as_str(), finished.stderr.as_str()), (2, "", expected));
    // The file stays as it is, too.
    fs::write(folder.join("a.yaml"), FIXABLE).expect("a file");
    let finished = run(&folder, &["check", "--fix", "a.yaml", "-"], FIXABLE.replace("name: ", "name: x").as_bytes());
    assert_eq!((finished.status, finished.stdout.as_str(), finished.stderr.as_str()), (2, "", expected));
    assert_eq!(fs::read_to_string(folder.join("a.yaml")).expect("a file"), FIXABLE);
    fs::remove_file(folder.join("a.yaml")).expect("a file");
    for (arguments, expected) in [
        (&["check", "--dry-run", "."][..], "error: the following required arguments were not provided:\n  --fix\n"),
        (
            &["check", "--fix", "--format", "json", "."],
            "error: the argument '--fix' cannot be used with '--format <FORMAT>'\n",
        ),
    ] {
        let finished = run(&folder, arguments, b"");
        assert_eq!((finished.status, finished.stdout.as_str()), (2, ""));
        assert!(finished.stderr.starts_with(expected), "{}", finished.stderr);
    }
}

/// The layers with rules, in the order in which they are listed.
const LAYERS: [&str; 4] = ["yaml", "schema", "cel", "operator"];

#[test]
fn rules_are_listed_and_explained() {
    let list = run(&examples(), &["explain"], b"");
    assert_eq!((list.status, list.stderr.as_str()), (0, ""));
    let rules: BTreeMap<_, _> = list.stdout.lines().filter_map(|line| line.split_once(' ')).collect();
    assert_eq!(rules.len(), list.stdout.lines().count(), "a rule is listed twice, or without a summary");
    assert_eq!(rules["schema/unknown-field"].trim_start(), "A field that the kind does not have");
    for layer in LAYERS {
        assert!(rules.keys().any(|code| code.split('/').next() == Some(layer)), "{layer}");
    }
    let layers: Vec<_> = list.stdout.lines().filter_map(|line| line.split('/').next()).collect();
    assert!(layers.is_sorted_by_key(|layer| LAYERS.iter().position(|known| known == layer)), "{}", list.stdout);
    for (code, summary) in rules {
        let finished = run(&examples(), &["explain", code], b"");
        assert_eq!((finished.status, finished.stderr.as_str()), (0, ""), "{code}");
        let title = format!("{code}: {} (", summary.trim_start());
        assert!(finished.stdout.starts_with(&title), "{title}: {}", finished.stdout);
    }
}

#[test]
fn one_rule_is_explained_with_examples() {
    let finished = run(&examples(), &["explain", "schema/unknown-field"], b"");
    assert_eq!((finished.status, finished.stderr.as_str()), (0, ""));
    let (explanation, shown) = finished.stdout.split_once("\n\nFinds:\n\n").expect("an example");
    let (title, explanation) = explanation.split_once("\n\n").expect("an explanation");
    assert_eq!(title, "schema/unknown-field: A field that the kind does not have (warning)");
    assert!(explanation.starts_with("The API server drops fields that"), "{explanation}");
    let example = |field: &str| {
        format!(
            "    apiVersion: monitoring.coreos.com/v1alpha1
    kind: ScrapeConfig
    metadata:
      name: web
    spec:
      staticConfigs:
        - targets: [web.example.com:9100]
      relabelings:
        - {field}: [__address__]
          targetLabel: instance
"
        )
    };
    assert_eq!(shown, format!("{}\nAccepts:\n\n{}", example("source_labels"), example("sourceLabels")));

    let by_name = run(&examples(), &["explain", "unknown-field"], b"");
    assert_eq!((by_name.status, by_name.stdout), (0, finished.stdout));
}

#[test]
fn unknown_rules_are_not_explained() {
    for (rule, expected) in [
        ("uknown-field", "did you mean `schema/unknown-field`?"),
        ("dns-prt", "did you mean `operator/dns-port`?"),
        ("dns-prot", "did you mean `operator/dns-port`?"),
        ("operator/dns-prt", "did you mean `operator/dns-port`?"),
        ("not-select", "did you mean `operator/not-selected`?"),
        ("nothing-like-it", "`promwright explain` lists all rules"),
    ] {
        let expected = format!("error: unknown rule `{rule}`: {expected}\n");
        let finished = run(&examples(), &["explain", rule], b"");
        assert_eq!((finished.status, finished.stdout.as_str(), finished.stderr.as_str()), (2, "", expected.as_str()));
    }
}
