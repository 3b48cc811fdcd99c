//! The specification of a ScrapeConfig.

use promwright_kubernetes::Section;
use promwright_kubernetes::map::Map;
use promwright_kubernetes::schema::{ListType, Schema};

use super::ServiceDiscoveries;
use crate::api::cel;
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SCHEMES, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::api::relabel::RelabelConfig;
use crate::api::scrape::{ESCAPING_SCHEMES, NativeHistogramConfig, PROTOCOLS, ScrapeLimits, VALIDATION_SCHEMES};
use crate::render::Context;
use crate::render::scrape_config as emit;

/// What a ScrapeConfig asks Prometheus to scrape, and how.
#[derive(Clone, Debug, Default, Section)]
#[section(rules = [cel::SCRAPE_CONFIG_AUTH])]
pub struct ScrapeConfigSpec<'a> {
    /// The value of the `job` label. The job itself is always called `scrapeConfig/NAMESPACE/NAME`.
    #[section(min_length = 1, skip)]
    pub job_name: Option<&'a str>,
    /// The scrape class whose settings are merged into the job. The default class, where there is one, if it is not set.
    #[section(name = "scrapeClass", min_length = 1, skip)]
    pub scrape_class: Option<&'a str>,
    /// Whether the timestamps that targets expose are kept.
    #[section(emit = emit::honor_timestamps, since = (2, 9, 0))]
    pub honor_timestamps: Option<bool>,
    /// Whether series with exposed timestamps go stale when they vanish. Only of use where timestamps are kept.
    #[section(since = (2, 48, 0))]
    pub track_timestamps_staleness: Option<bool>,
    /// Whether labels that targets expose win over the job's own.
    #[section(emit = emit::honor_labels)]
    pub honor_labels: Option<bool>,
    /// The path that metrics are fetched from. Prometheus takes `/metrics` where it is not set.
    #[section(min_length = 1)]
    pub metrics_path: Option<&'a str>,
    /// Parameters of the request.
    #[section(atomic)]
    pub params: Map<'a, Vec<&'a str>>,
    /// Whether answers may be compressed.
    #[section(since = (2, 49, 0))]
    pub enable_compression: Option<bool>,
    /// Whether HTTP/2 may be spoken.
    #[section(name = "enableHTTP2", since = (2, 35, 0))]
    pub enable_http2: Option<bool>,
    /// How often targets are scraped. The interval of the Prometheus where it is not set.
    #[section(pattern = pattern::DURATION)]
    pub scrape_interval: Option<&'a str>,
    /// How long a scrape may take, no longer than the interval.
    #[section(pattern = pattern::DURATION)]
    pub scrape_timeout: Option<&'a str>,
    /// The exposition formats asked for, the preferred one first.
    #[section(
        min_items = 1,
        items = &Schema::string().with_one_of(PROTOCOLS),
        list = ListType::Set,
        emit = emit::scrape_protocols,
        since = (2, 49, 0)
    )]
    pub scrape_protocols: Vec<&'a str>,
    /// The exposition format taken where a target names none or one that is unknown.
    #[section(one_of = PROTOCOLS, emit = emit::fallback_scrape_protocol, since = (3, 0, 0))]
    pub fallback_scrape_protocol: Option<&'a str>,
    /// The scheme that targets are scraped by.
    #[section(one_of = SCHEMES, lowercase)]
    pub scheme: Option<&'a str>,
    /// The proxy that targets are scraped through.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// Authenticates with a user name and a password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    #[section(emit = emit::authorization)]
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// How TLS is spoken with targets.
    #[section(emit = emit::tls_config)]
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// Limits of the job.
    #[section(flatten)]
    pub limits: ScrapeLimits,
    /// How histograms are scraped.
    #[section(flatten)]
    pub native_histograms: NativeHistogramConfig<'a>,
    /// The greatest size of an answer, uncompressed: a scrape with more fails.
    #[section(pattern = pattern::SIZE, emit = emit::body_size_limit)]
    pub body_size_limit: Option<&'a str>,
    /// Where the targets come from.
    #[section(flatten)]
    pub service_discoveries: ServiceDiscoveries<'a>,
    /// Rules that rewrite or drop targets.
    #[section(min_items = 1, emit = emit::relabel_configs, key = "relabel_configs")]
    pub relabelings: Vec<RelabelConfig<'a>>,
    /// Rules that rewrite or drop samples.
    #[section(min_items = 1, emit = emit::metric_relabel_configs, key = "metric_relabel_configs")]
    pub metric_relabelings: Vec<RelabelConfig<'a>>,
    /// How metric and label names are checked.
    #[section(one_of = VALIDATION_SCHEMES, lowercase, key = "metric_name_validation_scheme", since = (3, 0, 0))]
    pub name_validation_scheme: Option<&'a str>,
    /// How names outside the legacy character set are escaped.
    #[section(
        one_of = ESCAPING_SCHEMES,
        since = (3, 4, 0),
        emit = emit::name_escaping_scheme,
        key = "metric_name_escaping_scheme"
    )]
    pub name_escaping_scheme: Option<&'a str>,
}
