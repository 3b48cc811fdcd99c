//! `promwright check --fix`: the safe fixes of findings, in the files.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};

use promwright_core::evaluate::Evaluation;
use promwright_finding::{Edit, Finding, apply};
use similar::TextDiff;

use crate::input::{Input, Inputs};

/// The most passes over the inputs. A fix may uncover another one: the API server stops at the first value that it cannot decode.
const MOST_PASSES: usize = 100;

/// The fixes that were made in the texts of the inputs.
#[derive(Default)]
pub(crate) struct Fixed {
    /// The changed texts as they were before, by their index.
    before: BTreeMap<usize, String>,
    /// How many fixes were made.
    pub(crate) count: usize,
}

impl Fixed {
    /// Makes the fixes of all findings in the texts, and evaluates them again, until nothing is left to fix.
    pub(crate) fn new(
        inputs: &mut Inputs,
        evaluation: &mut Evaluation,
        evaluate: impl Fn(&Inputs) -> Evaluation,
    ) -> Self {
        let mut fixed = Self::default();
        for _ in 0..MOST_PASSES {
            let count = fixed.pass(inputs, &evaluation.findings);
            if count == 0 {
                break;
            }
            fixed.count += count;
            *evaluation = evaluate(inputs);
        }
        fixed
    }

    /// Makes fixes, and counts them. Where two change the same place the first one counts: the other is found again.
    fn pass(&mut self, inputs: &mut Inputs, findings: &[Finding]) -> usize {
        let mut edits: BTreeMap<usize, Vec<&Edit>> = BTreeMap::new();
        for edit in findings.iter().filter_map(|finding| finding.fix.as_ref()).flat_map(|fix| &fix.edits) {
            edits.entry(edit.source).or_default().push(edit);
        }
        let mut count = 0;
        for (source, edits) in edits {
            let Some(input) = inputs.texts.get_mut(source) else { continue };
            let (text, applied) = apply(&input.text, edits);
            if text != input.text {
                let old = std::mem::replace(&mut input.text, text);
                self.before.entry(source).or_insert(old);
                count += applied;
            }
        }
        count
    }

    /// Writes the changes as a diff.
    pub(crate) fn show(&self, inputs: &Inputs, out: &mut dyn Write) -> io::Result<()> {
        for (source, old) in &self.before {
            let Some(Input { name, text, .. }) = inputs.texts.get(*source) else { continue };
            let diff = TextDiff::from_lines(old.as_str(), text.as_str());
            write!(out, "{}", diff.unified_diff().header(name, name))?;
        }
        Ok(())
    }

    /// Writes the changed files.
    ///
    /// # Errors
    /// A text came from standard input, so that no file is written; or a file cannot be written.
    pub(crate) fn save(&self, inputs: &Inputs) -> io::Result<()> {
        let changed = || self.before.keys().filter_map(|source| inputs.texts.get(*source));
        if changed().any(|input| input.path.is_none()) {
            return Err(io::Error::other(
                "standard input cannot be fixed in place, so nothing was changed: use `--fix --dry-run` to see the changes",
            ));
        }
        for Input { path, text, .. } in changed() {
            let Some(path) = path else { continue };
            fs::write(path, text)
                .map_err(|error| io::Error::new(error.kind(), format!("cannot write {}: {error}", path.display())))?;
        }
        Ok(())
    }

    /// How many fixes there are, in words.
    pub(crate) fn summary(&self, is_dry_run: bool) -> String {
        let counted = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
        if self.count == 0 {
            return "nothing to fix".to_owned();
        }
        let made = if is_dry_run { "would make" } else { "made" };
        let fixes = counted(self.count, "fix", "fixes");
        format!("{made} {fixes} in {}", counted(self.before.len(), "file", "files"))
    }
}
