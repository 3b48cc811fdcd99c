//! A field that the kind does not have.

use promwright_finding::{Change, Finding, Fix, Rule, RuleDocs, Severity};
use promwright_yaml::Span;

use crate::schema::Unknown;

/// A field that the kind does not have.
pub static UNKNOWN_FIELD: Rule = Rule::new(
    "schema/unknown-field",
    Severity::Warning,
    RuleDocs {
        summary: "A field that the kind does not have",
        explanation: "\
The API server drops fields that the schema of the kind does not know, and stores the object without them. `kubectl apply` \
rejects such a manifest by default; Helm, Argo CD, Flux and everything else that talks to the API directly does not, so the field is \
lost without a word. Most often it is spelled as in Prometheus' own configuration (`source_labels`), or belongs to another kind \
(`relabelConfigs`).",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
  relabelings:
    - source_labels: [__address__]
      targetLabel: instance
",
        good: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
  relabelings:
    - sourceLabels: [__address__]
      targetLabel: instance
",
    },
);

pub(super) fn finding(unknown: &Unknown) -> Finding {
    let finding = Finding::new(&UNKNOWN_FIELD, "unknown field")
        .path(unknown.path.clone())
        .says(format!("unknown field \"{}\"", unknown.api_path))
        .effect("The API server drops the field; `kubectl apply` rejects the manifest");
    // The object no longer has the field, so that its path leads nowhere. The source is not known yet.
    let finding = if unknown.key_span == Span::default() { finding } else { finding.at(0, unknown.key_span) };
    match unknown.suggestion {
        Some(suggestion) => {
            let change = Change::RenameKey(suggestion.name.to_owned());
            let fix = suggestion.fits.then(|| Fix::new(format!("Rename to `{}`", suggestion.name), change));
            finding.help(format!("Did you mean `{}`?", suggestion.name)).fix(fix)
        }
        None => finding.help("Remove the field, or move it to where it belongs"),
    }
}
