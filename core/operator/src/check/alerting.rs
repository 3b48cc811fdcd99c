//! Checks of the Alertmanagers (upstream: `validateAlertmanagerEndpoints` and `addAlertmanagerEndpointsToStore` of the server's
//! operator).

use super::{At, Check, Checker, check_relabelings, http, remote};
use crate::api::prometheus::AlertmanagerEndpoints;

/// Checks the Alertmanagers, and then looks up what they refer to.
///
/// # Errors
/// The operator's reason for writing no configuration.
pub(super) fn check_alertmanagers(alertmanagers: &[AlertmanagerEndpoints<'_>], checker: &mut Checker<'_, '_>) -> Check {
    for (index, endpoints) in alertmanagers.iter().enumerate() {
        validate(endpoints, checker).within(format_args!("alertmanager {index}"))?;
    }
    for (index, endpoints) in alertmanagers.iter().enumerate() {
        load(endpoints, checker).within(format_args!("alertmanager {index}"))?;
        // Spelt as the operator spells it.
        http::headers(checker, &endpoints.proxy).within(format_args!("alertmanager: {index}"))?;
    }
    Ok(())
}

fn validate(endpoints: &AlertmanagerEndpoints<'_>, checker: &Checker<'_, '_>) -> Check {
    remote::at_most_one(&[
        ("bearerTokenFile", !endpoints.bearer_token_file.is_empty()),
        ("basicAuth", endpoints.basic_auth.is_some()),
        ("authorization", endpoints.authorization.is_some()),
        ("sigv4", endpoints.sigv4.is_some()),
    ])?;
    check_relabelings(&endpoints.relabel_configs, checker.version).within("invalid relabelings")?;
    check_relabelings(&endpoints.alert_relabel_configs, checker.version).within("invalid alertRelabelings")
}

fn load(endpoints: &AlertmanagerEndpoints<'_>, checker: &mut Checker<'_, '_>) -> Check {
    checker.basic_auth(endpoints.basic_auth.as_ref())?;
    checker.authorization(endpoints.authorization.as_ref())?;
    remote::sigv4(checker, endpoints.sigv4.as_ref())?;
    http::tls_with_files(checker, endpoints.tls_config.as_ref())
}
