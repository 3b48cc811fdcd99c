//! Settings of rules and queries, which become command-line arguments.

use promwright_kubernetes::Section;

use crate::api::pattern;

/// How rules are evaluated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct Rules<'a> {
    /// How alerts are restored after a restart and resent.
    pub alert: RulesAlert<'a>,
}

/// How alerts are restored after a restart and resent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct RulesAlert<'a> {
    /// Maximum outage of Prometheus after which the pending state of alerts is still restored. Prometheus defaults to `1h`.
    pub for_outage_tolerance: &'a str,
    /// Minimum time between an alert and its restored `for` state. Prometheus defaults to `10m`.
    pub for_grace_period: &'a str,
    /// Minimum time before an alert is sent to the Alertmanagers again. Prometheus defaults to `1m`.
    pub resend_delay: &'a str,
}

/// Limits of queries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct QuerySpec<'a> {
    /// How far back a query looks for a sample. Prometheus defaults to `5m`.
    pub lookback_delta: Option<&'a str>,
    /// Maximum number of concurrent queries. Prometheus defaults to 20.
    #[section(minimum = 1)]
    pub max_concurrency: Option<i32>,
    /// Maximum number of samples that a query may load into memory; a query that needs more fails. Prometheus defaults to
    /// 50,000,000.
    pub max_samples: Option<i32>,
    /// Query timeout. Prometheus defaults to `2m`.
    #[section(pattern = pattern::DURATION)]
    pub timeout: Option<&'a str>,
}
