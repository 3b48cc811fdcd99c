//! An object that is defined more than once.

use promwright_finding::{Finding, ObjectId, Path, Rule, RuleDocs, Severity};

/// An object that is defined more than once.
pub static RULE: Rule = Rule::new(
    "yaml/duplicate-object",
    Severity::Warning,
    RuleDocs {
        summary: "An object that is defined more than once",
        explanation: "\
Two objects of one kind, namespace and name are one object: the last definition replaces the others, as when the files are applied one \
after the other. Most often the input holds a base and its overlay; render them first, with `kubectl kustomize` or `helm template`.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
spec:
  staticConfigs:
    - targets: [web-1.example.com:9100]
---
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
spec:
  staticConfigs:
    - targets: [web-2.example.com:9100]
",
        good: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web-1
spec:
  staticConfigs:
    - targets: [web-1.example.com:9100]
---
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web-2
spec:
  staticConfigs:
    - targets: [web-2.example.com:9100]
",
    },
);

pub(crate) fn finding(id: &ObjectId) -> Finding {
    Finding::new(&RULE, format!("{id} is defined more than once; the last definition counts"))
        .about(id)
        .path(Path::of(&["metadata", "name"]))
        .help("Remove one of them, or render overlays (kustomize, Helm) first")
}
