//! A managed identity without a client ID, for a Prometheus that needs one.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// A managed identity without a client ID, for a Prometheus that needs one.
pub static RULE: Rule = refused(
    "operator/azure-ad-managed-identity",
    RuleDocs {
        summary: "A managed identity without a client ID, for a Prometheus that needs one",
        explanation: "\
From version 3.5.0 on, Prometheus uses the system-assigned identity of its machine if `managedIdentity.clientId` is not set. \
Older versions must be told which managed identity to use. When this rule is broken, the operator generates no configuration, so \
Prometheus keeps its last one; the operator's log and the condition `Reconciled` of the object say why. Set `clientId`, or \
upgrade Prometheus.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  version: 3.4.0
  scrapeConfigSelector: {}
  remoteWrite:
    - url: https://metrics.example.com/api/v1/write
      azureAd:
        managedIdentity: {}
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  version: 3.4.0
  scrapeConfigSelector: {}
  remoteWrite:
    - url: https://metrics.example.com/api/v1/write
      azureAd:
        managedIdentity:
          clientId: 9b2f9c3e-5d0a-4c7b-8f54-2f4d1c0a7e61
",
    },
);

pub(crate) fn reject(at: &At<'_>, checker: &mut Checker<'_, '_>) {
    let version = checker.version.clone();
    checker.reject(
        &at.below("clientId"),
        &RULE,
        format_args!("required for Prometheus older than 3.5.0"),
        // Misspelled as the operator misspells it.
        format_args!("managedIdentidy: clientId is required with Prometheus < 3.5.0, current = {version}"),
    );
}
