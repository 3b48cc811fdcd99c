//! An Azure identifier that is not a UUID.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// An Azure identifier that is not a UUID.
pub static RULE: Rule = refused(
    "operator/azure-ad-identifier",
    RuleDocs {
        summary: "An Azure identifier that is not a UUID",
        explanation: "\
Microsoft Entra ID identifies applications and directories by UUIDs; their names can change. In `azureAd` of a `remoteWrite`, \
the `clientId` of `oauth` and the `clientId` and `tenantId` of `workloadIdentity` must be UUIDs. Prometheus checks client IDs as \
well and would reject the whole configuration. If one is not a UUID, the operator generates no configuration at all, and \
Prometheus keeps its last one. Copy the application (client) ID from the app registration, not its display name.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
  remoteWrite:
    - url: https://metrics.example.com/api/v1/write
      azureAd:
        oauth:
          clientId: shop-metrics
          tenantId: 0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9
          clientSecret:
            name: azure
            key: client-secret
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
  remoteWrite:
    - url: https://metrics.example.com/api/v1/write
      azureAd:
        oauth:
          clientId: 6d1f8e2a-93b4-4c05-8e17-5a2b9c3d4e6f
          tenantId: 0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9
          clientSecret:
            name: azure
            key: client-secret
",
    },
);

/// `says` is what the operator calls the identifier.
pub(crate) fn reject(field: &str, says: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        &at.below(field),
        &RULE,
        format_args!("must be a UUID"),
        format_args!("the provided {says} is invalid"),
    );
}
