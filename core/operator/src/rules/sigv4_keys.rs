//! One of the two AWS keys without the other.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// One of the two AWS keys without the other.
pub static RULE: Rule = refused(
    "operator/sigv4-keys",
    RuleDocs {
        summary: "One of the two AWS keys without the other",
        explanation: "\
To sign requests for AWS, Prometheus needs an access key ID (`accessKey`) and a secret access key (`secretKey`), which belong \
together. If neither is set, it uses the credentials that the AWS SDK finds, for example those of the service account. \
Prometheus does not load a configuration with only one of them. When this rule is broken, the operator generates no \
configuration, so Prometheus keeps its last one; the operator's log and the condition `Reconciled` of the object say why. Set \
both keys in `sigv4` of the remote write or Alertmanager, or neither.",
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
      sigv4:
        region: eu-central-1
        accessKey:
          name: aws
          key: access-key
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
      sigv4:
        region: eu-central-1
        accessKey:
          name: aws
          key: access-key
        secretKey:
          name: aws
          key: secret-key
",
    },
);

pub(crate) fn reject(at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        at,
        &RULE,
        format_args!("`accessKey` and `secretKey` must both be set, or neither"),
        format_args!("both accessKey and secretKey should be provided"),
    );
}
