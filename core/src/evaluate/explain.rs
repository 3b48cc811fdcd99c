//! Diagnostics: what admission, selection and rendering found, said to people.

use std::collections::BTreeMap;

use promwright_finding::ObjectId;
use promwright_finding::{Code, Diagnostic, Layer, Place, Severity};
use promwright_finding::{Segment, value_at};
use promwright_go::Quoted;
use promwright_kubernetes::schema::{Admission, ErrorKind, MANY, SchemaError, Unknown, nearest};
use promwright_operator::api::kind;
use promwright_operator::cluster::{Cluster, Instance, Kind, Object};
use promwright_operator::reconcile::{Outcome, Reconciliation, Verdict};
use promwright_operator::render::{Source, Workload};
use promwright_operator::select::NotSelected;
use promwright_yaml::{Data, Span, Value};

use super::manifests::{Manifest, Manifests};
use super::{Configuration, ResourceVerdict, advice};

/// What the API server says to a manifest.
pub(super) fn admission(manifest: &Manifest<'_>) -> Vec<Diagnostic> {
    let unknown_kind = (manifest.object.kind == Kind::Other).then(|| unknown_kind(manifest)).flatten();
    let findings = object(&manifest.object).into_iter();
    unknown_kind
        .into_iter()
        .chain(findings.map(|(diagnostic, span)| place(diagnostic, manifest.source, Some(span))))
        .collect()
}

/// What the API server says to an object, with where that is.
pub(crate) fn object(object: &Object<'_>) -> Vec<(Diagnostic, Span)> {
    let Admission { unknown, errors } = &object.admission;
    // What is in a value of a wrong type is beside the point.
    let mistyped = errors.iter().filter(|error| error.kind == ErrorKind::FieldValueTypeInvalid);
    let mut mistyped: Vec<&str> = mistyped.map(|error| error.path.as_str()).collect();
    mistyped.sort_unstable();
    let is_in_mistyped = |path: &str| {
        let mut ends = path.match_indices(['.', '[']);
        ends.any(|(end, _)| path.get(..end).is_some_and(|around| mistyped.binary_search(&around).is_ok()))
    };
    let is_told = |unknown: &&Unknown| !is_in_mistyped(&unknown.path);
    let told_unknown = unknown.iter().take(MANY).filter(is_told).map(|unknown| {
        let help = match unknown.suggestion {
            Some(suggestion) => format!("did you mean `{suggestion}`?"),
            None => "kubectl refuses the manifest; whatever else applies it loses the field in silence".to_owned(),
        };
        let diagnostic = Diagnostic::new(
            Code::UnknownField,
            Severity::Warning,
            Layer::Schema,
            format!("there is no field `{}`: the API server drops it", unknown.path),
        );
        (diagnostic.help(help).about(&object.id).field(unknown.path.as_str()), unknown.key_span)
    });
    // That rules went unchecked follows from the other errors, and says nothing about what to do.
    let mut told_errors = errors.iter().filter(|error| error.kind != ErrorKind::UncheckedRules);
    let first_errors = told_errors.by_ref().take(MANY).map(|error| schema_error(object, error));
    let mut told: Vec<_> = told_unknown.chain(first_errors).collect();
    let more = |code, severity, what: &str| {
        Diagnostic::new(code, severity, Layer::Schema, format!("{what}: the others are not shown")).about(&object.id)
    };
    if let Some(unknown) = unknown.get(MANY) {
        let what = format!("the API server drops more than {MANY} fields of this object");
        told.push((more(Code::UnknownField, Severity::Warning, &what), unknown.key_span));
    }
    if told_errors.next().is_some() {
        let what = format!("there is more than {MANY} times something wrong with this object");
        told.push((more(Code::InvalidValue, Severity::Error, &what), object.value.span));
    }
    told
}

fn schema_error(object: &Object<'_>, error: &SchemaError) -> (Diagnostic, Span) {
    let (code, layer) = match error.kind {
        ErrorKind::FieldValueRequired => (Code::MissingField, Layer::Schema),
        ErrorKind::FieldValueDuplicate => (Code::DuplicateItem, Layer::Schema),
        ErrorKind::BrokenRule => (Code::BrokenRule, Layer::Cel),
        _ => (Code::InvalidValue, Layer::Schema),
    };
    let path = if error.path == "<nil>" { "" } else { &error.path };
    let help = match advice::advice(error) {
        Some(advice) if advice.ends_with('?') => format!("{advice} The API server refuses the whole object"),
        Some(advice) => format!("{advice}; the API server refuses the whole object"),
        None => "the API server refuses the whole object".to_owned(),
    };
    let diagnostic =
        Diagnostic::new(code, Severity::Error, layer, advice::message(error)).help(help).about(&object.id).field(path);
    (diagnostic, span_of(&object.value, &advice::way(error, &object.value)))
}

/// The place of a value, or of the nearest object around it.
fn span_of(value: &Value<'_>, place: &[Segment]) -> Span {
    let mut value = value;
    let mut span = value.span;
    for step in place {
        let next = match (step, &value.data) {
            (Segment::Key(key), Data::Object(object)) => {
                object.entries.iter().find(|entry| entry.key == *key).map(|entry| (&entry.value, entry.key_span))
            }
            (Segment::Index(index), Data::List(items)) => items.get(*index).map(|item| (item, item.span)),
            _ => None,
        };
        let Some((next, key_span)) = next else { break };
        value = next;
        // An object as a whole is pointed at by its key; a scalar by itself.
        span = match value.data {
            Data::Object(_) | Data::List(_) if key_span != Span::default() => key_span,
            _ => value.span,
        };
    }
    span
}

fn place(diagnostic: Diagnostic, source: Option<usize>, span: Option<Span>) -> Diagnostic {
    match (source, span) {
        (Some(source), Some(span)) if span != Span::default() => diagnostic.at(source, span),
        _ => diagnostic,
    }
}

/// A kind of the operator's that is not known under this name and version.
fn unknown_kind(manifest: &Manifest<'_>) -> Option<Diagnostic> {
    let value = &manifest.object.value;
    let version = value.get("apiVersion").and_then(Value::as_str)?;
    let kind_name = manifest.object.id.kind.as_str();
    let span = value.get("kind").map(|kind| kind.span);
    let diagnostic = if let Some(known) = kind::ALL.iter().find(|known| known.kind == kind_name) {
        Diagnostic::new(
            Code::UnknownKind,
            Severity::Warning,
            Layer::Schema,
            format!("{kind_name} of `{version}` is not prometheus-operator's"),
        )
        .help(format!("prometheus-operator's {kind_name} has `apiVersion: {}`", known.api_version))
    } else if !version.starts_with("monitoring.coreos.com/") {
        return None;
    } else if kind::NOT_RENDERED.contains(&kind_name) {
        Diagnostic::new(
            Code::UnsupportedKind,
            Severity::Information,
            Layer::Generation,
            format!("{kind_name} is not rendered"),
        )
    } else {
        let known = kind::ALL.iter().map(|known| known.kind).chain(kind::NOT_RENDERED.iter().copied());
        let diagnostic = Diagnostic::new(
            Code::UnknownKind,
            Severity::Warning,
            Layer::Schema,
            format!("prometheus-operator has no kind `{kind_name}`"),
        );
        match nearest(kind_name, known) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic,
        }
    };
    Some(place(diagnostic.about(&manifest.object.id), manifest.source, span))
}

/// An object that replaces another one of the same name.
pub(super) fn replacement(manifest: &Manifest<'_>) -> Diagnostic {
    let id = &manifest.object.id;
    let diagnostic = Diagnostic::new(
        Code::DuplicateObject,
        Severity::Warning,
        Layer::Yaml,
        format!("{id} is among the inputs more than once: this one replaces the one before"),
    )
    .help("remove one of them, or render overlays (kustomize, Helm) before they are read")
    .about(id);
    place(diagnostic, manifest.source, name_span(manifest))
}

fn name_span(manifest: &Manifest<'_>) -> Option<Span> {
    manifest.object.value.get("metadata")?.get("name").map(|name| name.span)
}

/// Where the name of an object stands.
pub(super) fn place_of_name(manifest: &Manifest<'_>) -> Option<Place> {
    Some(Place { source: manifest.source?, span: name_span(manifest)? })
}

fn at_name(diagnostic: Diagnostic, id: &ObjectId, manifests: &Manifests<'_, '_>) -> Diagnostic {
    let manifest = manifests.find(id);
    let source = manifest.and_then(|manifest| manifest.source);
    place(diagnostic.about(id), source, manifest.and_then(name_span))
}

/// What became of a resource.
pub(super) fn verdict(
    instance: &ObjectId,
    resource: &ObjectId,
    verdict: &Verdict,
    manifests: &Manifests<'_, '_>,
) -> Option<Diagnostic> {
    match verdict {
        // Another Prometheus may select it: see `unselected`.
        Verdict::Taken { assumed_namespace: false } | Verdict::NotSelected(_) => None,
        Verdict::Taken { assumed_namespace: true } => Some(at_name(
            Diagnostic::new(
                Code::AssumedNamespace,
                Severity::Information,
                Layer::Selection,
                format!(
                    "there is no Namespace {} among the inputs, so its labels were taken to match {instance}",
                    resource.namespace
                ),
            )
            .help("add the Namespace object, with its labels"),
            resource,
            manifests,
        )),
        Verdict::Refused(reason) => {
            let manifest = manifests.find(resource);
            let (path, steps) = field_of(&resource.kind, reason);
            let value = manifest.map(|manifest| &manifest.object.value);
            // A few service discoveries are refused by their age even where they are not used.
            let is_used = !path.ends_with("SDConfigs") || value.and_then(|value| value_at(value, &steps)).is_some();
            let help = if is_used {
                "the operator leaves the whole object out of the configuration, and says so in its log and in an event of the object"
            } else {
                "the operator asks this of every ScrapeConfig, also of one without that field, and leaves it out"
            };
            let diagnostic = Diagnostic::new(
                Code::Refused,
                Severity::Error,
                Layer::Selection,
                format!("the operator refuses this {} for {instance}: {reason}", resource.kind),
            )
            .help(help)
            .about(resource)
            .field(path);
            let span = match value {
                Some(value) if is_used && !steps.is_empty() => {
                    Some(span_of(value, &advice::way_by_words(steps, reason, value)))
                }
                _ => manifest.and_then(name_span),
            };
            Some(place(diagnostic, manifest.and_then(|manifest| manifest.source), span))
        }
    }
}

/// Why a Prometheus or PrometheusAgent does not select a resource: which field, and what it asks for in vain.
pub(super) fn not_selected(reason: &NotSelected, resource: &ObjectId, workload: &Workload<'_>) -> String {
    let ObjectId { kind, namespace, .. } = resource;
    let namespace = Quoted(namespace);
    // `serviceMonitorSelector` of a ServiceMonitor.
    let mut selector = kind.clone();
    if let Some(first) = selector.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    match reason {
        NotSelected::NoSelector if workload.is_daemon_set() => {
            format!("an agent in DaemonSet mode takes PodMonitors alone: it can have no `{selector}Selector`")
        }
        NotSelected::NoSelector => format!("there is no `{selector}Selector`, so no {kind} is selected"),
        NotSelected::OtherNamespace { own } => format!(
            "there is no `{selector}NamespaceSelector`, so {kind}s of the namespace {} alone are selected, and this one is in {namespace}",
            Quoted(own)
        ),
        NotSelected::NamespaceLabels(reasons) => format!(
            "the labels of the namespace {namespace} do not match the `{selector}NamespaceSelector`: {}",
            reasons.join("; ")
        ),
        NotSelected::NoNamespace => {
            format!("there is no Namespace {namespace} that the `{selector}NamespaceSelector` could match")
        }
        NotSelected::Labels(reasons) => {
            format!("the labels do not match the `{selector}Selector`: {}", reasons.join("; "))
        }
    }
}

/// The resources that none of the Prometheus and PrometheusAgent objects that were asked for selects.
pub(super) fn unselected(
    configurations: &[Configuration],
    severity: Severity,
    manifests: &Manifests<'_, '_>,
) -> Vec<Diagnostic> {
    let mut reasons: BTreeMap<&ObjectId, Vec<(&ObjectId, &str)>> = BTreeMap::new();
    for Configuration { instance, resources, .. } in configurations {
        for ResourceVerdict { resource, selected, reason, .. } in resources {
            let reasons = reasons.entry(resource).or_default();
            reasons.extend(reason.as_deref().filter(|_| !selected).map(|reason| (instance, reason)));
        }
    }
    let is_unselected = |(_, reasons): &(_, Vec<_>)| reasons.len() == configurations.len();
    let explain = |(resource, reasons): (&ObjectId, Vec<(&ObjectId, &str)>)| {
        let new = |message| Diagnostic::new(Code::NotSelected, severity, Layer::Selection, message);
        let diagnostic = match reasons.as_slice() {
            [(instance, reason)] => new(format!("{instance} does not select this {}: {reason}", resource.kind)),
            reasons => {
                let reasons = reasons.iter().map(|(instance, reason)| format!("{instance}: {reason}"));
                new(format!("no Prometheus selects this {}", resource.kind))
                    .help(reasons.collect::<Vec<_>>().join("\n"))
            }
        };
        at_name(diagnostic, resource, manifests)
    };
    reasons.into_iter().filter(is_unselected).map(explain).collect()
}

/// The field that the operator's reason begins with: `httpSDConfigs: [1]: …` is about `spec.httpSDConfigs[1]`, and
/// `endpoints[0]: tlsConfig: …` about `spec.endpoints[0].tlsConfig`.
pub(crate) fn field_of(kind: &str, reason: &str) -> (String, Vec<Segment>) {
    let key = |name: &str| Segment::Key(name.to_owned());
    let index = |part: &str| part.trim().strip_prefix('[')?.strip_suffix(']')?.parse().ok().map(Segment::Index);
    let mut steps = vec![key("spec")];
    let mut parts = reason.split(": ");
    let mut part = parts.next().unwrap_or_default();
    let endpoints = if kind == "PodMonitor" { "podMetricsEndpoints" } else { "endpoints" };
    if let Some(endpoint) = part.strip_prefix("endpoints").or_else(|| part.strip_prefix("endpoint")).and_then(index) {
        steps.extend([key(endpoints), endpoint]);
        part = parts.next().unwrap_or_default();
    }
    let field: &[&str] = match part {
        "relabelConfigs" => &["relabelings"],
        "metricRelabelConfigs" => &["metricRelabelings"],
        "targets.staticConfig.labels" => &["targets", "staticConfig", "labels"],
        "targets.staticConfig.relabelConfigs" => &["targets", "staticConfig", "relabelingConfigs"],
        "targets.ingress.relabelConfigs" => &["targets", "ingress", "relabelingConfigs"],
        "proxy configuration" => &["prober"],
        "failed to parse label selector" => &["selector"],
        "dockerswarmSDConfigs" => &["dockerSwarmSDConfigs"],
        "OVHCloudSDConfigs" => &["ovhcloudSDConfigs"],
        "ScalewaySDConfigs" => &["scalewaySDConfigs"],
        "IonosSDConfigs" => &["ionosSDConfigs"],
        "basicAuth" | "authorization" | "oauth2" | "tlsConfig" | "bearerTokenSecret" | "staticConfigs" => &[part],
        name if name.ends_with("SDConfigs") => &[part],
        name if name.starts_with("scrapeTimeout") || name == "invalid scrapeTimeout" => &["scrapeTimeout"],
        name if name.starts_with("scrapeClass") => &["scrapeClass"],
        name if name.starts_with("at least one of .spec.targets") => &["targets"],
        name if name.starts_with("RoleSelector ") => &["selectorMechanism"],
        _ if reason.contains(" url specified in proberSpec ") => &["prober", "url"],
        _ => &[],
    };
    steps.extend(field.iter().map(|name| key(name)));
    if !field.is_empty() {
        steps.extend(parts.next().and_then(index));
    }
    if steps.len() == 1 {
        return (String::new(), Vec::new());
    }
    let mut path = String::new();
    for step in &steps {
        match step {
            Segment::Key(name) if path.is_empty() => path.push_str(name),
            Segment::Key(name) => path.extend([".", name]),
            Segment::Index(index) => path.extend(["[", &index.to_string(), "]"]),
        }
    }
    (path, steps)
}

/// What came of a Prometheus or PrometheusAgent.
pub(super) fn outcome(
    id: &ObjectId,
    instance: &Instance<'_>,
    result: &Reconciliation,
    manifests: &Manifests<'_, '_>,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    match &result.outcome {
        Outcome::Configuration(_) => {}
        Outcome::Failure(reason) => diagnostics.push(
            Diagnostic::new(
                Code::NoConfiguration,
                Severity::Error,
                Layer::Generation,
                format!("the operator writes no configuration for {id}: {reason}"),
            )
            .help("Prometheus keeps its last configuration; what changes meanwhile is not seen"),
        ),
        Outcome::Unmanaged => diagnostics.push(
            Diagnostic::new(
                Code::Unmanaged,
                Severity::Warning,
                Layer::Selection,
                "there is no selector at all, so the operator leaves the configuration to you",
            )
            .help("set `scrapeConfigSelector: {}` to select every ScrapeConfig of the namespace"),
        ),
    }
    if instance.workload.is_daemon_set() {
        diagnostics.push(
            Diagnostic::new(
                Code::FeatureGate,
                Severity::Warning,
                Layer::Generation,
                "a stock operator does not run agents as a DaemonSet",
            )
            .help("start the operator with --feature-gates=PrometheusAgentDaemonSet=true"),
        );
    }
    let mut diagnostics: Vec<_> =
        diagnostics.into_iter().map(|diagnostic| at_name(diagnostic, id, manifests)).collect();
    if let Outcome::Failure(reason) = &result.outcome
        && let (Some(diagnostic), Some(manifest)) = (diagnostics.first_mut(), manifests.find(id))
        && let Some(source) = manifest.source
    {
        let value = &manifest.object.value;
        let way = advice::way_by_words(vec![Segment::Key("spec".to_owned())], reason, value);
        if way.len() > 1 {
            diagnostic.place = Some(Place { source, span: span_of(value, &way) });
        }
    }
    let referrers = if result.placeholders.is_empty() { BTreeMap::new() } else { referrers(manifests) };
    for reference in &result.placeholders {
        let (code, kind) = match reference.source {
            Source::Secret => (Code::MissingSecret, "Secret"),
            Source::ConfigMap => (Code::MissingConfigMap, "ConfigMap"),
        };
        let diagnostic = Diagnostic::new(
            code,
            Severity::Information,
            Layer::Selection,
            format!(
                "there is no {kind} {}/{} with the key `{}` among the inputs: a placeholder stands for its value",
                reference.namespace, reference.name, reference.key
            ),
        )
        .help("in a cluster without it, the operator refuses what refers to it");
        let names = (reference.namespace.as_str(), reference.name.as_str(), reference.key.as_str());
        diagnostics.push(match referrers.get(&names) {
            Some((manifest, span)) => place(diagnostic.about(&manifest.object.id), manifest.source, Some(*span)),
            None => diagnostic,
        });
    }
    diagnostics
}

/// Why there is no configuration at all.
pub(super) fn nothing(select: Option<(&str, &str)>, cluster: &Cluster<'_>) -> Diagnostic {
    let Some((namespace, name)) = select else {
        return Diagnostic::new(
            Code::NoConfiguration,
            Severity::Information,
            Layer::Selection,
            "there is no Prometheus among the inputs, and nothing for one to scrape: no configuration is written",
        );
    };
    let there_are: Vec<_> = cluster.instances.iter().map(|instance| instance.id().to_string()).collect();
    let diagnostic = Diagnostic::new(
        Code::NoConfiguration,
        Severity::Error,
        Layer::Selection,
        format!("there is no Prometheus or PrometheusAgent {namespace}/{name} among what the API server takes"),
    );
    if there_are.is_empty() { diagnostic } else { diagnostic.help(format!("there are: {}", there_are.join(", "))) }
}

/// Where each key of a Secret or ConfigMap is referred to first, by namespace, name and key.
type Referrers<'m, 't> = BTreeMap<(&'m str, &'m str, &'m str), (&'m Manifest<'t>, Span)>;

fn referrers<'m, 't>(manifests: &Manifests<'m, 't>) -> Referrers<'m, 't> {
    let mut referrers = Referrers::new();
    for manifest in manifests.current() {
        if manifest.object.kind != Kind::Other {
            add_referrers(manifest, &manifest.object.value, &mut referrers);
        }
    }
    referrers
}

fn add_referrers<'m, 't>(manifest: &'m Manifest<'t>, value: &'m Value<'t>, referrers: &mut Referrers<'m, 't>) {
    match &value.data {
        Data::Object(object) => {
            if let (Some(name), Some(key)) = (object.get("name").and_then(Value::as_str), object.get("key"))
                && let Some(key_name) = key.as_str()
            {
                let names = (manifest.object.id.namespace.as_str(), name, key_name);
                referrers.entry(names).or_insert((manifest, key.span));
            }
            for entry in &object.entries {
                add_referrers(manifest, &entry.value, referrers);
            }
        }
        Data::List(items) => {
            for item in items {
                add_referrers(manifest, item, referrers);
            }
        }
        _ => {}
    }
}
