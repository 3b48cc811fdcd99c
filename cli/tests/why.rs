//! `promwright why`: every verdict, with its reason.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

/// A ServiceMonitor, and a Prometheus for each thing that may become of it.
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

/// Asks; returns the exit status, standard output and standard error.
fn why(arguments: &[&str]) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_promwright"))
        .arg("why")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // Wrong usage ends the command before it reads.
    let _ = child.stdin.take().expect("a pipe").write_all(SHOP.as_bytes());
    let output = child.wait_with_output().expect("the command ends");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (output.status.code().expect("a code"), text(output.stdout), text(output.stderr))
}

#[test]
fn every_prometheus_says_why() {
    let (code, stdout, _) = why(&["servicemonitor/shop/web"]);
    let expected = "\
ServiceMonitor shop/web (<stdin>:7): taken by 1 of 9
  taken         Prometheus monitoring/all
  not selected  Prometheus monitoring/own-namespace
                there is no `serviceMonitorNamespaceSelector`, so ServiceMonitors of the namespace \"monitoring\" alone are \
selected, and this one is in \"shop\"
  not selected  Prometheus shop/labels
                the labels do not match the `serviceMonitorSelector`: release=new is asked for, and the label is \"old\"; \
team in (a,b) is asked for, and there is no such label
  not selected  Prometheus shop/namespaces
                the labels of the namespace \"shop\" do not match the `serviceMonitorNamespaceSelector`: team=pay is asked for, \
and the label is \"shop\"
  not selected  Prometheus shop/nil
                there is no `serviceMonitorSelector`, so no ServiceMonitor is selected
  refused       Prometheus shop/careful
                endpoints[0]: it accesses file system via bearer token file which Prometheus specification prohibits
  no config     Prometheus shop/broken
                the operator writes no configuration at all: generating config failed: scrapeTimeout \"2m\" greater than \
scrapeInterval \"1m\"
  not selected  PrometheusAgent shop/node
                an agent in DaemonSet mode takes PodMonitors alone: it can have no `serviceMonitorSelector`
  no config     Prometheus shop/mistaken
                the API server refuses this Prometheus itself
";
    assert_eq!((code, stdout.as_str()), (0, expected));
}

#[test]
fn the_exit_status_is_the_answer() {
    for (arguments, code) in [
        (&["smon/shop/web"][..], 0),
        (&["smon/shop/web", "--select", "monitoring/all"], 0),
        (&["smon/shop/web", "--select", "shop/nil"], 1),
        (&["smon/shop/web", "--select", "shop/mistaken"], 1),
        // The Probe of that name is refused by the API server.
        (&["shop/web"], 1),
        (&["shop/api"], 2),
        (&["prometheus/shop/web"], 2),
        (&["smon/shop/web", "-", "missing.yaml"], 2),
    ] {
        let (got, stdout, stderr) = why(arguments);
        assert_eq!(got, code, "{arguments:?}: {stdout}{stderr}");
    }
}

#[test]
fn what_the_api_server_refuses_is_shown() {
    let (code, stdout, stderr) = why(&["probe/shop/web"]);
    assert_eq!(
        (code, stdout.as_str()),
        (1, "Probe shop/web (<stdin>:12): the API server refuses it, so no Prometheus sees it\n")
    );
    assert!(stderr.contains("error[invalid-value]: spec.interval: Invalid value"), "{stderr}");
}

#[test]
fn what_is_not_there_may_be_something_else() {
    for (name, error) in [
        (
            "shop/webs",
            "there is no resource shop/webs among the inputs: did you mean ServiceMonitor shop/web or Probe shop/web?",
        ),
        (
            "pmon/shop/web",
            "there is no PodMonitor shop/web among the inputs: did you mean ServiceMonitor shop/web or Probe shop/web?",
        ),
        (
            "nil",
            "there is no resource nil among the inputs, and Prometheus shop/nil is nothing that a Prometheus selects",
        ),
        ("unlike-anything", "there is no resource unlike-anything among the inputs"),
    ] {
        assert_eq!(why(&[name]), (2, String::new(), format!("error: {error}\n")));
    }
}

#[test]
fn programs_get_one_object() {
    let (code, stdout, stderr) = why(&["smon/shop/web", "--format", "json", "--select", "shop/careful"]);
    assert_eq!((code, stderr.as_str()), (1, ""));
    let output: Value = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!(
        output["resources"],
        json!([{
            "resource": {"kind": "ServiceMonitor", "namespace": "shop", "name": "web"},
            "file": "<stdin>",
            "line": 7,
            "column": 18,
            "endLine": 7,
            "endColumn": 21,
            "stored": true,
            "verdicts": [{
                "instance": {"kind": "Prometheus", "namespace": "shop", "name": "careful"},
                "verdict": "refused",
                "reason": "endpoints[0]: it accesses file system via bearer token file which Prometheus specification prohibits"
            }]
        }])
    );
    assert_eq!(output["diagnostics"][0]["code"], "refused");
}
