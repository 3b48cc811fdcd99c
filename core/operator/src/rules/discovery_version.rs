//! A Prometheus that is too old for a service discovery, whether it is used or not.

use promwright_finding::{Rule, RuleDocs};
use promwright_prometheus::version::Release;

use crate::check::{At, Checker};

use super::refused;

/// A Prometheus that is too old for a service discovery, whether it is used or not.
pub static RULE: Rule = refused(
    "operator/discovery-version",
    RuleDocs {
        summary: "A Prometheus that is too old for a service discovery, even one that is not used",
        explanation: "\
Nine service discoveries have a minimum version of Prometheus, the highest being 2.40.0 for `ovhcloudSDConfigs`. The operator \
compares them with the version of the Prometheus for every ScrapeConfig, even one that uses none of these service discoveries. \
So with a Prometheus older than 2.40.0 it leaves every ScrapeConfig out of the configuration; its log and an event of the object \
say why. Set `spec.version` of the Prometheus to 2.40.0 or newer.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  version: 2.39.1
  scrapeConfigSelector: {}
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
  version: 2.40.0
  scrapeConfigSelector: {}
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
    },
);

/// `what` is what the operator calls the service discovery; `is_used` whether the resource has any of it.
pub(crate) fn check(what: &str, since: Release, is_used: bool, at: &At<'_>, checker: &mut Checker<'_, '_>) -> bool {
    let is_known = checker.since(since);
    if !is_known {
        let (major, minor, patch) = since;
        let says = format_args!("{what} is only supported for Prometheus version >= {major}.{minor}.{patch}");
        let message = format_args!("every ScrapeConfig needs Prometheus {major}.{minor}.{patch}");
        if is_used {
            checker.reject(at, &RULE, message, says);
        } else {
            checker.reject_with_help(
                at,
                &RULE,
                message,
                says,
                "The operator makes this check on every ScrapeConfig, even one without the field",
            );
        }
    }
    is_known
}
