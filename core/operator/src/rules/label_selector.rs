//! A label selector that is not valid.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// A label selector that is not valid.
pub static RULE: Rule = refused(
    "operator/label-selector",
    RuleDocs {
        summary: "A label selector that is not valid",
        explanation: "\
`selector` of a ServiceMonitor or PodMonitor is a Kubernetes label selector. Its operators are `In`, `NotIn`, `Exists` and \
`DoesNotExist`, in this spelling: `In` and `NotIn` need `values`, the other two must not have any, and all keys and values must \
be valid in labels. The API server does not check this in custom resources, so the operator does. The operator leaves such a \
resource out of the configuration and says so in its log and in an event of the object.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: web
  namespace: shop
spec:
  selector:
    matchExpressions:
      - key: app
        operator: in
        values: [web, api]
  endpoints:
    - port: metrics
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: web
  namespace: shop
spec:
  selector:
    matchExpressions:
      - key: app
        operator: In
        values: [web, api]
  endpoints:
    - port: metrics
",
    },
);

pub(crate) fn reject(error: &dyn std::fmt::Display, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(at, &RULE, format_args!("invalid label selector: {error}"), format_args!("{error}"));
}
