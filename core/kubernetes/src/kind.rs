//! Kinds of custom resources: their names and versions, as their CRD states them.

use crate::schema::{Documented, Schema};

/// A kind of custom resources.
#[derive(Debug)]
pub struct KindSchema {
    /// The API group.
    pub group: &'static str,
    /// The kind.
    pub kind: &'static str,
    /// The name in URLs.
    pub plural: &'static str,
    /// The name of one object on the command line.
    pub singular: &'static str,
    /// The kind of a list of objects.
    pub list_kind: &'static str,
    /// Further names on the command line.
    pub short_names: &'static [&'static str],
    /// Names for several kinds at once.
    pub categories: &'static [&'static str],
    /// Whether objects have a namespace.
    pub scope: Scope,
    /// The versions that are served; the first one is stored.
    pub versions: &'static [Version],
}

/// Whether objects of a kind have a namespace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Each object is in a namespace.
    Namespaced,
    /// Objects belong to the whole cluster.
    Cluster,
}

/// A version of a kind.
#[derive(Debug)]
pub struct Version {
    /// The name: `v1alpha1`.
    pub name: &'static str,
    /// The schema of a whole object.
    pub schema: Schema,
    /// The fields that `kubectl scale` reads and writes.
    pub scale: Option<Scale>,
    /// What `kubectl get` prints.
    pub printer_columns: Documented<&'static [PrinterColumn]>,
}

/// A column that `kubectl get` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrinterColumn {
    /// The head of the column.
    pub name: &'static str,
    /// The type of the values.
    pub r#type: &'static str,
    /// Where the values are in an object.
    pub json_path: &'static str,
}

/// The fields that `kubectl scale` reads and writes, by their paths in an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// The number that is wanted.
    pub spec: &'static str,
    /// The number that there is.
    pub status: &'static str,
    /// The selector of the pods.
    pub selector: &'static str,
}

impl KindSchema {
    /// The version that objects are stored in.
    pub fn stored(&self) -> Option<&'static Version> {
        self.versions.first()
    }

    /// The version of a name, if it is served.
    pub fn version(&self, name: &str) -> Option<&'static Version> {
        self.versions.iter().find(|version| version.name == name)
    }

    /// What `apiVersion` is in an object of the stored version: `monitoring.coreos.com/v1`.
    pub fn api_version(&self) -> String {
        format!("{}/{}", self.group, self.stored().map_or("", |version| version.name))
    }

    /// Whether it goes by a name that kubectl knows it by, in any case: `scrapeconfig`, `scrapeconfigs`, `scfg`.
    pub fn is_named(&self, name: &str) -> bool {
        let mut names = [self.kind, self.singular, self.plural].into_iter().chain(self.short_names.iter().copied());
        names.any(|known| known.eq_ignore_ascii_case(name))
    }
}

/// Kinds are the same when their group and name are.
impl PartialEq for KindSchema {
    fn eq(&self, other: &Self) -> bool {
        (self.group, self.kind) == (other.group, other.kind)
    }
}

impl Eq for KindSchema {}

/// The group and the version of an `apiVersion`; the core group is empty.
pub fn group_and_version(api_version: &str) -> (&str, &str) {
    api_version.split_once('/').unwrap_or(("", api_version))
}

/// The kind and version of an object among these kinds.
pub fn find(
    kinds: &[&'static KindSchema],
    api_version: &str,
    kind: &str,
) -> Option<(&'static KindSchema, &'static Version)> {
    let (group, version) = group_and_version(api_version);
    let known = kinds.iter().find(|known| known.kind == kind && known.group == group)?;
    Some((known, known.version(version)?))
}
