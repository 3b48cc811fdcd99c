//! What to do about an error of the API server, and where it is best shown.

use std::borrow::Cow;

use promwright_finding::{Segment, value_at};
use promwright_kubernetes::schema::{ErrorKind, SchemaError, nearest};
use promwright_operator::api::pattern;
use promwright_yaml::{Data, Value};

/// What the API server says, without the path that its message repeats.
pub(super) fn message(error: &SchemaError) -> String {
    if error.path == "<nil>" {
        return error.detail.clone();
    }
    let detail = error.detail.replacen(&format!("{} in body ", error.path), "", 1);
    format!("{}: {detail}", error.path)
}

/// What to write instead, in one sentence without its end.
pub(super) fn advice(error: &SchemaError) -> Option<Cow<'static, str>> {
    let detail = error.detail.as_str();
    match error.kind {
        ErrorKind::FieldValueNotSupported => {
            let (found, supported) = detail.strip_prefix("Unsupported value: ")?.split_once(": supported values: ")?;
            let supported = supported.split(", ").map(|value| value.trim_matches('"'));
            let meant = nearest(found.trim_matches('"'), supported)?;
            Some(format!("did you mean `{meant}`?").into())
        }
        ErrorKind::FieldValueTypeInvalid => {
            let (_, types) = detail.split_once(" must be of type ")?;
            let (expected, found) = types.split_once(": ")?;
            Some(Cow::Borrowed(match (expected, found.trim_matches('"')) {
                ("array", _) => "a list is expected, even of one item: begin each item with `- `",
                ("string", "boolean" | "integer" | "number") => "put the value in quotes: a string is expected",
                ("string", _) => "a string is expected",
                ("boolean", _) => "write true or false, without quotes",
                ("integer", _) => "a whole number is expected, without quotes",
                ("number", _) => "a number is expected, without quotes",
                ("object", _) => "fields are expected here: `name: value`",
                _ => return None,
            }))
        }
        ErrorKind::FieldValueInvalid => {
            let (_, expression) = detail.split_once(" should match '")?;
            let expression = expression.strip_suffix('\'')?;
            Some(Cow::Borrowed(match expression {
                known if known == pattern::DURATION.expression => {
                    "durations are written like `30s`, `1m30s` or `1d`, from the greatest unit to the least"
                }
                known if known == pattern::SIZE.expression => "sizes are written like `512KB`, `20MB` or `1GiB`",
                known if known == promwright_kubernetes::quantity::PATTERN.expression => {
                    "quantities are written like `500m`, `2` or `1.5Gi`"
                }
                known if known == pattern::PROXY_URL.expression => {
                    "the URL of a proxy begins with `http://`, `https://` or `socks5://`"
                }
                known if known == pattern::HTTP_URL.expression || known == pattern::HTTP_SERVER.expression => {
                    "the URL begins with `http://` or `https://`"
                }
                known if known == pattern::DAEMON_URL.expression => {
                    "the address begins with a scheme, such as `unix://` or `tcp://`"
                }
                known if known == pattern::TARGET_FILE.expression => {
                    "the names of target files end in .json, .yml or .yaml, and `*` stands only after the last `/`"
                }
                _ => return None,
            }))
        }
        _ => None,
    }
}

/// The way to the field that a rule's message begins with, or else to the value that the error is about:
/// `scrapeConfigSelector cannot be set when …` is about that field of `spec`.
pub(super) fn way(error: &SchemaError, value: &Value<'_>) -> Vec<Segment> {
    let mut way = error.place.clone();
    let word = error.detail.strip_prefix("Invalid value: ").and_then(|rest| rest.split(' ').next());
    let Some(word) = word.filter(|word| !word.is_empty()) else { return way };
    let object = value_at(value, &way);
    if object.is_some_and(|object| object.get(word).is_some()) {
        way.push(Segment::Key(word.to_owned()));
    }
    way
}

/// The way to the field of an object that a sentence speaks of, as deep as it leads.
pub(super) fn way_by_words(mut way: Vec<Segment>, sentence: &str, value: &Value<'_>) -> Vec<Segment> {
    let is_word = |key: &str| {
        sentence.split(|character: char| !character.is_ascii_alphanumeric() && character != '_').any(|word| word == key)
    };
    let mut at = value_at(value, &way);
    while let Some(Data::Object(object)) = at.map(|value| &value.data) {
        let Some(entry) = object.entries.iter().find(|entry| is_word(&entry.key)) else { break };
        way.push(Segment::Key(entry.key.clone().into_owned()));
        at = Some(&entry.value);
    }
    way
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use promwright_operator::cluster::Object;
    use promwright_yaml::read_json;

    fn errors(spec: &str) -> Vec<(String, Option<String>)> {
        let text = format!(
            r#"{{"apiVersion":"monitoring.coreos.com/v1alpha1","kind":"ScrapeConfig",
                "metadata":{{"name":"a","namespace":"b"}},"spec":{spec}}}"#
        );
        let object = Object::apply(read_json(&text).unwrap());
        let told = |error: &SchemaError| (message(error), advice(error).map(Cow::into_owned));
        object.admission.errors.iter().filter(|error| error.path != "<nil>").map(told).collect()
    }

    #[test]
    fn mistakes_get_advice() {
        for (spec, message, advice) in [
            (
                r#"{"kubernetesSDConfigs":[{"role":"pod"}]}"#,
                r#"spec.kubernetesSDConfigs[0].role: Unsupported value: "pod": supported values: "Pod", "Endpoints", "Ingress", "Service", "Node", "EndpointSlice""#,
                Some("did you mean `Pod`?"),
            ),
            (
                r#"{"ec2SDConfigs":{}}"#,
                r#"spec.ec2SDConfigs: Invalid value: "object": must be of type array: "object""#,
                Some("a list is expected, even of one item: begin each item with `- `"),
            ),
            (
                r#"{"relabelings":[{"regex":true}]}"#,
                r#"spec.relabelings[0].regex: Invalid value: "boolean": must be of type string: "boolean""#,
                Some("put the value in quotes: a string is expected"),
            ),
            (r#"{"staticConfigs":[{}]}"#, "spec.staticConfigs[0].targets: Required value", None),
        ] {
            assert_eq!(errors(spec), [(message.to_owned(), advice.map(str::to_owned))]);
        }
    }
}
