//! Which object something is about.

use std::fmt;

use serde::Serialize;

/// An object by group, kind, namespace and name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ObjectId {
    /// The API group; empty for the core group, as of a Secret.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// The kind.
    pub kind: String,
    /// The namespace; empty for an object that has none, as a Namespace.
    pub namespace: String,
    /// The name.
    pub name: String,
}

/// `Kind namespace/name`, and `Kind name` where there is no namespace.
impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}{}{}", self.kind, self.namespace, if self.namespace.is_empty() { "" } else { "/" }, self.name)
    }
}
