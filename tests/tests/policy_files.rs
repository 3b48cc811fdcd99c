//! The policy's files say what Kubewarden expects and what the policy does.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use promwright_core::policy;
use promwright_operator::Operator;
use promwright_operator::api::kind;
use serde::Deserialize;
use serde_json::{Value, json};

/// A file of the policy's folder.
fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../policy").join(name)).expect(name)
}

fn yaml<T: for<'de> Deserialize<'de>>(name: &str) -> T {
    serde_yaml::from_str(&read(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The blocks of a language in the README.
fn blocks(language: &str) -> Vec<String> {
    let text = read("README.md");
    let fences = text.split("\n```").skip(1).step_by(2);
    fences.filter_map(|block| Some(block.strip_prefix(language)?.strip_prefix('\n')?.to_owned())).collect()
}

fn settings_verdict(settings: &Value) -> Value {
    serde_json::from_slice(&policy::validate_settings(settings.to_string().as_bytes(), &[&Operator::default()]))
        .expect("a verdict")
}

/// What `kwctl annotate` reads (`Metadata` of Kubewarden's policy-evaluator); it fills in the version of the protocol.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Metadata {
    rules: Vec<Rule>,
    annotations: BTreeMap<String, String>,
    mutating: bool,
    background_audit: bool,
    execution_mode: String,
    policy_type: String,
}

#[derive(Deserialize, PartialEq, Debug)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Rule {
    api_groups: Vec<String>,
    api_versions: Vec<String>,
    resources: Vec<String>,
    operations: Vec<String>,
}

/// `ClusterAdmissionPolicy`, as far as the sample uses it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ClusterAdmissionPolicy {
    api_version: String,
    kind: String,
    #[serde(rename = "metadata")]
    _metadata: Value,
    spec: PolicySpec,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PolicySpec {
    module: String,
    mutating: bool,
    rules: Vec<Rule>,
    settings: Value,
}

#[test]
fn metadata_names_the_six_kinds() {
    let metadata: Metadata = yaml("metadata.yml");
    let named: Vec<_> = metadata
        .rules
        .iter()
        .flat_map(|rule| {
            assert_eq!(rule.operations, ["CREATE", "UPDATE"]);
            let (groups, versions) = (&rule.api_groups, &rule.api_versions);
            let versions = groups.iter().flat_map(move |group| versions.iter().map(move |version| (group, version)));
            versions.flat_map(|(group, version)| {
                rule.resources.iter().map(move |plural| format!("{group}/{version} {plural}"))
            })
        })
        .collect();
    let mut expected: Vec<_> = kind::ALL.iter().map(|kind| format!("{} {}", kind.api_version(), kind.plural)).collect();
    expected.sort_unstable();
    let mut sorted = named.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, expected);

    assert!(!metadata.mutating && metadata.background_audit);
    assert_eq!((metadata.execution_mode.as_str(), metadata.policy_type.as_str()), ("kubewarden-wapc", "kubernetes"));
    let annotation = |name: &str| metadata.annotations.get(name).map(String::as_str);
    assert_eq!(annotation("io.kubewarden.policy.version"), Some(env!("CARGO_PKG_VERSION")));
    for name in ["title", "description", "author", "license", "source"] {
        assert!(annotation(&format!("io.kubewarden.policy.{name}")).is_some(), "{name}");
    }
}

#[test]
fn metadata_of_the_command_differs_in_the_mode_only() {
    assert_eq!(read("metadata-wasi.yml"), read("metadata.yml").replace("kubewarden-wapc", "wasi"));
}

#[test]
fn the_sample_would_be_installed() {
    let ClusterAdmissionPolicy { api_version, kind, spec, .. } = yaml("cluster-admission-policy.yaml");
    assert_eq!((api_version.as_str(), kind.as_str()), ("policies.kubewarden.io/v1", "ClusterAdmissionPolicy"));
    let metadata: Metadata = yaml("metadata.yml");
    assert_eq!((spec.rules, spec.mutating), (metadata.rules, metadata.mutating));
    assert!(spec.module.ends_with(concat!(":v", env!("CARGO_PKG_VERSION"))), "{}", spec.module);
    assert_eq!(settings_verdict(&spec.settings), json!({"valid": true}));
}

#[test]
fn settings_in_the_readme_are_all_settings() {
    let readme = read("README.md");
    let mut described: Vec<_> = readme.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let mut shown = Vec::new();
    for block in blocks("yaml") {
        let block: Value = serde_yaml::from_str(&block).expect("YAML");
        // The other block is a ClusterRole.
        let Some(settings) = block.get("settings") else { continue };
        assert_eq!(settings_verdict(settings), json!({"valid": true}), "{settings}");
        shown.extend(settings.as_object().expect("settings").keys().cloned());
    }
    described.sort_unstable();
    shown.sort_unstable();
    assert_eq!(described, shown);
    // A wrong value for each is refused, so each is known.
    for name in &shown {
        let message = settings_verdict(&json!({name: {"a": 1}}))["message"].as_str().unwrap_or_default().to_owned();
        assert!(message.contains(name.as_str()) && !message.contains("no setting"), "{message}");
    }
    assert_eq!(shown.len(), 5);
}

#[test]
fn the_example_is_refused_as_the_readme_says() {
    let request: Value = serde_json::from_str(&read("example-request.json")).expect("JSON");
    let payload = json!({"request": request, "settings": {}}).to_string();
    let verdict: Value =
        serde_json::from_slice(&policy::validate(payload.as_bytes(), &[&Operator::default()])).expect("a verdict");
    let [message] = blocks("text").try_into().expect("one block of text");
    assert_eq!(verdict, json!({"accepted": false, "code": 422, "message": message}));
}

#[test]
fn the_scanner_may_read_what_is_judged() {
    let roles: Vec<Value> = blocks("yaml").iter().map(|block| serde_yaml::from_str(block).expect("YAML")).collect();
    let role = roles.iter().find(|role| role["kind"] == "ClusterRole").expect("a role");
    for kind in kind::ALL {
        let resources = role["rules"][0]["resources"].as_array().expect("resources");
        assert!(resources.contains(&json!(kind.plural)), "{}", kind.plural);
    }
}
