//! A Secret that is not in the input.

use promwright_finding::{Finding, Rule, RuleDocs, Severity};

/// A Secret that is not in the input.
pub static RULE: Rule = Rule::new(
    "operator/missing-secret",
    Severity::Information,
    RuleDocs {
        summary: "A Secret that is not in the input",
        explanation: "\
The operator reads the Secrets that resources and the Prometheus object refer to. promwright assumes that a Secret exists in the \
cluster if it is not in the input, and writes a placeholder where the configuration holds its value. In a cluster without the \
Secret, or without the key, the operator leaves a resource that refers to it out of the configuration; for a reference of the \
Prometheus object itself, it generates no configuration at all. Add the Secret to the input to have the reference checked, or \
use `--strict` to report every missing Secret as an error.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
  basicAuth:
    username:
      name: web
      key: username
    password:
      name: web
      key: password
",
        good: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
  basicAuth:
    username:
      name: web
      key: username
    password:
      name: web
      key: password
---
apiVersion: v1
kind: Secret
metadata:
  name: web
  namespace: shop
stringData:
  username: prometheus
  password: example
",
    },
);

pub(crate) fn finding(namespace: &str, name: &str, key: &str) -> Finding {
    Finding::new(&RULE, format!("Secret {namespace}/{name} with key `{key}` is not in the input"))
        .effect(
            "A placeholder is written in place of its value; in a cluster without it, prometheus-operator rejects what refers to it",
        )
        .help("Add the Secret to the input")
}
