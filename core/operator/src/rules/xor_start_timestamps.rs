//! Start timestamps in chunks that cannot store them.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// Start timestamps in chunks that cannot store them.
pub static RULE: Rule = refused(
    "operator/xor-start-timestamps",
    RuleDocs {
        summary: "Chunk encoding `Xor` with the feature flag `st-storage`",
        explanation: "\
With the feature flag `st-storage`, Prometheus stores the start timestamps of counters along with the samples. Chunks with the \
encoding `Xor` have no room for them, those with `Xor2` do, and Prometheus does not load a configuration that asks for `Xor` \
with this feature. When this rule is broken, the operator generates no configuration, so Prometheus keeps its last one; the \
operator's log and the condition `Reconciled` of the object say why. Use `Xor2`, or remove the feature flag.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
  enableFeatures: [st-storage]
  tsdb:
    chunkEncoding:
      floats: Xor
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
  enableFeatures: [st-storage]
  tsdb:
    chunkEncoding:
      floats: Xor2
",
    },
);

pub(crate) fn reject(at: &At<'_>, checker: &mut Checker<'_, '_>) {
    let encoding = at.below("chunkEncoding");
    checker.reject(
        &encoding.below("floats"),
        &RULE,
        format_args!("chunk encoding `Xor` cannot store the start timestamps of feature `st-storage`"),
        format_args!(
            "chunk encoding \"Xor\" is incompatible with --enable-feature=st-storage (XOR chunks do not store start timestamps)"
        ),
    );
}
