//! Sets of code points: classes in brackets and named classes.

use super::unicode;

/// A Unicode code point, surrogates included (`\x{D800}` is a valid expression that matches nothing).
pub(super) type Rune = u32;

/// The last code point.
pub(super) const MAX_RUNE: Rune = 0x10_FFFF;

/// The first and last code point of a range.
pub(super) type Range = (Rune, Rune);

/// The range that contains every code point that differs from another only in case.
const CASED: Range = (0x41, 0x1_e943);

/// If fewer ranges than this were added since the last cleanup, another one is not worth it.
const MIN_ADDED: usize = 64;

/// A set of code points under construction.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranges {
    ranges: Vec<Range>,
    /// The number of leading ranges that are clean: in increasing order, with gaps between them.
    clean: usize,
}

impl Ranges {
    /// Adds a range, possibly out of order until [`Self::clean`].
    pub(super) fn push(&mut self, low: Rune, high: Rune) {
        // Ranges come mostly in order, or in two sequences if case is folded (a-z, A-Z), so only the last two are checked for
        // growth.
        for (index, (last_low, last_high)) in self.ranges.iter_mut().enumerate().rev().take(2) {
            if low <= *last_high + 1 && *last_low <= high + 1 {
                *last_low = low.min(*last_low);
                *last_high = high.max(*last_high);
                self.clean = self.clean.min(index);
                return;
            }
        }
        self.make_room(1);
        self.ranges.push((low, high));
    }

    /// Adds a range and all code points that differ from its own only in case.
    pub(super) fn push_folded(&mut self, low: Rune, high: Rune) {
        self.push(low, high);
        let (first, last) = CASED;
        if low <= first && high >= last {
            return;
        }
        self.push_other_cases((low, high), (low, high));
    }

    /// Adds the code points that differ only in case from `part`, which was reached from `(low, high)`, and stops at those in
    /// that range: every folding cycle comes back to it.
    fn push_other_cases(&mut self, (low, high): Range, part: Range) {
        for (a, b) in unicode::next_cases(part) {
            if a < low || b > high {
                self.push(a, b);
                self.push_other_cases((low, high), (a, b));
            }
        }
    }

    /// Adds the `count` ranges of a clean set.
    pub(super) fn extend(&mut self, count: usize, ranges: impl Iterator<Item = Range>) {
        if self.ranges.is_empty() {
            self.ranges.extend(ranges);
            self.clean = self.ranges.len();
            return;
        }
        self.make_room(count);
        let clean = self.clean;
        let mut index = 0;
        for (low, high) in ranges {
            // Alternatives may name the same few large classes ten thousand times.
            let after = self.ranges.get(index..clean).unwrap_or_default();
            index += after.iter().take_while(|&&(_, last)| last < low).count();
            let known = self.ranges.get(index..clean).and_then(<[_]>::first);
            if known.is_none_or(|&(first, last)| low < first || last < high) {
                self.ranges.push((low, high));
            }
        }
    }

    /// Bounds the memory of a growing set by a constant factor of what it needs: an alternative of one code point may be
    /// repeated a million times.
    fn make_room(&mut self, more: usize) {
        if self.ranges.len() + more > 2 * self.clean + MIN_ADDED {
            self.clean();
        }
    }

    /// Sorts the ranges and joins those that overlap or touch.
    pub(super) fn clean(&mut self) {
        let mut added = self.ranges.split_off(self.clean);
        added.sort_unstable();
        // Often the set is a large named class with little or nothing added to it.
        let mut sorted = if self.ranges.is_empty() { added } else { merged(&self.ranges, &added) };
        sorted.dedup_by(|next, last| {
            let joins = next.0 <= last.1 + 1;
            if joins {
                last.1 = last.1.max(next.1);
            }
            joins
        });
        self.clean = sorted.len();
        self.ranges = sorted;
    }

    /// Cleans the set and returns it.
    pub(super) fn finish(mut self) -> CharClass {
        self.clean();
        CharClass::new(&self.ranges)
    }

    /// Replaces the ranges by their complement, which is clean.
    pub(super) fn negate(&mut self) {
        self.clean();
        let mut next = 0;
        let mut negated = Vec::with_capacity(self.ranges.len() + 1);
        for &(low, high) in &self.ranges {
            if next < low {
                negated.push((next, low - 1));
            }
            next = high + 1;
        }
        if next <= MAX_RUNE {
            negated.push((next, MAX_RUNE));
        }
        self.clean = negated.len();
        self.ranges = negated;
    }

    /// The ranges in their current order.
    pub(super) fn as_slice(&self) -> &[Range] {
        &self.ranges
    }
}

impl FromIterator<Range> for Ranges {
    fn from_iter<I: IntoIterator<Item = Range>>(ranges: I) -> Self {
        Self { ranges: ranges.into_iter().collect(), clean: 0 }
    }
}

/// Merges two sorted lists of ranges.
fn merged(ranges: &[Range], others: &[Range]) -> Vec<Range> {
    let mut merged = Vec::with_capacity(ranges.len() + others.len());
    let mut rest = ranges;
    for &other in others {
        let (before, after) = rest.split_at(rest.partition_point(|&range| range < other));
        merged.extend_from_slice(before);
        merged.push(other);
        rest = after;
    }
    merged.extend_from_slice(rest);
    merged
}

/// A finished set of code points: its ranges in increasing order, with gaps between them, encoded as in [`super::tables`]. That
/// takes a quarter of the memory, which matters for an expression with tens of thousands of classes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CharClass {
    bytes: Box<[u8]>,
    ranges: u32,
}

impl CharClass {
    fn new(ranges: &[Range]) -> Self {
        let mut bytes = Vec::with_capacity(ranges.len() * 2);
        let mut number = |mut value: u32| {
            while value >= 0x80 {
                bytes.push(value as u8 | 0x80);
                value >>= 7;
            }
            bytes.push(value as u8);
        };
        let mut next = 0;
        for &(low, high) in ranges {
            number(low - next);
            number(high - low);
            next = high + 1;
        }
        Self { bytes: bytes.into(), ranges: ranges.len() as u32 }
    }

    pub(super) fn len(&self) -> usize {
        self.ranges as usize
    }

    /// The ranges, in increasing order and with gaps between them.
    pub(super) fn ranges(&self) -> impl Iterator<Item = Range> + '_ {
        decode(&self.bytes)
    }

    pub(super) fn contains(&self, rune: Rune) -> bool {
        self.ranges().take_while(|&(low, _)| low <= rune).any(|(_, high)| rune <= high)
    }
}

/// Decodes the ranges of a set from the encoding of [`super::tables`].
pub(super) fn decode(bytes: &[u8]) -> impl Iterator<Item = Range> + '_ {
    let mut bytes = bytes.iter();
    let mut number = move || {
        let mut value = 0u32;
        for shift in [0, 7, 14] {
            let byte = u32::from(*bytes.next()?);
            value |= (byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(value)
    };
    let mut next = 0;
    std::iter::from_fn(move || {
        let low = next + number()?;
        let high = low + number()?;
        next = high + 1;
        Some((low, high))
    })
}
