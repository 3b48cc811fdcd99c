//! An input of our own, for where the recorded one is not there: the same manifests every time.

use std::fmt::Write;

/// Blocks that a ScrapeConfig may have, each with a service discovery or with what all jobs share.
const BLOCKS: [&str; 10] = [
    r#""staticConfigs":[{"targets":["10.0.0.1:9100","node-exporter.example.com:9100"],"labels":{"env":"prod","team":"a b"}}]"#,
    r#""kubernetesSDConfigs":[{"role":"Pod","namespaces":{"names":["default","team-a"],"ownNamespace":true},"selectors":[{"role":"Pod","label":"app=web"}]}]"#,
    r#""consulSDConfigs":[{"server":"consul.example.com:8500","services":["web","api"],"tagSeparator":",","tokenRef":{"name":"credentials","key":"token"},"refreshInterval":"1m"}]"#,
    r#""httpSDConfigs":[{"url":"https://targets.example.com/sd?team=a","refreshInterval":"30s","basicAuth":{"username":{"name":"credentials","key":"username"},"password":{"name":"credentials","key":"password"}}}]"#,
    r#""dnsSDConfigs":[{"names":["_metrics._tcp.example.com"],"type":"SRV","refreshInterval":"1m"}],"fileSDConfigs":[{"files":["/etc/targets/*.json"]}]"#,
    r#""ec2SDConfigs":[{"region":"eu-west-1","accessKey":{"name":"credentials","key":"username"},"secretKey":{"name":"credentials","key":"password"},"port":9100,"filters":[{"name":"tag:env","values":["prod"]}]}]"#,
    r#""relabelings":[{"sourceLabels":["__address__","__meta_port"],"regex":"([^:]+)(?::\\d+)?;(\\d+)","replacement":"$1:$2","targetLabel":"__address__","action":"replace"},{"action":"labeldrop","regex":"tmp_.*"}]"#,
    r#""metricRelabelings":[{"sourceLabels":["__name__"],"regex":"go_gc_.*|process_.*","action":"Drop"}],"sampleLimit":10000,"labelLimit":64"#,
    r#""scrapeInterval":"1m","scrapeTimeout":"10s","metricsPath":"/probe","params":{"module":["http_2xx"],"collect[]":["cpu","disk"]},"honorLabels":true"#,
    r#""scheme":"HTTPS","tlsConfig":{"serverName":"example.com","insecureSkipVerify":true},"oauth2":{"clientId":{"configMap":{"name":"settings","key":"client-id"}},"clientSecret":{"name":"credentials","key":"password"},"tokenUrl":"https://example.com/token","scopes":["metrics"]}"#,
];

/// Manifests in JSON: a Prometheus, what it needs, and `scrape_configs` ScrapeConfigs that it selects.
pub fn manifests(scrape_configs: usize) -> Vec<String> {
    let mut manifests = vec![
        r#"{"apiVersion":"monitoring.coreos.com/v1","kind":"Prometheus","metadata":{"name":"k8s","namespace":"default"},"spec":{"version":"v3.13.1","scrapeInterval":"30s","scrapeConfigSelector":{}}}"#.to_owned(),
        r#"{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"default"}}"#.to_owned(),
        r#"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"credentials","namespace":"default"},"data":{"username":"YWRtaW4=","password":"czNjcjN0OiAjMQ==","token":"dG9rLTEyMw=="}}"#.to_owned(),
        r#"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings","namespace":"default"},"data":{"client-id":"id"}}"#.to_owned(),
    ];
    manifests.extend((0..scrape_configs).map(scrape_config));
    manifests
}

/// The ScrapeConfig of a number: about a third of the blocks, another choice for each number.
fn scrape_config(number: usize) -> String {
    let mut text = format!(
        r#"{{"apiVersion":"monitoring.coreos.com/v1alpha1","kind":"ScrapeConfig","metadata":{{"name":"job-{number:04}","namespace":"default"}},"spec":{{"jobName":"job {number}""#
    );
    for (index, block) in BLOCKS.iter().enumerate() {
        if (number / 3 + number * index).is_multiple_of(3) {
            // Writing to a string does not fail.
            let _ = write!(text, ",{block}");
        }
    }
    text.push_str("}}");
    text
}
