//! A Secret or ConfigMap, or a key of it, does not exist.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};
use crate::render::NotFound;

use super::refused;

/// A Secret or ConfigMap, or a key of it, does not exist.
pub static RULE: Rule = refused(
    "operator/reference-not-found",
    RuleDocs {
        summary: "A Secret or ConfigMap, or a key of it, does not exist",
        explanation: "\
The operator looks up every key of a Secret or ConfigMap that a resource refers to, in the namespace of the resource. Both the \
object and the key must exist, even if the reference is `optional`. The operator leaves such a resource out of the configuration \
and says so in its log and in an event of the object; for a reference of the Prometheus object itself, it generates no \
configuration at all, and Prometheus keeps its last one. Often the Secret is in another namespace, or has another key. Only \
`--strict` reports this, since promwright otherwise assumes that what is not in the input exists.",
        bad: "\
# strict
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
  basicAuth:
    username:
      name: web
      key: user
    password:
      name: web
      key: password
---
apiVersion: v1
kind: Secret
metadata:
  name: web
  namespace: shop
stringData:
  username: prometheus
  password: example
",
        good: "\
# strict
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
  basicAuth:
    username:
      name: web
      key: username
    password:
      name: web
      key: password
---
apiVersion: v1
kind: Secret
metadata:
  name: web
  namespace: shop
stringData:
  username: prometheus
  password: example
",
    },
);

pub(crate) fn reject(not_found: &NotFound, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(at, &RULE, format_args!("{}", not_found.message()), format_args!("{not_found}"));
}
