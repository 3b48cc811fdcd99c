//! A field that must be set.

use promwright_finding::{Finding, Rule, RuleDocs, Severity};

use crate::schema::SchemaError;

/// A field that must be set.
pub static MISSING_FIELD: Rule = Rule::new(
    "schema/missing-field",
    Severity::Error,
    RuleDocs {
        summary: "A required field is not set",
        explanation: "\
The schema of the kind requires the field. A field whose value is `null`, as after a key with nothing behind it, counts as not set.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
spec:
  staticConfigs:
    - labels:
        team: shop
",
        good: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
      labels:
        team: shop
",
    },
);

pub(super) fn finding(error: &SchemaError) -> Finding {
    let name = error.path.segments().last().and_then(|segment| segment.key()).unwrap_or_default();
    Finding::new(&MISSING_FIELD, "required field is not set").help(format!("Set `{name}`"))
}
