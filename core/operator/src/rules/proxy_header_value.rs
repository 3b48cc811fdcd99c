//! A header for the proxy without a value.

use promwright_finding::{Rule, RuleDocs};

use crate::api::secret::SecretKeySelector;
use crate::check::{At, Checker};

use super::refused;

/// A header for the proxy without a value.
pub static RULE: Rule = refused(
    "operator/proxy-header-value",
    RuleDocs {
        summary: "A header for the proxy without a value",
        explanation: "\
`proxyConnectHeader` holds headers that Prometheus sends to the proxy when it opens a connection through it. Each header has a \
list of values, and each value comes from a key of a Secret. A header with an empty list, or with a value that refers to \
nothing, has nothing to send. The operator leaves such a resource out of the configuration and says so in its log and in an \
event of the object; for a header of the Prometheus object itself, it generates no configuration at all, and Prometheus keeps \
its last one. Refer to a key of a Secret, or remove the header.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
  proxyUrl: http://proxy.example.com:3128
  proxyConnectHeader:
    Proxy-Authorization: []
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
  proxyUrl: http://proxy.example.com:3128
  proxyConnectHeader:
    Proxy-Authorization:
      - name: proxy
        key: authorization
",
    },
);

pub(crate) fn check(name: &str, values: &[SecretKeySelector<'_>], at: &At<'_>, checker: &mut Checker<'_, '_>) {
    if values.is_empty() {
        // Misspelled as the operator misspells it.
        checker.reject(
            at,
            &RULE,
            format_args!("header `{name}` has no value"),
            format_args!("proxyConnetHeader[{name}]: selector must not be empty"),
        );
    }
    if let Some(index) = values.iter().position(|selector| *selector == SecretKeySelector::default()) {
        checker.reject(
            &at.item(index),
            &RULE,
            format_args!("header `{name}` has a value that names no Secret"),
            format_args!("proxyConnectHeader[{name}][{index}]: selector must be defined"),
        );
    }
}
