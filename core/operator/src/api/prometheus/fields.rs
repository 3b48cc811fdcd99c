//! Fields that Prometheus and PrometheusAgent share (upstream: `CommonPrometheusFields`).

use promwright_kubernetes::Section;
use promwright_kubernetes::map::Map;
use promwright_kubernetes::schema::{ListType, Schema};

use super::{
    ApiserverConfig, ArbitraryFsAccess, Argument, DnsConfig, HostAlias, MESSAGE_VERSIONS, ObjectReference, OtlpConfig,
    PodMetadata, RemoteWriteSpec, ScrapeClass, ShardingStrategy, TracingConfig, TsdbSpec, UpdateStrategy, WebSpec,
};
use crate::api::pattern;
use crate::api::pod::{
    Affinity, ClaimRetentionPolicy, Container, LocalReference, PodSecurityContext, ResourceRequirements, StorageSpec,
    Toleration, TopologySpreadConstraint, Volume, VolumeMount,
};
use crate::api::scrape::{DISCOVERY_ROLES, ESCAPING_SCHEMES, PROTOCOLS, VALIDATION_SCHEMES};
use crate::api::secret::SecretKeySelector;
use crate::api::selector::LabelSelector;
use crate::api::since;

/// Accepted log levels.
pub(super) const LOG_LEVELS: &[&str] = &["", "debug", "info", "warn", "error"];
/// Accepted log formats.
pub(super) const LOG_FORMATS: &[&str] = &["", "logfmt", "json"];
const RELOAD_STRATEGIES: &[&str] = &["HTTP", "ProcessSignal"];
const PULL_POLICIES: &[&str] = &["", "Always", "Never", "IfNotPresent"];
const POD_MANAGEMENT_POLICIES: &[&str] = &["OrderedReady", "Parallel"];
const DNS_POLICIES: &[&str] = &["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"];

/// Fields that Prometheus and PrometheusAgent share.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct CommonFields<'a> {
    // Which resources are selected.
    /// Selects ServiceMonitors by their labels. If it is not set, none are selected; an empty selector selects all.
    pub service_monitor_selector: Option<LabelSelector<'a>>,
    /// Selects the namespaces to look for ServiceMonitors in. If it is not set, only the object's own namespace is selected; an
    /// empty selector selects all.
    pub service_monitor_namespace_selector: Option<LabelSelector<'a>>,
    /// Selects PodMonitors by their labels. If it is not set, none are selected; an empty selector selects all.
    pub pod_monitor_selector: Option<LabelSelector<'a>>,
    /// Selects the namespaces to look for PodMonitors in. If it is not set, only the object's own namespace is selected; an
    /// empty selector selects all.
    pub pod_monitor_namespace_selector: Option<LabelSelector<'a>>,
    /// Selects Probes by their labels. If it is not set, none are selected; an empty selector selects all.
    pub probe_selector: Option<LabelSelector<'a>>,
    /// Selects the namespaces to look for Probes in. If it is not set, only the object's own namespace is selected; an empty
    /// selector selects all.
    pub probe_namespace_selector: Option<LabelSelector<'a>>,
    /// Selects ScrapeConfigs by their labels. If it is not set, none are selected; an empty selector selects all.
    pub scrape_config_selector: Option<LabelSelector<'a>>,
    /// Selects the namespaces to look for ScrapeConfigs in. If it is not set, only the object's own namespace is selected; an
    /// empty selector selects all.
    pub scrape_config_namespace_selector: Option<LabelSelector<'a>>,
    /// Key of a Secret that holds additional scrape configurations in Prometheus' own format. They are added as they are: an
    /// error in them prevents Prometheus from loading its configuration.
    pub additional_scrape_configs: Option<SecretKeySelector<'a>>,
    /// Scrape classes: settings that scrape resources can refer to by name.
    #[section(list = ListType::Map(&["name"]))]
    pub scrape_classes: Vec<ScrapeClass<'a>>,

    // What the configuration is rendered for.
    /// Version of Prometheus, which determines what the configuration may contain. Defaults to the operator's default version.
    pub version: &'a str,
    /// Number of shards that the targets are distributed over. Each shard has as many pods as `replicas` states.
    #[section(default = 1)]
    pub shards: Option<i32>,
    /// How targets are distributed over the shards.
    pub sharding_strategy: Option<ShardingStrategy<'a>>,
    /// Feature flags of Prometheus to enable.
    #[section(items = &Schema::string().with_min_length(1), list = ListType::Set)]
    pub enable_features: Vec<&'a str>,
    /// Kubernetes objects to discover the endpoints of Services and Alertmanagers from: `Endpoints` (default) or
    /// `EndpointSlice`.
    #[section(one_of = DISCOVERY_ROLES)]
    pub service_discovery_role: Option<&'a str>,
    /// How to connect to the Kubernetes API. If it is not set, Prometheus uses the API of the cluster that it runs in.
    pub apiserver_config: Option<ApiserverConfig<'a>>,

    // The global block.
    /// How often to scrape targets.
    #[section(default = "30s", pattern = pattern::DURATION, key = "global.scrape_interval")]
    pub scrape_interval: &'a str,
    /// Scrape timeout. Must not exceed the scrape interval. Prometheus defaults to `10s`.
    #[section(pattern = pattern::DURATION, key = "global.scrape_timeout")]
    pub scrape_timeout: &'a str,
    /// Exposition formats to request, in order of preference.
    #[section(
        items = &Schema::string().with_one_of(PROTOCOLS),
        list = ListType::Set,
        key = "global.scrape_protocols",
        since = since::SCRAPE_PROTOCOLS
    )]
    pub scrape_protocols: Vec<&'a str>,
    /// Labels to add to everything that Prometheus sends to other systems: alerts, samples in remote write, federation.
    #[section(key = "global.external_labels")]
    pub external_labels: Map<'a, &'a str>,
    /// External label that identifies the replica. Defaults to `prometheus_replica`; an empty string disables the label.
    pub replica_external_label_name: Option<&'a str>,
    /// External label that identifies the Prometheus object. Defaults to `prometheus`; an empty string disables the label.
    pub prometheus_external_label_name: Option<&'a str>,
    /// File to log failed scrapes to. A name without a directory is placed in a separate volume, at `/var/log/prometheus`.
    #[section(min_length = 1, key = "global.scrape_failure_log_file", since = (2, 55, 0))]
    pub scrape_failure_log_file: Option<&'a str>,
    /// How metric and label names are validated.
    #[section(one_of = VALIDATION_SCHEMES, key = "global.metric_name_validation_scheme", since = since::NAME_VALIDATION_SCHEME)]
    pub name_validation_scheme: Option<&'a str>,
    /// How names with characters outside the legacy character set are escaped.
    #[section(one_of = ESCAPING_SCHEMES, key = "global.metric_name_escaping_scheme", since = since::NAME_ESCAPING_SCHEME)]
    pub name_escaping_scheme: Option<&'a str>,
    /// Whether to convert classic histograms to native histograms with custom buckets.
    #[section(
        name = "convertClassicHistogramsToNHCB",
        key = "global.convert_classic_histograms_to_nhcb",
        since = (3, 4, 0)
    )]
    pub convert_classic_histograms_to_nhcb: Option<bool>,
    /// Whether to scrape native histograms.
    #[section(key = "global.scrape_native_histograms", since = (3, 8, 0))]
    pub scrape_native_histograms: Option<bool>,
    /// Whether to scrape a classic histogram even if a native histogram of the same name is exposed.
    #[section(key = "global.always_scrape_classic_histograms", since = (3, 5, 0))]
    pub scrape_classic_histograms: Option<bool>,
    /// Maximum size of an uncompressed response, for jobs that do not set their own limit; a scrape with a larger one fails.
    #[section(pattern = pattern::SIZE, key = "global.body_size_limit", since = (2, 45, 0))]
    pub body_size_limit: Option<&'a str>,
    /// Maximum number of samples per scrape, for jobs that do not set their own limit; a scrape with more fails.
    #[section(minimum = 0, key = "global.sample_limit", since = (2, 45, 0))]
    pub sample_limit: Option<i64>,
    /// Maximum number of targets per job, for jobs that do not set their own limit; with more, all scrapes of the job fail.
    #[section(minimum = 0, key = "global.target_limit", since = (2, 45, 0))]
    pub target_limit: Option<i64>,
    /// Maximum number of labels per sample, for jobs that do not set their own limit; a scrape with more fails.
    #[section(minimum = 0, key = "global.label_limit", since = (2, 45, 0))]
    pub label_limit: Option<i64>,
    /// Maximum length of label names, for jobs that do not set their own limit; a scrape with a longer one fails.
    #[section(minimum = 0, key = "global.label_name_length_limit", since = (2, 45, 0))]
    pub label_name_length_limit: Option<i64>,
    /// Maximum length of label values, for jobs that do not set their own limit; a scrape with a longer one fails.
    #[section(minimum = 0, key = "global.label_value_length_limit", since = (2, 45, 0))]
    pub label_value_length_limit: Option<i64>,
    /// Number of targets dropped by relabeling to keep in memory, for jobs that do not set their own limit. 0 means all.
    #[section(minimum = 0, key = "global.keep_dropped_targets", since = (2, 47, 0))]
    pub keep_dropped_targets: Option<i64>,
    /// Go runtime settings of Prometheus.
    #[section(key = "runtime", since = (2, 53, 0))]
    pub runtime: Option<RuntimeConfig>,

    // What is enforced on the selected resources.
    /// Label to set to the resource's namespace on all its targets and samples. If it is empty, no label is enforced.
    pub enforced_namespace_label: &'a str,
    /// Resources that are excluded from the enforced namespace label.
    pub excluded_from_enforcement: Vec<ObjectReference<'a>>,
    /// Upper bound for the number of samples per scrape. Applies to resources that set a higher limit or none.
    #[section(minimum = 0)]
    pub enforced_sample_limit: Option<i64>,
    /// Upper bound for the number of targets per job. Applies to resources that set a higher limit or none.
    #[section(minimum = 0)]
    pub enforced_target_limit: Option<i64>,
    /// Upper bound for the number of labels per sample. Applies to resources that set a higher limit or none.
    #[section(minimum = 0)]
    pub enforced_label_limit: Option<i64>,
    /// Upper bound for the length of label names. Applies to resources that set a higher limit or none.
    #[section(minimum = 0)]
    pub enforced_label_name_length_limit: Option<i64>,
    /// Upper bound for the length of label values. Applies to resources that set a higher limit or none.
    #[section(minimum = 0)]
    pub enforced_label_value_length_limit: Option<i64>,
    /// Upper bound for the number of dropped targets to keep in memory. Applies to resources that set a higher limit or none.
    #[section(minimum = 0)]
    pub enforced_keep_dropped_targets: Option<i64>,
    /// Upper bound for the size of an uncompressed response. Applies to resources that set a higher limit or none.
    #[section(pattern = pattern::SIZE)]
    pub enforced_body_size_limit: &'a str,
    /// Whether the job's own labels always take precedence over exposed labels, whatever resources set.
    pub override_honor_labels: bool,
    /// Whether to always ignore exposed timestamps, whatever resources set.
    pub override_honor_timestamps: bool,
    /// Whether to ignore the namespace selectors of all resources, so that each discovers targets only in its own namespace.
    pub ignore_namespace_selectors: bool,
    /// Whether ServiceMonitors may refer to files in the Prometheus container.
    #[section(name = "arbitraryFSAccessThroughSMs")]
    pub arbitrary_fs_access_through_sms: ArbitraryFsAccess,
    /// Pod labels to copy to the targets of every ServiceMonitor and PodMonitor.
    pub pod_target_labels: Vec<&'a str>,

    // Where samples are sent and how they are stored.
    /// Remote write: servers to send samples to.
    #[section(key = "remote_write")]
    pub remote_write: Vec<RemoteWriteSpec<'a>>,
    /// How metrics received via OTLP are converted to time series.
    #[section(key = "otlp")]
    pub otlp: Option<OtlpConfig<'a>>,
    /// Where Prometheus sends its own traces.
    #[section(key = "tracing")]
    pub tracing_config: Option<TracingConfig<'a>>,
    /// How samples are stored.
    #[section(key = "storage.tsdb", since = (2, 29, 0))]
    pub tsdb: Option<TsdbSpec<'a>>,

    // How Prometheus runs: the command line, the pods, the StatefulSet. None of it reaches the configuration.
    /// Whether to pause reconciliation: the operator then leaves everything as it is.
    #[section(skip)]
    pub paused: bool,
    /// Container image. Takes precedence over the image that `version` implies.
    #[section(skip)]
    pub image: Option<&'a str>,
    /// When to pull the image.
    #[section(one_of = PULL_POLICIES, skip)]
    pub image_pull_policy: &'a str,
    /// Secrets to pull images with.
    #[section(skip)]
    pub image_pull_secrets: Vec<LocalReference>,
    /// Number of pods per shard. All pods of a shard scrape the same targets.
    #[section(skip)]
    pub replicas: Option<i32>,
    /// Minimum severity of log entries.
    #[section(one_of = LOG_LEVELS, skip)]
    pub log_level: &'a str,
    /// Format of log entries.
    #[section(one_of = LOG_FORMATS, skip)]
    pub log_format: &'a str,
    /// Whether to accept samples that other servers send via remote write.
    #[section(skip)]
    pub enable_remote_write_receiver: bool,
    /// Whether to accept metrics via OTLP.
    #[section(name = "enableOTLPReceiver", skip)]
    pub enable_otlp_receiver: Option<bool>,
    /// Versions of the remote write protocol to accept.
    #[section(min_items = 1, items = &Schema::string().with_one_of(MESSAGE_VERSIONS), list = ListType::Set, skip)]
    pub remote_write_receiver_message_versions: Vec<&'a str>,
    /// URL under which Prometheus is reachable from outside, for links in alerts.
    #[section(skip)]
    pub external_url: &'a str,
    /// Path prefix of the HTTP endpoints.
    #[section(skip)]
    pub route_prefix: &'a str,
    /// Whether to serve HTTP only on the loopback address.
    #[section(skip)]
    pub listen_local: bool,
    /// Name of the container port. Defaults to `web`.
    #[section(default = "web", skip)]
    pub port_name: &'a str,
    /// Web server settings.
    #[section(skip)]
    pub web: Option<WebSpec<'a>>,
    /// Whether to compress the write-ahead log (WAL).
    #[section(name = "walCompression", skip)]
    pub wal_compression: Option<bool>,
    /// How Prometheus is notified to reload its configuration: by an HTTP request (`HTTP`, default) or by a signal
    /// (`ProcessSignal`).
    #[section(one_of = RELOAD_STRATEGIES, skip)]
    pub reload_strategy: Option<&'a str>,
    /// Number of seconds that Prometheus may take to start before its container is restarted.
    #[section(minimum = 60, skip)]
    pub maximum_startup_duration_seconds: Option<i32>,
    /// Additional command-line arguments. An argument that the operator sets itself cannot be overridden.
    #[section(skip)]
    pub additional_args: Vec<Argument<'a>>,
    /// Secrets to mount under `/etc/prometheus/secrets`.
    #[section(list = ListType::Set, skip)]
    pub secrets: Vec<&'a str>,
    /// ConfigMaps to mount under `/etc/prometheus/configmaps`.
    #[section(skip)]
    pub config_maps: Vec<&'a str>,
    /// Storage for samples. Defaults to an `emptyDir` volume.
    #[section(skip)]
    pub storage: Option<StorageSpec>,
    /// Additional volumes of the pods.
    #[section(skip)]
    pub volumes: Vec<Volume>,
    /// Additional volume mounts of the Prometheus container.
    #[section(skip)]
    pub volume_mounts: Vec<VolumeMount>,
    /// What happens to the volume claims when the StatefulSet is scaled down or deleted.
    #[section(skip)]
    pub persistent_volume_claim_retention_policy: Option<ClaimRetentionPolicy>,
    /// Labels and annotations of the pods.
    #[section(skip)]
    pub pod_metadata: Option<PodMetadata<'a>>,
    /// Additional containers. A container with the name of one that the operator generates is merged into it.
    #[section(skip)]
    pub containers: Vec<Container>,
    /// Additional init containers. A container with the name of one that the operator generates is merged into it.
    #[section(skip)]
    pub init_containers: Vec<Container>,
    /// CPU and memory requests and limits of the Prometheus container.
    #[section(skip)]
    pub resources: ResourceRequirements,
    /// Labels that a node must have to run the pods.
    #[section(skip)]
    pub node_selector: Map<'a, &'a str>,
    /// Affinity and anti-affinity rules for scheduling the pods.
    #[section(skip)]
    pub affinity: Option<Affinity>,
    /// Node taints that the pods tolerate.
    #[section(skip)]
    pub tolerations: Vec<Toleration>,
    /// How pods are spread across topology domains, such as nodes and zones.
    #[section(skip)]
    pub topology_spread_constraints: Vec<TopologySpreadConstraint>,
    /// Scheduler that assigns the pods to nodes.
    #[section(min_length = 1, skip)]
    pub scheduler_name: &'a str,
    /// Priority class of the pods.
    #[section(skip)]
    pub priority_class_name: &'a str,
    /// Service account of the pods. It needs permission to read the objects that targets are discovered from.
    #[section(skip)]
    pub service_account_name: &'a str,
    /// Whether to mount the service account's token into the pods.
    #[section(skip)]
    pub automount_service_account_token: Option<bool>,
    /// Security settings of the pods.
    #[section(skip)]
    pub security_context: Option<PodSecurityContext>,
    /// Whether the pods use the network of their node.
    #[section(skip)]
    pub host_network: bool,
    /// Whether the pods use the user namespace of their node.
    #[section(skip)]
    pub host_users: Option<bool>,
    /// Host names to resolve in the pods without DNS, as entries in `/etc/hosts`.
    #[section(list = ListType::Map(&["ip"]), skip)]
    pub host_aliases: Vec<HostAlias<'a>>,
    /// DNS policy of the pods.
    #[section(one_of = DNS_POLICIES, skip)]
    pub dns_policy: Option<&'a str>,
    /// DNS settings of the pods.
    #[section(skip)]
    pub dns_config: Option<DnsConfig<'a>>,
    /// Whether to add environment variables for Services to the pods.
    #[section(skip)]
    pub enable_service_links: Option<bool>,
    /// Name of the Service that governs the StatefulSet. If it is not set, the operator creates one.
    #[section(min_length = 1, skip)]
    pub service_name: Option<&'a str>,
    /// Whether pods are started one after another (`OrderedReady`) or all at once (`Parallel`).
    #[section(one_of = POD_MANAGEMENT_POLICIES, skip)]
    pub pod_management_policy: Option<&'a str>,
    /// How pods are replaced when the StatefulSet changes.
    #[section(skip)]
    pub update_strategy: Option<UpdateStrategy<'a>>,
    /// Number of seconds that a pod must be ready before it counts as available.
    #[section(minimum = 0, skip)]
    pub min_ready_seconds: Option<i32>,
    /// Number of seconds that a pod has to shut down.
    #[section(minimum = 0, skip)]
    pub termination_grace_period_seconds: Option<i64>,
}

/// Go runtime settings of Prometheus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct RuntimeConfig {
    /// Percentage by which memory grows before garbage is collected (`GOGC`). -1 disables garbage collection. Prometheus
    /// defaults to 75.
    #[section(name = "goGC", minimum = -1, key = "gogc")]
    pub go_gc: Option<i32>,
}
