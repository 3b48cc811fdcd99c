//! A field that this Prometheus does not know.

use promwright_finding::{Rule, RuleDocs};
use promwright_kubernetes::schema::Described;
use promwright_prometheus::version::Release;

use crate::check::{At, Checker};

use super::refused;

/// A field that this Prometheus does not know.
pub static RULE: Rule = refused(
    "operator/field-version",
    RuleDocs {
        summary: "A field that this version of Prometheus does not know",
        explanation: "\
Prometheus does not load a configuration with a field that it does not know. Most fields that are too new for `spec.version` of \
the Prometheus are dropped by the operator, which writes a warning to its log. Some fields of service discoveries, and some \
methods of `azureAd` in a remote write, are rejected instead: the operator leaves the ScrapeConfig out of the configuration or, \
for a remote write, generates no configuration at all. Remove the field, or upgrade Prometheus.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  version: 3.4.0
  scrapeConfigSelector: {}
---
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: monitoring
spec:
  hetznerSDConfigs:
    - role: hcloud
      authorization:
        credentials:
          name: hetzner
          key: token
      labelSelector: app=web
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
---
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: monitoring
spec:
  hetznerSDConfigs:
    - role: hcloud
      authorization:
        credentials:
          name: hetzner
          key: token
      labelSelector: app=web
",
    },
);

/// Checks a field of a block, which knows its version; the operator names the field.
pub(crate) fn check_field<Block: Described>(field: &str, is_set: bool, at: &At<'_>, checker: &mut Checker<'_, '_>) {
    let (major, minor, patch) = since::<Block>(field).unwrap_or_default();
    let says = format_args!("field `{field}` is only supported for Prometheus version >= {major}.{minor}.{patch}");
    check(field, is_set, (major, minor, patch), says, at, checker);
}

/// As [`check_field`], in other words of the operator.
pub(crate) fn check_saying<Block: Described>(
    field: &str,
    is_set: bool,
    says: std::fmt::Arguments<'_>,
    at: &At<'_>,
    checker: &mut Checker<'_, '_>,
) {
    check(field, is_set, since::<Block>(field).unwrap_or_default(), says, at, checker);
}

/// The version in which a block's struct says that Prometheus first knows the field.
fn since<Block: Described>(field: &str) -> Option<Release> {
    Block::SCHEMA.fields().iter().find(|known| known.name == field)?.since
}

/// `says` is the operator's reason.
pub(crate) fn check(
    field: &str,
    is_set: bool,
    since: Release,
    says: std::fmt::Arguments<'_>,
    at: &At<'_>,
    checker: &mut Checker<'_, '_>,
) {
    let (major, minor, patch) = since;
    if is_set && !checker.since(since) {
        let message = format_args!("needs Prometheus {major}.{minor}.{patch}");
        checker.reject(&at.below(field), &RULE, message, says);
    }
}
