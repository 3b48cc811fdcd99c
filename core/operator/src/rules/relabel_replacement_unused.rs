//! A replacement for an action that has none.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// A replacement for an action that has none.
pub static RULE: Rule = refused(
    "operator/relabel-replacement-unused",
    RuleDocs {
        summary: "`replacement` with an action that does not use it",
        explanation: "\
`lowercase` and `uppercase` write the joined source labels to the target label, and `keepequal` and `dropequal` compare the two. \
None of them uses a replacement, and Prometheus does not load a rule that sets one other than the default, `$1`. The operator \
therefore leaves the resource out of the configuration, with an event that says why; for a scrape class or an Alertmanager of \
the Prometheus object, it generates no configuration. Remove `replacement`; to change the value as well, add a second rule with \
the action `replace`.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
  relabelings:
    - action: lowercase
      sourceLabels: [__address__]
      targetLabel: instance
      replacement: web-$1
",
        good: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
  relabelings:
    - action: lowercase
      sourceLabels: [__address__]
      targetLabel: instance
",
    },
);

pub(crate) fn reject(written: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject_with_help(
        &at.below("replacement"),
        &RULE,
        format_args!("action `{written}` does not use `replacement`"),
        format_args!("'replacement' can not be set for {written} action"),
        "Remove `replacement`",
    );
}
