//! Every file of `tests/suite`: its manifests give what it says they give.
//!
//! `UPDATE_SUITE=1 cargo test -p promwright-tests --test suite` rewrites what the files expect. Read the difference before you
//! commit it: the files say what the operator does, not what this project happens to print.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, clippy::print_stderr, reason = "a test")]

use std::fs;

use promwright_tests::suite::{self, SuiteFile};
use promwright_yaml::{Data, read_manifests};
use similar::TextDiff;

fn files() -> Vec<SuiteFile> {
    suite::read_all().expect("the suite can be read")
}

#[test]
fn the_suite_gives_what_it_expects() {
    let update = std::env::var_os("UPDATE_SUITE").is_some();
    let mut failures = Vec::new();
    for file in files() {
        let got = file.evaluate();
        assert_eq!(got, file.evaluate(), "{} gives something else the second time", file.path.display());
        if got == file.expected {
            continue;
        }
        if update {
            fs::write(&file.path, file.input + &got).expect("a suite file can be written");
            continue;
        }
        let diff = TextDiff::from_lines(&file.expected, &got);
        let diff = diff.unified_diff().header("expected", "got").to_string();
        failures.push(format!("{}\n{diff}", file.path.display()));
    }
    assert!(
        failures.is_empty(),
        "{} suite files give something else than they expect; where that is right, run\n\
         UPDATE_SUITE=1 cargo test -p promwright-tests --test suite\n\n{}",
        failures.len(),
        failures.join("\n")
    );
}

/// Every expected configuration is one YAML document, read by the same rules that it was written by.
#[test]
fn configurations_are_yaml() {
    for file in files() {
        for section in file.expected.split("### ").filter(|section| section.starts_with("configuration")) {
            let (title, text) = section.split_once('\n').expect("a section has a title");
            let stream = read_manifests(text);
            let [document] = stream.documents.as_slice() else {
                panic!("{} {title} is not one document", file.path.display())
            };
            let value = document.content.as_ref().unwrap_or_else(|error| panic!("{}: {error}", file.path.display()));
            assert!(matches!(value.data, Data::Object(_)), "{} {title}", file.path.display());
        }
    }
}
