//! A Prometheus without any selector.

use promwright_finding::{Finding, ObjectId, Path, Rule, RuleDocs, Severity};

/// A Prometheus without any selector.
pub static RULE: Rule = Rule::new(
    "operator/unmanaged",
    Severity::Warning,
    RuleDocs {
        summary: "A Prometheus without any selector",
        explanation: "\
If a Prometheus sets none of `serviceMonitorSelector`, `podMonitorSelector`, `probeSelector` and `scrapeConfigSelector`, the \
operator assumes that you write the configuration yourself. It creates a Secret with an empty configuration for you to fill, and \
ignores everything else that would go into the configuration, such as `remoteWrite` and `additionalScrapeConfigs`. Set at least \
one selector; an empty one (`{}`) matches everything. An operator that runs with `--disable-unmanaged-prometheus-configuration` \
generates the configuration in any case.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  replicas: 2
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  replicas: 2
  scrapeConfigSelector: {}
",
    },
);

pub(crate) fn finding(instance: &ObjectId) -> Finding {
    Finding::new(&RULE, "no selector is set")
        .about(instance)
        .path(Path::of(&["metadata", "name"]))
        .effect("prometheus-operator generates no configuration and leaves it to you")
        .help("Set `scrapeConfigSelector: {}` to select every ScrapeConfig of the namespace")
}
