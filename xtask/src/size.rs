//! `cargo xtask size`: what is built, compared with the limits in `sizes.toml`.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::run::{Done, root, target};

/// The file of limits.
#[derive(Deserialize)]
struct Sizes {
    limit: Vec<Limit>,
}

/// One limit.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Limit {
    /// What is limited.
    name: String,
    /// Its files, below the target folder; the last part of a path may hold one `*`.
    files: Vec<String>,
    /// How they are measured.
    measure: Measure,
    /// The most that their sum may be, in bytes.
    bytes: u64,
    /// The command that builds them.
    build: String,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Measure {
    /// As they are.
    Raw,
    /// Each one compressed, in the file that stands beside it for servers to send.
    Gzip,
}

/// Compares everything, and fails when anything is too big or missing.
pub(crate) fn size() -> Done {
    let file = root().join("sizes.toml");
    let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let Sizes { limit: limits } = toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    println!("{:<40}{:>12}{:>12}", "kB (1000 bytes)", "is", "may be");
    let mut wrong = Vec::new();
    for limit in &limits {
        let files = files(limit)?;
        let mut bytes = 0;
        for file in &files {
            bytes += measured(file, limit.measure)?;
        }
        println!("{:<40}{:>12.1}{:>12.1}", limit.name, bytes as f64 / 1000.0, limit.bytes as f64 / 1000.0);
        if files.is_empty() {
            wrong.push(format!("{} is not built: `{}`", limit.name, limit.build));
        } else if bytes > limit.bytes {
            wrong.push(format!("{} is {} bytes too big", limit.name, bytes - limit.bytes));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("; ")) }
}

/// The files of a limit that are there.
fn files(limit: &Limit) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    for pattern in &limit.files {
        let path = target().join(pattern);
        let (folder, name) = path.parent().zip(path.file_name()).ok_or_else(|| format!("{pattern} names no file"))?;
        let name = name.to_string_lossy();
        let (start, end) = name.split_once('*').unwrap_or((&name, ""));
        let fits = |file: &str| {
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
                .filter(|file| file.file_name().is_some_and(|name| fits(&name.to_string_lossy()))),
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

/// Where the compressed form of a file stands.
pub(crate) fn compressed(file: &Path) -> PathBuf {
    let mut path = file.as_os_str().to_owned();
    path.push(".gz");
    path.into()
}
