//! What becomes of an instance.

use promwright_finding::{Finding, ObjectId};
use serde::Serialize;

/// What becomes of an instance, such as a Prometheus object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Configuration {
    /// The instance.
    pub instance: ObjectId,
    /// The files of the configuration, the main one first. Empty where none is generated: `failure` or a finding says why.
    pub files: Vec<File>,
    /// Why no configuration is generated, in the words of the system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
    /// What becomes of each resource.
    pub resources: Vec<ResourceOutcome>,
}

/// A file of a configuration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct File {
    /// Its name: `prometheus.yaml`.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// What becomes of a resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ResourceOutcome {
    /// The resource.
    pub resource: ObjectId,
    /// What becomes of it.
    pub state: State,
    /// Why it is not part of the configuration, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What an instance does with a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It is part of the configuration.
    Accepted,
    /// The selectors do not match it.
    NotSelected,
    /// The selectors match it, and the system leaves it out.
    Rejected,
}

impl State {
    /// The name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::NotSelected => "not-selected",
            Self::Rejected => "rejected",
        }
    }
}

/// A configuration, and what was found while it was rendered. Findings have paths, and no places yet.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The configuration.
    pub configuration: Configuration,
    /// What was found.
    pub findings: Vec<Finding>,
}

impl Configuration {
    /// The text of the main file.
    pub fn text(&self) -> Option<&str> {
        self.files.first().map(|file| file.text.as_str())
    }
}
