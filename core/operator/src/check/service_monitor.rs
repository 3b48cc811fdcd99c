//! Checks of a ServiceMonitor (upstream: `checkServiceMonitor`).

use super::{At, Checker, check_relabelings, http};
use crate::api::http::TlsConfig;
use crate::api::service_monitor::{Endpoint, ServiceMonitorSpec};
use crate::rules::{file_system_access, label_selector};

/// Checks a ServiceMonitor in the operator's order.
pub fn check_service_monitor(spec: &ServiceMonitorSpec<'_>, checker: &mut Checker<'_, '_>) {
    let at = &At::SPEC;
    if let Err(error) = spec.selector.requirements().compile() {
        label_selector::reject(&error, &at.below("selector"), checker);
    }
    checker.selector_mechanism(spec.selector_mechanism, at);
    let list = at.below("endpoints");
    for (index, endpoint) in spec.endpoints.iter().enumerate() {
        let item = list.item(index);
        check_endpoint(endpoint, checker, &item.saying(format_args!("endpoints[{index}]")));
        // The only reason that does not say which endpoint it is about.
        checker.proxy(&endpoint.proxy, &item);
    }
    checker.scrape_class(spec.scrape_class, &at.saying(format_args!("scrapeClassName")));
}

fn check_endpoint(endpoint: &Endpoint<'_>, checker: &mut Checker<'_, '_>, at: &At<'_>) {
    if checker.prometheus.is_some_and(|prometheus| prometheus.arbitrary_fs_access_through_sms.deny) {
        check_files(endpoint, checker, at);
    }
    http::validate_http_config(&endpoint.http, at, checker);
    if let Some(tls) = &endpoint.tls_config {
        http::validate_tls_with_files(tls, &at.field("tlsConfig"), checker);
    }
    http::validate_proxy(&endpoint.proxy, at, checker);
    let token = endpoint.http.bearer_token_secret.as_ref().filter(|token| !token.name.is_empty());
    checker.secret_if_set(token, &at.field("bearerTokenSecret"));
    checker.basic_auth(endpoint.http.basic_auth.as_ref(), &at.field("basicAuth"));
    checker.tls_with_files(endpoint.tls_config.as_ref(), &at.field("tlsConfig"));
    checker.oauth2(endpoint.http.oauth2.as_ref(), &at.field("oauth2"));
    checker.authorization(endpoint.http.authorization.as_ref(), &at.field("authorization"));
    checker.timeout(endpoint.timing.scrape_interval, "interval", endpoint.timing.scrape_timeout, at);
    let rules = at.below("relabelings");
    check_relabelings(&endpoint.relabelings, &rules.saying(format_args!("relabelConfigs")), checker);
    let rules = at.below("metricRelabelings");
    check_relabelings(&endpoint.metric_relabelings, &rules.saying(format_args!("metricRelabelConfigs")), checker);
}

/// Where the Prometheus denies it, no endpoint names a file of its container.
fn check_files(endpoint: &Endpoint<'_>, checker: &mut Checker<'_, '_>, at: &At<'_>) {
    if !endpoint.bearer_token_file.is_empty() {
        file_system_access::reject("bearerTokenFile", "bearer token file", at, checker);
    }
    let Some(TlsConfig { ca_file, cert_file, key_file, .. }) = &endpoint.tls_config else { return };
    let files = [("caFile", ca_file), ("certFile", cert_file), ("keyFile", key_file)];
    if let Some((field, _)) = files.into_iter().find(|(_, file)| !file.is_empty()) {
        file_system_access::reject(field, "tls config", &at.below("tlsConfig"), checker);
    }
}
