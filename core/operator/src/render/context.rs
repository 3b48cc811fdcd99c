//! What rendering knows besides the resource itself.

use std::fmt;

use promwright_kubernetes::section;
use promwright_prometheus::version::Version;

use super::Assets;
use crate::api::prometheus::{CommonFields, ScrapeClass};

/// The operator's switches. The default is a stock operator 0.93.0 on Kubernetes 1.35 or newer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the operator")]
pub struct Options {
    /// The cluster serves EndpointSlices, Kubernetes 1.21 or newer.
    pub endpoint_slice: bool,
    /// The agent runs as a DaemonSet.
    pub daemon_set: bool,
    /// Feature gate `PrometheusTopologySharding`, on by default.
    pub topology_sharding: bool,
    /// Feature gate `PrometheusShardRetentionPolicy`, on by default; servers only.
    pub retention_policies: bool,
    /// The cluster labels pods with their zone, Kubernetes 1.35 or newer.
    pub pod_topology_labels: bool,
    /// TLS material stands in the configuration instead of files.
    pub inline_tls: bool,
    /// Fields are written whatever the version of Prometheus.
    pub bypass_version_check: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            endpoint_slice: true,
            daemon_set: false,
            topology_sharding: true,
            retention_policies: true,
            pod_topology_labels: true,
            inline_tls: false,
            bypass_version_check: false,
        }
    }
}

/// What rendering knows besides the resource itself.
#[derive(Clone, Copy, Debug)]
pub struct Context<'c> {
    /// The version of Prometheus that the configuration is for.
    pub version: &'c Version,
    /// The operator's switches.
    pub options: Options,
    /// The Secrets and ConfigMaps.
    pub assets: &'c Assets<'c>,
    /// The namespace that references to Secrets and ConfigMaps are resolved in.
    pub namespace: &'c str,
    /// What servers and agents say in common.
    pub prometheus: &'c CommonFields<'c>,
    /// The number of shards, at least 1.
    pub shards: i32,
    /// The scrape class of the resource being written.
    pub scrape_class: Option<&'c ScrapeClass<'c>>,
    /// Whether the namespace label is enforced on the resource being written.
    pub enforces_namespace: bool,
    /// The job being written.
    pub job: &'c str,
}

impl Context<'_> {
    /// Whether Prometheus is of a version or newer. The operator drops what an older one does not know.
    pub fn since(&self, (major, minor, patch): (u64, u64, u64)) -> bool {
        self.options.bypass_version_check || self.version.is_at_least(major, minor, patch)
    }
}

impl section::Context for Context<'_> {
    type Refusal = Refusal;

    fn since(&self, version: (u64, u64, u64)) -> bool {
        Context::since(self, version)
    }
}

/// Why the operator gives up the whole configuration, in its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(pub String);

impl Refusal {
    /// The same reason behind what was being done.
    #[must_use]
    pub fn while_doing(self, what: &str) -> Self {
        Self(format!("{what}: {}", self.0))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}
