//! A share of traces that is not between 0 and 1.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// A share of traces that is not between 0 and 1.
pub static RULE: Rule = refused(
    "operator/sampling-fraction",
    RuleDocs {
        summary: "A share of traces that is not between 0 and 1",
        explanation: "\
`samplingFraction` of `tracingConfig` is the fraction of Prometheus' own traces that it sends: 0 sends none, 1 sends all. A \
larger number is often meant as a percentage. If the value is below 0 or above 1, the operator generates no configuration at \
all, and Prometheus keeps its last one. Write 10 percent as `0.1`.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
  tracingConfig:
    endpoint: tempo.monitoring.svc:4317
    samplingFraction: \"10\"
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
  tracingConfig:
    endpoint: tempo.monitoring.svc:4317
    samplingFraction: \"0.1\"
",
    },
);

pub(crate) fn reject(at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        &at.below("samplingFraction"),
        &RULE,
        format_args!("must be between 0 and 1"),
        format_args!("`samplingFraction` must be between 0 and 1"),
    );
}
