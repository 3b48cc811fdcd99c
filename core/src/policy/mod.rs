//! What an admission engine asks: may this object be applied?
//!
//! The engine hands over one request as JSON and gets one answer as JSON, in the shapes of Kubewarden's policy protocol. Bad
//! input is answered, never refused with an error: an engine turns those into an internal server error that helps nobody.

mod judge;
mod request;
mod settings;

use std::collections::BTreeSet;
use std::fmt::Write;

use promwright_dialect::Judge;
use promwright_finding::{Finding, Path, Severity};
use promwright_yaml::{Value, read_request};
use serde::Serialize;

pub use judge::judge;
pub use settings::{Settings, UpdatePolicy};

use request::{Request, take};

/// The longest payload that is read, in bytes: an object of the API server's may have about 3 MB, and a request holds two.
pub const MAX_PAYLOAD: usize = 16 << 20;
/// The most values that are read of a payload: a small text can hold many, and judging one takes up to five hundred bytes. The
/// largest object that etcd keeps, twice, with items of 16 bytes, stays below.
pub const MAX_VALUES: usize = 200_000;
/// The most findings that a message lists; the summary counts all.
const MOST_FINDINGS: usize = 50;
/// The most warnings: Kubernetes may cut off more.
const MOST_WARNINGS: usize = 20;
/// The longest warning in characters: Kubernetes may cut off longer ones.
const LONGEST_WARNING: usize = 250;
/// The longest line of a message in characters: a finding may quote a value of any length.
const LONGEST_LINE: usize = 1000;

/// The answer to a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Whether the object may be applied.
    pub accepted: bool,
    /// Why not: the first line sums up, and each further line is one finding with its path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// 422 for an object that is refused, 400 for a request that cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<u16>,
    /// Findings that do not refuse the object.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
}

/// Whether settings are valid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SettingsVerdict {
    /// Whether they are.
    pub valid: bool,
    /// What is wrong with them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// Answers `validate`: the payload is `{"request": …, "settings": …}`, the answer a [`Verdict`].
pub fn validate(payload: &[u8], judges: &[&dyn Judge]) -> Vec<u8> {
    to_json(&verdict(payload, judges))
}

/// Answers `validate_settings`: the payload is the settings, the answer a [`SettingsVerdict`].
pub fn validate_settings(payload: &[u8], judges: &[&dyn Judge]) -> Vec<u8> {
    let checked = read(payload).and_then(|value| Settings::read(&value, judges).map(drop));
    let message = checked.err().map(|error| shortened(error, LONGEST_LINE));
    to_json(&SettingsVerdict { valid: message.is_none(), message })
}

/// Reads the JSON of a payload.
fn read(payload: &[u8]) -> Result<Value<'_>, String> {
    if payload.len() > MAX_PAYLOAD {
        return Err(format!("it is longer than {MAX_PAYLOAD} bytes"));
    }
    // Most payloads are shorter than that, and need not be counted.
    if payload.len() > MAX_VALUES && most_values(payload) > MAX_VALUES {
        return Err(format!("it may hold more than {MAX_VALUES} values"));
    }
    let text = std::str::from_utf8(payload).map_err(|error| error.to_string())?;
    read_request(text).map_err(|error| error.reason().to_owned())
}

/// How many values a payload can hold at most: in JSON a comma, a brace or a bracket stands before each, but for the first.
fn most_values(payload: &[u8]) -> usize {
    payload.iter().filter(|byte| matches!(byte, b',' | b'[' | b'{')).count()
}

/// Serializing these shapes cannot fail; should it, the object is not applied.
fn to_json<T: Serialize>(answer: &T) -> Vec<u8> {
    serde_json::to_vec(answer).unwrap_or_else(|_| br#"{"accepted":false,"code":500}"#.to_vec())
}

/// Judges one request.
pub fn verdict(payload: &[u8], judges: &[&dyn Judge]) -> Verdict {
    let unreadable = |error: String| Verdict {
        accepted: false,
        message: Some(shortened(format!("cannot read the request: {error}"), LONGEST_LINE)),
        code: Some(400),
        warnings: Vec::new(),
    };
    let mut payload = match read(payload) {
        Ok(payload) => payload,
        Err(error) => return unreadable(error),
    };
    let request = Request::read(take("request", &mut payload));
    let settings = Settings::read(&take("settings", &mut payload), judges);
    let (request, settings) = match (request, settings) {
        (Ok(request), Ok(settings)) => (request, settings),
        (Err(error), _) => return unreadable(format!("request: {error}")),
        (_, Err(error)) => return unreadable(format!("settings: {error}")),
    };
    let accepted = Verdict { accepted: true, ..Verdict::default() };
    if request.is_exempt(&settings, judges) {
        return accepted;
    }
    let Request { operation, object: Some(object), old_object, .. } = request else { return accepted };
    let name = name_of(&object);
    let mut findings = judge(object, judges, &settings.prometheus_version);
    if operation == "UPDATE"
        && settings.update == UpdatePolicy::Worse
        && let Some(old) = old_object
    {
        let known = judge(old, judges, &settings.prometheus_version);
        let known: BTreeSet<_> = known.iter().map(identity).collect();
        findings.retain(|finding| !known.contains(&identity(finding)));
    }
    findings.retain(|finding| !settings.ignore.iter().any(|word| finding.rule.is_named(word)));
    let (refusing, others): (Vec<_>, Vec<_>) =
        findings.iter().partition(|finding| finding.severity >= settings.minimum_severity);
    let warnings = others.into_iter().filter(|finding| finding.severity >= Severity::Warning).take(MOST_WARNINGS);
    let warnings = warnings.map(|finding| shortened(line(finding), LONGEST_WARNING)).collect();
    if refusing.is_empty() {
        return Verdict { warnings, ..accepted };
    }
    Verdict { accepted: false, message: Some(message(&name, &refusing)), code: Some(422), warnings }
}

/// What makes two findings of two states of an object the same.
fn identity(finding: &Finding) -> (&'static str, &Path, &str) {
    (finding.rule.code, &finding.path, &finding.message)
}

/// `Kind namespace/name`.
fn name_of(object: &Value<'_>) -> String {
    let (namespace, name) = (object.text_at(&["metadata", "namespace"]), object.text_at(&["metadata", "name"]));
    format!("{} {namespace}{}{name}", object.text_at(&["kind"]), if namespace.is_empty() { "" } else { "/" })
}

fn message(name: &str, findings: &[&Finding]) -> String {
    let mut message = format!("{name} is rejected: ");
    let mut rest = findings.len();
    for (severity, word) in
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Information, "note")]
    {
        let count = findings.iter().filter(|finding| finding.severity == severity).count();
        rest -= count;
        if count > 0 {
            let (plural, more) = (if count == 1 { "" } else { "s" }, if rest > 0 { ", " } else { "" });
            let _ = write!(message, "{count} {word}{plural}{more}");
        }
    }
    for finding in findings.iter().take(MOST_FINDINGS) {
        message.push('\n');
        message.push_str(&shortened(line(finding), LONGEST_LINE));
    }
    if findings.len() > MOST_FINDINGS {
        message.push_str("\n…");
    }
    message
}

/// A finding in a line: its path, what is wrong, what to do, and its code.
fn line(finding: &Finding) -> String {
    let help = finding.help.as_deref().map(|help| format!(". {help}")).unwrap_or_default();
    format!("{finding}{help} [{}]", finding.rule.code).replace('\n', " ")
}

/// A text of at most so many characters.
fn shortened(mut text: String, most: usize) -> String {
    if text.chars().nth(most).is_some() {
        let end = text.char_indices().nth(most - 1).map_or(0, |(at, _)| at);
        text.truncate(end);
        text.push('…');
    }
    text
}
