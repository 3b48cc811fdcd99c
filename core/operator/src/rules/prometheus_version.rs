//! A version of Prometheus that the operator cannot run.

use promwright_finding::{Finding, Path, Rule, RuleDocs};
use promwright_go::Quoted;
use promwright_prometheus::version;

use super::refused;

/// A version of Prometheus that the operator cannot run.
pub static RULE: Rule = refused(
    "operator/prometheus-version",
    RuleDocs {
        summary: "A version of Prometheus that the operator cannot run",
        explanation: "\
What the configuration may contain depends on the version of Prometheus, which the operator reads from `spec.version`, not from \
the tag of `spec.image`. It must be a version number of Prometheus 2 or 3, such as `3.5.0` or `v3.5.0`; words such as `latest` \
are not versions. When this rule is broken, the operator generates no configuration, so Prometheus keeps its last one; the \
operator's log and the condition `Reconciled` of the object say why. Write the version that the image contains, or remove the \
field to run the default version of the operator.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  version: latest
  scrapeConfigSelector: {}
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  version: 3.5.0
  scrapeConfigSelector: {}
",
    },
);

/// The version cannot be read.
pub(crate) fn unreadable(text: &str, error: &version::Error) -> Finding {
    Finding::new(&RULE, format!("{} is not a version", Quoted(text)))
        .path(path())
        .says(format!("failed to parse Prometheus version: {error}"))
}

/// The version is neither 2 nor 3.
pub(crate) fn unsupported(text: &str) -> Finding {
    Finding::new(&RULE, format!("Prometheus {text} is not supported"))
        .path(path())
        .says(format!("unsupported Prometheus version {}", Quoted(text)))
        .help("The operator supports Prometheus 2 and 3")
}

fn path() -> Path {
    Path::of(&["spec", "version"])
}
