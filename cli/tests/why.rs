//! `promwright why`: every outcome, with its reason.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

/// A ServiceMonitor, and a Prometheus for each outcome.
const SHOP: &str = "\
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {team: shop}}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: web, namespace: shop, labels: {release: old}}
spec: {selector: {}, endpoints: [{port: web, bearerTokenFile: /token}]}
---
apiVersion: monitoring.coreos.com/v1
kind: Probe
metadata: {name: web, namespace: shop}
spec: {interval: often}
---
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: {name: all, namespace: monitoring}
spec: {serviceMonitorSelector: {}, serviceMonitorNamespaceSelector: {}}
---
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: {name: own-namespace, namespace: monitoring}
spec: {serviceMonitorSelector: {}}
---
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: {name: labels, namespace: shop}
spec:
  serviceMonitorSelector:
    matchLabels: {release: new}
    matchExpressions: [{key: team, operator: In, values: [a, b]}]
---
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: {name: namespaces, namespace: shop}
spec: {serviceMonitorSelector: {}, serviceMonitorNamespaceSelector: {matchLabels: {team: pay}}}
---
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: {name: nil, namespace: shop}
spec: {podMonitorSelector: {}}
---
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: {name: careful, namespace: shop}
spec: {serviceMonitorSelector: {}, arbitraryFSAccessThroughSMs: {deny: true}}
---
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: {name: broken, namespace: shop}
spec: {serviceMonitorSelector: {}, scrapeTimeout: 2m, scrapeInterval: 1m}
---
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: {name: mistaken, namespace: shop}
spec: {serviceMonitorSelector: {}, scrapeInterval: often}
---
apiVersion: monitoring.coreos.com/v1alpha1
kind: PrometheusAgent
metadata: {name: node, namespace: shop}
spec: {mode: DaemonSet, podMonitorSelector: {}}
";

/// Runs the command; returns the exit status, standard output and standard error.
fn why(arguments: &[&str]) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_promwright"))
        .arg("why")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // With wrong usage, the command exits before it reads.
    let _ = child.stdin.take().expect("a pipe").write_all(SHOP.as_bytes());
    let output = child.wait_with_output().expect("the command finishes");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (output.status.code().expect("an exit status"), text(output.stdout), text(output.stderr))
}

#[test]
fn every_outcome_has_its_reason() {
    let (status, stdout, _) = why(&["servicemonitor/shop/web"]);
    let expected = "\
ServiceMonitor shop/web (<stdin>:7): accepted by 1 of 9
  accepted      Prometheus monitoring/all
  not selected  Prometheus monitoring/own-namespace
                `serviceMonitorNamespaceSelector` is not set, so only ServiceMonitors in namespace monitoring are selected; \
this one is in shop
  not selected  Prometheus shop/labels
                labels do not match `serviceMonitorSelector`: `release=new` is required, and the label is `old`; \
`team in (a,b)` is required, and the label is not set
  not selected  Prometheus shop/namespaces
                labels of namespace shop do not match `serviceMonitorNamespaceSelector`: `team=pay` is required, and the label \
is `shop`
  not selected  Prometheus shop/nil
                `serviceMonitorSelector` is not set, so no ServiceMonitor is selected
  rejected      Prometheus shop/careful
                endpoints[0]: it accesses file system via bearer token file which Prometheus specification prohibits
  no config     Prometheus shop/broken
                the operator generates no configuration: generating config failed: scrapeTimeout \"2m\" greater than \
scrapeInterval \"1m\"
  not selected  PrometheusAgent shop/node
                an agent in DaemonSet mode selects only PodMonitors, and cannot have `serviceMonitorSelector`
  no config     Prometheus shop/mistaken
                the API server rejects this Prometheus itself
";
    assert_eq!((status, stdout.as_str()), (0, expected));
}

#[test]
fn the_exit_status_shows_whether_it_is_accepted() {
    for (arguments, expected) in [
        (&["smon/shop/web"][..], 0),
        (&["smon/shop/web", "--select", "monitoring/all"], 0),
        (&["smon/shop/web", "--select", "shop/nil"], 1),
        (&["smon/shop/web", "--select", "shop/mistaken"], 1),
        // The API server rejects the Probe of that name.
        (&["shop/web"], 1),
        (&["shop/api"], 2),
        (&["prometheus/shop/web"], 2),
        (&["smon/shop/web", "-", "missing.yaml"], 2),
    ] {
        let (status, stdout, stderr) = why(arguments);
        assert_eq!(status, expected, "{arguments:?}: {stdout}{stderr}");
    }
}

#[test]
fn resources_that_the_api_server_rejects_are_shown() {
    let (status, stdout, stderr) = why(&["probe/shop/web"]);
    assert_eq!(
        (status, stdout.as_str()),
        (1, "Probe shop/web (<stdin>:12): rejected by the API server, so no Prometheus sees it\n")
    );
    assert!(stderr.starts_with("error[schema/invalid-value]: spec.interval: invalid value \"often\"\n"), "{stderr}");
}

#[test]
fn similar_names_are_suggested() {
    for (name, error) in [
        (
            "shop/webs",
            "resource shop/webs not found in the input; did you mean ServiceMonitor shop/web or Probe shop/web?",
        ),
        (
            "pmon/shop/web",
            "PodMonitor shop/web not found in the input; did you mean ServiceMonitor shop/web or Probe shop/web?",
        ),
        ("nil", "resource nil not found in the input; Prometheus shop/nil is not a resource that a Prometheus selects"),
        ("unlike-anything", "resource unlike-anything not found in the input"),
    ] {
        assert_eq!(why(&[name]), (2, String::new(), format!("error: {error}\n")));
    }
}

#[test]
fn json_is_one_object() {
    let (status, stdout, stderr) = why(&["smon/shop/web", "--format", "json", "--select", "shop/careful"]);
    assert_eq!((status, stderr.as_str()), (1, ""));
    let output: Value = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!(
        output["resources"],
        json!([{
            "resource": {"group": "monitoring.coreos.com", "kind": "ServiceMonitor", "namespace": "shop", "name": "web"},
            "file": "<stdin>",
            "line": 7,
            "column": 18,
            "endLine": 7,
            "endColumn": 21,
            "stored": true,
            "outcomes": [{
                "instance": {"group": "monitoring.coreos.com", "kind": "Prometheus", "namespace": "shop", "name": "careful"},
                "outcome": "rejected",
                "reason": "endpoints[0]: it accesses file system via bearer token file which Prometheus specification prohibits"
            }]
        }])
    );
    let finding = &output["findings"][0];
    assert_eq!(finding["code"], "operator/file-system-access");
    assert_eq!(finding["instances"], json!([output["resources"][0]["outcomes"][0]["instance"]]));
    assert_eq!(finding["says"], output["resources"][0]["outcomes"][0]["reason"]);
}
