//! Generates the configuration of each example: `examples/NAME.prometheus.yaml`.

use std::fs;
use std::io;
use std::path::Path;

use promwright_core::Source;
use promwright_core::evaluate::{Request, evaluate};
use promwright_operator::Operator;

use super::File;
use crate::run::root;

/// The folder of the examples and their configurations.
const FOLDER: &str = "examples";

/// The suffix of the generated files.
const OUTPUT: &str = ".prometheus.yaml";

/// The generated files of all examples.
pub(super) fn files() -> Result<Vec<File>, String> {
    let failed = |error: io::Error| format!("cannot read the folder {FOLDER}: {error}");
    let mut names = Vec::new();
    for entry in fs::read_dir(root().join(FOLDER)).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".yaml").filter(|_| !name.ends_with(OUTPUT)).map(ToOwned::to_owned));
    }
    names.sort();
    names.into_iter().map(|name| file(&name)).collect()
}

fn file(name: &str) -> Result<File, String> {
    let input = format!("{FOLDER}/{name}.yaml");
    let text = fs::read_to_string(root().join(Path::new(&input))).map_err(|error| format!("{input}: {error}"))?;
    let sources = vec![Source { name: &input, text: &text }];
    let operator = Operator::default();
    let evaluation = evaluate(&Request { sources, dialects: vec![&operator], ..Request::default() });
    // An example has exactly one configuration, so the file name need not name the instance.
    let texts: Vec<_> = evaluation.configurations.iter().map(|configuration| configuration.text()).collect();
    match texts.as_slice() {
        [Some(text)] => Ok(File { path: format!("{FOLDER}/{name}{OUTPUT}"), text: (*text).to_owned() }),
        _ => Err(format!("{input} does not generate exactly one configuration")),
    }
}
