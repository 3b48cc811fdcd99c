//! PodMonitor: scrapes pods.

use promwright_kubernetes::Section;
use promwright_kubernetes::scalar::IntOrString;
use promwright_kubernetes::schema::{ListType, Schema};

use super::http::{HttpConfig, ProxyConfig, SafeTlsConfig};
use super::relabel::RelabelConfig;
use super::scrape::{
    AttachMetadata, HonorConfig, NativeHistogramConfig, PROTOCOLS, ScrapeLimits, ScrapeRequest, ScrapeTiming,
};
use super::selector::{LabelSelector, NamespaceSelector, SELECTOR_MECHANISMS};
use crate::api::pattern;
use crate::api::since;

/// A PodMonitor.
pub type PodMonitor<'a> = promwright_kubernetes::object::Resource<'a, PodMonitorSpec<'a>>;

/// Which pods Prometheus scrapes, and how. Each endpoint becomes a scrape job.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct PodMonitorSpec<'a> {
    /// Pod label whose value becomes the `job` label. If it is not set, or if the pod does not have the label, the `job` label
    /// is `NAMESPACE/NAME` of the PodMonitor.
    pub job_label: &'a str,
    /// Pod labels to copy to the targets.
    pub pod_target_labels: Vec<&'a str>,
    /// Ports to scrape, and how to scrape them.
    pub pod_metrics_endpoints: Vec<PodMetricsEndpoint<'a>>,
    /// Selects the pods to scrape by their labels.
    #[section(required)]
    pub selector: LabelSelector<'a>,
    /// How pods are selected: by relabeling in Prometheus (`RelabelConfig`, default), or by the Kubernetes API
    /// (`RoleSelector`).
    #[section(one_of = SELECTOR_MECHANISMS)]
    pub selector_mechanism: Option<&'a str>,
    /// Namespaces to discover pods in. Defaults to the PodMonitor's own namespace.
    #[section(key = "kubernetes_sd_configs.namespaces")]
    pub namespace_selector: NamespaceSelector<'a>,
    /// Limits of each scrape job.
    #[section(flatten)]
    pub limits: ScrapeLimits,
    /// Exposition formats to request, in order of preference.
    #[section(
        items = &Schema::string().with_one_of(PROTOCOLS),
        list = ListType::Set,
        key = "scrape_protocols",
        since = since::SCRAPE_PROTOCOLS
    )]
    pub scrape_protocols: Vec<&'a str>,
    /// Exposition format to use if a target's `Content-Type` is missing or unknown.
    #[section(one_of = PROTOCOLS, key = "fallback_scrape_protocol", since = since::FALLBACK_SCRAPE_PROTOCOL)]
    pub fallback_scrape_protocol: Option<&'a str>,
    /// Histogram settings.
    #[section(flatten)]
    pub native_histograms: NativeHistogramConfig<'a>,
    /// Additional metadata to attach to targets.
    #[section(key = "kubernetes_sd_configs.attach_metadata", since = (2, 35, 0))]
    pub attach_metadata: Option<AttachMetadata>,
    /// Scrape class whose settings are merged into the scrape jobs. Defaults to the default scrape class, if there is one.
    #[section(min_length = 1)]
    pub scrape_class: Option<&'a str>,
    /// Maximum size of an uncompressed response; a scrape with a larger one fails. 0 means no limit.
    #[section(pattern = pattern::SIZE, key = "body_size_limit", since = since::BODY_SIZE_LIMIT)]
    pub body_size_limit: Option<&'a str>,
}

/// A port of the pods, and how to scrape it.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct PodMetricsEndpoint<'a> {
    /// Name of the container port. Takes precedence over `portNumber` and `targetPort`.
    pub port: Option<&'a str>,
    /// Number of the container port. The pod must declare the port.
    #[section(minimum = 1, maximum = 65535)]
    pub port_number: Option<i32>,
    /// Name or number of the container port. Deprecated in favor of `port` and `portNumber`.
    pub target_port: Option<IntOrString<'a>>,
    /// Path, query parameters and scheme of scrape requests.
    #[section(flatten)]
    pub request: ScrapeRequest<'a>,
    /// Scrape interval and timeout.
    #[section(flatten)]
    pub timing: ScrapeTiming<'a>,
    /// How to handle labels and timestamps that targets expose.
    #[section(flatten)]
    pub honor: HonorConfig,
    /// Relabeling rules that rewrite or drop scraped samples.
    #[section(key = "metric_relabel_configs")]
    pub metric_relabelings: Vec<RelabelConfig<'a>>,
    /// Relabeling rules that rewrite or drop targets before they are scraped.
    #[section(key = "relabel_configs")]
    pub relabelings: Vec<RelabelConfig<'a>>,
    /// Whether to drop pods in the phase `Succeeded` or `Failed`. Defaults to `true`.
    pub filter_running: Option<bool>,
    /// Authentication and connection settings.
    #[section(flatten)]
    pub http: HttpConfig<'a>,
    /// TLS settings for connections to targets.
    #[section(key = "tls_config")]
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// Proxy used to reach targets.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
}
