//! Azure discovery by OAuth without its tenant, client or secret.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// Azure discovery by OAuth without its tenant, client or secret.
pub static RULE: Rule = refused(
    "operator/azure-credentials",
    RuleDocs {
        summary: "Azure discovery by OAuth without its tenant, client or secret",
        explanation: "\
Azure discovery authenticates by OAuth if `authenticationMethod` is not set, and then needs `tenantID`, `clientID` and \
`clientSecret`. Prometheus would reject the whole configuration if one of them were missing. The operator leaves such a resource \
out of the configuration and says so in its log and in an event of the object. Set all three, or another `authenticationMethod`, \
such as `ManagedIdentity`.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  azureSDConfigs:
    - subscriptionID: 11a2b3c4-d5e6-4f70-8192-a3b4c5d6e7f8
      clientID: 6d1f8e2a-93b4-4c05-8e17-5a2b9c3d4e6f
      clientSecret:
        name: azure
        key: client-secret
      port: 9100
",
        good: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  azureSDConfigs:
    - subscriptionID: 11a2b3c4-d5e6-4f70-8192-a3b4c5d6e7f8
      tenantID: 0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9
      clientID: 6d1f8e2a-93b4-4c05-8e17-5a2b9c3d4e6f
      clientSecret:
        name: azure
        key: client-secret
      port: 9100
",
    },
);

pub(crate) fn reject(field: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(&at.below(field), &RULE, format_args!("required"), format_args!("configuration requires a {field}"));
}
