//! A selector for objects that the discovery does not look at.

use promwright_finding::{Rule, RuleDocs};
use promwright_go::Quoted;

use crate::check::{At, Checker};

use super::refused;

/// A selector for objects that the discovery does not look at.
pub static RULE: Rule = refused(
    "operator/discovery-selector-role",
    RuleDocs {
        summary: "A selector for objects that the discovery does not look at",
        explanation: "\
A selector of a `kubernetesSDConfigs` entry limits which objects Prometheus lists and watches; its `role` says of which kind \
they are. It must be a kind that the discovery reads: its own role or, for `Endpoints` and `EndpointSlice`, also `Pod` and \
`Service`. Prometheus would reject the whole configuration for any other kind; the operator also rejects `Node` selectors for \
the role `Pod`, which Prometheus 3.11.0 and newer accept. The operator leaves such a resource out of the configuration and says \
so in its log and in an event of the object. Change `role` of the selector, or filter by `relabelings` instead.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  kubernetesSDConfigs:
    - role: Pod
      selectors:
        - role: Service
          label: app=web
",
        good: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  kubernetesSDConfigs:
    - role: Pod
      selectors:
        - role: Pod
          label: app=web
",
    },
);

/// A role of the discovery that the operator does not know. It names the selector's role, although its own is the invalid one.
pub(crate) fn reject_role(selector_role: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        &at.below("role"),
        &RULE,
        format_args!("invalid role"),
        format_args!(
            "invalid role: {}, expecting one of: pod, service, endpoints, endpointslice, node or ingress",
            Quoted(selector_role)
        ),
    );
}

/// A selector of another kind of objects, in the configuration of that index. The operator writes a space in front of the colon here.
pub(crate) fn reject(role: &str, allowed: &[&str], config: usize, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        &at.below("role"),
        &RULE,
        format_args!("role `{role}` supports only selectors of {}", allowed.join(", ")),
        format_args!("[{config}] : {role} role supports only {} selectors", allowed.join(", ")),
    );
}
