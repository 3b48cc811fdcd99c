//! How targets are distributed over shards, and what happens to the data of a shard.

use promwright_kubernetes::Section;
use promwright_kubernetes::schema::ListType;

use crate::api::cel;
use crate::api::pattern;

const MODES: &[&str] = &["Address", "Topology"];
const WHEN_SCALED: &[&str] = &["Retain", "Delete"];

/// How targets are distributed over the shards.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit, rules = [cel::TOPOLOGY_NEEDS_ITS_MODE])]
pub struct ShardingStrategy<'a> {
    /// How shards are assigned: by a hash of the target's address (`Address`, default), or so that targets are scraped from
    /// their own zone (`Topology`).
    #[section(one_of = MODES)]
    pub mode: Option<&'a str>,
    /// Zones that the shards are placed in. Requires `mode: Topology`.
    pub topology: Option<ShardingTopology<'a>>,
}

/// Zones that the shards are placed in.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct ShardingTopology<'a> {
    /// External label with the zone of the shard. Defaults to `zone`; an empty string disables the label.
    pub external_label_name: Option<&'a str>,
    /// Names of the zones, as in the node label `topology.kubernetes.io/zone`. There must be at least as many shards as zones.
    #[section(list = ListType::Atomic)]
    pub values: Vec<&'a str>,
}

/// What happens to the data of shards that are scaled down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct ShardRetentionPolicy<'a> {
    /// Whether shards that are scaled down are kept for queries (`Retain`) or deleted with their data (`Delete`, default).
    #[section(one_of = WHEN_SCALED)]
    pub when_scaled: Option<&'a str>,
    /// How long to keep shards that are scaled down.
    pub retain: Option<RetainConfig<'a>>,
}

/// How long to keep shards that are scaled down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct RetainConfig<'a> {
    /// Time after which the shard is deleted.
    #[section(required, pattern = pattern::DURATION)]
    pub retention_period: &'a str,
}
