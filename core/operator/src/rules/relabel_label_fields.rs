//! `labeldrop` or `labelkeep` with fields other than the regular expression.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// `labeldrop` or `labelkeep` with fields other than the regular expression.
pub static RULE: Rule = refused(
    "operator/relabel-label-fields",
    RuleDocs {
        summary: "`labeldrop` or `labelkeep` with fields other than `regex`",
        explanation: "\
`labeldrop` removes the labels whose names match `regex`, and `labelkeep` removes all others. They do not look at values, so \
source labels, a target label, a separator, a modulus or a replacement would have no effect, and Prometheus does not load a rule \
that sets one. The operator therefore leaves the resource out of the configuration, with an event that says why; for a scrape \
class or an Alertmanager of the Prometheus object, it generates no configuration. Write the names of the labels into `regex`.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
  metricRelabelings:
    - action: labeldrop
      sourceLabels: [pod_uid]
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
  metricRelabelings:
    - action: labeldrop
      regex: pod_uid
",
    },
);

pub(crate) fn reject(written: &str, field: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject_with_help(
        &at.below(field),
        &RULE,
        format_args!("action `{written}` accepts only `regex`"),
        format_args!("{written} action requires only 'regex', and no other fields"),
        &format!("Remove `{field}`"),
    );
}
