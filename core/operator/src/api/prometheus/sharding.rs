//! How targets are spread over shards, and what becomes of a shard's data.

use promwright_kubernetes::Section;
use promwright_kubernetes::schema::ListType;

use crate::api::cel;
use crate::api::pattern;

const MODES: &[&str] = &["Address", "Topology"];
const WHEN_SCALED: &[&str] = &["Retain", "Delete"];

/// How targets are spread over shards.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit, rules = [cel::TOPOLOGY_NEEDS_ITS_MODE])]
pub struct ShardingStrategy<'a> {
    /// By a hash of the target's address (`Address`, the default), or so that targets are scraped from their own zone
    /// (`Topology`).
    #[section(one_of = MODES)]
    pub mode: Option<&'a str>,
    /// The zones.
    pub topology: Option<ShardingTopology<'a>>,
}

/// The zones that shards are placed in.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct ShardingTopology<'a> {
    /// The external label that says a shard's zone: `zone` where it is not set, none where it is empty.
    pub external_label_name: Option<&'a str>,
    /// The zones' names, as the node label `topology.kubernetes.io/zone` has them. There are at least as many shards as zones.
    #[section(list = ListType::Atomic)]
    pub values: Vec<&'a str>,
}

/// What becomes of the data of shards that are scaled away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct ShardRetentionPolicy<'a> {
    /// Whether shards are kept for queries or deleted with their data. Deleted where it is not set.
    #[section(one_of = WHEN_SCALED)]
    pub when_scaled: Option<&'a str>,
    /// How long shards are kept.
    pub retain: Option<RetainConfig<'a>>,
}

/// How long shards that were scaled away are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct RetainConfig<'a> {
    /// The time after which a shard is deleted.
    #[section(required, pattern = pattern::DURATION)]
    pub retention_period: &'a str,
}
