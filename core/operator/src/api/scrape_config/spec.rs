//! The spec of a ScrapeConfig.

use promwright_kubernetes::Section;
use promwright_kubernetes::map::Map;
use promwright_kubernetes::schema::{ListType, Schema};

use super::ServiceDiscoveries;
use crate::api::cel;
use crate::api::http::{BasicAuth, OAuth2, ProxyConfig, SCHEMES, SafeAuthorization, SafeTlsConfig};
use crate::api::pattern;
use crate::api::relabel::RelabelConfig;
use crate::api::scrape::{ESCAPING_SCHEMES, NativeHistogramConfig, PROTOCOLS, ScrapeLimits, VALIDATION_SCHEMES};
use crate::api::since;
use crate::render::Context;
use crate::render::scrape_config as emit;

/// Which targets Prometheus scrapes, and how.
#[derive(Clone, Debug, Default, Section)]
#[section(rules = [cel::SCRAPE_CONFIG_AUTH])]
pub struct ScrapeConfigSpec<'a> {
    /// Value of the `job` label. Defaults to `scrapeConfig/NAMESPACE/NAME`, which is always the name of the scrape job itself.
    #[section(min_length = 1, skip)]
    pub job_name: Option<&'a str>,
    /// Scrape class whose settings are merged into the scrape job. Defaults to the default scrape class, if there is one.
    #[section(name = "scrapeClass", min_length = 1, skip)]
    pub scrape_class: Option<&'a str>,
    /// Whether to keep the timestamps that targets expose. Prometheus defaults to `true`.
    #[section(emit = emit::honor_timestamps, since = since::HONOR_TIMESTAMPS)]
    pub honor_timestamps: Option<bool>,
    /// Whether series with exposed timestamps become stale when they disappear. Has an effect only if exposed timestamps are
    /// kept.
    #[section(since = since::TRACK_TIMESTAMPS_STALENESS)]
    pub track_timestamps_staleness: Option<bool>,
    /// Whether exposed labels take precedence over the job's own labels if they conflict.
    #[section(emit = emit::honor_labels)]
    pub honor_labels: Option<bool>,
    /// HTTP path to scrape metrics from. Prometheus defaults to `/metrics`.
    #[section(min_length = 1)]
    pub metrics_path: Option<&'a str>,
    /// Query parameters of scrape requests.
    #[section(atomic)]
    pub params: Map<'a, Vec<&'a str>>,
    /// Whether to request compressed responses. Prometheus defaults to `true`.
    #[section(since = (2, 49, 0))]
    pub enable_compression: Option<bool>,
    /// Whether to use HTTP/2. Prometheus defaults to `true`.
    #[section(name = "enableHTTP2", since = (2, 35, 0))]
    pub enable_http2: Option<bool>,
    /// How often to scrape targets. Defaults to `scrapeInterval` of the Prometheus object.
    #[section(pattern = pattern::DURATION)]
    pub scrape_interval: Option<&'a str>,
    /// Scrape timeout. Must not exceed the scrape interval. Defaults to `scrapeTimeout` of the Prometheus object.
    #[section(pattern = pattern::DURATION)]
    pub scrape_timeout: Option<&'a str>,
    /// Exposition formats to request, in order of preference.
    #[section(
        min_items = 1,
        items = &Schema::string().with_one_of(PROTOCOLS),
        list = ListType::Set,
        emit = emit::scrape_protocols,
        since = since::SCRAPE_PROTOCOLS
    )]
    pub scrape_protocols: Vec<&'a str>,
    /// Exposition format to use if a target's `Content-Type` is missing or unknown.
    #[section(one_of = PROTOCOLS, emit = emit::fallback_scrape_protocol, since = since::FALLBACK_SCRAPE_PROTOCOL)]
    pub fallback_scrape_protocol: Option<&'a str>,
    /// URL scheme of scrape requests. Prometheus defaults to `http`.
    #[section(one_of = SCHEMES, lowercase)]
    pub scheme: Option<&'a str>,
    /// Proxy used to reach targets.
    #[section(flatten)]
    pub proxy: ProxyConfig<'a>,
    /// Authenticates with a username and password.
    pub basic_auth: Option<BasicAuth<'a>>,
    /// Authenticates with credentials in the `Authorization` header.
    #[section(emit = emit::authorization)]
    pub authorization: Option<SafeAuthorization<'a>>,
    /// Authenticates with a token from an OAuth 2.0 server.
    pub oauth2: Option<OAuth2<'a>>,
    /// TLS settings for connections to targets.
    #[section(emit = emit::tls_config)]
    pub tls_config: Option<SafeTlsConfig<'a>>,
    /// Limits of the scrape job.
    #[section(flatten)]
    pub limits: ScrapeLimits,
    /// Histogram settings.
    #[section(flatten)]
    pub native_histograms: NativeHistogramConfig<'a>,
    /// Maximum size of an uncompressed response; a scrape with a larger one fails. 0 means no limit.
    #[section(pattern = pattern::SIZE, emit = emit::body_size_limit, since = since::BODY_SIZE_LIMIT)]
    pub body_size_limit: Option<&'a str>,
    /// Service discoveries that find the targets.
    #[section(flatten)]
    pub service_discoveries: ServiceDiscoveries<'a>,
    /// Relabeling rules that rewrite or drop targets before they are scraped.
    #[section(min_items = 1, emit = emit::relabel_configs, key = "relabel_configs")]
    pub relabelings: Vec<RelabelConfig<'a>>,
    /// Relabeling rules that rewrite or drop scraped samples.
    #[section(min_items = 1, emit = emit::metric_relabel_configs, key = "metric_relabel_configs")]
    pub metric_relabelings: Vec<RelabelConfig<'a>>,
    /// How metric and label names are validated.
    #[section(one_of = VALIDATION_SCHEMES, lowercase, key = "metric_name_validation_scheme", since = since::NAME_VALIDATION_SCHEME)]
    pub name_validation_scheme: Option<&'a str>,
    /// How names with characters outside the legacy character set are escaped.
    #[section(
        one_of = ESCAPING_SCHEMES,
        since = since::NAME_ESCAPING_SCHEME,
        emit = emit::name_escaping_scheme,
        key = "metric_name_escaping_scheme"
    )]
    pub name_escaping_scheme: Option<&'a str>,
}
