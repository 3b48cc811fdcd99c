//! What only a Prometheus server has: rules, alerts, queries and storage.

use promwright_kubernetes::Section;

use super::{
    AlertingSpec, CommonFields, Exemplars, QuerySpec, RemoteReadSpec, RuleReference, Rules, ShardRetentionPolicy,
    ThanosSpec,
};
use crate::api::cel;
use crate::api::pattern;
use crate::api::secret::SecretKeySelector;
use crate::api::selector::LabelSelector;

/// How a Prometheus server is run, what it scrapes, which rules it evaluates and where its alerts go.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit, rules = [cel::SHARDS_COVER_TOPOLOGY])]
pub struct PrometheusSpec<'a> {
    /// What agents have too.
    #[section(flatten)]
    pub common: CommonFields<'a>,
    /// How often rules are evaluated.
    #[section(default = "30s", pattern = pattern::DURATION, key = "global.evaluation_interval")]
    pub evaluation_interval: &'a str,
    /// How far in the past rules are evaluated, to give late samples time to arrive.
    #[section(pattern = pattern::DURATION, key = "global.rule_query_offset", since = (2, 53, 0))]
    pub rule_query_offset: Option<&'a str>,
    /// The file that queries are logged to. A name without a directory stands in a volume of its own.
    #[section(key = "global.query_log_file", since = (2, 16, 0))]
    pub query_log_file: &'a str,
    /// The PrometheusRules that are evaluated. Unset means none, an empty selector all.
    #[section(key = "rule_files")]
    pub rule_selector: Option<LabelSelector<'a>>,
    /// The namespaces that PrometheusRules are taken from. Unset means the Prometheus' own, an empty selector all.
    pub rule_namespace_selector: Option<LabelSelector<'a>>,
    /// PrometheusRules that the enforced namespace label is not added to. Replaced by `excludedFromEnforcement`.
    pub prometheus_rules_excluded_from_enforce: Vec<RuleReference<'a>>,
    /// How exemplars are stored.
    #[section(key = "storage.exemplars", since = (2, 29, 0))]
    pub exemplars: Option<Exemplars>,
    /// How long samples are kept: 24 hours where neither this nor `retentionSize` is set.
    #[section(pattern = pattern::DURATION, key = "storage.tsdb.retention.time", since = (3, 11, 0))]
    pub retention: &'a str,
    /// How many bytes of samples are kept.
    #[section(pattern = pattern::SIZE, key = "storage.tsdb.retention.size", since = (3, 11, 0))]
    pub retention_size: &'a str,
    /// The Alertmanagers that alerts are sent to.
    #[section(key = "alerting")]
    pub alerting: Option<AlertingSpec<'a>>,
    /// The key of a Secret that holds further relabelling rules for alerts, as Prometheus spells them. They are taken as they
    /// are: a mistake in them stops Prometheus from loading its configuration.
    pub additional_alert_relabel_configs: Option<SecretKeySelector<'a>>,
    /// The key of a Secret that holds further Alertmanagers, as Prometheus spells them. They are taken as they are: a mistake in
    /// them stops Prometheus from loading its configuration.
    pub additional_alert_manager_configs: Option<SecretKeySelector<'a>>,
    /// The servers that queries read from besides the own storage.
    #[section(key = "remote_read")]
    pub remote_read: Vec<RemoteReadSpec<'a>>,
    /// What becomes of the data of shards that are scaled away.
    #[section(skip)]
    pub shard_retention_policy: Option<ShardRetentionPolicy<'a>>,
    /// How alerts are held back and sent again.
    #[section(skip)]
    pub rules: Rules<'a>,
    /// The limits of queries.
    #[section(skip)]
    pub query: Option<QuerySpec<'a>>,
    /// The Thanos sidecar.
    #[section(skip)]
    pub thanos: Option<ThanosSpec<'a>>,
    /// Whether blocks on disk are left uncompacted. The Thanos sidecar sets it where it uploads blocks.
    #[section(skip)]
    pub disable_compaction: bool,
    /// Whether blocks may overlap in time. Prometheus 2.39 and newer always allow it.
    #[section(skip)]
    pub allow_overlapping_blocks: bool,
    /// Whether the HTTP interface can delete series and take snapshots.
    #[section(name = "enableAdminAPI", skip)]
    pub enable_admin_api: bool,
    /// The image without its tag. Replaced by `image`.
    #[section(skip)]
    pub base_image: &'a str,
    /// The image's tag. Replaced by `image`.
    #[section(skip)]
    pub tag: &'a str,
    /// The image's digest. Replaced by `image`.
    #[section(skip)]
    pub sha: &'a str,
}
