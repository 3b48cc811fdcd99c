//! A URL that cannot be parsed.

use promwright_finding::{Rule, RuleDocs};
use promwright_go::url;

use crate::check::{At, Checker};

use super::refused;

/// A URL that cannot be parsed.
pub static RULE: Rule = refused(
    "operator/invalid-url",
    RuleDocs {
        summary: "A URL that cannot be parsed",
        explanation: "\
`proxyUrl`, the `url` of HTTP discovery and the `host` of Docker and Docker Swarm discovery must be URLs. The schema of the \
custom resource checks little more than the scheme. The operator parses the whole URL, because Prometheus would reject the whole \
configuration for one that it cannot parse. The operator leaves such a resource out of the configuration and says so in its log \
and in an event of the object; for a `proxyUrl` of the Prometheus object itself, it generates no configuration at all, and \
Prometheus keeps its last one. Common causes are a port that is not a number, a space in the host, and a placeholder that a \
template did not fill in.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  httpSDConfigs:
    - url: http://inventory.shop.svc:http/targets
",
        good: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  httpSDConfigs:
    - url: http://inventory.shop.svc:8080/targets
",
    },
);

/// Checks that Go can parse a URL.
pub(crate) fn check(text: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) -> bool {
    let parsed = url::parse(text);
    if let Err(error) = &parsed {
        checker.reject(at, &RULE, format_args!("invalid URL"), format_args!("{error}"));
    }
    parsed.is_ok()
}
