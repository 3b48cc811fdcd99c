//! A proxy from its URL and from the environment at once.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// A proxy from its URL and from the environment at once.
pub static RULE: Rule = refused(
    "operator/proxy-url-and-environment",
    RuleDocs {
        summary: "A proxy from its URL and from the environment at once",
        explanation: "\
Prometheus takes its proxy either from `proxyUrl` or, with `proxyFromEnvironment`, from the environment variables `HTTP_PROXY`, \
`HTTPS_PROXY` and `NO_PROXY` of its container. It would reject a configuration that asks for both. The operator leaves such a \
resource out of the configuration and says so in its log and in an event of the object; for a `proxyUrl` of the Prometheus \
object itself, it generates no configuration at all, and Prometheus keeps its last one. Remove one of the two.",
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
  proxyFromEnvironment: true
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
",
    },
);

pub(crate) fn reject(at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        &at.below("proxyUrl"),
        &RULE,
        format_args!("`proxyUrl` and `proxyFromEnvironment` are both set"),
        format_args!("if proxyFromEnvironment is configured, proxyUrl must not be configured"),
    );
}
