//! What a Prometheus object enforces on the resources that it selects, and which of them are excluded.

use promwright_kubernetes::Section;

const GROUPS: &[&str] = &["monitoring.coreos.com"];
const RESOURCES: &[&str] = &["prometheusrules", "servicemonitors", "podmonitors", "probes", "scrapeconfigs"];

/// Resources that are excluded from the enforced namespace label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct ObjectReference<'a> {
    /// API group of the resource.
    #[section(default = "monitoring.coreos.com", one_of = GROUPS)]
    pub group: &'a str,
    /// Plural name of the resource's kind.
    #[section(required, one_of = RESOURCES)]
    pub resource: &'a str,
    /// Namespace of the resource.
    #[section(required, min_length = 1)]
    pub namespace: &'a str,
    /// Name of the resource. If it is not set, all resources of this kind in the namespace are excluded.
    pub name: &'a str,
}

/// A PrometheusRule that is excluded from the enforced namespace label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct RuleReference<'a> {
    /// Namespace of the PrometheusRule.
    #[section(required)]
    pub rule_namespace: &'a str,
    /// Name of the PrometheusRule.
    #[section(required)]
    pub rule_name: &'a str,
}

/// Whether ServiceMonitors may refer to files in the Prometheus container.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct ArbitraryFsAccess {
    /// Whether to reject ServiceMonitors that refer to files. This prevents users from sending Prometheus' own token to a
    /// target of theirs.
    pub deny: bool,
}
