//! A scrape interval that cannot be parsed.

use promwright_finding::{Rule, RuleDocs};
use promwright_go::Quoted;

use crate::check::{At, Checker};

use super::refused;

/// A scrape interval that cannot be parsed.
pub static RULE: Rule = refused(
    "operator/scrape-interval",
    RuleDocs {
        summary: "A scrape interval that cannot be parsed",
        explanation: "\
To compare a scrape timeout with the scrape interval, the operator must parse both. The API server rejects most values that are \
not durations, but accepts an empty string and durations of more than 292 years, the longest that Prometheus can store. The \
operator leaves such a resource out of the configuration and says so in its log and in an event of the object; for an interval \
of the Prometheus object itself, it generates no configuration at all, and Prometheus keeps its last one. Write a duration such \
as `30s`, or remove the field to use its default.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
  scrapeInterval: \"\"
  scrapeTimeout: 10s
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
  scrapeInterval: 30s
  scrapeTimeout: 10s
",
    },
);

pub(crate) fn reject(interval: &str, error: &dyn std::fmt::Display, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        at,
        &RULE,
        format_args!("invalid duration {}", Quoted(interval)),
        format_args!("invalid scrapeInterval {}: {error}", Quoted(interval)),
    );
}
