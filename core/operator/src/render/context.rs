//! What rendering needs besides the resource itself.

use std::fmt;

use promwright_finding::{Finding, ObjectId, Path};
use promwright_kubernetes::section;
use promwright_prometheus::version::{Release, Version};

use super::{Assets, Missing};
use crate::api::prometheus::{CommonFields, ScrapeClass};
use crate::check::Checker;
use crate::rules::authorization_version;

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

impl Options {
    /// The switches of a stock operator.
    pub const STOCK: Self = Self {
        endpoint_slice: true,
        daemon_set: false,
        topology_sharding: true,
        retention_policies: true,
        pod_topology_labels: true,
        inline_tls: false,
        bypass_version_check: false,
    };
}

impl Default for Options {
    fn default() -> Self {
        Self::STOCK
    }
}

/// What rendering needs besides the resource itself.
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
    pub fn since(&self, (major, minor, patch): Release) -> bool {
        self.options.bypass_version_check || self.version.is_at_least(major, minor, patch)
    }
}

impl Context<'_> {
    /// Checks a part of the spec when it is written, as the operator does for some.
    ///
    /// # Errors
    /// The operator's first finding.
    pub(super) fn checked(&self, check: impl FnOnce(&mut Checker<'_, '_>)) -> Result<(), Refusal> {
        let mut nothing = Assets::new(Missing::Refuse);
        let mut checker = Checker::new(&mut nothing, self.version, self.namespace, Some(self.prometheus));
        check(&mut checker);
        checker.finish().into_iter().next().map_or(Ok(()), |finding| Err(finding.into()))
    }
}

impl section::Context for Context<'_> {
    type Refusal = Refusal;

    fn since(&self, version: Release) -> bool {
        Context::since(self, version)
    }
}

/// Why the operator gives up the whole configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    finding: Box<Finding>,
    /// The finding is about the instance, whatever is being written.
    is_of_instance: bool,
}

impl Refusal {
    /// The same finding, behind what the operator was doing.
    #[must_use]
    pub fn while_doing(mut self, what: &str) -> Self {
        // Nothing is added to a panic.
        if let Some(says) = &mut self.finding.says
            && *self.finding.rule != authorization_version::RULE
        {
            *says = format!("{what}: {says}");
        }
        self
    }

    /// The finding.
    pub fn finding(self) -> Finding {
        *self.finding
    }

    /// The same finding; if it is the one about `authorization`, about the field of the instance that holds it.
    #[must_use]
    pub fn over_authorization(mut self, block: impl FnOnce() -> Path) -> Self {
        if *self.finding.rule == authorization_version::RULE {
            self.finding.path = block().field("authorization");
            self.is_of_instance = true;
        }
        self
    }

    /// The same finding about an object, unless it is about one already.
    #[must_use]
    pub fn about(mut self, object: impl FnOnce() -> ObjectId) -> Self {
        if !self.is_of_instance {
            self.finding.object.get_or_insert_with(object);
        }
        self
    }
}

impl From<Finding> for Refusal {
    fn from(finding: Finding) -> Self {
        Self::from(Box::new(finding))
    }
}

impl From<Box<Finding>> for Refusal {
    fn from(finding: Box<Finding>) -> Self {
        Self { finding, is_of_instance: false }
    }
}

/// In the operator's words.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.finding.says.as_deref().unwrap_or(&self.finding.message))
    }
}

impl std::error::Error for Refusal {}
