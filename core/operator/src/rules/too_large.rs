//! A configuration larger than can be written.

use promwright_finding::{Finding, Rule, RuleDocs, Severity};
use promwright_yaml::write::MAX_TEXT;

/// A configuration larger than can be written.
pub static RULE: Rule = Rule::new(
    "operator/too-large",
    Severity::Error,
    RuleDocs {
        summary: "A configuration larger than can be written",
        explanation: "\
promwright generates no configuration of more than 512 MiB (128 MiB on 32-bit platforms such as WebAssembly), so that it does \
not run out of memory. A cluster has a lower limit: the operator stores the configuration, compressed, in a Secret, and \
Kubernetes rejects a Secret of more than 1 MiB. It takes about 200,000 resources, or a very large additional scrape \
configuration, to reach the limit of promwright. Let several Prometheus objects select a part of the resources each.",
        bad: "",
        good: "",
    },
);

pub(crate) fn finding() -> Finding {
    Finding::new(&RULE, format!("the configuration is larger than {} MiB", MAX_TEXT >> 20))
}
