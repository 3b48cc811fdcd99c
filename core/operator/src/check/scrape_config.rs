//! Checks of a ScrapeConfig (upstream: `checkScrapeConfig`).

use super::{At, Check, Checker, check_relabelings};
use crate::api::scrape_config::ScrapeConfigSpec;

/// Checks a ScrapeConfig in the operator's order.
///
/// # Errors
/// The operator's reason for not taking it.
pub fn check_scrape_config(spec: &ScrapeConfigSpec<'_>, checker: &mut Checker<'_, '_>) -> Check {
    checker.scrape_class(spec.scrape_class)?;
    check_relabelings(&spec.relabelings, checker.version).within("relabelConfigs")?;
    checker.basic_auth(spec.basic_auth.as_ref()).within("basicAuth")?;
    checker.authorization(spec.authorization.as_ref()).within("authorization")?;
    checker.oauth2(spec.oauth2.as_ref()).within("oauth2")?;
    checker.tls(spec.tls_config.as_ref()).within("tlsConfig")?;
    checker.timeout(spec.scrape_interval.unwrap_or(""), spec.scrape_timeout.unwrap_or(""))?;
    checker.proxy(&spec.proxy)?;
    check_relabelings(&spec.metric_relabelings, checker.version).within("metricRelabelConfigs")?;
    spec.service_discoveries.check(checker)
}
