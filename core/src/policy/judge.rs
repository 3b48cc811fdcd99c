//! What can be said of one object alone: the schema, the rules between fields, and the operator's checks that need nothing else.

use promwright_finding::{Code, Diagnostic, Layer, Severity};
use promwright_kubernetes::object::Resource;
use promwright_operator::check::{Check, Checker};
use promwright_operator::cluster::{Cluster, Object};
use promwright_operator::reconcile::{Outcome, Settings, reconcile};
use promwright_operator::render::{Assets, Missing};
use promwright_operator::scrape_resource::ScrapeResource;
use promwright_prometheus::version::Version;
use promwright_yaml::{Data, Entry, Value, read_json};

use crate::evaluate::explain;

/// The annotation in which `kubectl apply` keeps what was applied.
const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";

/// Judges one object. References to Secrets, ConfigMaps and scrape classes are taken to be good.
pub fn judge(object: Value<'_>, version: &Version) -> Vec<Diagnostic> {
    let object = Object::apply(object);
    let mut findings = findings_of(&object);
    dropped_fields(&object, &mut findings);
    if object.is_stored() {
        let mut cluster = Cluster::default();
        // A value of a wrong type would have been refused.
        if cluster.add(object.kind, &object.value).is_ok() {
            findings.extend(operator(&cluster, version).err().map(|reason| refusal(&object, &reason)));
        }
    }
    findings
}

/// Fields that the API server dropped before any policy could see them, found in what `kubectl apply` has kept.
fn dropped_fields(object: &Object<'_>, findings: &mut Vec<Diagnostic>) {
    let annotations = object.value.get("metadata").and_then(|metadata| metadata.get("annotations"));
    let text = annotations.and_then(|annotations| annotations.get(LAST_APPLIED)?.as_str());
    let Some(Ok(applied)) = text.map(read_json) else { return };
    // Nearly always everything is still there. Of an object that is not stored, unknown fields may be there too.
    if object.is_stored() && is_within(&applied, &object.value) {
        return;
    }
    let applied = Object::apply(applied);
    if (applied.kind, &applied.id.name) != (object.kind, &object.id.name) {
        return;
    }
    let dropped = findings_of(&applied).into_iter().filter(|finding| finding.code == Code::UnknownField);
    findings.extend(dropped.filter(|finding| !findings.contains(finding)).collect::<Vec<_>>());
}

/// Whether an object has all fields that another one has, whatever their values.
fn is_within(fields: &Value<'_>, whole: &Value<'_>) -> bool {
    match (&fields.data, &whole.data) {
        (Data::Object(fields), Data::Object(whole)) => {
            let is_there =
                |field: &Entry<'_>| whole.get(&field.key).is_some_and(|whole| is_within(&field.value, whole));
            fields.entries.iter().all(is_there)
        }
        (Data::List(items), Data::List(whole)) => {
            items.len() <= whole.len() && items.iter().zip(whole).all(|(item, whole)| is_within(item, whole))
        }
        (Data::Object(_) | Data::List(_), _) => false,
        _ => true,
    }
}

fn refusal(object: &Object<'_>, reason: &str) -> Diagnostic {
    Diagnostic::new(Code::Refused, Severity::Error, Layer::Selection, format!("the operator would refuse it: {reason}"))
        .about(&object.id)
        .field(explain::field_of(&object.id.kind, reason).0)
}

fn findings_of(object: &Object<'_>) -> Vec<Diagnostic> {
    explain::object(object).into_iter().map(|(diagnostic, _)| diagnostic).collect()
}

/// The operator's checks of the one object in a cluster.
fn operator(cluster: &Cluster<'_>, version: &Version) -> Check {
    let settings = Settings { missing: Missing::Placeholder, ..Settings::default() };
    for instance in &cluster.instances {
        // What the operator finds only when it writes the configuration counts as well.
        if let Outcome::Failure(reason) = reconcile(instance, &Cluster::default(), settings).outcome {
            return Err(reason);
        }
    }
    check_all(&cluster.service_monitors, version)?;
    check_all(&cluster.pod_monitors, version)?;
    check_all(&cluster.probes, version)?;
    check_all(&cluster.scrape_configs, version)
}

/// Checks resources whose Prometheus is not known.
fn check_all<'a, Spec: ScrapeResource<'a>>(resources: &[Resource<'a, Spec>], version: &Version) -> Check {
    let mut assets = Assets::new(Missing::Placeholder);
    for resource in resources {
        // An object without a namespace gets one when it is applied; the checks ask only whether there is one.
        let namespace = Some(resource.metadata.namespace).filter(|namespace| !namespace.is_empty());
        let namespace = namespace.unwrap_or("default");
        resource.spec.check(&mut Checker { assets: &mut assets, version, namespace, prometheus: None })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn an_object_is_within_another_where_each_of_its_fields_has_a_counterpart() {
        let whole = read_json(r#"{"a": {"b": 1, "c": [{"d": 1}, {"e": null}]}, "f": []}"#).unwrap();
        for within in [
            "{}",
            r#"{"a": {"b": "other"}}"#,
            r#"{"a": {"c": [{"d": 2}]}}"#,
            r#"{"a": {"c": [{}, {"e": 0}]}}"#,
            r#"{"a": 1}"#,
        ] {
            assert!(is_within(&read_json(within).unwrap(), &whole), "{within}");
        }
        for beyond in [
            r#"{"g": 1}"#,
            r#"{"a": {"g": null}}"#,
            r#"{"a": []}"#,
            r#"{"a": {"b": {}}}"#,
            r#"{"a": {"c": [{"e": 1}]}}"#,
            r#"{"f": [1]}"#,
        ] {
            assert!(!is_within(&read_json(beyond).unwrap(), &whole), "{beyond}");
        }
    }
}
