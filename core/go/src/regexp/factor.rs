//! Alternations with common prefixes: regexp/syntax `collapse`, `factor` and `mergeCharClass`.
//!
//! `ABC|ABD|AEF|BCX|BCY` becomes `A(?:B[CD]|EF)|BC[XY]`. The size and depth of the tree, and so whether the limits reject it,
//! depend on this.

use std::collections::VecDeque;
use std::mem;
use std::sync::Arc;

use super::class::{MAX_RUNE, Ranges, Rune};
use super::error::Error;
use super::limits::MAX_HEIGHT;
use super::node::{Flags, Kind, Node, Nodes};
use super::stack::Parser;

/// An alternation while its common prefixes are factored out: first literals, then classes and fixed repetitions of them
/// (factoring anything more complex would merge distinct paths through the expression).
///
/// What follows a prefix is again an alternation. Upstream recurses; here the outer alternations wait on a stack.
struct Alternation {
    node: Node,
    /// The alternatives: each leaves at the front and comes back at the end.
    nodes: VecDeque<Node>,
    /// How many of them remain in this round.
    left: usize,
    /// Whether this is the round of classes.
    by_class: bool,
    /// Neighbors with a common prefix.
    run: Vec<Node>,
    /// Their common prefix in the round of literals.
    literal: (Vec<Rune>, Flags),
    /// The common prefix of the alternatives that are being factored.
    prefix: Option<Node>,
}

impl Alternation {
    /// The next alternative of this round.
    fn next(&mut self) -> Option<Node> {
        self.left = self.left.checked_sub(1)?;
        self.nodes.pop_front()
    }

    /// Whether a node shares the prefix of the run. Shortens the literal to the common part.
    fn shares_prefix(&mut self, node: &Node) -> bool {
        if self.by_class {
            let first = self.run.first().and_then(leading_node);
            return first.zip(leading_node(node)).is_some_and(|(a, b)| same_class(a, b) || same_fixed_repeat(a, b));
        }
        let (runes, flags) = leading_literal(node);
        let common = self.literal.0.iter().zip(runes).take_while(|(a, b)| a == b).count();
        let shares = flags == self.literal.1 && common > 0;
        if shares {
            self.literal.0.truncate(common);
        }
        shares
    }

    /// Starts a new run with a node, or none. Returns the previous run with its literal.
    fn start_run(&mut self, node: Option<Node>) -> (Vec<Node>, (Vec<Rune>, Flags)) {
        let (runes, flags) = node.as_ref().map(leading_literal).unwrap_or_default();
        let literal = if self.by_class { Vec::new() } else { runes.to_vec() };
        let literal = mem::replace(&mut self.literal, (literal, flags));
        (mem::replace(&mut self.run, node.into_iter().collect()), literal)
    }
}

impl Parser<'_> {
    /// Concatenates one or more nodes into one.
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

    /// The nodes, with each node of the kind that is being built replaced by its children.
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
            // Move the smaller part, so that a million nodes never exist twice.
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

    /// Combines nodes into an alternation.
    pub(super) fn collapse_alternate(&mut self, nodes: Vec<Node>) -> Result<Node, Error> {
        let nodes = match <[Node; 1]>::try_from(nodes) {
            Ok([node]) => return Ok(node),
            Err(nodes) => nodes,
        };
        let mut above = Vec::new();
        let mut alternation = self.alternation(nodes);
        loop {
            if let Some(rests) = self.next_prefix(&mut alternation)? {
                above.push(mem::replace(&mut alternation, self.alternation(rests)));
                // Each prefix adds a level to the tree, which would be rejected in the end.
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
            let prefix = alternation.prefix.take();
            let subs = prefix.into_iter().chain([node]).collect();
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
            prefix: None,
        }
    }

    /// Finds the next run of neighbors with a common prefix, stores the prefix, and returns what remains of the alternatives;
    /// `None` if everything is factored.
    fn next_prefix(&mut self, alternation: &mut Alternation) -> Result<Option<Vec<Node>>, Error> {
        loop {
            let (run, literal) = match alternation.next() {
                Some(node) if alternation.shares_prefix(&node) => {
                    alternation.run.push(node);
                    continue;
                }
                Some(node) => alternation.start_run(Some(node)),
                None if !alternation.run.is_empty() => alternation.start_run(None),
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
                alternation.prefix = Some(self.limits.node(Node::literal_kind(&literal.0), literal.1));
            }
            let mut rests = run;
            for rest in &mut rests {
                let empty = Node { kind: Kind::Empty, flags: Flags::default(), size: None, height: None };
                let node = mem::replace(rest, empty);
                *rest = if alternation.by_class {
                    self.without_leading(node, &mut alternation.prefix)
                } else {
                    self.without_literal(node, length)
                };
                self.check(rest)?;
            }
            return Ok(Some(rests));
        }
    }

    /// The node of an alternation whose common prefixes are factored out.
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

    /// The node without the first `length` code points of its leading literal.
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

    /// The node without its leading node, which is stored in `first` if that is empty.
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

    /// A concatenation without its first node. If only one node remains, returns that node.
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

    /// Merges neighbors that match one code point into a class.
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
        // The first of the most complex nodes absorbs the others.
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
    /// Makes this one-code-point node also match what another, simpler one matches.
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

    /// Adds the code points that this node matches.
    fn add_to(&self, ranges: &mut Ranges) {
        match &self.kind {
            Kind::Rune(rune) if self.flags.contains(Flags::FOLD_CASE) => ranges.push_folded(*rune, *rune),
            Kind::Rune(rune) => ranges.push(*rune, *rune),
            Kind::Class(class) => ranges.extend(class.len(), class.ranges()),
            _ => {}
        }
    }

    /// Cleans the class of an alternative that is complete for now.
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

/// The literal at the start of a node, with its case folding as a flag; empty if the node starts with anything else.
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

/// The first node of a concatenation, or else the node itself.
fn leading_node(node: &Node) -> Option<&Node> {
    let first = match &node.kind {
        Kind::Concat(subs) => subs.0.first().unwrap_or(node),
        _ => node,
    };
    (!matches!(first.kind, Kind::Empty)).then_some(first)
}

/// Whether both nodes match one code point and are written in the same form.
fn same_class(a: &Node, b: &Node) -> bool {
    let same_case = a.flags.contains(Flags::FOLD_CASE) == b.flags.contains(Flags::FOLD_CASE);
    match (&a.kind, &b.kind) {
        (Kind::Rune(a), Kind::Rune(b)) => a == b && same_case,
        (Kind::Class(a), Kind::Class(b)) => a == b && same_case,
        (Kind::AnyButNewline, Kind::AnyButNewline) | (Kind::Any, Kind::Any) => true,
        _ => false,
    }
}

/// Whether both nodes repeat the same class the same fixed number of times.
fn same_fixed_repeat(a: &Node, b: &Node) -> bool {
    let (Kind::Repeat(repeat), Kind::Repeat(other)) = (&a.kind, &b.kind) else { return false };
    let same_greed = a.flags.contains(Flags::NON_GREEDY) == b.flags.contains(Flags::NON_GREEDY);
    let same_fixed = repeat.fixed.as_ref().zip(other.fixed.as_ref()).is_some_and(|(a, b)| same_class(a, b));
    repeat.count == other.count && same_greed && same_fixed
}
