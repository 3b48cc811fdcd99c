//! More shards than can be listed.

use promwright_finding::{Finding, Path, Rule, RuleDocs};

use super::refused;

/// More shards than can be listed.
pub static RULE: Rule = refused(
    "operator/too-many-shards",
    RuleDocs {
        summary: "More shards than can be listed",
        explanation: "\
In every job of a sharded Prometheus, the operator lists the numbers of all shards in a relabeling rule. It sets no upper limit, \
so with millions of shards it runs out of memory. This rule is promwright's own: above 1,000,000 shards, it renders no \
configuration. It applies only to Prometheus objects, since the configuration of an agent has no such list. Set `shards` to the \
number of parts that the targets should be split into.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
  shards: 2000000
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
  shards: 2
",
    },
);

/// The most shards that are listed one by one in every job. The operator has no limit and allocates without end.
pub(crate) const MOST_SHARDS: i32 = 1_000_000;

pub(crate) fn finding(shards: i32) -> Finding {
    Finding::new(&RULE, format!("{shards} shards are more than {MOST_SHARDS}, the most that is rendered here"))
        .path(Path::of(&["spec", "shards"]))
        .help("Every job lists all shards: with this number the operator would run out of memory")
}
