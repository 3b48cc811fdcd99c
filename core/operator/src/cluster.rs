//! What a cluster holds once manifests are applied to it: every custom resource as the API server stores it.

use std::collections::BTreeMap;
use std::sync::Arc;

use promwright_finding::ObjectId;
use promwright_kubernetes::kind::KindSchema;
use promwright_kubernetes::object::{Kind, Metadata, Object, Resource};
use promwright_kubernetes::read::{Read, ReadError};
use promwright_yaml::{Data, Value};

use crate::api::kind;
use crate::api::pod_monitor::PodMonitor;
use crate::api::probe::Probe;
use crate::api::scrape_config::ScrapeConfig;
use crate::api::service_monitor::ServiceMonitor;
use crate::render::{Assets, Content, Missing, Source, Workload};
use crate::select::{NAME_LABEL, Namespaces};

/// The identity of a custom resource.
pub fn object_id(kind: &KindSchema, metadata: &Metadata<'_>) -> ObjectId {
    ObjectId {
        group: kind.group.to_owned(),
        kind: kind.kind.to_owned(),
        namespace: metadata.namespace.to_owned(),
        name: metadata.name.to_owned(),
    }
}

/// A Prometheus or PrometheusAgent.
#[derive(Clone, Debug)]
pub struct Instance<'a> {
    /// The metadata.
    pub metadata: Metadata<'a>,
    /// The specification.
    pub workload: Workload<'a>,
}

impl<'a> Instance<'a> {
    /// Which object it is.
    pub fn id(&self) -> ObjectId {
        let kind = if self.workload.is_agent() { &kind::PROMETHEUS_AGENT } else { &kind::PROMETHEUS };
        object_id(kind, &self.metadata)
    }

    /// Takes another version of Prometheus.
    pub fn set_version(&mut self, version: &'a str) {
        match &mut self.workload {
            Workload::Server(spec) => spec.common.version = version,
            Workload::Agent(spec) => spec.common.version = version,
        }
    }
}

/// The stored objects, read.
#[derive(Debug, Default)]
pub struct Cluster<'a> {
    /// The Prometheus and PrometheusAgent objects.
    pub instances: Vec<Instance<'a>>,
    /// The ServiceMonitors.
    pub service_monitors: Vec<ServiceMonitor<'a>>,
    /// The PodMonitors.
    pub pod_monitors: Vec<PodMonitor<'a>>,
    /// The Probes.
    pub probes: Vec<Probe<'a>>,
    /// The ScrapeConfigs.
    pub scrape_configs: Vec<ScrapeConfig<'a>>,
    /// The Namespaces.
    pub namespaces: Namespaces<'a>,
    /// The Secrets and ConfigMaps.
    assets: Vec<(Source, Metadata<'a>, Arc<Content<'a>>)>,
}

impl<'a> Cluster<'a> {
    /// Reads objects that the API server accepts; the last one of a name counts.
    ///
    /// # Errors
    /// A value is of another type than its field. Objects that [`Object::apply`] accepts have no such value.
    pub fn read(objects: impl IntoIterator<Item = &'a Object<'a>>) -> Result<Self, ReadError> {
        let stored: Vec<&Object<'_>> = objects.into_iter().filter(|object| object.is_stored()).collect();
        let mut last = BTreeMap::new();
        for (index, object) in stored.iter().enumerate().filter(|(_, object)| object.kind != Kind::Other) {
            last.insert(&object.id, index);
        }
        let mut cluster = Self::default();
        for (index, object) in stored.iter().enumerate() {
            if last.get(&object.id) == Some(&index) {
                cluster.add(object.kind, &object.value)?;
            }
        }
        Ok(cluster)
    }

    /// Adds an object without admission. There is none of its kind and name yet.
    ///
    /// # Errors
    /// A value is of another type than its field.
    pub fn add(&mut self, kind: Kind, value: &'a Value<'a>) -> Result<(), ReadError> {
        match kind {
            Kind::Custom(kind) if *kind == kind::PROMETHEUS => self.instances.push(instance(value, Workload::Server)?),
            Kind::Custom(kind) if *kind == kind::PROMETHEUS_AGENT => {
                self.instances.push(instance(value, Workload::Agent)?);
            }
            Kind::Custom(kind) if *kind == kind::SERVICE_MONITOR => push(&mut self.service_monitors, value)?,
            Kind::Custom(kind) if *kind == kind::POD_MONITOR => push(&mut self.pod_monitors, value)?,
            Kind::Custom(kind) if *kind == kind::PROBE => push(&mut self.probes, value)?,
            Kind::Custom(kind) if *kind == kind::SCRAPE_CONFIG => push(&mut self.scrape_configs, value)?,
            Kind::Namespace => {
                let Metadata { name, mut labels, .. } = metadata(value)?;
                labels.insert(NAME_LABEL, name);
                self.namespaces.labels.insert(name, labels);
            }
            Kind::Secret => self.add_asset(Source::Secret, value)?,
            Kind::ConfigMap => self.add_asset(Source::ConfigMap, value)?,
            Kind::Custom(_) | Kind::Other => {}
        }
        Ok(())
    }

    /// Adds a Secret or ConfigMap, whose values are decoded once for every instance.
    fn add_asset(&mut self, source: Source, value: &'a Value<'a>) -> Result<(), ReadError> {
        let metadata = metadata(value)?;
        self.assets.push((source, metadata, Arc::new(Content::read(source, value))));
        Ok(())
    }

    /// The Secrets and ConfigMaps, none of them loaded yet.
    pub fn assets(&self, missing: Missing) -> Assets<'a> {
        let mut assets = Assets::new(missing);
        for (source, metadata, content) in &self.assets {
            assets.add(*source, metadata.namespace, metadata.name, Arc::clone(content));
        }
        assets
    }
}

fn metadata<'a>(value: &'a Value<'a>) -> Result<Metadata<'a>, ReadError> {
    static NONE: Value<'static> = Value { span: promwright_yaml::Span { start: 0, end: 0 }, data: Data::Null };
    Metadata::read(value.get("metadata").unwrap_or(&NONE)).map_err(|error| error.at("metadata"))
}

/// Reads an object behind the ones that are there. It is read where it stays, and by a function of its own for each kind, since a new
/// instance of a module pays for every page of its stack.
#[inline(never)]
fn push<'a, T: Read<'a>>(items: &mut Vec<T>, value: &'a Value<'a>) -> Result<(), ReadError> {
    items.push(T::default());
    let read = items.last_mut().map_or(Ok(()), |item| item.read_into(value));
    if read.is_err() {
        items.pop();
    }
    read
}

/// Reads a Prometheus or a PrometheusAgent.
#[inline(never)]
fn instance<'a, Spec: Read<'a>>(
    value: &'a Value<'a>,
    workload: fn(Box<Spec>) -> Workload<'a>,
) -> Result<Instance<'a>, ReadError> {
    let Resource { metadata, spec } = Resource::<Spec>::read(value)?;
    Ok(Instance { metadata, workload: workload(Box::new(spec)) })
}
