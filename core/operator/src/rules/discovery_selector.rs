//! A selector that the Kubernetes API cannot parse.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// A selector that the Kubernetes API cannot parse.
pub static RULE: Rule = refused(
    "operator/discovery-selector",
    RuleDocs {
        summary: "A selector of Kubernetes service discovery that cannot be parsed",
        explanation: "\
`selectors` in `kubernetesSDConfigs` are texts that Prometheus passes on to the Kubernetes API: `label` is a label selector, \
such as `app=web` or `app in (web,shop)`, and `field` a field selector, such as `spec.nodeName=node-1`. A field selector knows \
only `=`, `==` and `!=`. If the text cannot be parsed, Prometheus would not load its configuration. When this rule is broken, \
the operator leaves the ScrapeConfig out of the configuration; its log and an event of the object say why. Correct the selector.",
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
        - role: Pod
          label: app in web
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
          label: app in (web)
",
    },
);

pub(crate) fn reject(field: &str, error: &dyn std::fmt::Display, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(&at.below(field), &RULE, format_args!("invalid selector: {error}"), format_args!("{error}"));
}
