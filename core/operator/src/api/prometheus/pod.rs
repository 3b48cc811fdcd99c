//! How the pods run: types that the operator defines itself. None of them reach the configuration.

use promwright_kubernetes::Section;
use promwright_kubernetes::map::Map;
use promwright_kubernetes::scalar::IntOrString;
use promwright_kubernetes::schema::{ListType, Schema};

use crate::api::cel;

const UPDATES: &[&str] = &["OnDelete", "RollingUpdate"];

/// A command-line argument.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct Argument<'a> {
    /// Name of the argument, without leading hyphens.
    #[section(required, min_length = 1)]
    pub name: &'a str,
    /// Value of the argument. Not set for an argument without a value.
    pub value: &'a str,
}

/// Host names for an IP address, as an entry in the pods' `/etc/hosts`.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct HostAlias<'a> {
    /// IP address.
    #[section(required)]
    pub ip: &'a str,
    /// Host names of the IP address.
    #[section(required)]
    pub hostnames: Vec<&'a str>,
}

/// Metadata of the pods.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct PodMetadata<'a> {
    /// Name. Ignored by the operator.
    pub name: &'a str,
    /// Labels to add to those that the operator sets.
    pub labels: Map<'a, &'a str>,
    /// Annotations to add to those that the operator sets.
    pub annotations: Map<'a, &'a str>,
}

/// DNS settings of the pods.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct DnsConfig<'a> {
    /// Name servers to use in addition to those of the DNS policy.
    #[section(items = &Schema::string().with_min_length(1), list = ListType::Set)]
    pub nameservers: Vec<&'a str>,
    /// Search domains for short names, in addition to those of the DNS policy.
    #[section(items = &Schema::string().with_min_length(1), list = ListType::Set)]
    pub searches: Vec<&'a str>,
    /// Resolver options. They take precedence over those of the DNS policy.
    #[section(list = ListType::Map(&["name"]))]
    pub options: Vec<DnsOption<'a>>,
}

/// A resolver option.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct DnsOption<'a> {
    /// Name of the option.
    #[section(required, min_length = 1)]
    pub name: &'a str,
    /// Value of the option.
    pub value: Option<&'a str>,
}

/// How pods are replaced when the StatefulSet changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit, rules = [cel::ROLLING_UPDATE_NEEDS_ITS_TYPE])]
pub struct UpdateStrategy<'a> {
    /// Whether pods are replaced one after another (`RollingUpdate`) or when they are deleted by hand (`OnDelete`).
    #[section(required, one_of = UPDATES)]
    pub r#type: &'a str,
    /// Settings of the rolling update. Requires `type: RollingUpdate`.
    pub rolling_update: Option<RollingUpdate<'a>>,
}

/// Settings of a rolling update.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct RollingUpdate<'a> {
    /// Maximum number of pods that may be unavailable during the update, as a number or a percentage.
    pub max_unavailable: Option<IntOrString<'a>>,
}
