//! Suite files: manifests and what is to come of them, side by side in one file.
//!
//! ```text
//! # Prose that says what the file shows.
//! # strict
//! # prometheus-version: 2.45.0, 3.0.1
//! apiVersion: monitoring.coreos.com/v1alpha1
//! kind: ScrapeConfig
//! …
//! ### configuration Prometheus default/prometheus at 2.45.0
//! global:
//! …
//! ### findings at 2.45.0
//! error operator/dns-port ScrapeConfig default/a spec.dnsSDConfigs[0].port 9:5-24: what is wrong
//!   help: what to do
//! ### configuration Prometheus default/prometheus at 3.0.1
//! …
//! ```
//!
//! The comment lines at the top are the head. One that is a lower-case word, alone or before a colon, is an option ([`Options`]);
//! any other is prose. Manifests are read with the head as empty lines, so places are lines and columns of the file, from 1.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use promwright_core::Source;
use promwright_core::evaluate::{Evaluation, Request, evaluate};
use promwright_finding::{Finding, Place, Severity};
use promwright_operator::Operator;
use promwright_operator::render::Options as Switches;

/// What begins the first expected section, and every other one.
const SECTION: &str = "### ";

/// A suite file.
#[derive(Clone, Debug)]
pub struct SuiteFile {
    /// Where it stands.
    pub path: PathBuf,
    /// The options of its head.
    pub options: Options,
    /// The head and the manifests as they stand in the file.
    pub input: String,
    /// What is expected, from the first `### ` on.
    pub expected: String,
}

/// How a suite file is evaluated.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `# prometheus-version: 2.45.0, 3.0.1`: evaluates once for each, in place of the version that the manifests say.
    pub prometheus_versions: Vec<String>,
    /// `# select: namespace/name`: the one Prometheus that is rendered.
    pub select: Option<(String, String)>,
    /// `# strict`: nothing that is missing is assumed.
    pub strict: bool,
    /// `# with: inline-tls` and `# without: endpoint-slice, retention-policies`: the operator's switches.
    pub switches: Switches,
    /// `# carriage-returns`: lines of the manifests end as on Windows.
    pub carriage_returns: bool,
    /// `# byte-order-mark`: the manifests begin with one.
    pub byte_order_mark: bool,
}

impl Options {
    fn read(head: &str) -> Result<Self, String> {
        let mut options = Self::default();
        for line in head.lines() {
            let line = line.trim_start_matches('#').trim();
            let (name, value) = line.split_once(':').unwrap_or((line, ""));
            if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') {
                continue;
            }
            let mut values = value.split(',').map(str::trim).filter(|value| !value.is_empty());
            match name {
                "prometheus-version" => options.prometheus_versions = values.map(str::to_owned).collect(),
                "select" => {
                    let (namespace, name) = value.trim().split_once('/').ok_or("select asks for NAMESPACE/NAME")?;
                    options.select = Some((namespace.to_owned(), name.to_owned()));
                }
                "strict" => options.strict = true,
                "with" => values.try_for_each(|switch| set(&mut options.switches, switch, true))?,
                "without" => values.try_for_each(|switch| set(&mut options.switches, switch, false))?,
                "carriage-returns" => options.carriage_returns = true,
                "byte-order-mark" => options.byte_order_mark = true,
                _ => return Err(format!("there is no option {name:?}")),
            }
        }
        Ok(options)
    }
}

fn set(switches: &mut Switches, name: &str, value: bool) -> Result<(), String> {
    let switch = match name {
        "endpoint-slice" => &mut switches.endpoint_slice,
        "topology-sharding" => &mut switches.topology_sharding,
        "retention-policies" => &mut switches.retention_policies,
        "pod-topology-labels" => &mut switches.pod_topology_labels,
        "inline-tls" => &mut switches.inline_tls,
        "bypass-version-check" => &mut switches.bypass_version_check,
        _ => return Err(format!("the operator has no switch {name:?}")),
    };
    *switch = value;
    Ok(())
}

impl SuiteFile {
    /// Reads a suite file.
    ///
    /// # Errors
    /// The file cannot be read, or its head names an unknown option.
    pub fn read(path: &Path) -> io::Result<Self> {
        let text = fs::read_to_string(path)?;
        let start = if text.starts_with(SECTION) { Some(0) } else { text.find("\n### ").map(|at| at + 1) };
        let (input, expected) = text.split_at(start.unwrap_or(text.len()));
        let (head, _) = split_head(input);
        let options = Options::read(head).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        Ok(Self { path: path.to_owned(), options, input: input.to_owned(), expected: expected.to_owned() })
    }

    /// The manifests as they are evaluated.
    pub fn manifests(&self) -> String {
        let (head, manifests) = split_head(&self.input);
        let mut text = "\n".repeat(head.lines().count()) + manifests;
        if self.options.carriage_returns {
            text = text.replace('\n', "\r\n");
        }
        if self.options.byte_order_mark {
            text.insert(0, '\u{feff}');
        }
        text
    }

    /// Evaluates the manifests, once for each version, and writes what came of it as the file is to have it.
    pub fn evaluate(&self) -> String {
        let text = self.manifests();
        let mut written = String::new();
        let versions: Vec<_> = self.options.prometheus_versions.iter().map(|version| Some(version.as_str())).collect();
        for version in if versions.is_empty() { vec![None] } else { versions } {
            let operator = Operator { options: self.options.switches };
            let request = Request { dialects: vec![&operator], ..self.request(&text, version) };
            let evaluation = evaluate(&request);
            write(&mut written, &evaluation, &text, version);
        }
        written
    }

    fn request<'r>(&'r self, text: &'r str, version: Option<&'r str>) -> Request<'r> {
        Request {
            sources: vec![Source { name: "suite", text }],
            prometheus_version: version,
            select: self.options.select.as_ref().map(|(namespace, name)| (namespace.as_str(), name.as_str())),
            strict: self.options.strict,
            ..Request::default()
        }
    }
}

/// The comment lines that a text begins with, and the rest.
fn split_head(input: &str) -> (&str, &str) {
    let length = input.split_inclusive('\n').take_while(|line| line.starts_with('#')).map(str::len).sum();
    input.split_at(length)
}

/// Every file below a folder that ends in `.yaml`, in order.
///
/// # Errors
/// A folder or file cannot be read.
pub fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(self::files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The folder of the suite.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("suite")
}

/// Reads every suite file of the project.
///
/// # Errors
/// One cannot be read.
pub fn read_all() -> io::Result<Vec<SuiteFile>> {
    files(&folder())?.iter().map(|path| SuiteFile::read(path)).collect()
}

fn write(written: &mut String, evaluation: &Evaluation, text: &str, version: Option<&str>) {
    let at = version.map(|version| format!(" at {version}")).unwrap_or_default();
    for configuration in &evaluation.configurations {
        if let Some(text) = configuration.text() {
            let _ = writeln!(written, "{SECTION}configuration {}{at}", configuration.instance);
            written.push_str(text);
        }
    }
    let _ = writeln!(written, "{SECTION}findings{at}");
    for finding in &evaluation.findings {
        let _ = writeln!(written, "{}", describe(finding, text));
    }
}

/// A finding in a line, and the rest in lines of their own.
fn describe(finding: &Finding, text: &str) -> String {
    let severity = match finding.severity {
        Severity::Information => "information",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let mut line = format!("{severity} {}", finding.rule.code);
    if let Some(object) = &finding.object {
        let _ = write!(line, " {object}");
    }
    if !finding.path.is_empty() {
        let _ = write!(line, " {}", finding.path);
    }
    if let Some(place) = finding.place {
        let _ = write!(line, " {}", describe_place(place, text));
    }
    let _ = write!(line, ": {}", finding.message);
    let fix = finding.fix.as_ref().map(|fix| &fix.title);
    for (name, text) in
        [("says", &finding.says), ("effect", &finding.effect), ("help", &finding.help), ("fix", &fix.cloned())]
    {
        if let Some(text) = text {
            let _ = write!(line, "\n  {name}: {text}");
        }
    }
    line
}

/// `line:column-column`, or `line:column-line:column` where it spans several lines.
fn describe_place(place: Place, text: &str) -> String {
    let position = |offset: u32| {
        let before = text.get(..offset as usize).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    };
    let ((line, column), (last_line, last_column)) = (position(place.span.start), position(place.span.end));
    if line == last_line {
        format!("{line}:{column}-{last_column}")
    } else {
        format!("{line}:{column}-{last_line}:{last_column}")
    }
}
