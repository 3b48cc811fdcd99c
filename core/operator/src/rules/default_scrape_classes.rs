//! More than one default scrape class.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// More than one default scrape class.
pub static RULE: Rule = refused(
    "operator/default-scrape-classes",
    RuleDocs {
        summary: "More than one default scrape class",
        explanation: "\
The default scrape class applies to every resource that does not name a class in `scrapeClass`, so there can be only one. With \
two, the operator cannot tell which one to apply: it generates no configuration at all, and Prometheus keeps its last one. Keep \
`default: true` on one class, and name the other in the resources that need it.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
  scrapeClasses:
    - name: plain
      default: true
    - name: mesh
      default: true
      tlsConfig:
        caFile: /etc/mesh/ca.pem
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
  scrapeClasses:
    - name: plain
      default: true
    - name: mesh
      tlsConfig:
        caFile: /etc/mesh/ca.pem
",
    },
);

pub(crate) fn reject(at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        &at.below("default"),
        &RULE,
        format_args!("another scrape class is the default as well"),
        format_args!("multiple default scrape classes defined"),
    );
}
