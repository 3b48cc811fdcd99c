//! Fields that only a PrometheusAgent has.

use promwright_kubernetes::Section;

use super::CommonFields;
use crate::api::cel;

/// Deployment modes of an agent.
const MODES: &[&str] = &["StatefulSet", "DaemonSet"];

/// How a Prometheus agent runs, what it scrapes and where it sends samples.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit, rules = cel::PROMETHEUS_AGENT)]
pub struct PrometheusAgentSpec<'a> {
    /// How the agent is deployed: as a fixed number of pods that share the targets (`StatefulSet`, default), or as one pod on
    /// each node that scrapes the pods of its own node (`DaemonSet`).
    #[section(one_of = MODES)]
    pub mode: Option<&'a str>,
    /// Fields shared with Prometheus servers.
    #[section(flatten)]
    pub common: CommonFields<'a>,
}
