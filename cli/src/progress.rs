//! How far the command is: a line on a terminal, for as long as it takes.

use std::env;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// What is over sooner shows nothing.
const PATIENCE: Duration = Duration::from_millis(300);
/// How long a line stands before the next one replaces it.
const INTERVAL: Duration = Duration::from_millis(100);

/// A line on standard error that is drawn again and again, and erased at the end.
#[derive(Debug)]
pub(crate) struct Progress {
    /// `None` where nothing is shown.
    line: Option<Mutex<Line<io::Stderr>>>,
}

impl Progress {
    /// Progress that is shown where standard error is a terminal that can go back to the start of a line.
    pub(crate) fn on_terminal() -> Self {
        let is_shown = io::stderr().is_terminal() && env::var_os("TERM").is_none_or(|term| term != "dumb");
        Self { line: is_shown.then(|| Mutex::new(Line::new(io::stderr(), Instant::now()))) }
    }

    /// Progress that is not shown.
    pub(crate) fn hidden() -> Self {
        Self { line: None }
    }

    /// Something is done at so many items from now on.
    pub(crate) fn begin(&self, what: &'static str, total: usize) {
        self.with(|line| (line.what, line.done, line.total) = (what, 0, total));
    }

    /// So many more items are done.
    pub(crate) fn advance(&self, items: usize) {
        self.with(|line| line.advance(items, Instant::now()));
    }

    /// Everything is done: the line is erased.
    pub(crate) fn end(&self) {
        self.with(Line::erase);
    }

    fn with(&self, act: impl FnOnce(&mut Line<io::Stderr>)) {
        if let Some(line) = &self.line
            && let Ok(mut line) = line.lock()
        {
            act(&mut line);
        }
    }
}

/// What stands on the terminal. What cannot be written is not worth a word.
#[derive(Debug)]
struct Line<W> {
    out: W,
    /// When the next line is drawn.
    due: Instant,
    what: &'static str,
    done: usize,
    total: usize,
    /// The columns that are drawn.
    width: usize,
}

impl<W: Write> Line<W> {
    fn new(out: W, now: Instant) -> Self {
        Self { out, due: now + PATIENCE, what: "", done: 0, total: 0, width: 0 }
    }

    fn advance(&mut self, items: usize, now: Instant) {
        self.done += items;
        if now < self.due || self.done == self.total {
            return;
        }
        self.due = now + INTERVAL;
        let text = format!("{}… {} of {}", self.what, grouped(self.done), grouped(self.total));
        let width = text.chars().count();
        // Spaces cover the rest of a longer line.
        let _ = write!(self.out, "\r{text}{}", " ".repeat(self.width.saturating_sub(width)));
        let _ = self.out.flush();
        self.width = width;
    }

    fn erase(&mut self) {
        if self.width > 0 {
            let _ = write!(self.out, "\r{}\r", " ".repeat(self.width));
            let _ = self.out.flush();
            self.width = 0;
        }
    }
}

/// A number with commas: 4,210.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        let is_group = index > 0 && (digits.len() - index).is_multiple_of(3);
        let _ = write!(text, "{}{digit}", if is_group { "," } else { "" });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_takes_its_time_is_shown_and_then_erased() {
        let start = Instant::now();
        let mut line = Line::new(Vec::new(), start);
        (line.what, line.total) = ("Reading manifests", 10_000);
        let mut drawn_after = |milliseconds, items| {
            line.advance(items, start + Duration::from_millis(milliseconds));
            String::from_utf8(std::mem::take(&mut line.out)).expect("text")
        };
        assert_eq!(drawn_after(299, 999), "");
        assert_eq!(drawn_after(300, 1), "\rReading manifests… 1,000 of 10,000");
        assert_eq!(drawn_after(399, 1), "");
        assert_eq!(drawn_after(400, 3209), "\rReading manifests… 4,210 of 10,000");
        assert_eq!(drawn_after(900, 5790), "");
        line.erase();
        line.erase();
        assert_eq!(line.out, format!("\r{}\r", " ".repeat(34)).into_bytes());
    }

    #[test]
    fn numbers_are_grouped() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (93_500, "93,500"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), text);
        }
    }
}
