//! What provenance asks of a dialect: configurations of altered objects.

use std::ops::Range;

use promwright_kubernetes::object::Kind;
use promwright_yaml::Value;
use serde::Serialize;

/// What a kind of custom resources is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Each object becomes a configuration.
    Instance,
    /// Objects become part of the configurations of the instances that select them.
    Resource,
    /// Neither.
    Other,
}

/// What one configuration is rendered from.
#[derive(Clone, Debug)]
pub struct RenderRequest<'x> {
    /// The instance.
    pub instance: (Kind, &'x Value<'x>),
    /// The version of Prometheus, in place of the one that the instance names.
    pub prometheus_version: Option<&'x str>,
    /// Assume nothing that is not among the objects.
    pub strict: bool,
    /// The other objects: resources, Secrets and ConfigMaps, Namespaces.
    pub objects: &'x [(Kind, &'x Value<'x>)],
    /// Which of the Secrets and ConfigMaps count as loaded from the start, as indices into the objects.
    pub loaded: &'x [usize],
}

/// What was rendered for a request.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The text of the main file.
    pub text: String,
    /// Where the jobs of each resource are in it.
    pub blocks: Vec<Block>,
    /// The Secrets and ConfigMaps that were loaded, as indices into the objects of the request, ascending.
    pub loaded: Vec<usize>,
}

/// Where the jobs of a resource are in a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The resource, as an index into the objects of the request.
    pub resource: usize,
    /// Its lines, counted from 0.
    pub lines: Range<usize>,
}

/// How a field reaches a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// A field of the resource, or of the instance where the line is about all jobs.
    Field,
    /// A scrape class.
    ScrapeClass,
    /// A setting of the instance that overrides resources.
    Enforcement,
    /// The version of Prometheus.
    Version,
    /// The content of a Secret or ConfigMap.
    Data,
    /// A default that the API server has set.
    Default,
}

impl Cause {
    /// The name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::ScrapeClass => "scrape-class",
            Self::Enforcement => "enforcement",
            Self::Version => "version",
            Self::Data => "data",
            Self::Default => "default",
        }
    }
}
