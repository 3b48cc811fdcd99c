//! A relabeling action that this Prometheus does not know.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// A relabeling action that this Prometheus does not know.
pub static RULE: Rule = refused(
    "operator/relabel-action-version",
    RuleDocs {
        summary: "A relabeling action that this version of Prometheus does not know",
        explanation: "\
The actions `lowercase` and `uppercase` need Prometheus 2.36.0, `keepequal` and `dropequal` need 2.41.0. An older Prometheus \
does not load a configuration with them. The operator therefore leaves the resource out of the configuration, with an event that \
says why; for a scrape class or an Alertmanager of the Prometheus object, it generates no configuration. Upgrade Prometheus, or \
use another action.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  version: 2.40.0
  podMonitorSelector: {}
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata:
  name: web
  namespace: monitoring
spec:
  selector:
    matchLabels:
      app: web
  podMetricsEndpoints:
    - relabelings:
        - action: keepequal
          sourceLabels: [__meta_kubernetes_pod_annotation_prometheus_io_port]
          targetLabel: __meta_kubernetes_pod_container_port_number
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  version: 2.41.0
  podMonitorSelector: {}
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata:
  name: web
  namespace: monitoring
spec:
  selector:
    matchLabels:
      app: web
  podMetricsEndpoints:
    - relabelings:
        - action: keepequal
          sourceLabels: [__meta_kubernetes_pod_annotation_prometheus_io_port]
          targetLabel: __meta_kubernetes_pod_container_port_number
",
    },
);

/// Checks the action; `action` is its name in lower case, `written` as it was written.
pub(crate) fn check(action: &str, written: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) -> bool {
    let since = match action {
        "lowercase" | "uppercase" => (2, 36, 0),
        "keepequal" | "dropequal" => (2, 41, 0),
        _ => return true,
    };
    let (major, minor, patch) = since;
    let is_known = checker.since(since);
    if !is_known {
        checker.reject(
            &at.below("action"),
            &RULE,
            format_args!("action `{written}` needs Prometheus {major}.{minor}.{patch}"),
            format_args!("{written} relabel action is only supported from Prometheus version {major}.{minor}.{patch}"),
        );
    }
    is_known
}
