//! Not exactly one way to authenticate with Azure AD.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// Not exactly one way to authenticate with Azure AD.
pub static RULE: Rule = refused(
    "operator/azure-ad-authentication",
    RuleDocs {
        summary: "Not exactly one way to authenticate with Azure AD",
        explanation: "\
A remote write with `azureAd` must set exactly one of `managedIdentity`, `oauth`, `sdk` and `workloadIdentity`. Each says where \
Prometheus gets its token from, and Prometheus can use only one. When this rule is broken, the operator generates no \
configuration, so Prometheus keeps its last one; the operator's log and the condition `Reconciled` of the object say why. Keep \
one of the four fields, or add the one that you need.",
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
        cloud: AzurePublic
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
        cloud: AzurePublic
        managedIdentity:
          clientId: 9b2f9c3e-5d0a-4c7b-8f54-2f4d1c0a7e61
",
    },
);

/// There is none.
pub(crate) fn reject_none(at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        at,
        &RULE,
        format_args!("one of `managedIdentity`, `oauth`, `sdk` and `workloadIdentity` is required"),
        format_args!(
            "must provide Azure Managed Identity, Azure OAuth, Azure SDK, or Azure Workload Identity in the Azure AD config"
        ),
    );
}

/// There are two. Each has its field, and the name that the operator gives it.
pub(crate) fn reject_two(one: (&str, &str), other: (&str, &str), at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        &at.below(other.0),
        &RULE,
        format_args!("`{}` and `{}` are both set", one.0, other.0),
        format_args!("cannot provide both Azure {} and Azure {} in the Azure AD config", one.1, other.1),
    );
}
