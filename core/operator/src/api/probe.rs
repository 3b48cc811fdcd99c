//! Probe: has targets probed by an exporter such as the blackbox exporter.

use promwright_kubernetes::Section;
use promwright_kubernetes::map::Map;
use promwright_kubernetes::schema::{ListType, Schema};

use super::http::{HttpConfig, ProxyConfig, SCHEMES, SafeTlsConfig};
use super::relabel::RelabelConfig;
use super::scrape::{NativeHistogramConfig, PROTOCOLS, ScrapeLimits, ScrapeTiming};
use super::selector::{LabelSelector, NamespaceSelector};

/// A Probe.
pub type Probe<'a> = promwright_kubernetes::object::Resource<'a, ProbeSpec<'a>>;

/// What a Probe asks Prometheus to have probed, by whom, and how.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct ProbeSpec<'a> {
    /// The value of the `job` label. The job itself is always called `probe/NAMESPACE/NAME`.
    pub job_name: &'a str,
    /// The exporter that probes the targets.
    pub prober: ProberSpec<'a>,
    /// The module of the prober, which says how targets are probed. It wins over a parameter of that name.
    #[section(key = "params.module")]
    pub module: &'a str,
    /// What is probed.
    pub targets: ProbeTargets<'a>,
    /// When targets are probed.
    #[section(flatten)]
    pub timing: ScrapeTiming<'a>,
    /// Rules that rewrite or drop samples.
    #[section(key = "metric_relabel_configs")]
    pub metric_relabelings: Vec<RelabelConfig<'a>>,
    /// Limits of the job.
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
    /// The exposition format taken where the prober names none or one that is unknown.
    #[section(one_of = PROTOCOLS, key = "fallback_scrape_protocol", since = (3, 0, 0))]
    pub fallback_scrape_protocol: Option<&'a str>,
    /// How histograms are scraped.
    #[section(flatten)]
    pub native_histograms: NativeHistogramConfig<'a>,
    /// The scrape class whose settings are merged into the job. The default class, where there is one, if it is not set.
    #[section(min_length = 1)]
    pub scrape_class: Option<&'a str>,
    /// Parameters of the request.
    #[section(min_items = 1, list = ListType::Map(&["name"]), key = "params")]
    pub params: Vec<ProbeParam<'a>>,
    /// How the prober is authenticated with and connected to.
    #[section(flatten)]
    pub http: HttpConfig<'a>,
    /// How TLS is spoken with the prober.
    #[section(key = "tls_config")]
    pub tls_config: Option<SafeTlsConfig<'a>>,
}

/// A parameter of the request to the prober.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct ProbeParam<'a> {
    /// The parameter's name.
    #[section(required, min_length = 1)]
    pub name: &'a str,
    /// The parameter's values.
    #[section(min_items = 1, items = &Schema::string().with_min_length(1))]
    pub values: Vec<&'a str>,
}

/// The exporter that probes the targets.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct ProberSpec<'a> {
    /// The exporter's address, `host` or `host:port`. Despite its name it is no URL.
    #[section(required, min_length = 1)]
    pub url: &'a str,
    /// The scheme that the exporter is reached by.
    #[section(one_of = SCHEMES, key = "scheme")]
    pub scheme: Option<&'a str>,
    /// The path that results are fetched from.
    #[section(default = "/probe", key = "metrics_path")]
    pub path: &'a str,
    /// The proxy that the exporter is reached through.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
}

/// What is probed: one of the two must be set, and the static one wins.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct ProbeTargets<'a> {
    /// Targets listed in the resource itself.
    #[section(key = "static_configs")]
    pub static_config: Option<ProbeTargetStaticConfig<'a>>,
    /// Targets found among the Ingress objects.
    #[section(key = "kubernetes_sd_configs")]
    pub ingress: Option<ProbeTargetIngress<'a>>,
}

/// Targets listed in the resource itself.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct ProbeTargetStaticConfig<'a> {
    /// The targets, in whichever form the prober's module takes them.
    #[section(name = "static", key = "targets")]
    pub targets: Vec<&'a str>,
    /// Labels that all metrics of the targets get. `namespace` is the Probe's where it is not set.
    #[section(key = "labels")]
    pub labels: Map<'a, &'a str>,
    /// Rules that rewrite or drop targets.
    #[section(key = "relabel_configs")]
    pub relabeling_configs: Vec<RelabelConfig<'a>>,
}

/// Targets found among the Ingress objects: a target for each host and path.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct ProbeTargetIngress<'a> {
    /// The Ingress objects that are probed, by their labels.
    pub selector: LabelSelector<'a>,
    /// The namespaces that Ingress objects are looked for in: the Probe's own where nothing is set.
    #[section(key = "namespaces")]
    pub namespace_selector: NamespaceSelector<'a>,
    /// Rules that rewrite or drop targets.
    #[section(key = "relabel_configs")]
    pub relabeling_configs: Vec<RelabelConfig<'a>>,
}
