//! Checks of scrape intervals and timeouts.

use promwright_prometheus::duration;

use super::{At, Checker};
use crate::api::prometheus::CommonFields;
use crate::rules::{scrape_interval, scrape_timeout, scrape_timeout_too_long};

impl Checker<'_, '_> {
    /// Checks that the timeout of `at` is no longer than its own interval, a field of that name, or the Prometheus'.
    pub fn timeout(&mut self, interval: &str, interval_field: &str, timeout: &str, at: &At<'_>) {
        let own = Some(interval).filter(|interval| !interval.is_empty());
        // An interval of the Prometheus is not a field of the resource.
        let interval_field = if own.is_some() { interval_field } else { "scrapeTimeout" };
        if let Some(interval) = own.or_else(|| self.prometheus.map(|prometheus| prometheus.scrape_interval))
            && !timeout.is_empty()
        {
            compare_timeout(timeout, interval, &at.below(interval_field), &at.below("scrapeTimeout"), self);
        }
    }
}

/// Checks that a scrape's timeout is no longer than its interval.
pub fn compare_timeout(
    timeout: &str,
    interval: &str,
    interval_at: &At<'_>,
    timeout_at: &At<'_>,
    checker: &mut Checker<'_, '_>,
) {
    let interval_duration = duration::parse(interval);
    if let Err(error) = &interval_duration {
        scrape_interval::reject(interval, error, interval_at, checker);
    }
    let timeout_duration = duration::parse(timeout);
    if let Err(error) = &timeout_duration {
        scrape_timeout::reject(timeout, error, timeout_at, checker);
    }
    if let (Ok(interval_duration), Ok(timeout_duration)) = (interval_duration, timeout_duration)
        && timeout_duration > interval_duration
    {
        scrape_timeout_too_long::reject(timeout, interval, timeout_at, checker);
    }
}

/// Checks the Prometheus' own timeout and interval, which resources without their own have.
pub fn own_timeout(common: &CommonFields<'_>, checker: &mut Checker<'_, '_>) {
    if !common.scrape_timeout.is_empty() {
        let (interval_at, timeout_at) = (At::SPEC.below("scrapeInterval"), At::SPEC.below("scrapeTimeout"));
        compare_timeout(common.scrape_timeout, common.scrape_interval, &interval_at, &timeout_at, checker);
    }
}
