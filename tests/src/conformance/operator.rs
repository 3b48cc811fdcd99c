//! The operator's own stages, without admission: the generator, and the checks of a resource.

use std::borrow::Cow;

use promwright_finding::Finding;
use promwright_kubernetes::object::{Kind, Resource};
use promwright_kubernetes::read::{Read, ReadError};
use promwright_operator::api::kind;
use promwright_operator::api::pod_monitor::PodMonitor;
use promwright_operator::api::probe::Probe;
use promwright_operator::api::prometheus::{CommonFields, PrometheusAgentSpec};
use promwright_operator::api::scrape_config::ScrapeConfig;
use promwright_operator::api::service_monitor::ServiceMonitor;
use promwright_operator::check::{self, Checker};
use promwright_operator::cluster::Cluster;
use promwright_operator::render::{Assets, Generator, Keyed, Missing, Options, Resources, Workload};
use promwright_operator::scrape_resource::ScrapeResource;
use promwright_prometheus::version::Version;
use promwright_yaml::{Value as Manifest, read_json};
use serde_json::{Value, json};

use super::Case;

/// Why the project has no answer.
pub(super) type Unanswered = String;

/// The operator's switches, as the core has them.
pub fn options(case: &Case<'_>) -> Options {
    let options = case.options;
    Options {
        endpoint_slice: options.endpoint_slice,
        daemon_set: options.daemon_set,
        topology_sharding: options.topology_sharding,
        retention_policies: options.retention_policies,
        pod_topology_labels: options.pod_topology_labels,
        inline_tls: options.inline_tls,
        bypass_version_check: options.bypass_version_check,
    }
}

fn manifest(text: &str) -> Result<Manifest<'_>, Unanswered> {
    read_json(text).map_err(|error| error.message)
}

fn kind_name<'m>(manifest: &'m Manifest<'_>) -> &'m str {
    manifest.get("kind").and_then(Manifest::as_str).unwrap_or_default()
}

fn kind(manifest: &Manifest<'_>) -> Result<Kind, Unanswered> {
    let name = kind_name(manifest);
    match (kind::ALL.iter().find(|kind| kind.kind == name), name) {
        (Some(kind), _) => Ok(Kind::Custom(kind)),
        (None, "Secret") => Ok(Kind::Secret),
        (None, "ConfigMap") => Ok(Kind::ConfigMap),
        (None, other) => Err(format!("kind {other} is not supported yet")),
    }
}

/// Reads a Prometheus and further objects, each without admission.
fn cluster<'m>(prometheus: &'m Manifest<'m>, others: &'m [Manifest<'m>]) -> Result<Cluster<'m>, Unanswered> {
    let mut cluster = Cluster::default();
    for manifest in others.iter().chain([prometheus]) {
        cluster.add(kind(manifest)?, manifest).map_err(|error| error.to_string())?;
    }
    Ok(cluster)
}

/// The generator's own test suite writes an agent's configuration from the fields that a server has in common with it.
fn as_agent(workload: Workload<'_>) -> Workload<'_> {
    match workload {
        Workload::Server(server) => {
            Workload::Agent(Box::new(PrometheusAgentSpec { common: server.common, ..PrometheusAgentSpec::default() }))
        }
        agent @ Workload::Agent(_) => agent,
    }
}

/// The resources of a case, each with its key.
#[derive(Default)]
struct Found<'m> {
    service_monitors: Vec<(&'m str, ServiceMonitor<'m>)>,
    pod_monitors: Vec<(&'m str, PodMonitor<'m>)>,
    probes: Vec<(&'m str, Probe<'m>)>,
    scrape_configs: Vec<(&'m str, ScrapeConfig<'m>)>,
}

impl<'m> Found<'m> {
    fn read(&mut self, key: &'m str, object: &'m Manifest<'m>) -> Result<(), Unanswered> {
        let unreadable = |error: ReadError| error.to_string();
        match kind_name(object) {
            "ServiceMonitor" => self.service_monitors.push((key, Read::read(object).map_err(unreadable)?)),
            "PodMonitor" => self.pod_monitors.push((key, Read::read(object).map_err(unreadable)?)),
            "Probe" => self.probes.push((key, Read::read(object).map_err(unreadable)?)),
            "ScrapeConfig" => self.scrape_configs.push((key, Read::read(object).map_err(unreadable)?)),
            other => return Err(format!("kind {other} is not a scrape resource")),
        }
        Ok(())
    }
}

fn keyed<'r, 'm, Spec>(resources: &'r [(&'m str, Resource<'m, Spec>)]) -> Keyed<'r, 'm, Spec> {
    resources.iter().map(|(key, resource)| (Cow::Borrowed(*key), resource)).collect()
}

/// The generator alone: every resource is selected, and every Secret and ConfigMap loaded.
pub(super) fn generate(case: &Case<'_>) -> Result<Value, Unanswered> {
    let prometheus = manifest(case.prometheus.map_or("null", |object| object.get()))?;
    let store = case.store.iter().map(|object| manifest(object.get())).collect::<Result<Vec<_>, _>>()?;
    let cluster = cluster(&prometheus, &store)?;
    let mut instance = cluster.instances.first().cloned().ok_or("there is no Prometheus")?;
    if case.mode == "agent" {
        instance.workload = as_agent(instance.workload);
    }
    let resources =
        case.resources.iter().map(|resource| manifest(resource.object.get())).collect::<Result<Vec<_>, _>>()?;
    let mut found = Found::default();
    for (resource, object) in case.resources.iter().zip(&resources) {
        found.read(&resource.key, object)?;
    }
    let mut assets = cluster.assets(Missing::Refuse);
    assets.load_all();
    let resources = Resources {
        service_monitors: keyed(&found.service_monitors),
        pod_monitors: keyed(&found.pod_monitors),
        probes: keyed(&found.probes),
        scrape_configs: keyed(&found.scrape_configs),
        additional_scrape_configs: case.additional.scrape_configs.as_deref().map(str::as_bytes),
        additional_alert_relabel_configs: case.additional.alert_relabel_configs.as_deref().map(str::as_bytes),
        additional_alert_manager_configs: case.additional.alertmanager_configs.as_deref().map(str::as_bytes),
        rule_files: case.rule_files.iter().map(String::as_str).collect(),
    };
    let text = Generator::new(&instance.workload, &instance.metadata, options(case))
        .and_then(|generator| generator.configuration(&assets, resources));
    Ok(match text {
        Ok(text) => json!({"config": text}),
        Err(refusal) => json!({"error": refusal.to_string()}),
    })
}

/// The operator's checks of one resource.
pub(super) fn check(case: &Case<'_>) -> Result<Value, Unanswered> {
    let prometheus = manifest(case.prometheus.map_or("null", |object| object.get()))?;
    let store = case.store.iter().map(|object| manifest(object.get())).collect::<Result<Vec<_>, _>>()?;
    let object = manifest(case.object.map_or("null", |object| object.get()))?;
    let mut cluster = cluster(&prometheus, &store)?;
    cluster.add(kind(&object)?, &object).map_err(|error| error.to_string())?;
    let instance = cluster.instances.first().ok_or("there is no Prometheus")?;
    let common = instance.workload.common();
    let mut assets = cluster.assets(Missing::Refuse);
    let version = match check::any_prometheus_version(common) {
        Ok(version) => version,
        Err(finding) => return Ok(json!({"error": finding.says})),
    };
    let results = [
        check_only(&cluster.service_monitors, &version, common, &mut assets),
        check_only(&cluster.pod_monitors, &version, common, &mut assets),
        check_only(&cluster.probes, &version, common, &mut assets),
        check_only(&cluster.scrape_configs, &version, common, &mut assets),
    ];
    let findings = results.into_iter().flatten().next().ok_or("there is no resource")?;
    Ok(match findings.into_iter().next() {
        None => json!({"ok": true}),
        Some(finding) => json!({"error": finding.says}),
    })
}

/// Checks the only resource, if it is of this kind. The operator stops at the first of the findings.
fn check_only<'a, Spec: ScrapeResource<'a>>(
    resources: &[Resource<'a, Spec>],
    version: &Version,
    common: &CommonFields<'a>,
    assets: &mut Assets<'a>,
) -> Option<Vec<Finding>> {
    let resource = resources.first()?;
    let mut checker = Checker::new(assets, version, resource.metadata.namespace, Some(common));
    resource.spec.check(&mut checker);
    Some(checker.finish())
}
