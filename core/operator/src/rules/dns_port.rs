//! A DNS discovery of address records without a port.

use promwright_finding::{Rule, RuleDocs};
use promwright_go::Quoted;

use crate::check::{At, Checker};

use super::refused;

/// A DNS discovery of address records without a port.
pub static RULE: Rule = refused(
    "operator/dns-port",
    RuleDocs {
        summary: "A DNS discovery of address records without a port",
        explanation: "\
An SRV record holds a host and a port; A, AAAA, MX and NS records hold no port. For those, Prometheus cannot know which port to \
scrape, and would reject the whole configuration. The operator leaves such a resource out of the configuration and says so in \
its log and in an event of the object. Set `port`, or look up an SRV record (the default `type`).",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  dnsSDConfigs:
    - names: [web.example.com]
      type: A
",
        good: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  dnsSDConfigs:
    - names: [web.example.com]
      type: A
      port: 9100
",
    },
);

pub(crate) fn reject(record_type: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject_with_help(
        &at.below("port"),
        &RULE,
        format_args!("required for record type {}", Quoted(record_type)),
        format_args!("port required for record type {}", Quoted(record_type)),
        "Set `port`; only SRV records carry one",
    );
}
