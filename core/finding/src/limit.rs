//! How much is reported of a text.

use crate::{Finding, Rule};

/// Findings, of each rule no more than a number. The others are counted, and one last finding of the rule says how many they are: it
/// has the same severity, so that whoever looks for errors finds one.
#[derive(Debug)]
pub struct Limited {
    /// How many of each rule are kept.
    most: usize,
    findings: Vec<Finding>,
    counts: Vec<Count>,
}

/// The findings of one rule.
#[derive(Debug)]
struct Count {
    rule: &'static Rule,
    kept: usize,
    left_out: usize,
    /// Where the last one that is kept is in the list.
    last: usize,
}

impl Limited {
    /// Keeps this many findings of each rule.
    pub fn to(most: usize) -> Self {
        Self { most, findings: Vec::new(), counts: Vec::new() }
    }

    /// Adds a finding of this rule, which is created only if it is kept.
    pub fn add(&mut self, rule: &'static Rule, finding: &dyn Fn() -> Finding) {
        let last = self.findings.len();
        let most = self.most;
        let count = self.count(rule);
        if count.kept < most {
            count.kept += 1;
            count.last = last;
            self.findings.push(finding());
        } else {
            count.left_out += 1;
        }
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Whether no further findings of this rule are kept.
    pub fn is_full(&self, rule: &Rule) -> bool {
        self.counts.iter().any(|count| count.rule == rule && count.kept >= self.most)
    }

    /// Counts findings of which no more is known than their rule.
    pub fn add_left_out(&mut self, rule: &'static Rule, left_out: usize) {
        self.count(rule).left_out += left_out;
    }

    #[allow(clippy::indexing_slicing, reason = "the index is of an item that was found or pushed")]
    fn count(&mut self, rule: &'static Rule) -> &mut Count {
        let index = self.counts.iter().position(|count| count.rule == rule).unwrap_or_else(|| {
            self.counts.push(Count { rule, kept: 0, left_out: 0, last: 0 });
            self.counts.len() - 1
        });
        &mut self.counts[index]
    }

    /// The findings; behind them, those that say how many more there are.
    pub fn finish(self) -> Vec<Finding> {
        let Self { mut findings, counts, .. } = self;
        for Count { rule, kept, left_out, last } in counts {
            if left_out > 0
                && let Some(Finding { severity, place, .. }) = findings.get(last)
            {
                let are = if left_out == 1 { "is" } else { "are" };
                let message =
                    format!("only the first {kept} `{}` findings are shown; {left_out} more {are} not", rule.code);
                let more = Finding { place: *place, ..Finding::new(rule, message).severity(*severity) };
                findings.push(more.help("Fix the ones that are shown, then check again"));
            }
        }
        findings
    }
}

#[cfg(test)]
mod tests {
    use promwright_yaml::Span;

    use super::*;
    use crate::{RuleDocs, Severity};

    const DOCS: RuleDocs = RuleDocs { summary: "", explanation: "", bad: "", good: "" };
    static SYNTAX: Rule = Rule::new("yaml/syntax", Severity::Error, DOCS);
    static DUPLICATE: Rule = Rule::new("yaml/duplicate-key", Severity::Warning, DOCS);
    static NO_OBJECT: Rule = Rule::new("yaml/not-an-object", Severity::Warning, DOCS);
    static MISSING: Rule = Rule::new("schema/missing-field", Severity::Warning, DOCS);

    #[test]
    fn what_is_left_out_is_counted() {
        let mut limited = Limited::to(2);
        let made = std::cell::Cell::new(0);
        for at in 0..5 {
            limited.add(&SYNTAX, &|| {
                made.set(made.get() + 1);
                Finding::new(&SYNTAX, format!("{at}")).at(0, Span { start: at, end: at + 1 })
            });
        }
        limited.add_left_out(&SYNTAX, 10);
        for rule in [&DUPLICATE, &NO_OBJECT, &NO_OBJECT, &NO_OBJECT] {
            limited.add(rule, &|| Finding::new(rule, "x"));
        }
        limited.add_left_out(&MISSING, 0);
        assert_eq!(made.get(), 2);
        let said = limited.finish().into_iter().map(|finding| {
            (finding.rule.name(), finding.severity, finding.message, finding.place.map(|place| place.span.start))
        });
        let (error, warning) = (Severity::Error, Severity::Warning);
        let expected = [
            ("syntax", error, "0", Some(0)),
            ("syntax", error, "1", Some(1)),
            ("duplicate-key", warning, "x", None),
            ("not-an-object", warning, "x", None),
            ("not-an-object", warning, "x", None),
            ("syntax", error, "only the first 2 `yaml/syntax` findings are shown; 13 more are not", Some(1)),
            ("not-an-object", warning, "only the first 2 `yaml/not-an-object` findings are shown; 1 more is not", None),
        ];
        let expected = expected.map(|(rule, severity, message, at)| (rule, severity, message.to_owned(), at));
        assert_eq!(said.collect::<Vec<_>>(), expected);
    }
}
