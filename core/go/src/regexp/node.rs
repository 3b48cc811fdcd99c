//! The syntax tree, or what of it decides over the verdict.

use std::num::{NonZeroU16, NonZeroU32};
use std::sync::Arc;

use super::class::{CharClass, Ranges, Rune};

/// One node of the syntax tree, and with it everything below.
///
/// A text of 3 MiB makes up to so many of them, so each takes 16 bytes where an address takes 4.
#[derive(Debug)]
pub(super) struct Node {
    /// What it matches.
    pub(super) kind: Kind,
    /// Instructions it compiles to, once [`super::limits`] asked; as upstream's cache, not refreshed when the node changes.
    pub(super) size: Option<NonZeroU32>,
    /// Levels from here down, once [`super::limits`] asked; same cache.
    pub(super) height: Option<NonZeroU16>,
    /// The flags in force where it was written.
    pub(super) flags: Flags,
}

/// What a node matches: regexp/syntax `Op`.
#[derive(Debug)]
pub(super) enum Kind {
    /// The empty string.
    Empty,
    /// A code point; whatever its case when the node has [`Flags::FOLD_CASE`], being then the smallest of those that differ only in
    /// case.
    Rune(Rune),
    /// Such code points in a row.
    Literal(Box<Literal>),
    /// One code point of a set.
    Class(Arc<CharClass>),
    /// One code point of a set into which alternatives are being merged.
    Growing(Box<Ranges>),
    /// Any code point but a newline.
    AnyButNewline,
    /// Any code point.
    Any,
    /// The beginning or the end of a line or a text, or of a word, or none.
    Assertion,
    /// A capturing group, or a repetition that is not counted. What is inside is not looked at any more, so that only what was
    /// measured of it is left; the node's height is always known.
    Sealed {
        /// Instructions, with those inside.
        size: u32,
        /// As [`super::limits::repeats`] counts.
        repeats: u16,
    },
    /// A counted repetition; its height is always known too.
    Repeat(Box<Repeat>),
    /// One after the other.
    Concat(Box<Nodes>),
    /// One of these, an earlier one before a later one.
    Alternate(Box<Nodes>),
    /// On the parser's stack only: an open group, which has the flags to go back to.
    Open {
        /// Whether it captures.
        captures: bool,
    },
    /// On the parser's stack only: the bar above the alternatives read so far.
    Bar,
}

/// Code points in a row: two or more.
#[derive(Debug)]
pub(super) struct Literal {
    runes: Vec<Rune>,
    /// How many of them have been taken away from the beginning.
    gone: usize,
}

/// A counted repetition: `x{2}`, `x{2,}`, `x{2,3}`.
#[derive(Debug)]
pub(super) struct Repeat {
    /// The maximum or, where there is none, the minimum: 0 to 1000.
    pub(super) count: u32,
    /// As for [`Kind::Sealed`].
    pub(super) size: u32,
    /// As for [`Kind::Sealed`].
    pub(super) repeats: u16,
    /// What is repeated, if the number is fixed and it matches exactly one code point.
    pub(super) fixed: Option<Node>,
}

/// Nodes below another.
#[derive(Debug, Default)]
pub(super) struct Nodes(pub(super) Vec<Node>);

impl Node {
    /// The nodes right below.
    pub(super) fn children(&self) -> &[Node] {
        match &self.kind {
            Kind::Concat(subs) | Kind::Alternate(subs) => &subs.0,
            _ => &[],
        }
    }

    pub(super) fn children_mut(&mut self) -> &mut [Node] {
        match &mut self.kind {
            Kind::Concat(subs) | Kind::Alternate(subs) => &mut subs.0,
            _ => &mut [],
        }
    }

    /// Whether this is no node of the tree, but a mark on the parser's stack.
    pub(super) fn is_mark(&self) -> bool {
        matches!(self.kind, Kind::Open { .. } | Kind::Bar)
    }

    /// The code points of a literal.
    pub(super) fn literal(&self) -> Option<&[Rune]> {
        match &self.kind {
            Kind::Rune(rune) => Some(std::slice::from_ref(rune)),
            Kind::Literal(literal) => Some(literal.runes.get(literal.gone..).unwrap_or_default()),
            _ => None,
        }
    }

    /// A literal, or nothing.
    pub(super) fn literal_kind(runes: &[Rune]) -> Kind {
        match runes {
            [] => Kind::Empty,
            [rune] => Kind::Rune(*rune),
            runes => Kind::Literal(Box::new(Literal { runes: runes.to_vec(), gone: 0 })),
        }
    }

    /// Makes a literal longer.
    pub(super) fn append_literal(&mut self, more: &[Rune]) {
        match &mut self.kind {
            Kind::Rune(rune) => {
                let runes = std::iter::once(*rune).chain(more.iter().copied()).collect();
                self.kind = Kind::Literal(Box::new(Literal { runes, gone: 0 }));
            }
            Kind::Literal(literal) => literal.runes.extend_from_slice(more),
            _ => {}
        }
    }

    /// Takes code points away from the beginning of a literal.
    pub(super) fn remove_runes(&mut self, count: usize) {
        let Some(runes) = self.literal() else { return };
        let left = runes.get(count..).unwrap_or_default();
        if left.len() < 2 {
            self.kind = Self::literal_kind(left);
        } else if let Kind::Literal(literal) = &mut self.kind {
            literal.gone += count;
        }
    }

    /// How many code points the node itself stores, two for each range of a class: upstream's `len(re.Rune)`.
    pub(super) fn rune_count(&self) -> usize {
        match &self.kind {
            Kind::Class(class) => class.len() * 2,
            _ => self.literal().map_or(0, <[Rune]>::len),
        }
    }

    /// Whether the node matches exactly one code point, so that alternatives of its kind can become one class.
    pub(super) fn is_char_class(&self) -> bool {
        self.char_class_rank().is_some()
    }

    /// How complex a one-code-point node is, from a literal up to any; absent for any other node.
    pub(super) fn char_class_rank(&self) -> Option<u8> {
        match &self.kind {
            Kind::Rune(_) => Some(0),
            Kind::Class(_) | Kind::Growing(_) => Some(1),
            Kind::AnyButNewline => Some(2),
            Kind::Any => Some(3),
            _ => None,
        }
    }

    /// Whether the node matches this one code point; only asked of nodes that match exactly one.
    pub(super) fn matches_rune(&self, rune: Rune) -> bool {
        match &self.kind {
            Kind::Rune(other) => *other == rune,
            Kind::Class(class) => class.contains(rune),
            Kind::Growing(ranges) => ranges.as_slice().iter().any(|&(low, high)| low <= rune && rune <= high),
            Kind::AnyButNewline => rune != u32::from('\n'),
            Kind::Any => true,
            _ => false,
        }
    }
}

/// Flags of an expression, each switched by a letter within it: the changeable part of regexp/syntax `Flags`. What
/// `syntax.Perl` adds (groups with `(?`, `\d`, `\pL`) is always on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flags(u8);

impl Flags {
    /// `i`: case does not matter.
    pub(super) const FOLD_CASE: Self = Self(1);
    /// `m`: `^` and `$` are the borders of lines as well.
    pub(super) const MULTI_LINE: Self = Self(1 << 1);
    /// `s`: `.` takes a newline.
    pub(super) const DOT_MATCHES_NEWLINE: Self = Self(1 << 2);
    /// `U`, in an expression: swaps `x*` and `x*?`. On a repetition: as few as possible.
    pub(super) const NON_GREEDY: Self = Self(1 << 3);

    /// Whether all of `flags` are set.
    pub(super) const fn contains(self, flags: Self) -> bool {
        self.0 & flags.0 == flags.0
    }

    /// These flags with `flags` set or cleared.
    #[must_use]
    pub(super) const fn with(self, flags: Self, set: bool) -> Self {
        if set { Self(self.0 | flags.0) } else { Self(self.0 & !flags.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_are_small() {
        assert_eq!(size_of::<Node>(), if cfg!(target_pointer_width = "64") { 24 } else { 16 });
    }
}
