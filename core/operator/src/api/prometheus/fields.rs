//! What Prometheus and PrometheusAgent have in common (upstream: `CommonPrometheusFields`).

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

/// The severities of log entries.
pub(super) const LOG_LEVELS: &[&str] = &["", "debug", "info", "warn", "error"];
/// The formats of the log.
pub(super) const LOG_FORMATS: &[&str] = &["", "logfmt", "json"];
const RELOAD_STRATEGIES: &[&str] = &["HTTP", "ProcessSignal"];
const PULL_POLICIES: &[&str] = &["", "Always", "Never", "IfNotPresent"];
const POD_MANAGEMENT_POLICIES: &[&str] = &["OrderedReady", "Parallel"];
const DNS_POLICIES: &[&str] = &["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"];

/// What Prometheus and PrometheusAgent have in common.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct CommonFields<'a> {
    // Which resources are chosen.
    /// The ServiceMonitors that are chosen. Unset means none, an empty selector all.
    pub service_monitor_selector: Option<LabelSelector<'a>>,
    /// The namespaces that ServiceMonitors are chosen from. Unset means the own one, an empty selector all.
    pub service_monitor_namespace_selector: Option<LabelSelector<'a>>,
    /// The PodMonitors that are chosen. Unset means none, an empty selector all.
    pub pod_monitor_selector: Option<LabelSelector<'a>>,
    /// The namespaces that PodMonitors are chosen from. Unset means the own one, an empty selector all.
    pub pod_monitor_namespace_selector: Option<LabelSelector<'a>>,
    /// The Probes that are chosen. Unset means none, an empty selector all.
    pub probe_selector: Option<LabelSelector<'a>>,
    /// The namespaces that Probes are chosen from. Unset means the own one, an empty selector all.
    pub probe_namespace_selector: Option<LabelSelector<'a>>,
    /// The ScrapeConfigs that are chosen. Unset means none, an empty selector all.
    pub scrape_config_selector: Option<LabelSelector<'a>>,
    /// The namespaces that ScrapeConfigs are chosen from. Unset means the own one, an empty selector all.
    pub scrape_config_namespace_selector: Option<LabelSelector<'a>>,
    /// The key of a Secret that holds further scrape jobs, as Prometheus spells them. They are taken as they are: a mistake in
    /// them stops Prometheus from loading its configuration.
    pub additional_scrape_configs: Option<SecretKeySelector<'a>>,
    /// Classes of settings that scrape resources can name.
    #[section(list = ListType::Map(&["name"]))]
    pub scrape_classes: Vec<ScrapeClass<'a>>,

    // What the configuration is written for.
    /// The version of Prometheus, which decides what the configuration may hold. The operator's default where it is not set.
    pub version: &'a str,
    /// How many shards the targets are spread over, each with as many pods as `replicas` says.
    #[section(default = 1)]
    pub shards: Option<i32>,
    /// How targets are spread over the shards.
    pub sharding_strategy: Option<ShardingStrategy<'a>>,
    /// Features of Prometheus that are off unless named here.
    #[section(items = &Schema::string().with_min_length(1), list = ListType::Set)]
    pub enable_features: Vec<&'a str>,
    /// The Kubernetes objects that the endpoints of Services and Alertmanagers are found by: `Endpoints`, the default, or
    /// `EndpointSlice`.
    #[section(one_of = DISCOVERY_ROLES)]
    pub service_discovery_role: Option<&'a str>,
    /// How the Kubernetes API is reached. Prometheus takes that of its own cluster where it is not set.
    pub apiserver_config: Option<ApiserverConfig<'a>>,

    // The global block.
    /// How often targets are scraped.
    #[section(default = "30s", pattern = pattern::DURATION, key = "global.scrape_interval")]
    pub scrape_interval: &'a str,
    /// How long a scrape may take, no longer than the interval. Prometheus takes 10 seconds where it is not set.
    #[section(pattern = pattern::DURATION, key = "global.scrape_timeout")]
    pub scrape_timeout: &'a str,
    /// The exposition formats asked for, the preferred one first.
    #[section(
        items = &Schema::string().with_one_of(PROTOCOLS),
        list = ListType::Set,
        key = "global.scrape_protocols",
        since = (2, 49, 0)
    )]
    pub scrape_protocols: Vec<&'a str>,
    /// Labels that are added to everything that leaves Prometheus: alerts, samples sent to other servers, federation.
    #[section(key = "global.external_labels")]
    pub external_labels: Map<'a, &'a str>,
    /// The external label that says which replica speaks: `prometheus_replica` where it is not set, none where it is empty.
    pub replica_external_label_name: Option<&'a str>,
    /// The external label that says which Prometheus speaks: `prometheus` where it is not set, none where it is empty.
    pub prometheus_external_label_name: Option<&'a str>,
    /// The file that failed scrapes are logged to. A name without a directory stands in a volume of its own.
    #[section(min_length = 1, key = "global.scrape_failure_log_file", since = (2, 55, 0))]
    pub scrape_failure_log_file: Option<&'a str>,
    /// How metric and label names are checked.
    #[section(one_of = VALIDATION_SCHEMES, key = "global.metric_name_validation_scheme", since = (3, 0, 0))]
    pub name_validation_scheme: Option<&'a str>,
    /// How names outside the legacy character set are escaped.
    #[section(one_of = ESCAPING_SCHEMES, key = "global.metric_name_escaping_scheme", since = (3, 4, 0))]
    pub name_escaping_scheme: Option<&'a str>,
    /// Whether classic histograms are turned into native ones with custom buckets.
    #[section(
        name = "convertClassicHistogramsToNHCB",
        key = "global.convert_classic_histograms_to_nhcb",
        since = (3, 4, 0)
    )]
    pub convert_classic_histograms_to_nhcb: Option<bool>,
    /// Whether native histograms are scraped.
    #[section(key = "global.scrape_native_histograms", since = (3, 8, 0))]
    pub scrape_native_histograms: Option<bool>,
    /// Whether classic histograms are scraped where a native one of the same name is exposed too.
    #[section(key = "global.always_scrape_classic_histograms", since = (3, 5, 0))]
    pub scrape_classic_histograms: Option<bool>,
    /// The greatest size of an answer, uncompressed, for jobs that set none: a scrape with more fails.
    #[section(pattern = pattern::SIZE, key = "global.body_size_limit", since = (2, 45, 0))]
    pub body_size_limit: Option<&'a str>,
    /// The greatest number of samples in one scrape, for jobs that set none: a scrape with more fails.
    #[section(minimum = 0, key = "global.sample_limit", since = (2, 45, 0))]
    pub sample_limit: Option<i64>,
    /// The greatest number of targets of a job that sets none: with more, all its scrapes fail.
    #[section(minimum = 0, key = "global.target_limit", since = (2, 45, 0))]
    pub target_limit: Option<i64>,
    /// The greatest number of labels of a sample, for jobs that set none.
    #[section(minimum = 0, key = "global.label_limit", since = (2, 45, 0))]
    pub label_limit: Option<i64>,
    /// The greatest length of a label's name, for jobs that set none.
    #[section(minimum = 0, key = "global.label_name_length_limit", since = (2, 45, 0))]
    pub label_name_length_limit: Option<i64>,
    /// The greatest length of a label's value, for jobs that set none.
    #[section(minimum = 0, key = "global.label_value_length_limit", since = (2, 45, 0))]
    pub label_value_length_limit: Option<i64>,
    /// How many targets that relabelling dropped are kept in memory, for jobs that do not say. 0 means all.
    #[section(minimum = 0, key = "global.keep_dropped_targets", since = (2, 47, 0))]
    pub keep_dropped_targets: Option<i64>,
    /// How the Go runtime of Prometheus is tuned.
    #[section(key = "runtime", since = (2, 53, 0))]
    pub runtime: Option<RuntimeConfig>,

    // What is forced on the chosen resources.
    /// The label that is set to the resource's namespace on all its targets and samples. Nothing is forced where it is empty.
    pub enforced_namespace_label: &'a str,
    /// Resources that the namespace label is not forced on.
    pub excluded_from_enforcement: Vec<ObjectReference<'a>>,
    /// The greatest number of samples in one scrape that a resource can ask for.
    #[section(minimum = 0)]
    pub enforced_sample_limit: Option<i64>,
    /// The greatest number of targets that a resource can ask for.
    #[section(minimum = 0)]
    pub enforced_target_limit: Option<i64>,
    /// The greatest number of labels of a sample that a resource can ask for.
    #[section(minimum = 0)]
    pub enforced_label_limit: Option<i64>,
    /// The greatest length of a label's name that a resource can ask for.
    #[section(minimum = 0)]
    pub enforced_label_name_length_limit: Option<i64>,
    /// The greatest length of a label's value that a resource can ask for.
    #[section(minimum = 0)]
    pub enforced_label_value_length_limit: Option<i64>,
    /// The greatest number of dropped targets that a resource can ask to keep.
    #[section(minimum = 0)]
    pub enforced_keep_dropped_targets: Option<i64>,
    /// The greatest size of an answer that a resource can ask for.
    #[section(pattern = pattern::SIZE)]
    pub enforced_body_size_limit: &'a str,
    /// Whether exposed labels never win over the job's own, whatever resources say.
    pub override_honor_labels: bool,
    /// Whether exposed timestamps are never kept, whatever resources say.
    pub override_honor_timestamps: bool,
    /// Whether resources find targets in their own namespace only, whatever they say.
    pub ignore_namespace_selectors: bool,
    /// Whether ServiceMonitors may name files of the Prometheus container.
    #[section(name = "arbitraryFSAccessThroughSMs")]
    pub arbitrary_fs_access_through_sms: ArbitraryFsAccess,
    /// Labels of pods that are copied to the targets of every ServiceMonitor and PodMonitor.
    pub pod_target_labels: Vec<&'a str>,

    // Where samples go and how they are kept.
    /// The servers that samples are sent to.
    #[section(key = "remote_write")]
    pub remote_write: Vec<RemoteWriteSpec<'a>>,
    /// How metrics that arrive by OTLP become series.
    #[section(key = "otlp")]
    pub otlp: Option<OtlpConfig<'a>>,
    /// Where Prometheus sends traces of itself.
    #[section(key = "tracing")]
    pub tracing_config: Option<TracingConfig<'a>>,
    /// How samples are stored.
    #[section(key = "storage.tsdb", since = (2, 29, 0))]
    pub tsdb: Option<TsdbSpec<'a>>,

    // How Prometheus is run: the command line, the pods, the StatefulSet. None of it reaches the configuration.
    /// Whether the operator leaves everything as it is.
    #[section(skip)]
    pub paused: bool,
    /// The image, which wins over the version.
    #[section(skip)]
    pub image: Option<&'a str>,
    /// When the image is pulled.
    #[section(one_of = PULL_POLICIES, skip)]
    pub image_pull_policy: &'a str,
    /// The Secrets that images are pulled with.
    #[section(skip)]
    pub image_pull_secrets: Vec<LocalReference>,
    /// How many pods each shard has. They all scrape the same targets.
    #[section(skip)]
    pub replicas: Option<i32>,
    /// The least severity that is logged.
    #[section(one_of = LOG_LEVELS, skip)]
    pub log_level: &'a str,
    /// The format of the log.
    #[section(one_of = LOG_FORMATS, skip)]
    pub log_format: &'a str,
    /// Whether other servers can send samples by remote write.
    #[section(skip)]
    pub enable_remote_write_receiver: bool,
    /// Whether metrics can be sent by OTLP.
    #[section(name = "enableOTLPReceiver", skip)]
    pub enable_otlp_receiver: Option<bool>,
    /// The versions of the remote write protocol that are taken.
    #[section(min_items = 1, items = &Schema::string().with_one_of(MESSAGE_VERSIONS), list = ListType::Set, skip)]
    pub remote_write_receiver_message_versions: Vec<&'a str>,
    /// The address under which Prometheus is reached from outside, for links in alerts.
    #[section(skip)]
    pub external_url: &'a str,
    /// The path that the HTTP interface stands under.
    #[section(skip)]
    pub route_prefix: &'a str,
    /// Whether the HTTP interface listens on the loopback address only.
    #[section(skip)]
    pub listen_local: bool,
    /// The name of the container's port. `web` where it is not set.
    #[section(default = "web", skip)]
    pub port_name: &'a str,
    /// The web server.
    #[section(skip)]
    pub web: Option<WebSpec<'a>>,
    /// Whether the log of recent samples is compressed.
    #[section(name = "walCompression", skip)]
    pub wal_compression: Option<bool>,
    /// How Prometheus is told to load its configuration again: by HTTP, the default, or by a signal.
    #[section(one_of = RELOAD_STRATEGIES, skip)]
    pub reload_strategy: Option<&'a str>,
    /// How many seconds Prometheus may take to start, before its container is started again.
    #[section(minimum = 60, skip)]
    pub maximum_startup_duration_seconds: Option<i32>,
    /// Further arguments of the command line. An argument that the operator sets itself cannot be overridden.
    #[section(skip)]
    pub additional_args: Vec<Argument<'a>>,
    /// Secrets that are mounted under `/etc/prometheus/secrets`.
    #[section(list = ListType::Set, skip)]
    pub secrets: Vec<&'a str>,
    /// ConfigMaps that are mounted under `/etc/prometheus/configmaps`.
    #[section(skip)]
    pub config_maps: Vec<&'a str>,
    /// The storage of samples.
    #[section(skip)]
    pub storage: Option<StorageSpec>,
    /// Further volumes of the pods.
    #[section(skip)]
    pub volumes: Vec<Volume>,
    /// Where volumes stand in the file system of the Prometheus container.
    #[section(skip)]
    pub volume_mounts: Vec<VolumeMount>,
    /// What becomes of the volume claims when the StatefulSet is scaled down or deleted.
    #[section(skip)]
    pub persistent_volume_claim_retention_policy: Option<ClaimRetentionPolicy>,
    /// Labels and annotations of the pods.
    #[section(skip)]
    pub pod_metadata: Option<PodMetadata<'a>>,
    /// Further containers, and changes to those of the operator.
    #[section(skip)]
    pub containers: Vec<Container>,
    /// Further init containers, and changes to those of the operator.
    #[section(skip)]
    pub init_containers: Vec<Container>,
    /// What the Prometheus container asks for of processors and memory.
    #[section(skip)]
    pub resources: ResourceRequirements,
    /// The labels that a node must have to run the pods.
    #[section(skip)]
    pub node_selector: Map<'a, &'a str>,
    /// Where pods run best, and where not.
    #[section(skip)]
    pub affinity: Option<Affinity>,
    /// The taints of nodes that the pods bear.
    #[section(skip)]
    pub tolerations: Vec<Toleration>,
    /// How pods are spread over nodes and zones.
    #[section(skip)]
    pub topology_spread_constraints: Vec<TopologySpreadConstraint>,
    /// The scheduler that places the pods.
    #[section(min_length = 1, skip)]
    pub scheduler_name: &'a str,
    /// The priority class of the pods.
    #[section(skip)]
    pub priority_class_name: &'a str,
    /// The service account of the pods, which needs to see what targets are found by.
    #[section(skip)]
    pub service_account_name: &'a str,
    /// Whether the service account's token is mounted into the pods.
    #[section(skip)]
    pub automount_service_account_token: Option<bool>,
    /// The identity and the privileges of the pods.
    #[section(skip)]
    pub security_context: Option<PodSecurityContext>,
    /// Whether the pods use the node's network.
    #[section(skip)]
    pub host_network: bool,
    /// Whether the pods use the node's user identifiers.
    #[section(skip)]
    pub host_users: Option<bool>,
    /// Names for addresses, beside those of the cluster's DNS.
    #[section(list = ListType::Map(&["ip"]), skip)]
    pub host_aliases: Vec<HostAlias<'a>>,
    /// Where pods look up names.
    #[section(one_of = DNS_POLICIES, skip)]
    pub dns_policy: Option<&'a str>,
    /// How pods look up names.
    #[section(skip)]
    pub dns_config: Option<DnsConfig<'a>>,
    /// Whether Services stand in the pods' environment.
    #[section(skip)]
    pub enable_service_links: Option<bool>,
    /// The Service that governs the StatefulSet. The operator makes one where it is not set.
    #[section(min_length = 1, skip)]
    pub service_name: Option<&'a str>,
    /// Whether pods are started one after the other, or all at once.
    #[section(one_of = POD_MANAGEMENT_POLICIES, skip)]
    pub pod_management_policy: Option<&'a str>,
    /// How pods are replaced when the StatefulSet changes.
    #[section(skip)]
    pub update_strategy: Option<UpdateStrategy<'a>>,
    /// How many seconds a pod must be ready for to count as available.
    #[section(minimum = 0, skip)]
    pub min_ready_seconds: Option<i32>,
    /// How many seconds a pod has to stop in.
    #[section(minimum = 0, skip)]
    pub termination_grace_period_seconds: Option<i64>,
}

/// How the Go runtime of Prometheus is tuned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct RuntimeConfig {
    /// By how many percent memory grows before garbage is collected. -1 turns collection off. Prometheus takes 75 where it is
    /// not set.
    #[section(name = "goGC", minimum = -1, key = "gogc")]
    pub go_gc: Option<i32>,
}
