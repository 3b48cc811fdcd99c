//! The fuzz targets' corpus, and what fuzzing has found, run by every ordinary test.

use std::fs;

use promwright_tests::fuzz::TARGETS;
use promwright_tests::suite;

#[test]
fn the_corpus_is_answered() -> std::io::Result<()> {
    let folder = suite::folder().join("../../fuzz/corpus");
    for (name, target) in TARGETS {
        for entry in fs::read_dir(folder.join(name))? {
            target(&fs::read(entry?.path())?);
        }
    }
    Ok(())
}

#[test]
fn the_suite_is_answered() -> std::io::Result<()> {
    for file in suite::read_all()? {
        for (_, target) in TARGETS {
            target(file.manifests().as_bytes());
        }
    }
    Ok(())
}
