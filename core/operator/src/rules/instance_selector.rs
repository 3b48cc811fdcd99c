//! A selector of the Prometheus that is not valid.

use promwright_finding::{Finding, Path, Rule, RuleDocs};

use super::refused;

/// A selector of the Prometheus that is not valid.
pub static RULE: Rule = refused(
    "operator/instance-selector",
    RuleDocs {
        summary: "A selector of the Prometheus that is not valid",
        explanation: "\
The operator of a match expression must be `In`, `NotIn`, `Exists` or `DoesNotExist`; the first two need values, and the others \
must not have any. Keys and values must be valid in Kubernetes labels. The API server accepts any text here, so a mistake shows \
only when the operator reads the selectors, those for namespaces and rules included. When this rule is broken, the operator \
generates no configuration, so Prometheus keeps its last one; the operator's log and the condition `Reconciled` of the object \
say why.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector:
    matchExpressions:
      - key: team
        operator: Equals
        values: [shop]
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector:
    matchExpressions:
      - key: team
        operator: In
        values: [shop]
",
    },
);

/// `says` is the operator's reason.
pub(crate) fn finding(field: &str, error: &str, says: String) -> Finding {
    Finding::new(&RULE, format!("invalid label selector: {error}")).path(Path::of(&["spec", field])).says(says)
}
