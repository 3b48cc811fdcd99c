//! `cargo xtask gen`: the files that are made from others, checked in so that they can be read and linked to.

mod crd;
mod examples;
mod reference;
mod schema;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use promwright_operator::api::kind;

use crate::run::{Done, announce, root};

/// The folders that hold generated files of ours and nothing else.
const FOLDERS: [&str; 3] = [crd::FOLDER, schema::FOLDER, reference::FOLDER];

/// A generated file.
struct File {
    /// Where it stands, from the project's root.
    path: String,
    /// All of its text.
    text: String,
}

/// Writes the files that are not as they should be, and removes those that are no longer generated.
pub(crate) fn generate() -> Done {
    let files = files()?;
    for file in files.iter().filter(|file| is_stale(file)) {
        announce(&format!("Write {}", file.path));
        let path = root().join(&file.path);
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, &file.text))
            .map_err(|error| format!("{} cannot be written: {error}", file.path))?;
    }
    for path in leftovers(&files)? {
        announce(&format!("Remove {path}"));
        fs::remove_file(root().join(&path)).map_err(|error| format!("{path} cannot be removed: {error}"))?;
    }
    Ok(())
}

/// Every generated file, as it should be.
fn files() -> Result<Vec<File>, String> {
    let mut files = examples::files()?;
    for kind in kind::ALL {
        files.extend([crd::file(kind)?, schema::file(kind)?, reference::file(kind)]);
    }
    Ok(files)
}

/// Whether a file is missing or has another text.
fn is_stale(file: &File) -> bool {
    fs::read_to_string(root().join(&file.path)).ok().as_ref() != Some(&file.text)
}

/// The files in those folders that are not generated, sorted.
fn leftovers(files: &[File]) -> Result<BTreeSet<String>, String> {
    let mut found = BTreeSet::new();
    for folder in FOLDERS {
        let entries = match fs::read_dir(root().join(folder)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(format!("{folder} cannot be read: {error}")),
        };
        for entry in entries {
            let entry = entry.map_err(|error| format!("{folder} cannot be read: {error}"))?;
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
        let wrong: Vec<_> = stale.chain(leftovers(&files).unwrap()).collect();
        assert!(wrong.is_empty(), "run `cargo xtask gen`, since these files are not up to date:\n{}", wrong.join("\n"));
    }
}
