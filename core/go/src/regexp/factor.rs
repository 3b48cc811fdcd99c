//! Alternations with common beginnings: regexp/syntax `collapse`, `factor` and `mergeCharClass`.
//!
//! `ABC|ABD|AEF|BCX|BCY` becomes `A(?:B[CD]|EF)|BC[XY]`: the tree's size and depth, and so what is refused for them,
//! depend on it.

use std::collections::VecDeque;
use std::mem;
use std::sync::Arc;

use super::class::{MAX_RUNE, Ranges, Rune};
use super::error::Error;
use super::limits::MAX_HEIGHT;
use super::node::{Flags, Kind, Node, Nodes};
use super::stack::Parser;

/// An alternation while its common beginnings are factored out: first literals, then classes and fixed numbers of them
/// (anything more complex would merge distinct ways through the expression).
///
/// What is left behind a beginning is again an alternation: upstream recurses, here the outer ones wait on a stack.
struct Alternation {
    node: Node,
    /// The alternatives, of which one after the other leaves at the front and comes back at the end.
    nodes: VecDeque<Node>,
    /// How many of them are to come in this round.
    left: usize,
    /// Whether this is the round of classes.
    by_class: bool,
    /// Neighbours that begin alike.
    run: Vec<Node>,
    /// The literal they begin with, in the round of literals.
    literal: (Vec<Rune>, Flags),
    /// What those that are being factored began with.
    beginning: Option<Node>,
}

impl Alternation {
    /// The next alternative of this round.
    fn next(&mut self) -> Option<Node> {
        self.left = self.left.checked_sub(1)?;
        self.nodes.pop_front()
    }

    /// Whether a node begins as the run does; shortens the literal to what is common.
    fn goes_on_with(&mut self, node: &Node) -> bool {
        if self.by_class {
            let first = self.run.first().and_then(leading_node);
            return first.zip(leading_node(node)).is_some_and(|(a, b)| same_class(a, b) || same_fixed_repeat(a, b));
        }
        let (runes, flags) = leading_literal(node);
        let common = self.literal.0.iter().zip(runes).take_while(|(a, b)| a == b).count();
        let goes_on = flags == self.literal.1 && common > 0;
        if goes_on {
            self.literal.0.truncate(common);
        }
        goes_on
    }

    /// Begins a new run with a node, or ends the last one, and gives the one before with its literal.
    fn begin_run(&mut self, node: Option<Node>) -> (Vec<Node>, (Vec<Rune>, Flags)) {
        let (runes, flags) = node.as_ref().map(leading_literal).unwrap_or_default();
        let literal = if self.by_class { Vec::new() } else { runes.to_vec() };
        let literal = mem::replace(&mut self.literal, (literal, flags));
        (mem::replace(&mut self.run, node.into_iter().collect()), literal)
    }
}

impl Parser<'_> {
    /// Joins nodes into one that matches them one after the other. There is at least one.
    pub(super) fn collapse_concat(&mut self, nodes: Vec<Node>) -> Node {
        match <[Node; 1]>::try_from(nodes) {
            Ok([node]) => node,
            Err(nodes) => {
                let mut concat = self.limits.node(Kind::Empty, Flags::default());
                let subs = self.flattened(nodes, |kind| if let Kind::Concat(subs) = kind { Some(subs) } else { None });
                concat.kind = Kind::Concat(Box::new(Nodes(subs)));
                concat
            }
        }
    }

    /// The nodes, with those below in the place of every one of the kind that is being made.
    fn flattened(&mut self, nodes: Vec<Node>, below: impl Fn(&mut Kind) -> Option<&mut Nodes>) -> Vec<Node> {
        let mut nodes = nodes;
        if nodes.iter_mut().all(|node| below(&mut node.kind).is_none()) {
            return nodes;
        }
        let total = nodes.iter().map(|node| node.children().len().max(1)).sum::<usize>();
        let mut flat: Vec<Node> = Vec::new();
        for mut node in nodes {
            let Some(Nodes(mut subs)) = below(&mut node.kind).map(mem::take) else {
                flat.push(node);
                continue;
            };
            self.limits.reuse(&node);
            // The lesser part moves: of a million nodes there should not be two copies at a time.
            if flat.len() < subs.len() {
                mem::swap(&mut flat, &mut subs);
                flat.reserve_exact(total.saturating_sub(flat.len()));
                flat.splice(..0, subs);
            } else {
                flat.append(&mut subs);
            }
        }
        flat
    }

    /// Joins nodes into one that matches any of them.
    pub(super) fn collapse_alternate(&mut self, nodes: Vec<Node>) -> Result<Node, Error> {
        let nodes = match <[Node; 1]>::try_from(nodes) {
            Ok([node]) => return Ok(node),
            Err(nodes) => nodes,
        };
        let mut above = Vec::new();
        let mut alternation = self.alternation(nodes);
        loop {
            if let Some(rests) = self.next_beginning(&mut alternation)? {
                above.push(mem::replace(&mut alternation, self.alternation(rests)));
                // Each beginning adds a level to the tree, which would be refused for it in the end.
                if above.len() > MAX_HEIGHT as usize {
                    return Err(self.too_deep());
                }
                continue;
            }
            let node = self.close_alternation(alternation);
            match above.pop() {
                None => return Ok(node),
                Some(outer) => alternation = outer,
            }
            let beginning = alternation.beginning.take();
            let subs = beginning.into_iter().chain([node]).collect();
            let concat = self.limits.node(Kind::Concat(Box::new(Nodes(subs))), Flags::default());
            alternation.nodes.push_back(concat);
        }
    }

    fn alternation(&mut self, nodes: Vec<Node>) -> Alternation {
        let node = self.limits.node(Kind::Empty, Flags::default());
        let nodes = self.flattened(nodes, |kind| if let Kind::Alternate(subs) = kind { Some(subs) } else { None });
        Alternation {
            node,
            left: nodes.len(),
            nodes: nodes.into(),
            by_class: false,
            run: Vec::new(),
            literal: (Vec::new(), Flags::default()),
            beginning: None,
        }
    }

    /// Goes on to the next run of neighbours that begin alike, keeps what they begin with, and gives what is left of
    /// them; `None` when all is factored.
    fn next_beginning(&mut self, alternation: &mut Alternation) -> Result<Option<Vec<Node>>, Error> {
        loop {
            let (run, literal) = match alternation.next() {
                Some(node) if alternation.goes_on_with(&node) => {
                    alternation.run.push(node);
                    continue;
                }
                Some(node) => alternation.begin_run(Some(node)),
                None if !alternation.run.is_empty() => alternation.begin_run(None),
                None if alternation.by_class => return Ok(None),
                None => {
                    alternation.by_class = true;
                    alternation.left = alternation.nodes.len();
                    continue;
                }
            };
            if run.len() < 2 {
                alternation.nodes.extend(run);
                continue;
            }
            let length = literal.0.len();
            if !alternation.by_class {
                alternation.beginning = Some(self.limits.node(Node::literal_kind(&literal.0), literal.1));
            }
            let mut rests = run;
            for rest in &mut rests {
                let empty = Node { kind: Kind::Empty, flags: Flags::default(), size: None, height: None };
                let node = mem::replace(rest, empty);
                *rest = if alternation.by_class {
                    self.without_leading(node, &mut alternation.beginning)
                } else {
                    self.without_literal(node, length)
                };
                self.check(rest)?;
            }
            return Ok(Some(rests));
        }
    }

    /// The node for an alternation whose common beginnings are factored out.
    fn close_alternation(&mut self, alternation: Alternation) -> Node {
        let mut node = alternation.node;
        let mut subs = self.merge_classes(alternation.nodes.into());
        subs.dedup_by(|next, last| matches!((&next.kind, &last.kind), (Kind::Empty, Kind::Empty)));
        match <[Node; 1]>::try_from(subs) {
            Ok([only]) => {
                self.limits.reuse(&node);
                only
            }
            Err(subs) => {
                node.kind = Kind::Alternate(Box::new(Nodes(subs)));
                node
            }
        }
    }

    /// The node without the first `length` code points of the literal it begins with.
    fn without_literal(&mut self, mut node: Node, length: usize) -> Node {
        let first = match &mut node.kind {
            Kind::Concat(subs) => subs.0.first_mut(),
            _ => None,
        };
        let Some(first) = first else {
            node.remove_runes(length);
            return node;
        };
        first.remove_runes(length);
        if !matches!(first.kind, Kind::Empty) {
            return node;
        }
        self.limits.reuse(first);
        self.without_first(node)
    }

    /// The node without the node it begins with, which goes into `first` if that is free.
    fn without_leading(&mut self, mut node: Node, first: &mut Option<Node>) -> Node {
        if let Kind::Concat(subs) = &mut node.kind
            && let Some(leading) = subs.0.first_mut()
        {
            let empty = Node { kind: Kind::Empty, flags: Flags::default(), size: None, height: None };
            let leading = mem::replace(leading, empty);
            self.keep_first(leading, first);
            return self.without_first(node);
        }
        self.keep_first(node, first);
        self.limits.node(Kind::Empty, Flags::default())
    }

    fn keep_first(&mut self, node: Node, first: &mut Option<Node>) {
        if first.is_none() {
            *first = Some(node);
        } else {
            self.limits.reuse(&node);
        }
    }

    /// A concatenation without its first node; the second alone if there are two.
    fn without_first(&mut self, mut node: Node) -> Node {
        let Kind::Concat(subs) = &mut node.kind else { return node };
        subs.0.remove(0);
        if subs.0.len() == 1
            && let Some(only) = subs.0.pop()
        {
            self.limits.reuse(&node);
            return only;
        }
        node
    }

    /// Neighbours that match one code point become one class.
    fn merge_classes(&mut self, nodes: Vec<Node>) -> Vec<Node> {
        if !nodes.windows(2).any(|pair| pair.iter().all(Node::is_char_class)) {
            return nodes;
        }
        let mut merged = Vec::with_capacity(nodes.len());
        let mut run: Vec<Node> = Vec::new();
        for node in nodes {
            if node.is_char_class() {
                run.push(node);
            } else {
                merged.extend(self.merge_run(mem::take(&mut run)));
                merged.push(node);
            }
        }
        merged.extend(self.merge_run(run));
        merged
    }

    fn merge_run(&mut self, mut run: Vec<Node>) -> Option<Node> {
        if run.len() < 2 {
            return run.pop();
        }
        // The first of the most complex ones takes in the others.
        let complexity = |node: &Node| (node.char_class_rank(), node.rune_count());
        let most = run.iter().map(complexity).max();
        let target = run.iter().position(|node| Some(complexity(node)) == most)?;
        run.swap(0, target);
        let mut run = run.into_iter();
        let mut class = run.next()?;
        for node in run {
            class.merge(&node);
            self.limits.reuse(&node);
        }
        class.clean_alternative();
        Some(class)
    }
}

impl Node {
    /// Makes this one-code-point node match what another, simpler one matches as well.
    pub(super) fn merge(&mut self, other: &Node) {
        match (&self.kind, &other.kind) {
            (Kind::AnyButNewline, _) if other.matches_rune('\n'.into()) => self.kind = Kind::Any,
            (Kind::Any | Kind::AnyButNewline, _) => {}
            (Kind::Class(class), Kind::Class(more)) if Arc::ptr_eq(class, more) => {}
            (Kind::Rune(rune), Kind::Rune(more)) if rune == more && self.flags == other.flags => {}
            _ => {
                if !matches!(self.kind, Kind::Growing(_)) {
                    let mut ranges = Ranges::default();
                    self.add_to(&mut ranges);
                    self.kind = Kind::Growing(Box::new(ranges));
                }
                if let Kind::Growing(ranges) = &mut self.kind {
                    other.add_to(ranges);
                }
            }
        }
    }

    /// Adds what this one-code-point node matches.
    fn add_to(&self, ranges: &mut Ranges) {
        match &self.kind {
            Kind::Rune(rune) if self.flags.contains(Flags::FOLD_CASE) => ranges.push_folded(*rune, *rune),
            Kind::Rune(rune) => ranges.push(*rune, *rune),
            Kind::Class(class) => ranges.extend(class.len(), class.ranges()),
            _ => {}
        }
    }

    /// Cleans the class of an alternative that nothing will be merged into for now.
    pub(super) fn clean_alternative(&mut self) {
        const BELOW_NEWLINE: Rune = b'\n' as Rune - 1;
        const ABOVE_NEWLINE: Rune = b'\n' as Rune + 1;
        if let Kind::Growing(ranges) = &mut self.kind {
            self.kind = Kind::Class(Arc::new(mem::take(&mut **ranges).finish()));
        }
        let Kind::Class(class) = &self.kind else { return };
        let mut ranges = class.ranges();
        let first = (ranges.next(), ranges.next());
        drop(ranges);
        match first {
            (Some((0, MAX_RUNE)), None) => self.kind = Kind::Any,
            (Some((0, BELOW_NEWLINE)), Some((ABOVE_NEWLINE, MAX_RUNE))) => self.kind = Kind::AnyButNewline,
            _ => {}
        }
    }
}

/// The literal a node begins with and whether it folds case, as a flag; empty if it begins with anything else.
fn leading_literal(node: &Node) -> (&[Rune], Flags) {
    let first = match &node.kind {
        Kind::Concat(subs) => subs.0.first().unwrap_or(node),
        _ => node,
    };
    match first.literal() {
        Some(runes) => (runes, Flags::default().with(Flags::FOLD_CASE, first.flags.contains(Flags::FOLD_CASE))),
        None => (&[], Flags::default()),
    }
}

/// The node a node begins with, itself if it is no concatenation.
fn leading_node(node: &Node) -> Option<&Node> {
    let first = match &node.kind {
        Kind::Concat(subs) => subs.0.first().unwrap_or(node),
        _ => node,
    };
    (!matches!(first.kind, Kind::Empty)).then_some(first)
}

/// Whether both match one code point and are written alike.
fn same_class(a: &Node, b: &Node) -> bool {
    let same_case = a.flags.contains(Flags::FOLD_CASE) == b.flags.contains(Flags::FOLD_CASE);
    match (&a.kind, &b.kind) {
        (Kind::Rune(a), Kind::Rune(b)) => a == b && same_case,
        (Kind::Class(a), Kind::Class(b)) => a == b && same_case,
        (Kind::AnyButNewline, Kind::AnyButNewline) | (Kind::Any, Kind::Any) => true,
        _ => false,
    }
}

/// Whether both repeat the same class the same fixed number of times.
fn same_fixed_repeat(a: &Node, b: &Node) -> bool {
    let (Kind::Repeat(repeat), Kind::Repeat(other)) = (&a.kind, &b.kind) else { return false };
    let same_greed = a.flags.contains(Flags::NON_GREEDY) == b.flags.contains(Flags::NON_GREEDY);
    let same_fixed = repeat.fixed.as_ref().zip(other.fixed.as_ref()).is_some_and(|(a, b)| same_class(a, b));
    repeat.count == other.count && same_greed && same_fixed
}
