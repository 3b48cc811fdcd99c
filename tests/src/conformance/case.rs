//! One recorded question and its answer.

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::json;

/// One recorded question and its answer. A field that a type of case does not use is empty.
///
/// Objects stay the text they were recorded as: how a number is spelled and how fields are ordered matters to some types,
/// and reading them is what the project is asked to do.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Case<'a> {
    /// The name, unique among all cases.
    pub name: String,
    /// The type: which question is asked.
    #[serde(rename = "type")]
    pub kind: String,
    /// What the real system answered.
    #[serde(deserialize_with = "json::exact")]
    pub want: Value,
    /// The text in question.
    #[serde(default)]
    pub text: String,
    /// The JSON value in question.
    #[serde(borrow, default)]
    pub value: Option<&'a RawValue>,
    /// The resource in question.
    #[serde(borrow, default)]
    pub object: Option<&'a RawValue>,
    /// The Prometheus or PrometheusAgent that a resource is for.
    #[serde(borrow, default)]
    pub prometheus: Option<&'a RawValue>,
    /// `server` or `agent`: which generator writes the configuration.
    #[serde(default)]
    pub mode: String,
    /// Resources for the generator, assumed to be selected.
    #[serde(borrow, default)]
    pub resources: Vec<Resource<'a>>,
    /// Secrets and ConfigMaps.
    #[serde(borrow, default)]
    pub store: Vec<&'a RawValue>,
    /// Whole manifests as applied, in any order.
    #[serde(borrow, default)]
    pub manifests: Vec<&'a RawValue>,
    /// Names of rule files.
    #[serde(default)]
    pub rule_files: Vec<String>,
    /// Raw configuration to be merged into what is generated.
    #[serde(default)]
    pub additional: Additional,
    /// The operator's switches.
    #[serde(default)]
    pub options: Options,
}

/// A resource for the generator.
#[derive(Debug, Deserialize)]
pub struct Resource<'a> {
    /// What the generator sorts by: `namespace/name`, or any text.
    pub key: String,
    /// The resource.
    #[serde(borrow)]
    pub object: &'a RawValue,
}

/// Raw configuration to be merged into what is generated.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Additional {
    /// Scrape configurations.
    pub scrape_configs: Option<String>,
    /// Relabelling of alerts.
    pub alert_relabel_configs: Option<String>,
    /// Alertmanagers.
    pub alertmanager_configs: Option<String>,
}

/// The operator's switches.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Options {
    /// EndpointSlices may be used for service discovery.
    pub endpoint_slice: bool,
    /// The agent runs as a DaemonSet.
    pub daemon_set: bool,
    /// The feature gate for sharding by topology.
    pub topology_sharding: bool,
    /// The feature gate for retention policies.
    pub retention_policies: bool,
    /// Pods carry their node's topology labels.
    pub pod_topology_labels: bool,
    /// TLS material is written into the configuration.
    #[serde(rename = "inlineTLS")]
    pub inline_tls: bool,
    /// The version of Prometheus is not checked.
    pub bypass_version_check: bool,
}

/// A line of a file that is not a case.
#[derive(Debug)]
pub enum NotACase {
    /// Other data: JSON with neither `name` nor `want`.
    Other,
    /// A broken case; the text says why.
    Broken(String),
}

impl<'a> Case<'a> {
    /// Reads one line of a file.
    pub fn parse(line: &'a str) -> Result<Self, NotACase> {
        serde_json::from_str(line).map_err(|error| match serde_json::from_str::<Value>(line) {
            Ok(Value::Object(object)) if !object.contains_key("name") && !object.contains_key("want") => {
                NotACase::Other
            }
            _ => NotACase::Broken(error.to_string()),
        })
    }

    /// The JSON value in question: fields in their order, numbers exact.
    pub fn value(&self) -> Value {
        self.value.and_then(|value| json::read(value.get()).ok()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_stay_as_they_were_written() {
        let case = Case::parse(r#"{"name":"a","type":"yaml-emit","value":{"b":1.0,"a":1e3},"want":{}}"#).unwrap();
        assert_eq!(case.value.unwrap().get(), r#"{"b":1.0,"a":1e3}"#);
    }

    #[test]
    fn other_data_is_told_from_a_broken_case() {
        assert!(matches!(Case::parse(r#"{"crd":{"kind":"Probe"}}"#), Err(NotACase::Other)));
        assert!(matches!(Case::parse(r#"{"kind":"Probe","type":"object"}"#), Err(NotACase::Other)));
        assert!(matches!(Case::parse(r#"{"name":"a","want":{}}"#), Err(NotACase::Broken(_))));
        assert!(matches!(Case::parse(r#"{"name":"a","#), Err(NotACase::Broken(_))));
    }
}
