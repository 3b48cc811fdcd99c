//! Additional configuration from a Secret that cannot be read.

use promwright_finding::{Finding, Path, Rule, RuleDocs};

use super::refused;

/// Additional configuration from a Secret that cannot be read.
pub static RULE: Rule = refused(
    "operator/additional-file",
    RuleDocs {
        summary: "Additional configuration from a Secret that cannot be read",
        explanation: "\
`additionalScrapeConfigs`, `additionalAlertRelabelConfigs` and `additionalAlertManagerConfigs` name a key of a Secret in the \
namespace of the Prometheus, whose content the operator adds to the configuration. The content must be a list of YAML mappings, \
without a key such as `scrape_configs` around it; with several shards, the same holds for `relabel_configs` of each job. If it \
is not, or if the Secret or the key is missing and the reference is not `optional`, the operator generates no configuration, so \
Prometheus keeps its last one; the operator's log and the condition `Reconciled` of the object say why. Correct the name, the \
key or the content.",
        bad: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
  additionalScrapeConfigs:
    name: additional-jobs
    key: jobs.yaml
---
apiVersion: v1
kind: Secret
metadata:
  name: additional-jobs
  namespace: monitoring
stringData:
  jobs.yaml: |
    scrape_configs:
      - job_name: web
        static_configs:
          - targets: [web.example.com:9100]
",
        good: "\
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  scrapeConfigSelector: {}
  additionalScrapeConfigs:
    name: additional-jobs
    key: jobs.yaml
---
apiVersion: v1
kind: Secret
metadata:
  name: additional-jobs
  namespace: monitoring
stringData:
  jobs.yaml: |
    - job_name: web
      static_configs:
        - targets: [web.example.com:9100]
",
    },
);

/// The Secret or its key does not exist. `says` is the operator's reason, `message` ours.
pub(crate) fn not_found(field: &str, message: String, says: String) -> Finding {
    Finding::new(&RULE, message).path(Path::of(&["spec", field])).says(says)
}

/// The content is not a list of mappings. `says` is the operator's reason.
pub(crate) fn unreadable(field: &str, says: String) -> Finding {
    Finding::new(&RULE, "the Secret does not hold a list of jobs or rules in YAML")
        .path(Path::of(&["spec", field]))
        .says(says)
}
