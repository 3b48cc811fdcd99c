//! References to keys of Secrets and ConfigMaps.

use promwright_kubernetes::Section;

/// One key of a Secret in the resource's namespace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit, atomic)]
pub struct SecretKeySelector<'a> {
    /// The key within the Secret's data.
    #[section(required)]
    pub key: &'a str,
    /// The Secret's name.
    #[section(default = "")]
    pub name: &'a str,
    /// Whether the Secret or its key may be missing. The operator heeds it for additional configuration only.
    pub optional: Option<bool>,
}

/// One key of a ConfigMap in the resource's namespace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit, atomic)]
pub struct ConfigMapKeySelector<'a> {
    /// The key within the ConfigMap's data.
    #[section(required)]
    pub key: &'a str,
    /// The ConfigMap's name.
    #[section(default = "")]
    pub name: &'a str,
    /// Whether the ConfigMap or its key may be missing. The operator does not look at it.
    pub optional: Option<bool>,
}

/// One key of either a Secret or a ConfigMap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct SecretOrConfigMap<'a> {
    /// A key of a ConfigMap.
    pub config_map: Option<ConfigMapKeySelector<'a>>,
    /// A key of a Secret.
    pub secret: Option<SecretKeySelector<'a>>,
}

impl SecretOrConfigMap<'_> {
    /// Whether it refers to nothing.
    pub fn is_empty(&self) -> bool {
        self.secret.is_none() && self.config_map.is_none()
    }
}
