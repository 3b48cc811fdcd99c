//! What a Prometheus forces on the resources that it chooses, and which of them it spares.

use promwright_kubernetes::Section;

const GROUPS: &[&str] = &["monitoring.coreos.com"];
const RESOURCES: &[&str] = &["prometheusrules", "servicemonitors", "podmonitors", "probes", "scrapeconfigs"];

/// Resources that the namespace label and the limits are not forced on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct ObjectReference<'a> {
    /// The API group.
    #[section(default = "monitoring.coreos.com", one_of = GROUPS)]
    pub group: &'a str,
    /// The plural name of the kind.
    #[section(required, one_of = RESOURCES)]
    pub resource: &'a str,
    /// The namespace.
    #[section(required, min_length = 1)]
    pub namespace: &'a str,
    /// The resource's name. All resources of the kind in the namespace where it is not set.
    pub name: &'a str,
}

/// A PrometheusRule that the namespace label is not added to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct RuleReference<'a> {
    /// The namespace.
    #[section(required)]
    pub rule_namespace: &'a str,
    /// The name.
    #[section(required)]
    pub rule_name: &'a str,
}

/// Whether ServiceMonitors may name files of the Prometheus container.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct ArbitraryFsAccess {
    /// Refuses ServiceMonitors that name files, so that nobody can send Prometheus' own token to a target of theirs.
    pub deny: bool,
}
