//! `keepequal` or `dropequal` with fields that they ignore.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// `keepequal` or `dropequal` with fields that they ignore.
pub static RULE: Rule = refused(
    "operator/relabel-equal-fields",
    RuleDocs {
        summary: "`keepequal` or `dropequal` with fields that they ignore",
        explanation: "\
`keepequal` and `dropequal` compare the joined values of `sourceLabels` with the value of `targetLabel`; nothing is matched, \
hashed or replaced. Prometheus would reject the whole configuration for a rule that also sets `regex`, `modulus` or `separator`. \
The operator leaves such a resource out of the configuration and says so in its log and in an event of the object; for a rule of \
the Prometheus object itself, it generates no configuration at all, and Prometheus keeps its last one. Remove the other fields, \
or write the rule with `keep` or `drop` to match a `regex`.",
        bad: "\
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
        - action: keepequal
          sourceLabels: [__meta_kubernetes_pod_container_port_number]
          regex: (.+)
          targetLabel: __meta_kubernetes_pod_annotation_prometheus_io_port
",
        good: "\
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
        - action: keepequal
          sourceLabels: [__meta_kubernetes_pod_container_port_number]
          targetLabel: __meta_kubernetes_pod_annotation_prometheus_io_port
",
    },
);

pub(crate) fn reject(written: &str, field: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject_with_help(
        &at.below(field),
        &RULE,
        format_args!("action `{written}` accepts only `sourceLabels` and `targetLabel`"),
        format_args!("{written} action requires only 'source_labels' and `target_label`, and no other fields"),
        &format!("Remove `{field}`"),
    );
}
