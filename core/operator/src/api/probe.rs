//! Probe: probes targets through an exporter, such as the blackbox exporter.

use promwright_kubernetes::Section;
use promwright_kubernetes::map::Map;
use promwright_kubernetes::schema::{ListType, Schema};

use super::http::{HttpConfig, ProxyConfig, SCHEMES, SafeTlsConfig};
use super::relabel::RelabelConfig;
use super::scrape::{NativeHistogramConfig, PROTOCOLS, ScrapeLimits, ScrapeTiming};
use super::selector::{LabelSelector, NamespaceSelector};
use crate::api::since;

/// A Probe.
pub type Probe<'a> = promwright_kubernetes::object::Resource<'a, ProbeSpec<'a>>;

/// Which targets Prometheus probes, through which exporter, and how.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct ProbeSpec<'a> {
    /// Value of the `job` label. Defaults to `probe/NAMESPACE/NAME`, which is always the name of the scrape job itself.
    pub job_name: &'a str,
    /// Exporter that probes the targets.
    pub prober: ProberSpec<'a>,
    /// Module of the prober, which defines how targets are probed. Takes precedence over a parameter named `module`.
    #[section(key = "params.module")]
    pub module: &'a str,
    /// Targets to probe.
    pub targets: ProbeTargets<'a>,
    /// Probe interval and timeout.
    #[section(flatten)]
    pub timing: ScrapeTiming<'a>,
    /// Relabeling rules that rewrite or drop scraped samples.
    #[section(key = "metric_relabel_configs")]
    pub metric_relabelings: Vec<RelabelConfig<'a>>,
    /// Limits of the scrape job.
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
    /// Exposition format to use if the prober's `Content-Type` is missing or unknown.
    #[section(one_of = PROTOCOLS, key = "fallback_scrape_protocol", since = since::FALLBACK_SCRAPE_PROTOCOL)]
    pub fallback_scrape_protocol: Option<&'a str>,
    /// Histogram settings.
    #[section(flatten)]
    pub native_histograms: NativeHistogramConfig<'a>,
    /// Scrape class whose settings are merged into the scrape job. Defaults to the default scrape class, if there is one.
    #[section(min_length = 1)]
    pub scrape_class: Option<&'a str>,
    /// Query parameters of requests to the prober.
    #[section(min_items = 1, list = ListType::Map(&["name"]), key = "params")]
    pub params: Vec<ProbeParam<'a>>,
    /// Authentication and connection settings.
    #[section(flatten)]
    pub http: HttpConfig<'a>,
    /// TLS settings for connections to the prober.
    #[section(key = "tls_config")]
    pub tls_config: Option<SafeTlsConfig<'a>>,
}

/// A query parameter of requests to the prober.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct ProbeParam<'a> {
    /// Name of the parameter.
    #[section(required, min_length = 1)]
    pub name: &'a str,
    /// Values of the parameter.
    #[section(min_items = 1, items = &Schema::string().with_min_length(1))]
    pub values: Vec<&'a str>,
}

/// Exporter that probes the targets.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct ProberSpec<'a> {
    /// Address of the prober, `host` or `host:port`. Despite the name of the field, it is not a URL.
    #[section(required, min_length = 1)]
    pub url: &'a str,
    /// URL scheme for requests to the prober. Prometheus defaults to `http`.
    #[section(one_of = SCHEMES, key = "scheme")]
    pub scheme: Option<&'a str>,
    /// HTTP path to request results from.
    #[section(default = "/probe", key = "metrics_path")]
    pub path: &'a str,
    /// Proxy used to reach the prober.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
}

/// Targets to probe. One of the two fields must be set; `staticConfig` takes precedence over `ingress`.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct ProbeTargets<'a> {
    /// Targets listed in the resource itself.
    #[section(key = "static_configs")]
    pub static_config: Option<ProbeTargetStaticConfig<'a>>,
    /// Targets discovered from Ingress objects.
    #[section(key = "kubernetes_sd_configs")]
    pub ingress: Option<ProbeTargetIngress<'a>>,
}

/// Targets listed in the resource itself.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct ProbeTargetStaticConfig<'a> {
    /// Targets to probe, in the form that the prober's module expects.
    #[section(name = "static", key = "targets")]
    pub targets: Vec<&'a str>,
    /// Labels to add to all metrics of the targets. `namespace` defaults to the Probe's namespace.
    #[section(key = "labels")]
    pub labels: Map<'a, &'a str>,
    /// Relabeling rules that rewrite or drop targets before they are scraped.
    #[section(key = "relabel_configs")]
    pub relabeling_configs: Vec<RelabelConfig<'a>>,
}

/// Targets discovered from Ingress objects: one for each host and path.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct ProbeTargetIngress<'a> {
    /// Selects the Ingress objects to probe by their labels.
    pub selector: LabelSelector<'a>,
    /// Namespaces to discover Ingress objects in. Defaults to the Probe's own namespace.
    #[section(key = "namespaces")]
    pub namespace_selector: NamespaceSelector<'a>,
    /// Relabeling rules that rewrite or drop targets before they are scraped.
    #[section(key = "relabel_configs")]
    pub relabeling_configs: Vec<RelabelConfig<'a>>,
}
