//! Relabelling rules.

use promwright_kubernetes::Section;

use crate::render::Context;

/// The actions of relabelling rules, in the two spellings that the operator takes.
pub const ACTIONS: &[&str] = &[
    "replace",
    "Replace",
    "keep",
    "Keep",
    "drop",
    "Drop",
    "hashmod",
    "HashMod",
    "labelmap",
    "LabelMap",
    "labeldrop",
    "LabelDrop",
    "labelkeep",
    "LabelKeep",
    "lowercase",
    "Lowercase",
    "uppercase",
    "Uppercase",
    "keepequal",
    "KeepEqual",
    "dropequal",
    "DropEqual",
];

/// Rewrites the labels of a target, alert or sample, or drops it.
#[derive(Clone, Debug, Default, Section)]
pub struct RelabelConfig<'a> {
    /// The labels whose values are joined and matched against the expression.
    pub source_labels: Vec<&'a str>,
    /// What stands between the joined values. Prometheus takes `;` where it is not set.
    pub separator: Option<&'a str>,
    /// The label that the action writes. Needed by `replace`, `hashmod`, `lowercase`, `uppercase`, `keepequal` and
    /// `dropequal`.
    pub target_label: &'a str,
    /// The expression that the joined values are matched against, whole.
    pub regex: &'a str,
    /// The number that `hashmod` divides the hash of the joined values by.
    #[section(minimum = 0)]
    #[section(minimum = 0)]
    pub modulus: i64,
    /// What `replace` writes, and the label that `labelmap` writes to; `$1` stands for the first group of the expression.
    pub replacement: Option<&'a str>,
    /// What to do where the expression matches.
    #[section(default = "replace", one_of = ACTIONS, lowercase)]
    pub action: &'a str,
}
