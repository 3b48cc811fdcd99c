//! The operator's own stages, without admission: the generator, and the checks of a resource.

use std::borrow::Cow;

use promwright_kubernetes::object::Resource;
use promwright_kubernetes::read::{Read, ReadError};
use promwright_operator::api::pod_monitor::PodMonitor;
use promwright_operator::api::probe::Probe;
use promwright_operator::api::prometheus::{CommonFields, PrometheusAgentSpec};
use promwright_operator::api::scrape_config::ScrapeConfig;
use promwright_operator::api::service_monitor::ServiceMonitor;
use promwright_operator::check::{self, Check, Checker};
use promwright_operator::cluster::{Cluster, Kind};
use promwright_operator::render::{Assets, Generator, Keyed, Missing, Options, Refusal, Resources, Workload};
use promwright_operator::scrape_resource::ScrapeResource;
use promwright_prometheus::version::Version;
use promwright_yaml::{Value as Manifest, read_json};
use serde_json::{Value, json};

use super::Case;

/// Why the project has no answer.
pub(super) type Unanswered = String;

/// The operator's switches, as core takes them.
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
    match kind_name(manifest) {
        "Prometheus" => Ok(Kind::Prometheus),
        "PrometheusAgent" => Ok(Kind::PrometheusAgent),
        "ServiceMonitor" => Ok(Kind::ServiceMonitor),
        "PodMonitor" => Ok(Kind::PodMonitor),
        "Probe" => Ok(Kind::Probe),
        "ScrapeConfig" => Ok(Kind::ScrapeConfig),
        "Secret" => Ok(Kind::Secret),
        "ConfigMap" => Ok(Kind::ConfigMap),
        other => Err(format!("the kind {other} is not answered for yet")),
    }
}

/// Reads a Prometheus and further objects, each taken as it is.
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
        match kind(object)? {
            Kind::ServiceMonitor => self.service_monitors.push((key, Read::read(object).map_err(unreadable)?)),
            Kind::PodMonitor => self.pod_monitors.push((key, Read::read(object).map_err(unreadable)?)),
            Kind::Probe => self.probes.push((key, Read::read(object).map_err(unreadable)?)),
            Kind::ScrapeConfig => self.scrape_configs.push((key, Read::read(object).map_err(unreadable)?)),
            _ => return Err(format!("the kind {} is no scrape resource", kind_name(object))),
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
        Err(Refusal(reason)) => json!({"error": reason}),
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
        Err(reason) => return Ok(json!({"error": reason})),
    };
    let results = [
        check_first(&cluster.service_monitors, &version, common, &mut assets),
        check_first(&cluster.pod_monitors, &version, common, &mut assets),
        check_first(&cluster.probes, &version, common, &mut assets),
        check_first(&cluster.scrape_configs, &version, common, &mut assets),
    ];
    Ok(match results.into_iter().flatten().next().ok_or("there is no resource")? {
        Ok(()) => json!({"ok": true}),
        Err(reason) => json!({"error": reason}),
    })
}

/// Checks the only resource, where it is of this kind.
fn check_first<'a, Spec: ScrapeResource<'a>>(
    resources: &[Resource<'a, Spec>],
    version: &Version,
    common: &CommonFields<'a>,
    assets: &mut Assets<'a>,
) -> Option<Check> {
    let resource = resources.first()?;
    let mut checker = Checker { assets, version, namespace: resource.metadata.namespace, prometheus: Some(common) };
    Some(resource.spec.check(&mut checker))
}
