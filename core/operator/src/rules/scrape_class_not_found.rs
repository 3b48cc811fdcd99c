//! A scrape class that the Prometheus does not define.

use promwright_finding::{Rule, RuleDocs};
use promwright_go::Quoted;
use promwright_kubernetes::schema::nearest;

use crate::api::prometheus::CommonFields;
use crate::check::{At, Checker};

use super::refused;

/// A scrape class that the Prometheus does not define.
pub static RULE: Rule = refused(
    "operator/scrape-class-not-found",
    RuleDocs {
        summary: "A scrape class that the Prometheus does not define",
        explanation: "\
A scrape class is a set of settings, such as TLS settings and relabeling rules, that resources use by its name. It must be in \
`scrapeClasses` of the Prometheus that selects the resource: without the class, targets would be scraped with other settings \
than intended. When this rule is broken, the operator leaves the resource out of the configuration; its log and an event of the \
object say why. If several Prometheus objects select the resource, each must define the class. Correct the name, define the \
class, or remove `scrapeClass` to use the default class, if there is one.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
  scrapeClasses:
    - name: internal-tls
      tlsConfig:
        caFile: /etc/prometheus/ca.crt
---
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: monitoring
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
  scrapeClass: internal
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
    - name: internal-tls
      tlsConfig:
        caFile: /etc/prometheus/ca.crt
---
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: monitoring
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
  scrapeClass: internal-tls
",
    },
);

/// The most scrape classes that a finding names.
const MOST_NAMED: usize = 10;

pub(crate) fn reject(name: &str, prometheus: &CommonFields<'_>, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    let at = at.below("scrapeClass");
    let classes = || prometheus.scrape_classes.iter().map(|class| class.name);
    let help = match nearest(name, classes()) {
        Some(near) => format!("Did you mean `{near}`?"),
        None if prometheus.scrape_classes.is_empty() => {
            "Remove `scrapeClass`, or add the class to `scrapeClasses` of the Prometheus".to_owned()
        }
        None => {
            let known: Vec<_> = classes().take(MOST_NAMED).map(|class| format!("`{class}`")).collect();
            let more = if prometheus.scrape_classes.len() > MOST_NAMED { ", …" } else { "" };
            format!("Use one of the scrape classes of the Prometheus: {}{more}", known.join(", "))
        }
    };
    checker.reject_with_help(
        &at,
        &RULE,
        format_args!("scrape class `{name}` not found"),
        format_args!("scrapeClass {} not found in Prometheus scrapeClasses", Quoted(name)),
        &help,
    );
}
