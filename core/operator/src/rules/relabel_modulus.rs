//! `hashmod` without a modulus.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// `hashmod` without a modulus.
pub static RULE: Rule = refused(
    "operator/relabel-modulus",
    RuleDocs {
        summary: "`hashmod` without a modulus",
        explanation: "\
`hashmod` divides the hash of the source labels by `modulus` and writes the remainder to `targetLabel`, for example to scrape \
only one of four parts of the targets. If `modulus` is not set, it is 0, which nothing can be divided by: Prometheus would \
reject the whole configuration. The operator leaves such a resource out of the configuration and says so in its log and in an \
event of the object; for a rule of the Prometheus object itself, it generates no configuration at all, and Prometheus keeps its \
last one. Set `modulus` to the number of parts.",
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
      relabelings:
        - action: hashmod
          sourceLabels: [__address__]
          targetLabel: __tmp_part
        - action: keep
          sourceLabels: [__tmp_part]
          regex: \"0\"
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
      relabelings:
        - action: hashmod
          sourceLabels: [__address__]
          targetLabel: __tmp_part
          modulus: 4
        - action: keep
          sourceLabels: [__tmp_part]
          regex: \"0\"
",
    },
);

pub(crate) fn reject(at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        &at.below("modulus"),
        &RULE,
        format_args!("action `hashmod` needs a `modulus` other than 0"),
        format_args!("relabel configuration for hashmod requires non-zero modulus"),
    );
}
