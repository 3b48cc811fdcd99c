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

use crate::api::secret::{SecretKeySelector, SecretOrConfigMap};

/// Where a value is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A Secret.
    Secret,
    /// A ConfigMap.
    ConfigMap,
}

impl Source {
    /// The kind of its objects.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Secret => "Secret",
            Self::ConfigMap => "ConfigMap",
        }
    }
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

/// A reference that leads nowhere. Displays in the operator's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotFound {
    /// Secret or ConfigMap.
    pub source: Source,
    /// The namespace.
    pub namespace: String,
    /// The name.
    pub name: String,
    /// The key.
    pub key: String,
    /// What is missing.
    pub missing: Missed,
}

/// What of a reference is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missed {
    /// The namespace to look in.
    Namespace,
    /// The Secret or ConfigMap.
    Object,
    /// The key.
    Key,
}

impl Reference {
    fn new(source: Source, namespace: &str, name: &str, key: &str) -> Self {
        Self { source, namespace: namespace.to_owned(), name: name.to_owned(), key: key.to_owned() }
    }
}

impl NotFound {
    fn new(Reference { source, namespace, name, key }: Reference, missing: Missed) -> Self {
        Self { source, namespace, name, key, missing }
    }

    /// The same in our words.
    pub fn message(&self) -> String {
        let Self { source, namespace, name, key, missing } = self;
        let source = source.kind();
        match missing {
            Missed::Namespace => format!("{source} `{name}` cannot be looked up: the object has no namespace"),
            Missed::Object if name.is_empty() => format!("{source} not found: its name is not set"),
            Missed::Object => format!("{source} {namespace}/{name} not found"),
            Missed::Key => format!("key `{key}` not found in {source} {namespace}/{name}"),
        }
    }
}

impl fmt::Display for NotFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { source, name, key, missing, .. } = self;
        let name = Quoted(name);
        match missing {
            Missed::Namespace => f.write_str("namespace cannot be empty"),
            Missed::Object => write!(f, "unable to get {source} {name}: {source}s {name} not found"),
            Missed::Key => write!(f, "key {} in {source} {name} not found", Quoted(key)),
        }
    }
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
                    // The API server accepts line breaks inside base64.
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

    /// Looks up one key of a Secret or ConfigMap, to check a resource that refers to it. Where `loads` is not set, what the
    /// configuration can hold stays as it is.
    ///
    /// # Errors
    /// The object or the key is missing, and this is refused.
    pub fn load(
        &mut self,
        source: Source,
        namespace: &str,
        name: &str,
        key: &str,
        loads: bool,
    ) -> Result<(), NotFound> {
        let not_found = |missing| NotFound::new(Reference::new(source, namespace, name, key), missing);
        if namespace.is_empty() {
            return Err(not_found(Missed::Namespace));
        }
        if loads {
            self.set_loaded(source, namespace, name);
        }
        let is_found = self.asset(source, namespace, name).map(|asset| asset.content.get(key).is_some());
        match (is_found, self.missing) {
            (Some(true), _) => Ok(()),
            (_, Missing::Placeholder) => {
                if loads {
                    self.set_placeholder(source, namespace, name, key);
                }
                Ok(())
            }
            (Some(false), Missing::Refuse) => Err(not_found(Missed::Key)),
            (None, Missing::Refuse) => Err(not_found(Missed::Object)),
        }
    }

    /// The value of a key that was looked up, or its placeholder, whether or not it was loaded.
    pub fn peek(&self, source: Source, namespace: &str, name: &str, key: &str) -> Option<Cow<'_, [u8]>> {
        match self.asset(source, namespace, name).and_then(|asset| asset.content.get(key)) {
            Some(data) => Some(Cow::Borrowed(data)),
            None if self.missing == Missing::Placeholder => {
                Some(Cow::Owned(placeholder(source, name, key).into_bytes()))
            }
            None => None,
        }
    }

    fn set_placeholder(&mut self, source: Source, namespace: &str, name: &str, key: &str) {
        let reference = Reference::new(source, namespace, name, key);
        if let Err(place) = self.placeholders.binary_search(&reference) {
            self.placeholders.insert(place, reference);
        }
    }

    /// A file that stands in a Secret, which the operator reads at once and which may be optional (upstream:
    /// `k8s.LoadSecretRef`). `None` where it is optional and missing, or where a placeholder stands for what is missing: that
    /// is remembered, but there is nothing to write.
    ///
    /// # Errors
    /// The Secret or the key is missing, and this is refused.
    pub fn file(&mut self, namespace: &str, selector: &SecretKeySelector<'_>) -> Result<Option<Vec<u8>>, NotFound> {
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
            (_, Missing::Refuse, asset) => {
                let missing = if asset.is_some() { Missed::Key } else { Missed::Object };
                Err(NotFound::new(Reference::new(Source::Secret, namespace, name, key), missing))
            }
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
        let reference = Reference::new(source, namespace, name, key);
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
