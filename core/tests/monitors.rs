//! What is irregular about the jobs that ServiceMonitors, PodMonitors and Probes become, and about who gets them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use promwright_core::Source;
use promwright_core::evaluate::{Evaluation, Request, evaluate};
use promwright_operator::Operator;

/// Everything selects everything; `spec` adds to the Prometheus or PrometheusAgent.
fn instance(kind: &str, spec: &str) -> String {
    let version = if kind == "Prometheus" { "v1" } else { "v1alpha1" };
    format!(
        "apiVersion: monitoring.coreos.com/{version}\nkind: {kind}\nmetadata: {{name: p, namespace: team}}\nspec:\n  \
         serviceMonitorSelector: {{}}\n  podMonitorSelector: {{}}\n  probeSelector: {{}}\n  scrapeConfigSelector: {{}}\n  \
         {spec}\n---\n"
    )
}

fn resource(kind: &str, spec: &str) -> String {
    let version = if kind == "ScrapeConfig" { "v1alpha1" } else { "v1" };
    format!(
        "apiVersion: monitoring.coreos.com/{version}\nkind: {kind}\nmetadata: {{name: web, namespace: team}}\nspec: \
         {spec}\n---\n"
    )
}

fn evaluated(text: &str) -> Evaluation {
    let operator = Operator::default();
    let sources = vec![Source { name: "test.yaml", text }];
    evaluate(&Request { sources, dialects: vec![&operator], ..Request::default() })
}

/// The configuration, or the first finding.
fn text(manifests: &str) -> String {
    let evaluation = evaluated(manifests);
    let text = evaluation.configurations.into_iter().find_map(|traced| traced.configuration.files.into_iter().next());
    text.map(|file| file.text).filter(|_| evaluation.findings.is_empty()).unwrap_or_else(|| {
        let finding = evaluation.findings.first().unwrap();
        finding.says.clone().unwrap_or_else(|| finding.message.clone())
    })
}

/// The relabelling rules of the only job, each in a line: what stands behind the keys, without the keys.
fn rules(manifests: &str) -> Vec<String> {
    let text = text(manifests);
    let (_, rules) = text.split_once("  relabel_configs:\n").unwrap();
    let mut lines = Vec::new();
    for line in rules.lines().take_while(|line| line.starts_with("  -") || line.starts_with("    ")) {
        let (is_first, line) = (line.starts_with("  - "), line.trim_start_matches([' ', '-']));
        let value = line.split_once(':').map_or(line, |(_, value)| value).trim();
        match lines.last_mut() {
            Some(last) if !is_first => format!("{last} {value}").trim().clone_into(last),
            _ => lines.push(value.to_owned()),
        }
    }
    lines
}

#[test]
fn jobs_stand_in_the_order_of_server_and_agent() {
    let resources = [
        resource("ScrapeConfig", "{staticConfigs: [{targets: [a]}]}"),
        resource("Probe", "{prober: {url: b}, targets: {staticConfig: {static: [c]}}}"),
        resource("PodMonitor", "{selector: {}, podMetricsEndpoints: [{}, {port: web}]}"),
        resource("ServiceMonitor", "{selector: {}, endpoints: [{}]}"),
    ]
    .concat();
    let jobs = |kind: &str, spec: &str| {
        let text = text(&[instance(kind, spec), resources.clone()].concat());
        let names: Vec<_> =
            text.lines().filter_map(|line| line.strip_prefix("- job_name: ")).map(str::to_owned).collect();
        names.join(" ")
    };
    assert_eq!(
        jobs("Prometheus", ""),
        "serviceMonitor/team/web/0 podMonitor/team/web/0 podMonitor/team/web/1 probe/team/web scrapeConfig/team/web"
    );
    assert_eq!(
        jobs("PrometheusAgent", ""),
        "podMonitor/team/web/0 podMonitor/team/web/1 serviceMonitor/team/web/0 probe/team/web scrapeConfig/team/web"
    );
}

#[test]
fn ports_are_kept_by_name_or_number_and_leave_a_label() {
    let number = "keep __meta_kubernetes_pod_container_port_number 80";
    for (kind, endpoint, filter, label) in [
        (
            "ServiceMonitor",
            "port: web, targetPort: 80",
            "keep __meta_kubernetes_endpoint_port_name web",
            "endpoint web",
        ),
        ("ServiceMonitor", "targetPort: 80", number, "endpoint \"80\""),
        // A port of 0 is no filter, but a label.
        ("ServiceMonitor", "targetPort: 0", "", "endpoint \"0\""),
        ("ServiceMonitor", "targetPort: ''", "", ""),
        ("PodMonitor", "port: web", "keep __meta_kubernetes_pod_container_port_name web", "endpoint web"),
        // A number leaves no label, unless it is spelt the old way.
        ("PodMonitor", "portNumber: 80", number, ""),
        ("PodMonitor", "portNumber: 80, targetPort: old", number, "endpoint old"),
    ] {
        let list = if kind == "PodMonitor" { "podMetricsEndpoints" } else { "endpoints" };
        let spec = format!("{{selector: {{}}, {list}: [{{{endpoint}}}]}}");
        let rules = rules(&[instance("Prometheus", ""), resource(kind, &spec)].concat());
        let find = |wanted: &dyn Fn(&str) -> bool| rules.iter().find(|rule| wanted(rule)).cloned().unwrap_or_default();
        assert_eq!(find(&|rule| rule.starts_with("keep ") && rule.contains("_port_")), filter, "{kind} {endpoint}");
        assert_eq!(find(&|rule| rule.starts_with("endpoint ")), label, "{kind} {endpoint}");
    }
}

#[test]
fn selectors_become_rules_or_are_left_to_the_api() {
    let monitor = |mechanism: &str| {
        let expressions = "[{key: b, operator: NotIn, values: [w, x]}, {key: c, operator: DoesNotExist}]";
        let selector = format!("{{matchLabels: {{a.b/c-d: x}}, matchExpressions: {expressions}}}");
        let spec = format!("{{selector: {selector}, {mechanism} endpoints: [{{}}]}}");
        [instance("Prometheus", ""), resource("ServiceMonitor", &spec)].concat()
    };
    let of_selector = [
        "keep __meta_kubernetes_service_label_a_b_c_d __meta_kubernetes_service_labelpresent_a_b_c_d (x);true",
        "drop __meta_kubernetes_service_label_b __meta_kubernetes_service_labelpresent_b (w|x);true",
        "drop __meta_kubernetes_service_labelpresent_c \"true\"",
    ];
    let rules = rules(&monitor(""));
    assert_eq!(rules.get(1..4).unwrap(), of_selector);

    let text = text(&monitor("selectorMechanism: RoleSelector,"));
    assert!(!text.contains("__meta_kubernetes_service_label_"), "{text}");
    let selectors = "    selectors:\n    - role: endpoints\n      label: a.b/c-d=x,b notin (w,x),!c\n    - role: service\n      \
                     label: a.b/c-d=x,b notin (w,x),!c\n";
    assert!(text.contains(selectors), "{text}");
}

#[test]
fn a_probe_is_spread_by_what_it_probes() {
    let spec = "{jobName: j, module: m, params: [{name: b, values: [x]}, {name: module, values: [z]}, {name: a}], \
                prober: {url: 'prober:9115'}, targets: {staticConfig: {static: [t], labels: {zone: z}}}}";
    let text = text(&[instance("Prometheus", "enforcedNamespaceLabel: ns"), resource("Probe", spec)].concat());
    // The module wins over a parameter of its name, and the namespace is a label of the targets.
    let job = "  metrics_path: /probe\n  params:\n    module:\n    - m\n    b:\n    - x\n    a: []\n  static_configs:\n  - targets:\n    \
               - t\n    labels:\n      namespace: team\n      zone: z\n  relabel_configs:\n";
    assert!(text.contains(job), "{text}");
    let rules = rules(&[instance("Prometheus", "enforcedNamespaceLabel: ns"), resource("Probe", spec)].concat());
    let of_probe = [
        "job __tmp_prometheus_job_name",
        "job j",
        "__address__ __param_target",
        "__param_target instance",
        "__address__ prober:9115",
        "ns team",
    ];
    assert_eq!(rules.get(..6).unwrap(), of_probe);
    assert!(rules.contains(&"__param_target __tmp_hash __tmp_hash (.+); $1 replace".to_owned()), "{rules:?}");
}

#[test]
fn reasons_lead_to_the_field() {
    for (kind, spec, path, reason) in [
        (
            "ServiceMonitor",
            "{selector: {}, endpoints: [{}, {relabelings: [{}]}]}",
            "spec.endpoints[1].relabelings[0].targetLabel",
            "endpoints[1]: relabelConfigs: [0]: relabel configuration for replace action needs targetLabel value",
        ),
        (
            "ServiceMonitor",
            "{selector: {}, endpoints: [{noProxy: a}]}",
            "spec.endpoints[0].noProxy",
            "endpoints[0]: if noProxy is configured, proxyUrl must also be configured",
        ),
        (
            "PodMonitor",
            "{selector: {}, podMetricsEndpoints: [{bearerTokenSecret: {key: k}, oauth2: {clientId: {}, \
             clientSecret: {key: k}, tokenUrl: 'http://t'}}]}",
            "spec.podMetricsEndpoints[0].oauth2",
            "endpoint[0]: bearerTokenSecret and oauth2 cannot be configured at the same time",
        ),
        (
            "PodMonitor",
            "{selector: {matchExpressions: [{key: a, operator: Like}]}}",
            "spec.selector",
            "failed to parse label selector: \"Like\" is not a valid label selector operator",
        ),
        (
            "Probe",
            "{prober: {url: b}}",
            "spec.targets",
            "at least one of .spec.targets.staticConfig and .spec.targets.ingress is required",
        ),
        (
            "Probe",
            "{prober: {url: 'http://b'}, targets: {ingress: {}}}",
            "spec.prober.url",
            "\"http://b\" url specified in proberSpec is invalid, it should be of the format `hostname` or `hostname:port`: \
             invalid port: \"//b\"",
        ),
    ] {
        let evaluation = evaluated(&[instance("Prometheus", ""), resource(kind, spec)].concat());
        let found: Vec<_> =
            evaluation.findings.iter().map(|finding| (finding.path.to_string(), finding.says.as_deref())).collect();
        assert!(found.contains(&(path.to_owned(), Some(reason))), "{spec}: {found:?}");
    }
}
