//! What the benches run, natively and, through `exports`, as a wasm module: three ways from resources to a configuration.

#[cfg(target_family = "wasm")]
mod exports;
pub mod sample;

use std::borrow::Cow;

use promwright_core::Source;
use promwright_core::evaluate::{Evaluation, Request, evaluate};
use promwright_kubernetes::object::Object;
use promwright_kubernetes::object::Resource;
use promwright_operator::Operator;
use promwright_operator::api::kind;
use promwright_operator::cluster::{Cluster, Instance};
use promwright_operator::reconcile::{Outcome, Settings, reconcile};
use promwright_operator::render::{Assets, Generator, Keyed, Missing, Options, Resources};
use promwright_yaml::write::Writer;
use promwright_yaml::{Data, Value, read_json};

/// The operator's switches that all three ways run with.
pub const OPTIONS: Options = Options {
    endpoint_slice: true,
    daemon_set: false,
    topology_sharding: true,
    retention_policies: true,
    pod_topology_labels: false,
    inline_tls: false,
    bypass_version_check: false,
};

/// Resources that are read, selected and checked: all that is left to do is to write.
#[derive(Debug)]
pub struct Typed<'c> {
    cluster: &'c Cluster<'c>,
    generator: Generator<'c, 'c>,
    assets: Assets<'c>,
    service_monitors: Vec<String>,
    pod_monitors: Vec<String>,
    probes: Vec<String>,
    scrape_configs: Vec<String>,
}

impl<'c> Typed<'c> {
    /// Gets the first Prometheus of a cluster ready to be written, with every resource.
    ///
    /// # Errors
    /// There is no Prometheus, or the operator's reason for writing no configuration.
    pub fn new(cluster: &'c Cluster<'c>) -> Result<Self, String> {
        let Some(Instance { metadata, workload }) = cluster.instances.first() else {
            return Err("there is no Prometheus".to_owned());
        };
        let generator = Generator::new(workload, metadata, OPTIONS).map_err(|refusal| refusal.to_string())?;
        let mut assets = cluster.assets(Missing::Refuse);
        assets.load_all();
        Ok(Self {
            cluster,
            generator,
            assets,
            service_monitors: keys(&cluster.service_monitors),
            pod_monitors: keys(&cluster.pod_monitors),
            probes: keys(&cluster.probes),
            scrape_configs: keys(&cluster.scrape_configs),
        })
    }

    /// Writes the configuration.
    ///
    /// # Errors
    /// The operator's reason for writing none.
    pub fn configuration(&self) -> Result<String, String> {
        let resources = Resources {
            service_monitors: keyed(&self.service_monitors, &self.cluster.service_monitors),
            pod_monitors: keyed(&self.pod_monitors, &self.cluster.pod_monitors),
            probes: keyed(&self.probes, &self.cluster.probes),
            scrape_configs: keyed(&self.scrape_configs, &self.cluster.scrape_configs),
            ..Resources::default()
        };
        self.generator.configuration(&self.assets, resources).map_err(|refusal| refusal.to_string())
    }
}

/// What the operator sorts jobs by.
fn keys<Spec>(resources: &[Resource<'_, Spec>]) -> Vec<String> {
    resources.iter().map(|Resource { metadata, .. }| format!("{}/{}", metadata.namespace, metadata.name)).collect()
}

fn keyed<'r, 'a, Spec>(keys: &'r [String], resources: &'r [Resource<'a, Spec>]) -> Keyed<'r, 'a, Spec> {
    keys.iter().map(Cow::from).zip(resources).collect()
}

/// Reads manifests in JSON and applies them.
///
/// # Errors
/// What is wrong with the JSON.
pub fn apply<'a>(manifests: impl IntoIterator<Item = &'a str>) -> Result<Vec<Object<'a>>, String> {
    manifests
        .into_iter()
        .map(|json| read_json(json).map(|value| Object::apply(value, kind::ALL)).map_err(|error| error.message))
        .collect()
}

/// The whole way from manifests in JSON, as an API server or an admission engine hands them over.
///
/// # Errors
/// Why there is no configuration.
pub fn from_json<'a>(manifests: impl IntoIterator<Item = &'a str>) -> Result<String, String> {
    let objects = apply(manifests)?;
    let cluster = Cluster::read(&objects).map_err(|error| error.to_string())?;
    let instance = cluster.instances.first().ok_or("there is no Prometheus")?;
    match reconcile(instance, &cluster, Settings { options: OPTIONS, missing: Missing::Refuse }).outcome {
        Outcome::Configuration(text) => Ok(text),
        Outcome::Failure(findings) => Err(findings.first().map(ToString::to_string).unwrap_or_default()),
        Outcome::Unmanaged => Err("there is no selector".to_owned()),
    }
}

/// The whole way from one text of manifests in YAML, with diagnostics and their places, as an editor shows them.
///
/// # Errors
/// Why there is no configuration.
pub fn from_yaml(text: &str) -> Result<String, String> {
    let operator = Operator { options: OPTIONS };
    let request = Request {
        sources: vec![Source { name: "manifests.yaml", text }],
        dialects: vec![&operator],
        strict: true,
        ..Request::default()
    };
    let evaluation = evaluate(&request);
    let Evaluation { configurations, findings } = evaluation;
    let file = configurations.into_iter().next().and_then(|traced| traced.configuration.files.into_iter().next());
    file.map(|file| file.text).ok_or_else(|| format!("no configuration: {findings:?}"))
}

/// Writes manifests in JSON as one text of manifests in YAML.
///
/// # Errors
/// What is wrong with the JSON.
pub fn to_yaml<'a>(manifests: impl IntoIterator<Item = &'a str>) -> Result<String, String> {
    let mut text = String::new();
    for json in manifests {
        let mut writer = Writer::new();
        write(&read_json(json).map_err(|error| error.message)?, &mut writer);
        text.push_str("---\n");
        text.push_str(&writer.finish());
    }
    Ok(text)
}

fn write(value: &Value<'_>, w: &mut Writer) {
    match &value.data {
        Data::Null => w.null(),
        Data::Bool(value) => w.bool(*value),
        Data::Int(number) => w.int(*number),
        Data::Float(number) => w.float(*number),
        Data::String(text) => w.string(text),
        Data::List(items) => {
            w.begin_list();
            for item in items {
                write(item, w);
            }
            w.end_list();
        }
        Data::Object(object) => {
            w.begin_map();
            for entry in &object.entries {
                w.string(&entry.key);
                write(&entry.value, w);
            }
            w.end_map();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_ways_lead_to_one_configuration() {
        let manifests = sample::manifests(60);
        let manifests = || manifests.iter().map(String::as_str);
        let objects = apply(manifests()).expect("JSON");
        let cluster = Cluster::read(&objects).expect("manifests");
        let typed = Typed::new(&cluster).and_then(|typed| typed.configuration()).expect("a configuration");
        assert_eq!(typed.matches("job_name: ").count(), 60);
        assert_eq!(from_json(manifests()).as_ref(), Ok(&typed));
        assert_eq!(from_yaml(&to_yaml(manifests()).expect("JSON")), Ok(typed));
    }
}
