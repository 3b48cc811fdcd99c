//! The admission request, as far as it is looked at.

use promwright_dialect::Judge;
use promwright_kubernetes::kind;
use promwright_yaml::{Data, Value};

use super::Settings;
use super::judge::kinds_of;

/// One request to the API server.
#[derive(Debug)]
pub(super) struct Request<'a> {
    /// `CREATE`, `UPDATE`, `DELETE` or `CONNECT`.
    pub(super) operation: String,
    /// The namespace of the object.
    namespace: String,
    /// What of the object is changed, such as `status`; empty for the object itself.
    sub_resource: String,
    api_version: String,
    kind: String,
    /// The object as it is to be; none for a deletion.
    pub(super) object: Option<Value<'a>>,
    /// The object as it was; none for a creation.
    pub(super) old_object: Option<Value<'a>>,
}

impl<'a> Request<'a> {
    /// Reads a request.
    ///
    /// # Errors
    /// What is missing or of another type.
    pub(super) fn read(mut value: Value<'a>) -> Result<Self, String> {
        let kind = object("kind", &mut value)?.ok_or("`kind` is not set")?;
        let (group, version) = (string("group", &kind)?, string("version", &kind)?);
        // Kubewarden's SDK reads the API's names and writes names of its own, and all of them.
        let [sub_resource, old_object] = match value.get("old_object") {
            Some(_) => ["sub_resource", "old_object"],
            None => ["subResource", "oldObject"],
        };
        Ok(Self {
            operation: string("operation", &value)?,
            namespace: string("namespace", &value)?,
            sub_resource: string(sub_resource, &value)?,
            api_version: format!("{group}/{version}"),
            kind: string("kind", &kind)?,
            object: object("object", &mut value)?,
            old_object: object(old_object, &mut value)?,
        })
    }

    /// Whether the request passes unseen: another kind, a namespace that is exempt, something that creates or changes nothing,
    /// a part of the object only, or an object that is being deleted.
    pub(super) fn is_exempt(&self, settings: &Settings, judges: &[&dyn Judge]) -> bool {
        let deletion = || self.object.as_ref()?.get("metadata")?.get("deletionTimestamp");
        kind::find(&kinds_of(judges), &self.api_version, &self.kind).is_none()
            || !matches!(self.operation.as_str(), "CREATE" | "UPDATE")
            || !self.sub_resource.is_empty()
            || settings.exempt_namespaces.contains(&self.namespace)
            || deletion().is_some_and(|time| !matches!(time.data, Data::Null))
    }
}

/// A string that may be left out.
fn string(name: &str, value: &Value<'_>) -> Result<String, String> {
    match value.get(name).map(|value| &value.data) {
        None | Some(Data::Null) => Ok(String::new()),
        Some(Data::String(text)) => Ok(text.to_string()),
        Some(_) => Err(format!("`{name}` must be a string")),
    }
}

/// An object that may be left out, taken from the one that holds it.
fn object<'a>(name: &str, value: &mut Value<'a>) -> Result<Option<Value<'a>>, String> {
    let taken = take(name, value);
    match taken.data {
        Data::Null => Ok(None),
        Data::Object(_) => Ok(Some(taken)),
        _ => Err(format!("`{name}` must be an object")),
    }
}

/// Takes a field out of an object: `null` where there is none.
pub(super) fn take<'a>(name: &str, value: &mut Value<'a>) -> Value<'a> {
    match &mut value.data {
        Data::Object(object) => object.get_mut(name).map(std::mem::take).unwrap_or_default(),
        _ => Value::default(),
    }
}
