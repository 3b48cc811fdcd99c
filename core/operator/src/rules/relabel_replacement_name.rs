//! A replacement of `labelmap` that is not a label name.

use promwright_finding::{Rule, RuleDocs};
use promwright_go::Quoted;

use crate::check::{At, Checker};

use super::refused;

/// A replacement of `labelmap` that is not a label name.
pub static RULE: Rule = refused(
    "operator/relabel-replacement-name",
    RuleDocs {
        summary: "A replacement of `labelmap` that is not a label name",
        explanation: "\
`labelmap` copies each label whose name matches `regex` to the label that `replacement` names. With references such as `$1` \
filled in, the replacement must be a label name. For Prometheus 2, that means letters, digits and underscores, without a digit \
at the beginning; for Prometheus 3, any text that is not empty. Prometheus would reject the whole configuration otherwise. The \
operator leaves such a resource out of the configuration and says so in its log and in an event of the object; for a rule of the \
Prometheus object itself, it generates no configuration at all, and Prometheus keeps its last one. Write a replacement such as \
`pod_$1`.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  version: 2.53.0
  serviceMonitorSelector: {}
  serviceMonitorNamespaceSelector: {}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: web
  namespace: shop
spec:
  selector:
    matchLabels:
      app: web
  endpoints:
    - port: metrics
      relabelings:
        - action: labelmap
          regex: __meta_kubernetes_pod_label_(.+)
          replacement: pod.$1
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  version: 2.53.0
  serviceMonitorSelector: {}
  serviceMonitorNamespaceSelector: {}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: web
  namespace: shop
spec:
  selector:
    matchLabels:
      app: web
  endpoints:
    - port: metrics
      relabelings:
        - action: labelmap
          regex: __meta_kubernetes_pod_label_(.+)
          replacement: pod_$1
",
    },
);

pub(crate) fn reject(replacement: &str, written: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        &at.below("replacement"),
        &RULE,
        format_args!("{} is not a valid label name", Quoted(replacement)),
        format_args!("{} is invalid 'replacement' for {written} action", Quoted(replacement)),
    );
}
