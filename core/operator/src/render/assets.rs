//! The Secrets and ConfigMaps that resources refer to.
//!
//! The operator reads them in two steps, and so do we: checking a resource loads what it refers to and refuses the resource
//! where something is missing; writing the configuration sees only what some check has loaded (upstream `pkg/assets/store.go`).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use base64::Engine;
use promwright_go::Quoted;
use promwright_kubernetes::map::Map;
use promwright_yaml::{BASE64, Data, Value};

use crate::api::secret::{ConfigMapKeySelector, SecretKeySelector, SecretOrConfigMap};

/// Where a value is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A Secret.
    Secret,
    /// A ConfigMap.
    ConfigMap,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Secret => "secret",
            Self::ConfigMap => "configmap",
        })
    }
}

/// What to do about Secrets and ConfigMaps that are not among the inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// What the operator does: refuse the resource.
    Refuse,
    /// Write a visible placeholder and remember that it was missing.
    Placeholder,
}

/// One key of one Secret or ConfigMap.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// Secret or ConfigMap.
    pub source: Source,
    /// The namespace.
    pub namespace: String,
    /// The name.
    pub name: String,
    /// The key.
    pub key: String,
}

/// What a Secret or ConfigMap holds: bytes by key.
#[derive(Debug, Default)]
pub struct Content<'a>(Map<'a, Cow<'a, [u8]>>);

#[derive(Debug)]
struct Asset<'a> {
    content: Arc<Content<'a>>,
    loaded: bool,
}

impl<'a> Content<'a> {
    /// Reads and decodes an object. Values that are not base64 are left out.
    pub fn read(source: Source, object: &'a Value<'a>) -> Self {
        let mut data = Map::default();
        let mut read = |field: &str, encoded: bool| {
            let Some(object) = object.get(field).and_then(Value::as_object) else { return };
            for entry in &object.entries {
                let text = match &entry.value.data {
                    Data::String(text) => text.as_ref(),
                    // A key without a value has an empty one.
                    Data::Null => "",
                    _ => continue,
                };
                if encoded {
                    // The API server takes line breaks inside base64.
                    let compact: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'\n' | b'\r')).collect();
                    if let Ok(bytes) = BASE64.decode(compact) {
                        data.insert(entry.key.as_ref(), Cow::Owned(bytes));
                    }
                } else {
                    data.insert(entry.key.as_ref(), Cow::Borrowed(text.as_bytes()));
                }
            }
        };
        match source {
            Source::Secret => {
                read("data", true);
                read("stringData", false);
            }
            Source::ConfigMap => read("data", false),
        }
        Self(data)
    }

    fn get(&self, key: &str) -> Option<&[u8]> {
        self.0.get(key).map(|bytes| &**bytes)
    }
}

/// The Secrets and ConfigMaps among the inputs.
#[derive(Debug)]
pub struct Assets<'a> {
    objects: Vec<Asset<'a>>,
    /// Where they are, by namespace and name.
    index: BTreeMap<(Source, &'a str, &'a str), usize>,
    missing: Missing,
    /// Sorted.
    placeholders: Vec<Reference>,
    /// Whether everything counts as loaded, and what is missing has a placeholder.
    assumed: bool,
}

impl<'a> Assets<'a> {
    /// No Secrets and no ConfigMaps.
    pub fn new(missing: Missing) -> Self {
        Self { objects: Vec::new(), index: BTreeMap::new(), missing, placeholders: Vec::new(), assumed: false }
    }

    /// Adds a Secret or ConfigMap.
    pub fn add(&mut self, source: Source, namespace: &'a str, name: &'a str, content: Arc<Content<'a>>) {
        self.index.insert((source, namespace, name), self.objects.len());
        self.objects.push(Asset { content, loaded: false });
    }

    fn asset(&self, source: Source, namespace: &str, name: &str) -> Option<&Asset<'a>> {
        self.objects.get(*self.index.get(&(source, namespace, name))?)
    }

    fn asset_mut(&mut self, source: Source, namespace: &str, name: &str) -> Option<&mut Asset<'a>> {
        let index = *self.index.get(&(source, namespace, name))?;
        self.objects.get_mut(index)
    }

    /// Whether a check has looked a Secret or ConfigMap up.
    pub fn is_loaded(&self, source: Source, namespace: &str, name: &str) -> bool {
        self.asset(source, namespace, name).is_some_and(|asset| asset.loaded)
    }

    /// Takes a Secret or ConfigMap as loaded.
    pub fn set_loaded(&mut self, source: Source, namespace: &str, name: &str) {
        if let Some(asset) = self.asset_mut(source, namespace, name) {
            asset.loaded = true;
        }
    }

    /// Takes everything as loaded, as a generator without selection does.
    pub fn load_all(&mut self) {
        for asset in &mut self.objects {
            asset.loaded = true;
        }
    }

    /// Takes everything as loaded, and what is missing as well: a check has ended before it had loaded all that it would.
    pub fn assume(&mut self) {
        self.assumed = true;
    }

    /// The references that were loaded and stand in no input, for which a placeholder is written.
    pub fn placeholders(&self) -> impl Iterator<Item = &Reference> {
        self.placeholders.iter()
    }

    /// Loads one key of a Secret, to check a resource that refers to it.
    ///
    /// # Errors
    /// The operator's reason, where the Secret or the key is missing and this is refused.
    pub fn load_secret(&mut self, namespace: &str, selector: &SecretKeySelector<'_>) -> Result<Cow<'_, [u8]>, String> {
        self.load(Source::Secret, namespace, selector.name, selector.key)
    }

    /// Loads one key of a ConfigMap.
    ///
    /// # Errors
    /// As for [`Self::load_secret`].
    pub fn load_config_map(
        &mut self,
        namespace: &str,
        selector: &ConfigMapKeySelector<'_>,
    ) -> Result<Cow<'_, [u8]>, String> {
        self.load(Source::ConfigMap, namespace, selector.name, selector.key)
    }

    /// Loads one key of either; an empty text where neither is named.
    ///
    /// # Errors
    /// As for [`Self::load_secret`].
    pub fn load_either(&mut self, namespace: &str, selector: &SecretOrConfigMap<'_>) -> Result<Cow<'_, [u8]>, String> {
        match (&selector.secret, &selector.config_map) {
            (Some(secret), _) => self.load_secret(namespace, secret),
            (None, Some(config_map)) => self.load_config_map(namespace, config_map),
            (None, None) => Ok(Cow::Borrowed(b"")),
        }
    }

    fn load(&mut self, source: Source, namespace: &str, name: &str, key: &str) -> Result<Cow<'_, [u8]>, String> {
        if namespace.is_empty() {
            return Err("namespace cannot be empty".to_owned());
        }
        self.set_loaded(source, namespace, name);
        let is_found = self.asset(source, namespace, name).map(|asset| asset.content.get(key).is_some());
        match (is_found, self.missing) {
            (Some(true), _) => self.read(source, namespace, name, key),
            (_, Missing::Placeholder) => {
                self.set_placeholder(source, namespace, name, key);
                Ok(Cow::Owned(placeholder(source, name, key).into_bytes()))
            }
            (Some(false), Missing::Refuse) => {
                Err(format!("key {} in {source} {} not found", Quoted(key), Quoted(name)))
            }
            (None, Missing::Refuse) => {
                Err(format!("unable to get {source} {name}: {source}s {name} not found", name = Quoted(name)))
            }
        }
    }

    fn set_placeholder(&mut self, source: Source, namespace: &str, name: &str, key: &str) {
        let reference =
            Reference { source, namespace: namespace.to_owned(), name: name.to_owned(), key: key.to_owned() };
        if let Err(place) = self.placeholders.binary_search(&reference) {
            self.placeholders.insert(place, reference);
        }
    }

    /// A file that stands in a Secret, which the operator reads at once and which may be optional (upstream:
    /// `k8s.LoadSecretRef`). `None` where it is optional and missing, or where a placeholder stands for what is missing: that
    /// is remembered, but there is nothing to write.
    ///
    /// # Errors
    /// The operator's reason, where the Secret or the key is missing and this is refused.
    pub fn file(&mut self, namespace: &str, selector: &SecretKeySelector<'_>) -> Result<Option<Vec<u8>>, String> {
        let SecretKeySelector { name, key, optional } = *selector;
        let asset = self.asset(Source::Secret, namespace, name);
        if let Some(data) = asset.and_then(|asset| asset.content.get(key)) {
            return Ok(Some(data.to_vec()));
        }
        match (optional, self.missing, asset) {
            (Some(true), ..) => Ok(None),
            (_, Missing::Placeholder, _) => {
                self.set_placeholder(Source::Secret, namespace, name, key);
                Ok(None)
            }
            (_, Missing::Refuse, Some(_)) => Err(format!("key {key} could not be found in secret {name}")),
            (_, Missing::Refuse, None) => Err(format!("secrets {} not found", Quoted(name))),
        }
    }

    /// One key of a Secret, to write it.
    ///
    /// # Errors
    /// No check has loaded it.
    pub fn secret(&self, namespace: &str, selector: &SecretKeySelector<'_>) -> Result<Cow<'_, [u8]>, String> {
        self.read(Source::Secret, namespace, selector.name, selector.key)
    }

    /// One key of a Secret or ConfigMap, to write it; an empty text where neither is named.
    ///
    /// # Errors
    /// No check has loaded it.
    pub fn either(&self, namespace: &str, selector: &SecretOrConfigMap<'_>) -> Result<Cow<'_, [u8]>, String> {
        match (&selector.secret, &selector.config_map) {
            (Some(secret), _) => self.secret(namespace, secret),
            (None, Some(config_map)) => self.read(Source::ConfigMap, namespace, config_map.name, config_map.key),
            (None, None) => Ok(Cow::Borrowed(b"")),
        }
    }

    fn read(&self, source: Source, namespace: &str, name: &str, key: &str) -> Result<Cow<'_, [u8]>, String> {
        let asset = self.asset(source, namespace, name).filter(|asset| asset.loaded || self.assumed);
        if let Some(data) = asset.and_then(|asset| asset.content.get(key)) {
            return Ok(Cow::Borrowed(data));
        }
        let reference =
            Reference { source, namespace: namespace.to_owned(), name: name.to_owned(), key: key.to_owned() };
        if self.assumed || self.placeholders.binary_search(&reference).is_ok() {
            return Ok(Cow::Owned(placeholder(source, name, key).into_bytes()));
        }
        Err(match asset {
            Some(_) => format!("key {} in {source} {namespace}/{name} not found", Quoted(key)),
            None => format!("{source} {namespace}/{name} not found"),
        })
    }
}

/// What stands for a value that is not among the inputs.
fn placeholder(source: Source, name: &str, key: &str) -> String {
    format!("<{source} {name}, key {key}>")
}

/// Whether a text is the placeholder of a value that is not among the inputs.
pub fn is_placeholder(text: &str) -> bool {
    (text.starts_with("<secret ") || text.starts_with("<configmap ")) && text.ends_with('>')
}
