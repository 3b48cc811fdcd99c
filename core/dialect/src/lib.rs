//! What a dialect is: one family of custom resources, and the system that turns them into Prometheus configuration.
//!
//! A host passes dialects to the core, which reads texts, admits objects, and asks each dialect for the rest. A
//! dialect is a value: it holds the switches of its system.
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod configuration;
mod provenance;

use promwright_finding::{Finding, Rule};
use promwright_kubernetes::kind::KindSchema;
use promwright_kubernetes::object::Object;
use promwright_kubernetes::read::ReadError;
use promwright_prometheus::version::Version;

pub use configuration::{Configuration, File, Rendered, ResourceOutcome, State};
pub use provenance::{Block, Cause, Generated, RenderRequest, Role};

/// What can be said of one object alone.
pub trait Judge: Sync {
    /// The system that reads the custom resources: `prometheus-operator`.
    fn name(&self) -> &'static str;

    /// The kinds of custom resources.
    fn kinds(&self) -> &'static [&'static KindSchema];

    /// The rules of the dialect's own.
    fn rules(&self) -> &'static [&'static Rule];

    /// The version of Prometheus that an instance runs where it names none.
    fn default_prometheus(&self) -> &'static str;

    /// Judges an object that the API server accepts. What it refers to is assumed to exist.
    fn judge(&self, object: &Object<'_>, prometheus: &Version) -> Vec<Finding>;
}

/// The whole of a dialect.
pub trait Dialect: Judge {
    /// Further kinds of the dialect's group, which become no configuration.
    fn other_kinds(&self) -> &'static [&'static str] {
        &[]
    }

    /// The versions of Prometheus that the system supports, oldest first: `v2.45.0`.
    fn prometheus_versions(&self) -> &'static [&'static str];

    /// What a kind of custom resources is for.
    fn role(&self, kind: &KindSchema) -> Role;

    /// The instance to assume where there are resources and no instance among the objects, in JSON, and the finding that says so.
    fn assumed_instance(&self) -> Option<(&'static str, Finding)> {
        None
    }

    /// Reads the objects of a cluster that the API server accepts, of which no two have the same name.
    ///
    /// # Errors
    /// A value is of another type than its field: a gap in a schema, since admission rejects such objects.
    fn cluster<'o>(
        &'o self,
        objects: &[&'o Object<'o>],
        situation: Situation<'o>,
    ) -> Result<Box<dyn Cluster + 'o>, ReadError>;

    /// Renders a configuration of resources that are accepted as they are, to find out which field reaches which line. `None` where
    /// nothing can be rendered.
    fn generate(&self, request: &RenderRequest<'_>) -> Option<Generated>;

    /// Renders a configuration as [`Cluster::render`] does, and gives its text.
    fn rendered(&self, request: &RenderRequest<'_>) -> Option<String>;

    /// How a field of an instance reaches a line; `is_about_jobs` where the line belongs to the job of a resource.
    fn cause(&self, path: &promwright_finding::Path, is_about_jobs: bool) -> Cause;
}

/// What is known about a cluster besides its objects.
#[derive(Clone, Copy, Debug, Default)]
pub struct Situation<'s> {
    /// The version of Prometheus, in place of the one that instances name.
    pub prometheus_version: Option<&'s str>,
    /// Assume nothing that is not among the objects.
    pub strict: bool,
    /// Only one instance is asked about, so that resources which it does not select are no surprise.
    pub is_partial: bool,
}

/// The objects of a cluster, read.
pub trait Cluster: Sync {
    /// The instances: each becomes a configuration.
    fn instances(&self) -> Vec<promwright_finding::ObjectId>;

    /// Renders the configuration of an instance, by its index.
    fn render(&self, instance: usize) -> Rendered;

    /// What can only be said once all instances that are asked about are rendered: which resources none of them selects.
    fn conclude(&self, configurations: &[&Configuration]) -> Vec<Finding>;
}
