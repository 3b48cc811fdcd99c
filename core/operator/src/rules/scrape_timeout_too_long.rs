//! A scrape timeout longer than the scrape interval.

use promwright_finding::{Rule, RuleDocs};
use promwright_go::Quoted;

use crate::check::{At, Checker};

use super::refused;

/// A scrape timeout longer than the scrape interval.
pub static RULE: Rule = refused(
    "operator/scrape-timeout-too-long",
    RuleDocs {
        summary: "A scrape timeout longer than the scrape interval",
        explanation: "\
A scrape must end before the next one begins, so Prometheus would reject a configuration whose timeout is longer than the \
interval. If a resource has a timeout but no interval of its own, the interval of the Prometheus object counts, 30 seconds by \
default. The operator leaves such a resource out of the configuration and says so in its log and in an event of the object; for \
a timeout of the Prometheus object itself, it generates no configuration at all, and Prometheus keeps its last one. Shorten the \
timeout, or set a longer interval.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  scrapeInterval: 15s
  scrapeTimeout: 30s
  staticConfigs:
    - targets: [web.example.com:9100]
",
        good: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  scrapeInterval: 15s
  scrapeTimeout: 10s
  staticConfigs:
    - targets: [web.example.com:9100]
",
    },
);

pub(crate) fn reject(timeout: &str, interval: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        at,
        &RULE,
        format_args!("the timeout {timeout} is longer than the scrape interval {interval}"),
        format_args!("scrapeTimeout {} greater than scrapeInterval {}", Quoted(timeout), Quoted(interval)),
    );
}
