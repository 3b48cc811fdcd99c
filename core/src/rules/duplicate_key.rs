//! A key that is set more than once in one mapping.

use promwright_finding::{Finding, Rule, RuleDocs, Severity};
use promwright_yaml::DuplicateKey;

use crate::manifests::{Source, slice};

/// A key that is set more than once in one mapping.
pub static RULE: Rule = Rule::new(
    "yaml/duplicate-key",
    Severity::Warning,
    RuleDocs {
        summary: "A key that is set more than once in one mapping",
        explanation: "\
The last value counts, and those before it are dropped. `kubectl apply` rejects such a document; other tools apply it without a \
word.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
spec:
  metricsPath: /metrics
  staticConfigs:
    - targets: [web.example.com:9100]
  metricsPath: /probe
",
        good: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
spec:
  metricsPath: /probe
  staticConfigs:
    - targets: [web.example.com:9100]
",
    },
);

pub(crate) fn finding(index: usize, source: Source<'_>, duplicate: &DuplicateKey) -> Finding {
    let key = slice(source, duplicate.span);
    Finding::new(&RULE, format!("key `{key}` was set before; this value replaces that one"))
        .says(&*duplicate.message)
        .effect("The value before it is dropped; `kubectl apply` rejects the document")
        .help("Set the key once")
        .at(index, duplicate.span)
}
