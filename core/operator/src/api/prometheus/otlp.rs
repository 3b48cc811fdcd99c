//! How metrics received via OTLP are translated.

use promwright_kubernetes::Section;
use promwright_kubernetes::schema::{ListType, Schema};

use crate::render::Context;

const TRANSLATION_STRATEGIES: &[&str] = &[
    "NoUTF8EscapingWithSuffixes",
    "UnderscoreEscapingWithSuffixes",
    "NoTranslation",
    "UnderscoreEscapingWithoutSuffixes",
];

/// How metrics received via OTLP are converted to time series. Requires Prometheus 2.55.0 or newer.
#[derive(Clone, Debug, Default, Section)]
pub struct OtlpConfig<'a> {
    /// Resource attributes to promote to labels.
    #[section(min_items = 1, items = &Schema::string().with_min_length(1), list = ListType::Set)]
    pub promote_resource_attributes: Vec<&'a str>,
    /// How metric and attribute names are translated to Prometheus names.
    #[section(one_of = TRANSLATION_STRATEGIES, since = (3, 0, 0))]
    pub translation_strategy: Option<&'a str>,
    /// Whether to keep `service.name`, `service.namespace` and `service.instance.id` in the `target_info` metric.
    #[section(since = (3, 1, 0))]
    pub keep_identifying_resource_attributes: Option<bool>,
    /// Whether to convert histograms with explicit buckets to native histograms with custom buckets.
    #[section(name = "convertHistogramsToNHCB", since = (3, 4, 0))]
    pub convert_histograms_to_nhcb: Option<bool>,
    /// Whether to promote all resource attributes to labels, except those in `ignoreResourceAttributes`.
    #[section(since = (3, 5, 0))]
    pub promote_all_resource_attributes: Option<bool>,
    /// Resource attributes not to promote to labels if `promoteAllResourceAttributes` is set.
    #[section(min_items = 1, items = &Schema::string().with_min_length(1), list = ListType::Set, since = (3, 5, 0))]
    pub ignore_resource_attributes: Vec<&'a str>,
    /// Whether to promote the name, version, schema URL and attributes of the instrumentation scope to labels.
    #[section(since = (3, 6, 0))]
    pub promote_scope_metadata: Option<bool>,
    /// Whether to add the prefix `key` to label names that start with an underscore.
    #[section(since = (3, 8, 0))]
    pub label_name_underscore_sanitization: Option<bool>,
    /// Whether to keep consecutive underscores in label names.
    #[section(since = (3, 8, 0))]
    pub label_name_preserve_multiple_underscores: Option<bool>,
}
