//! The scheme `Basic` in `authorization`.

use promwright_finding::{Rule, RuleDocs};
use promwright_go::lowercase;

use crate::check::{At, Checker};

use super::refused;

/// The scheme `Basic` in `authorization`.
pub static RULE: Rule = refused(
    "operator/basic-authorization",
    RuleDocs {
        summary: "The scheme `Basic` in `authorization`",
        explanation: "\
`authorization` sends one secret value behind its `type` in the `Authorization` header. Basic authentication encodes a user name \
and a password instead, and Prometheus does not load a configuration with the scheme `Basic` in `authorization`, in upper or \
lower case. The operator leaves a resource with it out of the configuration, with an event that says why; in a Prometheus \
object, for a remote write for example, it generates no configuration. Use `basicAuth`.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
  authorization:
    type: Basic
    credentials:
      name: web-login
      key: password
",
        good: "\
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
      name: web-login
      key: username
    password:
      name: web-login
      key: password
",
    },
);

/// Checks the scheme; `block` is what the operator calls the block.
pub(crate) fn check(scheme: &str, block: &str, at: &At<'_>, checker: &mut Checker<'_, '_>) -> bool {
    let is_basic = lowercase(scheme.trim()) == "basic";
    if is_basic {
        checker.reject_with_help(
            &at.below("type"),
            &RULE,
            format_args!("`Basic` is not allowed here"),
            format_args!("{block} type cannot be set to \"basic\", use \"basicAuth\" instead"),
            "Use `basicAuth`, which takes a user name and a password",
        );
    }
    !is_basic
}
