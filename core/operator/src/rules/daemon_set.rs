//! An agent in DaemonSet mode, which is behind a feature gate.

use promwright_finding::{Finding, ObjectId, Path, Rule, RuleDocs, Severity};

/// An agent in DaemonSet mode, which is behind a feature gate.
pub static RULE: Rule = Rule::new(
    "operator/daemon-set",
    Severity::Warning,
    RuleDocs {
        summary: "An agent in DaemonSet mode, which is behind a feature gate",
        explanation: "\
In DaemonSet mode, an agent runs on each node and scrapes the pods of its own node. The operator has this mode only behind the \
feature gate `PrometheusAgentDaemonSet`, which is off by default. With the gate off, it reports an error for the object and \
generates nothing: no configuration and no pods. promwright renders the configuration as if the gate were on. Start the operator \
with `--feature-gates=PrometheusAgentDaemonSet=true`, or remove `mode` to run the agent as a StatefulSet.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: PrometheusAgent
metadata:
  name: node
  namespace: monitoring
spec:
  mode: DaemonSet
  podMonitorSelector: {}
",
        good: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: PrometheusAgent
metadata:
  name: node
  namespace: monitoring
spec:
  podMonitorSelector: {}
",
    },
);

pub(crate) fn finding(instance: &ObjectId) -> Finding {
    Finding::new(&RULE, "DaemonSet mode is off in a stock operator")
        .about(instance)
        .path(Path::of(&["spec", "mode"]))
        .effect("Such an operator rejects the agent and creates nothing")
        .help("Start the operator with `--feature-gates=PrometheusAgentDaemonSet=true`")
}
