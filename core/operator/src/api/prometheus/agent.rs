//! What only a PrometheusAgent has.

use promwright_kubernetes::Section;

use super::CommonFields;
use crate::api::cel;

/// How an agent can be run.
const MODES: &[&str] = &["StatefulSet", "DaemonSet"];

/// How a Prometheus agent is run, what it scrapes and where it forwards to.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit, rules = cel::PROMETHEUS_AGENT)]
pub struct PrometheusAgentSpec<'a> {
    /// Whether a fixed number of agents share the targets (`StatefulSet`, the default), or each node has one that scrapes the
    /// node's own pods (`DaemonSet`).
    #[section(one_of = MODES)]
    pub mode: Option<&'a str>,
    /// What servers have too.
    #[section(flatten)]
    pub common: CommonFields<'a>,
}
