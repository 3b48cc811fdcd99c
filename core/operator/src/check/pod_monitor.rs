//! Checks of a PodMonitor (upstream: `checkPodMonitor`).

use super::{At, Check, Checker, check_relabelings, http};
use crate::api::pod_monitor::{PodMetricsEndpoint, PodMonitorSpec};

/// Checks a PodMonitor in the operator's order.
///
/// # Errors
/// The operator's reason for not taking it.
pub fn check_pod_monitor(spec: &PodMonitorSpec<'_>, checker: &mut Checker<'_, '_>) -> Check {
    spec.selector.requirements().compile().map_err(|error| format!("failed to parse label selector: {error}"))?;
    checker.selector_mechanism(spec.selector_mechanism)?;
    for (index, endpoint) in spec.pod_metrics_endpoints.iter().enumerate() {
        check_endpoint(endpoint, checker).map_err(|reason| format!("endpoint[{index}]: {reason}"))?;
    }
    checker.scrape_class(spec.scrape_class).within("scrapeClassName")
}

fn check_endpoint(endpoint: &PodMetricsEndpoint<'_>, checker: &mut Checker<'_, '_>) -> Check {
    checker.timeout(endpoint.timing.scrape_interval, endpoint.timing.scrape_timeout)?;
    check_relabelings(&endpoint.relabelings, checker.version).within("relabelConfigs")?;
    check_relabelings(&endpoint.metric_relabelings, checker.version).within("metricRelabelConfigs")?;
    http::validate_http_config(&endpoint.http)?;
    endpoint.tls_config.as_ref().map_or(Ok(()), http::validate_tls).within("tlsConfig")?;
    http::validate_proxy(&endpoint.proxy)?;
    let is_named = |token: &&crate::api::secret::SecretKeySelector<'_>| !token.name.is_empty() && !token.key.is_empty();
    let token = endpoint.http.bearer_token_secret.as_ref().filter(is_named);
    checker.secret_if_set(token).within("bearerTokenSecret")?;
    checker.basic_auth(endpoint.http.basic_auth.as_ref()).within("basicAuth")?;
    checker.tls(endpoint.tls_config.as_ref()).within("tlsConfig")?;
    checker.oauth2(endpoint.http.oauth2.as_ref()).within("oauth2")?;
    checker.authorization(endpoint.http.authorization.as_ref()).within("authorization")?;
    checker.proxy(&endpoint.proxy).within("proxyConfig")
}
