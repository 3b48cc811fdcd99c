//! Exceptions from a proxy that comes from the environment.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// Exceptions from a proxy that comes from the environment.
pub static RULE: Rule = refused(
    "operator/no-proxy-and-environment",
    RuleDocs {
        summary: "`noProxy` together with a proxy from the environment",
        explanation: "\
With `proxyFromEnvironment: true`, Prometheus reads the proxy and the exceptions from the environment variables `HTTP_PROXY`, \
`HTTPS_PROXY` and `NO_PROXY` of its container. `noProxy` lists the exceptions for a `proxyUrl`, and Prometheus does not load a \
configuration that combines it with the environment. The operator leaves a resource that does so out of the configuration, with \
an event that says why; for a remote write or read of a Prometheus object, it generates no configuration. Remove `noProxy` and \
list the hosts in `NO_PROXY`, or set `proxyUrl` instead of `proxyFromEnvironment`.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
  proxyFromEnvironment: true
  noProxy: .svc.cluster.local
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
  proxyFromEnvironment: true
",
    },
);

pub(crate) fn reject(at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        &at.below("noProxy"),
        &RULE,
        format_args!("`noProxy` and `proxyFromEnvironment` are both set"),
        format_args!("if proxyFromEnvironment is configured, noProxy must not be configured"),
    );
}
