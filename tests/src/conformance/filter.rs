//! Which cases to run.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::Case;

/// Which cases to run: all of them, unless types or kinds are named.
#[derive(Debug, Default)]
pub struct Filter {
    /// The types of case to run; empty for all.
    pub types: Vec<String>,
    /// The kinds of resource to run; empty for all. A case is kept when it holds at least one monitoring resource besides the
    /// Prometheus, and none of a kind that is not named. Of `admit` it is the kind of the object that counts.
    pub kinds: Vec<String>,
}

/// What says which kind of object it is.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct TypeMeta {
    api_version: String,
    kind: String,
}

impl Filter {
    /// Whether to run a case.
    pub fn keeps(&self, case: &Case<'_>) -> bool {
        (self.types.is_empty() || self.types.contains(&case.kind)) && (self.kinds.is_empty() || self.keeps_kinds(case))
    }

    fn keeps_kinds(&self, case: &Case<'_>) -> bool {
        let objects = case.object.iter().chain(&case.manifests).copied();
        let objects = objects.chain(case.resources.iter().map(|resource| resource.object)).map(type_meta);
        let mut kinds: Vec<String> = if case.kind == "admit" {
            objects.map(|object| object.kind).collect()
        } else {
            objects.filter(is_monitoring_resource).map(|object| object.kind).collect()
        };
        kinds.dedup();
        !kinds.is_empty() && kinds.iter().all(|kind| self.kinds.contains(kind))
    }
}

fn type_meta(object: &RawValue) -> TypeMeta {
    serde_json::from_str(object.get()).unwrap_or_default()
}

fn is_monitoring_resource(object: &TypeMeta) -> bool {
    object.api_version.starts_with("monitoring.coreos.com/")
        && !matches!(object.kind.as_str(), "Prometheus" | "PrometheusAgent")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keeps(kinds: &[&str], case: &str) -> bool {
        let filter = Filter { types: Vec::new(), kinds: kinds.iter().map(ToString::to_string).collect() };
        filter.keeps(&Case::parse(case).unwrap())
    }

    #[test]
    fn all_monitoring_resources_must_be_of_the_kinds_named() {
        let manifests = |kinds: &[&str]| {
            let objects =
                kinds.iter().map(|kind| format!(r#"{{"apiVersion":"monitoring.coreos.com/v1","kind":"{kind}"}}"#));
            let objects = objects.chain([r#"{"apiVersion":"v1","kind":"Secret"}"#.to_string()]).collect::<Vec<_>>();
            format!(r#"{{"name":"a","type":"reconcile","want":{{}},"manifests":[{}]}}"#, objects.join(","))
        };
        assert!(keeps(&[], &manifests(&[])));
        assert!(keeps(&["Probe"], &manifests(&["Prometheus", "Probe", "Probe"])));
        assert!(keeps(&["Probe", "PodMonitor"], &manifests(&["Probe", "PodMonitor"])));
        assert!(keeps(&["Probe", "PodMonitor"], &manifests(&["Probe"])));
        assert!(!keeps(&["Probe"], &manifests(&["Probe", "PodMonitor"])));
        assert!(!keeps(&["Probe"], &manifests(&["Prometheus"])), "no monitoring resource");
        assert!(!keeps(&["Prometheus"], &manifests(&["Prometheus"])), "no monitoring resource besides the Prometheus");
        assert!(!keeps(&["Probe"], r#"{"name":"a","type":"regexp","text":"a","want":{}}"#));
    }

    #[test]
    fn admission_is_kept_by_the_kind_of_the_object() {
        let case = r#"{"name":"a","type":"admit","want":{},
            "object":{"apiVersion":"monitoring.coreos.com/v1","kind":"Prometheus"}}"#;
        assert!(keeps(&["Prometheus"], case));
        assert!(!keeps(&["Probe"], case));
    }
}
