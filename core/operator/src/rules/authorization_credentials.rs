//! `authorization` without credentials.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// `authorization` without credentials.
pub static RULE: Rule = refused(
    "operator/authorization-credentials",
    RuleDocs {
        summary: "`authorization` without credentials",
        explanation: "\
An endpoint of a ServiceMonitor or PodMonitor with an `authorization` block must say which key of a Secret holds the \
credentials; without them, there is nothing to authenticate with. When this rule is broken, the operator leaves the resource out \
of the configuration; its log and an event of the object say why. The operator does not make this check on Probes and \
ScrapeConfigs. Set `credentials`, or remove the block if targets need no authentication.",
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
      authorization:
        type: Bearer
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
      authorization:
        type: Bearer
        credentials:
          name: web-token
          key: token
",
    },
);

pub(crate) fn reject(at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        &at.below("credentials"),
        &RULE,
        format_args!("required"),
        format_args!("'authorization' credentials are required"),
    );
}
