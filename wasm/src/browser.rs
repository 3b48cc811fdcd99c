//! The interface for web pages: manifests in, configurations and problems out, with positions for an editor.
//!
//! The playground calls [`answer`] and [`trace`] from Rust. Other pages call `evaluate` and `trace` with JavaScript objects of the
//! same structure. Their TypeScript types are in `wasm/types/promwright.d.ts`.

mod positions;

use promwright_core::evaluate::{Evaluation, Request as Evaluate, Traced, evaluate_read, read_one};
use promwright_core::provenance;
use promwright_core::{InTurn, Reading, Source};
use promwright_dialect::Dialect;
use promwright_finding::{Finding, Place};
use promwright_operator::render::Options;
use promwright_operator::{Operator, versions};
use promwright_yaml::split_manifests;
use serde::{Deserialize, Serialize};

use positions::Positions;

/// What to evaluate.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", default)]
pub struct Request {
    /// The manifests; documents are separated by `---`.
    pub text: String,
    /// The Prometheus version, such as `v3.13.1`. Default: the version of each Prometheus object.
    pub prometheus_version: Option<String>,
    /// Do not assume that anything exists that is not in the text.
    pub strict: bool,
}

/// The result of an evaluation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// One for each Prometheus and PrometheusAgent.
    pub configurations: Vec<Configuration>,
    /// The findings, in the order of the text.
    pub problems: Vec<Problem>,
}

/// The result for one Prometheus or PrometheusAgent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Configuration {
    /// `Kind namespace/name`.
    pub instance: String,
    /// The generated configuration. `null` if the operator generates none; a problem says why.
    pub text: Option<String>,
    /// The scrape resources, and whether each is in the configuration.
    pub resources: Vec<Resource>,
}

/// A scrape resource, and whether it is in the configuration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Resource {
    /// `Kind namespace/name`.
    pub name: String,
    /// `accepted`: it is in the configuration. `not-selected`: the selectors do not match it. `rejected`: they match it, and the
    /// operator leaves it out.
    pub state: String,
    /// Why it is not in the configuration.
    pub reason: Option<String>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The code of the rule, such as `schema/unknown-field`. Codes are stable.
    pub code: String,
    /// `error`, `warning` or `information`.
    pub severity: String,
    /// The layer that reports it: `yaml`, `schema`, `cel`, `operator`, `prometheus`, `targets` or `lint`.
    pub layer: String,
    /// The object: `Kind namespace/name`. `null` if the problem is not about an object.
    pub object: Option<String>,
    /// The path of the field in the object, or empty.
    pub path: String,
    /// The range in the text. `null` if the problem has no place in the text.
    pub range: Option<Range>,
    /// What is wrong.
    pub message: String,
    /// What the system that objects says itself.
    pub says: Option<String>,
    /// What happens because of it.
    pub effect: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// A safe change that removes the problem.
    pub fix: Option<Fix>,
}

/// A change that removes a problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Fix {
    /// The change as an instruction.
    pub title: String,
    /// The ranges of the text to replace.
    pub edits: Vec<Edit>,
}

/// A replacement of a range of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Edit {
    /// The range.
    pub range: Range,
    /// The text to put in its place.
    pub text: String,
}

/// A range of the text, in UTF-16 code units, which JavaScript strings are indexed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Range {
    /// The offset of the first code unit.
    pub from: u32,
    /// The offset after the last code unit.
    pub to: u32,
    /// The line of the first code unit, from 1.
    pub line: u32,
    /// The column of the first code unit, from 1.
    pub column: u32,
}

/// A question about a configuration.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Question {
    /// Which fields produce this line of the configuration? Counted from 1.
    Line(u32),
    /// Which lines does the innermost field at this offset of the manifests produce? In UTF-16 code units.
    Place(u32),
}

/// A field, and the lines that would be missing or different without it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Origin {
    /// How the field produces the lines: `field`, `scrape-class`, `enforcement`, `version`, `data` or `default`.
    pub cause: String,
    /// The object that has the field: `Kind namespace/name`.
    pub object: String,
    /// The path of the field: `spec.relabelings[0].regex`.
    pub path: String,
    /// The range in the text. `null` if the field is not in the text.
    pub range: Option<Range>,
    /// The lines that the field produces, counted from 1; for a question about a line, only that line.
    pub lines: Vec<u32>,
}

/// Evaluates texts. Caches the parsed documents of the last text: a keystroke changes only one of them.
#[derive(Default)]
pub struct Session {
    /// The documents of the last text.
    texts: Vec<String>,
    readings: Vec<Reading<'static>>,
}

impl Session {
    /// Evaluates a text.
    pub fn answer(&mut self, request: &Request) -> Answer {
        // An empty text has no problems.
        if request.text.trim().is_empty() {
            return Answer::default();
        }
        let parts = split_manifests(&request.text);
        self.read(&parts);
        let evaluation = evaluate_read(&evaluate_request(request), &self.readings, &InTurn);
        answer_of(evaluation, &Positions::new(&request.text, &parts))
    }

    /// Traces which fields produce which lines of the configuration of one instance, such as `Prometheus monitoring/main`. Lines
    /// that are written for every configuration have no field. Takes about as long as a few evaluations.
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
        let configuration =
            evaluation.configurations.into_iter().find(|configuration| configuration.instance.to_string() == instance);
        let provenance = configuration.and_then(|configuration| configuration.provenance).unwrap_or_default();
        origins_of(provenance, question, &positions)
    }

    /// Parses the documents that changed: those between the common start and the common end of the last text and this one.
    fn read(&mut self, parts: &[&str]) {
        let same = |(text, part): &(&String, &&str)| text == part;
        let before = self.texts.iter().zip(parts).take_while(same).count();
        let rest = self.texts.len().min(parts.len()) - before;
        let after = self.texts.iter().rev().zip(parts.iter().rev()).take(rest).take_while(same).count();
        let changed = before..self.texts.len() - after;
        let new = parts.iter().enumerate().skip(before).take(parts.len() - before - after);
        let read = |(index, part): (usize, &&str)| {
            read_one(index, Source { name: "", text: part }, &[OPERATOR as &dyn Dialect]).into_owned()
        };
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

/// Traces which fields produce which lines; see [`Session::trace`].
pub fn trace(request: &Request, instance: &str, question: Question) -> Vec<Origin> {
    Session::default().trace(request, instance, question)
}

/// The dialects of the page, with the switches of stock systems.
const OPERATOR: &Operator = &Operator { options: Options::STOCK };

fn evaluate_request(request: &Request) -> Evaluate<'_> {
    Evaluate {
        dialects: vec![OPERATOR],
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
            .map(|Traced { configuration, .. }| Configuration {
                instance: configuration.instance.to_string(),
                text: configuration.files.into_iter().next().map(|file| file.text),
                resources: configuration
                    .resources
                    .into_iter()
                    .map(|verdict| Resource {
                        name: verdict.resource.to_string(),
                        state: verdict.state.name().to_owned(),
                        reason: verdict.reason,
                    })
                    .collect(),
            })
            .collect(),
        problems: evaluation.findings.iter().map(|finding| problem(finding, positions)).collect(),
    }
}

fn origins_of(provenance: provenance::Provenance, question: Question, positions: &Positions<'_>) -> Vec<Origin> {
    let mut found: Vec<Origin> = Vec::new();
    for (line, origins) in (1..).zip(provenance.lines) {
        // The answer also contains neighboring lines.
        if matches!(question, Question::Line(asked) if asked != line) {
            continue;
        }
        for provenance::Origin { cause, object, path, place } in origins {
            let (object, path) = (object.to_string(), path.to_string());
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

/// The Prometheus versions that the operator supports, newest first.
pub fn prometheus_versions() -> Vec<&'static str> {
    versions::SUPPORTED.iter().rev().copied().collect()
}

fn problem(finding: &Finding, positions: &Positions<'_>) -> Problem {
    let edit = |edit: &promwright_finding::Edit| Edit {
        range: positions.range(Place { source: edit.source, span: edit.span }),
        text: edit.text.clone(),
    };
    Problem {
        code: finding.rule.code.to_owned(),
        severity: finding.severity.name().to_owned(),
        layer: finding.layer().name().to_owned(),
        object: finding.object.as_ref().map(ToString::to_string),
        path: finding.path.to_string(),
        range: finding.place.map(|place| positions.range(place)),
        message: finding.message.clone(),
        says: finding.says.clone(),
        effect: finding.effect.clone(),
        help: finding.help.clone(),
        fix: finding
            .fix
            .as_ref()
            .map(|fix| Fix { title: fix.title.clone(), edits: fix.edits.iter().map(edit).collect() }),
    }
}

/// The interface for JavaScript.
#[cfg(all(feature = "browser", target_family = "wasm"))]
pub mod javascript {
    use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

    /// Evaluates a `Request` and returns an `Answer`; see `promwright.d.ts`.
    ///
    /// # Errors
    /// `request` is not a valid `Request`.
    #[wasm_bindgen]
    pub fn evaluate(request: JsValue) -> Result<JsValue, JsValue> {
        let request = serde_wasm_bindgen::from_value(request)?;
        Ok(serde_wasm_bindgen::to_value(&super::answer(&request))?)
    }

    /// Traces which fields produce which lines of one configuration; see `promwright.d.ts`.
    ///
    /// # Errors
    /// `request` is not a valid `Request`, or `question` not a valid `Question`.
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
        let problem = answer.problems.iter().find(|problem| problem.code == "schema/unknown-field").unwrap();
        let range = problem.range.unwrap();
        let units: Vec<u16> = request.text.encode_utf16().collect();
        let part = String::from_utf16(&units[range.from as usize..range.to as usize]).unwrap();
        assert_eq!((part.as_str(), range.line, range.column), ("source_labels", 7, 3));
        assert_eq!(answer.configurations.len(), 1);
    }

    #[test]
    fn lines_and_fields_lead_to_each_other() {
        let text = "# 🔥\napiVersion: monitoring.coreos.com/v1alpha1\nkind: ScrapeConfig\nmetadata:\n  name: a\nspec:\n  metricsPath: /é\n  jobName: 🔥\n";
        let request = Request { text: text.to_owned(), ..Request::default() };
        let instance = "Prometheus default/prometheus";
        let answer = answer(&request);
        let configuration = answer.configurations[0].text.as_deref().unwrap();
        let line = |wanted: &str| 1 + configuration.lines().position(|line| line.contains(wanted)).unwrap() as u32;
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
        let part = |range: &Range| String::from_utf16(&units[range.from as usize..range.to as usize]).unwrap();
        assert_eq!((part(range).as_str(), lines.as_slice()), ("metricsPath: /é", &[path][..]));

        // Every offset in the field leads back to the line; the next field leads to its own.
        for unit in range.from..=range.to {
            assert_eq!(trace(&request, instance, Question::Place(unit)), origins, "unit {unit}");
        }
        let name = trace(&request, instance, Question::Place(range.to + 5));
        assert_eq!(name.iter().map(|origin| origin.path.as_str()).collect::<Vec<_>>(), ["spec.jobName"]);

        assert_eq!(trace(&request, instance, Question::Line(line("scrape_configs"))), []);
        assert_eq!(trace(&request, "Prometheus default/other", Question::Line(path)), []);
    }
}
