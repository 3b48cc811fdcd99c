//! Limits of rules and queries, which are arguments of the command line.

use promwright_kubernetes::Section;

use crate::api::pattern;

/// How rules are evaluated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct Rules<'a> {
    /// How alerts are held back and sent again.
    pub alert: RulesAlert<'a>,
}

/// How alerts are held back and sent again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct RulesAlert<'a> {
    /// The longest outage of Prometheus after which the pending state of alerts is still restored.
    pub for_outage_tolerance: &'a str,
    /// The shortest time between an alert and the restored state of its `for`.
    pub for_grace_period: &'a str,
    /// How long to wait before an alert is sent to the Alertmanagers again.
    pub resend_delay: &'a str,
}

/// The limits of queries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct QuerySpec<'a> {
    /// How far a query looks back for a sample. Prometheus takes 5 minutes where it is not set.
    pub lookback_delta: Option<&'a str>,
    /// The greatest number of queries at the same time.
    #[section(minimum = 1)]
    pub max_concurrency: Option<i32>,
    /// The greatest number of samples that a query may hold in memory: a query that needs more fails.
    pub max_samples: Option<i32>,
    /// How long a query may take.
    #[section(pattern = pattern::DURATION)]
    pub timeout: Option<&'a str>,
}
