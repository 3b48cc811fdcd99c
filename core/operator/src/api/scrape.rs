//! Scrape settings that jobs of all kinds share.

use promwright_kubernetes::Section;
use promwright_kubernetes::map::Map;
use promwright_kubernetes::scalar::Quantity;

use crate::api::http::SCHEMES;
use crate::api::pattern;
use crate::api::since;
use crate::render::{Context, job};

/// Exposition formats that Prometheus can request.
pub const PROTOCOLS: &[&str] =
    &["PrometheusProto", "OpenMetricsText0.0.1", "OpenMetricsText1.0.0", "PrometheusText0.0.4", "PrometheusText1.0.0"];
/// How metric and label names are validated.
pub const VALIDATION_SCHEMES: &[&str] = &["UTF8", "Legacy"];
/// Kubernetes objects to discover the endpoints of a Service from.
pub const DISCOVERY_ROLES: &[&str] = &["Endpoints", "EndpointSlice"];
/// How names with characters outside the legacy character set are escaped.
pub const ESCAPING_SCHEMES: &[&str] = &["AllowUTF8", "Underscores", "Dots", "Values"];

/// Limits of a scrape job. Scrapes fail if one is exceeded. 0 means no limit.
///
/// The Prometheus object may enforce lower limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct ScrapeLimits {
    /// Maximum number of samples per scrape; a scrape with more fails. 0 means no limit.
    #[section(minimum = 0, key = "sample_limit")]
    pub sample_limit: Option<i64>,
    /// Maximum number of targets per job; with more, all scrapes of the job fail. 0 means no limit.
    #[section(minimum = 0, key = "target_limit", since = since::TARGET_LIMIT)]
    pub target_limit: Option<i64>,
    /// Maximum number of labels per sample; a scrape with more fails. 0 means no limit.
    #[section(minimum = 0, key = "label_limit", since = since::LABEL_LIMITS)]
    pub label_limit: Option<i64>,
    /// Maximum length of label names; a scrape with a longer one fails. 0 means no limit.
    #[section(minimum = 0, key = "label_name_length_limit", since = since::LABEL_LIMITS)]
    pub label_name_length_limit: Option<i64>,
    /// Maximum length of label values; a scrape with a longer one fails. 0 means no limit.
    #[section(minimum = 0, key = "label_value_length_limit", since = since::LABEL_LIMITS)]
    pub label_value_length_limit: Option<i64>,
    /// Number of targets dropped by relabeling to keep in memory, so that Prometheus can show them. 0 means all.
    #[section(minimum = 0, key = "keep_dropped_targets", since = since::KEEP_DROPPED_TARGETS)]
    pub keep_dropped_targets: Option<i64>,
}

/// How to handle labels and timestamps that targets expose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct HonorConfig {
    /// Whether exposed labels take precedence over the job's own labels if they conflict.
    #[section(key = "honor_labels")]
    pub honor_labels: bool,
    /// Whether to keep the timestamps that targets expose. Prometheus defaults to `true`.
    #[section(key = "honor_timestamps", since = since::HONOR_TIMESTAMPS)]
    pub honor_timestamps: Option<bool>,
    /// Whether series with exposed timestamps become stale when they disappear. Has an effect only if exposed timestamps are
    /// kept.
    #[section(key = "track_timestamps_staleness", since = since::TRACK_TIMESTAMPS_STALENESS)]
    pub track_timestamps_staleness: Option<bool>,
}

/// Scrape interval and timeout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct ScrapeTiming<'a> {
    /// How often to scrape targets. Defaults to `scrapeInterval` of the Prometheus object.
    #[section(name = "interval", pattern = pattern::DURATION)]
    pub scrape_interval: &'a str,
    /// Scrape timeout. Must not exceed the scrape interval. Defaults to `scrapeTimeout` of the Prometheus object.
    #[section(pattern = pattern::DURATION)]
    pub scrape_timeout: &'a str,
}

/// Path, query parameters and scheme of scrape requests.
#[derive(Clone, Debug, Default, Section)]
pub struct ScrapeRequest<'a> {
    /// HTTP path to scrape metrics from. Prometheus defaults to `/metrics`.
    #[section(name = "path")]
    pub metrics_path: &'a str,
    /// Query parameters of scrape requests.
    #[section(natural)]
    pub params: Option<Map<'a, Vec<&'a str>>>,
    /// URL scheme of scrape requests. Prometheus defaults to `http`.
    #[section(one_of = SCHEMES, lowercase)]
    pub scheme: Option<&'a str>,
}

/// Histogram settings.
#[derive(Clone, Debug, Default, Section)]
pub struct NativeHistogramConfig<'a> {
    /// Whether to scrape native histograms.
    #[section(since = (3, 8, 0))]
    pub scrape_native_histograms: Option<bool>,
    /// Maximum number of buckets in a native histogram. Buckets are merged to stay within the limit; if that is impossible, the
    /// scrape fails. 0 means no limit.
    #[section(minimum = 0, since = (2, 45, 0))]
    pub native_histogram_bucket_limit: Option<i64>,
    /// Minimum growth factor from one bucket of a native histogram to the next. Buckets are merged to reach it.
    #[section(since = (2, 50, 0), emit = job::native_histogram_min_bucket_factor)]
    pub native_histogram_min_bucket_factor: Option<Quantity<'a>>,
    /// Whether to scrape a classic histogram even if a native histogram of the same name is exposed. In the configuration of
    /// Prometheus 2, the setting is named `scrape_classic_histograms`.
    #[section(emit = job::scrape_classic_histograms, key = "always_scrape_classic_histograms", since = since::SCRAPE_CLASSIC_HISTOGRAMS)]
    pub scrape_classic_histograms: Option<bool>,
    /// Whether to convert classic histograms to native histograms with custom buckets.
    #[section(name = "convertClassicHistogramsToNHCB", since = (3, 0, 0))]
    pub convert_classic_histograms_to_nhcb: Option<bool>,
}

/// Additional metadata to attach to targets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct AttachMetadata {
    /// Whether to attach the labels and annotations of the node to targets, as `__meta_kubernetes_node_…`. Prometheus needs
    /// permission to list and watch nodes.
    #[section(key = "node")]
    pub node: Option<bool>,
}
