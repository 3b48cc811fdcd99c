//! Sets of code points: what stands in brackets, and the classes with a name.

use super::unicode;

/// A code point of Unicode, surrogates among them (`\x{D800}` is a valid expression that matches nothing).
pub(super) type Rune = u32;

/// The last code point.
pub(super) const MAX_RUNE: Rune = 0x10_FFFF;

/// The first and the last code point of a range.
pub(super) type Range = (Rune, Rune);

/// The range outside of which no code point differs from another only in case.
const FOLDING: Range = (0x41, 0x1_e943);

/// Ranges with fewer than so many added since the last time are not worth cleaning.
const FEW: usize = 64;

/// A set of code points in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranges {
    ranges: Vec<Range>,
    /// So many of them, from the first on, are clean: in increasing order and with gaps between them.
    clean: usize,
}

impl Ranges {
    /// Adds a range; it may end up out of order, until [`Self::clean`].
    pub(super) fn push(&mut self, low: Rune, high: Rune) {
        // Ranges come mostly in order, in two sequences when the case is folded (a-z, A-Z): the last two may grow.
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

    /// Adds a range and what differs from its code points only in case.
    pub(super) fn push_folded(&mut self, low: Rune, high: Rune) {
        self.push(low, high);
        let (first, last) = FOLDING;
        if low <= first && high >= last {
            return;
        }
        self.push_other_cases((low, high), (low, high));
    }

    /// Adds what differs only in case from a part of what `(low, high)` has led to, but for what that range holds itself: every
    /// round through those that are alike comes back to it.
    fn push_other_cases(&mut self, (low, high): Range, part: Range) {
        for (a, b) in unicode::next_cases(part) {
            if a < low || b > high {
                self.push(a, b);
                self.push_other_cases((low, high), (a, b));
            }
        }
    }

    /// Adds the so many ranges of a clean set.
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

    /// Keeps the memory of a set that grows within a factor of what it needs: an alternative of one code point may be
    /// repeated a million times.
    fn make_room(&mut self, more: usize) {
        if self.ranges.len() + more > 2 * self.clean + FEW {
            self.clean();
        }
    }

    /// Sorts the ranges and joins those that overlap or touch.
    pub(super) fn clean(&mut self) {
        let mut added = self.ranges.split_off(self.clean);
        added.sort_unstable();
        // A large class with a name is mostly all there is, or has little added to it.
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

    /// The set, made clean.
    pub(super) fn finish(mut self) -> CharClass {
        self.clean();
        CharClass::new(&self.ranges)
    }

    /// The ranges outside of this set, which is clean then.
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

    /// The ranges as they were added.
    pub(super) fn as_slice(&self) -> &[Range] {
        &self.ranges
    }
}

impl FromIterator<Range> for Ranges {
    fn from_iter<I: IntoIterator<Item = Range>>(ranges: I) -> Self {
        Self { ranges: ranges.into_iter().collect(), clean: 0 }
    }
}

/// The ranges of two sorted lists in order.
fn merged(ranges: &[Range], others: &[Range]) -> Vec<Range> {
    let mut merged = Vec::with_capacity(ranges.len() + others.len());
    let mut rest = ranges;
    for &other in others {
        let (before, behind) = rest.split_at(rest.partition_point(|&range| range < other));
        merged.extend_from_slice(before);
        merged.push(other);
        rest = behind;
    }
    merged.extend_from_slice(rest);
    merged
}

/// A finished set of code points: its ranges in increasing order, with gaps between them, written as in [`super::tables`]. That
/// takes a quarter of the memory, of which an expression with tens of thousands of classes needs much.
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

    /// How many ranges there are.
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

/// The ranges of a set as [`super::tables`] writes it.
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
