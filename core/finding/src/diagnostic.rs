//! What is to be said about manifests: data, with a place, a reason and what to do.

use promwright_yaml::Span;
use serde::Serialize;

use crate::ObjectId;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Something that was assumed, or that is good to know.
    Information,
    /// Something is probably not meant.
    Warning,
    /// Something is refused or missing from the configuration.
    Error,
}

impl Severity {
    /// The name, in kebab case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Information => "information",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Who says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layer {
    /// Reading the text.
    Yaml,
    /// The API server, by the schema of the kind.
    Schema,
    /// The API server, by the rules between fields.
    Cel,
    /// The operator, when it selects and checks resources.
    Selection,
    /// The operator, when it writes the configuration.
    Generation,
}

impl Layer {
    /// The name, in kebab case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yaml => "yaml",
            Self::Schema => "schema",
            Self::Cel => "cel",
            Self::Selection => "selection",
            Self::Generation => "generation",
        }
    }
}

/// What it is about. The name is stable; it is what people ignore or search for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// An input that cannot be read, or that is not text.
    Unreadable,
    /// The text is not YAML or JSON.
    Syntax,
    /// A key is set twice in one mapping.
    DuplicateKey,
    /// A document is no Kubernetes object: it has neither `apiVersion` nor `kind`.
    NotAnObject,
    /// An object is among the inputs more than once.
    DuplicateObject,
    /// An object of a kind that nobody serves under this API version.
    UnknownKind,
    /// A kind of the operator that is not rendered yet.
    UnsupportedKind,
    /// A field that the kind does not have.
    UnknownField,
    /// A value that breaks the schema.
    InvalidValue,
    /// A field that must be set.
    MissingField,
    /// An item that occurs twice in a list of unique items.
    DuplicateItem,
    /// Fields that do not go together.
    BrokenRule,
    /// A resource that no Prometheus selects.
    NotSelected,
    /// A resource that is selected and that the operator does not take.
    Refused,
    /// The operator writes no configuration.
    NoConfiguration,
    /// The operator leaves the configuration to the user.
    Unmanaged,
    /// A Secret that is not among the inputs.
    MissingSecret,
    /// A ConfigMap that is not among the inputs.
    MissingConfigMap,
    /// A Namespace that is not among the inputs.
    AssumedNamespace,
    /// No Prometheus is among the inputs.
    DefaultPrometheus,
    /// A feature that a stock operator has switched off.
    FeatureGate,
}

impl Code {
    /// Every code.
    pub const ALL: [Self; 21] = [
        Self::Unreadable,
        Self::Syntax,
        Self::DuplicateKey,
        Self::NotAnObject,
        Self::DuplicateObject,
        Self::UnknownKind,
        Self::UnsupportedKind,
        Self::UnknownField,
        Self::InvalidValue,
        Self::MissingField,
        Self::DuplicateItem,
        Self::BrokenRule,
        Self::NotSelected,
        Self::Refused,
        Self::NoConfiguration,
        Self::Unmanaged,
        Self::MissingSecret,
        Self::MissingConfigMap,
        Self::AssumedNamespace,
        Self::DefaultPrometheus,
        Self::FeatureGate,
    ];

    /// The name, in kebab case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Syntax => "syntax",
            Self::DuplicateKey => "duplicate-key",
            Self::NotAnObject => "not-an-object",
            Self::DuplicateObject => "duplicate-object",
            Self::UnknownKind => "unknown-kind",
            Self::UnsupportedKind => "unsupported-kind",
            Self::UnknownField => "unknown-field",
            Self::InvalidValue => "invalid-value",
            Self::MissingField => "missing-field",
            Self::DuplicateItem => "duplicate-item",
            Self::BrokenRule => "broken-rule",
            Self::NotSelected => "not-selected",
            Self::Refused => "refused",
            Self::NoConfiguration => "no-configuration",
            Self::Unmanaged => "unmanaged",
            Self::MissingSecret => "missing-secret",
            Self::MissingConfigMap => "missing-config-map",
            Self::AssumedNamespace => "assumed-namespace",
            Self::DefaultPrometheus => "default-prometheus",
            Self::FeatureGate => "feature-gate",
        }
    }
}

/// Where something stands in the inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// Which of the sources, counted from 0.
    pub source: usize,
    /// The bytes within it.
    pub span: Span,
}

/// One thing to be said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// What it is about.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// Who says it.
    pub layer: Layer,
    /// The object, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<ObjectId>,
    /// The field within the object (`spec.relabelings[0].regex`), empty where it is about the whole object.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub path: String,
    /// Where it stands, where there was text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What was found.
    pub message: String,
    /// What to do, or what happens otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

impl Diagnostic {
    /// Something to be said about no object in particular.
    pub fn new(code: Code, severity: Severity, layer: Layer, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            layer,
            object: None,
            path: String::new(),
            place: None,
            message: message.into(),
            help: None,
        }
    }

    /// With what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With where it stands.
    #[must_use]
    pub fn at(mut self, source: usize, span: Span) -> Self {
        self.place = Some(Place { source, span });
        self
    }

    /// With the object that it is about.
    #[must_use]
    pub fn about(mut self, object: &ObjectId) -> Self {
        self.object = Some(object.clone());
        self
    }

    /// With the field that it is about.
    #[must_use]
    pub fn field(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }
}
