//! A resource that no Prometheus selects.

use promwright_finding::{Finding, ObjectId, Path, Rule, RuleDocs, Severity};

use crate::render::Workload;
use crate::select::{NotSelected, selector_field};

/// A resource that no Prometheus selects.
pub static RULE: Rule = Rule::new(
    "operator/not-selected",
    Severity::Warning,
    RuleDocs {
        summary: "A resource that no Prometheus selects",
        explanation: "\
A Prometheus uses only the resources that it selects. For each kind it has a selector for labels of the resources and one for \
labels of their namespaces, such as `scrapeConfigSelector` and `scrapeConfigNamespaceSelector`. If the first is not set, no \
resource is selected; if the second is not set, only the namespace of the Prometheus is; an empty selector (`{}`) matches \
everything. Resources that no Prometheus selects are not scraped, and neither the log of the operator nor an event says so. Add \
the labels to the resource, or widen the selector.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector:
    matchLabels:
      team: shop
---
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: monitoring
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector:
    matchLabels:
      team: shop
---
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: monitoring
  labels:
    team: shop
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
",
    },
);

/// Why an instance does not select a resource: which field, and what it requires.
pub(crate) fn reason(reason: &NotSelected, resource: &ObjectId, workload: &Workload<'_>) -> String {
    let ObjectId { kind, namespace, .. } = resource;
    let (selector, namespace_selector) = (selector_field(kind, false), selector_field(kind, true));
    match reason {
        NotSelected::NoSelector if workload.is_daemon_set() => {
            format!("an agent in DaemonSet mode selects only PodMonitors, and cannot have `{selector}`")
        }
        NotSelected::NoSelector => format!("`{selector}` is not set, so no {kind} is selected"),
        NotSelected::OtherNamespace { own } => format!(
            "`{namespace_selector}` is not set, so only {kind}s in namespace {own} are selected; this one is in {namespace}"
        ),
        NotSelected::NamespaceLabels(reasons) => {
            format!("labels of namespace {namespace} do not match `{namespace_selector}`: {}", reasons.join("; "))
        }
        NotSelected::NoNamespace => {
            format!("namespace {namespace} not found, so `{namespace_selector}` does not match it")
        }
        NotSelected::Labels(reasons) => format!("labels do not match `{selector}`: {}", reasons.join("; ")),
    }
}

/// A resource that no instance selects, with the reason of each. Whoever asks for one instance knows that it does not select
/// everything.
pub(crate) fn finding(resource: &ObjectId, reasons: &[(&ObjectId, &str)], is_partial: bool) -> Finding {
    let severity = if is_partial { Severity::Information } else { RULE.severity };
    let help = format!(
        "Change the labels or the namespace of this {}, or the Prometheus, so that a selector matches",
        resource.kind
    );
    let finding = match reasons {
        [(instance, reason)] => Finding::new(&RULE, format!("not selected by {instance}: {reason}")).help(help),
        reasons => {
            let finding = Finding::new(&RULE, "not selected by any Prometheus");
            let reasons = reasons.iter().map(|(instance, reason)| format!("{instance}: {reason}"));
            finding.help(std::iter::once(format!("{help}:")).chain(reasons).collect::<Vec<_>>().join("\n"))
        }
    };
    let finding = finding.severity(severity).about(resource).path(Path::of(&["metadata", "name"]));
    reasons.iter().fold(finding, |finding, (instance, _)| finding.found_by(instance))
}
