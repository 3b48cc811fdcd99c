//! A ServiceMonitor that reads files, which the Prometheus denies.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// A ServiceMonitor that reads files, which the Prometheus denies.
pub static RULE: Rule = refused(
    "operator/file-system-access",
    RuleDocs {
        summary: "A ServiceMonitor that reads files, which the Prometheus denies",
        explanation: "\
`bearerTokenFile` and the file fields of `tlsConfig` in a ServiceMonitor name files in the Prometheus container. Anyone who can \
create a ServiceMonitor could have Prometheus send its own service account token to a server of theirs, so a Prometheus object \
can deny such fields with `arbitraryFSAccessThroughSMs`. The operator then leaves a ServiceMonitor that has one out of the \
configuration and says so in its log and in an event of the object. Refer to a Secret in the ServiceMonitor's namespace instead.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  serviceMonitorSelector: {}
  serviceMonitorNamespaceSelector: {}
  arbitraryFSAccessThroughSMs:
    deny: true
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
      bearerTokenFile: /var/run/secrets/kubernetes.io/serviceaccount/token
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  serviceMonitorSelector: {}
  serviceMonitorNamespaceSelector: {}
  arbitraryFSAccessThroughSMs:
    deny: true
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
      authorization:
        credentials:
          name: web
          key: token
",
    },
);

pub(crate) fn reject(field: &str, means: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject_with_help(
        &at.below(field),
        &RULE,
        format_args!("the Prometheus does not allow ServiceMonitors to read files"),
        format_args!("it accesses file system via {means} which Prometheus specification prohibits"),
        "Refer to a Secret, or set `arbitraryFSAccessThroughSMs.deny: false` on the Prometheus",
    );
}
