//! A secret that is written without having been checked.

use promwright_finding::{Finding, Rule, RuleDocs};

use super::refused;

/// A secret that is written without having been checked.
pub static RULE: Rule = refused(
    "operator/secret-not-loaded",
    RuleDocs {
        summary: "A secret that is written without having been checked",
        explanation: "\
The operator can write the value of a Secret only if it has read the Secret while it checked the resources. For Azure discovery \
with an `authenticationMethod` other than `OAuth`, it skips that check but still writes `clientSecret`. The Secret is then \
missing, unless another resource refers to it, and one ScrapeConfig stops everything: the operator generates no configuration at \
all, and Prometheus keeps its last one. Remove `clientSecret`, which only `OAuth` uses.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  azureSDConfigs:
    - authenticationMethod: ManagedIdentity
      subscriptionID: 11a2b3c4-d5e6-4f70-8192-a3b4c5d6e7f8
      clientSecret:
        name: azure
        key: client-secret
",
        good: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  azureSDConfigs:
    - authenticationMethod: ManagedIdentity
      subscriptionID: 11a2b3c4-d5e6-4f70-8192-a3b4c5d6e7f8
",
    },
);

/// `says` is the operator's reason.
pub(crate) fn finding(namespace: &str, name: &str, key: &str, says: String) -> Finding {
    Finding::new(&RULE, format!("key `{key}` of Secret {namespace}/{name} was not loaded"))
        .says(says)
        .help("Remove the reference: the operator does not check it together with the other settings")
}
