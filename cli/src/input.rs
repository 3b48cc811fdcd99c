//! The inputs: files, folders and standard input.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, ErrorKind, IsTerminal, Read};
use std::path::{Path, PathBuf};

use promwright_core::Source;
use promwright_core::rules::{not_an_object, unreadable};
use promwright_finding::{Finding, Severity};
use promwright_yaml::Span;

use crate::threads::Threads;

/// The greatest size of a file, in bytes.
const LARGEST: u64 = 64 << 20;

/// The path that means standard input.
const STANDARD_INPUT: &str = "-";

/// A text that was read.
#[derive(Debug, Default)]
pub(crate) struct Input {
    /// Its name: the path as it was given or found.
    pub(crate) name: String,
    /// The file, unless it is standard input.
    pub(crate) path: Option<PathBuf>,
    /// The text; what can be shown of it if it is not UTF-8.
    pub(crate) text: String,
    /// Whether it is UTF-8. Otherwise nothing is read from it.
    is_utf8: bool,
    /// Whether it was found in a folder, which may hold files that are not manifests.
    is_found: bool,
}

/// Everything that was read.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    /// The texts.
    pub(crate) texts: Vec<Input>,
    /// What cannot be read; places are places in the texts.
    pub(crate) unreadable: Vec<Finding>,
}

/// A file to read, standard input, or a folder without anything to read.
#[derive(Debug)]
struct Found {
    path: PathBuf,
    /// Whether it was found in a folder.
    is_in_folder: bool,
    /// Why it is not read.
    obstacle: Option<Obstacle>,
}

/// Why something cannot be read, and what to do about it.
#[derive(Clone, Debug)]
struct Obstacle {
    reason: String,
    help: Option<&'static str>,
}

impl Inputs {
    /// Reads files, the manifests of folders, and standard input.
    ///
    /// # Errors
    /// Nothing is named and standard input is a terminal.
    pub(crate) fn read(paths: &[PathBuf], threads: &Threads) -> io::Result<Self> {
        let standard_input = [PathBuf::from(STANDARD_INPUT)];
        let paths = match paths {
            [] if io::stdin().is_terminal() => {
                return Err(io::Error::other("nothing to read: name files or folders, or pipe manifests in"));
            }
            [] => &standard_input,
            paths => paths,
        };
        let found = find(paths);
        let loaded = threads.run("Reading files", &found, |_, found| (found.identity(), found.load()));
        let mut inputs = Self::default();
        let mut seen = BTreeSet::new();
        for (found, (identity, bytes)) in found.into_iter().zip(loaded) {
            // A file that is named twice is read once.
            if seen.insert(identity) {
                match bytes {
                    Ok(bytes) => inputs.add(&found, bytes),
                    Err(obstacle) => inputs.refuse(&found.path, obstacle),
                }
            }
        }
        Ok(inputs)
    }

    /// The texts to evaluate. Places in them are places in `texts`; a text that cannot be read counts as an empty one.
    pub(crate) fn sources(&self) -> Vec<Source<'_>> {
        self.texts
            .iter()
            .map(|text| Source { name: &text.name, text: if text.is_utf8 { &text.text } else { "" } })
            .collect()
    }

    /// Replaces the findings about documents in folders that are not Kubernetes objects, such as the values of a chart, by one
    /// that counts them.
    pub(crate) fn skip_other_documents(&self, findings: &mut Vec<Finding>) {
        let mut skipped = Vec::new();
        findings.retain(|finding| {
            let source = finding.place.filter(|_| *finding.rule == not_an_object::RULE).map(|place| place.source);
            let Some((source, Input { is_found: true, .. })) = source.and_then(|at| Some((at, self.texts.get(at)?)))
            else {
                return true;
            };
            skipped.push(source);
            false
        });
        skipped.dedup();
        if let [first, rest @ ..] = skipped.as_slice()
            && let Some(first) = self.texts.get(*first)
        {
            let files = match rest.len() {
                0 => first.name.clone(),
                1 => format!("{} and 1 other file", first.name),
                more => format!("{} and {more} other files", first.name),
            };
            let message = format!("skipped documents that are not Kubernetes objects in {files}");
            let finding = Finding::new(&not_an_object::RULE, message).severity(Severity::Information);
            findings.push(finding.help("A manifest has `apiVersion` and `kind`. Name a file to see why it has none"));
        }
    }

    fn add(&mut self, found: &Found, bytes: Vec<u8>) {
        let name = if found.is_standard_input() { "<stdin>".to_owned() } else { found.path.display().to_string() };
        let path = (!found.is_standard_input()).then(|| found.path.clone());
        let is_found = found.is_in_folder;
        match String::from_utf8(bytes) {
            Ok(text) => self.texts.push(Input { name, path, text, is_utf8: true, is_found }),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let bytes = error.as_bytes();
                let byte = bytes.get(at).copied().unwrap_or_default();
                let help = match bytes {
                    [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "The file is in UTF-16. Save it as UTF-8",
                    _ => "Save the file as UTF-8",
                };
                let text = String::from_utf8_lossy(bytes).into_owned();
                // The byte is shown as U+FFFD, whatever comes before it stays where it is.
                let end = at + char::REPLACEMENT_CHARACTER.len_utf8();
                let span = Span { start: at as u32, end: end as u32 };
                let message = format!("not UTF-8: byte 0x{byte:02x}");
                self.unreadable.push(Finding::new(&unreadable::RULE, message).help(help).at(self.texts.len(), span));
                self.texts.push(Input { name, path, text, is_utf8: false, is_found });
            }
        }
    }

    fn refuse(&mut self, path: &Path, Obstacle { reason, help }: Obstacle) {
        let message = format!("cannot read {}: {reason}", path.display());
        let finding = Finding::new(&unreadable::RULE, message);
        self.unreadable.push(match help {
            Some(help) => finding.help(help),
            None => finding,
        });
    }
}

impl Found {
    fn is_standard_input(&self) -> bool {
        self.path.as_os_str() == STANDARD_INPUT
    }

    /// The same for all names of a file.
    fn identity(&self) -> OsString {
        fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone()).into_os_string()
    }

    fn load(&self) -> Result<Vec<u8>, Obstacle> {
        if let Some(obstacle) = &self.obstacle {
            return Err(obstacle.clone());
        }
        let obstacle = |error: io::Error| Obstacle { reason: reason(&error), help: None };
        let mut bytes = Vec::new();
        let length = if self.is_standard_input() {
            io::stdin().take(LARGEST + 1).read_to_end(&mut bytes)
        } else {
            File::open(&self.path).and_then(|file| {
                // A first guess: a file may grow, and a device has no size.
                let size = file.metadata().map_or(0, |metadata| metadata.len().min(LARGEST));
                bytes.reserve_exact(size as usize);
                file.take(LARGEST + 1).read_to_end(&mut bytes)
            })
        };
        if length.map_err(obstacle)? as u64 > LARGEST {
            let help = Some("Split it into smaller files");
            return Err(Obstacle { reason: "it is larger than 64 MiB".to_owned(), help });
        }
        Ok(bytes)
    }
}

/// The files to read. Standard input is read once, as it has an end.
fn find(paths: &[PathBuf]) -> Vec<Found> {
    let mut found = Vec::new();
    for path in paths {
        if !path.is_dir() {
            found.push(Found { path: path.clone(), is_in_folder: false, obstacle: None });
        } else if !walk(path, &mut found) {
            let reason = "no *.yaml, *.yml or *.json files in this folder".to_owned();
            let obstacle = Some(Obstacle { reason, help: None });
            found.push(Found { path: path.clone(), is_in_folder: false, obstacle });
        }
    }
    let mut standard_inputs = 0;
    found.retain(|found| {
        standard_inputs += usize::from(found.is_standard_input());
        !found.is_standard_input() || standard_inputs == 1
    });
    found
}

/// Finds the manifests in a folder and the folders in it, by name. Hidden files and folders are skipped, and so are links to folders,
/// which may lead in circles. Returns whether there is anything in the folder.
fn walk(folder: &Path, found: &mut Vec<Found>) -> bool {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => {
            let obstacle = Some(Obstacle { reason: reason(&error), help: None });
            found.push(Found { path: folder.to_owned(), is_in_folder: true, obstacle });
            return true;
        }
    };
    let mut has_manifests = false;
    entries.sort_by_cached_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let kind = entry.file_type();
        if kind.as_ref().is_ok_and(fs::FileType::is_dir) {
            has_manifests |= walk(&path, found);
        } else if is_manifest(&path) && (kind.is_ok_and(|kind| kind.is_file()) || !path.is_dir()) {
            has_manifests = true;
            found.push(Found { path, is_in_folder: true, obstacle: None });
        }
    }
    has_manifests
}

/// Whether a file of a folder is read as manifests.
fn is_manifest(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    ["yaml", "yml", "json"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// Why something cannot be read, without the number of the system error.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "file or folder not found".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or_default().to_lowercase()
        }
    }
}
