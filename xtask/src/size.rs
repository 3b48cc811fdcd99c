//! `cargo xtask size`: checks the sizes of built files against the limits in `sizes.toml`.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::run::{TaskResult, root, target};

/// The contents of `sizes.toml`.
#[derive(Deserialize)]
struct Sizes {
    limit: Vec<Limit>,
}

/// One limit.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Limit {
    /// The name in the table.
    name: String,
    /// The files, relative to the target folder. The file name may contain one `*`.
    files: Vec<String>,
    /// How the files are measured.
    measure: Measure,
    /// The maximum of their total size, in bytes.
    bytes: u64,
    /// The command that builds the files.
    build: String,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Measure {
    /// The size of the file.
    Raw,
    /// The size of its `.gz` file.
    Gzip,
}

/// Checks all limits. Fails if files are too large or missing.
pub(crate) fn size() -> TaskResult {
    let file = root().join("sizes.toml");
    let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let Sizes { limit: limits } = toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    println!("{:<40}{:>12}{:>12}", "kB (1000 bytes)", "size", "limit");
    let mut errors = Vec::new();
    for limit in &limits {
        let files = files(limit)?;
        let mut bytes = 0;
        for file in &files {
            bytes += measured(file, limit.measure)?;
        }
        println!("{:<40}{:>12.1}{:>12.1}", limit.name, bytes as f64 / 1000.0, limit.bytes as f64 / 1000.0);
        if files.is_empty() {
            errors.push(format!("{} is not built: run `{}`", limit.name, limit.build));
        } else if bytes > limit.bytes {
            errors.push(format!("{} is {} bytes over the limit", limit.name, bytes - limit.bytes));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors.join("; ")) }
}

/// The existing files of a limit, without `.gz` files.
fn files(limit: &Limit) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    for pattern in &limit.files {
        let path = target().join(pattern);
        let (folder, name) =
            path.parent().zip(path.file_name()).ok_or_else(|| format!("{pattern} is not a path of a file"))?;
        let name = name.to_string_lossy();
        let (start, end) = name.split_once('*').unwrap_or((&name, ""));
        let matches = |file: &str| {
            if name.contains('*') {
                file.len() >= start.len() + end.len() && file.starts_with(start) && file.ends_with(end)
            } else {
                file == name
            }
        };
        let Ok(entries) = fs::read_dir(folder) else { continue };
        let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
        found.extend(
            files
                .filter(|file| file.is_file() && file.extension().is_none_or(|extension| extension != "gz"))
                .filter(|file| file.file_name().is_some_and(|name| matches(&name.to_string_lossy()))),
        );
    }
    Ok(found)
}

fn measured(file: &Path, measure: Measure) -> Result<u64, String> {
    let file = match measure {
        Measure::Raw => file.to_owned(),
        Measure::Gzip => compressed(file),
    };
    fs::metadata(&file).map(|file| file.len()).map_err(|error| format!("{}: {error}", file.display()))
}

/// The path of a file's `.gz` file.
pub(crate) fn compressed(file: &Path) -> PathBuf {
    let mut path = file.as_os_str().to_owned();
    path.push(".gz");
    path.into()
}
