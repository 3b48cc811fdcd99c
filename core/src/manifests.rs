//! From texts to admitted objects.

use std::borrow::Cow;
use std::collections::BTreeMap;

use promwright_dialect::Dialect;
use promwright_finding::{Finding, Limited, ObjectId, Place};
use promwright_kubernetes::kind::{KindSchema, Scope, group_and_version};
use promwright_kubernetes::object::{Kind, Object};
use promwright_kubernetes::rules as admission;
use promwright_yaml::{Data, Entry, MAX_DUPLICATE_KEYS, Span, Value, read_each};

use crate::locate::{located, place_of_name};
use crate::provenance::Input;
use crate::rules::{duplicate_key, not_an_object, syntax, unknown_kind, unsupported_kind};

/// How many findings of one rule reading reports of a text: one that is not a manifest at all may have one on each of its lines.
const MANY: usize = MAX_DUPLICATE_KEYS;

/// How many findings of one rule are reported of a text's objects. What is generated has one mistake in each of many objects, and
/// people want to see where; beyond this nobody looks.
pub(crate) const MANY_OBJECTS: usize = 10 * MANY;

/// A text to read manifests from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'t> {
    /// Its name: the path of a file.
    pub name: &'t str,
    /// The text: a stream of manifests.
    pub text: &'t str,
}

/// An object and the text that it was read from.
#[derive(Debug)]
pub(crate) struct Manifest<'t> {
    /// Which of the sources; `None` for an object that is assumed.
    pub(crate) source: Option<usize>,
    /// The object.
    pub(crate) object: Object<'t>,
}

impl Manifest<'_> {
    /// The object, to trace what is rendered from it.
    pub(crate) fn input(&self) -> Input<'_> {
        Input { object: &self.object, source: self.source }
    }
}

/// What one text says by itself: its objects, as the API server stores them.
#[derive(Debug, Default)]
pub struct Reading<'t> {
    pub(crate) manifests: Vec<Manifest<'t>>,
    /// What is found while reading.
    pub(crate) findings: Vec<Finding>,
    /// What the API server says to the objects.
    pub(crate) admission: Vec<Finding>,
}

impl<'t> Reading<'t> {
    /// The objects, and the places of their names.
    pub fn objects(&self) -> impl Iterator<Item = (&Object<'t>, Option<Place>)> {
        self.manifests.iter().map(|manifest| (&manifest.object, place_of_name(manifest)))
    }

    /// The same reading, which no longer needs the text.
    #[must_use]
    pub fn into_owned(self) -> Reading<'static> {
        let own = |Manifest { source, object }: Manifest<'_>| Manifest { source, object: object.into_owned() };
        let manifests = self.manifests.into_iter().map(own).collect();
        Reading { manifests, findings: self.findings, admission: self.admission }
    }

    /// Makes it the reading of another one of several texts: of the one at this index.
    pub fn renumber(&mut self, index: usize) {
        for manifest in &mut self.manifests {
            manifest.source = Some(index);
        }
        for finding in self.findings.iter_mut().chain(&mut self.admission) {
            for place in finding.place.iter_mut().chain(finding.related.iter_mut().filter_map(|one| one.place.as_mut()))
            {
                place.source = index;
            }
            for edit in finding.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
                edit.source = index;
            }
        }
    }

    /// Reads a text, and applies its manifests to an API server that serves the kinds of these dialects.
    pub(crate) fn new(index: usize, source: Source<'t>, dialects: &[&dyn Dialect]) -> Self {
        let kinds: Vec<&'static KindSchema> = dialects.iter().flat_map(|dialect| dialect.kinds()).copied().collect();
        let mut reading = Self::default();
        let mut limited = Limited::to(MANY);
        let read = read_each(source.text, &mut |document| {
            for duplicate in &document.duplicate_keys {
                limited.add(&duplicate_key::RULE, &|| duplicate_key::finding(index, source, duplicate));
            }
            limited.add_left_out(&duplicate_key::RULE, document.more_duplicate_keys);
            match document.content {
                Ok(value) => reading.add(index, value, &kinds, &mut limited),
                Err(error) => {
                    limited.add(&syntax::RULE, &|| syntax::finding(index, source, document.span, &error));
                }
            }
        });
        if let Err(error) = &read {
            limited.add(&syntax::RULE, &|| syntax::finding(index, source, error.span, error));
        }
        reading.findings = limited.finish();
        let mut limited = Limited::to(MANY_OBJECTS);
        for manifest in &reading.manifests {
            let unknown = (manifest.object.kind == Kind::Other).then(|| unknown_kind(&manifest.object, dialects));
            let findings = admission::findings(&manifest.object, Some(source.text));
            for finding in unknown.flatten().into_iter().chain(findings) {
                limited.add(finding.rule, &|| located(finding.clone(), manifest, Some(source.text)));
            }
        }
        reading.admission = limited.finish();
        reading
    }

    /// Adds a document: an object, or a list of them.
    fn add(&mut self, source: usize, mut value: Value<'t>, kinds: &[&'static KindSchema], limited: &mut Limited) {
        if matches!(value.data, Data::Null) {
            return;
        }
        let span = value.span;
        let text = |key| value.get(key).and_then(Value::as_str).unwrap_or_default();
        let (version, kind) = (text("apiVersion"), text("kind"));
        if version.is_empty() || kind.is_empty() {
            let (has_version, has_kind) = (!version.is_empty(), !kind.is_empty());
            limited.add(&not_an_object::RULE, &|| not_an_object::finding(source, span, has_version, has_kind));
            return;
        }
        let is_list = kind.ends_with("List");
        let is_namespaced = is_namespaced(version, kind, kinds);
        if is_list && let Some(Data::List(items)) = value.get_mut("items").map(|items| std::mem::take(&mut items.data))
        {
            for item in items {
                self.add(source, item, kinds, limited);
            }
            return;
        }
        if is_namespaced {
            default_namespace(&mut value);
        }
        self.manifests.push(Manifest { source: Some(source), object: Object::apply(value, kinds) });
    }
}

/// All objects of all texts.
#[derive(Debug)]
pub(crate) struct Manifests<'m, 't> {
    all: &'m [&'m Manifest<'t>],
    /// The stored objects by name, each the last of its name, as when they are applied one after the other.
    stored: BTreeMap<&'m ObjectId, usize>,
    /// The stored objects that replace another one.
    replacements: Vec<usize>,
}

impl<'m, 't> Manifests<'m, 't> {
    pub(crate) fn new(all: &'m [&'m Manifest<'t>]) -> Self {
        let mut stored = BTreeMap::new();
        let mut replacements = Vec::new();
        for (index, Manifest { object, .. }) in all.iter().enumerate() {
            if object.kind != Kind::Other && object.is_stored() && stored.insert(&object.id, index).is_some() {
                replacements.push(index);
            }
        }
        Self { all, stored, replacements }
    }

    /// The stored object of a name.
    pub(crate) fn find(&self, id: &ObjectId) -> Option<&'m Manifest<'t>> {
        self.all.get(*self.stored.get(id)?).copied()
    }

    /// The stored objects that no later one of the same name replaces, of the kinds that matter.
    pub(crate) fn current(&self) -> impl Iterator<Item = &'m Manifest<'t>> {
        self.all.iter().enumerate().filter_map(|(index, manifest)| {
            let object = &manifest.object;
            (self.stored.get(&object.id) == Some(&index)).then_some(*manifest)
        })
    }

    /// The stored objects that replace another one.
    pub(crate) fn replacements(&self) -> impl Iterator<Item = &'m Manifest<'t>> {
        self.replacements.iter().filter_map(|index| self.all.get(*index).copied())
    }
}

/// A kind that is not known under this name and version, although one of the dialects has it or its group.
fn unknown_kind(object: &Object<'_>, dialects: &[&dyn Dialect]) -> Option<Finding> {
    let api_version = object.value.text_at(&["apiVersion"]);
    let (group, _) = group_and_version(api_version);
    let name = object.id.kind.as_str();
    let is_own = |dialect: &&&dyn Dialect| dialect.kinds().iter().any(|known| known.group == group);
    let own = dialects.iter().find(is_own);
    let named = dialects.iter().find_map(|dialect| {
        let known = dialect.kinds().iter().find(|known| known.kind == name)?;
        Some((*known, *dialect))
    });
    match (own, named) {
        (_, Some((known, dialect))) => Some(unknown_kind::other_version(&object.id, api_version, known, dialect)),
        (Some(dialect), None) if dialect.other_kinds().contains(&name) => Some(unsupported_kind::finding(&object.id)),
        (Some(dialect), None) => Some(unknown_kind::no_such_kind(&object.id, *dialect, dialect.other_kinds())),
        (None, None) => None,
    }
}

/// Whether objects of a kind have a namespace, as far as it is known.
fn is_namespaced(api_version: &str, kind: &str, kinds: &[&'static KindSchema]) -> bool {
    let (group, _) = group_and_version(api_version);
    match kinds.iter().find(|known| known.group == group && known.kind == kind) {
        Some(known) => known.scope == Scope::Namespaced,
        None => kind != "Namespace",
    }
}

/// The bytes of a source.
pub(crate) fn slice(source: Source<'_>, span: Span) -> &str {
    source.text.get(span.start as usize..span.end as usize).unwrap_or_default()
}

/// An object without a namespace is applied to `default`, as kubectl does.
fn default_namespace(value: &mut Value<'_>) {
    let Some(Data::Object(metadata)) = value.get_mut("metadata").map(|metadata| &mut metadata.data) else { return };
    if metadata.get("namespace").is_none() {
        metadata.entries.push(Entry {
            key: Cow::Borrowed("namespace"),
            key_span: Span::default(),
            value: Value::new(Data::String(Cow::Borrowed("default"))),
        });
    }
}
