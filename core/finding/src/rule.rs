//! What a finding is an instance of.

use serde::{Serialize, Serializer};

use crate::{Documented, Layer, Severity};

/// Something that can be wrong. A rule is one file: this constant, its check and its fix.
///
/// ```
/// use promwright_finding::{Layer, Rule, RuleDocs, Severity};
///
/// static PORT: Rule = Rule::new(
///     "operator/dns-port",
///     Severity::Error,
///     RuleDocs {
///         summary: "A DNS discovery of address records needs a port",
///         explanation: "Only SRV records carry a port.",
///         bad: "",
///         good: "",
///     },
/// )
/// .in_group("refused");
///
/// assert_eq!((PORT.layer(), PORT.name()), (Some(Layer::Operator), "dns-port"));
/// assert!(["operator/dns-port", "dns-port", "operator", "refused"].iter().all(|pattern| PORT.is_named(pattern)));
/// ```
#[derive(Debug)]
pub struct Rule {
    /// The layer and the name: `operator/dns-port`. Stable: people put it into lists of what to ignore, and search for it.
    pub code: &'static str,
    /// How bad it is to break the rule.
    pub severity: Severity,
    /// A name for several rules at once, which lists may hold in place of their codes; empty for none.
    pub group: &'static str,
    /// What the documentation says.
    pub docs: Documented<RuleDocs>,
}

/// What the documentation says of a rule, and what its tests run.
#[derive(Clone, Copy, Debug)]
pub struct RuleDocs {
    /// One line, without a full stop.
    pub summary: &'static str,
    /// Why the rule exists, what happens when it is broken, and how to comply. Markdown.
    pub explanation: &'static str,
    /// Manifests in YAML that break the rule. Empty where a manifest alone cannot.
    pub bad: &'static str,
    /// The same manifests, mended.
    pub good: &'static str,
}

impl Rule {
    /// A rule with the code `layer/name`.
    pub const fn new(code: &'static str, severity: Severity, docs: RuleDocs) -> Self {
        Self { code, severity, group: "", docs: Documented::new(docs) }
    }

    /// A rule that can be named by a group as well.
    #[must_use]
    pub const fn in_group(self, group: &'static str) -> Self {
        Self { group, ..self }
    }

    /// The layer; `None` for a code without one, which no rule of promwright's has.
    pub fn layer(&self) -> Option<Layer> {
        let (layer, _) = self.code.split_once('/')?;
        Layer::ALL.into_iter().find(|known| known.name() == layer)
    }

    /// The code without the layer.
    pub fn name(&self) -> &'static str {
        self.code.split_once('/').map_or(self.code, |(_, name)| name)
    }

    /// Whether a word of a list means this rule: its code, its name, its layer or its group.
    pub fn is_named(&self, word: &str) -> bool {
        let layer = self.code.split_once('/').map_or("", |(layer, _)| layer);
        !word.is_empty() && [self.code, self.name(), layer, self.group].contains(&word)
    }
}

/// Rules are the same when their codes are.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Rule {}

/// As its code.
impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code)
    }
}
