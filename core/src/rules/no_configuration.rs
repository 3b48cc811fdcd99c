//! Nothing that a configuration could be generated for.

use promwright_finding::{Finding, ObjectId, Rule, RuleDocs, Severity};

/// Nothing that a configuration could be generated for.
pub static RULE: Rule = Rule::new(
    "operator/no-configuration",
    Severity::Information,
    RuleDocs {
        summary: "No configuration is generated",
        explanation: "\
The input holds no Prometheus or PrometheusAgent, and nothing for one to scrape; or the one that was asked for is not among the objects that the API \
server accepts.",
        bad: "\
apiVersion: v1
kind: Namespace
metadata:
  name: shop
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

/// Why there is no configuration at all.
pub(crate) fn finding(select: Option<(&str, &str)>, instances: &[ObjectId]) -> Finding {
    let Some((namespace, name)) = select else {
        return Finding::new(&RULE, "no Prometheus in the input, and nothing for one to scrape");
    };
    let message = format!(
        "Prometheus or PrometheusAgent {namespace}/{name} not found among the objects that the API server accepts"
    );
    let finding = Finding::new(&RULE, message).severity(Severity::Error);
    let known: Vec<_> = instances.iter().map(ToString::to_string).collect();
    if known.is_empty() { finding } else { finding.help(format!("Select one of: {}", known.join(", "))) }
}
