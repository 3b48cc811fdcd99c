//! How metrics that arrive by OTLP are translated.

use promwright_kubernetes::Section;
use promwright_kubernetes::schema::{ListType, Schema};

use crate::render::Context;

const TRANSLATION_STRATEGIES: &[&str] = &[
    "NoUTF8EscapingWithSuffixes",
    "UnderscoreEscapingWithSuffixes",
    "NoTranslation",
    "UnderscoreEscapingWithoutSuffixes",
];

/// How metrics that arrive by OTLP become series. Needs Prometheus 2.55.0 or newer.
#[derive(Clone, Debug, Default, Section)]
pub struct OtlpConfig<'a> {
    /// The resource attributes that become labels.
    #[section(min_items = 1, items = &Schema::string().with_min_length(1), list = ListType::Set)]
    pub promote_resource_attributes: Vec<&'a str>,
    /// How names of metrics and attributes are turned into those of Prometheus.
    #[section(one_of = TRANSLATION_STRATEGIES, since = (3, 0, 0))]
    pub translation_strategy: Option<&'a str>,
    /// Whether `service.name`, `service.namespace` and `service.instance.id` stay in the `target_info` metric.
    #[section(since = (3, 1, 0))]
    pub keep_identifying_resource_attributes: Option<bool>,
    /// Whether histograms with explicit buckets become native ones with custom buckets.
    #[section(name = "convertHistogramsToNHCB", since = (3, 4, 0))]
    pub convert_histograms_to_nhcb: Option<bool>,
    /// Whether all resource attributes become labels, but for those to be ignored.
    #[section(since = (3, 5, 0))]
    pub promote_all_resource_attributes: Option<bool>,
    /// The resource attributes that do not become labels where all others do.
    #[section(min_items = 1, items = &Schema::string().with_min_length(1), list = ListType::Set, since = (3, 5, 0))]
    pub ignore_resource_attributes: Vec<&'a str>,
    /// Whether the instrumentation scope's name, version, schema URL and attributes become labels.
    #[section(since = (3, 6, 0))]
    pub promote_scope_metadata: Option<bool>,
    /// Whether label names that start with an underscore get the prefix `key`.
    #[section(since = (3, 8, 0))]
    pub label_name_underscore_sanitization: Option<bool>,
    /// Whether several underscores in a row stay as they are in label names.
    #[section(since = (3, 8, 0))]
    pub label_name_preserve_multiple_underscores: Option<bool>,
}
