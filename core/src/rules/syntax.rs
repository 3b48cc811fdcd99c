//! A document that is not YAML or JSON.

use promwright_finding::{Finding, Rule, RuleDocs, Severity};
use promwright_yaml::{ReadError, Span};

use crate::manifests::{Source, slice};

/// A document that is not YAML or JSON.
pub static RULE: Rule = Rule::new(
    "yaml/syntax",
    Severity::Error,
    RuleDocs {
        summary: "A document that is not YAML or JSON",
        explanation: "\
kubectl reads manifests with go-yaml, and promwright follows its rules and its messages. A document that cannot be read is not applied; \
the other documents of the file are still checked. A template has to be rendered first: `helm template`, `kubectl kustomize`.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
spec:
  staticConfigs:
    - targets: [web.example.com:9100
",
        good: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
",
    },
);

pub(crate) fn finding(index: usize, source: Source<'_>, document: Span, error: &ReadError) -> Finding {
    let from = |start| source.text.get(start as usize..).unwrap_or_default();
    let help = if from(error.span.start).starts_with('\t') {
        Some("Indent YAML with spaces: this is a tab")
    } else if slice(source, document).contains("{{") {
        Some("Render it first, for example with `helm template`: this looks like a template")
    } else {
        None
    };
    // go-yaml shows the key as Go would declare it.
    let is_go = error.reason().starts_with("invalid map key: map[");
    let reason = if is_go { "a mapping cannot be a key" } else { error.reason() };
    let finding = Finding::new(&RULE, reason).says(&*error.message).effect("Nothing in this document is applied");
    let finding = finding.at(index, error.span);
    match help {
        Some(help) => finding.help(help),
        None => finding,
    }
}
