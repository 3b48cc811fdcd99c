//! OAuth 2.0 without a client ID.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// OAuth 2.0 without a client ID.
pub static RULE: Rule = refused(
    "operator/oauth2-client-id",
    RuleDocs {
        summary: "OAuth 2.0 without a client ID",
        explanation: "\
With OAuth 2.0, Prometheus requests a token at `tokenUrl` with a client ID and a client secret. The schema of the custom \
resource accepts a `clientId` that is empty; Prometheus would reject the whole configuration. The operator leaves such a \
resource out of the configuration and says so in its log and in an event of the object; for an `oauth2` of the Prometheus object \
itself, it generates no configuration at all, and Prometheus keeps its last one. Refer to a key of a Secret or ConfigMap that \
holds the client ID: it cannot be written in the resource itself.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
  oauth2:
    clientId: {}
    clientSecret:
      name: web
      key: client-secret
    tokenUrl: https://login.example.com/token
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
  oauth2:
    clientId:
      secret:
        name: web
        key: client-id
    clientSecret:
      name: web
      key: client-secret
    tokenUrl: https://login.example.com/token
",
    },
);

pub(crate) fn reject(at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        &at.below("clientId"),
        &RULE,
        format_args!("must name a key of a Secret or ConfigMap"),
        format_args!("OAuth2 'clientID' must be specified"),
    );
}
