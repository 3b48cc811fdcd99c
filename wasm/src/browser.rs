//! For pages: a text in, configurations and problems out, with places that an editor understands.
//!
//! The playground calls [`answer`] from Rust; other pages call `evaluate`, which takes and gives the same shapes as JavaScript
//! objects. Their TypeScript types are in `wasm/types/promwright.d.ts`.

use promwright_core::diagnostic::{Diagnostic, Place};
use promwright_core::evaluate::{Evaluation, InTurn, Reading, Request as Evaluate, Source, evaluate_read, read_one};
use promwright_core::prometheus::version;
use promwright_core::render::Options;
use promwright_core::source::split_manifests;
use serde::{Deserialize, Serialize};

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
        let parts = split_manifests(&request.text);
        self.read(&parts);
        let evaluation = evaluate_read(&evaluate_request(request), &self.readings, &InTurn);
        answer_of(evaluation, &request.text, &parts)
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

fn evaluate_request(request: &Request) -> Evaluate<'_> {
    Evaluate {
        sources: Vec::new(),
        prometheus_version: request.prometheus_version.as_deref(),
        select: None,
        strict: request.strict,
        options: Options::default(),
        question: None,
    }
}

fn answer_of(evaluation: Evaluation, text: &str, parts: &[&str]) -> Answer {
    let starts: Vec<usize> =
        parts.iter().scan(0, |start, part| Some(std::mem::replace(start, *start + part.len()))).collect();
    let positions = Positions::new(text);
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
        problems: evaluation.diagnostics.iter().map(|diagnostic| problem(diagnostic, &starts, &positions)).collect(),
    }
}

/// The versions of Prometheus that the operator supports, the newest first.
pub fn prometheus_versions() -> Vec<&'static str> {
    version::COMPATIBILITY.iter().rev().copied().collect()
}

fn problem(diagnostic: &Diagnostic, starts: &[usize], positions: &Positions<'_>) -> Problem {
    let range = |Place { source, span }| {
        let start = starts.get(source).copied().unwrap_or_default();
        positions.range(start + span.start as usize, start + span.end as usize)
    };
    Problem {
        code: diagnostic.code.name().to_owned(),
        severity: diagnostic.severity.name().to_owned(),
        layer: diagnostic.layer.name().to_owned(),
        object: diagnostic.object.as_ref().map(ToString::to_string),
        path: diagnostic.path.clone(),
        range: diagnostic.place.map(range),
        message: diagnostic.message.clone(),
        help: diagnostic.help.clone(),
    }
}

/// From bytes to what JavaScript counts.
struct Positions<'t> {
    text: &'t str,
    /// The first byte of each line, and the UTF-16 units before it: no place needs more than its own line to be counted.
    lines: Vec<(usize, u32)>,
}

impl<'t> Positions<'t> {
    fn new(text: &'t str) -> Self {
        let mut lines = vec![(0, 0)];
        let (mut byte, mut unit) = (0, 0);
        for line in text.split_inclusive('\n') {
            byte += line.len();
            unit += units(line);
            lines.push((byte, unit));
        }
        // What ends without a line break ends its last line, and starts no other.
        if !text.ends_with('\n') && lines.len() > 1 {
            lines.pop();
        }
        Self { text, lines }
    }

    /// The line of a byte, from 1, and the first byte of that line and the units before it.
    fn line(&self, byte: usize) -> (usize, usize, u32) {
        let line = self.lines.partition_point(|(first, _)| *first <= byte);
        let (first, unit) = line.checked_sub(1).and_then(|index| self.lines.get(index)).copied().unwrap_or_default();
        (line.max(1), first, unit)
    }

    fn unit(&self, byte: usize) -> u32 {
        let (_, first, unit) = self.line(byte);
        unit + units(self.text.get(first..byte).unwrap_or_default())
    }

    fn range(&self, start: usize, end: usize) -> Range {
        let (line, _, unit) = self.line(start);
        let from = self.unit(start);
        Range { from, to: self.unit(end), line: line as u32, column: from - unit + 1 }
    }
}

/// UTF-16 units of a stretch.
fn units(stretch: &str) -> u32 {
    if stretch.is_ascii() { stretch.len() as u32 } else { stretch.encode_utf16().count() as u32 }
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
        ];
        let mut text = String::from("// Written by `UPDATE_TYPES=1 cargo test -p promwright-wasm`.\n");
        for declaration in declarations {
            text += "\nexport ";
            text += &declaration;
            text += "\n";
        }
        text.push_str("\nexport function evaluate(request: Partial<Request>): Answer;\n");
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
}
