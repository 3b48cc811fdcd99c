//! Lines and columns of a text.

use std::cell::OnceCell;

/// Bytes from one mark to the next: no place needs more than these to be counted.
const STRIDE: usize = 1 << 10;

/// The lines of a text, which are counted when the first place is asked for: most texts have nothing to be said about.
#[derive(Debug)]
pub(crate) struct Lines<'t> {
    text: &'t str,
    marks: OnceCell<Vec<Mark>>,
}

/// A byte between two characters, and the place that it has.
#[derive(Clone, Copy, Debug)]
struct Mark {
    byte: usize,
    line: usize,
    column: usize,
}

impl Mark {
    /// The mark that stands behind a stretch.
    fn behind(self, stretch: &str) -> Self {
        let byte = self.byte + stretch.len();
        match stretch.rfind('\n') {
            None => Self { byte, column: self.column + stretch.chars().count(), ..self },
            Some(last) => {
                let rest = stretch.get(last + 1..).unwrap_or_default();
                Self { byte, line: self.line + stretch.matches('\n').count(), column: rest.chars().count() + 1 }
            }
        }
    }
}

impl<'t> Lines<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, marks: OnceCell::new() }
    }

    /// The line and the column of a byte, both counted from 1, the column in characters.
    pub(crate) fn line_and_column(&self, at: usize) -> (usize, usize) {
        let marks = self.marks.get_or_init(|| marks(self.text));
        let mark = marks.get(at / STRIDE).copied().unwrap_or(START);
        let Mark { line, column, .. } = mark.behind(self.text.get(mark.byte..at).unwrap_or_default());
        (line, column)
    }

    /// The line that a byte stands in, and the byte that it starts at; `None` where it is longer than this.
    pub(crate) fn line(&self, at: usize, longest: usize) -> Option<(usize, &'t str)> {
        let bytes = self.text.as_bytes();
        let is_break = |byte: &u8| *byte == b'\n';
        // A break of two bytes may end the line, and the byte may be its last.
        let first = at.saturating_sub(longest + 2);
        let start = match bytes.get(first..at)?.iter().rposition(is_break) {
            Some(before) => first + before + 1,
            None if first == 0 => 0,
            None => return None,
        };
        let length = bytes.get(start..)?.iter().take(longest + 2).position(is_break);
        let end = length.map_or(self.text.len(), |length| start + length + 1);
        let line = self.text.get(start..end)?.lines().next().unwrap_or_default();
        (line.len() <= longest).then_some((start, line))
    }
}

const START: Mark = Mark { byte: 0, line: 1, column: 1 };

/// A mark every so many bytes.
fn marks(text: &str) -> Vec<Mark> {
    let mut mark = START;
    let mut marks = vec![mark];
    for byte in (STRIDE..=text.len()).step_by(STRIDE) {
        // Within a character, the mark stands before it.
        mark = mark.behind(text.get(mark.byte..text.floor_char_boundary(byte)).unwrap_or_default());
        marks.push(mark);
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_that_counting_from_the_start_gives() {
        let long = format!("{}\né{}\r\n", "x🔥é".repeat(700), "🔥".repeat(1_023));
        for text in ["", "a", "\n", "a\n\né\nb", &long, &"\n".repeat(2 * STRIDE), &long.repeat(3), &"a".repeat(STRIDE)]
        {
            let lines = Lines::new(text);
            let (mut line, mut column) = (1, 1);
            for (at, character) in text.char_indices() {
                assert_eq!(lines.line_and_column(at), (line, column), "{at}");
                (line, column) = if character == '\n' { (line + 1, 1) } else { (line, column + 1) };
            }
            assert_eq!(lines.line_and_column(text.len()), (line, column));
        }
    }

    #[test]
    fn lines_are_found_unless_they_are_too_long() {
        let text = "abc\nabcd\r\n\nabcde\nab";
        let lines = Lines::new(text);
        for (at, line) in [
            (0, Some((0, "abc"))),
            (3, Some((0, "abc"))),
            (4, Some((4, "abcd"))),
            (9, Some((4, "abcd"))),
            (10, Some((10, ""))),
            (11, None),
            (16, None),
            (17, Some((17, "ab"))),
            (19, Some((17, "ab"))),
            (20, None),
            (usize::MAX, None),
        ] {
            assert_eq!(lines.line(at, 4), line, "{at}");
        }
    }
}
