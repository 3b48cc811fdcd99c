//! What is said of a line's sources holds: without the field, the line is gone or says something else. And a field that is said
//! to make no line can be removed without a change.
//!
//! The inputs are the suite's files and, where they are there, the recorded cases of `../shared/vectors`.

use promwright_core::provenance::{Input, Node, Provenance, Question, Subject, nodes, trace, without};
use promwright_finding::{ObjectId, Path};
use promwright_kubernetes::object::{Kind, Object};
use promwright_operator::Operator;
use promwright_operator::api::kind;
use promwright_operator::cluster::Cluster;
use promwright_operator::reconcile::{Outcome, Settings, Verdict, reconcile};
use promwright_operator::render::{Missing, Options};
use promwright_tests::conformance::{Case, options, read_lines};
use promwright_tests::suite::{self, SuiteFile};
use promwright_yaml::{read_json, read_manifests};

/// Every so many of the recorded cases are run: each is some hundred configurations.
const STRIDE: usize = 120;

/// Selects everything, for manifests without a Prometheus.
const PROMETHEUS: &str = r#"{
    "apiVersion": "monitoring.coreos.com/v1", "kind": "Prometheus", "metadata": {"name": "prometheus", "namespace": "default"},
    "spec": {
        "serviceMonitorSelector": {}, "serviceMonitorNamespaceSelector": {},
        "podMonitorSelector": {}, "podMonitorNamespaceSelector": {},
        "probeSelector": {}, "probeNamespaceSelector": {},
        "scrapeConfigSelector": {}, "scrapeConfigNamespaceSelector": {}
    }
}"#;

/// The objects of one case and how they are reconciled.
struct Scene<'t> {
    objects: Vec<Object<'t>>,
    instance: usize,
    settings: Settings,
}

impl<'t> Scene<'t> {
    fn new(objects: Vec<Object<'t>>, mut settings: Settings) -> Option<Self> {
        let instance = objects.iter().position(|object| is_instance(object.kind) && object.is_stored())?;
        // Only servers know how to keep the data of shards that are gone.
        settings.options.retention_policies &= !objects[instance].kind.is(&kind::PROMETHEUS_AGENT);
        Some(Self { objects, instance, settings })
    }

    /// The configuration and what it is rendered from, with another object in the place of one.
    fn rendered(&self, replaced: Option<(usize, &Object<'t>)>) -> Option<(String, Vec<ObjectId>)> {
        let object = |index| match replaced {
            Some((other, object)) if other == index => object,
            _ => &self.objects[index],
        };
        let objects = (0..self.objects.len()).map(object).filter(|object| object.is_stored());
        let is_other = |object: &&Object<'_>| !is_instance(object.kind);
        let mut cluster = Cluster::read(objects.filter(is_other)).ok()?;
        cluster.namespaces.assume_unknown = self.settings.missing == Missing::Placeholder;
        let instance = Cluster::read([object(self.instance)]).ok()?.instances.pop()?;
        let reconciled = reconcile(&instance, &cluster, self.settings);
        let is_accepted = |verdict: &Verdict| matches!(verdict, Verdict::Accepted { .. });
        let accepted =
            reconciled.resources.into_iter().filter(|(_, verdict)| is_accepted(verdict)).map(|(id, _)| id).collect();
        match reconciled.outcome {
            Outcome::Configuration(text) => Some((text, accepted)),
            Outcome::Failure(_) | Outcome::Unmanaged => None,
        }
    }

    /// The configuration without a field, where there is one.
    fn without(&self, id: &ObjectId, path: &Path) -> Option<String> {
        let index = self.objects.iter().rposition(|object| object.id == *id && object.is_stored()).unwrap();
        let object = &self.objects[index];
        let node = every_node(object).into_iter().find(|node| node.path == *path).unwrap();
        let admission = object.admission.clone();
        let value = without(&object.value, node.path.segments());
        let object = Object { id: object.id.clone(), kind: object.kind, admission, value };
        self.rendered(Some((index, &object))).map(|(text, _)| text)
    }

    /// Checks every sentence about the configuration; returns how many there were.
    fn check(&self, name: &str) -> usize {
        let Some((text, accepted)) = self.rendered(None) else { return 0 };
        let is_input = |object: &&Object<'_>| object.is_stored();
        let inputs: Vec<_> =
            self.objects.iter().filter(is_input).map(|object| Input { object, source: Some(0) }).collect();
        let instance = inputs.iter().position(|input| is_instance(input.object.kind)).unwrap();
        let accepted: Vec<_> = accepted.iter().collect();
        let operator = Operator { options: self.settings.options };
        let subject = Subject {
            dialect: &operator,
            text: &text,
            instance,
            accepted: &accepted,
            prometheus_version: None,
            strict: self.settings.missing == Missing::Refuse,
        };
        let Provenance { lines, unused } = trace(&inputs, subject, Question::all());
        assert_eq!(lines.len(), text.lines().count(), "{name}");
        let is_traced = lines.iter().any(|origins| !origins.is_empty());
        assert!(is_traced, "{name}: the configuration could not be rendered again");

        let mut sentences = 0;
        let mut sources: Vec<_> = lines.iter().flatten().map(|origin| (&origin.object, &origin.path)).collect();
        sources.sort();
        sources.dedup();
        for (object, path) in sources {
            let Some(after) = self.without(object, path) else { continue };
            let [before, after] = [&text, &after].map(|text| sections(text));
            let count = |lines: &[Line<'_>], line| lines.iter().filter(|other| **other == line).count();
            let anywhere = |lines: &[Line<'_>], line| lines.iter().filter(|(_, other)| *other == line).count();
            for (line, origins) in before.iter().zip(&lines) {
                if origins.iter().any(|origin| (&origin.object, &origin.path) == (object, path)) {
                    sentences += 1;
                    // Without one of its items, the others of a list can take its place: then one is gone on the whole.
                    let is_gone = count(&after, *line) < count(&before, *line)
                        || anywhere(&after, line.1) < anywhere(&before, line.1);
                    assert!(is_gone, "{name}: {line:?} stays without {path} of {object}:\n{text}");
                }
            }
        }
        for field in &unused {
            sentences += 1;
            let after = self.without(&field.object, &field.path);
            assert_eq!(after.as_deref(), Some(&*text), "{name}: {} of {} is not unused", field.path, field.object);
        }
        sentences
    }
}

fn is_instance(kind: Kind) -> bool {
    [&kind::PROMETHEUS, &kind::PROMETHEUS_AGENT].iter().any(|known| kind.is(known))
}

fn every_node(object: &Object<'_>) -> Vec<Node> {
    nodes(&object.value, &["metadata", "spec", "data", "stringData"])
}

/// A line without indentation and dashes, which change with the lines around, behind the first line of its section or job.
type Line<'t> = (&'t str, &'t str);

fn sections(text: &str) -> Vec<Line<'_>> {
    let mut section = "";
    let place = |line: &'_ str| line.trim_start_matches([' ', '-']).len();
    let lines = text.lines().map(|line| {
        if !line.starts_with(' ') {
            section = line;
        }
        (section, &line[line.len() - place(line)..])
    });
    lines.collect()
}

#[test]
fn what_is_said_of_the_suite_holds() {
    let mut sentences = 0;
    for path in suite::files(&suite::folder()).unwrap() {
        let text = SuiteFile::read(&path).unwrap().manifests();
        let values = read_manifests(&text).documents.into_iter().filter_map(|document| document.content.ok());
        let mut objects: Vec<_> = values.map(|value| Object::apply(value, kind::ALL)).collect();
        if !objects.iter().any(|object| is_instance(object.kind)) {
            objects.push(Object::apply(read_json(PROMETHEUS).unwrap(), kind::ALL));
        }
        let settings = Settings { options: Options::default(), missing: Missing::Placeholder };
        sentences += Scene::new(objects, settings).map_or(0, |scene| scene.check(&path.to_string_lossy()));
    }
    assert!(sentences > 500, "{sentences}");
}

#[test]
fn what_is_said_of_recorded_cases_holds() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors");
    let mut sentences = 0;
    for (file, stride) in [("reconcile.jsonl.gz", STRIDE), ("real.jsonl.gz", STRIDE / 4)] {
        if !folder.join(file).exists() {
            println!("../shared/vectors/{file} is not there");
            continue;
        }
        for line in read_lines(&folder.join(file)).unwrap().iter().step_by(stride) {
            let case: Case<'_> = Case::parse(&line.text).unwrap();
            let manifests = case.manifests.iter().map(|manifest| read_json(manifest.get()).unwrap());
            let settings = Settings { options: options(&case), missing: Missing::Refuse };
            sentences += {
                let objects = manifests.map(|manifest| Object::apply(manifest, kind::ALL)).collect();
                Scene::new(objects, settings).map_or(0, |scene| scene.check(&case.name))
            };
        }
    }
    println!("{sentences} sentences hold");
}
