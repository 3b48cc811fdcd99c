//! What can be said of one object alone: the schema, the rules between fields, and the checks of its dialect that need nothing else.

use promwright_dialect::Judge;
use promwright_finding::Finding;
use promwright_kubernetes::kind::KindSchema;
use promwright_kubernetes::object::Object;
use promwright_kubernetes::rules::{self, UNKNOWN_FIELD};
use promwright_prometheus::version::Version;
use promwright_yaml::{Data, Entry, Value, read_json};

/// The annotation in which `kubectl apply` keeps what was applied.
const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";

/// Judges one object. What it refers to is assumed to exist.
pub fn judge(object: Value<'_>, judges: &[&dyn Judge], prometheus: &Version) -> Vec<Finding> {
    let kinds = kinds_of(judges);
    let object = Object::apply(object, &kinds);
    let mut findings = rules::findings(&object, None);
    dropped_fields(&object, &kinds, &mut findings);
    if object.is_stored()
        && let Some(kind) = object.kind.custom()
    {
        let own = judges.iter().filter(|judge| judge.kinds().contains(&kind));
        findings.extend(own.flat_map(|judge| judge.judge(&object, prometheus)));
    }
    findings
}

/// The kinds of some dialects.
pub(super) fn kinds_of(judges: &[&dyn Judge]) -> Vec<&'static KindSchema> {
    judges.iter().flat_map(|judge| judge.kinds()).copied().collect()
}

/// Fields that the API server dropped before any policy could see them, found in what `kubectl apply` has kept.
fn dropped_fields(object: &Object<'_>, kinds: &[&'static KindSchema], findings: &mut Vec<Finding>) {
    let annotations = object.value.get("metadata").and_then(|metadata| metadata.get("annotations"));
    let text = annotations.and_then(|annotations| annotations.get(LAST_APPLIED)?.as_str());
    let Some(Ok(applied)) = text.map(read_json) else { return };
    // Nearly always everything is still there. Of an object that is not stored, unknown fields may be there too.
    if object.is_stored() && is_within(&applied, &object.value) {
        return;
    }
    let applied = Object::apply(applied, kinds);
    if (applied.kind, &applied.id.name) != (object.kind, &object.id.name) {
        return;
    }
    let dropped = rules::findings(&applied, None).into_iter().filter(|finding| *finding.rule == UNKNOWN_FIELD);
    let is_new = |finding: &Finding| findings.iter().all(|known| known.path != finding.path);
    findings.extend(dropped.filter(is_new).collect::<Vec<_>>());
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
