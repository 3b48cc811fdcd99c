//! Some and all resource attributes promoted at once.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// Some and all resource attributes promoted at once.
pub static RULE: Rule = refused(
    "operator/otlp-promoted-attributes",
    RuleDocs {
        summary: "Some and all resource attributes promoted at once",
        explanation: "\
`promoteAllResourceAttributes` turns all resource attributes of metrics that arrive by OTLP into labels, and \
`promoteResourceAttributes` only those listed. Prometheus 3.5.0, the first version with both fields, rejects them together. For \
that version and newer ones, the operator generates no configuration at all, and Prometheus keeps its last one. Keep one of the \
two. To promote all attributes except some, list those in `ignoreResourceAttributes`.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
  otlp:
    promoteAllResourceAttributes: true
    promoteResourceAttributes: [service.instance.id, service.name]
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
  otlp:
    promoteResourceAttributes: [service.instance.id, service.name]
",
    },
);

pub(crate) fn reject(at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        &at.below("promoteResourceAttributes"),
        &RULE,
        format_args!("`promoteResourceAttributes` and `promoteAllResourceAttributes` are both set"),
        format_args!(
            "'promoteAllResourceAttributes' cannot be set to 'true' simultaneously with 'promoteResourceAttributes'"
        ),
    );
}
