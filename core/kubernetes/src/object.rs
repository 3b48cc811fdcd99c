//! What every Kubernetes object says of itself.

use promwright_yaml::Value;

use crate::Section;
use crate::map::Map;
use crate::read::{Read, ReadError};

/// The part of an object's metadata that selection and rendering look at.
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
