//! A scrape timeout that cannot be parsed.

use promwright_finding::{Rule, RuleDocs};
use promwright_go::Quoted;

use crate::check::{At, Checker};

use super::refused;

/// A scrape timeout that cannot be parsed.
pub static RULE: Rule = refused(
    "operator/scrape-timeout",
    RuleDocs {
        summary: "A scrape timeout that cannot be parsed",
        explanation: "\
The operator parses `scrapeTimeout` to compare it with the scrape interval. The schema accepts only durations such as `10s` or \
`1m30s`, so the one mistake left is a duration that is too long for Prometheus: more than 292 years. The operator leaves a \
resource with it out of the configuration, with an event that says why; in the Prometheus object itself, it generates no \
configuration. Write a timeout that is not longer than the interval.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
  scrapeTimeout: 300y
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
  scrapeTimeout: 10s
",
    },
);

pub(crate) fn reject(timeout: &str, error: &dyn std::fmt::Display, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        at,
        &RULE,
        format_args!("invalid duration {}", Quoted(timeout)),
        format_args!("invalid scrapeTimeout: {}: {error}", Quoted(timeout)),
    );
}
