//! A kind that nobody serves under this API version.

use promwright_dialect::Judge;
use promwright_finding::{Finding, ObjectId, Path, Rule, RuleDocs, Severity};
use promwright_kubernetes::kind::KindSchema;
use promwright_kubernetes::schema::nearest;

/// A kind that nobody serves under this API version.
pub static RULE: Rule = Rule::new(
    "schema/unknown-kind",
    Severity::Warning,
    RuleDocs {
        summary: "A kind that does not exist under this API version",
        explanation: "\
The kind and the `apiVersion` of an object must belong together. The API server rejects an object of a kind that it does not serve.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: ScrapeConfig
metadata:
  name: web
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
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

/// A kind of a dialect in another version or group.
pub(crate) fn other_version(id: &ObjectId, api_version: &str, known: &KindSchema, dialect: &dyn Judge) -> Finding {
    Finding::new(&RULE, format!("{} of `{api_version}` is not a kind of {}", id.kind, dialect.name()))
        .about(id)
        .path(Path::of(&["apiVersion"]))
        .help(format!("{} of {} has `apiVersion: {}`", known.kind, dialect.name(), known.api_version()))
}

/// A kind that the group of a dialect does not have.
pub(crate) fn no_such_kind(id: &ObjectId, dialect: &dyn Judge, other_kinds: &[&'static str]) -> Finding {
    let known = dialect.kinds().iter().map(|known| known.kind).chain(other_kinds.iter().copied());
    let finding = Finding::new(&RULE, format!("{} has no kind `{}`", dialect.name(), id.kind))
        .about(id)
        .path(Path::of(&["kind"]));
    match nearest(&id.kind, known) {
        Some(near) => finding.help(format!("Did you mean `{near}`?")),
        None => finding,
    }
}
