//! Checks of a PodMonitor (upstream: `checkPodMonitor`).

use super::{At, Checker, check_relabelings, http};
use crate::api::pod_monitor::{PodMetricsEndpoint, PodMonitorSpec};
use crate::api::secret::SecretKeySelector;
use crate::rules::label_selector;

/// Checks a PodMonitor in the operator's order.
pub fn check_pod_monitor(spec: &PodMonitorSpec<'_>, checker: &mut Checker<'_, '_>) {
    let at = &At::SPEC;
    if let Err(error) = spec.selector.requirements().compile() {
        let selector = at.below("selector");
        label_selector::reject(&error, &selector.saying(format_args!("failed to parse label selector")), checker);
    }
    checker.selector_mechanism(spec.selector_mechanism, at);
    let list = at.below("podMetricsEndpoints");
    for (index, endpoint) in spec.pod_metrics_endpoints.iter().enumerate() {
        let item = list.item(index);
        check_endpoint(endpoint, checker, &item.saying(format_args!("endpoint[{index}]")));
    }
    checker.scrape_class(spec.scrape_class, &at.saying(format_args!("scrapeClassName")));
}

fn check_endpoint(endpoint: &PodMetricsEndpoint<'_>, checker: &mut Checker<'_, '_>, at: &At<'_>) {
    checker.timeout(endpoint.timing.scrape_interval, "interval", endpoint.timing.scrape_timeout, at);
    let rules = at.below("relabelings");
    check_relabelings(&endpoint.relabelings, &rules.saying(format_args!("relabelConfigs")), checker);
    let rules = at.below("metricRelabelings");
    check_relabelings(&endpoint.metric_relabelings, &rules.saying(format_args!("metricRelabelConfigs")), checker);
    http::validate_http_config(&endpoint.http, at, checker);
    if let Some(tls) = &endpoint.tls_config {
        http::validate_tls(tls, &at.field("tlsConfig"), checker);
    }
    http::validate_proxy(&endpoint.proxy, at, checker);
    let is_named = |token: &&SecretKeySelector<'_>| !token.name.is_empty() && !token.key.is_empty();
    let token = endpoint.http.bearer_token_secret.as_ref().filter(is_named);
    checker.secret_if_set(token, &at.field("bearerTokenSecret"));
    checker.basic_auth(endpoint.http.basic_auth.as_ref(), &at.field("basicAuth"));
    checker.tls(endpoint.tls_config.as_ref(), &at.field("tlsConfig"));
    checker.oauth2(endpoint.http.oauth2.as_ref(), &at.field("oauth2"));
    checker.authorization(endpoint.http.authorization.as_ref(), &at.field("authorization"));
    checker.proxy(&endpoint.proxy, &at.saying(format_args!("proxyConfig")));
}
