//! Fields that do not go together, by a rule that the CRD states in CEL.

use promwright_finding::{Finding, Rule, RuleDocs, Severity};

use crate::schema::{Reason, SchemaError};

/// Fields that do not go together, by a rule that the CRD states in CEL.
pub static BROKEN_RULE: Rule = Rule::new(
    "cel/broken-rule",
    Severity::Error,
    RuleDocs {
        summary: "Fields that do not go together",
        explanation: "\
A CRD can state rules between fields in CEL, the Common Expression Language. The API server evaluates them once every value is valid \
on its own, so such an error may appear only after others are mended.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
spec:
  basicAuth:
    username: {name: web, key: user}
  authorization:
    credentials: {name: web, key: token}
  staticConfigs:
    - targets: [web.example.com:9100]
",
        good: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
spec:
  authorization:
    credentials: {name: web, key: token}
  staticConfigs:
    - targets: [web.example.com:9100]
",
    },
);

pub(super) fn finding(error: &SchemaError) -> Finding {
    let message = match error.reason {
        Reason::Cel(rule) => rule.message,
        _ => &error.detail,
    };
    Finding::new(&BROKEN_RULE, message)
}
