//! Ignored resource attributes without promoting all.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// Ignored resource attributes without promoting all.
pub static RULE: Rule = refused(
    "operator/otlp-ignored-attributes",
    RuleDocs {
        summary: "`ignoreResourceAttributes` without `promoteAllResourceAttributes`",
        explanation: "\
Resource attributes of OTLP metrics become labels only if they are promoted: those in `promoteResourceAttributes`, or with \
`promoteAllResourceAttributes: true` all except those in `ignoreResourceAttributes`. Without promoting all of them there is \
nothing to ignore, and Prometheus does not load such a configuration. When this rule is broken, the operator generates no \
configuration, so Prometheus keeps its last one; the operator's log and the condition `Reconciled` of the object say why. For \
versions before 3.5.0, which know neither field, the operator drops both. Set `promoteAllResourceAttributes: true`, or remove \
the list.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
  otlp:
    ignoreResourceAttributes: [host.id]
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
    promoteAllResourceAttributes: true
    ignoreResourceAttributes: [host.id]
",
    },
);

pub(crate) fn reject(at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        &at.below("ignoreResourceAttributes"),
        &RULE,
        format_args!("needs `promoteAllResourceAttributes: true`"),
        format_args!("'ignoreResourceAttributes' can only be set when 'promoteAllResourceAttributes' is true"),
    );
}
