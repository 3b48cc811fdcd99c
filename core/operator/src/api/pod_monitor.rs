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

/// A PodMonitor.
pub type PodMonitor<'a> = promwright_kubernetes::object::Resource<'a, PodMonitorSpec<'a>>;

/// Which pods a PodMonitor asks Prometheus to scrape, and how. Each endpoint is a job of its own.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct PodMonitorSpec<'a> {
    /// The label of the pod whose value becomes the `job` label. The PodMonitor's `NAMESPACE/NAME` where it is not set or empty.
    pub job_label: &'a str,
    /// Labels of the pod that are copied to the targets.
    pub pod_target_labels: Vec<&'a str>,
    /// The ports that are scraped, and how.
    pub pod_metrics_endpoints: Vec<PodMetricsEndpoint<'a>>,
    /// The pods that are scraped, by their labels.
    #[section(required)]
    pub selector: LabelSelector<'a>,
    /// How pods are selected: by relabelling, the default, or by the Kubernetes API.
    #[section(one_of = SELECTOR_MECHANISMS)]
    pub selector_mechanism: Option<&'a str>,
    /// The namespaces that pods are looked for in: the PodMonitor's own where nothing is set.
    #[section(key = "kubernetes_sd_configs.namespaces")]
    pub namespace_selector: NamespaceSelector<'a>,
    /// Limits of each job.
    #[section(flatten)]
    pub limits: ScrapeLimits,
    /// The exposition formats asked for, the preferred one first.
    #[section(
        items = &Schema::string().with_one_of(PROTOCOLS),
        list = ListType::Set,
        key = "scrape_protocols",
        since = (2, 49, 0)
    )]
    pub scrape_protocols: Vec<&'a str>,
    /// The exposition format taken where a target names none or one that is unknown.
    #[section(one_of = PROTOCOLS, key = "fallback_scrape_protocol", since = (3, 0, 0))]
    pub fallback_scrape_protocol: Option<&'a str>,
    /// How histograms are scraped.
    #[section(flatten)]
    pub native_histograms: NativeHistogramConfig<'a>,
    /// Which further metadata targets get.
    #[section(key = "kubernetes_sd_configs.attach_metadata", since = (2, 35, 0))]
    pub attach_metadata: Option<AttachMetadata>,
    /// The scrape class whose settings are merged into the jobs. The default class, where there is one, if it is not set.
    #[section(min_length = 1)]
    pub scrape_class: Option<&'a str>,
    /// The greatest size of an answer, uncompressed: a scrape with more fails.
    #[section(pattern = pattern::SIZE, key = "body_size_limit", since = (2, 28, 0))]
    pub body_size_limit: Option<&'a str>,
}

/// A port of the pods, and how it is scraped.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct PodMetricsEndpoint<'a> {
    /// The name of the container's port, which wins over `portNumber` and `targetPort`.
    pub port: Option<&'a str>,
    /// The number of the container's port, which the pod must declare.
    #[section(minimum = 1, maximum = 65535)]
    pub port_number: Option<i32>,
    /// The name or number of the container's port. Replaced by `port` and `portNumber`.
    pub target_port: Option<IntOrString<'a>>,
    /// What is asked of targets.
    #[section(flatten)]
    pub request: ScrapeRequest<'a>,
    /// When targets are scraped.
    #[section(flatten)]
    pub timing: ScrapeTiming<'a>,
    /// Whether what targets say of themselves wins.
    #[section(flatten)]
    pub honor: HonorConfig,
    /// Rules that rewrite or drop samples.
    #[section(key = "metric_relabel_configs")]
    pub metric_relabelings: Vec<RelabelConfig<'a>>,
    /// Rules that rewrite or drop targets.
    #[section(key = "relabel_configs")]
    pub relabelings: Vec<RelabelConfig<'a>>,
    /// Whether pods that have come to their end are left out, as they are where it is not set.
    pub filter_running: Option<bool>,
    /// How targets are authenticated with and connected to.
    #[section(flatten)]
    pub http: HttpConfig<'a>,
    /// How TLS is spoken with targets.
    #[section(key = "tls_config")]
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// The proxy that targets are scraped through.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
}
