//! The parser's stack, on which the tree is built: regexp/syntax `push`, `concat`, `alternate`, `repeat`.

use std::mem;
use std::sync::Arc;

use super::class::{CharClass, Rune};
use super::error::{Error, ErrorCode};
use super::limits::{Limits, height, one_above, repeats, size};
use super::node::{Flags, Kind, Node, Repeat};
use super::scan::between;
use super::unicode;

/// The largest count of a repetition, by itself or multiplied by the repetitions inside it.
pub(super) const MAX_REPEAT: u32 = 1000;

pub(super) struct Parser<'p> {
    pub(super) whole: &'p str,
    pub(super) flags: Flags,
    stack: Vec<Node>,
    pub(super) limits: Limits,
    /// The class in brackets that was parsed last, and whether its case is folded: consecutive classes are mostly the same.
    pub(super) last_bracket: Option<(&'p str, bool, Arc<CharClass>)>,
    /// Whether the rest of the text has no `:]`, so that it is not searched again at every `[:`.
    pub(super) no_posix_end: bool,
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
        // Growing would need half as much memory again, so reserve enough to avoid it.
        let stack = Vec::with_capacity(pattern.len() / 2);
        Self { whole: pattern, flags, stack, limits: Limits::new(), last_bracket: None, no_posix_end: false }
    }

    /// Completes the expression after the text has been parsed.
    pub(super) fn finish(mut self) -> Result<(), Error> {
        self.close_alternatives()?;
        if self.stack.len() == 1 { Ok(()) } else { Err(Error::new(ErrorCode::MissingParen, self.whole)) }
    }

    /// Pushes a node. A class of one code point (in one case or both) becomes a literal.
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
            node.kind = Kind::Rune(rune);
            node.flags = flags;
        } else {
            self.join_literals(None);
        }
        self.check(&mut node)?;
        self.stack.push(node);
        Ok(())
    }

    pub(super) fn push_kind(&mut self, kind: Kind) -> Result<(), Error> {
        let node = self.limits.node(kind, self.flags);
        self.push(node)
    }

    pub(super) fn literal(&mut self, rune: Rune) -> Result<(), Error> {
        let fold_case = self.flags.contains(Flags::FOLD_CASE);
        self.push_kind(Kind::Rune(if fold_case { unicode::smallest_fold(rune) } else { rune }))
    }

    /// Checks the limits for a node that is not on the stack.
    pub(super) fn check(&mut self, node: &mut Node) -> Result<(), Error> {
        self.limits.check(node, self.stack.iter_mut()).map_err(|code| Error::new(code, self.whole))
    }

    pub(super) fn too_deep(&self) -> Error {
        Error::new(ErrorCode::NestingDepth, self.whole)
    }

    /// Joins the two literals on top of the stack, which no operator can separate any more. The second one's node is then free
    /// and is reused for the code point `next`. Returns whether it was.
    fn join_literals(&mut self, next: Option<(Rune, Flags)>) -> bool {
        let [.., first, second] = self.stack.as_mut_slice() else { return false };
        let folds = |node: &Node| node.flags.contains(Flags::FOLD_CASE);
        if folds(first) != folds(second) || first.literal().is_none() {
            return false;
        }
        let Some(more) = second.literal() else { return false };
        first.append_literal(more);
        if let Some((rune, flags)) = next {
            second.kind = Kind::Rune(rune);
            second.flags = flags;
            return true;
        }
        if let Some(second) = self.stack.pop() {
            self.limits.reuse(&second);
        }
        false
    }

    /// Removes and returns the nodes above the topmost group or bar.
    fn take_nodes(&mut self) -> Vec<Node> {
        let from = self.stack.iter().rposition(Node::is_mark).map_or(0, |index| index + 1);
        if self.stack.len() - from <= self.stack.capacity() / 2 {
            return self.stack.split_off(from);
        }
        // Too many nodes to hold twice: move the nodes below to a new stack instead.
        let below = self.stack.drain(..from).collect();
        mem::replace(&mut self.stack, below)
    }

    /// Concatenates the nodes above the topmost group or bar into one node.
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

    /// Combines the alternatives above the topmost group into one node. The last alternative ends here.
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
            self.push_kind(Kind::Bar)?;
        }
        Ok(())
    }

    /// Moves the top node under the bar, or merges it into the node there if both match one code point.
    fn swap_bar(&mut self) -> bool {
        let [.., below, bar, top] = self.stack.as_mut_slice() else { return false };
        if !matches!(bar.kind, Kind::Bar) {
            return false;
        }
        if below.is_char_class() && top.is_char_class() {
            if top.char_class_rank() > below.char_class_rank() {
                mem::swap(top, below);
            }
            below.merge(top);
            self.limits.reuse(top);
            self.stack.pop();
        } else {
            below.clean_alternative();
            mem::swap(bar, top);
        }
        true
    }

    pub(super) fn open(&mut self, captures: bool) -> Result<(), Error> {
        self.push_kind(Kind::Open { captures })
    }

    pub(super) fn close(&mut self) -> Result<(), Error> {
        self.close_alternatives()?;
        let (Some(mut inner), Some(mut node)) = (self.stack.pop(), self.stack.pop()) else {
            return Err(Error::new(ErrorCode::UnexpectedParen, self.whole));
        };
        self.flags = node.flags;
        if let Kind::Open { captures: false } = node.kind {
            return self.push(inner);
        }
        node.height = Some(one_above(height(&mut inner, false)));
        let size = size(&mut inner, false).saturating_add(2);
        node.kind = Kind::Sealed { size, repeats: repeats(&inner) };
        self.push(node)
    }

    /// Repeats the top node. `start` is the text from the operator on, `after` the text after it. Returns the rest of the text,
    /// after the `?` if there is one.
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
        let Some(mut sub) = self.stack.pop_if(|top| !top.is_mark()) else {
            return Err(Error::new(ErrorCode::MissingRepeatArgument, between(start, after)));
        };
        let height = one_above(height(&mut sub, false));
        let below = size(&mut sub, false);
        let inner = repeats(&sub);
        let kind = match operator {
            Operator::Star => Kind::Sealed { size: below.saturating_add(2), repeats: inner },
            Operator::Plus | Operator::Question => Kind::Sealed { size: below.saturating_add(1), repeats: inner },
            Operator::Repeat { min, max } => {
                let count = max.unwrap_or(min);
                let repeats = match count {
                    // `{0,}` is uncounted, like `*`; `{0}` makes no copies.
                    0 => {
                        if max.is_none() {
                            inner
                        } else {
                            1
                        }
                    }
                    count => inner.saturating_mul(u16::try_from(count).unwrap_or(u16::MAX)),
                };
                let size = match max {
                    None if min == 0 => below.saturating_add(2),
                    None => min.saturating_mul(below).saturating_add(1),
                    Some(max) => max.saturating_mul(below).saturating_add(max.saturating_sub(min)),
                };
                let fixed = (Some(min) == max && sub.is_char_class()).then_some(sub);
                Kind::Repeat(Box::new(Repeat { count, size, repeats, fixed }))
            }
        };
        let non_greedy = self.flags.contains(Flags::NON_GREEDY) != swapped;
        let mut node = self.limits.node(kind, self.flags.with(Flags::NON_GREEDY, non_greedy));
        node.height = Some(height);
        self.check(&mut node)?;
        if let Kind::Repeat(repeat) = &node.kind
            && repeat.count >= 2
            && u32::from(repeat.repeats) > MAX_REPEAT
        {
            return Err(Error::new(ErrorCode::InvalidRepeatSize, between(start, after)));
        }
        self.stack.push(node);
        Ok(after)
    }
}

/// The code point of a class with only one code point, or with the two cases of one (then the first of them, and true).
fn literal_of(class: &CharClass) -> Option<(Rune, bool)> {
    if class.len() > 2 {
        return None;
    }
    let mut ranges = class.ranges();
    let (a, b) = match (ranges.next()?, ranges.next()) {
        ((rune, last), None) if rune == last => return Some((rune, false)),
        ((a, b), None) if a + 1 == b => (a, b),
        ((a, a_last), Some((b, b_last))) if a == a_last && b == b_last => (a, b),
        _ => return None,
    };
    (unicode::simple_fold(a) == b && unicode::simple_fold(b) == a).then_some((a, true))
}
