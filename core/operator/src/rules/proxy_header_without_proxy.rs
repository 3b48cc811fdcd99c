//! Headers for a proxy that is not set.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// Headers for a proxy that is not set.
pub static RULE: Rule = refused(
    "operator/proxy-header-without-proxy",
    RuleDocs {
        summary: "Headers for a proxy that is not set",
        explanation: "\
Prometheus sends the headers in `proxyConnectHeader` to the proxy when it opens a connection through it, for example to \
authenticate there. Without a proxy they have no use, and Prometheus does not load such a configuration. The operator leaves a \
resource with them out of the configuration, with an event that says why; for a remote write or read of a Prometheus object, it \
generates no configuration. Set `proxyUrl` or `proxyFromEnvironment`, or remove the headers.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
  proxyConnectHeader:
    Proxy-Authorization:
      - name: proxy-login
        key: header
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
      - name: proxy-login
        key: header
",
    },
);

pub(crate) fn reject(at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        &at.below("proxyConnectHeader"),
        &RULE,
        format_args!("`proxyConnectHeader` needs `proxyUrl` or `proxyFromEnvironment`"),
        format_args!("if proxyConnectHeader is configured, proxyUrl or proxyFromEnvironment must also be configured"),
    );
}
