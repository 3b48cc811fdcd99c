//! The operator as a dialect: what the core asks of it.

mod cluster;
mod judge;
mod provenance;

use promwright_dialect::{Cause, Cluster, Dialect, Generated, Judge, RenderRequest, Role, Situation};
use promwright_finding::{Finding, Path, Rule};
use promwright_kubernetes::kind::KindSchema;
use promwright_kubernetes::object::Object;
use promwright_kubernetes::read::ReadError;
use promwright_prometheus::version::Version;

use crate::api::kind;
use crate::render::Options;
use crate::rules::{self, default_prometheus};
use crate::versions;

/// prometheus-operator, with its switches.
#[derive(Clone, Copy, Debug, Default)]
pub struct Operator {
    /// The switches.
    pub options: Options,
}

impl Judge for Operator {
    fn name(&self) -> &'static str {
        "prometheus-operator"
    }

    fn kinds(&self) -> &'static [&'static KindSchema] {
        kind::ALL
    }

    fn rules(&self) -> &'static [&'static Rule] {
        rules::ALL
    }

    fn default_prometheus(&self) -> &'static str {
        versions::DEFAULT
    }

    fn judge(&self, object: &Object<'_>, prometheus: &Version) -> Vec<Finding> {
        judge::judge(object, prometheus)
    }
}

impl Dialect for Operator {
    fn other_kinds(&self) -> &'static [&'static str] {
        kind::NOT_RENDERED
    }

    fn prometheus_versions(&self) -> &'static [&'static str] {
        versions::SUPPORTED
    }

    fn role(&self, kind: &KindSchema) -> Role {
        if [&kind::PROMETHEUS, &kind::PROMETHEUS_AGENT].contains(&kind) { Role::Instance } else { Role::Resource }
    }

    fn assumed_instance(&self) -> Option<(&'static str, Finding)> {
        Some((default_prometheus::OBJECT, default_prometheus::finding()))
    }

    fn cluster<'o>(
        &'o self,
        objects: &[&'o Object<'o>],
        situation: Situation<'o>,
    ) -> Result<Box<dyn Cluster + 'o>, ReadError> {
        Ok(Box::new(cluster::OperatorCluster::read(self.options, objects, situation)?))
    }

    fn generate(&self, request: &RenderRequest<'_>) -> Option<Generated> {
        provenance::generate(self.options, request)
    }

    fn rendered(&self, request: &RenderRequest<'_>) -> Option<String> {
        provenance::rendered(self.options, request)
    }

    fn cause(&self, path: &Path, is_about_jobs: bool) -> Cause {
        provenance::cause(path, is_about_jobs)
    }
}
