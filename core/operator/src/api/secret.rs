//! References to keys of Secrets and ConfigMaps.

use promwright_kubernetes::Section;

/// A key of a Secret in the resource's namespace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit, atomic)]
pub struct SecretKeySelector<'a> {
    /// Key in the data of the Secret.
    #[section(required)]
    pub key: &'a str,
    /// Name of the Secret.
    #[section(default = "")]
    pub name: &'a str,
    /// Whether the Secret or its key may be missing. The operator respects this only for additional configuration.
    pub optional: Option<bool>,
}

/// A key of a ConfigMap in the resource's namespace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit, atomic)]
pub struct ConfigMapKeySelector<'a> {
    /// Key in the data of the ConfigMap.
    #[section(required)]
    pub key: &'a str,
    /// Name of the ConfigMap.
    #[section(default = "")]
    pub name: &'a str,
    /// Whether the ConfigMap or its key may be missing. Ignored by the operator.
    pub optional: Option<bool>,
}

/// A key of a Secret or a ConfigMap. Only one of the two may be set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Section)]
#[section(no_emit)]
pub struct SecretOrConfigMap<'a> {
    /// Key of a ConfigMap.
    pub config_map: Option<ConfigMapKeySelector<'a>>,
    /// Key of a Secret.
    pub secret: Option<SecretKeySelector<'a>>,
}

impl SecretOrConfigMap<'_> {
    /// Whether neither is set.
    pub fn is_empty(&self) -> bool {
        self.secret.is_none() && self.config_map.is_none()
    }
}
