//! Checks of a ServiceMonitor (upstream: `checkServiceMonitor`).

use super::{At, Check, Checker, check_relabelings, http};
use crate::api::service_monitor::{Endpoint, ServiceMonitorSpec};

/// Checks a ServiceMonitor in the operator's order.
///
/// # Errors
/// The operator's reason for not taking it.
pub fn check_service_monitor(spec: &ServiceMonitorSpec<'_>, checker: &mut Checker<'_, '_>) -> Check {
    spec.selector.requirements().compile().map_err(|error| error.to_string())?;
    checker.selector_mechanism(spec.selector_mechanism)?;
    for (index, endpoint) in spec.endpoints.iter().enumerate() {
        check_endpoint(endpoint, checker).map_err(|reason| format!("endpoints[{index}]: {reason}"))?;
        // The only reason that does not say which endpoint it is about.
        checker.proxy(&endpoint.proxy)?;
    }
    checker.scrape_class(spec.scrape_class).within("scrapeClassName")
}

fn check_endpoint(endpoint: &Endpoint<'_>, checker: &mut Checker<'_, '_>) -> Check {
    if checker.prometheus.is_some_and(|prometheus| prometheus.arbitrary_fs_access_through_sms.deny) {
        check_files(endpoint)?;
    }
    http::validate_http_config(&endpoint.http)?;
    endpoint.tls_config.as_ref().map_or(Ok(()), http::validate_tls_with_files).within("tlsConfig")?;
    http::validate_proxy(&endpoint.proxy)?;
    let token = endpoint.http.bearer_token_secret.as_ref().filter(|token| !token.name.is_empty());
    checker.secret_if_set(token).within("bearerTokenSecret")?;
    checker.basic_auth(endpoint.http.basic_auth.as_ref()).within("basicAuth")?;
    checker.tls_with_files(endpoint.tls_config.as_ref()).within("tlsConfig")?;
    checker.oauth2(endpoint.http.oauth2.as_ref()).within("oauth2")?;
    checker.authorization(endpoint.http.authorization.as_ref()).within("authorization")?;
    checker.timeout(endpoint.timing.scrape_interval, endpoint.timing.scrape_timeout)?;
    check_relabelings(&endpoint.relabelings, checker.version).within("relabelConfigs")?;
    check_relabelings(&endpoint.metric_relabelings, checker.version).within("metricRelabelConfigs")
}

/// Where the Prometheus denies it, no endpoint names a file of its container.
fn check_files(endpoint: &Endpoint<'_>) -> Check {
    let refuse = |means| Err(format!("it accesses file system via {means} which Prometheus specification prohibits"));
    if !endpoint.bearer_token_file.is_empty() {
        return refuse("bearer token file");
    }
    let names_file = |tls: &crate::api::http::TlsConfig<'_>| {
        [tls.ca_file, tls.cert_file, tls.key_file].iter().any(|file| !file.is_empty())
    };
    if endpoint.tls_config.as_ref().is_some_and(names_file) {
        return refuse("tls config");
    }
    Ok(())
}
