//! What scrape jobs of every kind have in common (upstream: `pkg/prometheus/promcfg.go`).

use promwright_finding::Path;
use promwright_kubernetes::quantity;
use promwright_kubernetes::scalar::Quantity;
use promwright_prometheus::size;
use promwright_prometheus::version::Version;

use super::{Context, Emit, Refusal, Section, Writer, write_lowercase};
use crate::api::http::{Authorization, SafeAuthorization, SafeTlsConfig, TlsConfig};
use crate::api::scrape::{HonorConfig, NativeHistogramConfig, ScrapeLimits};
use crate::api::secret::SecretKeySelector;
use crate::api::since;

/// `honor_timestamps`, which the Prometheus may override.
pub(super) fn honor_timestamps(own: Option<bool>, w: &mut Writer, cx: &Context<'_>) {
    let overridden = cx.prometheus.override_honor_timestamps;
    if (own.is_some() || overridden) && cx.since(since::HONOR_TIMESTAMPS) {
        w.key("honor_timestamps");
        w.bool(own == Some(true) && !overridden);
    }
}

/// `honor_labels`, which the Prometheus may override.
pub(super) fn honor_labels(own: bool, w: &mut Writer, cx: &Context<'_>) {
    w.key("honor_labels");
    w.bool(own && !cx.prometheus.override_honor_labels);
}

/// `scrape_protocols`. The list may end up empty where the version knows none of it.
pub(super) fn scrape_protocols(protocols: &[&str], w: &mut Writer, cx: &Context<'_>) {
    if protocols.is_empty() || !cx.since(since::SCRAPE_PROTOCOLS) {
        return;
    }
    let knows_text_1 = cx.options.bypass_version_check
        || Version::parse("3.0.0-rc.0").is_ok_and(|release_candidate| *cx.version >= release_candidate);
    w.key("scrape_protocols");
    w.begin_list();
    for protocol in protocols.iter().filter(|protocol| knows_text_1 || **protocol != "PrometheusText1.0.0") {
        w.string(protocol);
    }
    w.end_list();
}

/// `fallback_scrape_protocol`, the scrape class' where the job has none of its own.
pub(super) fn fallback_scrape_protocol(own: Option<&str>, w: &mut Writer, cx: &Context<'_>) {
    let protocol = own.or_else(|| cx.scrape_class.and_then(|class| class.fallback_scrape_protocol));
    if let Some(protocol) = protocol
        && cx.since(since::FALLBACK_SCRAPE_PROTOCOL)
    {
        w.key("fallback_scrape_protocol");
        w.string(protocol);
    }
}

/// `authorization`, with the scrape class' credentials where the job has none of its own.
pub(super) fn authorization(
    own: Option<&SafeAuthorization<'_>>,
    w: &mut Writer,
    cx: &Context<'_>,
) -> Result<(), Refusal> {
    let class = cx.scrape_class.and_then(|class| class.authorization);
    let own = own.filter(|own| **own != SafeAuthorization::default());
    let merged = match (own, class) {
        (None, class) => class,
        (Some(own), None) => Some(Authorization { safe: *own, credentials_file: "" }),
        (Some(own), Some(class)) => {
            let credentials = own.credentials.or(class.safe.credentials);
            let credentials_file = if credentials.is_none() { class.credentials_file } else { "" };
            Some(Authorization { safe: SafeAuthorization { credentials, ..*own }, credentials_file })
        }
    };
    let written = section("authorization", merged.as_ref(), w, cx);
    match (own, cx.scrape_class) {
        (None, Some(class)) => written.map_err(|refusal| {
            let classes = &cx.prometheus.scrape_classes;
            let index = classes.iter().rposition(|known| known.name == class.name).unwrap_or_default();
            refusal.over_authorization(|| Path::of(&["spec", "scrapeClasses"]).index(index))
        }),
        _ => written,
    }
}

/// `tls_config`, with the scrape class' files where the job names no material of its own.
pub(super) fn tls_config(own: Option<&SafeTlsConfig<'_>>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    let own = own.filter(|own| **own != SafeTlsConfig::default());
    let own = own.map(|own| TlsConfig { safe: *own, ..TlsConfig::default() });
    tls_config_with_files(own.as_ref(), w, cx)
}

/// As [`tls_config`], for the block that may name files.
pub(super) fn tls_config_with_files(
    own: Option<&TlsConfig<'_>>,
    w: &mut Writer,
    cx: &Context<'_>,
) -> Result<(), Refusal> {
    let class = cx.scrape_class.and_then(|class| class.tls_config.as_ref());
    let merged = match (own, class) {
        (None, class) => class.copied(),
        (Some(own), None) => Some(*own),
        (Some(own), Some(class)) => {
            let mut merged = *own;
            if own.ca_file.is_empty() && own.safe.ca.is_empty() {
                merged.ca_file = class.ca_file;
            }
            if own.cert_file.is_empty() && own.safe.cert.is_empty() {
                merged.cert_file = class.cert_file;
            }
            if own.key_file.is_empty() && own.safe.key_secret.is_none() {
                merged.key_file = class.key_file;
            }
            Some(merged)
        }
    };
    section("tls_config", merged.as_ref(), w, cx)
}

/// `bearer_token`, left out where the Secret is missing.
pub(super) fn bearer_token(token: Option<&SecretKeySelector<'_>>, w: &mut Writer, cx: &Context<'_>) {
    if let Some(selector) = token
        && let Ok(token) = cx.assets.secret(cx.namespace, selector)
    {
        w.key("bearer_token");
        w.bytes(&token);
    }
}

/// A block under a key, where there is one.
pub(super) fn section<'c, T: Emit<Context<'c>>>(
    key: &'static str,
    block: Option<&T>,
    w: &mut Writer,
    cx: &Context<'c>,
) -> Result<(), Refusal> {
    if let Some(block) = block
        && block.is_written(cx)
    {
        w.key(key);
        block.emit(w, cx)?;
    }
    Ok(())
}

impl<'c> Section<Context<'c>> for HonorConfig {
    fn write_fields(&self, w: &mut Writer, cx: &Context<'c>) -> Result<(), Refusal> {
        honor_labels(self.honor_labels, w, cx);
        honor_timestamps(self.honor_timestamps, w, cx);
        if let Some(track) = self.track_timestamps_staleness
            && cx.since(since::TRACK_TIMESTAMPS_STALENESS)
        {
            w.key("track_timestamps_staleness");
            w.bool(track);
        }
        Ok(())
    }
}

impl<'c> Section<Context<'c>> for ScrapeLimits {
    fn write_fields(&self, w: &mut Writer, cx: &Context<'c>) -> Result<(), Refusal> {
        limits(self, w, cx);
        Ok(())
    }
}

/// The six limits, each the lower one of the job's own and the enforced one.
fn limits(own: &ScrapeLimits, w: &mut Writer, cx: &Context<'_>) {
    let enforced = cx.prometheus;
    let limits = [
        ("sample_limit", (0, 0, 0), own.sample_limit, enforced.enforced_sample_limit),
        ("target_limit", since::TARGET_LIMIT, own.target_limit, enforced.enforced_target_limit),
        ("label_limit", since::LABEL_LIMITS, own.label_limit, enforced.enforced_label_limit),
        (
            "label_name_length_limit",
            since::LABEL_LIMITS,
            own.label_name_length_limit,
            enforced.enforced_label_name_length_limit,
        ),
        (
            "label_value_length_limit",
            since::LABEL_LIMITS,
            own.label_value_length_limit,
            enforced.enforced_label_value_length_limit,
        ),
        (
            "keep_dropped_targets",
            since::KEEP_DROPPED_TARGETS,
            own.keep_dropped_targets,
            enforced.enforced_keep_dropped_targets,
        ),
    ];
    for (key, since, own, enforced) in limits {
        if let Some(limit) = limit(own, enforced, cx)
            && (since == (0, 0, 0) || cx.since(since))
        {
            w.key(key);
            w.int(limit);
        }
    }
}

fn limit(own: Option<i64>, enforced: Option<i64>, cx: &Context<'_>) -> Option<i64> {
    match (own, enforced.unwrap_or(0)) {
        (own, 0) => own,
        // From 2.45.0 on the global block carries the enforced limit, so the job need not.
        (None | Some(0), enforced) => (!cx.version.is_at_least(2, 45, 0)).then_some(enforced),
        (Some(own), enforced) => Some(if enforced > own { own } else { enforced }),
    }
}

/// `body_size_limit`, the lower one of the job's own and the enforced one. A size that cannot be read counts as 0.
pub(super) fn body_size_limit(own: Option<&str>, w: &mut Writer, cx: &Context<'_>) {
    if !cx.since(since::BODY_SIZE_LIMIT) {
        return;
    }
    let own = own.filter(|own| !own.is_empty());
    let enforced = Some(cx.prometheus.enforced_body_size_limit).filter(|enforced| !enforced.is_empty());
    let limit = match (own, enforced) {
        (Some(own), Some(enforced)) => Some(if size::is_above(own, enforced) { enforced } else { own }),
        (own, enforced) => own.or(enforced),
    };
    if let Some(limit) = limit {
        w.key("body_size_limit");
        w.string(limit);
    }
}

/// `native_histogram_min_bucket_factor`, as a floating-point number.
pub fn native_histogram_min_bucket_factor(
    histograms: &NativeHistogramConfig<'_>,
    w: &mut Writer,
    _: &Context<'_>,
) -> Result<(), Refusal> {
    if let Some(factor) = histograms.native_histogram_min_bucket_factor {
        w.key("native_histogram_min_bucket_factor");
        w.float(approximate(factor));
    }
    Ok(())
}

/// A quantity as the floating-point number that the operator writes.
pub(super) fn approximate(quantity: Quantity<'_>) -> f64 {
    match quantity {
        Quantity::Integer(value) => value as f64,
        Quantity::Text(text) => quantity::parse(text).map_or(0.0, |quantity| quantity.as_approximate_float64()),
    }
}

/// `scrape_classic_histograms`, called `always_scrape_classic_histograms` from version 3 on.
pub fn scrape_classic_histograms(
    histograms: &NativeHistogramConfig<'_>,
    w: &mut Writer,
    cx: &Context<'_>,
) -> Result<(), Refusal> {
    if let Some(scrape) = histograms.scrape_classic_histograms {
        if cx.version.major == 3 {
            w.key("always_scrape_classic_histograms");
            w.bool(scrape);
        } else if cx.since(since::SCRAPE_CLASSIC_HISTOGRAMS) {
            w.key("scrape_classic_histograms");
            w.bool(scrape);
        }
    }
    Ok(())
}

/// `metric_name_validation_scheme`.
pub(super) fn name_validation_scheme(scheme: Option<&str>, w: &mut Writer, cx: &Context<'_>) {
    if let Some(scheme) = scheme
        && cx.since(since::NAME_VALIDATION_SCHEME)
    {
        w.key("metric_name_validation_scheme");
        write_lowercase(scheme, w);
    }
}

/// `metric_name_escaping_scheme`.
pub(super) fn name_escaping_scheme(scheme: Option<&str>, w: &mut Writer, cx: &Context<'_>) {
    let scheme = match scheme {
        Some("AllowUTF8") => "allow-utf-8",
        Some("Underscores") => "underscores",
        Some("Dots") => "dots",
        Some("Values") => "values",
        _ => return,
    };
    if cx.since(since::NAME_ESCAPING_SCHEME) {
        w.key("metric_name_escaping_scheme");
        w.string(scheme);
    }
}

/// Whether the namespace label is enforced on a resource (upstream: `pkg/namespacelabeler`).
pub(super) fn enforces_namespace(plural: &str, name: &str, cx: &Context<'_>) -> bool {
    if cx.prometheus.enforced_namespace_label.is_empty() {
        return false;
    }
    !cx.prometheus.excluded_from_enforcement.iter().any(|reference| {
        matches!(reference.group, "" | "monitoring.coreos.com")
            && reference.namespace == cx.namespace
            && !reference.namespace.is_empty()
            && reference.resource == plural
            && (reference.name.is_empty() || reference.name == name)
    })
}
