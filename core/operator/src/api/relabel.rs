//! Relabeling rules.

use promwright_kubernetes::Section;

use crate::render::Context;

/// Actions of relabeling rules, in the two spellings that the operator accepts.
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
    /// Labels whose values are joined with `separator` and matched against `regex`.
    pub source_labels: Vec<&'a str>,
    /// Separator between the joined label values. Prometheus defaults to `;`.
    pub separator: Option<&'a str>,
    /// Label that the action writes to. For `keepequal` and `dropequal`, the label to compare with. Required for `replace`,
    /// `hashmod`, `lowercase`, `uppercase`, `keepequal` and `dropequal`.
    pub target_label: &'a str,
    /// Regular expression that the joined values must match in full. Prometheus defaults to `(.*)`.
    pub regex: &'a str,
    /// Number that `hashmod` divides the hash of the joined values by; the result is the remainder.
    #[section(minimum = 0)]
    #[section(minimum = 0)]
    pub modulus: i64,
    /// Value that `replace` writes, or name of the label that `labelmap` writes to. `$1` refers to the first capture group of
    /// `regex`. Prometheus defaults to `$1`.
    pub replacement: Option<&'a str>,
    /// Action to perform, based on whether `regex` matches.
    #[section(default = "replace", one_of = ACTIONS, lowercase)]
    pub action: &'a str,
}
