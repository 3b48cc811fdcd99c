//! The admission request, as far as it is looked at.

use std::borrow::Cow;

use serde::Deserialize;

use super::Settings;
use crate::api::kind;
use crate::source::Value;

/// What the engine hands over.
#[derive(Debug, Deserialize)]
pub(super) struct Payload<'a> {
    #[serde(borrow)]
    pub(super) request: Request<'a>,
    #[serde(default)]
    pub(super) settings: Settings,
}

/// One request to the API server.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Request<'a> {
    #[serde(borrow)]
    pub(super) kind: GroupVersionKind<'a>,
    #[serde(default)]
    pub(super) sub_resource: Option<String>,
    #[serde(default)]
    pub(super) namespace: Option<String>,
    #[serde(borrow, default)]
    pub(super) operation: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(super) object: Option<Value<'a>>,
    #[serde(borrow, default)]
    pub(super) old_object: Option<Value<'a>>,
}

/// The kind that the request is for.
#[derive(Debug, Deserialize)]
pub(super) struct GroupVersionKind<'a> {
    #[serde(borrow, default)]
    pub(super) group: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(super) version: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(super) kind: Cow<'a, str>,
}

impl Request<'_> {
    /// Whether the request passes unseen: another kind, a namespace that is exempt, something that creates or changes nothing,
    /// a part of the object only, or an object that is being deleted.
    pub(super) fn is_exempt(&self, settings: &Settings) -> bool {
        let api_version = format!("{}/{}", self.kind.group, self.kind.version);
        let is_deleted = || {
            let object = self.object.as_ref();
            object.and_then(|object| object.get("metadata")?.get("deletionTimestamp")).is_some()
        };
        kind::find(&api_version, &self.kind.kind).is_none()
            || !matches!(self.operation.as_ref(), "CREATE" | "UPDATE")
            || self.sub_resource.as_deref().is_some_and(|part| !part.is_empty())
            || self.namespace.as_ref().is_some_and(|namespace| settings.exempt_namespaces.contains(namespace))
            || is_deleted()
    }
}
