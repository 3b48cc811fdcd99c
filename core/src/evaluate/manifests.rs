//! From texts to admitted objects.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Source;
use crate::cluster::{Kind, Object};
use crate::diagnostic::{Code, Diagnostic, Layer, Severity};
use crate::provenance::Input;
use crate::source::{Data, Entry, ReadError, Span, Value, read_manifests};

/// An object and the text that it was read from.
#[derive(Debug)]
pub(super) struct Manifest<'t> {
    /// Which of the sources; `None` for an object that was assumed.
    pub(super) source: Option<usize>,
    /// The object.
    pub(super) object: Object<'t>,
    /// Whether a later object of the same name has taken its place.
    pub(super) is_replaced: bool,
}

impl<'t> Manifest<'t> {
    /// An object that stands in no text.
    pub(super) fn without_source(value: Value<'t>) -> Self {
        Self { source: None, object: Object::apply(value), is_replaced: false }
    }

    /// The object, to trace what is made of it.
    pub(super) fn input(&self) -> Input<'_> {
        Input { object: &self.object, source: self.source }
    }
}

/// All objects of all texts.
#[derive(Debug, Default)]
pub(super) struct Manifests<'t> {
    pub(super) manifests: Vec<Manifest<'t>>,
    /// What reading has to say.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'t> Manifests<'t> {
    pub(super) fn read(sources: &[Source<'t>]) -> Self {
        let mut manifests = Self::default();
        for (index, source) in sources.iter().enumerate() {
            let stream = read_manifests(source.text);
            for document in stream.documents {
                for finding in &document.findings {
                    manifests.diagnostics.push(
                        Diagnostic::new(
                            Code::DuplicateKey,
                            Severity::Warning,
                            Layer::Yaml,
                            format!(
                                "the key `{}` was set before; this value replaces that one",
                                slice(source, finding.span)
                            ),
                        )
                        .help("remove one of them: `kubectl apply` refuses the document")
                        .at(index, finding.span),
                    );
                }
                match document.content {
                    Ok(value) => manifests.add(index, value),
                    Err(error) => manifests.unreadable(index, source, document.span, &error),
                }
            }
            if let Some(error) = &stream.error {
                manifests.unreadable(index, source, error.span, error);
            }
        }
        manifests
    }

    /// Marks the objects that a later one of the same name replaces, as when they are applied one after the other. Returns the
    /// indices of those that replace another one.
    pub(super) fn replace(&mut self) -> Vec<usize> {
        let mut names = BTreeMap::new();
        let mut replaced = Vec::new();
        for (index, Manifest { object, .. }) in self.manifests.iter().enumerate() {
            if object.kind != Kind::Other
                && object.is_stored()
                && let Some(before) = names.insert((object.kind, &object.id), index)
            {
                replaced.push((before, index));
            }
        }
        for (before, _) in &replaced {
            if let Some(manifest) = self.manifests.get_mut(*before) {
                manifest.is_replaced = true;
            }
        }
        replaced.into_iter().map(|(_, index)| index).collect()
    }

    fn unreadable(&mut self, index: usize, source: &Source<'t>, document: Span, error: &ReadError) {
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
        self.diagnostics
            .push(Diagnostic::new(Code::Syntax, Severity::Error, Layer::Yaml, reason).help(help).at(index, error.span));
    }

    /// Adds a document: an object, or a list of them.
    fn add(&mut self, source: usize, mut value: Value<'t>) {
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
            self.diagnostics.push(
                Diagnostic::new(code, Severity::Error, Layer::Yaml, message)
                    .help("every Kubernetes object has `apiVersion`, `kind` and `metadata`")
                    .at(source, span),
            );
            return;
        }
        let (is_list, is_namespace) = (kind.ends_with("List"), kind == "Namespace");
        if is_list
            && let Data::Object(object) = &mut value.data
            && let Some(Data::List(items)) = object.get_mut("items").map(|items| std::mem::take(&mut items.data))
        {
            for item in items {
                self.add(source, item);
            }
            return;
        }
        if !is_namespace {
            default_namespace(&mut value);
        }
        self.manifests.push(Manifest { source: Some(source), object: Object::apply(value), is_replaced: false });
    }
}

fn slice<'t>(source: &Source<'t>, span: Span) -> &'t str {
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
