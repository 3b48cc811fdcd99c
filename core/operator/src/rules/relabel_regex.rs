//! A regular expression that cannot be parsed.

use promwright_finding::{Rule, RuleDocs};
use promwright_go::regexp;

use crate::check::{At, Checker};

use super::refused;

/// A regular expression that cannot be parsed.
pub static RULE: Rule = refused(
    "operator/relabel-regex",
    RuleDocs {
        summary: "A regular expression that cannot be parsed",
        explanation: "\
Prometheus uses the regular expressions of RE2, which have no lookahead, no lookbehind and no backreferences, and does not load \
a configuration with an expression that it cannot parse. The operator therefore leaves the resource out of the configuration, \
with an event that says why; for a scrape class or an Alertmanager of the Prometheus object, it generates no configuration. \
Rewrite the expression: instead of keeping what a negative lookahead matches, for example, drop the opposite. An expression must \
match the whole value, so it needs no `^` and `$`.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
  relabelings:
    - action: keep
      sourceLabels: [__address__]
      regex: (?!test-).*
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
  relabelings:
    - action: drop
      sourceLabels: [__address__]
      regex: test-.*
",
    },
);

pub(crate) fn check(regex: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    if let Err(error) = regexp::check(regex) {
        checker.reject(
            &at.below("regex"),
            &RULE,
            format_args!("invalid regular expression: {error}"),
            format_args!("invalid regex {regex} for relabel configuration: {error}"),
        );
    }
}
