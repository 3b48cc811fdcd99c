//! How the pods are run: the parts that the operator defines itself. None of it reaches the configuration.

use promwright_kubernetes::Section;
use promwright_kubernetes::map::Map;
use promwright_kubernetes::scalar::IntOrString;
use promwright_kubernetes::schema::{ListType, Schema};

use crate::api::cel;

const UPDATES: &[&str] = &["OnDelete", "RollingUpdate"];

/// An argument of a command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct Argument<'a> {
    /// The argument's name, without the leading hyphens.
    #[section(required, min_length = 1)]
    pub name: &'a str,
    /// The argument's value. Not set for one that has none.
    pub value: &'a str,
}

/// Names for an address, beside those of the cluster's DNS.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct HostAlias<'a> {
    /// The address.
    #[section(required)]
    pub ip: &'a str,
    /// The names.
    #[section(required)]
    pub hostnames: Vec<&'a str>,
}

/// The metadata of the pods.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct PodMetadata<'a> {
    /// A name. The operator does not look at it.
    pub name: &'a str,
    /// Labels, besides those that the operator sets.
    pub labels: Map<'a, &'a str>,
    /// Annotations, besides those that the operator sets.
    pub annotations: Map<'a, &'a str>,
}

/// How pods look up names.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct DnsConfig<'a> {
    /// Name servers, besides those of the DNS policy.
    #[section(items = &Schema::string().with_min_length(1), list = ListType::Set)]
    pub nameservers: Vec<&'a str>,
    /// Domains that short names are looked up in, besides those of the DNS policy.
    #[section(items = &Schema::string().with_min_length(1), list = ListType::Set)]
    pub searches: Vec<&'a str>,
    /// Options of the resolver, which win over those of the DNS policy.
    #[section(list = ListType::Map(&["name"]))]
    pub options: Vec<DnsOption<'a>>,
}

/// An option of the resolver.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct DnsOption<'a> {
    /// The option's name.
    #[section(required, min_length = 1)]
    pub name: &'a str,
    /// The option's value.
    pub value: Option<&'a str>,
}

/// How pods are replaced when the StatefulSet changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit, rules = [cel::ROLLING_UPDATE_NEEDS_ITS_TYPE])]
pub struct UpdateStrategy<'a> {
    /// Whether pods are replaced one after the other, or when somebody deletes them.
    #[section(required, one_of = UPDATES)]
    pub r#type: &'a str,
    /// How pods are replaced one after the other.
    pub rolling_update: Option<RollingUpdate<'a>>,
}

/// How pods are replaced one after the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct RollingUpdate<'a> {
    /// How many pods may be missing at the same time, as a number or as a percentage.
    pub max_unavailable: Option<IntOrString<'a>>,
}
