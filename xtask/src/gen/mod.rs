//! `cargo xtask gen`: generates files. They are checked in, so that people can read them and link to them.

mod crd;
mod examples;
mod reference;
mod rules;
mod schema;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use promwright_operator::api::kind;

use crate::run::{TaskResult, announce, root};

/// The folders that contain only generated files.
const FOLDERS: [&str; 4] = [crd::FOLDER, schema::FOLDER, reference::FOLDER, rules::FOLDER];

/// A generated file.
struct File {
    /// The path, relative to the project root.
    path: String,
    /// The content.
    text: String,
}

/// Writes files that are out of date and removes those that are no longer generated.
pub(crate) fn generate() -> TaskResult {
    let files = files()?;
    for file in files.iter().filter(|file| is_stale(file)) {
        announce(&format!("Write {}", file.path));
        let path = root().join(&file.path);
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, &file.text))
            .map_err(|error| format!("cannot write {}: {error}", file.path))?;
    }
    for path in leftovers(&files)? {
        announce(&format!("Remove {path}"));
        fs::remove_file(root().join(&path)).map_err(|error| format!("cannot remove {path}: {error}"))?;
    }
    Ok(())
}

/// All generated files, with their current content.
fn files() -> Result<Vec<File>, String> {
    let mut files = examples::files()?;
    for kind in kind::ALL {
        files.extend([crd::file(kind)?, schema::file(kind)?, reference::file(kind)]);
    }
    files.extend(rules::files());
    Ok(files)
}

/// Whether a file is missing or out of date.
fn is_stale(file: &File) -> bool {
    fs::read_to_string(root().join(&file.path)).ok().as_ref() != Some(&file.text)
}

/// The files in these folders that are not generated, sorted.
fn leftovers(files: &[File]) -> Result<BTreeSet<String>, String> {
    let mut found = BTreeSet::new();
    for folder in FOLDERS {
        let entries = match fs::read_dir(root().join(folder)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(format!("cannot read {folder}: {error}")),
        };
        for entry in entries {
            let entry = entry.map_err(|error| format!("cannot read {folder}: {error}"))?;
            found.insert(format!("{folder}/{}", entry.file_name().to_string_lossy()));
        }
    }
    for file in files {
        found.remove(&file.path);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use super::{files, is_stale, leftovers};

    #[test]
    fn generated_files_are_up_to_date() {
        let files = files().unwrap();
        let stale = files.iter().filter(|file| is_stale(file)).map(|file| file.path.clone());
        let outdated: Vec<_> = stale.chain(leftovers(&files).unwrap()).collect();
        assert!(outdated.is_empty(), "out of date, run `cargo xtask gen`:\n{}", outdated.join("\n"));
    }
}
