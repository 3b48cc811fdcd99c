//! A threshold for stale series that is not a share.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// A threshold for stale series that is not a share.
pub static RULE: Rule = refused(
    "operator/stale-series-threshold",
    RuleDocs {
        summary: "A threshold for stale series that is not a share",
        explanation: "\
`staleSeriesCompactionThreshold` is a fraction: when more than this part of the series in memory is stale, Prometheus compacts \
the stale ones out of memory. A larger number is often meant as a percentage. If the value is below 0 or above 1, the operator \
generates no configuration at all, and Prometheus keeps its last one. Write 50 percent as `0.5`.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
  tsdb:
    staleSeriesCompactionThreshold: \"50\"
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
  tsdb:
    staleSeriesCompactionThreshold: \"0.5\"
",
    },
);

pub(crate) fn reject(text: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        &at.below("staleSeriesCompactionThreshold"),
        &RULE,
        format_args!("must be between 0 and 1"),
        format_args!("`staleSeriesCompactionThreshold` must be between 0 and 1. The current value is {text}"),
    );
}
