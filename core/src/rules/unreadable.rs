//! An input that cannot be read.

use promwright_finding::{Rule, RuleDocs, Severity};

/// An input that cannot be read.
pub static RULE: Rule = Rule::new(
    "yaml/unreadable",
    Severity::Error,
    RuleDocs {
        summary: "An input that cannot be read",
        explanation: "\
The file does not exist, cannot be opened, is too large, or is not UTF-8. Nothing in it is checked. Save text files as UTF-8.",
        bad: "",
        good: "",
    },
);
