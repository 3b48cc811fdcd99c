//! `authorization` that makes the operator panic, for a Prometheus older than 2.26.0.

use promwright_finding::{Finding, Rule, RuleDocs};

use super::refused;

/// `authorization` that makes the operator panic, for a Prometheus older than 2.26.0.
pub static RULE: Rule = refused(
    "operator/authorization-version",
    RuleDocs {
        summary: "`authorization` that makes the operator panic, for a Prometheus older than 2.26.0",
        explanation: "\
Prometheus 2.26.0 introduced `authorization` in its configuration. For an older version, the operator drops the block and then \
reads it as if it were still there, which makes it panic. This happens for `authorization` of the Prometheus object itself, for \
example in `remoteWrite`, and of a resource that it selects. No configuration is generated, and Prometheus keeps its last one. \
Set `version` to 2.26.0 or newer, or authenticate in another way, for example with `basicAuth`.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  version: 2.25.2
  scrapeConfigSelector: {}
  remoteWrite:
    - url: https://metrics.example.com/api/v1/write
      authorization:
        credentials:
          name: metrics
          key: token
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  version: 2.26.0
  scrapeConfigSelector: {}
  remoteWrite:
    - url: https://metrics.example.com/api/v1/write
      authorization:
        credentials:
          name: metrics
          key: token
",
    },
);

/// The operator reads the first of no items.
pub(crate) fn finding() -> Finding {
    Finding::new(&RULE, "the operator panics over `authorization` for a Prometheus older than 2.26.0")
        .says("runtime error: index out of range [0] with length 0")
        .help("Set `version` of the Prometheus to 2.26.0 or newer, or authenticate in another way")
}
