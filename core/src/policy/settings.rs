//! What the user of the policy can set.

use std::borrow::Cow;

use serde::Deserialize;

use crate::diagnostic::{Code, Severity};
use crate::prometheus::quote::Quoted;
use crate::prometheus::version::{self, Version};

/// The settings. Every one has a default; unknown ones are refused.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Settings {
    /// The version of Prometheus that resources must work with, unless a Prometheus object names its own.
    pub prometheus_version: Cow<'static, str>,
    /// The least severity that refuses an object; lesser findings are warnings.
    pub minimum_severity: Severity,
    /// The codes of findings that are left out.
    pub ignore: Vec<String>,
    /// The namespaces whose objects are not judged.
    pub exempt_namespaces: Vec<String>,
    /// What of an update is judged.
    pub update: UpdatePolicy,
}

/// What of an update is judged.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum UpdatePolicy {
    /// What the update makes worse: findings that the old object does not have.
    #[default]
    Worse,
    /// The whole new object.
    Whole,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            prometheus_version: Cow::Borrowed(version::DEFAULT),
            minimum_severity: Severity::Error,
            ignore: Vec::new(),
            exempt_namespaces: Vec::new(),
            update: UpdatePolicy::default(),
        }
    }
}

impl Settings {
    /// Checks what serde cannot, and gives the version of Prometheus.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub fn check(&self) -> Result<Version, String> {
        let version = Version::parse(&self.prometheus_version)
            .map_err(|error| format!("prometheusVersion {}: {error}", Quoted(&self.prometheus_version)))?;
        if !matches!(version.major, 2 | 3) {
            return Err(format!(
                "prometheusVersion {}: the operator supports Prometheus 2 and 3",
                Quoted(&self.prometheus_version)
            ));
        }
        match self.ignore.iter().find(|name| !Code::ALL.iter().any(|code| code.name() == *name)) {
            Some(name) => Err(format!("ignore: there is no code {}", Quoted(name))),
            None => Ok(version),
        }
    }

    /// Whether findings of a code are left out.
    pub fn ignores(&self, code: Code) -> bool {
        self.ignore.iter().any(|name| name == code.name())
    }
}
