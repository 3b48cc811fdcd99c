//! Checks of what a Prometheus or PrometheusAgent sets.

use promwright_finding::Finding;
use promwright_go::Quoted;
use promwright_kubernetes::quantity;
use promwright_kubernetes::scalar::Quantity;
use promwright_prometheus::version::Version;

use super::alerting::check_alertmanagers;
use super::remote::{check_remote_reads, check_remote_writes};
use super::{At, Checker, check_relabelings, http};
use crate::api::prometheus::CommonFields;
use crate::render::Workload;
use crate::rules::{
    default_scrape_classes, prometheus_version as version_rule, stale_series_threshold, xor_start_timestamps,
};
use crate::versions;

/// The version of Prometheus that is asked for, or the operator's default.
///
/// # Errors
/// The version cannot be read, or is neither 2 nor 3.
pub fn prometheus_version(common: &CommonFields<'_>) -> Result<Version, Box<Finding>> {
    let version = any_prometheus_version(common)?;
    if !matches!(version.major, 2 | 3) {
        return Err(Box::new(version_rule::unsupported(version_text(common))));
    }
    Ok(version)
}

/// As [`prometheus_version`], of any major version: what resources are checked by.
///
/// # Errors
/// The version cannot be read.
pub fn any_prometheus_version(common: &CommonFields<'_>) -> Result<Version, Box<Finding>> {
    let text = version_text(common);
    Version::parse(text).map_err(|error| Box::new(version_rule::unreadable(text, &error)))
}

fn version_text<'c>(common: &CommonFields<'c>) -> &'c str {
    if common.version.is_empty() { versions::DEFAULT } else { common.version }
}

/// Checks the scrape classes and names the default one (upstream: `getScrapeClassConfig`).
pub fn scrape_classes<'c>(common: &'c CommonFields<'_>, checker: &mut Checker<'_, '_>) -> Option<&'c str> {
    let mut default = None;
    let list = At::SPEC.below("scrapeClasses");
    for (index, class) in common.scrape_classes.iter().enumerate() {
        let item = list.item(index);
        let at = item.saying(format_args!("failed to parse scrape classes"));
        let name = class.name;
        let rules = at.below("relabelings");
        let words = format_args!("invalid relabelings for scrapeClass {name}");
        let saying = rules.saying(words);
        check_relabelings(&class.relabelings, &saying, checker);
        let rules = at.below("metricRelabelings");
        let words = format_args!("invalid metric relabelings for scrapeClass {name}");
        let saying = rules.saying(words);
        check_relabelings(&class.metric_relabelings, &saying, checker);
        if let Some(tls) = &class.tls_config {
            let tls_at = at.below("tlsConfig");
            let words = format_args!("invalid TLS config for scrapeClass {name}");
            let saying = tls_at.saying(words);
            http::validate_tls_with_files(tls, &saying, checker);
        }
        if let Some(authorization) = &class.authorization {
            let authorization_at = at.below("authorization");
            let words = format_args!("invalid authorization for scrapeClass {name}");
            let saying = authorization_at.saying(words);
            http::validate_authorization_with_file(authorization, &saying, checker);
        }
        if class.default == Some(true) {
            match default.replace(class.name) {
                None | Some("") => {}
                Some(_) => default_scrape_classes::reject(&at, checker),
            }
        }
    }
    default.filter(|name| !name.is_empty())
}

/// Checks the storage settings.
pub fn tsdb(common: &CommonFields<'_>, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    let Some(tsdb) = &common.tsdb else { return };
    if let Some(threshold) = tsdb.stale_series_compaction_threshold {
        let (value, text) = match threshold {
            Quantity::Integer(value) => (value as f64, value.to_string()),
            Quantity::Text(text) => match quantity::parse(text) {
                Ok(quantity) => (quantity.as_approximate_float64(), quantity.to_string()),
                Err(_) => (0.0, String::new()),
            },
        };
        // What is not a number (`0e400`) is neither below nor above, and passes.
        if !value.is_nan() && !(0.0..=1.0).contains(&value) {
            stale_series_threshold::reject(&text, at, checker);
        }
    }
    let floats = tsdb.chunk_encoding.as_ref().and_then(|encoding| encoding.floats);
    if floats == Some("Xor") && common.enable_features.contains(&"st-storage") {
        xor_start_timestamps::reject(at, checker);
    }
}

/// Checks the servers that Prometheus talks to, and looks up what they and the scrape classes refer to, before the configuration
/// is written.
pub fn load_references(workload: &Workload<'_>, checker: &mut Checker<'_, '_>) {
    let common = workload.common();
    let server = match workload {
        Workload::Server(server) => Some(server),
        Workload::Agent(_) => None,
    };
    if let Some(server) = server {
        check_remote_reads(&server.remote_read, checker);
    }
    check_remote_writes(&common.remote_write, checker);
    if let Some(api_server) = &common.apiserver_config {
        let api_server_at = At::SPEC.below("apiserverConfig");
        let at = api_server_at.saying(format_args!("apiserver config"));
        checker.basic_auth(api_server.basic_auth.as_ref(), &at.below("basicAuth"));
        http::authorization_with_file(checker, api_server.authorization.as_ref(), &at.below("authorization"));
        http::tls_with_files(checker, api_server.tls_config.as_ref(), &at.below("tlsConfig"));
        http::headers(checker, &api_server.proxy, &at);
    }
    if let Some(alerting) = server.and_then(|server| server.alerting.as_ref()) {
        check_alertmanagers(&alerting.alertmanagers, checker);
    }
    let list = At::SPEC.below("scrapeClasses");
    for (index, class) in common.scrape_classes.iter().enumerate() {
        let item = list.item(index);
        let tls = item.below("tlsConfig");
        let name = Quoted(class.name);
        let words = format_args!("failed to process scrape classes: scrape class {name}");
        let saying = tls.saying(words);
        http::tls_with_files(checker, class.tls_config.as_ref(), &saying);
    }
}
