//! The blocks behind the scrape configs: where alerts, samples and traces go, and what the operator checks of them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use promwright_kubernetes::object::Object;
use promwright_operator::api::kind;
use promwright_operator::cluster::Cluster;
use promwright_operator::reconcile::{Outcome, Settings, reconcile};
use promwright_yaml::read_json;

/// The result for a Prometheus with this specification, with a Secret `s` with the key `k`: the reason for no configuration, or
/// its text from a key on.
fn outcome(spec: &str, from: &str) -> String {
    let prometheus = format!(
        r#"{{"apiVersion":"monitoring.coreos.com/v1","kind":"Prometheus","metadata":{{"name":"p","namespace":"n"}},
            "spec":{{"scrapeConfigSelector":{{}},{spec}}}}}"#
    );
    let secret =
        r#"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s","namespace":"n"},"stringData":{"k":"v"}}"#;
    let objects = [secret, &prometheus].map(|text| Object::apply(read_json(text).unwrap(), kind::ALL));
    let cluster = Cluster::read(&objects).unwrap();
    match reconcile(cluster.instances.first().unwrap(), &cluster, Settings::default()).outcome {
        Outcome::Configuration(text) => {
            let lines = text.lines().skip_while(|line| !line.starts_with(from)).map(|line| format!("{line}\n"));
            lines.collect()
        }
        Outcome::Failure(findings) => findings.first().and_then(|finding| finding.says.clone()).unwrap(),
        Outcome::Unmanaged => panic!("there is a selector"),
    }
}

#[test]
fn remote_write_says_what_the_version_knows() {
    let spec = |version: &str| {
        format!(
            r#""version":"{version}","remoteWrite":[{{"url":"http://a/","messageVersion":"V2.0","metadataConfig":{{"send":true}},
                "queueConfig":{{"maxRetries":3,"retryOnRateLimit":false}},"roundRobinDNS":true,
                "sigv4":{{"accessKey":{{"name":"s","key":"k"}},"secretKey":{{"name":"s","key":"k"}},"externalId":"x","roleArn":"r"}}}}]"#
        )
    };
    let new = "remote_write:\n- url: http://a/\n  protobuf_message: io.prometheus.write.v2.Request\n  sigv4:\n    access_key: v\n    \
               secret_key: v\n    role_arn: r\n    external_id: x\n  queue_config: {}\n  metadata_config:\n    send: false\n  \
               round_robin_dns: true\n";
    let old = "remote_write:\n- url: http://a/\n  queue_config:\n    max_retries: 3\n";
    assert_eq!(outcome(&spec("v3.11.0"), "remote_write"), new);
    assert_eq!(outcome(&spec("v2.10.0"), "remote_write"), old);
}

#[test]
fn alertmanagers_are_found_by_service_and_port() {
    let spec = r#""version":"v2.55.0","retention":"1d","serviceDiscoveryRole":"EndpointSlice","replicaExternalLabelName":"a.b",
        "apiserverConfig":{"host":"api","bearerToken":"t"},
        "alerting":{"alertmanagers":[{"name":"am","port":"web","apiVersion":"V1","scheme":"HTTPS"}]}"#;
    let text = "alerting:\n  alert_relabel_configs:\n  - action: labeldrop\n    regex: a\\.b\n  alertmanagers:\n  - scheme: https\n    \
                kubernetes_sd_configs:\n    - role: endpointslice\n      namespaces:\n        names:\n        - \"n\"\n      \
                api_server: api\n      bearer_token: t\n    api_version: v1\n    relabel_configs:\n    - action: keep\n      \
                source_labels:\n      - __meta_kubernetes_service_name\n      regex: am\n    - action: keep\n      \
                source_labels:\n      - __meta_kubernetes_endpointslice_port_name\n      regex: web\n";
    assert_eq!(outcome(spec, "alerting"), text);
}

#[test]
fn otlp_without_a_setting_that_the_version_knows_is_left_out() {
    let spec = |version: &str| format!(r#""version":"{version}","otlp":{{"promoteScopeMetadata":true}}"#);
    assert_eq!(outcome(&spec("v3.5.0"), "otlp"), "");
    assert_eq!(outcome(&spec("v3.6.0"), "otlp"), "otlp:\n  promote_scope_metadata: true\n");
}

#[test]
fn tracing_writes_quantities_as_numbers() {
    let spec = r#""tracingConfig":{"endpoint":"e:1","clientType":"GRPC","samplingFraction":"100m","tlsConfig":{"caFile":"/ca"}}"#;
    let text =
        "tracing:\n  endpoint: e:1\n  client_type: grpc\n  sampling_fraction: 0.1\n  tls_config:\n    ca_file: /ca\n";
    assert_eq!(outcome(spec, "tracing"), text);
}

#[test]
fn the_operator_gives_its_reasons() {
    for (spec, reason) in [
        (
            r#""remoteWrite":[{"url":"http://a","sigv4":{"accessKey":{"name":"s","key":"k"}}}]"#,
            "remoteWrite[0]: both accessKey and secretKey should be provided",
        ),
        (
            r#""remoteWrite":[{"url":"http://a"},{"url":"http://a","basicAuth":{},"oauth2":{"clientId":{},
                "clientSecret":{"key":"k"},"tokenUrl":"http://t"}}]"#,
            "remoteWrite[1]: \"basicAuth\" and \"oauth2\" can't be set at the same time, at most one of them must be defined",
        ),
        (
            r#""remoteWrite":[{"url":"http://a","azureAd":{"managedIdentity":{},"sdk":{}}}]"#,
            "remoteWrite[0]: cannot provide both Azure Managed Identity and Azure SDK in the Azure AD config",
        ),
        (
            r#""remoteRead":[{"url":"http://a","noProxy":"x"}]"#,
            "remoteRead[0]: if noProxy is configured, proxyUrl must also be configured",
        ),
        (
            r#""alerting":{"alertmanagers":[{"name":"a","port":1,"alertRelabelings":[{}]}]}"#,
            "alertmanager 0: invalid alertRelabelings: [0]: relabel configuration for replace action needs targetLabel value",
        ),
        (
            r#""additionalAlertManagerConfigs":{"name":"s","key":"k"}"#,
            "generating config failed: generating alerting configuration failed: unmarshalling additional alertmanager configs failed",
        ),
        (
            r#""version":"v3.3.0","otlp":{"translationStrategy":"NoTranslation"}"#,
            "generating config failed: failed to generate OTLP configuration: nameValidationScheme \"NoTranslation\" is only \
             supported from Prometheus version 3.4.0 ",
        ),
        (
            r#""tracingConfig":{"endpoint":"e","samplingFraction":"1.1"}"#,
            "generating config failed: failed to generate tracing configuration: `samplingFraction` must be between 0 and 1",
        ),
    ] {
        assert_eq!(outcome(spec, ""), reason, "{spec}");
    }
}
