//! Fields that only a Prometheus server has: rules, alerts, queries and storage.

use promwright_kubernetes::Section;

use super::{
    AlertingSpec, CommonFields, Exemplars, QuerySpec, RemoteReadSpec, RuleReference, Rules, ShardRetentionPolicy,
    ThanosSpec,
};
use crate::api::cel;
use crate::api::pattern;
use crate::api::secret::SecretKeySelector;
use crate::api::selector::LabelSelector;

/// How a Prometheus server runs, what it scrapes, which rules it evaluates and where it sends alerts.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit, rules = [cel::SHARDS_COVER_TOPOLOGY])]
pub struct PrometheusSpec<'a> {
    /// Fields shared with agents.
    #[section(flatten)]
    pub common: CommonFields<'a>,
    /// How often to evaluate rules.
    #[section(default = "30s", pattern = pattern::DURATION, key = "global.evaluation_interval")]
    pub evaluation_interval: &'a str,
    /// How far in the past to evaluate rules, so that late samples have time to arrive.
    #[section(pattern = pattern::DURATION, key = "global.rule_query_offset", since = (2, 53, 0))]
    pub rule_query_offset: Option<&'a str>,
    /// File to log queries to. A name without a directory is placed in a separate volume, at `/var/log/prometheus`.
    #[section(key = "global.query_log_file", since = (2, 16, 0))]
    pub query_log_file: &'a str,
    /// Selects PrometheusRules by their labels. If it is not set, none are selected; an empty selector selects all.
    #[section(key = "rule_files")]
    pub rule_selector: Option<LabelSelector<'a>>,
    /// Selects the namespaces to look for PrometheusRules in. If it is not set, only the object's own namespace is selected; an
    /// empty selector selects all.
    pub rule_namespace_selector: Option<LabelSelector<'a>>,
    /// PrometheusRules that are excluded from the enforced namespace label. Deprecated in favor of `excludedFromEnforcement`.
    pub prometheus_rules_excluded_from_enforce: Vec<RuleReference<'a>>,
    /// How exemplars are stored.
    #[section(key = "storage.exemplars", since = (2, 29, 0))]
    pub exemplars: Option<Exemplars>,
    /// How long to keep samples. Defaults to `24h` if `retentionSize` is not set either.
    #[section(pattern = pattern::DURATION, key = "storage.tsdb.retention.time", since = (3, 11, 0))]
    pub retention: &'a str,
    /// Maximum size in bytes of the stored samples.
    #[section(pattern = pattern::SIZE, key = "storage.tsdb.retention.size", since = (3, 11, 0))]
    pub retention_size: &'a str,
    /// Alertmanagers to send alerts to.
    #[section(key = "alerting")]
    pub alerting: Option<AlertingSpec<'a>>,
    /// Key of a Secret that holds additional relabeling rules for alerts in Prometheus' own format. They are added as they are:
    /// an error in them prevents Prometheus from loading its configuration.
    pub additional_alert_relabel_configs: Option<SecretKeySelector<'a>>,
    /// Key of a Secret that holds additional Alertmanager configurations in Prometheus' own format. They are added as they are:
    /// an error in them prevents Prometheus from loading its configuration.
    pub additional_alert_manager_configs: Option<SecretKeySelector<'a>>,
    /// Remote read: servers that queries read from in addition to the local storage.
    #[section(key = "remote_read")]
    pub remote_read: Vec<RemoteReadSpec<'a>>,
    /// What happens to the data of shards that are scaled down.
    #[section(skip)]
    pub shard_retention_policy: Option<ShardRetentionPolicy<'a>>,
    /// How alerts are restored after a restart and resent.
    #[section(skip)]
    pub rules: Rules<'a>,
    /// Limits of queries.
    #[section(skip)]
    pub query: Option<QuerySpec<'a>>,
    /// Thanos sidecar.
    #[section(skip)]
    pub thanos: Option<ThanosSpec<'a>>,
    /// Whether to disable compaction of blocks on disk. Always disabled if the Thanos sidecar uploads blocks.
    #[section(skip)]
    pub disable_compaction: bool,
    /// Whether blocks may overlap in time. Prometheus 2.39 and newer always allow it.
    #[section(skip)]
    pub allow_overlapping_blocks: bool,
    /// Whether to enable the admin API, which can delete series and take snapshots.
    #[section(name = "enableAdminAPI", skip)]
    pub enable_admin_api: bool,
    /// Image without its tag. Deprecated in favor of `image`.
    #[section(skip)]
    pub base_image: &'a str,
    /// Tag of the image. Deprecated in favor of `image`.
    #[section(skip)]
    pub tag: &'a str,
    /// Digest of the image. Deprecated in favor of `image`.
    #[section(skip)]
    pub sha: &'a str,
}
