//! What the command prints for each example, beside it.

use std::fs;
use std::io;
use std::path::Path;

use promwright_core::evaluate::{Configuration, Request, Source, evaluate};

use super::File;
use crate::run::root;

/// The folder of the examples and of what becomes of them.
const FOLDER: &str = "examples";

/// How the names of outputs end.
const OUTPUT: &str = ".prometheus.yaml";

/// The output of every example.
pub(super) fn files() -> Result<Vec<File>, String> {
    let cannot = |error: io::Error| format!("the folder {FOLDER} cannot be read: {error}");
    let mut names = Vec::new();
    for entry in fs::read_dir(root().join(FOLDER)).map_err(cannot)? {
        let name = entry.map_err(cannot)?.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".yaml").filter(|_| !name.ends_with(OUTPUT)).map(ToOwned::to_owned));
    }
    names.sort();
    names.into_iter().map(|name| file(&name)).collect()
}

fn file(name: &str) -> Result<File, String> {
    let input = format!("{FOLDER}/{name}.yaml");
    let text = fs::read_to_string(root().join(Path::new(&input))).map_err(|error| format!("{input}: {error}"))?;
    let sources = vec![Source { name: &input, text: &text }];
    let evaluation = evaluate(&Request { sources, ..Request::default() });
    // Several configurations would have to be told apart: an example is about one.
    match <[Configuration; 1]>::try_from(evaluation.configurations) {
        Ok([Configuration { text: Some(text), .. }]) => Ok(File { path: format!("{FOLDER}/{name}{OUTPUT}"), text }),
        _ => Err(format!("{input} does not make exactly one configuration")),
    }
}
