//! The examples of every rule: the bad one breaks the rule, and the good one does not.

use promwright_core::Source;
use promwright_core::evaluate::{Request, evaluate};
use promwright_dialect::Judge as _;
use promwright_finding::Rule;
use promwright_operator::Operator;

/// Whether manifests break a rule. Those whose first line is `# strict` are evaluated without assumptions.
fn breaks(manifests: &str, rule: &Rule) -> bool {
    let operator = Operator::default();
    let request = Request {
        sources: vec![Source { name: "example.yaml", text: manifests }],
        dialects: vec![&operator],
        strict: manifests.starts_with("# strict\n"),
        ..Request::default()
    };
    evaluate(&request).findings.iter().any(|finding| finding.rule.code == rule.code)
}

#[test]
fn examples_break_their_rules_and_comply() {
    let operator = Operator::default();
    let shared = promwright_core::rules::ALL.iter().chain(promwright_kubernetes::rules::ALL);
    let mut failures = Vec::new();
    let mut without_example = Vec::new();
    for rule in shared.chain(operator.rules()) {
        let docs = rule.docs.get();
        if docs.summary.is_empty() || docs.explanation.is_empty() {
            failures.push(format!("{}: there is no explanation", rule.code));
        } else if docs.bad.is_empty() {
            without_example.push(rule.code);
        } else if !breaks(docs.bad, rule) {
            failures.push(format!("{}: the bad example does not break it", rule.code));
        } else if breaks(docs.good, rule) {
            failures.push(format!("{}: the good example breaks it", rule.code));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    // Bytes that are not text, what the schema rejects first, and a file of a megabyte.
    assert_eq!(without_example, ["yaml/unreadable", "operator/oauth2-token-url", "operator/too-large"]);
}

#[test]
fn codes_are_unique_and_their_own() {
    let operator = Operator::default();
    let shared = promwright_core::rules::ALL.iter().chain(promwright_kubernetes::rules::ALL);
    let mut codes: Vec<_> = shared.chain(operator.rules()).map(|rule| rule.code).collect();
    codes.sort_unstable();
    let count = codes.len();
    codes.dedup();
    assert_eq!(codes.len(), count);
    for code in codes {
        let (layer, name) = code.split_once('/').expect("a layer and a name");
        assert!(["yaml", "schema", "cel", "operator"].contains(&layer), "{code}");
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'), "{code}");
    }
}
