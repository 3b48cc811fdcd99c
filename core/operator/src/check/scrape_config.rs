//! Checks of a ScrapeConfig (upstream: `checkScrapeConfig`).

use super::{At, Checker, check_relabelings};
use crate::api::scrape_config::ScrapeConfigSpec;

/// Checks a ScrapeConfig in the operator's order.
pub fn check_scrape_config(spec: &ScrapeConfigSpec<'_>, checker: &mut Checker<'_, '_>) {
    let at = &At::SPEC;
    checker.scrape_class(spec.scrape_class, at);
    let rules = at.below("relabelings");
    check_relabelings(&spec.relabelings, &rules.saying(format_args!("relabelConfigs")), checker);
    checker.basic_auth(spec.basic_auth.as_ref(), &at.field("basicAuth"));
    checker.authorization(spec.authorization.as_ref(), &at.field("authorization"));
    checker.oauth2(spec.oauth2.as_ref(), &at.field("oauth2"));
    checker.tls(spec.tls_config.as_ref(), &at.field("tlsConfig"));
    checker.timeout(spec.scrape_interval.unwrap_or(""), "scrapeInterval", spec.scrape_timeout.unwrap_or(""), at);
    checker.proxy(&spec.proxy, at);
    let rules = at.below("metricRelabelings");
    check_relabelings(&spec.metric_relabelings, &rules.saying(format_args!("metricRelabelConfigs")), checker);
    spec.service_discoveries.check(checker);
}
