//! One thing to report.

use std::fmt;

use promwright_yaml::Span;
use serde::Serialize;

use crate::{Fix, Layer, ObjectId, Path, Rule, Severity};

/// A range of bytes in the inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// Which of the sources, counted from 0.
    pub source: usize,
    /// The bytes within it.
    pub span: Span,
}

/// One thing to report, as data. It is created where the fault is seen; nothing parses its message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule that is broken.
    #[serde(rename = "code")]
    pub rule: &'static Rule,
    /// How bad it is: the rule's severity, unless circumstances make it less.
    pub severity: Severity,
    /// The object, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<ObjectId>,
    /// The field within the object; empty for the whole object.
    #[serde(skip_serializing_if = "Path::is_empty")]
    pub path: Path,
    /// The instances, such as Prometheus objects, that find it; empty where it does not depend on an instance.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub instances: Vec<ObjectId>,
    /// Where it is in the inputs, where there was text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What is wrong, without the path. One line.
    pub message: String,
    /// What the system that objects says itself, to be searched for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
    /// What happens because of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<String>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Other places that belong to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// A change that removes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}

/// Another place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Related {
    /// The object.
    pub object: ObjectId,
    /// The field within the object.
    #[serde(skip_serializing_if = "Path::is_empty")]
    pub path: Path,
    /// Where it is in the inputs, where there was text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What it has to do with the finding.
    pub message: String,
}

impl Finding {
    /// A finding of a rule, about no object yet.
    pub fn new(rule: &'static Rule, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            object: None,
            path: Path::default(),
            instances: Vec::new(),
            place: None,
            message: message.into(),
            says: None,
            effect: None,
            help: None,
            related: Vec::new(),
            fix: None,
        }
    }

    /// Who objects.
    pub fn layer(&self) -> Layer {
        self.rule.layer().unwrap_or(Layer::Lint)
    }

    /// With another severity than the rule's.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
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
    pub fn path(mut self, path: Path) -> Self {
        self.path = path;
        self
    }

    /// With an instance that finds it.
    #[must_use]
    pub fn found_by(mut self, instance: &ObjectId) -> Self {
        self.instances.push(instance.clone());
        self
    }

    /// With another place that belongs to it.
    #[must_use]
    pub fn related(mut self, object: &ObjectId, path: Path, message: impl Into<String>) -> Self {
        self.related.push(Related { object: object.clone(), path, place: None, message: message.into() });
        self
    }

    /// With its place in the inputs.
    #[must_use]
    pub fn at(mut self, source: usize, span: Span) -> Self {
        self.place = Some(Place { source, span });
        self
    }

    /// With what upstream says.
    #[must_use]
    pub fn says(mut self, says: impl Into<String>) -> Self {
        self.says = Some(says.into());
        self
    }

    /// With what happens because of it.
    #[must_use]
    pub fn effect(mut self, effect: impl Into<String>) -> Self {
        self.effect = Some(effect.into());
        self
    }

    /// With what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With a change that removes it.
    #[must_use]
    pub fn fix(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix;
        self
    }
}

/// The path, where there is one, and the message: `spec.dnsSDConfigs[0].port: required for record type "A"`.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)
    }
}
