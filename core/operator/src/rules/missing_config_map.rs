//! A ConfigMap that is not in the input.

use promwright_finding::{Finding, Rule, RuleDocs, Severity};

/// A ConfigMap that is not in the input.
pub static RULE: Rule = Rule::new(
    "operator/missing-config-map",
    Severity::Information,
    RuleDocs {
        summary: "A ConfigMap that is not in the input",
        explanation: "\
TLS settings can take certificates from ConfigMaps, and OAuth 2.0 settings the client ID. promwright assumes that a ConfigMap \
exists if it is not in the input, and writes a placeholder in place of a value that the configuration would contain. In a \
cluster, the operator looks the ConfigMap up in the namespace of the object that refers to it; if it or the key is missing, the \
operator leaves the resource out, or generates no configuration if the Prometheus object itself refers to it. Add the ConfigMap \
to the input, or use `--strict` to report missing ones as errors.",
        bad: "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata:
  name: web
  namespace: shop
spec:
  staticConfigs:
    - targets: [web.example.com:9100]
  scheme: https
  tlsConfig:
    ca:
      configMap:
        name: shop-ca
        key: ca.crt
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
  scheme: https
  tlsConfig:
    ca:
      configMap:
        name: shop-ca
        key: ca.crt
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop-ca
  namespace: shop
data:
  ca.crt: |
    -----BEGIN CERTIFICATE-----
    MIIBMjCB5aADAgECAhQSKhGNt+gtuO9ziPfuIXkbkwismTAFBgMrZXAwDzENMAsG
    A1UEAwwEc2hvcDAeFw0yNjExMjkxMzI0MTJaFw0zNjExMjYxMzI0MTJaMA8xDTAL
    BgNVBAMMBHNob3AwKjAFBgMrZXADIQBRtAHgw1Q1/FWqryxzt6CBN3yDhcuiue4a
    sYOXrdUw6qNTMFEwHQYDVR0OBBYEFIFjQt8EZW90xa9QA9gfL6aZhhXzMB8GA1Ud
    IwQYMBaAFIFjQt8EZW90xa9QA9gfL6aZhhXzMA8GA1UdEwEB/wQFMAMBAf8wBQYD
    K2VwA0EA6zHGOTVrmVYNowYuUGo80vMkqXWgOw7VG6d+R6mF+NXpVvTzFUUyJXox
    rmC4WGcjSLbCOwG9RxO9sXep7dOuBA==
    -----END CERTIFICATE-----
",
    },
);

pub(crate) fn finding(namespace: &str, name: &str, key: &str) -> Finding {
    Finding::new(&RULE, format!("ConfigMap {namespace}/{name} with key `{key}` is not in the input"))
        .effect(
            "A placeholder is written in place of its value; in a cluster without it, prometheus-operator rejects what refers to it",
        )
        .help("Add the ConfigMap to the input")
}
