//! An item that occurs twice in a list of unique items.

use promwright_finding::{Finding, Rule, RuleDocs, Severity};

use crate::schema::SchemaError;

/// An item that occurs twice in a list of unique items.
pub static DUPLICATE_ITEM: Rule = Rule::new(
    "schema/duplicate-item",
    Severity::Error,
    RuleDocs {
        summary: "An item occurs twice in a list of unique items",
        explanation: "\
Some lists are sets, and some are maps whose items are told apart by one field, such as `name`. An item that repeats another one is an \
error, even where the two are equal.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
spec:
  scrapeProtocols: [PrometheusProto, PrometheusProto]
  staticConfigs:
    - targets: [web.example.com:9100]
",
        good: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
spec:
  scrapeProtocols: [PrometheusProto]
  staticConfigs:
    - targets: [web.example.com:9100]
",
    },
);

pub(super) fn finding(error: &SchemaError) -> Finding {
    let item = error.detail.strip_prefix("Duplicate value: ").unwrap_or(&error.detail);
    Finding::new(&DUPLICATE_ITEM, format!("duplicate item {item}")).help("Remove one of the two")
}
