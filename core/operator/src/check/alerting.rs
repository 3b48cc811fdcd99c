//! Checks of the Alertmanagers (upstream: `validateAlertmanagerEndpoints` and `addAlertmanagerEndpointsToStore` of the server's
//! operator).

use super::{At, Checker, check_relabelings, http, remote};
use crate::api::prometheus::AlertmanagerEndpoints;
use crate::rules::one_authentication;

/// Checks the Alertmanagers, and then looks up what they refer to.
pub(super) fn check_alertmanagers(alertmanagers: &[AlertmanagerEndpoints<'_>], checker: &mut Checker<'_, '_>) {
    let alerting = At::SPEC.below("alerting");
    let list = alerting.below("alertmanagers");
    for (index, endpoints) in alertmanagers.iter().enumerate() {
        let item = list.item(index);
        validate(endpoints, checker, &item.saying(format_args!("alertmanager {index}")));
    }
    for (index, endpoints) in alertmanagers.iter().enumerate() {
        let item = list.item(index);
        load(endpoints, checker, &item.saying(format_args!("alertmanager {index}")));
        // Spelled as the operator spells it.
        http::headers(checker, &endpoints.proxy, &item.saying(format_args!("alertmanager: {index}")));
    }
}

fn validate(endpoints: &AlertmanagerEndpoints<'_>, checker: &mut Checker<'_, '_>, at: &At<'_>) {
    let ways = [
        ("bearerTokenFile", "bearerTokenFile", !endpoints.bearer_token_file.is_empty()),
        ("basicAuth", "basicAuth", endpoints.basic_auth.is_some()),
        ("authorization", "authorization", endpoints.authorization.is_some()),
        ("sigv4", "sigv4", endpoints.sigv4.is_some()),
    ];
    one_authentication::check_server(&ways, at, checker);
    let rules = at.below("relabelings");
    check_relabelings(&endpoints.relabel_configs, &rules.saying(format_args!("invalid relabelings")), checker);
    let rules = at.below("alertRelabelings");
    let saying = rules.saying(format_args!("invalid alertRelabelings"));
    check_relabelings(&endpoints.alert_relabel_configs, &saying, checker);
}

fn load(endpoints: &AlertmanagerEndpoints<'_>, checker: &mut Checker<'_, '_>, at: &At<'_>) {
    checker.basic_auth(endpoints.basic_auth.as_ref(), &at.below("basicAuth"));
    checker.authorization(endpoints.authorization.as_ref(), &at.below("authorization"));
    remote::sigv4(checker, endpoints.sigv4.as_ref(), &at.below("sigv4"));
    http::tls_with_files(checker, endpoints.tls_config.as_ref(), &at.below("tlsConfig"));
}
