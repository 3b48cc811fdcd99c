//! The syntax tree.

use super::class::{CharClass, Rune};

/// One node of the syntax tree, and with it everything below.
///
/// No tree is more than 1000 levels deep: deeper expressions are refused.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it matches.
    pub kind: Kind,
    /// The flags in force where it was written.
    pub flags: Flags,
    /// Instructions it compiles to, once [`super::limits`] asked; as upstream's cache, not refreshed when the node changes.
    pub(super) size: Option<u32>,
    /// Levels from here down, once [`super::limits`] asked; same cache.
    pub(super) height: Option<u32>,
}

/// What a node matches: regexp/syntax `Op`.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Nothing at all.
    NoMatch,
    /// The empty string.
    Empty,
    /// These code points in a row; whatever their case when the node has [`Flags::FOLD_CASE`], each then being the
    /// smallest of those that differ only in case.
    Literal(Vec<Rune>),
    /// One code point of a set.
    Class(CharClass),
    /// Any code point but a newline.
    AnyButNewline,
    /// Any code point.
    Any,
    /// The beginning of the text or of a line.
    BeginLine,
    /// The end of the text or of a line.
    EndLine,
    /// The beginning of the text.
    BeginText,
    /// The end of the text.
    EndText,
    /// Between a word character of ASCII and something else.
    WordBoundary,
    /// Anywhere but at a word boundary.
    NotWordBoundary,
    /// A capturing group.
    Capture {
        /// Counted from 1 in the order of the opening parentheses.
        index: u32,
        /// The name, of ASCII letters, digits and underscores; two groups may share one.
        name: Option<Box<str>>,
        /// What is captured.
        sub: Box<Node>,
    },
    /// Zero or more times; as often as possible unless [`Flags::NON_GREEDY`], and so for all repetitions.
    Star(Box<Node>),
    /// Once or more.
    Plus(Box<Node>),
    /// Once or not at all.
    Question(Box<Node>),
    /// A counted repetition.
    Repeat {
        /// At least so often: 0 to 1000.
        min: u32,
        /// At most so often: `min` to 1000; without limit when absent.
        max: Option<u32>,
        /// What is repeated.
        sub: Box<Node>,
    },
    /// One after the other.
    Concat(Vec<Node>),
    /// One of these, an earlier one before a later one.
    Alternate(Vec<Node>),
}

impl Node {
    /// The nodes right below.
    pub fn children(&self) -> &[Node] {
        match &self.kind {
            Kind::Capture { sub, .. }
            | Kind::Star(sub)
            | Kind::Plus(sub)
            | Kind::Question(sub)
            | Kind::Repeat { sub, .. } => std::slice::from_ref(sub),
            Kind::Concat(subs) | Kind::Alternate(subs) => subs,
            _ => &[],
        }
    }

    pub(super) fn children_mut(&mut self) -> &mut [Node] {
        match &mut self.kind {
            Kind::Capture { sub, .. }
            | Kind::Star(sub)
            | Kind::Plus(sub)
            | Kind::Question(sub)
            | Kind::Repeat { sub, .. } => std::slice::from_mut(sub),
            Kind::Concat(subs) | Kind::Alternate(subs) => subs,
            _ => &mut [],
        }
    }

    /// How many code points the node itself stores, two for each range of a class: upstream's `len(re.Rune)`.
    pub(super) fn rune_count(&self) -> usize {
        match &self.kind {
            Kind::Literal(runes) => runes.len(),
            Kind::Class(class) => class.ranges().len() * 2,
            _ => 0,
        }
    }

    /// Whether the node matches exactly one code point, so that alternatives of its kind can become one class.
    pub(super) fn is_char_class(&self) -> bool {
        self.char_class_rank().is_some()
    }

    /// How complex a one-code-point node is, from a literal up to any; absent for any other node.
    pub(super) fn char_class_rank(&self) -> Option<u8> {
        match &self.kind {
            Kind::Literal(runes) if runes.len() == 1 => Some(0),
            Kind::Class(_) => Some(1),
            Kind::AnyButNewline => Some(2),
            Kind::Any => Some(3),
            _ => None,
        }
    }

    /// Whether the node matches this one code point; only asked of nodes that match exactly one.
    pub(super) fn matches_rune(&self, rune: Rune) -> bool {
        match &self.kind {
            Kind::Literal(runes) => runes.as_slice() == [rune],
            Kind::Class(class) => class.ranges().iter().any(|&(low, high)| low <= rune && rune <= high),
            Kind::AnyButNewline => rune != u32::from('\n'),
            Kind::Any => true,
            _ => false,
        }
    }
}

/// Flags of an expression, each switched by a letter within it: the changeable part of regexp/syntax `Flags`. What
/// `syntax.Perl` adds (groups with `(?`, `\d`, `\pL`) is always on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(u8);

impl Flags {
    /// `i`: case does not matter.
    pub const FOLD_CASE: Self = Self(1);
    /// `m`: `^` and `$` are the borders of lines as well.
    pub const MULTI_LINE: Self = Self(1 << 1);
    /// `s`: `.` takes a newline.
    pub const DOT_MATCHES_NEWLINE: Self = Self(1 << 2);
    /// `U`, in an expression: swaps `x*` and `x*?`. On a repetition: as few as possible.
    pub const NON_GREEDY: Self = Self(1 << 3);
    /// On the end of the text: it was written `$`, not `\z`.
    pub const WAS_DOLLAR: Self = Self(1 << 4);

    /// Whether all of `flags` are set.
    pub const fn contains(self, flags: Self) -> bool {
        self.0 & flags.0 == flags.0
    }

    /// These flags with `flags` set or cleared.
    #[must_use]
    pub const fn with(self, flags: Self, set: bool) -> Self {
        if set { Self(self.0 | flags.0) } else { Self(self.0 & !flags.0) }
    }
}
