//! A relabeling rule that writes a label without saying which.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// A relabeling rule that writes a label without saying which.
pub static RULE: Rule = refused(
    "operator/relabel-target-label",
    RuleDocs {
        summary: "A relabeling rule that writes a label without saying which",
        explanation: "\
`replace`, `hashmod`, `lowercase` and `uppercase` write to the label that `targetLabel` names, and `keepequal` and `dropequal` \
compare with it, so they need it. Prometheus would reject the whole configuration for a rule without it. The operator leaves \
such a resource out of the configuration and says so in its log and in an event of the object; for a rule of the Prometheus \
object itself, it generates no configuration at all, and Prometheus keeps its last one. Set `targetLabel`. If the rule should \
drop targets or samples, set `action` instead: a rule without one is a `replace`.",
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
        - sourceLabels: [__meta_kubernetes_pod_node_name]
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
        - sourceLabels: [__meta_kubernetes_pod_node_name]
          targetLabel: node
",
    },
);

pub(crate) fn reject(written: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject_with_help(
        &at.below("targetLabel"),
        &RULE,
        format_args!("action `{written}` needs `targetLabel`"),
        format_args!("relabel configuration for {written} action needs targetLabel value"),
        "Set `targetLabel`",
    );
}
