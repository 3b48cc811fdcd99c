//! The newest TLS version is older than the oldest one.

use promwright_finding::{Rule, RuleDocs};

use crate::api::http::SafeTlsConfig;
use crate::check::{At, Checker};

use super::refused;

/// The newest TLS version is older than the oldest one.
pub static RULE: Rule = refused(
    "operator/tls-versions",
    RuleDocs {
        summary: "The newest TLS version is older than the oldest one",
        explanation: "\
`minVersion` and `maxVersion` limit the versions of TLS that Prometheus offers. If `maxVersion` is older than `minVersion`, no \
version is left, and Prometheus would reject the whole configuration. The operator leaves such a resource out of the \
configuration and says so in its log and in an event of the object; for a `tlsConfig` of the Prometheus object itself, it \
generates no configuration at all, and Prometheus keeps its last one. Swap the two, or remove `maxVersion`: Prometheus then uses \
the newest version that both sides know.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: web
  namespace: shop
spec:
  selector:
    matchLabels:
      app: web
  endpoints:
    - port: metrics
      scheme: https
      tlsConfig:
        minVersion: TLS13
        maxVersion: TLS12
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: web
  namespace: shop
spec:
  selector:
    matchLabels:
      app: web
  endpoints:
    - port: metrics
      scheme: https
      tlsConfig:
        minVersion: TLS13
",
    },
);

pub(crate) fn check(tls: &SafeTlsConfig<'_>, at: &At<'_>, checker: &mut Checker<'_, '_>) -> bool {
    if let (Some(oldest), Some(newest)) = (tls.min_version, tls.max_version)
        && newest < oldest
    {
        checker.reject(
            &at.below("maxVersion"),
            &RULE,
            format_args!("`maxVersion` {newest} is older than `minVersion` {oldest}"),
            format_args!("maxVersion must more than or equal to minVersion"),
        );
        return false;
    }
    true
}
