//! For pages: a text in, configurations and problems out, with places that an editor understands.
//!
//! The playground calls [`answer`] and [`trace`] from Rust; other pages call `evaluate` and `trace`, which take and give the same
//! shapes as JavaScript objects. Their TypeScript types are in `wasm/types/promwright.d.ts`.

mod positions;

use promwright_core::evaluate::{Evaluation, InTurn, Reading, Request as Evaluate, Source, evaluate_read, read_one};
use promwright_core::provenance;
use promwright_finding::Diagnostic;
use promwright_prometheus::version;
use promwright_yaml::split_manifests;
use serde::{Deserialize, Serialize};

use positions::Positions;

/// What to evaluate.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", default)]
pub struct Request {
    /// The manifests, documents separated by `---`.
    pub text: String,
    /// The version of Prometheus, such as `v3.13.1`; that of the Prometheus objects where it is not set.
    pub prometheus_version: Option<String>,
    /// Take nothing for granted that is not in the text.
    pub strict: bool,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// One for each Prometheus and PrometheusAgent.
    pub configurations: Vec<Configuration>,
    /// What there is to say, in the order of the text.
    pub problems: Vec<Problem>,
}

/// What came of one Prometheus or PrometheusAgent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Configuration {
    /// `Kind namespace/name`.
    pub instance: String,
    /// The text, or nothing where the operator writes none: a problem says why.
    pub text: Option<String>,
    /// What became of each resource.
    pub resources: Vec<Resource>,
}

/// What became of one resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Resource {
    /// `Kind namespace/name`.
    pub name: String,
    /// Whether it is part of the configuration.
    pub taken: bool,
    /// Why it is not.
    pub reason: Option<String>,
}

/// One thing to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The stable name of what it is about, such as `unknown-field`.
    pub code: String,
    /// `error`, `warning` or `information`.
    pub severity: String,
    /// Who says it: `yaml`, `schema`, `cel`, `selection` or `generation`.
    pub layer: String,
    /// `Kind namespace/name`, or nothing where it is about no object.
    pub object: Option<String>,
    /// The field within the object, or empty.
    pub path: String,
    /// Where it stands, or nothing where it stands nowhere in the text.
    pub range: Option<Range>,
    /// What was found.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// A stretch of the text, in UTF-16 code units as JavaScript counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Range {
    /// The first unit.
    pub from: u32,
    /// The unit after the last one.
    pub to: u32,
    /// The line of the first unit, from 1.
    pub line: u32,
    /// Its column, from 1.
    pub column: u32,
}

/// What to ask about a configuration.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Question {
    /// Which fields make this line of it, counted from 1?
    Line(u32),
    /// Which lines does the innermost field around this place of the manifests make? In UTF-16 code units.
    Place(u32),
}

/// A field, and lines that would not be there without it or would say something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Origin {
    /// How it makes them: `field`, `scrape-class`, `enforcement`, `version`, `data` or `default`.
    pub cause: String,
    /// The object that has the field: `Kind namespace/name`.
    pub object: String,
    /// The field: `spec.relabelings[0].regex`.
    pub path: String,
    /// Where it stands, or nothing where it stands nowhere in the text.
    pub range: Option<Range>,
    /// Those of the lines that were asked about, counted from 1.
    pub lines: Vec<u32>,
}

/// Evaluates texts, and remembers the documents of the last one: a keystroke changes one of them, and the others need not be read
/// again.
#[derive(Default)]
pub struct Session {
    /// The documents of the last text, each as a text of its own.
    texts: Vec<String>,
    readings: Vec<Reading<'static>>,
}

impl Session {
    /// Evaluates a text.
    pub fn answer(&mut self, request: &Request) -> Answer {
        // Nothing is written yet, so nothing is missing.
        if request.text.trim().is_empty() {
            return Answer::default();
        }
        let parts = split_manifests(&request.text);
        self.read(&parts);
        let evaluation = evaluate_read(&evaluate_request(request), &self.readings, &InTurn);
        answer_of(evaluation, &Positions::new(&request.text, &parts))
    }

    /// Tells which fields make which lines of the configuration of one instance, such as `Prometheus monitoring/main`. No field
    /// makes a line that is always written. It takes about as long as evaluating a few times.
    pub fn trace(&mut self, request: &Request, instance: &str, question: Question) -> Vec<Origin> {
        let parts = split_manifests(&request.text);
        self.read(&parts);
        let positions = Positions::new(&request.text, &parts);
        let request = Evaluate {
            select: instance.split_once(' ').and_then(|(_, name)| name.split_once('/')),
            question: Some(match question {
                Question::Line(line) => provenance::Question::line(line.saturating_sub(1) as usize),
                Question::Place(unit) => positions.question(unit),
            }),
            ..evaluate_request(request)
        };
        let evaluation = evaluate_read(&request, &self.readings, &InTurn);
        let configuration = evaluation.configurations.into_iter().find(|made| made.instance.to_string() == instance);
        let provenance = configuration.and_then(|made| made.provenance).unwrap_or_default();
        origins_of(provenance, question, &positions)
    }

    /// Reads the parts that were not there: those between the ones that the last text began and ended with as well.
    fn read(&mut self, parts: &[&str]) {
        let same = |(text, part): &(&String, &&str)| text == part;
        let before = self.texts.iter().zip(parts).take_while(same).count();
        let rest = self.texts.len().min(parts.len()) - before;
        let after = self.texts.iter().rev().zip(parts.iter().rev()).take(rest).take_while(same).count();
        let changed = before..self.texts.len() - after;
        let new = parts.iter().enumerate().skip(before).take(parts.len() - before - after);
        let read = |(index, part): (usize, &&str)| read_one(index, Source { name: "", text: part }).into_owned();
        self.readings.splice(changed.clone(), new.clone().map(read));
        self.texts.splice(changed, new.map(|(_, part)| (*part).to_owned()));
        for (index, reading) in self.readings.iter_mut().enumerate().skip(parts.len() - after) {
            reading.renumber(index);
        }
    }
}

/// Evaluates a text.
pub fn answer(request: &Request) -> Answer {
    Session::default().answer(request)
}

/// Tells which fields make which lines; see [`Session::trace`].
pub fn trace(request: &Request, instance: &str, question: Question) -> Vec<Origin> {
    Session::default().trace(request, instance, question)
}

fn evaluate_request(request: &Request) -> Evaluate<'_> {
    Evaluate {
        prometheus_version: request.prometheus_version.as_deref(),
        strict: request.strict,
        ..Evaluate::default()
    }
}

fn answer_of(evaluation: Evaluation, positions: &Positions<'_>) -> Answer {
    Answer {
        configurations: evaluation
            .configurations
            .into_iter()
            .map(|configuration| Configuration {
                instance: configuration.instance.to_string(),
                text: configuration.text,
                resources: configuration
                    .resources
                    .into_iter()
                    .map(|verdict| Resource {
                        name: verdict.resource.to_string(),
                        taken: verdict.taken,
                        reason: verdict.reason,
                    })
                    .collect(),
            })
            .collect(),
        problems: evaluation.diagnostics.iter().map(|diagnostic| problem(diagnostic, positions)).collect(),
    }
}

fn origins_of(provenance: provenance::Provenance, question: Question, positions: &Positions<'_>) -> Vec<Origin> {
    let mut found: Vec<Origin> = Vec::new();
    for (line, origins) in (1..).zip(provenance.lines) {
        // Its neighbours are answered with it.
        if matches!(question, Question::Line(asked) if asked != line) {
            continue;
        }
        for provenance::Origin { cause, object, path, place } in origins {
            let object = object.to_string();
            match found.iter_mut().find(|known| known.path == path && known.object == object) {
                Some(known) => known.lines.push(line),
                None => found.push(Origin {
                    cause: cause.name().to_owned(),
                    object,
                    path,
                    range: place.map(|place| positions.range(place)),
                    lines: vec![line],
                }),
            }
        }
    }
    found
}

/// The versions of Prometheus that the operator supports, the newest first.
pub fn prometheus_versions() -> Vec<&'static str> {
    version::COMPATIBILITY.iter().rev().copied().collect()
}

fn problem(diagnostic: &Diagnostic, positions: &Positions<'_>) -> Problem {
    Problem {
        code: diagnostic.code.name().to_owned(),
        severity: diagnostic.severity.name().to_owned(),
        layer: diagnostic.layer.name().to_owned(),
        object: diagnostic.object.as_ref().map(ToString::to_string),
        path: diagnostic.path.clone(),
        range: diagnostic.place.map(|place| positions.range(place)),
        message: diagnostic.message.clone(),
        help: diagnostic.help.clone(),
    }
}

/// The same for JavaScript.
#[cfg(all(feature = "browser", target_family = "wasm"))]
pub mod javascript {
    use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

    /// Evaluates a request and gives an answer; both have the shapes of `promwright.d.ts`.
    ///
    /// # Errors
    /// The request has another shape.
    #[wasm_bindgen]
    pub fn evaluate(request: JsValue) -> Result<JsValue, JsValue> {
        let request = serde_wasm_bindgen::from_value(request)?;
        Ok(serde_wasm_bindgen::to_value(&super::answer(&request))?)
    }

    /// Tells which fields make which lines of one configuration.
    ///
    /// # Errors
    /// The request or the question has another shape.
    #[wasm_bindgen]
    pub fn trace(request: JsValue, instance: &str, question: JsValue) -> Result<JsValue, JsValue> {
        let (request, question) = (serde_wasm_bindgen::from_value(request)?, serde_wasm_bindgen::from_value(question)?);
        Ok(serde_wasm_bindgen::to_value(&super::trace(&request, instance, question))?)
    }
}

#[cfg(test)]
mod tests {
    use ts_rs::TS;

    use super::*;

    #[test]
    fn types_for_typescript_are_current() {
        let declarations = [
            Request::decl(&ts_rs::Config::default()),
            Answer::decl(&ts_rs::Config::default()),
            Configuration::decl(&ts_rs::Config::default()),
            Resource::decl(&ts_rs::Config::default()),
            Problem::decl(&ts_rs::Config::default()),
            Range::decl(&ts_rs::Config::default()),
            Question::decl(&ts_rs::Config::default()),
            Origin::decl(&ts_rs::Config::default()),
        ];
        let mut text = String::from("// Written by `UPDATE_TYPES=1 cargo test -p promwright-wasm`.\n");
        for declaration in declarations {
            text += "\nexport ";
            text += &declaration;
            text += "\n";
        }
        text.push_str("\nexport function evaluate(request: Partial<Request>): Answer;\n");
        text.push_str("\nexport function trace(request: Partial<Request>, instance: string, question: Question): Array<Origin>;\n");
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/types/promwright.d.ts");
        if std::env::var_os("UPDATE_TYPES").is_some() {
            std::fs::write(path, &text).unwrap();
        }
        let current = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(current, text, "run UPDATE_TYPES=1 cargo test -p promwright-wasm");
    }

    #[test]
    fn a_session_answers_as_if_each_text_were_the_first() {
        let document = |name: &str, rest: &str| {
            format!(
                "kind: ScrapeConfig\napiVersion: monitoring.coreos.com/v1alpha1\nmetadata: {{name: {name}}}\nspec:\n  jobName: é\n{rest}"
            )
        };
        let [a, b, c] = ["a", "b", "c"].map(|name| document(name, "  unknown: 1\n"));
        let broken = document("b", "  jobName: 'x\n");
        let mut session = Session::default();
        for text in [
            format!("{a}---\n{b}---\n{c}"),
            format!("{a}---\n{broken}---\n{c}"),
            format!("{a}---\n{c}"),
            format!("{c}---\n{a}---\n{b}---\n{c}"),
            String::new(),
            format!("---\n---\n{c}"),
            format!("{a}--- x\n{c}"),
            format!("{{\"kind\": 1}}\n---\n{c}"),
            format!("{a}---\n{{kind: List, apiVersion: v1, items: []}}\n---\n{c}---\n{c}"),
        ] {
            let request = Request { text, ..Request::default() };
            assert_eq!(session.answer(&request), answer(&request), "{}", request.text);
        }
    }

    #[test]
    fn places_count_utf_16() {
        let request = Request {
            text: "# 🔥é\napiVersion: monitoring.coreos.com/v1alpha1\nkind: ScrapeConfig\nmetadata:\n  name: a\nspec:\n  source_labels: []\n"
                .to_owned(),
            ..Request::default()
        };
        let answer = answer(&request);
        let problem = answer.problems.iter().find(|problem| problem.code == "unknown-field").unwrap();
        let range = problem.range.unwrap();
        let units: Vec<u16> = request.text.encode_utf16().collect();
        let stretch = String::from_utf16(&units[range.from as usize..range.to as usize]).unwrap();
        assert_eq!((stretch.as_str(), range.line, range.column), ("source_labels", 7, 3));
        assert_eq!(answer.configurations.len(), 1);
    }

    #[test]
    fn lines_and_fields_lead_to_each_other() {
        let text = "# 🔥\napiVersion: monitoring.coreos.com/v1alpha1\nkind: ScrapeConfig\nmetadata:\n  name: a\nspec:\n  metricsPath: /é\n  jobName: 🔥\n";
        let request = Request { text: text.to_owned(), ..Request::default() };
        let instance = "Prometheus default/prometheus";
        let answer = answer(&request);
        let made = answer.configurations[0].text.as_deref().unwrap();
        let line = |wanted: &str| 1 + made.lines().position(|line| line.contains(wanted)).unwrap() as u32;
        let path = line("metrics_path");

        let origins = trace(&request, instance, Question::Line(path));
        let [Origin { cause, object, path: field, range: Some(range), lines }] = origins.as_slice() else {
            panic!("{origins:#?}");
        };
        assert_eq!(
            (cause.as_str(), object.as_str(), field.as_str()),
            ("field", "ScrapeConfig default/a", "spec.metricsPath")
        );
        let units: Vec<u16> = text.encode_utf16().collect();
        let stretch = |range: &Range| String::from_utf16(&units[range.from as usize..range.to as usize]).unwrap();
        assert_eq!((stretch(range).as_str(), lines.as_slice()), ("metricsPath: /é", &[path][..]));

        // Every unit of the field leads back, and the one behind it does not.
        for unit in range.from..=range.to {
            assert_eq!(trace(&request, instance, Question::Place(unit)), origins, "unit {unit}");
        }
        let name = trace(&request, instance, Question::Place(range.to + 5));
        assert_eq!(name.iter().map(|origin| origin.path.as_str()).collect::<Vec<_>>(), ["spec.jobName"]);

        assert_eq!(trace(&request, instance, Question::Line(line("scrape_configs"))), []);
        assert_eq!(trace(&request, "Prometheus default/other", Question::Line(path)), []);
    }
}
