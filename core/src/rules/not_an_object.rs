//! A document that is not a Kubernetes object.

use promwright_finding::{Finding, Rule, RuleDocs, Severity};
use promwright_yaml::Span;

/// A document that is not a Kubernetes object.
pub static RULE: Rule = Rule::new(
    "yaml/not-an-object",
    Severity::Error,
    RuleDocs {
        summary: "A document that is not a Kubernetes object",
        explanation: "\
Every Kubernetes object has `apiVersion` and `kind`. Files without them, such as the values of a Helm chart, are skipped when they \
are found in a folder, and are an error when they are named.",
        bad: "\
replicas: 2
image: web
",
        good: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
",
    },
);

/// A document without `apiVersion`, `kind` or both.
pub(crate) fn finding(index: usize, span: Span, has_version: bool, has_kind: bool) -> Finding {
    let message = match (has_version, has_kind) {
        (true, _) => "`kind` is not set",
        (false, true) => "`apiVersion` is not set",
        (false, false) => "this is not a Kubernetes object",
    };
    Finding::new(&RULE, message).help("Set `apiVersion`, `kind` and `metadata`").at(index, span)
}
