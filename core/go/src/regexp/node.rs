//! The syntax tree, as far as the result of the check depends on it.

use std::num::{NonZeroU16, NonZeroU32};
use std::sync::Arc;

use super::class::{CharClass, Ranges, Rune};

/// A node of the syntax tree, with everything below it.
///
/// A text of 3 MiB makes up to 3 million of them, so each takes only 16 bytes where an address takes 4.
#[derive(Debug)]
pub(super) struct Node {
    /// What it matches.
    pub(super) kind: Kind,
    /// The number of instructions that it compiles to, if [`super::limits`] computed it. As in upstream's cache, it is not
    /// updated when the node changes.
    pub(super) size: Option<NonZeroU32>,
    /// The number of levels from this node down, cached likewise.
    pub(super) height: Option<NonZeroU16>,
    /// The flags in effect where it was written.
    pub(super) flags: Flags,
}

/// What a node matches: regexp/syntax `Op`.
#[derive(Debug)]
pub(super) enum Kind {
    /// The empty string.
    Empty,
    /// A code point. With [`Flags::FOLD_CASE`] case is ignored, and this is the smallest of the code points that differ only in
    /// case.
    Rune(Rune),
    /// A sequence of such code points.
    Literal(Box<Literal>),
    /// One code point of a set.
    Class(Arc<CharClass>),
    /// One code point of a set into which alternatives are being merged.
    Growing(Box<Ranges>),
    /// Any code point except a newline.
    AnyButNewline,
    /// Any code point.
    Any,
    /// The beginning or end of a line or of the text, a word boundary, or its absence.
    Assertion,
    /// A capturing group or an uncounted repetition. Its content is not needed any more, so only what was measured of it is
    /// kept. The node's height is always known.
    Sealed {
        /// The number of instructions, including those inside.
        size: u32,
        /// As counted by [`super::limits::repeats`].
        repeats: u16,
    },
    /// A counted repetition. Its height is always known, too.
    Repeat(Box<Repeat>),
    /// Nodes that match one after the other.
    Concat(Box<Nodes>),
    /// Alternatives, in order of preference.
    Alternate(Box<Nodes>),
    /// On the parser's stack only: an open group. Its flags are restored when it is closed.
    Open {
        /// Whether it captures.
        captures: bool,
    },
    /// On the parser's stack only: the bar above the alternatives parsed so far.
    Bar,
}

/// A sequence of two or more code points.
#[derive(Debug)]
pub(super) struct Literal {
    runes: Vec<Rune>,
    /// The number of code points that were removed from the beginning.
    gone: usize,
}

/// A counted repetition: `x{2}`, `x{2,}`, `x{2,3}`.
#[derive(Debug)]
pub(super) struct Repeat {
    /// The maximum or, if there is none, the minimum: 0 to 1000.
    pub(super) count: u32,
    /// As in [`Kind::Sealed`].
    pub(super) size: u32,
    /// As in [`Kind::Sealed`].
    pub(super) repeats: u16,
    /// The repeated node, if the count is fixed and the node matches exactly one code point.
    pub(super) fixed: Option<Node>,
}

/// The children of a node.
#[derive(Debug, Default)]
pub(super) struct Nodes(pub(super) Vec<Node>);

impl Node {
    /// The direct children.
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

    /// Whether this is a mark on the parser's stack, not a node of the tree.
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

    /// A literal node, or an empty one if there are no code points.
    pub(super) fn literal_kind(runes: &[Rune]) -> Kind {
        match runes {
            [] => Kind::Empty,
            [rune] => Kind::Rune(*rune),
            runes => Kind::Literal(Box::new(Literal { runes: runes.to_vec(), gone: 0 })),
        }
    }

    /// Appends code points to a literal.
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

    /// Removes code points from the beginning of a literal.
    pub(super) fn remove_runes(&mut self, count: usize) {
        let Some(runes) = self.literal() else { return };
        let left = runes.get(count..).unwrap_or_default();
        if left.len() < 2 {
            self.kind = Self::literal_kind(left);
        } else if let Kind::Literal(literal) = &mut self.kind {
            literal.gone += count;
        }
    }

    /// The number of code points that the node itself stores, two for each range of a class: upstream's `len(re.Rune)`.
    pub(super) fn rune_count(&self) -> usize {
        match &self.kind {
            Kind::Class(class) => class.len() * 2,
            _ => self.literal().map_or(0, <[Rune]>::len),
        }
    }

    /// Whether the node matches exactly one code point. Alternatives of such nodes can become one class.
    pub(super) fn is_char_class(&self) -> bool {
        self.char_class_rank().is_some()
    }

    /// How complex a one-code-point node is, from a literal up to any; `None` for any other node.
    pub(super) fn char_class_rank(&self) -> Option<u8> {
        match &self.kind {
            Kind::Rune(_) => Some(0),
            Kind::Class(_) | Kind::Growing(_) => Some(1),
            Kind::AnyButNewline => Some(2),
            Kind::Any => Some(3),
            _ => None,
        }
    }

    /// Whether the node, which must match exactly one code point, matches this one.
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

/// Flags of an expression, each switched by a letter in it: the variable part of regexp/syntax `Flags`. What `syntax.Perl` adds
/// (groups with `(?`, `\d`, `\pL`) is always on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flags(u8);

impl Flags {
    /// `i`: case is ignored.
    pub(super) const FOLD_CASE: Self = Self(1);
    /// `m`: `^` and `$` also match at line breaks.
    pub(super) const MULTI_LINE: Self = Self(1 << 1);
    /// `s`: `.` matches a newline.
    pub(super) const DOT_MATCHES_NEWLINE: Self = Self(1 << 2);
    /// `U`: in an expression, swaps `x*` and `x*?`; on a repetition, matches as few as possible.
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
