//! Who objects, and how badly.

use serde::Serialize;

/// The layer that a rule belongs to: who objects when it is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layer {
    /// Reading the text.
    Yaml,
    /// The API server, by the schema of the kind.
    Schema,
    /// The API server, by the rules between fields.
    Cel,
    /// The operator that reads the custom resources.
    Operator,
    /// Prometheus, when it loads its configuration.
    Prometheus,
    /// Service discovery and relabeling.
    Targets,
    /// Nobody: it is valid, and most likely not meant.
    Lint,
    /// The settings of the policy.
    Policy,
}

impl Layer {
    /// Every layer, in the order in which an object passes them.
    pub const ALL: [Self; 8] = [
        Self::Yaml,
        Self::Schema,
        Self::Cel,
        Self::Operator,
        Self::Prometheus,
        Self::Targets,
        Self::Lint,
        Self::Policy,
    ];

    /// The name, which the codes of its rules start with.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yaml => "yaml",
            Self::Schema => "schema",
            Self::Cel => "cel",
            Self::Operator => "operator",
            Self::Prometheus => "prometheus",
            Self::Targets => "targets",
            Self::Lint => "lint",
            Self::Policy => "policy",
        }
    }
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Something that was assumed, or that is good to know.
    Information,
    /// Something that is most likely not meant.
    Warning,
    /// Something is rejected, or missing from the configuration.
    Error,
}

impl Severity {
    /// The name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Information => "information",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}
