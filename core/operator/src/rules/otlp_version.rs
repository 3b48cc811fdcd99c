//! OTLP with a Prometheus that does not know it.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// OTLP with a Prometheus that does not know it.
pub static RULE: Rule = refused(
    "operator/otlp-version",
    RuleDocs {
        summary: "OTLP with a Prometheus that does not know it",
        explanation: "\
`otlp` of the Prometheus object says how metrics that arrive by OTLP become series. Prometheus 2.55.0 introduced the block; \
older versions would reject the whole configuration. With an older `version`, the operator generates no configuration at all, \
and Prometheus keeps its last one. Set a newer `version`, or remove `otlp`. Most of its fields need a version that is newer \
still, and are dropped below it.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  version: 2.54.1
  scrapeConfigSelector: {}
  otlp:
    promoteResourceAttributes: [service.name]
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  version: 2.55.0
  scrapeConfigSelector: {}
  otlp:
    promoteResourceAttributes: [service.name]
",
    },
);

pub(crate) fn reject(at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        at,
        &RULE,
        format_args!("OTLP needs Prometheus 2.55.0"),
        format_args!("OTLP configuration is only supported from Prometheus version 2.55.0"),
    );
}
