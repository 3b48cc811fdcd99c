//! What a cluster holds once manifests are applied to it: every custom resource as the API server stores it.

use std::collections::BTreeMap;
use std::sync::Arc;

use promwright_finding::ObjectId;
use promwright_kubernetes::object::{Metadata, Resource};
use promwright_kubernetes::read::{Read, ReadError};
use promwright_kubernetes::schema::{Admission, admit, check_scale};
use promwright_yaml::{Data, Value};

use crate::api::kind::{self, KindSchema};
use crate::api::pod_monitor::PodMonitor;
use crate::api::probe::Probe;
use crate::api::scrape_config::ScrapeConfig;
use crate::api::service_monitor::ServiceMonitor;
use crate::render::{Assets, Content, Missing, Source, Workload};
use crate::select::{NAME_LABEL, Namespaces};

/// The kinds of objects that matter to a configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A Prometheus server.
    Prometheus,
    /// A Prometheus agent.
    PrometheusAgent,
    /// Scrape jobs for Services.
    ServiceMonitor,
    /// Scrape jobs for pods.
    PodMonitor,
    /// A job that has targets probed.
    Probe,
    /// A scrape job.
    ScrapeConfig,
    /// A Namespace.
    Namespace,
    /// A Secret.
    Secret,
    /// A ConfigMap.
    ConfigMap,
    /// Anything else.
    Other,
}

impl Kind {
    /// Whether objects of the kind become scrape jobs.
    pub fn is_scrape_resource(self) -> bool {
        matches!(self, Self::ServiceMonitor | Self::PodMonitor | Self::Probe | Self::ScrapeConfig)
    }
}

/// A manifest after the API server has looked at it.
#[derive(Debug)]
pub struct Object<'a> {
    /// Which object it is.
    pub id: ObjectId,
    /// Its kind.
    pub kind: Kind,
    /// What the API server says to it: for kinds of the operator only.
    pub admission: Admission,
    /// The object as it is stored, or as it was written where it is refused.
    pub value: Value<'a>,
}

impl<'a> Object<'a> {
    /// Applies a manifest.
    pub fn apply(mut value: Value<'a>) -> Self {
        let (kind, schema) = kind_of(&value);
        let id = id_of(&value);
        let mut admission = schema.map_or_else(Admission::default, |schema| admit(&schema.schema, &mut value));
        // An object that cannot be read is not validated.
        if let Some(scale) = schema.and_then(|schema| schema.scale).filter(|_| !admission.is_undecodable()) {
            admission.errors.extend(check_scale(scale.spec, &value));
        }
        Self { id, kind, admission, value }
    }

    /// Whether the API server takes the object.
    pub fn is_stored(&self) -> bool {
        self.admission.errors.is_empty()
    }
}

fn id_of(value: &Value<'_>) -> ObjectId {
    ObjectId {
        kind: value.text_at(&["kind"]).to_owned(),
        namespace: value.text_at(&["metadata", "namespace"]).to_owned(),
        name: value.text_at(&["metadata", "name"]).to_owned(),
    }
}

fn kind_of(value: &Value<'_>) -> (Kind, Option<&'static KindSchema>) {
    let (version, name) = (value.text_at(&["apiVersion"]), value.text_at(&["kind"]));
    let schema = kind::find(version, name);
    let kind = match (schema.map(|schema| schema.kind), version, name) {
        (Some("Prometheus"), ..) => Kind::Prometheus,
        (Some("PrometheusAgent"), ..) => Kind::PrometheusAgent,
        (Some("ServiceMonitor"), ..) => Kind::ServiceMonitor,
        (Some("PodMonitor"), ..) => Kind::PodMonitor,
        (Some("Probe"), ..) => Kind::Probe,
        (Some("ScrapeConfig"), ..) => Kind::ScrapeConfig,
        (None, "v1", "Namespace") => Kind::Namespace,
        (None, "v1", "Secret") => Kind::Secret,
        (None, "v1", "ConfigMap") => Kind::ConfigMap,
        _ => Kind::Other,
    };
    (kind, schema)
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
        ObjectId {
            kind: if self.workload.is_agent() { "PrometheusAgent" } else { "Prometheus" }.to_owned(),
            namespace: self.metadata.namespace.to_owned(),
            name: self.metadata.name.to_owned(),
        }
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
    /// Reads the objects that the API server takes; the last one of a name counts.
    ///
    /// # Errors
    /// A value is of another type than its field. Objects that [`Object::apply`] takes have no such value.
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
            Kind::Prometheus => self.instances.push(instance(value, Workload::Server)?),
            Kind::PrometheusAgent => self.instances.push(instance(value, Workload::Agent)?),
            Kind::ServiceMonitor => push(&mut self.service_monitors, value)?,
            Kind::PodMonitor => push(&mut self.pod_monitors, value)?,
            Kind::Probe => push(&mut self.probes, value)?,
            Kind::ScrapeConfig => push(&mut self.scrape_configs, value)?,
            Kind::Namespace => {
                let Metadata { name, mut labels, .. } = metadata(value)?;
                labels.insert(NAME_LABEL, name);
                self.namespaces.labels.insert(name, labels);
            }
            Kind::Secret => self.add_asset(Source::Secret, value)?,
            Kind::ConfigMap => self.add_asset(Source::ConfigMap, value)?,
            Kind::Other => {}
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
