//! A page for each rule, and a list of all of them.

use std::fmt::Write;

use promwright_dialect::Judge;
use promwright_finding::Rule;
use promwright_operator::Operator;

use super::File;

/// The folder of the pages.
pub(super) const FOLDER: &str = "docs/rules";

/// The pages, and their list.
pub(super) fn files() -> Vec<File> {
    let operator = Operator::default();
    let shared = promwright_core::rules::ALL.iter().chain(promwright_kubernetes::rules::ALL);
    let mut rules: Vec<&Rule> = shared.chain(operator.rules()).copied().collect();
    rules.sort_by_key(|rule| rule.code);
    let mut list = String::from(
        "<!-- Written by `cargo xtask gen` from the rules. -->\n\n# Rules\n\nEvery finding is an instance of a rule. \
         `promwright explain CODE` shows the same.\n\n| code | severity | summary |\n|---|---|---|\n",
    );
    for rule in &rules {
        let summary = rule.docs.get().summary;
        let _ = writeln!(list, "| [{}]({}) | {} | {summary} |", rule.code, name(rule), rule.severity.name());
    }
    let mut files = vec![File { path: format!("{FOLDER}/README.md"), text: list }];
    files.extend(rules.iter().map(|rule| File { path: format!("{FOLDER}/{}", name(rule)), text: page(rule) }));
    files
}

/// The name of a rule's page.
fn name(rule: &Rule) -> String {
    format!("{}.md", rule.code.replace('/', "-"))
}

fn page(rule: &Rule) -> String {
    let docs = rule.docs.get();
    let mut page = format!(
        "<!-- Written by `cargo xtask gen` from the rules. -->\n\n# {}\n\n{}\n\nSeverity: {}.",
        rule.code,
        docs.summary,
        rule.severity.name()
    );
    if !rule.group.is_empty() {
        let _ = write!(page, " Group: `{}`.", rule.group);
    }
    let _ = writeln!(page, "\n\n{}", docs.explanation);
    for (title, example) in [("Finds", docs.bad), ("Accepts", docs.good)] {
        if !example.is_empty() {
            let _ = writeln!(page, "\n{title}:\n\n```yaml\n{example}```");
        }
    }
    page
}
