//! How to write a dialect: a toy, the whole of it in this file. It has one kind, of which each object becomes a configuration with
//! one job. Below it are tests of what the core does with it, on which it depends in no other way.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::convert::Infallible;

use promwright_core::evaluate::{Evaluation, Request, evaluate};
use promwright_core::provenance::{Question, Reason};
use promwright_core::{Source, policy};
use promwright_dialect as dialect;
use promwright_dialect::{Cause, Configuration, Dialect, File, Generated, Judge, Rendered, Role, Situation};
use promwright_finding::{Finding, ObjectId, Path, Rule, RuleDocs, Severity};
use promwright_go::Quoted;
use promwright_kubernetes::Section;
use promwright_kubernetes::kind::{self, KindSchema, Scope};
use promwright_kubernetes::map::Map;
use promwright_kubernetes::object::{Object, Resource};
use promwright_kubernetes::read::{Read, ReadError};
use promwright_kubernetes::schema::{Described, Documented, Field, Schema, Shape};
use promwright_kubernetes::section::{self, Context as _, Section as _};
use promwright_operator::Operator;
use promwright_prometheus::version::Version;
use promwright_yaml::write::Writer;
use serde_json::{Value as Json, json};

/// What to scrape: the struct is the schema, the reader and the writer.
#[derive(Clone, Debug, Default, Section)]
struct TargetSpec<'a> {
    /// How often to scrape the target.
    #[section(key = "scrape_interval", default = "30s")]
    interval: &'a str,
    /// Format to assume where the target names none.
    #[section(key = "fallback_scrape_protocol", since = (3, 0, 0))]
    fallback_protocol: &'a str,
    /// Host and port of the target.
    #[section(required, skip)]
    address: &'a str,
    /// What people want to know about the target.
    #[section(skip)]
    about: Map<'a, &'a str>,
}

type Target<'a> = Resource<'a, TargetSpec<'a>>;

const ANY: &Schema = &Schema::of(Shape::Any);

static TARGET: KindSchema = KindSchema {
    group: "toy.example.com",
    kind: "Target",
    plural: "targets",
    singular: "target",
    list_kind: "TargetList",
    short_names: &[],
    categories: &[],
    scope: Scope::Namespaced,
    versions: &[kind::Version {
        name: "v1",
        schema: Schema::object(
            "One target to scrape.",
            &[
                Field::new("apiVersion", const { &Schema::string() }),
                Field::new("kind", const { &Schema::string() }),
                Field::new("metadata", ANY),
                Field { required: true, ..Field::new("spec", const { &TargetSpec::SCHEMA }) },
                Field::new("status", ANY),
            ],
            false,
            &[],
        ),
        scale: None,
        printer_columns: Documented::new(&[]),
    }],
};
static KINDS: &[&KindSchema] = &[&TARGET];

/// What the writer knows besides the object.
struct Context<'c> {
    prometheus: &'c Version,
}

impl section::Context for Context<'_> {
    type Refusal = Infallible;

    fn since(&self, (major, minor, patch): (u16, u16, u16)) -> bool {
        self.prometheus.is_at_least(major, minor, patch)
    }
}

fn written(target: &Target<'_>, prometheus: &Version) -> String {
    let mut w = Writer::new();
    w.begin_map();
    w.key("scrape_configs");
    w.begin_list();
    w.begin_map();
    w.key("job_name");
    w.string(&format!("{}/{}", target.metadata.namespace, target.metadata.name));
    let Ok(()) = target.spec.write_fields(&mut w, &Context { prometheus });
    w.key("static_configs");
    w.begin_list();
    w.begin_map();
    w.key("targets");
    w.begin_list();
    w.string(target.spec.address);
    w.end_list();
    w.end_map();
    w.end_list();
    w.end_map();
    w.end_list();
    w.end_map();
    w.finish()
}

const BAD: &str = "\
apiVersion: toy.example.com/v1
kind: Target
metadata: {name: web, namespace: shop}
spec:
  address: web.example.com
";
const GOOD: &str = "\
apiVersion: toy.example.com/v1
kind: Target
metadata: {name: web, namespace: shop}
spec:
  address: web.example.com:9100
";

static NO_PORT: Rule = Rule::new(
    "toy/no-port",
    Severity::Error,
    RuleDocs {
        summary: "An address without a port",
        explanation: "The toy guesses no ports. Write one after the host.",
        bad: BAD,
        good: GOOD,
    },
);
static RULES: &[&Rule] = &[&NO_PORT];

fn check(target: &Target<'_>) -> Option<Finding> {
    let address = target.spec.address;
    let has_port = address.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok());
    let finding =
        Finding::new(&NO_PORT, format!("no port in {}", Quoted(address))).path(Path::of(&["spec", "address"]));
    (!has_port).then(|| finding.says("missing port in address").help("Add the port: `host:9100`"))
}

struct Toy;

const DEFAULT: &str = "v2.55.0";

fn version(chosen: Option<&str>) -> Version {
    Version::parse(chosen.unwrap_or(DEFAULT)).unwrap_or_default()
}

impl Judge for Toy {
    fn name(&self) -> &'static str {
        "toy"
    }

    fn kinds(&self) -> &'static [&'static KindSchema] {
        KINDS
    }

    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn default_prometheus(&self) -> &'static str {
        DEFAULT
    }

    fn judge(&self, object: &Object<'_>, _: &Version) -> Vec<Finding> {
        let target = Target::read(&object.value).unwrap_or_default();
        check(&target).map(|finding| finding.about(&object.id)).into_iter().collect()
    }
}

impl Dialect for Toy {
    fn prometheus_versions(&self) -> &'static [&'static str] {
        &[DEFAULT, "v3.5.0"]
    }

    fn role(&self, _: &KindSchema) -> Role {
        Role::Instance
    }

    fn cluster<'o>(
        &'o self,
        objects: &[&'o Object<'o>],
        situation: Situation<'o>,
    ) -> Result<Box<dyn dialect::Cluster + 'o>, ReadError> {
        // The objects of other dialects are among them.
        let own = objects.iter().filter(|object| object.kind.is(&TARGET));
        let render = |object: &&Object<'_>| {
            let target = Target::read(&object.value)?;
            let finding = check(&target).map(|finding| finding.about(&object.id).found_by(&object.id));
            let failure = finding.as_ref().and_then(|finding| finding.says.clone());
            let text = failure.is_none().then(|| written(&target, &version(situation.prometheus_version)));
            let files = text.into_iter().map(|text| File { name: "toy.yaml".to_owned(), text }).collect();
            let configuration = Configuration { instance: object.id.clone(), files, failure, resources: Vec::new() };
            Ok(Rendered { configuration, findings: finding.into_iter().collect() })
        };
        Ok(Box::new(Cluster(own.map(render).collect::<Result<_, _>>()?)))
    }

    fn generate(&self, request: &dialect::RenderRequest<'_>) -> Option<Generated> {
        let target = Target::read(request.instance.1).ok()?;
        let text = written(&target, &version(request.prometheus_version));
        Some(Generated { text, blocks: Vec::new(), loaded: Vec::new() })
    }

    fn rendered(&self, request: &dialect::RenderRequest<'_>) -> Option<String> {
        let target = Target::read(request.instance.1).ok()?;
        check(&target).is_none().then(|| written(&target, &version(request.prometheus_version)))
    }

    fn cause(&self, _: &Path, _: bool) -> Cause {
        Cause::Field
    }
}

/// What is rendered of each object.
struct Cluster(Vec<Rendered>);

impl dialect::Cluster for Cluster {
    fn instances(&self) -> Vec<ObjectId> {
        self.0.iter().map(|rendered| rendered.configuration.instance.clone()).collect()
    }

    fn render(&self, instance: usize) -> Rendered {
        self.0[instance].clone()
    }

    fn conclude(&self, _: &[&Configuration]) -> Vec<Finding> {
        Vec::new()
    }
}

fn evaluated(text: &str, dialects: &[&dyn Dialect], question: Option<Question>) -> Evaluation {
    let sources = vec![Source { name: "test.yaml", text }];
    evaluate(&Request { sources, dialects: dialects.to_vec(), question, ..Request::default() })
}

/// Each finding: its code, the object, the path, the text at its place, and the title of its fix.
fn found(text: &str, dialects: &[&dyn Dialect]) -> Vec<String> {
    let found = evaluated(text, dialects, None).findings.into_iter().map(|finding| {
        let place = finding.place.map_or("", |place| &text[place.span.start as usize..place.span.end as usize]);
        let object = finding.object.map(|object| object.to_string()).unwrap_or_default();
        let title = finding.fix.map(|fix| fix.title).unwrap_or_default();
        [finding.rule.code, &object, &finding.path.to_string(), place, &title].join("|")
    });
    found.collect()
}

#[test]
fn an_object_becomes_a_configuration() {
    let evaluation = evaluated(GOOD, &[&Toy], None);
    let text = "scrape_configs:\n- job_name: shop/web\n  scrape_interval: 30s\n  static_configs:\n  - targets:\n    \
                - web.example.com:9100\n";
    assert_eq!((evaluation.configurations[0].text(), evaluation.findings), (Some(text), Vec::new()));
}

#[test]
fn its_rule_is_found_at_its_place() {
    assert_eq!(found(BAD, &[&Toy]), ["toy/no-port|Target shop/web|spec.address|web.example.com|"]);
    let evaluation = evaluated(BAD, &[&Toy], None);
    assert_eq!(evaluation.configurations[0].failure.as_deref(), Some("missing port in address"));
}

#[test]
fn the_api_server_checks_the_kind_by_its_schema() {
    let expected = [
        "schema/missing-field|Target shop/web|spec.address|spec|",
        "schema/unknown-field|Target shop/web|spec.adress|adress|Rename to `address`",
    ];
    assert_eq!(found(&GOOD.replace("address", "adress"), &[&Toy]), expected);
    let unknown = "schema/unknown-kind|Tarket shop/web|kind|Tarket|".to_owned();
    assert!(found(&GOOD.replace("Target", "Tarket"), &[&Toy]).contains(&unknown));
}

const SCRAPE_CONFIG: &str = "\
apiVersion: monitoring.coreos.com/v1alpha1
kind: ScrapeConfig
metadata: {name: web, namespace: shop}
spec: {dnsSDConfigs: [{names: [web], type: A}], scheem: HTTP}
";

/// What dialects say together is what each of them says alone.
fn check_side_by_side(texts: &[&str]) {
    let texts = texts.join("---\n");
    let said = |dialects: &[&dyn Dialect]| {
        let Evaluation { configurations, findings } = evaluated(&texts, dialects, None);
        let configurations = configurations.iter().map(|made| json!(made).to_string());
        configurations.chain(findings.iter().map(|finding| json!(finding).to_string())).collect::<Vec<_>>()
    };
    let sorted = |mut said: Vec<String>| {
        said.sort();
        said
    };
    let operator = Operator::default();
    let alone = sorted([said(&[&Toy]), said(&[&operator])].concat());
    assert_eq!(sorted(said(&[&Toy, &operator])), alone);
    assert_eq!(sorted(said(&[&operator, &Toy])), alone);
}

#[test]
fn dialects_stand_side_by_side() {
    let misspelt = BAD.replace("web,", "api,").replace("address", "adress");
    check_side_by_side(&[SCRAPE_CONFIG, BAD, &misspelt]);
}

#[test]
fn references_are_looked_for_in_the_dialect_s_own_objects() {
    let reference = "{name: s, key: k}";
    let spec = format!("{{staticConfigs: [{{targets: [a]}}], authorization: {{credentials: {reference}}}}}");
    let scrape_config = SCRAPE_CONFIG.replace("{dnsSDConfigs: [{names: [web], type: A}], scheem: HTTP}", &spec);
    check_side_by_side(&[&format!("{GOOD}  about: {reference}\n"), &scrape_config]);
}

#[test]
fn a_kind_of_no_dialect_is_passed_over() {
    assert_eq!(found(SCRAPE_CONFIG, &[&Toy]), ["operator/no-configuration||||"]);
}

#[test]
fn the_policy_judges_its_objects() {
    let ask = |address: &str, settings: &Json| -> Json {
        let kind = json!({"group": "toy.example.com", "version": "v1", "kind": "Target"});
        let metadata = json!({"name": "web", "namespace": "shop"});
        let object = json!({"apiVersion": "toy.example.com/v1", "kind": "Target", "metadata": metadata, "spec": {"address": address}});
        let request = json!({"kind": kind, "operation": "CREATE", "namespace": "shop", "object": object});
        let payload = json!({"request": request, "settings": settings}).to_string();
        serde_json::from_slice(&policy::validate(payload.as_bytes(), &[&Toy])).unwrap()
    };
    let message = "Target shop/web is rejected: 1 error\nspec.address: no port in \"web\". Add the port: `host:9100` [toy/no-port]";
    assert_eq!(ask("web:9100", &json!({})), json!({"accepted": true}));
    assert_eq!(ask("web", &json!({})), json!({"accepted": false, "code": 422, "message": message}));
    assert_eq!(ask("web", &json!({"ignore": ["toy/no-port"]})), json!({"accepted": true}));
}

#[test]
fn lines_are_traced_to_its_fields() {
    let evaluation = evaluated(GOOD, &[&Toy], Some(Question::all()));
    let lines = evaluation.configurations[0].provenance.as_ref().unwrap().lines.iter().map(|origins| {
        let origins: Vec<_> = origins.iter().map(|origin| format!("{} {}", origin.cause.name(), origin.path)).collect();
        origins.join(", ")
    });
    let name = "field metadata.name, field metadata.namespace";
    assert_eq!(lines.collect::<Vec<_>>(), ["", name, "default spec.interval", "", "", "field spec.address"]);
}

#[test]
fn a_field_of_a_newer_prometheus_is_not_used() {
    let text = format!("{GOOD}  fallbackProtocol: PrometheusText0.0.4\n");
    let evaluation = evaluated(&text, &[&Toy], Some(Question::all()));
    let unused = &evaluation.configurations[0].provenance.as_ref().unwrap().unused;
    assert_eq!(unused.first().map(|unused| &unused.reason), Some(&Reason::Since("3.5.0".to_owned())));
}
