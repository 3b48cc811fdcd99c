//! From texts to admitted objects.

use std::borrow::Cow;
use std::collections::BTreeMap;

use promwright_finding::ObjectId;
use promwright_finding::{Code, Diagnostic, Layer, Place, Severity};
use promwright_operator::cluster::{Kind, Object};
use promwright_yaml::{Data, Entry, MAX_FINDINGS, ReadError, Span, Value, read_each};

use super::told::Told;
use super::{Source, explain};
use crate::provenance::Input;

/// How often reading says the same of a text: one that is no manifest at all may have a problem on each of its lines.
const MANY: usize = MAX_FINDINGS;

/// How often the API server says the same of a text's objects. What is generated has one mistake in each of many objects, and people
/// want to see where; beyond this nobody looks.
pub(super) const MANY_OBJECTS: usize = 10 * MANY;

/// An object and the text that it was read from.
#[derive(Debug)]
pub(super) struct Manifest<'t> {
    /// Which of the sources; `None` for an object that was assumed.
    pub(super) source: Option<usize>,
    /// The object.
    pub(super) object: Object<'t>,
}

impl<'t> Manifest<'t> {
    /// An object that stands in no text.
    pub(super) fn without_source(value: Value<'t>) -> Self {
        Self { source: None, object: Object::apply(value) }
    }

    /// The object, to trace what is made of it.
    pub(super) fn input(&self) -> Input<'_> {
        Input { object: &self.object, source: self.source }
    }
}

/// What one text says by itself: its objects, as the API server takes them.
#[derive(Debug, Default)]
pub struct Reading<'t> {
    pub(super) manifests: Vec<Manifest<'t>>,
    /// What reading has to say.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What the API server says to the manifests.
    pub(super) admission: Vec<Diagnostic>,
}

impl<'t> Reading<'t> {
    /// The objects, and where their names stand.
    pub fn objects(&self) -> impl Iterator<Item = (&Object<'t>, Option<Place>)> {
        self.manifests.iter().map(|manifest| (&manifest.object, explain::place_of_name(manifest)))
    }

    /// The same reading, which no longer needs the text.
    #[must_use]
    pub fn into_owned(self) -> Reading<'static> {
        let own = |manifest: Manifest<'_>| {
            let Object { id, kind, admission, value } = manifest.object;
            let object = Object { id, kind, admission, value: value.into_owned() };
            Manifest { source: manifest.source, object }
        };
        let manifests = self.manifests.into_iter().map(own).collect();
        Reading { manifests, diagnostics: self.diagnostics, admission: self.admission }
    }

    /// Makes it the reading of another one of several texts: of that at this index.
    pub fn renumber(&mut self, index: usize) {
        for manifest in &mut self.manifests {
            manifest.source = Some(index);
        }
        for diagnostic in self.diagnostics.iter_mut().chain(&mut self.admission) {
            if let Some(place) = &mut diagnostic.place {
                place.source = index;
            }
        }
    }

    /// Reads a text, and applies its manifests.
    pub(super) fn new(index: usize, source: Source<'t>) -> Self {
        let mut reading = Self::default();
        let mut told = Told::at_most(MANY);
        let read = read_each(source.text, &mut |document| {
            for finding in &document.findings {
                told.add(Code::DuplicateKey, &|| {
                    let key = slice(source, finding.span);
                    let message = format!("the key `{key}` was set before; this value replaces that one");
                    Diagnostic::new(Code::DuplicateKey, Severity::Warning, Layer::Yaml, message)
                        .help("remove one of them: `kubectl apply` refuses the document")
                        .at(index, finding.span)
                });
            }
            told.add_untold(Code::DuplicateKey, document.more_findings);
            match document.content {
                Ok(value) => reading.add(index, value, &mut told),
                Err(error) => told.add(Code::Syntax, &|| unreadable(index, source, document.span, &error)),
            }
        });
        if let Err(error) = &read {
            told.add(Code::Syntax, &|| unreadable(index, source, error.span, error));
        }
        reading.diagnostics = told.finish();
        let mut told = Told::at_most(MANY_OBJECTS);
        for diagnostic in reading.manifests.iter().flat_map(explain::admission) {
            told.add(diagnostic.code, &|| diagnostic.clone());
        }
        reading.admission = told.finish();
        reading
    }

    /// Adds a document: an object, or a list of them.
    fn add(&mut self, source: usize, mut value: Value<'t>, told: &mut Told) {
        if matches!(value.data, Data::Null) {
            return;
        }
        let span = value.span;
        let text = |key| value.get(key).and_then(Value::as_str).unwrap_or_default();
        let (version, kind) = (text("apiVersion"), text("kind"));
        let refusal = match (version.is_empty(), kind.is_empty()) {
            (false, false) => None,
            (true, true) => Some((Code::NotAnObject, "this is no Kubernetes object")),
            (true, false) => Some((Code::MissingField, "`apiVersion` is not set")),
            (false, true) => Some((Code::MissingField, "`kind` is not set")),
        };
        if let Some((code, message)) = refusal {
            told.add(code, &|| {
                Diagnostic::new(code, Severity::Error, Layer::Yaml, message)
                    .help("every Kubernetes object has `apiVersion`, `kind` and `metadata`")
                    .at(source, span)
            });
            return;
        }
        let (is_list, is_namespace) = (kind.ends_with("List"), kind == "Namespace");
        if is_list
            && let Data::Object(object) = &mut value.data
            && let Some(Data::List(items)) = object.get_mut("items").map(|items| std::mem::take(&mut items.data))
        {
            for item in items {
                self.add(source, item, told);
            }
            return;
        }
        if !is_namespace {
            default_namespace(&mut value);
        }
        self.manifests.push(Manifest { source: Some(source), object: Object::apply(value) });
    }
}

/// All objects of all texts.
#[derive(Debug)]
pub(super) struct Manifests<'m, 't> {
    all: &'m [&'m Manifest<'t>],
    /// The stored objects by name, each the last of its name, as when they are applied one after the other.
    stored: BTreeMap<&'m ObjectId, usize>,
    /// The stored objects that replace another one.
    replacements: Vec<usize>,
}

impl<'m, 't> Manifests<'m, 't> {
    pub(super) fn new(all: &'m [&'m Manifest<'t>]) -> Self {
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
    pub(super) fn find(&self, id: &ObjectId) -> Option<&'m Manifest<'t>> {
        self.all.get(*self.stored.get(id)?).copied()
    }

    /// The objects that no later one of the same name replaces.
    pub(super) fn current(&self) -> impl Iterator<Item = &'m Manifest<'t>> {
        self.all.iter().enumerate().filter_map(|(index, manifest)| {
            let Manifest { object, .. } = manifest;
            let is_replaced = object.kind != Kind::Other
                && object.is_stored()
                && self.stored.get(&object.id).is_some_and(|last| *last != index);
            (!is_replaced).then_some(*manifest)
        })
    }

    /// The stored objects that replace another one.
    pub(super) fn replacements(&self) -> impl Iterator<Item = &'m Manifest<'t>> {
        self.replacements.iter().filter_map(|index| self.all.get(*index).copied())
    }
}

/// What is wrong with a document that cannot be read.
fn unreadable(index: usize, source: Source<'_>, document: Span, error: &ReadError) -> Diagnostic {
    let from = |start| source.text.get(start as usize..).unwrap_or_default();
    let help = if from(error.span.start).starts_with('\t') {
        "this is a tab: YAML is indented with spaces"
    } else if slice(source, document).contains("{{") {
        "this looks like a template: render it first, for example with `helm template`"
    } else {
        "nothing of this document can be applied"
    };
    // go-yaml shows the key as Go would declare it.
    let is_go = error.reason().starts_with("invalid map key: map[");
    let reason = if is_go { "a mapping cannot be a key" } else { error.reason() };
    Diagnostic::new(Code::Syntax, Severity::Error, Layer::Yaml, reason).help(help).at(index, error.span)
}

fn slice(source: Source<'_>, span: Span) -> &str {
    source.text.get(span.start as usize..span.end as usize).unwrap_or_default()
}

/// An object without a namespace is applied to `default`, as kubectl does.
fn default_namespace(value: &mut Value<'_>) {
    let Data::Object(object) = &mut value.data else { return };
    let Some(Data::Object(metadata)) = object.get_mut("metadata").map(|metadata| &mut metadata.data) else { return };
    if metadata.get("namespace").is_none() {
        metadata.entries.push(Entry {
            key: Cow::Borrowed("namespace"),
            key_span: Span::default(),
            value: Value::new(Data::String(Cow::Borrowed("default"))),
        });
    }
}
