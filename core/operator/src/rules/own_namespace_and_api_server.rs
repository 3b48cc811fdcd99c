//! The own namespace of a Prometheus in another cluster.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// The own namespace of a Prometheus in another cluster.
pub static RULE: Rule = refused(
    "operator/own-namespace-and-api-server",
    RuleDocs {
        summary: "`ownNamespace` together with `apiServer`",
        explanation: "\
`ownNamespace` stands for the namespace that Prometheus itself runs in. `apiServer` names another cluster, in which Prometheus \
does not run, so Prometheus does not load a configuration that sets both. When this rule is broken, the operator leaves the \
ScrapeConfig out of the configuration; its log and an event of the object say why. Name the namespaces in `names`, or remove \
`apiServer` if Prometheus runs in the same cluster.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  kubernetesSDConfigs:
    - role: Pod
      apiServer: https://edge.example.com:6443
      namespaces:
        ownNamespace: true
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
      apiServer: https://edge.example.com:6443
      namespaces:
        names: [payments]
",
    },
);

pub(crate) fn reject(at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        &at.below("apiServer"),
        &RULE,
        format_args!("`apiServer` and `namespaces.ownNamespace` are both set"),
        format_args!("cannot use 'apiServer' and 'namespaces.ownNamespace' simultaneously"),
    );
}
