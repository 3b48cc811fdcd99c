//! From bytes to what JavaScript counts, UTF-16 code units, and back.

use promwright_core::diagnostic::Place;
use promwright_core::provenance;

use super::Range;

/// The text, and where its lines start.
pub(super) struct Positions<'t> {
    text: &'t str,
    /// The first byte of each of the parts that are read as texts of their own.
    starts: Vec<usize>,
    /// The first byte of each line, and the UTF-16 units before it: no place needs more than its own line to be counted.
    lines: Vec<(usize, u32)>,
}

impl<'t> Positions<'t> {
    pub(super) fn new(text: &'t str, parts: &[&str]) -> Self {
        let starts = parts.iter().scan(0, |start, part| Some(std::mem::replace(start, *start + part.len()))).collect();
        let mut lines = vec![(0, 0)];
        let (mut byte, mut unit) = (0, 0);
        for line in text.split_inclusive('\n') {
            byte += line.len();
            unit += units(line);
            lines.push((byte, unit));
        }
        // What ends without a line break ends its last line, and starts no other.
        if !text.ends_with('\n') && lines.len() > 1 {
            lines.pop();
        }
        Self { text, starts, lines }
    }

    /// The line of a byte, from 1, and the first byte of that line and the units before it.
    fn line(&self, byte: usize) -> (usize, usize, u32) {
        let line = self.lines.partition_point(|(first, _)| *first <= byte);
        let (first, unit) = line.checked_sub(1).and_then(|index| self.lines.get(index)).copied().unwrap_or_default();
        (line.max(1), first, unit)
    }

    fn unit(&self, byte: usize) -> u32 {
        let (_, first, unit) = self.line(byte);
        unit + units(self.text.get(first..byte).unwrap_or_default())
    }

    /// The byte of a unit.
    fn byte(&self, unit: u32) -> usize {
        let line = self.lines.partition_point(|(_, first)| *first <= unit);
        let (byte, first) = line.checked_sub(1).and_then(|index| self.lines.get(index)).copied().unwrap_or_default();
        let letters = self.text.get(byte..).unwrap_or_default().chars();
        let before = letters.scan(first, |at, letter| {
            *at += letter.len_utf16() as u32;
            (*at <= unit).then_some(letter.len_utf8())
        });
        byte + before.sum::<usize>()
    }

    /// The question about the field around a unit.
    pub(super) fn question(&self, unit: u32) -> provenance::Question {
        let byte = self.byte(unit);
        let source = self.starts.partition_point(|start| *start <= byte).saturating_sub(1);
        provenance::Question::place(source, byte - self.starts.get(source).copied().unwrap_or_default())
    }

    pub(super) fn range(&self, Place { source, span }: Place) -> Range {
        let first = self.starts.get(source).copied().unwrap_or_default();
        let (start, end) = (first + span.start as usize, first + span.end as usize);
        let (line, _, unit) = self.line(start);
        let from = self.unit(start);
        Range { from, to: self.unit(end), line: line as u32, column: from - unit + 1 }
    }
}

/// UTF-16 units of a stretch.
fn units(stretch: &str) -> u32 {
    if stretch.is_ascii() { stretch.len() as u32 } else { stretch.encode_utf16().count() as u32 }
}
