//! A relabeling rule that writes a label of an invalid name.

use promwright_finding::{Rule, RuleDocs};
use promwright_go::Quoted;

use crate::check::{At, Checker};

use super::refused;

/// A relabeling rule that writes a label of an invalid name.
pub static RULE: Rule = refused(
    "operator/relabel-target-label-name",
    RuleDocs {
        summary: "A relabeling rule that writes a label with an invalid name",
        explanation: "\
Before version 3, Prometheus knows only label names of letters, digits and underscores that do not start with a digit; newer \
versions accept any name that is not empty. The operator compares `targetLabel` with these rules if the action writes or \
compares a label. Below version 3 it even rejects references such as `${1}_id`, which Prometheus allows for `replace`. The \
operator therefore leaves the resource out of the configuration, with an event that says why; for a scrape class or an \
Alertmanager of the Prometheus object, it generates no configuration. Rename the label, or upgrade Prometheus.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  version: 2.55.1
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
  relabelings:
    - replacement: web
      targetLabel: app.kubernetes.io/name
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  version: 2.55.1
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
  relabelings:
    - replacement: web
      targetLabel: app
",
    },
);

pub(crate) fn reject(target_label: &str, written: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        &at.below("targetLabel"),
        &RULE,
        format_args!("{} is not a valid label name", Quoted(target_label)),
        format_args!("{} is invalid 'target_label' for {written} action", Quoted(target_label)),
    );
}
