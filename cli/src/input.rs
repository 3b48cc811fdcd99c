//! The inputs: files, folders and standard input.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, IsTerminal, Read};
use std::path::{Path, PathBuf};

use promwright_core::diagnostic::{Code, Diagnostic, Layer, Severity};
use promwright_core::evaluate::Source;
use promwright_core::source::Span;

/// The greatest size of a file, in bytes.
const LARGEST: u64 = 64 << 20;

/// The path that means standard input.
const STANDARD_INPUT: &str = "-";

/// A text that was read.
#[derive(Debug, Default)]
pub(crate) struct Input {
    /// What to call it: the path as it was given or found.
    pub(crate) name: String,
    /// The text; where it is not UTF-8, what there is to show of it.
    pub(crate) text: String,
    /// Whether it is UTF-8: otherwise nothing is taken from it.
    is_utf8: bool,
    /// Whether it was found in a folder, where there may be files that are no manifests at all.
    is_found: bool,
}

/// Everything that was read.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    /// The texts.
    pub(crate) texts: Vec<Input>,
    /// What could not be read; places are places in the texts.
    pub(crate) unreadable: Vec<Diagnostic>,
    /// The files that were read, by their canonical paths: each is read once.
    seen: BTreeSet<PathBuf>,
}

impl Inputs {
    /// Reads files, the manifests of folders, and standard input.
    ///
    /// # Errors
    /// Nothing is named and standard input is a terminal.
    pub(crate) fn read(paths: &[PathBuf]) -> io::Result<Self> {
        if paths.is_empty() && io::stdin().is_terminal() {
            return Err(io::Error::other("nothing to read: name files or folders of manifests, or pipe them in"));
        }
        let mut inputs = Self::default();
        if paths.is_empty() {
            inputs.add(Path::new(STANDARD_INPUT), false);
        }
        for path in paths {
            if path.is_dir() {
                inputs.add_folder(path);
            } else {
                inputs.add(path, false);
            }
        }
        Ok(inputs)
    }

    /// The texts to evaluate. Places in them are places in `texts`: a text that cannot be read counts as an empty one.
    pub(crate) fn sources(&self) -> Vec<Source<'_>> {
        self.texts
            .iter()
            .map(|text| Source { name: &text.name, text: if text.is_utf8 { &text.text } else { "" } })
            .collect()
    }

    /// Takes out what is said about the documents of folders that are no Kubernetes objects at all, such as the values of a
    /// chart: only their number is told.
    pub(crate) fn pass_over(&self, diagnostics: &mut Vec<Diagnostic>) {
        let mut passed_over = Vec::new();
        diagnostics.retain(|diagnostic| {
            let source = diagnostic.place.filter(|_| diagnostic.code == Code::NotAnObject).map(|place| place.source);
            let Some((source, Input { is_found: true, .. })) = source.and_then(|at| Some((at, self.texts.get(at)?)))
            else {
                return true;
            };
            passed_over.push(source);
            false
        });
        passed_over.dedup();
        if let [first, rest @ ..] = passed_over.as_slice()
            && let Some(first) = self.texts.get(*first)
        {
            let files = match rest.len() {
                0 => format!("{} holds", first.name),
                1 => format!("{} and 1 other file hold", first.name),
                more => format!("{} and {more} other files hold", first.name),
            };
            diagnostics.push(
                Diagnostic::new(
                    Code::NotAnObject,
                    Severity::Information,
                    Layer::Yaml,
                    format!("{files} documents that are no Kubernetes objects: they are passed over"),
                )
                .help("a manifest has `apiVersion` and `kind`; name a file itself to be told why it is none"),
            );
        }
    }

    fn add_folder(&mut self, folder: &Path) {
        if !self.walk(folder) {
            self.refuse(folder, "there are no *.yaml, *.yml or *.json files in this folder", None);
        }
    }

    /// Adds the manifests of a folder and of the folders in it, by name. What is hidden is passed over, and so are links to
    /// folders, which may lead in circles. Returns whether there is something to be said about the folder.
    fn walk(&mut self, folder: &Path) -> bool {
        let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(error) => {
                self.refuse(folder, &reason(&error), None);
                return true;
            }
        };
        let mut is_found = false;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                is_found |= self.walk(&path);
            } else if is_manifest(&path) && !path.is_dir() {
                is_found = true;
                self.add(&path, true);
            }
        }
        is_found
    }

    /// Adds a file, unless it is there already.
    fn add(&mut self, path: &Path, is_found: bool) {
        let is_standard_input = path.as_os_str() == STANDARD_INPUT;
        let name = if is_standard_input { "<stdin>".to_owned() } else { path.display().to_string() };
        if !self.seen.insert(fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())) {
            return;
        }
        let mut bytes = Vec::new();
        let read = if is_standard_input {
            io::stdin().take(LARGEST + 1).read_to_end(&mut bytes)
        } else {
            File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
        };
        match read {
            Err(error) => self.refuse(path, &reason(&error), None),
            Ok(length) if length as u64 > LARGEST => {
                self.refuse(path, "it is larger than 64 MiB", Some("split it into files of related manifests"));
            }
            Ok(_) => self.add_text(name, bytes, is_found),
        }
    }

    fn add_text(&mut self, name: String, bytes: Vec<u8>, is_found: bool) {
        match String::from_utf8(bytes) {
            Ok(text) => self.texts.push(Input { name, text, is_utf8: true, is_found }),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let bytes = error.as_bytes();
                let byte = bytes.get(at).copied().unwrap_or_default();
                let help = match bytes {
                    [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "the file is in UTF-16: save it as UTF-8",
                    _ => "save the file as UTF-8",
                };
                let text = String::from_utf8_lossy(bytes).into_owned();
                // The byte is shown as U+FFFD, whatever comes before it stays where it is.
                let end = at + char::REPLACEMENT_CHARACTER.len_utf8();
                let span = Span { start: at as u32, end: end as u32 };
                let message = format!("this is not text: the byte 0x{byte:02x} is not UTF-8");
                self.unreadable.push(
                    Diagnostic::new(Code::Unreadable, Severity::Error, Layer::Yaml, message)
                        .help(help)
                        .at(self.texts.len(), span),
                );
                self.texts.push(Input { name, text, is_utf8: false, is_found });
            }
        }
    }

    fn refuse(&mut self, path: &Path, reason: &str, help: Option<&str>) {
        let message = format!("cannot read {}: {reason}", path.display());
        let diagnostic = Diagnostic::new(Code::Unreadable, Severity::Error, Layer::Yaml, message);
        self.unreadable.push(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }
}

/// Whether a file of a folder is taken for manifests.
fn is_manifest(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    ["yaml", "yml", "json"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// Why something cannot be read, without the number that the system gives to it.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or_default().to_lowercase()
        }
    }
}
