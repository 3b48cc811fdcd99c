//! Passages: text that is the same in every job, which is most of the text of the rules that the operator generates. A passage
//! is written once and then copied, which is several times as fast.

use std::ops::Range;

use super::{Slot, Writer};

/// A sequence of list items that is written many times.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    /// The name of the items and of their variant.
    name: [&'static str; 2],
    /// The range of their text, from the end of the line before it to the end of its last line.
    text: Range<usize>,
    /// The number of line breaks in it.
    breaks: u32,
    /// The number of characters on its last line.
    column: usize,
    /// The column of the items.
    indent: usize,
}

impl Writer {
    /// Writes one or more list items that are the same for every use of this name in a document. The first call writes them
    /// with `write`, later ones copy them.
    pub fn repeated(&mut self, name: [&'static str; 2], write: impl FnOnce(&mut Self)) {
        debug_assert_eq!(self.top.slot, Slot::Item, "items must be in a list");
        self.open_pending();
        // Text that begins with a line break can follow any line. The first item of a list that is itself an item has no line
        // break before it.
        if self.indention {
            return write(self);
        }
        let (start, breaks, column) = (self.text.len(), self.breaks, self.column);
        if self.copy_passage(name) {
            if cfg!(debug_assertions) {
                let copy = self.text.split_off(start);
                (self.breaks, self.column) = (breaks, column);
                write(self);
                let is_same = self.overflows || self.text.get(start..) == Some(&copy);
                debug_assert!(is_same, "{name:?} is not the same everywhere");
            }
            return;
        }
        write(self);
        if !self.overflows {
            self.passages.push(Passage {
                name,
                text: start..self.text.len(),
                breaks: self.breaks - breaks,
                column: self.column,
                indent: self.top.indent,
            });
        }
    }

    /// Copies the passage with this name at this indentation, if there is one.
    fn copy_passage(&mut self, name: [&'static str; 2]) -> bool {
        self.within_limit("");
        let indent = self.top.indent;
        let found = self.passages.iter().find(|passage| passage.name == name && passage.indent == indent);
        let Some(Passage { text, breaks, column, .. }) = found.filter(|_| !self.overflows) else {
            return false;
        };
        self.text.extend_from_within(text.clone());
        self.breaks += breaks;
        self.column = *column;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Jobs that each have a list of an optional item, the passage, and another optional item.
    fn jobs(write_passage: fn(&mut Writer)) -> (String, Vec<u32>) {
        let mut w = Writer::new();
        let mut lines = Vec::new();
        w.begin_list();
        for (before, after) in [(false, false), (true, true), (false, true), (true, false), (false, false)] {
            w.begin_map();
            w.key("rules");
            w.begin_list();
            if before {
                w.string("before");
            }
            write_passage(&mut w);
            lines.push(w.line());
            if after {
                w.string("after");
            }
            w.end_list();
            w.end_map();
            // The first item of a list that is itself an item has no line break before it.
            w.begin_list();
            write_passage(&mut w);
            write_passage(&mut w);
            w.end_list();
        }
        w.end_list();
        (w.finish(), lines)
    }

    #[test]
    fn copied_passages_equal_written_ones() {
        fn rules(w: &mut Writer) {
            w.begin_map();
            w.key("action");
            w.word("keep");
            w.string("text");
            w.string("two\nlines");
            w.end_map();
            w.string("");
        }
        assert_eq!(jobs(|w| w.repeated(["rules", "of jobs"], rules)), jobs(rules));
    }

    #[test]
    fn size_of_copied_passages_is_limited() {
        let mut w = Writer { limit: 400, ..Writer::new() };
        w.begin_list();
        for _ in 0..6 {
            w.repeated(["long", ""], |w| w.string(&"a".repeat(100)));
        }
        w.end_list();
        assert!(w.overflows());
        assert!(w.finish().len() < 100);
    }
}
