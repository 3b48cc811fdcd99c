//! The law of fixes: a fix removes its finding and changes nothing else. Valid manifests of every kind of the operator are written in
//! many styles, a fault that has a fix is planted into each, and the fix has to give back what was valid.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::format_push_string, reason = "tests")]

use promwright_core::Source;
use promwright_core::evaluate::{Request, evaluate};
use promwright_finding::{Edit, Finding, Severity, apply};
use promwright_kubernetes::schema::{Field, Schema, Shape};
use promwright_operator::Operator;
use promwright_operator::api::kind;
use promwright_yaml::{Data, Document, Value, read_manifests};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;

/// A manifest of each kind, with lists of one item, words of a fixed set, and free text at many places.
const MANIFESTS: &str = r#"
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: {name: web, namespace: shop, labels: {app: web}}
spec:
  version: v3.5.0
  replicas: 2
  scrapeInterval: 30s
  externalLabels: {cluster: fra1}
  serviceMonitorSelector: {matchLabels: {app: web}, matchExpressions: [{key: tier, operator: In, values: [a]}]}
  podMonitorSelector: {}
  logLevel: debug
  enforcedSampleLimit: 50000
  paused: true
  retention: 10d
  query: {timeout: 1m}
  scrapeClasses: [{name: c, default: true, relabelings: [{regex: x, action: LabelDrop}], tlsConfig: {caFile: /ca}}]
---
apiVersion: monitoring.coreos.com/v1alpha1
kind: PrometheusAgent
metadata: {name: web, namespace: shop, labels: {app: web}}
spec:
  mode: StatefulSet
  scrapeConfigSelector: {matchLabels: {app: web}}
  remoteWrite:
    - url: https://metrics.example.com/push?x=1
      headers: {X-Scope: edge}
      sendExemplars: true
      queueConfig: {maxShards: 5}
      writeRelabelConfigs: [{sourceLabels: [__address__], separator: ";", regex: "(.+):80", targetLabel: a, replacement: $1, action: Replace}]
      authorization: {type: Bearer, credentials: {name: s, key: k}}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: web, namespace: shop, labels: {app: web}}
spec:
  selector: {matchExpressions: [{key: tier, operator: In, values: [a]}]}
  namespaceSelector: {matchNames: [shop]}
  selectorMechanism: RelabelConfig
  jobLabel: app
  targetLabels: [version]
  sampleLimit: 1000
  endpoints:
    - port: web
      path: /metrics
      scheme: HTTPS
      interval: 15s
      params: {"collect[]": [cpu]}
      tlsConfig: {ca: {secret: {name: s, key: ca}}, serverName: web, insecureSkipVerify: true, minVersion: TLS12}
      relabelings: &r [{sourceLabels: [__address__], separator: ";", regex: "(.+):80", targetLabel: a, replacement: $1, action: Replace}]
      metricRelabelings: *r
      honorLabels: true
      basicAuth: {username: {name: s, key: k}, password: {name: s, key: k}}
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: {name: web, namespace: shop, labels: {app: web}}
spec:
  selector: {matchLabels: {app: web}}
  podTargetLabels: [queue]
  attachMetadata: {node: true}
  scrapeProtocols: [PrometheusProto]
  podMetricsEndpoints:
    - {portNumber: 80, relabelings: [{action: Keep, regex: x, sourceLabels: [a]}, {regex: y.*, action: LabelKeep}], followRedirects: true}
---
apiVersion: monitoring.coreos.com/v1
kind: Probe
metadata: {name: web, namespace: shop, labels: {app: web}}
spec:
  jobName: websites
  module: http_2xx
  interval: 1m
  prober: {url: "prober:9115", scheme: HTTP, path: /probe}
  params: [{name: debug, values: [x]}]
  targets:
    staticConfig:
      static: ["https://shop.example.com/health?full=yes"]
      labels: {team: web}
      relabelingConfigs: [{sourceLabels: [a], modulus: 2, targetLabel: b, action: HashMod}]
---
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata: {name: web, namespace: shop, labels: {app: web}}
spec:
  staticConfigs: [{targets: ["web.example.com:9100"], labels: {team: shop}}]
  scheme: HTTPS
  metricsPath: /metrics
  params: {collect: [cpu]}
  oauth2:
    clientId: {secret: {name: s, key: k}}
    clientSecret: {name: s, key: k}
    tokenUrl: https://login.example.com/token?a=b
    scopes: [read]
    endpointParams: {a: b}
  kubernetesSDConfigs: [{role: Pod, namespaces: {names: [shop]}, selectors: [{role: Pod, label: app=web}]}]
  consulSDConfigs: [{server: "consul:8500", services: [web], datacenter: fra1, scheme: HTTP}]
  ec2SDConfigs: [{region: eu-central-1, port: 80, filters: [{name: "tag:a", values: [b]}]}]
  dnsSDConfigs: [{names: [a.example.com], type: SRV}]
  fileSDConfigs: [{files: [/a.json]}]
"#;

fn manifests() -> Vec<Node> {
    let documents = read_manifests(MANIFESTS).documents.into_iter();
    documents.map(|document| Node::from(&document.content.unwrap())).collect()
}

/// A manifest, before it is written.
#[derive(Clone, Debug, PartialEq)]
enum Node {
    /// Written as it is: a number or a boolean.
    Bare(String),
    /// A string in any quotes.
    Text(String),
    /// A string in double quotes.
    Quoted(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

impl From<&Value<'_>> for Node {
    fn from(value: &Value<'_>) -> Self {
        match &value.data {
            Data::String(text) => Self::Text(text.to_string()),
            Data::List(items) => Self::List(items.iter().map(Self::from).collect()),
            Data::Object(object) => Self::Map(
                object.entries.iter().map(|entry| (entry.key.to_string(), Self::from(&entry.value))).collect(),
            ),
            _ => Self::Bare(json!(value).to_string()),
        }
    }
}

impl Node {
    fn at(&mut self, path: &[usize]) -> &mut Self {
        path.iter().fold(self, |node, index| match node {
            Self::List(items) => &mut items[*index],
            Self::Map(entries) => &mut entries[*index].1,
            _ => panic!("a scalar holds nothing"),
        })
    }

    fn text(&self) -> &str {
        match self {
            Self::Bare(text) | Self::Text(text) | Self::Quoted(text) => text,
            Self::List(_) | Self::Map(_) => panic!("not a scalar"),
        }
    }
}

/// A place where a fault can be planted.
#[derive(Clone, Debug)]
struct Spot {
    /// The indices of the items and entries that lead there.
    path: Vec<usize>,
    what: What,
}

#[derive(Clone, Copy, Debug)]
enum What {
    /// The key of one of these fields.
    Key(&'static [Field]),
    /// One of some words.
    Word(&'static [&'static str]),
    /// A list of one item.
    Single,
    /// Free text, or a text of a pattern.
    Text { is_free: bool },
}

/// The places of a manifest, by the schema.
fn spots(node: &Node, schema: &'static Schema, path: &mut Vec<usize>, found: &mut Vec<Spot>) {
    let here = |path: &[usize], what| Spot { path: path.to_vec(), what };
    match (node, &schema.shape) {
        (Node::Map(entries), Shape::Object { fields, .. }) => {
            for (index, (key, value)) in entries.iter().enumerate() {
                let Some(field) = fields.iter().find(|field| field.name == key) else { continue };
                path.push(index);
                // Without its name, kind or metadata it is another object, or none.
                if path.len() > 1 {
                    found.push(here(path, What::Key(fields)));
                }
                spots(value, field.schema, path, found);
                path.pop();
            }
        }
        (Node::Map(entries), Shape::Map { values: schema, .. }) => {
            for (index, (_, value)) in entries.iter().enumerate() {
                path.push(index);
                spots(value, schema, path, found);
                path.pop();
            }
        }
        (Node::List(items), Shape::List { items: schema, .. }) => {
            if items.len() == 1 {
                found.push(here(path, What::Single));
            }
            for (index, item) in items.iter().enumerate() {
                path.push(index);
                spots(item, schema, path, found);
                path.pop();
            }
        }
        (Node::Text(_), Shape::String { one_of, .. }) if !one_of.is_empty() => {
            found.push(here(path, What::Word(one_of)));
        }
        (Node::Text(_), Shape::String { pattern, .. }) if path.len() > 1 => {
            found.push(here(path, What::Text { is_free: pattern.is_none() }));
        }
        _ => {}
    }
}

/// A manifest with faults.
#[derive(Clone, Debug)]
struct Faulty {
    /// What was meant.
    meant: Node,
    /// What is there.
    is: Node,
}

/// Numbers and booleans, as JSON and YAML write them.
const JSON_BARE: &str = "80 -1 0 1.5 true false 1e3 12.50 -0";
/// Those that only YAML writes so, and some texts that look like numbers.
const YAML_BARE: &str =
    "yes no on Off TRUE 010 00 0x1F 0x0 0o17 0b11 +1 .5 1. 1_000 +12e03 1e400 9223372036854775808 1:30 2026-01-31";

impl Faulty {
    fn new(manifest: &Node) -> Self {
        Self { meant: manifest.clone(), is: manifest.clone() }
    }

    /// Plants a fault, unless it would be none. Returns whether there has to be a fix, in every style.
    fn plant(&mut self, spot: &Spot, choice: usize, form: Form) -> Option<bool> {
        match spot.what {
            What::Key(fields) => {
                let (index, around) = spot.path.split_last()?;
                let Node::Map(entries) = self.is.at(around) else { return None };
                let (misspelt, is_sure) = pick(misspellings(&entries[*index].0), choice);
                if fields.iter().any(|field| field.name == misspelt) {
                    return None;
                }
                entries[*index].0 = misspelt;
                Some(is_sure)
            }
            What::Word(words) => {
                let word = self.is.at(&spot.path);
                let text = word.text();
                let other = pick(vec![text.to_ascii_lowercase(), text.to_ascii_uppercase(), swapped(text)], choice);
                if words.contains(&other.as_str()) {
                    return None;
                }
                *word = Node::Text(other);
                Some(true)
            }
            What::Single => {
                let list = self.is.at(&spot.path);
                let Node::List(items) = list else { return None };
                *list = items.pop()?;
                // What the brackets would change, and a block of one line, may be left to the author.
                Some(match list {
                    Node::Text(text) => is_plain(text, true),
                    Node::Map(entries) => entries.len() > 1,
                    _ => true,
                })
            }
            What::Text { is_free } => {
                let others = if form == Form::Yaml { YAML_BARE } else { "" };
                let bare = pick(JSON_BARE.split(' ').chain(others.split_whitespace()).collect(), choice);
                let read = format!("[{bare}]");
                let read = read_manifests(&read).documents.pop()?.content.ok()?;
                *self.is.at(&spot.path) = Node::Bare(bare.to_owned());
                *self.meant.at(&spot.path) = Node::Quoted(bare.to_owned());
                Some(is_free && !matches!(read.as_list()?[0].data, Data::String(_)))
            }
        }
    }

    fn write(&self, form: Form, choices: &str) -> [String; 2] {
        [&self.meant, &self.is].map(|manifest| Style::write(form, choices, manifest))
    }
}

fn swapped(text: &str) -> String {
    let swapped = |letter: char| {
        if letter.is_ascii_uppercase() { letter.to_ascii_lowercase() } else { letter.to_ascii_uppercase() }
    };
    text.chars().map(swapped).collect()
}

fn pick<T>(mut from: Vec<T>, choice: usize) -> T {
    from.swap_remove(choice % from.len())
}

/// Misspellings of a name: whether the same words are in them, which leaves no doubt.
fn misspellings(name: &str) -> Vec<(String, bool)> {
    let spelt = |between: &str| {
        let word = |letter: char| {
            if letter.is_ascii_uppercase() {
                format!("{between}{}", letter.to_ascii_lowercase())
            } else {
                letter.to_string()
            }
        };
        name.chars().map(word).collect::<String>()
    };
    let capital = format!("{}{}", name[..1].to_ascii_uppercase(), &name[1..]);
    let mut same = vec![spelt("_"), spelt("-"), spelt(""), capital, name.to_ascii_uppercase()];
    same.retain(|other| other != name);
    let mut all: Vec<_> = same.into_iter().map(|same| (same, true)).collect();
    for at in 0..name.len() {
        let (start, end) = name.split_at(at);
        all.push((format!("{start}{}", &end[1..]), false));
        all.push((format!("{start}{}{end}", &end[..1]), false));
    }
    all.retain(|(other, _)| !other.is_empty());
    all
}

/// Writes manifests in a style: each choice is a byte, and `0` is the plainest.
struct Style<'s> {
    form: Form,
    choices: &'s str,
    next: usize,
    comments: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Blocks and flows, with comments.
    Yaml,
    /// One line.
    Json,
    /// One line for each value, indented by tabs.
    PrettyJson,
}

/// An object before the manifest, or behind it.
const BEFORE: &str = "# Größe ☃\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: before}\ndata: {größe: ☃}\n---\n";
const AFTER: &str = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: after}\n";

impl<'s> Style<'s> {
    fn write(form: Form, choices: &'s str, manifest: &Node) -> String {
        let mut style = Self { form, choices, next: 0, comments: 0 };
        if form != Form::Yaml {
            return style.json(manifest, 0);
        }
        let mut manifest = manifest.clone();
        if style.one_in(6) {
            let text = |text: &str| Node::Text(text.to_owned());
            let (version, kind) = (("apiVersion".to_owned(), text("v1")), ("kind".to_owned(), text("List")));
            manifest = Node::Map(vec![version, kind, ("items".to_owned(), Node::List(vec![manifest]))]);
        }
        let before = ["", "---\n", "# ☃\n\n", BEFORE][style.choose(4)];
        let after = ["", "# ☃", "\n---\n", AFTER][style.choose(4)];
        let is_windows = style.one_in(6);
        let mut text = before.to_owned();
        if style.one_in(6) {
            text.push_str(&style.flow(&manifest, 0));
            text.push('\n');
        } else {
            style.block(&manifest, 0, false, &mut text);
        }
        text.push_str(after);
        if is_windows { text.replace('\n', "\r\n") } else { text }
    }

    fn choose(&mut self, of: usize) -> usize {
        let choice = self.choices.as_bytes().get(self.next % self.choices.len().max(1)).map_or(0, |byte| byte - b'0');
        self.next += 1;
        usize::from(choice) % of
    }

    fn one_in(&mut self, of: usize) -> bool {
        self.choose(of) == of - 1
    }

    fn comment(&mut self) -> String {
        self.comments += 1;
        format!("# c{}: 'é\" [", self.comments)
    }

    /// The rest of a line.
    fn end(&mut self, out: &mut String) {
        if self.one_in(4) {
            let comment = self.comment();
            out.push_str(&format!(" {comment}"));
        }
        out.push('\n');
    }

    /// What stands before a line, and its indentation.
    fn start(&mut self, indent: usize, out: &mut String) {
        match self.choose(8) {
            5 => out.push('\n'),
            6 => *out += &format!("{}{}\n", " ".repeat(indent), self.comment()),
            7 => *out += &format!("{}\n", self.comment()),
            _ => {}
        }
        out.push_str(&" ".repeat(indent));
    }

    fn block(&mut self, node: &Node, indent: usize, is_inline: bool, out: &mut String) {
        match node {
            Node::Map(entries) => {
                for (index, (key, value)) in entries.iter().enumerate() {
                    if index > 0 || !is_inline {
                        self.start(indent, out);
                    }
                    let key = self.scalar(&Node::Text(key.clone()), false);
                    out.push_str(&format!("{key}:"));
                    self.value(value, indent, out);
                }
            }
            Node::List(items) => {
                for item in items {
                    self.start(indent, out);
                    out.push('-');
                    match item {
                        Node::Map(entries) if !entries.is_empty() && self.choose(3) == 0 => {
                            out.push(' ');
                            self.block(item, indent + 2, true, out);
                        }
                        _ => self.value(item, indent, out),
                    }
                }
            }
            _ => panic!("a scalar is no block"),
        }
    }

    /// A value behind its key or dash.
    fn value(&mut self, value: &Node, indent: usize, out: &mut String) {
        let is_empty = match value {
            Node::List(items) => items.is_empty(),
            Node::Map(entries) => entries.is_empty(),
            _ => true,
        };
        let choice = self.choose(4);
        if !is_empty && choice != 3 {
            let is_list_in_map = matches!(value, Node::List(_)) && !out.ends_with('-');
            let indent = indent + if is_list_in_map { [2, 0, 4][choice] } else { [2, 4, 2][choice] };
            self.end(out);
            self.block(value, indent, false, out);
            return;
        }
        let is_below = is_empty && choice == 3;
        if is_below {
            self.end(out);
            out.push_str(&" ".repeat(indent + 2));
        } else {
            out.push(' ');
        }
        let flow = self.flow_or_scalar(value, indent + 2, false);
        out.push_str(&flow);
        self.end(out);
    }

    fn flow_or_scalar(&mut self, value: &Node, indent: usize, is_in_flow: bool) -> String {
        if matches!(value, Node::List(_) | Node::Map(_)) {
            self.flow(value, indent)
        } else {
            self.scalar(value, is_in_flow)
        }
    }

    fn flow(&mut self, value: &Node, indent: usize) -> String {
        let parts: Vec<String> = match value {
            Node::List(items) => items.iter().map(|item| self.flow_or_scalar(item, indent + 2, true)).collect(),
            Node::Map(entries) => {
                let entry = |(key, value): &(String, Node)| {
                    let key = self.scalar(&Node::Text(key.clone()), true);
                    format!("{key}: {}", self.flow_or_scalar(value, indent + 2, true))
                };
                entries.iter().map(entry).collect()
            }
            _ => panic!("a scalar is no flow"),
        };
        let is_long = self.one_in(4) && !parts.is_empty();
        let mut out = String::from(if matches!(value, Node::List(_)) { '[' } else { '{' });
        for (index, part) in parts.iter().enumerate() {
            if is_long {
                if index == 0 {
                    self.end(&mut out);
                }
                self.start(indent + 2, &mut out);
            }
            out.push_str(part);
            let is_last = index + 1 == parts.len();
            out.push_str(if is_last { "" } else { "," });
            match (is_long, is_last) {
                (true, _) => self.end(&mut out),
                (false, false) => out.push(' '),
                (false, true) => {}
            }
        }
        if is_long {
            out.push_str(&" ".repeat(indent));
        }
        out.push(if matches!(value, Node::List(_)) { ']' } else { '}' });
        out
    }

    fn scalar(&mut self, node: &Node, is_in_flow: bool) -> String {
        let choice = self.choose(4);
        match node {
            Node::Bare(text) => text.clone(),
            Node::Text(text) if choice < 2 && is_plain(text, is_in_flow) => text.clone(),
            Node::Text(text) if choice < 3 => format!("'{}'", text.replace('\'', "''")),
            node => json!(node.text()).to_string(),
        }
    }

    fn json(&mut self, node: &Node, indent: usize) -> String {
        let is_pretty = self.form == Form::PrettyJson;
        let line = |indent| if is_pretty { format!("\n{}", "\t".repeat(indent)) } else { String::new() };
        let (line, end) = (line(indent + 1), line(indent));
        let separator = format!(",{line}");
        match node {
            Node::List(items) => {
                let items: Vec<_> = items.iter().map(|item| self.json(item, indent + 1)).collect();
                format!("[{line}{}{end}]", items.join(&separator))
            }
            Node::Map(entries) => {
                let entry = |(key, value): &(String, Node)| format!("{}:{}", json!(key), self.json(value, indent + 1));
                let entries: Vec<_> = entries.iter().map(entry).collect();
                format!("{{{line}{}{end}}}", entries.join(&separator))
            }
            Node::Bare(text) => text.clone(),
            Node::Text(text) | Node::Quoted(text) => json!(text).to_string(),
        }
    }
}

/// Whether a string can stand without quotes.
fn is_plain(text: &str, is_in_flow: bool) -> bool {
    const WORDS: [&str; 8] = ["y", "n", "yes", "no", "on", "off", "true", "false"];
    let is_simple = |letter: char| letter.is_ascii_alphanumeric() || "_-./=".contains(letter);
    let is_good = |(at, letter): (usize, char)| match letter {
        ':' => text[at + 1..].starts_with(is_simple),
        '?' => !is_in_flow && at > 0,
        _ => is_simple(letter),
    };
    text.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_' || letter == '/')
        && text.char_indices().all(is_good)
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}

fn findings(text: &str) -> Vec<Finding> {
    let operator = Operator::default();
    let sources = vec![Source { name: "test.yaml", text }];
    evaluate(&Request { sources, dialects: vec![&operator], ..Request::default() }).findings
}

/// What findings say, without their places.
fn said(findings: &[Finding]) -> Vec<String> {
    let mut said: Vec<_> =
        findings.iter().map(|finding| format!("{} {:?} {finding}", finding.rule.code, finding.object)).collect();
    said.sort();
    said
}

/// A text with edits made, as `promwright check --fix` makes them.
fn applied<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    apply(text, edits).0
}

/// What a text says, without comments, styles and places.
fn values(text: &str) -> Result<Vec<String>, String> {
    let stream = read_manifests(text);
    let said = |document: Document<'_>| match document.content {
        Ok(value) => serde_json::to_string(&value).map_err(|error| error.to_string()),
        Err(error) => Err(error.message.clone()),
    };
    match stream.error {
        Some(error) => Err(error.message.clone()),
        None => stream.documents.into_iter().map(said).collect(),
    }
}

fn comments(text: &str) -> Vec<&str> {
    text.split("# c").skip(1).map(|comment| comment.split(':').next().unwrap_or_default()).collect()
}

/// The lines in which a text differs from another one, with a few around them.
fn difference(text: &str, other: &str) -> String {
    const AROUND: usize = 3;
    let [text, other] = [text, other].map(|text| text.lines().collect::<Vec<_>>());
    let start = text.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let end = text[start..].iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    let lines = &text[start.saturating_sub(AROUND)..(text.len() - end + AROUND).min(text.len())];
    [&lines.join("\n"), "\n"].concat()
}

/// Applies each fix of a faulty text by itself, and compares what comes of it with the text that was meant.
fn check(meant: &str, faulty: &str, what: What, has_fix: bool) -> Result<(), TestCaseError> {
    let shown =
        |text: &str| format!("\n--- faulty\n{}--- fixed\n{}", difference(faulty, meant), difference(text, meant));
    let (before, wanted) = (findings(faulty), findings(meant));
    if !matches!(what, What::Text { .. }) {
        prop_assert!(wanted.iter().all(is_harmless), "{:#?}\n{}", said(&wanted), meant);
    }
    let with_fix: Vec<_> = before.iter().filter_map(|finding| Some((finding, finding.fix.as_ref()?))).collect();
    prop_assert!(!has_fix || with_fix.len() == 1, "{} fixes: {:#?}{}", with_fix.len(), said(&before), shown(meant));
    for (finding, fix) in with_fix {
        let fixed = applied(faulty, &fix.edits);
        let after = findings(&fixed);
        let found = |finding: &Finding| (finding.rule.code, finding.object.clone(), finding.path.clone());
        let is_left = after.iter().any(|left| found(left) == found(finding));
        prop_assert!(!is_left, "{}: it is found again: {:#?}{}", fix.title, said(&after), shown(&fixed));
        prop_assert!(said(&after) == said(&wanted), "{}: {:#?}{}", fix.title, said(&after), shown(&fixed));
        prop_assert!(comments(&fixed) == comments(faulty), "{}: comments{}", fix.title, shown(&fixed));
        let is_same = match what {
            // Only the styles differ: the item of a list that was a block may be one in brackets.
            What::Single => values(&fixed) == values(meant),
            What::Word(_) => fixed.eq_ignore_ascii_case(meant),
            What::Key(_) | What::Text { .. } => fixed == meant,
        };
        prop_assert!(is_same, "{}: the text{}", fix.title, shown(&fixed));
    }
    Ok(())
}

fn is_harmless(finding: &Finding) -> bool {
    finding.severity < Severity::Warning
}

/// A manifest with one fault of a kind, in some style.
fn check_one(
    (manifest, at): (Index, Place),
    (form, choices): Written,
    is_wanted: fn(&What) -> bool,
) -> Result<(), TestCaseError> {
    let manifests = manifests();
    let manifest = manifest.get(&manifests);
    let spots: Vec<_> = all_spots(manifest).into_iter().filter(|spot| is_wanted(&spot.what)).collect();
    let (spot, choice) = (at.0.get(&spots), at.1);
    let mut manifest = Faulty::new(manifest);
    if let Some(has_fix) = manifest.plant(spot, choice, form) {
        let [meant, faulty] = manifest.write(form, &choices);
        check(&meant, &faulty, spot.what, has_fix)?;
    }
    Ok(())
}

/// A manifest with several faults, of which none is within another one: their fixes are made at once, and nothing is left to do.
fn check_several((manifest, places): (Index, Vec<Place>), (form, choices): Written) -> Result<(), TestCaseError> {
    let manifests = manifests();
    let mut manifest = Faulty::new(manifest.get(&manifests));
    let all = all_spots(&manifest.is);
    let mut chosen: Vec<(&Spot, usize)> = places.iter().map(|(at, choice)| (at.get(&all), *choice)).collect();
    // From the end, so that the way to the others stays the same.
    chosen.sort_by(|(one, _), (other, _)| other.path.cmp(&one.path));
    let mut planted: Vec<&Spot> = Vec::new();
    for (spot, choice) in chosen {
        let mut tried = manifest.clone();
        let is_around = |other: &&Spot| other.path.starts_with(&spot.path);
        if !planted.iter().any(is_around) && tried.plant(spot, choice, form) == Some(true) {
            planted.push(spot);
            manifest = tried;
        }
    }
    let [meant, faulty] = manifest.write(form, &choices);
    let before = findings(&faulty);
    let fixed = applied(&faulty, before.iter().filter_map(|finding| finding.fix.as_ref()).flat_map(|fix| &fix.edits));
    let after = findings(&fixed);
    let shown = || format!("\n--- faulty\n{}--- fixed\n{}", difference(&faulty, &fixed), difference(&fixed, &faulty));
    prop_assert!(said(&after) == said(&findings(&meant)), "{:#?}{}", said(&after), shown());
    prop_assert!(comments(&fixed) == comments(&faulty), "comments{}", shown());
    let lower = |text| values(text).map(|values| values.concat().to_ascii_lowercase());
    prop_assert!(lower(&fixed) == lower(&meant), "the text{}", shown());
    Ok(())
}

fn all_spots(manifest: &Node) -> Vec<Spot> {
    let Node::Map(entries) = manifest else { return Vec::new() };
    let known = kind::ALL.iter().find(|known| known.kind == entries[1].1.text()).unwrap();
    let mut found = Vec::new();
    spots(manifest, &known.versions[0].schema, &mut Vec::new(), &mut found);
    found
}

/// Where a fault is planted, and which one.
type Place = (Index, usize);

/// A form, and the choices of a style.
type Written = (Form, String);

fn place() -> impl Strategy<Value = Place> {
    (any::<Index>(), 0..1000usize)
}

fn written() -> impl Strategy<Value = Written> {
    let form = prop_oneof![4 => Just(Form::Yaml), 1 => Just(Form::Json), 1 => Just(Form::PrettyJson)];
    // Most choices are the plainest, so that there is something of everything.
    (form, "(0|0|[0-w]){0,200}")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_misspelt_field_gets_its_name(place in (any::<Index>(), place()), written in written()) {
        check_one(place, written, |what| matches!(what, What::Key(_)))?;
    }

    #[test]
    fn a_word_in_another_case_gets_its_own(place in (any::<Index>(), place()), written in written()) {
        check_one(place, written, |what| matches!(what, What::Word(_)))?;
    }

    #[test]
    fn an_only_item_becomes_a_list(place in (any::<Index>(), place()), written in written()) {
        check_one(place, written, |what| matches!(what, What::Single))?;
    }

    #[test]
    fn a_number_or_boolean_becomes_a_text(place in (any::<Index>(), place()), written in written()) {
        check_one(place, written, |what| matches!(what, What::Text { .. }))?;
    }

    #[test]
    fn all_fixes_can_be_made_at_once(places in (any::<Index>(), prop::collection::vec(place(), 2..8)), written in written()) {
        check_several(places, written)?;
    }
}

#[test]
fn the_manifests_are_valid() {
    for manifest in manifests() {
        let found = findings(&Style::write(Form::Json, "", &manifest));
        assert!(found.iter().all(is_harmless), "{:#?}", said(&found));
    }
}

/// Makes all fixes of a ScrapeConfig with this specification. The text must stay as it is, or become one of those that are meant.
fn check_spec(faulty: &str, meant: &[&str]) {
    let manifest = |spec: &str| {
        format!(
            "apiVersion: monitoring.coreos.com/v1alpha1\nkind: ScrapeConfig\nmetadata: {{name: web}}\nspec:\n{spec}"
        )
    };
    let faulty = manifest(faulty);
    let before = findings(&faulty);
    let fixed = applied(&faulty, before.iter().filter_map(|finding| finding.fix.as_ref()).flat_map(|fix| &fix.edits));
    let is_meant = meant.iter().any(|meant| values(&fixed) == values(&manifest(meant)));
    assert!(fixed == faulty || is_meant, "{fixed}\n{:?}", values(&fixed));
    assert_eq!(comments(&fixed), comments(&faulty), "{fixed}");
}

#[test]
fn what_becomes_an_item_can_be_a_block_with_a_quoted_key() {
    check_spec(
        "  relabelings:\n    'regex': a, b\n    action: labeldrop\n",
        &["  relabelings: [{regex: 'a, b', action: labeldrop}]"],
    );
    check_spec("  relabelings:\n    'regex': a, b\n", &["  relabelings: [{regex: 'a, b'}]"]);
}

#[test]
fn what_becomes_an_item_is_put_in_brackets_only_where_they_leave_it_as_it_is() {
    for text in ["https://a/?b=c", "a?", ":a", "a, b", "a#b", "a b", "-a", "http://[::1]:80", "a:b", "a::", "<<"] {
        check_spec(
            &format!("  staticConfigs: \n  - targets: {text}\n"),
            &[&format!("  staticConfigs: [{{targets: ['{text}']}}]")],
        );
    }
}

#[test]
fn what_becomes_an_item_can_be_a_text_of_several_lines() {
    let meant = "  staticConfigs: [{targets: [a b]}]";
    check_spec("  staticConfigs: [{\n    targets:\n    a\n    b\n    }]\n", &[meant]);
    check_spec("  staticConfigs:\n  - targets:\n      a\n      b\n", &[meant]);
}

#[test]
fn what_becomes_an_item_keeps_its_block_scalars() {
    check_spec(
        "  relabelings:\n    action: labeldrop\n    regex: |\n      a\n        \n      b\n",
        &["  relabelings: [{action: labeldrop, regex: \"a\\n  \\nb\\n\"}]"],
    );
}

#[test]
fn a_word_in_a_block_scalar_keeps_its_comment() {
    check_spec(
        "  relabelings:\n  - regex: x\n    action: >- # c1:\n      LABELDROP\n",
        &["  relabelings: [{regex: x, action: labeldrop}]", "  relabelings: [{regex: x, action: LabelDrop}]"],
    );
}

#[test]
fn what_stands_elsewhere_too_stays_as_it_is() {
    // The labels are right as they are; a change of the words, keys or values would be one of the labels as well.
    for (labels, relabeling) in [
        ("{regex: x, action: LABELDROP}", "*l"),
        ("{source_labels: x}", "{<<: *l, regex: x, action: labeldrop}"),
        ("{Regex: x}", "{<<: *l, action: labeldrop}"),
    ] {
        let spec = |labels| {
            format!("  staticConfigs: [{{targets: [a], labels: &l {labels}}}]\n  relabelings: [{relabeling}]\n")
        };
        check_spec(&spec(labels), &[]);
    }
    check_spec("  sampleLimit: &n 80\n  metricsPath: *n\n", &[]);
}

#[test]
fn a_field_that_is_misspelt_twice_is_not_set_twice() {
    check_spec(
        "  metrics_path: /a\n  MetricsPath: /b\n",
        &["  metricsPath: /a\n  MetricsPath: /b\n", "  metrics_path: /a\n  metricsPath: /b\n"],
    );
}

#[test]
fn a_number_that_fits_no_pattern_stays_as_it_is() {
    for number in ["30", "1.5", "true", "1e3", "00", "0x0", "-0", "+0", "0.0"] {
        check_spec(&format!("  scrapeInterval: {number}\n"), &[]);
    }
    check_spec("  scrapeInterval: 0\n", &["  scrapeInterval: '0'\n"]);
}
