//! A kind that becomes no configuration of Prometheus.

use promwright_finding::{Finding, ObjectId, Path, Rule, RuleDocs, Severity};

/// A kind that becomes no configuration of Prometheus.
pub static RULE: Rule = Rule::new(
    "operator/unsupported-kind",
    Severity::Information,
    RuleDocs {
        summary: "A kind that is not rendered",
        explanation: "\
The kind belongs to the operator, but becomes no part of Prometheus' configuration, or promwright does not render it yet. The object is not \
checked.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: web
spec:
  groups: []
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

pub(crate) fn finding(id: &ObjectId) -> Finding {
    Finding::new(&RULE, format!("{} is not rendered", id.kind)).about(id).path(Path::of(&["kind"]))
}
