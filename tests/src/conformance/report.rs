//! What the runner prints.

use std::collections::HashMap;
use std::fmt::{self, Display, Formatter};
use std::time::Duration;

use similar::TextDiff;

use super::{Difference, Ran};

/// How long to look for the shortest diff of two texts, which may have megabytes.
const DIFF_TIME: Duration = Duration::from_secs(1);

/// What the runner prints: the failures asked for, a line a type, and the sum.
#[derive(Debug)]
pub struct Report<'a> {
    /// The cases that were run.
    pub ran: &'a [Ran],
    /// How many failures to show.
    pub show: usize,
    /// Whether to show, as failures are, the cases that passed with other words.
    pub wording: bool,
}

/// The numbers of one type.
#[derive(Default)]
struct Tally {
    cases: usize,
    passed: usize,
    messages: usize,
    messages_equal: usize,
}

impl Report<'_> {
    /// How many cases failed.
    pub fn failed(&self) -> usize {
        self.ran.iter().filter(|ran| !ran.outcome.passed()).count()
    }

    /// The numbers by type, in the order in which the types were first seen.
    fn tallies(&self) -> Vec<(&str, Tally)> {
        let mut rows: HashMap<&str, usize> = HashMap::new();
        let mut tallies: Vec<(&str, Tally)> = Vec::new();
        for ran in self.ran {
            let row = *rows.entry(&ran.kind).or_insert(tallies.len());
            if row == tallies.len() {
                tallies.push((&ran.kind, Tally::default()));
            }
            let tally = &mut tallies[row].1;
            tally.cases += 1;
            tally.passed += usize::from(ran.outcome.passed());
            tally.messages += ran.outcome.messages;
            tally.messages_equal += ran.outcome.messages_equal();
        }
        tallies
    }
}

impl Display for Report<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let worth_showing = |ran: &&Ran| !ran.outcome.passed() || (self.wording && !ran.outcome.reworded.is_empty());
        for ran in self.ran.iter().filter(worth_showing).take(self.show) {
            let verdict = if ran.outcome.passed() { "passed in other words" } else { "failed" };
            writeln!(f, "--- {} {} {verdict} ({})", ran.kind, ran.name, ran.place)?;
            let reworded = ran.outcome.reworded.iter().filter(|_| self.wording);
            for difference in ran.outcome.wrong.iter().chain(reworded) {
                write_difference(f, difference)?;
            }
            writeln!(f)?;
        }

        writeln!(f, "{:<18}{:>8}{:>8}{:>8}  messages equal", "type", "cases", "passed", "failed")?;
        for (kind, tally) in self.tallies() {
            let failed = tally.cases - tally.passed;
            write!(f, "{kind:<18}{:>8}{:>8}{failed:>8}  ", tally.cases, tally.passed)?;
            match tally.messages {
                0 => writeln!(f, "-")?,
                messages => writeln!(f, "{} of {messages}", tally.messages_equal)?,
            }
        }
        let failed = self.failed();
        writeln!(f, "{} passed, {failed} failed", self.ran.len() - failed)
    }
}

/// Writes a difference as a unified diff: `-` is what was recorded, `+` what this project says.
fn write_difference(f: &mut Formatter<'_>, difference: &Difference) -> fmt::Result {
    writeln!(f, "{}: - recorded, + ours", difference.what)?;
    let diff = TextDiff::configure().timeout(DIFF_TIME).diff_lines(&difference.want, &difference.got);
    // Whether the last line ends is of interest in a text, but not where both are one message.
    let ends_differ = difference.want.ends_with('\n') != difference.got.ends_with('\n');
    for hunk in diff.unified_diff().context_radius(3).missing_newline_hint(ends_differ).iter_hunks() {
        write!(f, "{hunk}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::Outcome;
    use super::*;

    #[test]
    fn shows_failures_then_numbers() {
        let ran = |name: &str, outcome| Ran {
            place: "f:1".to_string(),
            name: name.to_string(),
            kind: "check".to_string(),
            outcome,
        };
        let mut reworded = Outcome::default();
        reworded.message("error", "port required", "port needed");
        let cases = [
            ran("one", Outcome::default()),
            ran("two", reworded),
            ran("three", Outcome::failed("config", "a: 1\nb: 2\n", "a: 1\nb: 3\n")),
            ran("four", Outcome::failed("config", "a\n", "b\n")),
        ];
        let report = Report { ran: &cases, show: 1, wording: false };
        let want = "\
--- check three failed (f:1)
config: - recorded, + ours
@@ -1,2 +1,2 @@
 a: 1
-b: 2
+b: 3

type                 cases  passed  failed  messages equal
check                    4       2       2  0 of 1
2 passed, 2 failed
";
        assert_eq!(report.to_string(), want);
        let report = Report { ran: &cases, show: 1, wording: true };
        assert!(
            report.to_string().starts_with("--- check two passed in other words (f:1)\nerror: - recorded, + ours\n")
        );
    }
}
