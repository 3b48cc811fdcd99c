//! Exceptions from a proxy that is not set.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// Exceptions from a proxy that is not set.
pub static RULE: Rule = refused(
    "operator/no-proxy-without-proxy",
    RuleDocs {
        summary: "Exceptions from a proxy that is not set",
        explanation: "\
`noProxy` lists the hosts that Prometheus reaches without the proxy of `proxyUrl`. It means nothing without `proxyUrl`, and \
Prometheus would reject the whole configuration. The operator leaves such a resource out of the configuration and says so in its \
log and in an event of the object; for a `noProxy` of the Prometheus object itself, it generates no configuration at all, and \
Prometheus keeps its last one. Set `proxyUrl`, or remove `noProxy`. A proxy from the environment (`proxyFromEnvironment`) has \
its exceptions in the variable `NO_PROXY`.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
  noProxy: .shop.svc
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
  noProxy: .shop.svc
",
    },
);

pub(crate) fn reject(at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        &at.below("noProxy"),
        &RULE,
        format_args!("`noProxy` needs `proxyUrl`"),
        format_args!("if noProxy is configured, proxyUrl must also be configured"),
    );
}
