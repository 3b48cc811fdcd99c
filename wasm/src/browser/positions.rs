//! Converts between byte offsets and the UTF-16 offsets of JavaScript.

use promwright_core::provenance;
use promwright_finding::Place;

use super::Range;

/// The bytes between two marks. A conversion counts at most this many, however long the line is.
const STRIDE: usize = 1 << 10;

/// Converts positions of one text.
pub(super) struct Positions<'t> {
    text: &'t str,
    /// The byte offset of each document.
    starts: Vec<usize>,
    /// The byte offset of each line.
    lines: Vec<usize>,
    /// Every `STRIDE` bytes: a byte offset and its UTF-16 offset.
    marks: Vec<(usize, u32)>,
}

impl<'t> Positions<'t> {
    pub(super) fn new(text: &'t str, parts: &[&str]) -> Self {
        let starts = parts.iter().scan(0, |start, part| Some(std::mem::replace(start, *start + part.len()))).collect();
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let (mut first, mut unit) = (0, 0);
        let mut marks = vec![(first, unit)];
        for byte in (STRIDE..=text.len()).step_by(STRIDE) {
            // Inside a character, the mark goes before it.
            let byte = text.floor_char_boundary(byte);
            unit += units(text.get(first..byte).unwrap_or_default());
            first = byte;
            marks.push((first, unit));
        }
        Self { text, starts, lines, marks }
    }

    fn unit(&self, byte: usize) -> u32 {
        let (first, unit) = self.marks.get(byte / STRIDE).copied().unwrap_or_default();
        unit + units(self.text.get(first..byte).unwrap_or_default())
    }

    /// The byte offset of a UTF-16 offset.
    fn byte(&self, unit: u32) -> usize {
        let mark = self.marks.partition_point(|(_, first)| *first <= unit);
        let (byte, first) = mark.checked_sub(1).and_then(|index| self.marks.get(index)).copied().unwrap_or_default();
        let letters = self.text.get(byte..).unwrap_or_default().chars();
        let before = letters.scan(first, |at, letter| {
            *at += letter.len_utf16() as u32;
            (*at <= unit).then_some(letter.len_utf8())
        });
        byte + before.sum::<usize>()
    }

    /// The question about the field at a UTF-16 offset.
    pub(super) fn question(&self, unit: u32) -> provenance::Question {
        let byte = self.byte(unit);
        let source = self.starts.partition_point(|start| *start <= byte).saturating_sub(1);
        provenance::Question::place(source, byte - self.starts.get(source).copied().unwrap_or_default())
    }

    pub(super) fn range(&self, Place { source, span }: Place) -> Range {
        let first = self.starts.get(source).copied().unwrap_or_default();
        let (start, end) = (first + span.start as usize, first + span.end as usize);
        let line = self.lines.partition_point(|first| *first <= start);
        let line_start = line.checked_sub(1).and_then(|index| self.lines.get(index)).copied().unwrap_or_default();
        let from = self.unit(start);
        Range { from, to: self.unit(end), line: line as u32, column: from - self.unit(line_start) + 1 }
    }
}

/// The number of UTF-16 code units of a text.
fn units(part: &str) -> u32 {
    if part.is_ascii() { part.len() as u32 } else { part.encode_utf16().count() as u32 }
}

#[cfg(test)]
mod tests {
    use promwright_yaml::Span;

    use super::*;

    #[test]
    fn places_are_those_that_counting_from_the_start_gives() {
        let long = format!("{}\n{}\n", "x🔥é".repeat(700), "🔥".repeat(1_023));
        for text in ["", "a", "\n", "a\n\né\nb", &long, &long.repeat(2), &"\n".repeat(STRIDE), &"a".repeat(STRIDE)] {
            let (part, rest) = text.split_at(text.find('\n').unwrap_or(text.len()));
            let positions = Positions::new(text, &[part, rest]);
            let to = text.encode_utf16().count() as u32;
            let (mut unit, mut line, mut column) = (0, 1, 1);
            for (at, character) in text.char_indices().chain([(text.len(), 'a')]) {
                let (source, before) = if at < part.len() { (0, 0) } else { (1, part.len()) };
                let (start, end) = ((at - before) as u32, (text.len() - before) as u32);
                let range = positions.range(Place { source, span: Span { start, end } });
                assert_eq!(range, Range { from: unit, to, line, column });
                assert_eq!(positions.byte(unit), at);
                let width = character.len_utf16() as u32;
                (unit, column) = (unit + width, column + width);
                if character == '\n' {
                    (line, column) = (line + 1, 1);
                }
            }
        }
    }
}
