//! No Prometheus in the input.

use promwright_finding::{Finding, Rule, RuleDocs, Severity};

/// No Prometheus in the input.
pub static RULE: Rule = Rule::new(
    "operator/default-prometheus",
    Severity::Information,
    RuleDocs {
        summary: "No Prometheus in the input",
        explanation: "\
Selectors, version, scrape classes and many defaults are set in the Prometheus object. If the input has neither a Prometheus nor \
a PrometheusAgent, promwright assumes a Prometheus that selects every resource in every namespace and runs the default version \
of the operator. Nothing is wrong, but the configuration in your cluster may differ: the Prometheus there may not select a \
resource, or may reject it. Add the Prometheus object to the input for the exact result.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: monitoring
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
---
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: monitoring
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
",
    },
);

/// The Prometheus that is assumed: it selects everything everywhere.
pub(crate) const OBJECT: &str = r#"{
    "apiVersion": "monitoring.coreos.com/v1",
    "kind": "Prometheus",
    "metadata": {"name": "prometheus", "namespace": "default"},
    "spec": {
        "serviceMonitorSelector": {}, "serviceMonitorNamespaceSelector": {},
        "podMonitorSelector": {}, "podMonitorNamespaceSelector": {},
        "probeSelector": {}, "probeNamespaceSelector": {},
        "scrapeConfigSelector": {}, "scrapeConfigNamespaceSelector": {}
    }
}"#;

pub(crate) fn finding() -> Finding {
    Finding::new(&RULE, "no Prometheus in the input; assuming one that selects everything")
        .help("Add the Prometheus object that will select these resources")
}
