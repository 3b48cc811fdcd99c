//! What the documentation shows is what there is.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The blocks of a language in a page.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(page)).expect("a page");
    let mut blocks = Vec::new();
    let mut parts = text.split("\n```");
    while let (Some(_), Some(block)) = (parts.next(), parts.next()) {
        if let Some(block) = block.strip_prefix(language).and_then(|rest| rest.strip_prefix('\n')) {
            blocks.push(block.to_owned());
        }
    }
    blocks
}

#[test]
fn code_in_contributing_is_the_code() {
    let blocks = blocks("CONTRIBUTING.md", "rust");
    assert_eq!(blocks.len(), 5);
    for block in blocks {
        let (place, code) = block.split_once('\n').expect("a first line");
        let file = place.strip_prefix("// ").expect("the first line names a file");
        let text = fs::read_to_string(root().join(file)).expect(file);
        assert!(text.contains(code), "{file} no longer holds:\n{code}");
    }
}

#[test]
fn commands_in_the_readme_print_what_it_shows() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    fs::create_dir_all(folder.join("examples")).expect("a folder");
    let [shop] = blocks("README.md", "yaml").try_into().expect("one block");
    fs::write(folder.join("shop.yaml"), shop).expect("a file");
    for example in ["examples/consul.yaml", "examples/everything.yaml", "examples/scrape-class.yaml"] {
        fs::copy(root().join(example), folder.join(example)).expect("an example");
    }
    let blocks = blocks("README.md", "console");
    assert_eq!(blocks.len(), 5);
    for block in blocks {
        let (command, shown) = block.split_once('\n').expect("a command and what it prints");
        let arguments = command.strip_prefix("$ promwright ").expect("our command").split(' ');
        let output = Command::new(env!("CARGO_BIN_EXE_promwright"))
            .current_dir(&folder)
            .args(arguments)
            .output()
            .expect("the command runs");
        let mut printed = String::from_utf8(output.stdout).expect("text");
        if command.contains("check") {
            printed += &String::from_utf8(output.stderr).expect("text");
        }
        // `…` stands for lines that are left out.
        let mut rest = printed.as_str();
        for part in shown.split('…') {
            let part = part.trim_matches(' ').trim_start_matches('\n').trim_end();
            let found = rest.find(part).unwrap_or_else(|| panic!("{command} no longer prints:\n{part}\nbut:\n{rest}"));
            rest = &rest[found + part.len()..];
        }
    }
}
