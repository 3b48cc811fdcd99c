//! The command as people run it: its arguments, its outputs and its exit status.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run ended with.
struct Ended {
    code: i32,
    stdout: String,
    stderr: String,
}

/// Runs the command in a folder.
fn run(folder: &Path, arguments: &[&str], stdin: &[u8]) -> Ended {
    let mut child = Command::new(env!("CARGO_BIN_EXE_promwright"))
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // The command may end before it has read everything.
    let _ = child.stdin.take().expect("a pipe").write_all(stdin);
    let output = child.wait_with_output().expect("the command ends");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Ended { code: output.status.code().expect("a code"), stdout: text(output.stdout), stderr: text(output.stderr) }
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
fn a_single_configuration_is_written_as_it_is() {
    let ended = run(&examples(), &["render", "agent.yaml"], b"");
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    assert_eq!(ended.stdout, example("agent.prometheus.yaml"));

    let piped = run(&examples(), &["render", "-"], example("agent.yaml").as_bytes());
    assert_eq!((piped.code, piped.stdout), (0, ended.stdout));
}

#[test]
fn a_folder_is_one_cluster() {
    let ended = run(&examples(), &["render", "."], b"");
    assert_eq!(ended.code, 0);
    let names: Vec<_> = ended.stdout.lines().filter(|line| line.starts_with('#')).collect();
    let documents = ended.stdout.split("---\n").count();
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
info[not-an-object]: ./agent.prometheus.yaml and 16 other files hold documents that are no Kubernetes objects: they are passed over
 |
 = help: a manifest has `apiVersion` and `kind`; name a file itself to be told why it is none
";
    assert_eq!(ended.stderr.trim_end(), expected.trim_end());
}

#[test]
fn files_of_a_folder_are_found_by_name() {
    let folder = folder("files");
    for (file, name) in [("b.yml", "b"), ("a/z.JSON", "z"), ("a.txt", "t"), (".hidden/h.yaml", "h"), ("c.yaml", "c")] {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        let text = format!(
            r#"{{"apiVersion": "monitoring.coreos.com/v9", "kind": "ScrapeConfig", "metadata": {{"name": "{name}"}}}}"#
        );
        fs::write(path, text).expect("a file");
    }
    let ended = run(&folder, &["check", "--format", "json", ".", "c.yaml"], b"");
    let output: serde_json::Value = serde_json::from_str(&ended.stdout).expect("JSON");
    let diagnostics = output["diagnostics"].as_array().expect("a list");
    let files: Vec<_> = diagnostics.iter().filter_map(|diagnostic| diagnostic["file"].as_str()).collect();
    assert_eq!(files, ["./a/z.JSON", "./b.yml", "./c.yaml"]);

    fs::create_dir_all(folder.join("empty")).expect("a folder");
    let ended = run(&folder, &["check", "empty"], b"");
    assert_eq!(ended.code, 2);
    assert!(ended.stdout.contains("cannot read empty: there are no *.yaml, *.yml or *.json files"), "{}", ended.stdout);
}

#[test]
fn configurations_are_written_to_files() {
    let folder = folder("output");
    let output = folder.join("made/here");
    let arguments = ["render", "--output", output.to_str().expect("text"), "agent.yaml", "scrape-class.yaml"];
    let ended = run(&examples(), &arguments, b"");
    assert_eq!((ended.code, ended.stdout.as_str(), ended.stderr.as_str()), (0, "", ""));
    for (file, example_name) in
        [("edge-edge.yaml", "agent.prometheus.yaml"), ("payments-payments.yaml", "scrape-class.prometheus.yaml")]
    {
        assert_eq!(fs::read_to_string(output.join(file)).expect("a file"), example(example_name));
    }
    assert_eq!(fs::read_dir(output).expect("a folder").count(), 2);
}

#[test]
fn one_of_several_is_selected() {
    let ended = run(&examples(), &["render", "--quiet", "--select", "edge/edge", "."], b"");
    assert_eq!((ended.code, ended.stdout), (0, example("agent.prometheus.yaml")));

    let ended = run(&examples(), &["render", "--select", "edge/none", "agent.yaml"], b"");
    let expected = "\
error[no-configuration]: there is no Prometheus or PrometheusAgent edge/none among what the API server takes
 |
 = help: there are: PrometheusAgent edge/edge

";
    assert_eq!((ended.code, ended.stdout.as_str(), ended.stderr.as_str()), (1, "", expected));
}

#[test]
fn mistakes_are_shown_where_they_are() {
    let ended = run(&examples(), &["check"], MISTAKES.as_bytes());
    let expected = "\
error[invalid-value]: spec.kubernetesSDConfigs[0].role: Unsupported value: \"pod\": supported values: \"Pod\", \
\"Endpoints\", \"Ingress\", \"Service\", \"Node\", \"EndpointSlice\"
 --> <stdin>:7:13
  |
7 |     - role: pod
  |             ^^^
  |
  = help: did you mean `Pod`? The API server refuses the whole object

warning[unknown-field]: there is no field `spec.relabelings[0].source_labels`: the API server drops it
  --> <stdin>:21:7
   |
21 |     - source_labels: [__address__]
   |       ^^^^^^^^^^^^^
   |
   = help: did you mean `sourceLabels`?

warning[duplicate-key]: the key `scrapeInterval` was set before; this value replaces that one
  --> <stdin>:23:3
   |
23 |   scrapeInterval: 1m
   |   ^^^^^^^^^^^^^^
   |
   = help: remove one of them: `kubectl apply` refuses the document

info[missing-secret]: there is no Secret default/consul with the key `token` among the inputs: a placeholder stands for \
its value
  --> <stdin>:19:14
   |
19 |         key: token
   |              ^^^^^
   |
   = help: in a cluster without it, the operator refuses what refers to it

info[default-prometheus]: there is no Prometheus or PrometheusAgent among the inputs, so one was assumed that selects \
everything
 |
 = help: add the Prometheus object that will select these resources to see what it makes of them

";
    assert_eq!(ended.stdout, expected);
    assert_eq!((ended.code, ended.stderr.as_str()), (1, "1 file checked: 1 error, 2 warnings\n"));
}

#[test]
fn what_cannot_be_read_does_not_stop_the_rest() {
    let folder = folder("unreadable");
    fs::write(folder.join("latin.yaml"), b"# caf\xe9\n").expect("a file");
    fs::write(folder.join("large.yaml"), vec![b' '; (64 << 20) + 1]).expect("a file");
    fs::write(folder.join("good.yaml"), example("agent.yaml")).expect("a file");
    let ended = run(&folder, &["render", "missing.yaml", "."], b"");
    let expected = "\
error[unreadable]: this is not text: the byte 0xe9 is not UTF-8
 --> ./latin.yaml:1:6
  |
1 | # caf\u{fffd}
  |      ^
  |
  = help: save the file as UTF-8

error[unreadable]: cannot read missing.yaml: there is no such file or folder

error[unreadable]: cannot read ./large.yaml: it is larger than 64 MiB
 |
 = help: split it into files of related manifests

";
    assert_eq!(ended.stderr, expected);
    assert_eq!((ended.code, ended.stdout), (2, example("agent.prometheus.yaml")));
}

#[test]
fn the_exit_status_says_how_bad_it_is() {
    let warning = MISTAKES.split("---\n").nth(1).expect("the second document").as_bytes();
    for (arguments, stdin, code) in [
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
        let ended = run(&examples(), arguments, stdin);
        assert_eq!(ended.code, code, "{arguments:?}: {}{}", ended.stdout, ended.stderr);
    }
}

/// The last two diagnostics and the summary of `check`.
fn last_words(text: &str) -> (Vec<String>, String) {
    let ended = run(&examples(), &["check", "--quiet"], text.as_bytes());
    assert_eq!(ended.code, i32::from(ended.stdout.contains("error[")));
    let titles: Vec<_> = ended.stdout.lines().filter(|line| line.contains("]: ")).map(str::to_owned).collect();
    (titles.get(titles.len() - 2..).unwrap_or_default().to_vec(), ended.stderr)
}

#[test]
fn what_is_not_shown_is_said() {
    let fields = (0..1_500).map(|number| format!("  unknown{number}: 1\n")).collect::<Vec<_>>().concat();
    let repeated = "data: {x: y}\n".repeat(1_500);
    for (text, last, summary) in [
        (
            example("consul.yaml").replace("spec:\n", &format!("spec:\n{fields}")),
            [
                "warning[unknown-field]: there is no field `spec.unknown999`: the API server drops it",
                "warning[unknown-field]: the API server drops more than 1000 fields of this object: the others are not shown",
            ],
            "0 errors, 1001 warnings",
        ),
        (
            format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a}}\n{repeated}"),
            [
                "warning[duplicate-key]: the key `data` was set before; this value replaces that one",
                "warning[duplicate-key]: and 499 more problems of this kind, behind this one, are not shown",
            ],
            "0 errors, 1001 warnings",
        ),
        (
            "---\na: b\n".repeat(1_500),
            [
                "error[not-an-object]: this is no Kubernetes object",
                "error[not-an-object]: and 500 more problems of this kind, behind this one, are not shown",
            ],
            "1001 errors, 0 warnings",
        ),
    ] {
        let (titles, said) = last_words(&text);
        assert_eq!(titles, last);
        assert_eq!(said, format!("1 file checked: {summary}\n"));
    }
}

#[test]
fn places_in_long_lines_are_told_without_the_line() {
    let blanks = " ".repeat(20_000);
    let ended = run(&examples(), &["check", "--quiet"], format!("{{\"é\":{blanks}1, \"é\": 2}}").as_bytes());
    let place = "--> <stdin>:1:20009\n";
    assert!(ended.stdout.matches(place).count() == 1 && ended.stdout.len() < 1_000, "{}", ended.stdout);
}

#[test]
fn programs_get_one_object() {
    let text = MISTAKES.replace("# ", "").replace("- role: pod", "- {comment: é, role: pod}");
    let ended = run(&examples(), &["render", "--format", "json"], text.as_bytes());
    assert_eq!((ended.code, ended.stderr.as_str()), (1, ""));
    let output: serde_json::Value = serde_json::from_str(&ended.stdout).expect("JSON");

    let configuration = &output["configurations"][0];
    assert_eq!(
        configuration["instance"],
        serde_json::json!({"kind": "Prometheus", "namespace": "default", "name": "prometheus"})
    );
    assert!(configuration["text"].as_str().is_some_and(|text| text.contains("job_name: scrapeConfig/default/consul")));
    assert_eq!(
        configuration["resources"],
        serde_json::json!([{
            "resource": {"kind": "ScrapeConfig", "namespace": "default", "name": "consul"},
            "selected": true,
            "taken": true
        }])
    );
    let diagnostic = output["diagnostics"]
        .as_array()
        .and_then(|all| all.iter().find(|diagnostic| diagnostic["code"] == "invalid-value"))
        .expect("the mistake");
    assert_eq!(
        *diagnostic,
        serde_json::json!({
            "code": "invalid-value",
            "severity": "error",
            "layer": "schema",
            "object": {"kind": "ScrapeConfig", "namespace": "default", "name": "pods"},
            "path": "spec.kubernetesSDConfigs[0].role",
            "file": "<stdin>",
            "line": 7,
            "column": 26,
            "endLine": 7,
            "endColumn": 29,
            "message": "spec.kubernetesSDConfigs[0].role: Unsupported value: \"pod\": supported values: \"Pod\", \
                \"Endpoints\", \"Ingress\", \"Service\", \"Node\", \"EndpointSlice\"",
            "help": "did you mean `Pod`? The API server refuses the whole object"
        })
    );

    let checked = run(&examples(), &["check", "--format", "json"], text.as_bytes());
    let checked: serde_json::Value = serde_json::from_str(&checked.stdout).expect("JSON");
    assert_eq!(checked, serde_json::json!({"diagnostics": output["diagnostics"]}));
}

#[test]
fn the_operators_switches_change_what_is_written() {
    let text = example("sharding.yaml");
    let render = |arguments: &[&str]| {
        let arguments: Vec<_> = ["render", "--quiet"].iter().chain(arguments).copied().collect();
        let ended = run(&examples(), &arguments, text.as_bytes());
        assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
        ended.stdout
    };
    assert!(render(&[]).contains("__tmp_current_shard"));
    assert!(!render(&["--feature-gates=PrometheusShardRetentionPolicy=false"]).contains("__tmp_current_shard"));
    assert!(!render(&["--prometheus-version", "2.45.0"]).contains("storage:"));

    let agent = "apiVersion: monitoring.coreos.com/v1alpha1\nkind: PrometheusAgent\nmetadata: {name: node}\n\
        spec: {mode: DaemonSet, podMonitorSelector: {}}\n";
    let ended = run(&examples(), &["render"], agent.as_bytes());
    assert!(ended.stderr.contains("warning[feature-gate]: a stock operator does not run agents as a DaemonSet"));
    let ended = run(&examples(), &["render", "--feature-gates", "PrometheusAgentDaemonSet=true"], agent.as_bytes());
    assert_eq!(ended.stderr, "");
}

#[test]
fn colour_is_for_terminals() {
    let bad = MISTAKES.as_bytes();
    assert!(!run(&examples(), &["check"], bad).stdout.contains('\u{1b}'));
    assert!(run(&examples(), &["check", "--color", "always"], bad).stdout.contains("\u{1b}[1m"));
}

#[test]
fn there_are_completions_and_manual_pages() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ended = run(&examples(), &["completions", shell], b"");
        assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
        assert!(ended.stdout.contains("prometheus-version"), "{shell}");
    }
    for (arguments, title) in [
        (&["man"][..], ".TH promwright 1"),
        (&["man", "render"], ".TH promwright-render 1"),
        (&["man", "check"], ".TH promwright-check 1"),
        (&["man", "why"], ".TH promwright-why 1"),
    ] {
        let ended = run(&examples(), arguments, b"");
        assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
        assert!(ended.stdout.contains(title), "{}", ended.stdout);
    }
}

#[test]
fn lines_are_explained() {
    let ended = run(&examples(), &["render", "--quiet", "--explain", "scrape-class.yaml"], b"");
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let line = |start: &str| {
        let found = ended.stdout.lines().find(|line| line.trim_start().starts_with(start));
        found.unwrap_or_else(|| panic!("there is no {start}:\n{}", ended.stdout)).to_owned()
    };
    assert!(line("scheme:").ends_with("# line 48 spec.scheme"), "{}", line("scheme:"));
    assert!(line("ca_file:").contains("spec.scrapeClasses[0].tlsConfig.caFile (scrape class)"), "{}", line("ca_file:"));
    assert!(line("storage:").ends_with("# always written"), "{}", line("storage:"));
    let idle = "#   line 25 spec.secrets of Prometheus payments/payments: does not reach the configuration";
    assert!(ended.stdout.contains(idle), "{}", ended.stdout);
    // What stands in front of the comments is the configuration.
    let plain = run(&examples(), &["render", "--quiet", "scrape-class.yaml"], b"").stdout;
    let before = ended.stdout.lines().map(|line| line.split("  # ").next().unwrap_or_default().trim_end());
    assert!(plain.lines().eq(before.take(plain.lines().count())), "{}", ended.stdout);
}

#[test]
fn programs_get_the_sources_of_lines_as_well() {
    let ended = run(&examples(), &["render", "--explain", "--format", "json", "everything.yaml"], b"");
    let output: serde_json::Value = serde_json::from_str(&ended.stdout).expect("JSON");
    let configuration = &output["configurations"][0];
    let text = configuration["text"].as_str().expect("a text");
    let lines = configuration["provenance"]["lines"].as_array().expect("lines");
    assert_eq!(lines.len(), text.lines().count());
    let limit = text.lines().position(|line| line == "  body_size_limit: 20MB").expect("a limit");
    let job = text.lines().skip(limit + 1).position(|line| line == "  body_size_limit: 20MB").expect("the job's");
    let origin = &lines[limit + 1 + job][0];
    assert_eq!((&origin["cause"], &origin["path"]), (&"enforcement".into(), &"spec.enforcedBodySizeLimit".into()));
}
