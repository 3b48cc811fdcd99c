//! Sets of code points: what stands in brackets, and the classes with a name.

use super::unicode;

/// A code point of Unicode, surrogates among them (`\x{D800}` is a valid expression that matches nothing).
pub type Rune = u32;

/// The last code point.
pub const MAX_RUNE: Rune = 0x10_FFFF;

/// The range outside of which no code point differs from another only in case.
const FOLDING: (Rune, Rune) = (0x41, 0x1_e943);

/// A set of code points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CharClass {
    ranges: Vec<(Rune, Rune)>,
}

impl CharClass {
    /// The ranges, first and last code point of each; in a finished tree in increasing order and with gaps between them.
    pub fn ranges(&self) -> &[(Rune, Rune)] {
        &self.ranges
    }

    /// Whether the code point is in the set, which belongs to a finished tree.
    pub fn contains(&self, rune: Rune) -> bool {
        let index = self.ranges.partition_point(|&(_, high)| high < rune);
        self.ranges.get(index).is_some_and(|&(low, _)| low <= rune)
    }

    pub(super) fn full() -> Self {
        Self::from_ranges([(0, MAX_RUNE)])
    }

    pub(super) fn from_ranges(ranges: impl IntoIterator<Item = (Rune, Rune)>) -> Self {
        Self { ranges: ranges.into_iter().collect() }
    }

    /// Adds a range; it may end up out of order, until [`Self::clean`].
    pub(super) fn push(&mut self, low: Rune, high: Rune) {
        // Ranges come mostly in order, in two sequences when the case is folded (a-z, A-Z): the last two may grow.
        for (last_low, last_high) in self.ranges.iter_mut().rev().take(2) {
            if low <= *last_high + 1 && *last_low <= high + 1 {
                *last_low = low.min(*last_low);
                *last_high = high.max(*last_high);
                return;
            }
        }
        self.ranges.push((low, high));
    }

    /// Adds a range and what differs from its code points only in case.
    pub(super) fn push_folded(&mut self, low: Rune, high: Rune) {
        self.push(low, high);
        let (first, last) = FOLDING;
        if low <= first && high >= last {
            return;
        }
        for rune in unicode::cased_within(low, high) {
            let mut other = unicode::simple_fold(rune);
            while other != rune {
                self.push(other, other);
                other = unicode::simple_fold(other);
            }
        }
    }

    /// Adds a code point, and what differs from it only in case when `fold_case`.
    pub(super) fn push_rune(&mut self, rune: Rune, fold_case: bool) {
        if fold_case { self.push_folded(rune, rune) } else { self.push(rune, rune) }
    }

    pub(super) fn extend(&mut self, ranges: impl IntoIterator<Item = (Rune, Rune)>) {
        for (low, high) in ranges {
            self.push(low, high);
        }
    }

    /// Adds everything outside of these ranges, which are clean.
    pub(super) fn extend_negated(&mut self, ranges: &[(Rune, Rune)]) {
        let mut next = 0;
        for &(low, high) in ranges {
            if next < low {
                self.push(next, low - 1);
            }
            next = high + 1;
        }
        if next <= MAX_RUNE {
            self.push(next, MAX_RUNE);
        }
    }

    /// Adds a clean class, or everything outside of it.
    pub(super) fn extend_class(&mut self, class: &Self, negated: bool) {
        if negated {
            self.extend_negated(&class.ranges);
        } else {
            self.extend(class.ranges.iter().copied());
        }
    }

    /// Sorts the ranges and joins those that overlap or touch.
    pub(super) fn clean(&mut self) {
        self.ranges.sort_unstable();
        self.ranges.dedup_by(|next, last| {
            let joins = next.0 <= last.1 + 1;
            if joins {
                last.1 = last.1.max(next.1);
            }
            joins
        });
    }

    /// The clean set with everything that differs from its members only in case, clean as well.
    pub(super) fn folded(&self) -> Self {
        let mut folded = Self::default();
        for &(low, high) in &self.ranges {
            folded.push_folded(low, high);
        }
        folded.clean();
        folded
    }

    /// The code points outside of this clean set.
    pub(super) fn negated(&self) -> Self {
        let mut negated = Self::default();
        negated.extend_negated(&self.ranges);
        negated
    }
}

/// A class written `\d`, `\S`: what it holds, and whether it is everything else.
pub(super) fn perl(letter: u8) -> Option<(CharClass, bool)> {
    let ranges: &[_] = match letter.to_ascii_lowercase() {
        b'd' => &[(b'0', b'9')],
        b's' => &[(b'\t', b'\n'), (0x0c, b'\r'), (b' ', b' ')],
        b'w' => WORD,
        _ => return None,
    };
    Some((ascii(ranges), letter.is_ascii_uppercase()))
}

/// A class written `[:alpha:]`, `[:^alpha:]`, given what is between the colons.
pub(super) fn posix(name: &str) -> Option<(CharClass, bool)> {
    let positive = name.strip_prefix('^');
    let ranges: &[_] = match positive.unwrap_or(name) {
        "alnum" => &[(b'0', b'9'), (b'A', b'Z'), (b'a', b'z')],
        "alpha" => &[(b'A', b'Z'), (b'a', b'z')],
        "ascii" => &[(0, 0x7f)],
        "blank" => &[(b'\t', b'\t'), (b' ', b' ')],
        "cntrl" => &[(0, 0x1f), (0x7f, 0x7f)],
        "digit" => &[(b'0', b'9')],
        "graph" => &[(b'!', b'~')],
        "lower" => &[(b'a', b'z')],
        "print" => &[(b' ', b'~')],
        "punct" => &[(b'!', b'/'), (b':', b'@'), (b'[', b'`'), (b'{', b'~')],
        "space" => &[(b'\t', b'\r'), (b' ', b' ')],
        "upper" => &[(b'A', b'Z')],
        "word" => WORD,
        "xdigit" => &[(b'0', b'9'), (b'A', b'F'), (b'a', b'f')],
        _ => return None,
    };
    Some((ascii(ranges), positive.is_some()))
}

const WORD: &[(u8, u8)] = &[(b'0', b'9'), (b'A', b'Z'), (b'_', b'_'), (b'a', b'z')];

fn ascii(ranges: &[(u8, u8)]) -> CharClass {
    CharClass::from_ranges(ranges.iter().map(|&(low, high)| (low.into(), high.into())))
}
