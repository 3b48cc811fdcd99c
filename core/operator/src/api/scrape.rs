//! Settings of scraping that jobs of every kind share.

use promwright_kubernetes::Section;
use promwright_kubernetes::map::Map;
use promwright_kubernetes::scalar::Quantity;

use crate::api::http::SCHEMES;
use crate::api::pattern;
use crate::render::{Context, job};

/// The exposition formats that Prometheus can ask for.
pub const PROTOCOLS: &[&str] =
    &["PrometheusProto", "OpenMetricsText0.0.1", "OpenMetricsText1.0.0", "PrometheusText0.0.4", "PrometheusText1.0.0"];
/// How metric and label names are checked.
pub const VALIDATION_SCHEMES: &[&str] = &["UTF8", "Legacy"];
/// The Kubernetes objects that the endpoints of a Service are found by.
pub const DISCOVERY_ROLES: &[&str] = &["Endpoints", "EndpointSlice"];
/// How names outside the legacy character set are escaped.
pub const ESCAPING_SCHEMES: &[&str] = &["AllowUTF8", "Underscores", "Dots", "Values"];

/// Limits of a job: one that is exceeded makes its scrapes fail. 0 means no limit.
///
/// The Prometheus may enforce lower ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct ScrapeLimits {
    /// The greatest number of samples in one scrape: a scrape with more fails.
    #[section(minimum = 0, key = "sample_limit")]
    pub sample_limit: Option<i64>,
    /// The greatest number of targets: with more, all scrapes of the job fail.
    #[section(minimum = 0, key = "target_limit", since = (2, 21, 0))]
    pub target_limit: Option<i64>,
    /// The greatest number of labels of a sample.
    #[section(minimum = 0, key = "label_limit", since = (2, 27, 0))]
    pub label_limit: Option<i64>,
    /// The greatest length of a label's name.
    #[section(minimum = 0, key = "label_name_length_limit", since = (2, 27, 0))]
    pub label_name_length_limit: Option<i64>,
    /// The greatest length of a label's value.
    #[section(minimum = 0, key = "label_value_length_limit", since = (2, 27, 0))]
    pub label_value_length_limit: Option<i64>,
    /// How many targets that relabelling dropped are kept in memory, to show them. 0 means all.
    #[section(minimum = 0, key = "keep_dropped_targets", since = (2, 47, 0))]
    pub keep_dropped_targets: Option<i64>,
}

/// Whether what a target says of itself wins over what Prometheus knows of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct HonorConfig {
    /// Whether labels that targets expose win over the job's own.
    #[section(key = "honor_labels")]
    pub honor_labels: bool,
    /// Whether the timestamps that targets expose are kept.
    #[section(key = "honor_timestamps", since = (2, 9, 0))]
    pub honor_timestamps: Option<bool>,
    /// Whether series with exposed timestamps go stale when they vanish. Only of use where timestamps are kept.
    #[section(key = "track_timestamps_staleness", since = (2, 48, 0))]
    pub track_timestamps_staleness: Option<bool>,
}

/// When targets are scraped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
pub struct ScrapeTiming<'a> {
    /// How often targets are scraped. The interval of the Prometheus where it is not set.
    #[section(name = "interval", pattern = pattern::DURATION)]
    pub scrape_interval: &'a str,
    /// How long a scrape may take, no longer than the interval.
    #[section(pattern = pattern::DURATION)]
    pub scrape_timeout: &'a str,
}

/// What is asked of a target.
#[derive(Clone, Debug, Default, Section)]
pub struct ScrapeRequest<'a> {
    /// The path that metrics are fetched from. Prometheus takes `/metrics` where it is not set.
    #[section(name = "path")]
    pub metrics_path: &'a str,
    /// Parameters of the request.
    #[section(natural)]
    pub params: Option<Map<'a, Vec<&'a str>>>,
    /// The scheme that targets are scraped by.
    #[section(one_of = SCHEMES, lowercase)]
    pub scheme: Option<&'a str>,
}

/// How histograms are scraped.
#[derive(Clone, Debug, Default, Section)]
pub struct NativeHistogramConfig<'a> {
    /// Whether native histograms are scraped.
    #[section(since = (3, 8, 0))]
    pub scrape_native_histograms: Option<bool>,
    /// The greatest number of buckets in a native histogram: buckets are merged until it is met, and the scrape fails where that
    /// is impossible. 0 means no limit.
    #[section(minimum = 0, since = (2, 45, 0))]
    pub native_histogram_bucket_limit: Option<i64>,
    /// The least factor from one bucket of a native histogram to the next: buckets are merged until it is met.
    #[section(since = (2, 50, 0), emit = job::native_histogram_min_bucket_factor)]
    pub native_histogram_min_bucket_factor: Option<Quantity<'a>>,
    /// Whether classic histograms are scraped where a native one of the same name is exposed too.
    /// Prometheus 2 calls it `scrape_classic_histograms`.
    #[section(emit = job::scrape_classic_histograms, key = "always_scrape_classic_histograms", since = (2, 45, 0))]
    pub scrape_classic_histograms: Option<bool>,
    /// Whether classic histograms are turned into native ones with custom buckets.
    #[section(name = "convertClassicHistogramsToNHCB", since = (3, 0, 0))]
    pub convert_classic_histograms_to_nhcb: Option<bool>,
}

/// Which further metadata targets get.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct AttachMetadata {
    /// Whether targets get the labels and annotations of their node, as `__meta_kubernetes_node_…`. Prometheus must be allowed to
    /// list and watch nodes.
    #[section(key = "node")]
    pub node: Option<bool>,
}
