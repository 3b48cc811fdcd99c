//! Reads the files and runs the cases, on all cores.

use std::fs::File;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use flate2::read::MultiGzDecoder;

use super::case::NotACase;
use super::{Case, Filter, Outcome, run};

/// How many lines a thread reads at a time.
const BATCH: usize = 16;

/// One line of a file.
#[derive(Debug)]
pub struct Line {
    /// Where the line stands, `file:line`.
    pub place: String,
    /// The line.
    pub text: String,
}

/// A case that was run.
#[derive(Debug)]
pub struct Ran {
    /// Where the case stands, `file:line`.
    pub place: String,
    /// The case's name.
    pub name: String,
    /// The type of the case.
    pub kind: String,
    /// How it ended.
    pub outcome: Outcome,
}

/// Reads the lines of a `.jsonl` or `.jsonl.gz` file that are not empty.
pub fn read_lines(path: &Path) -> io::Result<Vec<Line>> {
    let mut text = String::new();
    let mut file = File::open(path)?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        MultiGzDecoder::new(file).read_to_string(&mut text)?;
    } else {
        file.read_to_string(&mut text)?;
    }
    let line = |(index, text): (usize, &str)| Line {
        place: format!("{}:{}", path.display(), index + 1),
        text: text.to_string(),
    };
    Ok(text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()).map(line).collect())
}

/// Runs the cases that the filter keeps, in parallel; the result is in the order of the lines.
pub fn run_all(lines: &[Line], filter: &Filter) -> Vec<Ran> {
    let batches: Vec<&[Line]> = lines.chunks(BATCH).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(batch) = batches.get(index) else { return done };
            done.push((index, batch.iter().filter_map(|line| run_line(line, filter)).collect::<Vec<_>>()));
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut done: Vec<(usize, Vec<Ran>)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().flat_map(|(_, ran)| ran).collect()
}

/// Runs the case of one line, or `None` where the line is no case or the filter leaves it out.
fn run_line(line: &Line, filter: &Filter) -> Option<Ran> {
    let place = line.place.clone();
    match Case::parse(&line.text) {
        Ok(case) if filter.keeps(&case) => {
            let outcome = catch_unwind(AssertUnwindSafe(|| run(&case)))
                .unwrap_or_else(|_| Outcome::failed("answer", "an answer", "a panic (see above)"));
            Some(Ran { place, name: case.name, kind: case.kind, outcome })
        }
        Ok(_) | Err(NotACase::Other) => None,
        Err(NotACase::Broken(reason)) => {
            let outcome = Outcome::failed("line", "a case", &reason);
            Some(Ran { place, name: "(unreadable)".to_string(), kind: "(unreadable)".to_string(), outcome })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_in_order_and_fails_what_it_does_not_know() {
        let line = |index: usize| Line {
            place: format!("f:{index}"),
            text: format!(r#"{{"name":"case-{index}","type":"tea","want":{{}}}}"#),
        };
        let mut lines: Vec<Line> = (0..100).map(line).collect();
        lines.push(Line { place: "f:100".to_string(), text: r#"{"crd":{}}"#.to_string() });
        lines.push(Line { place: "f:101".to_string(), text: "{".to_string() });
        let ran = run_all(&lines, &Filter::default());
        let places: Vec<&str> = ran.iter().map(|ran| ran.place.as_str()).collect();
        let want: Vec<String> = (0..100).chain([101]).map(|index| format!("f:{index}")).collect();
        assert_eq!(places, want);
        assert!(ran.iter().all(|ran| !ran.outcome.passed()));
    }
}
