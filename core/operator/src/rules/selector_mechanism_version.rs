//! `RoleSelector` with a Prometheus that does not know it.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// `RoleSelector` with a Prometheus that does not know it.
pub static RULE: Rule = refused(
    "operator/selector-mechanism-version",
    RuleDocs {
        summary: "`RoleSelector` with a version of Prometheus that does not know it",
        explanation: "\
With `selectorMechanism: RoleSelector`, the Kubernetes API returns only the objects that the selector of a ServiceMonitor or \
PodMonitor matches, and Prometheus need not watch all others. Prometheus can ask the API to do so from version 2.17.0 on. When \
this rule is broken, the operator leaves the resource out of the configuration; its log and an event of the object say why. \
Upgrade Prometheus, or remove the field: by default, Prometheus selects by relabeling.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  version: 2.16.0
  serviceMonitorSelector: {}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: web
  namespace: monitoring
spec:
  selectorMechanism: RoleSelector
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
  version: 2.17.0
  serviceMonitorSelector: {}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: web
  namespace: monitoring
spec:
  selectorMechanism: RoleSelector
  selector:
    matchLabels:
      app: web
  endpoints:
    - port: metrics
",
    },
);

pub(crate) fn reject(at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        at,
        &RULE,
        format_args!("`RoleSelector` needs Prometheus 2.17.0"),
        format_args!("RoleSelector selectorMechanism is only supported in Prometheus 2.17.0 and newer"),
    );
}
