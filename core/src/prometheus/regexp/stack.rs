//! The parser's stack, on which the tree grows: regexp/syntax `push`, `concat`, `alternate`, `repeat`.

use super::class::{CharClass, Rune};
use super::error::{Error, ErrorCode};
use super::limits::Limits;
use super::node::{Flags, Kind, Node};
use super::scan::between;
use super::unicode;

/// The largest count a repetition may have, alone or with those inside it.
pub(super) const MAX_REPEAT: u32 = 1000;

pub(super) struct Parser<'p> {
    pub(super) whole: &'p str,
    pub(super) flags: Flags,
    stack: Vec<Entry>,
    captures: u32,
    pub(super) limits: Limits,
}

/// What waits on the parser's stack.
enum Entry {
    Node(Node),
    /// An open group: the node that stands for it, and the flags to go back to, which are that node's.
    Open {
        node: Node,
        capture: Option<Capture>,
    },
    /// The bar above the alternatives read so far.
    Bar,
}

impl Entry {
    fn node_mut(&mut self) -> Option<&mut Node> {
        match self {
            Self::Node(node) => Some(node),
            Self::Open { .. } | Self::Bar => None,
        }
    }
}

/// What an open group will capture.
pub(super) struct Capture {
    index: u32,
    name: Option<Box<str>>,
}

/// The operator of a repetition.
#[derive(Clone, Copy)]
pub(super) enum Operator {
    Star,
    Plus,
    Question,
    Repeat { min: u32, max: Option<u32> },
}

impl<'p> Parser<'p> {
    pub(super) fn new(pattern: &'p str, flags: Flags) -> Self {
        Self { whole: pattern, flags, stack: Vec::new(), captures: 0, limits: Limits::new() }
    }

    /// The tree, once the text is read.
    pub(super) fn finish(mut self) -> Result<Node, Error> {
        self.close_alternatives()?;
        match (self.stack.pop(), self.stack.pop()) {
            (Some(Entry::Node(node)), None) => Ok(node),
            _ => Err(Error::new(ErrorCode::MissingParen, self.whole)),
        }
    }

    /// Puts a node on the stack, a class of one code point (in one case or both) as a literal.
    pub(super) fn push(&mut self, mut node: Node) -> Result<(), Error> {
        self.limits.count_runes(&node);
        let literal = match &node.kind {
            Kind::Class(class) => literal_of(class),
            _ => None,
        };
        if let Some((rune, fold_case)) = literal {
            let flags = self.flags.with(Flags::FOLD_CASE, fold_case);
            if self.join_literals(Some((rune, flags))) {
                return Ok(());
            }
            node.kind = Kind::Literal(vec![rune]);
            node.flags = flags;
        } else {
            self.join_literals(None);
        }
        self.check(&mut node)?;
        self.stack.push(Entry::Node(node));
        Ok(())
    }

    pub(super) fn push_kind(&mut self, kind: Kind) -> Result<(), Error> {
        let node = self.limits.node(kind, self.flags);
        self.push(node)
    }

    pub(super) fn literal(&mut self, rune: Rune) -> Result<(), Error> {
        let fold_case = self.flags.contains(Flags::FOLD_CASE);
        self.push_kind(Kind::Literal(vec![if fold_case { unicode::smallest_fold(rune) } else { rune }]))
    }

    /// Checks the limits for a node that is not on the stack.
    pub(super) fn check(&mut self, node: &mut Node) -> Result<(), Error> {
        let others = self.stack.iter_mut().filter_map(Entry::node_mut);
        self.limits.check(node, others).map_err(|code| Error::new(code, self.whole))
    }

    pub(super) fn too_deep(&self) -> Error {
        Error::new(ErrorCode::NestingDepth, self.whole)
    }

    /// Joins the two literals on top of the stack, which no operator can part any more. If there are two, the second
    /// one's place is then free for the code point `next`: says whether it took it.
    fn join_literals(&mut self, next: Option<(Rune, Flags)>) -> bool {
        let [.., Entry::Node(first), Entry::Node(second)] = self.stack.as_mut_slice() else { return false };
        let folds = |node: &Node| node.flags.contains(Flags::FOLD_CASE);
        if folds(first) != folds(second) {
            return false;
        }
        let (Kind::Literal(runes), Kind::Literal(more)) = (&mut first.kind, &mut second.kind) else { return false };
        runes.append(more);
        if let Some((rune, flags)) = next {
            more.push(rune);
            second.flags = flags;
            return true;
        }
        if let Some(Entry::Node(second)) = self.stack.pop() {
            self.limits.reuse(&second);
        }
        false
    }

    /// Takes the nodes above the topmost group or bar.
    fn take_nodes(&mut self) -> Vec<Node> {
        let from = self.stack.iter().rposition(|entry| !matches!(entry, Entry::Node(_))).map_or(0, |index| index + 1);
        let entries = self.stack.drain(from..);
        entries.filter_map(|entry| if let Entry::Node(node) = entry { Some(node) } else { None }).collect()
    }

    /// Makes one node of what stands above the topmost group or bar.
    fn concat(&mut self) -> Result<(), Error> {
        self.join_literals(None);
        let nodes = self.take_nodes();
        let node = if nodes.is_empty() {
            self.limits.node(Kind::Empty, Flags::default())
        } else {
            self.collapse_concat(nodes)
        };
        self.push(node)
    }

    /// Makes one node of the alternatives above the topmost group, the last of which is still being read.
    pub(super) fn close_alternatives(&mut self) -> Result<(), Error> {
        self.concat()?;
        if self.swap_bar() {
            self.stack.pop();
        }
        let mut nodes = self.take_nodes();
        if let Some(last) = nodes.last_mut() {
            last.clean_alternative();
        }
        let node = self.collapse_alternate(nodes)?;
        self.push(node)
    }

    pub(super) fn bar(&mut self) -> Result<(), Error> {
        self.concat()?;
        if !self.swap_bar() {
            let mut node = self.limits.node(Kind::Empty, self.flags);
            self.join_literals(None);
            self.check(&mut node)?;
            self.stack.push(Entry::Bar);
        }
        Ok(())
    }

    /// Moves the topmost node below the bar right under it, into the class there if both match one code point.
    fn swap_bar(&mut self) -> bool {
        if !matches!(self.stack.as_slice(), [.., Entry::Bar, Entry::Node(_)]) {
            return false;
        }
        let (Some(Entry::Node(mut node)), Some(_bar)) = (self.stack.pop(), self.stack.pop()) else { return false };
        let below = self.stack.last_mut().and_then(Entry::node_mut);
        match below {
            Some(below) if below.is_char_class() && node.is_char_class() => {
                if node.char_class_rank() > below.char_class_rank() {
                    std::mem::swap(&mut node, below);
                }
                below.merge(&node);
                self.limits.reuse(&node);
            }
            below => {
                if let Some(below) = below {
                    below.clean_alternative();
                }
                self.stack.push(Entry::Node(node));
            }
        }
        self.stack.push(Entry::Bar);
        true
    }

    pub(super) fn capture(&mut self, name: Option<&str>) -> Capture {
        self.captures += 1;
        Capture { index: self.captures, name: name.map(Box::from) }
    }

    pub(super) fn open(&mut self, capture: Option<Capture>) -> Result<(), Error> {
        let mut node = self.limits.node(Kind::Empty, self.flags);
        self.join_literals(None);
        self.check(&mut node)?;
        self.stack.push(Entry::Open { node, capture });
        Ok(())
    }

    pub(super) fn close(&mut self) -> Result<(), Error> {
        self.close_alternatives()?;
        let (Some(Entry::Node(inner)), Some(Entry::Open { mut node, capture })) = (self.stack.pop(), self.stack.pop())
        else {
            return Err(Error::new(ErrorCode::UnexpectedParen, self.whole));
        };
        self.flags = node.flags;
        match capture {
            None => self.push(inner),
            Some(Capture { index, name }) => {
                node.kind = Kind::Capture { index, name, sub: Box::new(inner) };
                self.push(node)
            }
        }
    }

    /// Repeats the topmost node. `start` is the text from the operator, `after` the text behind it; gives what is left
    /// behind a `?` too.
    pub(super) fn repeat(
        &mut self,
        operator: Operator,
        start: &'p str,
        after: &'p str,
        last_repeat: Option<&'p str>,
    ) -> Result<&'p str, Error> {
        let (after, swapped) = after.strip_prefix('?').map_or((after, false), |after| (after, true));
        if let Some(last) = last_repeat {
            return Err(Error::new(ErrorCode::InvalidRepeatOp, between(last, after)));
        }
        if !matches!(self.stack.last(), Some(Entry::Node(_))) {
            return Err(Error::new(ErrorCode::MissingRepeatArgument, between(start, after)));
        }
        let Some(Entry::Node(sub)) = self.stack.pop() else { return Ok(after) };
        let sub = Box::new(sub);
        let kind = match operator {
            Operator::Star => Kind::Star(sub),
            Operator::Plus => Kind::Plus(sub),
            Operator::Question => Kind::Question(sub),
            Operator::Repeat { min, max } => Kind::Repeat { min, max, sub },
        };
        let non_greedy = self.flags.contains(Flags::NON_GREEDY) != swapped;
        let mut node = self.limits.node(kind, self.flags.with(Flags::NON_GREEDY, non_greedy));
        self.check(&mut node)?;
        if let Operator::Repeat { min, max } = operator
            && max.unwrap_or(min).max(min) >= 2
            && !repeats_at_most(&node, MAX_REPEAT)
        {
            return Err(Error::new(ErrorCode::InvalidRepeatSize, between(start, after)));
        }
        self.stack.push(Entry::Node(node));
        Ok(after)
    }
}

/// The code point of a class that holds only one, or only the two cases of one (the first of the two, and true).
fn literal_of(class: &CharClass) -> Option<(Rune, bool)> {
    let (a, b) = match *class.ranges() {
        [(rune, last)] if rune == last => return Some((rune, false)),
        [(a, b)] if a + 1 == b => (a, b),
        [(a, a_last), (b, b_last)] if a == a_last && b == b_last => (a, b),
        _ => return None,
    };
    (unicode::simple_fold(a) == b && unicode::simple_fold(b) == a).then_some((a, true))
}

/// Whether a repetition and those inside it make at most `limit` copies of what is innermost.
fn repeats_at_most(node: &Node, limit: u32) -> bool {
    let mut limit = limit;
    if let Kind::Repeat { min, max, .. } = node.kind {
        match max.unwrap_or(min) {
            0 if max.is_some() => return true,
            0 => {}
            count if count > limit => return false,
            count => limit /= count,
        }
    }
    node.children().iter().all(|sub| repeats_at_most(sub, limit))
}
