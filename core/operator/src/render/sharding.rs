//! The relabelling rules that spread targets over shards (upstream: `appendShardingRelabelingWithLabel`).

use super::{Context, Refusal, Writer};
use crate::api::prometheus::ShardingTopology;
use crate::rules::too_many_shards;

const HASH: &str = "__tmp_hash";
const DISABLE: &str = "__tmp_disable_sharding";
const TOPOLOGY: &str = "__tmp_topology";

/// A rule; what is `None` is left out.
#[derive(Default)]
struct Rule<'r> {
    source_labels: &'r [&'r str],
    target_label: Option<&'r str>,
    regex: Option<&'r str>,
    modulus: Option<i64>,
    replacement: Option<&'r str>,
    action: &'r str,
}

impl Rule<'_> {
    fn write(&self, w: &mut Writer) {
        w.begin_map();
        if !self.source_labels.is_empty() {
            w.key("source_labels");
            w.begin_list();
            for label in self.source_labels {
                w.string(label);
            }
            w.end_list();
        }
        if let Some(label) = self.target_label {
            w.key("target_label");
            w.string(label);
        }
        if let Some(regex) = self.regex {
            w.key("regex");
            w.string(regex);
        }
        if let Some(modulus) = self.modulus {
            w.key("modulus");
            w.int(modulus);
        }
        if let Some(replacement) = self.replacement {
            w.key("replacement");
            w.string(replacement);
        }
        w.key("action");
        w.string(self.action);
        w.end_map();
    }
}

/// Refuses a number of shards that cannot be listed.
pub(super) fn check(cx: &Context<'_>) -> Result<(), Refusal> {
    if cx.options.retention_policies && cx.shards > too_many_shards::MOST_SHARDS {
        return Err(too_many_shards::finding(cx.shards).into());
    }
    Ok(())
}

/// Writes the rules into the list that is open; `label` is what targets are spread by.
pub(super) fn rules(label: &'static str, w: &mut Writer, cx: &Context<'_>) {
    // Otherwise the text is lost already, and the pattern of many shards is long.
    if !w.overflows() {
        w.repeated(["sharding", label], |w| write_rules(label, w, cx));
    }
}

fn write_rules(label: &str, w: &mut Writer, cx: &Context<'_>) {
    let shards = cx.shards;
    if cx.options.retention_policies {
        Rule {
            target_label: Some("__tmp_current_shard"),
            replacement: Some("$(SHARD)"),
            action: "replace",
            ..Rule::default()
        }
        .write(w);
        Rule {
            source_labels: &["__tmp_current_shard"],
            regex: Some(&shard_pattern(shards)),
            action: "keep",
            ..Rule::default()
        }
        .write(w);
    }
    let mut modulus = shards;
    let mut shard = "$(SHARD);|.+;.+";
    if let Some(topology) = active_topology(cx) {
        modulus = (shards / i32::try_from(topology.values.len()).unwrap_or(i32::MAX)).max(1);
        shard = "$(INZONE_SHARD);|.+;.+";
        topology_rules(w, cx);
    }
    Rule {
        source_labels: &[label, HASH],
        target_label: Some(HASH),
        regex: Some("(.+);"),
        replacement: Some("$1"),
        action: "replace",
        ..Rule::default()
    }
    .write(w);
    Rule {
        source_labels: &[HASH],
        target_label: Some(HASH),
        modulus: Some(i64::from(modulus)),
        action: "hashmod",
        ..Rule::default()
    }
    .write(w);
    Rule { source_labels: &[HASH, DISABLE], regex: Some(shard), action: "keep", ..Rule::default() }.write(w);
}

/// Targets without a zone (every static one, for example) are dropped on all shards by the last rule, unless they set
/// `__tmp_topology` themselves. So does the operator.
fn topology_rules(w: &mut Writer, cx: &Context<'_>) {
    Rule {
        source_labels: &["__meta_kubernetes_endpointslice_endpoint_zone", TOPOLOGY],
        target_label: Some(TOPOLOGY),
        regex: Some("(.+);"),
        replacement: Some("$1"),
        action: "replace",
        ..Rule::default()
    }
    .write(w);
    let zone_labels: &[&str] = if cx.options.pod_topology_labels {
        &[
            "__meta_kubernetes_pod_label_topology_kubernetes_io_zone",
            "__meta_kubernetes_pod_labelpresent_topology_kubernetes_io_zone",
            TOPOLOGY,
        ]
    } else {
        &[
            "__meta_kubernetes_node_label_topology_kubernetes_io_zone",
            "__meta_kubernetes_node_labelpresent_topology_kubernetes_io_zone",
            TOPOLOGY,
        ]
    };
    Rule {
        source_labels: zone_labels,
        target_label: Some(TOPOLOGY),
        regex: Some("(.+);true;"),
        replacement: Some("$1"),
        action: "replace",
        ..Rule::default()
    }
    .write(w);
    Rule {
        source_labels: &[TOPOLOGY, DISABLE],
        regex: Some("$(TOPOLOGY_ZONE);|.+;.+"),
        action: "keep",
        ..Rule::default()
    }
    .write(w);
}

/// The topology that shards are spread over, where the operator supports that and the Prometheus asks for it.
pub(super) fn active_topology<'c>(cx: &Context<'c>) -> Option<&'c ShardingTopology<'c>> {
    topology_mode(cx).filter(|topology| !topology.values.is_empty())
}

/// As [`active_topology`], even where the topology names no zone.
pub(super) fn topology_mode<'c>(cx: &Context<'c>) -> Option<&'c ShardingTopology<'c>> {
    let strategy = cx.prometheus.sharding_strategy.as_ref()?;
    (cx.options.topology_sharding && strategy.mode == Some("Topology")).then_some(strategy.topology.as_ref()?)
}

/// `0|1|…`, the shards that are in use.
fn shard_pattern(shards: i32) -> String {
    let mut pattern = String::new();
    for shard in 0..shards {
        if shard > 0 {
            pattern.push('|');
        }
        pattern.push_str(&shard.to_string());
    }
    pattern
}
