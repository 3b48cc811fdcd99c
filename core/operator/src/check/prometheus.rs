//! Checks of what a Prometheus or PrometheusAgent says.

use promwright_go::Quoted;
use promwright_kubernetes::quantity;
use promwright_kubernetes::scalar::Quantity;
use promwright_prometheus::version::Version;
use promwright_prometheus::{duration, version};

use super::alerting::check_alertmanagers;
use super::remote::{check_remote_reads, check_remote_writes};
use super::{At, Check, Checker, check_relabelings, http};
use crate::api::prometheus::CommonFields;
use crate::render::Workload;

/// The version of Prometheus that is asked for, or the operator's default.
///
/// # Errors
/// The version cannot be read, or is neither 2 nor 3.
pub fn prometheus_version(common: &CommonFields<'_>) -> Result<Version, String> {
    let version = any_prometheus_version(common)?;
    if !matches!(version.major, 2 | 3) {
        return Err(format!("unsupported Prometheus version {}", Quoted(version_text(common))));
    }
    Ok(version)
}

/// As [`prometheus_version`], of any major version: what resources are checked by.
///
/// # Errors
/// The version cannot be read.
pub fn any_prometheus_version(common: &CommonFields<'_>) -> Result<Version, String> {
    Version::parse(version_text(common)).map_err(|error| format!("failed to parse Prometheus version: {error}"))
}

fn version_text<'c>(common: &CommonFields<'c>) -> &'c str {
    if common.version.is_empty() { version::DEFAULT } else { common.version }
}

/// Checks the scrape classes and names the default one (upstream: `getScrapeClassConfig`).
///
/// # Errors
/// The operator's reason for writing no configuration.
pub fn scrape_classes<'c>(common: &'c CommonFields<'_>, version: &Version) -> Result<Option<&'c str>, String> {
    let mut default = None;
    for class in &common.scrape_classes {
        let within = |what: &str| format!("invalid {what} for scrapeClass {}", class.name);
        check_relabelings(&class.relabelings, version)
            .within(within("relabelings"))
            .and_then(|()| check_relabelings(&class.metric_relabelings, version).within(within("metric relabelings")))
            .and_then(|()| {
                class.tls_config.as_ref().map_or(Ok(()), http::validate_tls_with_files).within(within("TLS config"))
            })
            .and_then(|()| {
                let authorization = class.authorization.as_ref();
                authorization.map_or(Ok(()), http::validate_authorization_with_file).within(within("authorization"))
            })
            .and_then(|()| {
                if class.default != Some(true) {
                    return Ok(());
                }
                match default.replace(class.name) {
                    None | Some("") => Ok(()),
                    Some(_) => Err("multiple default scrape classes defined".to_owned()),
                }
            })
            .within("failed to parse scrape classes")?;
    }
    Ok(default.filter(|name| !name.is_empty()))
}

/// Checks that a scrape's timeout is no longer than its interval.
pub fn compare_timeout(timeout: &str, interval: &str) -> Check {
    let interval_duration =
        duration::parse(interval).map_err(|error| format!("invalid scrapeInterval {}: {error}", Quoted(interval)))?;
    let timeout_duration =
        duration::parse(timeout).map_err(|error| format!("invalid scrapeTimeout: {}: {error}", Quoted(timeout)))?;
    if timeout_duration > interval_duration {
        return Err(format!("scrapeTimeout {} greater than scrapeInterval {}", Quoted(timeout), Quoted(interval)));
    }
    Ok(())
}

/// Checks the storage settings.
pub fn tsdb(common: &CommonFields<'_>) -> Check {
    let Some(tsdb) = &common.tsdb else { return Ok(()) };
    if let Some(threshold) = tsdb.stale_series_compaction_threshold {
        let (value, text) = match threshold {
            Quantity::Integer(value) => (value as f64, value.to_string()),
            Quantity::Text(text) => match quantity::parse(text) {
                Ok(quantity) => (quantity.as_approximate_float64(), quantity.to_string()),
                Err(_) => (0.0, String::new()),
            },
        };
        // What is no number (`0e400`) is neither below nor above, and passes.
        if !value.is_nan() && !(0.0..=1.0).contains(&value) {
            return Err(format!(
                "`staleSeriesCompactionThreshold` must be between 0 and 1. The current value is {text}"
            ));
        }
    }
    let floats = tsdb.chunk_encoding.as_ref().and_then(|encoding| encoding.floats);
    if floats == Some("Xor") && common.enable_features.contains(&"st-storage") {
        return Err(
            "chunk encoding \"Xor\" is incompatible with --enable-feature=st-storage (XOR chunks do not store \
                    start timestamps)"
                .to_owned(),
        );
    }
    Ok(())
}

/// Checks the servers that Prometheus talks to, and looks up what they and the scrape classes refer to, before the configuration
/// is written.
///
/// # Errors
/// The operator's reason for writing no configuration.
pub fn load_references(workload: &Workload<'_>, checker: &mut Checker<'_, '_>) -> Check {
    let common = workload.common();
    let server = match workload {
        Workload::Server(server) => Some(server),
        Workload::Agent(_) => None,
    };
    if let Some(server) = server {
        check_remote_reads(&server.remote_read, checker)?;
    }
    check_remote_writes(&common.remote_write, checker)?;
    if let Some(api_server) = &common.apiserver_config {
        let check = |checker: &mut Checker<'_, '_>| {
            checker.basic_auth(api_server.basic_auth.as_ref())?;
            http::authorization_with_file(checker, api_server.authorization.as_ref())?;
            http::tls_with_files(checker, api_server.tls_config.as_ref())?;
            http::headers(checker, &api_server.proxy)
        };
        check(checker).within("apiserver config")?;
    }
    if let Some(alerting) = server.and_then(|server| server.alerting.as_ref()) {
        check_alertmanagers(&alerting.alertmanagers, checker)?;
    }
    for class in &common.scrape_classes {
        http::tls_with_files(checker, class.tls_config.as_ref())
            .within(format_args!("failed to process scrape classes: scrape class {}", Quoted(class.name)))?;
    }
    Ok(())
}
