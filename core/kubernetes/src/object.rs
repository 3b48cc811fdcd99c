//! Objects: what every one of them has, and how the API server stores it.

use promwright_finding::ObjectId;
use promwright_yaml::Value;

use crate::Section;
use crate::kind::{self, KindSchema};
use crate::map::Map;
use crate::read::{Read, ReadError};
use crate::schema::{Admission, admit};

/// The part of an object's metadata that selection and rendering use.
#[derive(Clone, Debug, Default, Section)]
#[section(no_emit)]
pub struct Metadata<'a> {
    /// The object's name.
    pub name: &'a str,
    /// The object's namespace.
    pub namespace: &'a str,
    /// The object's labels.
    pub labels: Map<'a, &'a str>,
}

/// A custom resource: metadata and a specification.
#[derive(Clone, Debug, Default)]
pub struct Resource<'a, Spec> {
    /// The metadata.
    pub metadata: Metadata<'a>,
    /// The specification.
    pub spec: Spec,
}

impl<'a, Spec: Read<'a>> Read<'a> for Resource<'a, Spec> {
    fn read_into(&mut self, value: &'a Value<'a>) -> Result<(), ReadError> {
        if let Some(metadata) = value.get("metadata") {
            self.metadata.read_into(metadata).map_err(|error| error.at("metadata"))?;
        }
        if let Some(spec) = value.get("spec") {
            self.spec.read_into(spec).map_err(|error| error.at("spec"))?;
        }
        Ok(())
    }
}

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A custom resource of a known kind.
    Custom(&'static KindSchema),
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
    /// The kind of custom resources.
    pub fn custom(self) -> Option<&'static KindSchema> {
        match self {
            Self::Custom(kind) => Some(kind),
            _ => None,
        }
    }

    /// Whether it is this kind of custom resources.
    pub fn is(self, kind: &KindSchema) -> bool {
        self.custom().is_some_and(|own| own == kind)
    }
}

/// A manifest after the API server has seen it.
#[derive(Debug)]
pub struct Object<'a> {
    /// Which object it is.
    pub id: ObjectId,
    /// What it is.
    pub kind: Kind,
    /// What the API server says to it: for custom resources only.
    pub admission: Admission,
    /// The object as it is stored, or as it was written where it is rejected.
    pub value: Value<'a>,
}

impl<'a> Object<'a> {
    /// Applies a manifest to an API server that serves these kinds of custom resources.
    pub fn apply(mut value: Value<'a>, kinds: &[&'static KindSchema]) -> Self {
        let text = |path: &[&str]| value.text_at(path).to_owned();
        let (api_version, name) = (value.text_at(&["apiVersion"]), value.text_at(&["kind"]));
        let custom = kind::find(kinds, api_version, name);
        let kind = match (custom, api_version, name) {
            (Some((custom, _)), ..) => Kind::Custom(custom),
            (None, "v1", "Namespace") => Kind::Namespace,
            (None, "v1", "Secret") => Kind::Secret,
            (None, "v1", "ConfigMap") => Kind::ConfigMap,
            _ => Kind::Other,
        };
        let id = ObjectId {
            group: kind::group_and_version(api_version).0.to_owned(),
            kind: name.to_owned(),
            namespace: text(&["metadata", "namespace"]),
            name: text(&["metadata", "name"]),
        };
        let admission = custom.map_or_else(Admission::default, |(kind, version)| admit(kind, version, &mut value));
        Self { id, kind, admission, value }
    }

    /// Whether the API server accepts the object.
    pub fn is_stored(&self) -> bool {
        self.admission.errors.is_empty()
    }

    /// The same object with texts of its own.
    #[must_use]
    pub fn into_owned(self) -> Object<'static> {
        let Self { id, kind, admission, value } = self;
        Object { id, kind, admission, value: value.into_owned() }
    }
}
