//! A label of an invalid name.

use promwright_finding::{Rule, RuleDocs};
use promwright_go::Quoted;

use crate::check::{At, Checker};

use super::refused;

/// A label of an invalid name.
pub static RULE: Rule = refused(
    "operator/label-name",
    RuleDocs {
        summary: "A label with an invalid name",
        explanation: "\
Before version 3, Prometheus knows only label names of letters, digits and underscores that do not start with a digit. Newer \
versions accept any name that is not empty. The operator checks the `labels` of static targets in ScrapeConfigs and Probes by \
the version of the Prometheus only, not by `nameValidationScheme`. When this rule is broken, the operator leaves the resource \
out of the configuration; its log and an event of the object say why. Rename the label, or upgrade Prometheus.",
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
      labels:
        example.com/team: shop
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
      labels:
        team: shop
",
    },
);

pub(crate) fn reject(name: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        at,
        &RULE,
        format_args!("{} is not a valid label name", Quoted(name)),
        format_args!("invalid label {}", Quoted(name)),
    );
}
