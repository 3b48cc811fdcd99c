//! What the operator says to one object alone.

use promwright_finding::Finding;
use promwright_kubernetes::object::{Object, Resource};
use promwright_prometheus::version::Version;

use super::cluster::{failed, rejected};
use crate::check::Checker;
use crate::cluster::{Cluster, object_id};
use crate::reconcile::{Outcome, Settings, reconcile};
use crate::render::{Assets, Missing};
use crate::scrape_resource::ScrapeResource;

/// Judges an object. References to Secrets, ConfigMaps and scrape classes are assumed to be good.
pub(super) fn judge(object: &Object<'_>, version: &Version) -> Vec<Finding> {
    let mut cluster = Cluster::default();
    // A value of a wrong type would have been rejected.
    if cluster.add(object.kind, &object.value).is_err() {
        return Vec::new();
    }
    let settings = Settings { missing: Missing::Placeholder, ..Settings::default() };
    let mut findings = Vec::new();
    for instance in &cluster.instances {
        // What the operator finds only when it writes the configuration counts as well.
        if let Outcome::Failure(failures) = reconcile(instance, &Cluster::default(), settings).outcome {
            findings.extend(failures.iter().map(|finding| failed(finding, &instance.id())));
        }
    }
    check_all(&cluster.service_monitors, version, &mut findings);
    check_all(&cluster.pod_monitors, version, &mut findings);
    check_all(&cluster.probes, version, &mut findings);
    check_all(&cluster.scrape_configs, version, &mut findings);
    findings
}

/// Checks resources whose Prometheus is not known.
fn check_all<'a, Spec: ScrapeResource<'a>>(
    resources: &[Resource<'a, Spec>],
    version: &Version,
    findings: &mut Vec<Finding>,
) {
    let mut assets = Assets::new(Missing::Placeholder);
    for resource in resources {
        // An object without a namespace gets one when it is applied; the checks ask only whether there is one.
        let namespace = Some(resource.metadata.namespace).filter(|namespace| !namespace.is_empty());
        let mut checker = Checker::new(&mut assets, version, namespace.unwrap_or("default"), None);
        resource.spec.check(&mut checker);
        let id = object_id(Spec::KIND, &resource.metadata);
        findings.extend(checker.finish().iter().map(|finding| rejected(finding, &id)));
    }
}
