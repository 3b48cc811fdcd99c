//! A value from a Secret and from a ConfigMap at once.

use promwright_finding::{Rule, RuleDocs};

use crate::api::secret::SecretOrConfigMap;
use crate::check::{At, Checker};

use super::refused;

/// A value from a Secret and from a ConfigMap at once.
pub static RULE: Rule = refused(
    "operator/secret-and-config-map",
    RuleDocs {
        summary: "A value from a Secret and from a ConfigMap at once",
        explanation: "\
A CA certificate, a client certificate or an OAuth 2.0 client ID comes from a key of a Secret or of a ConfigMap, and the \
operator does not choose between the two. It leaves a resource that sets both out of the configuration, with an event that says \
why; in the Prometheus object itself, for a remote write for example, it generates no configuration. Remove one of the two.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
  scheme: https
  tlsConfig:
    ca:
      configMap:
        name: shop-ca
        key: ca.crt
      secret:
        name: shop-ca
        key: ca.crt
",
        good: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
  scheme: https
  tlsConfig:
    ca:
      configMap:
        name: shop-ca
        key: ca.crt
",
    },
);

pub(crate) fn check(selector: &SecretOrConfigMap<'_>, at: &At<'_>, checker: &mut Checker<'_, '_>) -> bool {
    let both = selector.secret.is_some() && selector.config_map.is_some();
    if both {
        checker.reject(
            at,
            &RULE,
            format_args!("`secret` and `configMap` are both set"),
            format_args!("cannot specify both Secret and ConfigMap"),
        );
    }
    !both
}
