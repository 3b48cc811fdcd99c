//! A Probe without targets.

use promwright_finding::{Rule, RuleDocs};

use crate::check::{At, Checker};

use super::refused;

/// A Probe without targets.
pub static RULE: Rule = refused(
    "operator/probe-targets",
    RuleDocs {
        summary: "A Probe without targets",
        explanation: "\
A Probe needs to know what to probe: a list of targets (`targets.staticConfig`), or the Ingress objects that a selector matches \
(`targets.ingress`). The schema does not require either. When this rule is broken, the operator leaves the Probe out of the \
configuration; its log and an event of the object say why. Set one of the two; if both are set, only `staticConfig` is used.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Probe
metadata:
  name: web
  namespace: shop
spec:
  prober:
    url: blackbox-exporter.monitoring.svc:9115
  module: http_2xx
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Probe
metadata:
  name: web
  namespace: shop
spec:
  prober:
    url: blackbox-exporter.monitoring.svc:9115
  module: http_2xx
  targets:
    staticConfig:
      static: [https://shop.example.com]
",
    },
);

pub(crate) fn reject(at: &At<'_>, checker: &mut Checker<'_, '_>) {
    checker.reject(
        &at.below("targets"),
        &RULE,
        format_args!("`staticConfig` or `ingress` is required"),
        format_args!("at least one of .spec.targets.staticConfig and .spec.targets.ingress is required"),
    );
}
