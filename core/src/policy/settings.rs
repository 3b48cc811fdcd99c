//! What the user of the policy can set.

use promwright_dialect::Judge;
use promwright_finding::{Rule, Severity};
use promwright_go::Quoted;
use promwright_kubernetes::rules as kubernetes_rules;
use promwright_kubernetes::schema::nearest;
use promwright_prometheus::version::Version;
use promwright_yaml::{Data, Value};

/// The settings. Every one has a default; unknown ones are refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// `prometheusVersion`: the version of Prometheus that resources must work with, unless a Prometheus object names its own.
    pub prometheus_version: Version,
    /// `minimumSeverity`: the least severity that refuses an object; lesser findings are warnings.
    pub minimum_severity: Severity,
    /// `ignore`: the rules whose findings are left out, by code, name, layer or group.
    pub ignore: Vec<String>,
    /// `exemptNamespaces`: the namespaces whose objects are not judged.
    pub exempt_namespaces: Vec<String>,
    /// `update`: what of an update is judged.
    pub update: UpdatePolicy,
}

/// What of an update is judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UpdatePolicy {
    /// What the update makes worse: findings that the old object does not have.
    #[default]
    Worse,
    /// The whole new object.
    Whole,
}

impl UpdatePolicy {
    /// The name in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Worse => "worse",
            Self::Whole => "whole",
        }
    }
}

impl Settings {
    /// The settings that nobody has changed, for these dialects.
    fn new(judges: &[&dyn Judge]) -> Self {
        let default = judges.first().map_or("", |judge| judge.default_prometheus());
        Self {
            prometheus_version: Version::parse(default).unwrap_or_default(),
            minimum_severity: Severity::Error,
            ignore: Vec::new(),
            exempt_namespaces: Vec::new(),
            update: UpdatePolicy::default(),
        }
    }
}

const NAMES: [&str; 5] = ["prometheusVersion", "minimumSeverity", "ignore", "exemptNamespaces", "update"];
const SEVERITIES: [Severity; 3] = [Severity::Information, Severity::Warning, Severity::Error];
const UPDATE_POLICIES: [UpdatePolicy; 2] = [UpdatePolicy::Worse, UpdatePolicy::Whole];

impl Settings {
    /// Reads settings; `null` leaves every one at its default.
    ///
    /// # Errors
    /// All that is wrong, in one text.
    pub fn read(value: &Value<'_>, judges: &[&dyn Judge]) -> Result<Self, String> {
        let mut settings = Self::new(judges);
        let entries = match &value.data {
            Data::Null => return Ok(settings),
            Data::Object(object) => &object.entries,
            _ => return Err("the settings must be an object".to_owned()),
        };
        let errors: Vec<String> =
            entries.iter().filter_map(|entry| settings.set(&entry.key, &entry.value, judges).err()).collect();
        if errors.is_empty() { Ok(settings) } else { Err(errors.join("; ")) }
    }

    fn set(&mut self, name: &str, value: &Value<'_>, judges: &[&dyn Judge]) -> Result<(), String> {
        match name {
            "prometheusVersion" => {
                let text = string(name, value)?;
                let version = Version::parse(text).map_err(|error| format!("{name}: {}: {error}", Quoted(text)))?;
                if !matches!(version.major, 2 | 3) {
                    return Err(format!("{name}: {}: the operator supports Prometheus 2 and 3", Quoted(text)));
                }
                self.prometheus_version = version;
            }
            "minimumSeverity" => self.minimum_severity = named(name, value, &SEVERITIES, Severity::name)?,
            "update" => self.update = named(name, value, &UPDATE_POLICIES, UpdatePolicy::name)?,
            "ignore" => {
                let words = list(name, value)?.iter().map(|word| rule_word(name, word, judges));
                self.ignore = words.collect::<Result<_, _>>()?;
            }
            "exemptNamespaces" => {
                let names = list(name, value)?.iter().map(|namespace| string(name, namespace).map(str::to_owned));
                self.exempt_namespaces = names.collect::<Result<_, _>>()?;
            }
            _ => return Err(unknown("setting", name, NAMES.into_iter())),
        }
        Ok(())
    }
}

fn string<'v>(name: &str, value: &'v Value<'_>) -> Result<&'v str, String> {
    value.as_str().ok_or_else(|| format!("{name}: must be a string"))
}

fn list<'v, 'a>(name: &str, value: &'v Value<'a>) -> Result<&'v [Value<'a>], String> {
    value.as_list().ok_or_else(|| format!("{name}: must be a list of strings"))
}

/// The one of some values that a string names.
fn named<T: Copy>(name: &str, value: &Value<'_>, all: &[T], name_of: fn(T) -> &'static str) -> Result<T, String> {
    let text = string(name, value)?;
    let found = all.iter().copied().find(|one| name_of(*one) == text);
    let names = || all.iter().map(|one| name_of(*one));
    found.ok_or_else(|| format!("{name}: {}", unknown("value", text, names())))
}

/// A word that means a rule, or several.
fn rule_word(name: &str, value: &Value<'_>, judges: &[&dyn Judge]) -> Result<String, String> {
    let word = string(name, value)?;
    let own = judges.iter().flat_map(|judge| judge.rules());
    let known: Vec<&'static Rule> = own.chain(kubernetes_rules::ALL).chain(crate::rules::ALL).copied().collect();
    if known.iter().any(|rule| rule.is_named(word)) {
        return Ok(word.to_owned());
    }
    let near = nearest(word, known.iter().map(|rule| rule.name()));
    let hint = near.map_or_else(String::new, |near| format!(": did you mean {}?", Quoted(near)));
    Err(format!("{name}: unknown rule {}{hint}", Quoted(word)))
}

fn unknown<'n>(what: &str, name: &str, known: impl Iterator<Item = &'n str> + Clone) -> String {
    let hint = match nearest(name, known.clone()) {
        Some(meant) => format!("did you mean {}?", Quoted(meant)),
        None => format!("known: {}", known.collect::<Vec<_>>().join(", ")),
    };
    format!("unknown {what} {}: {hint}", Quoted(name))
}
