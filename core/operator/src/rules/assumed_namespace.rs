//! A Namespace that is not in the input.

use promwright_finding::{Finding, ObjectId, Path, Rule, RuleDocs, Severity};

/// A Namespace that is not in the input.
pub static RULE: Rule = Rule::new(
    "operator/assumed-namespace",
    Severity::Information,
    RuleDocs {
        summary: "A Namespace that is not in the input",
        explanation: "\
A namespace selector of the Prometheus object, such as `serviceMonitorNamespaceSelector`, compares the labels of namespaces. The \
labels of a namespace that is not in the input are not known, so promwright assumes that they match. In the cluster they may not \
match, and the resource is then not selected. Add the Namespace object with its labels to make sure. With `--strict`, nothing is \
assumed, and such a resource is not selected.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  serviceMonitorSelector: {}
  serviceMonitorNamespaceSelector:
    matchLabels:
      team: shop
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
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  serviceMonitorSelector: {}
  serviceMonitorNamespaceSelector:
    matchLabels:
      team: shop
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
---
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    team: shop
",
    },
);

pub(crate) fn finding(resource: &ObjectId) -> Finding {
    Finding::new(&RULE, format!("Namespace {} is not in the input", resource.namespace))
        .about(resource)
        .path(Path::of(&["metadata", "namespace"]))
        .effect("Its labels are assumed to match")
        .help("Add the Namespace object with its labels")
}
