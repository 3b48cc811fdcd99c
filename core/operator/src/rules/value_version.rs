//! A value that this Prometheus does not know.

use promwright_finding::{Rule, RuleDocs};
use promwright_prometheus::version::Release;

use crate::check::{At, Checker};

use super::refused;

/// A value that this Prometheus does not know.
pub static RULE: Rule = refused(
    "operator/value-version",
    RuleDocs {
        summary: "A value that this Prometheus does not know",
        explanation: "\
Newer versions of Prometheus know more values of a field: in Azure discovery, `authenticationMethod: SDK` needs 2.52.0 and \
`WorkloadIdentity` 3.11.0; in OpenStack discovery, `role: LoadBalancer` needs 3.2.0; in Kubernetes discovery, `role: \
EndpointSlice` needs 2.21.0. An older version would reject the whole configuration. The operator leaves such a resource out of \
the configuration and says so in its log and in an event of the object. Set a newer `version` in the Prometheus object, or \
choose another value.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  version: 3.5.0
  scrapeConfigSelector: {}
  scrapeConfigNamespaceSelector: {}
---
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  azureSDConfigs:
    - authenticationMethod: WorkloadIdentity
      subscriptionID: 11a2b3c4-d5e6-4f70-8192-a3b4c5d6e7f8
      port: 9100
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  version: 3.11.0
  scrapeConfigSelector: {}
  scrapeConfigNamespaceSelector: {}
---
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  azureSDConfigs:
    - authenticationMethod: WorkloadIdentity
      subscriptionID: 11a2b3c4-d5e6-4f70-8192-a3b4c5d6e7f8
      port: 9100
",
    },
);

/// `says` is the operator's reason.
pub(crate) fn check(
    (field, value): (&str, &str),
    is_set: bool,
    since: Release,
    says: std::fmt::Arguments<'_>,
    at: &At<'_>,
    checker: &mut Checker<'_, '_>,
) {
    let (major, minor, patch) = since;
    if is_set && !checker.since(since) {
        let message = format_args!("`{value}` needs Prometheus {major}.{minor}.{patch}");
        checker.reject(&at.below(field), &RULE, message, says);
    }
}
