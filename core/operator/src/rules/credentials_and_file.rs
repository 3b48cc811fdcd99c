//! Credentials from a Secret and from a file at once.

use promwright_finding::{Rule, RuleDocs};

use crate::api::http::Authorization;
use crate::check::{At, Checker};

use super::refused;

/// Credentials from a Secret and from a file at once.
pub static RULE: Rule = refused(
    "operator/credentials-and-file",
    RuleDocs {
        summary: "Credentials from a Secret and from a file at once",
        explanation: "\
Where the Prometheus object sets `authorization`, for a remote write or in a scrape class for example, the credentials come from \
a Secret (`credentials`) or from a file in the Prometheus container (`credentialsFile`). Prometheus cannot use both. When this \
rule is broken, the operator generates no configuration, so Prometheus keeps its last one; the operator's log and the condition \
`Reconciled` of the object say why. Remove one of the two fields.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
  remoteWrite:
    - url: https://metrics.example.com/api/v1/write
      authorization:
        credentials:
          name: remote-write
          key: token
        credentialsFile: /etc/prometheus/token
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
  remoteWrite:
    - url: https://metrics.example.com/api/v1/write
      authorization:
        credentials:
          name: remote-write
          key: token
",
    },
);

pub(crate) fn check(auth: &Authorization<'_>, at: &At<'_>, checker: &mut Checker<'_, '_>) -> bool {
    let both = auth.safe.credentials.is_some() && !auth.credentials_file.is_empty();
    if both {
        checker.reject(
            &at.below("credentialsFile"),
            &RULE,
            format_args!("`credentials` and `credentialsFile` are both set"),
            format_args!("authorization can not specify both \"credentials\" and \"credentialsFile\""),
        );
    }
    !both
}
