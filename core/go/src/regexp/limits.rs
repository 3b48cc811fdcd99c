//! Limits on the size and depth of an expression: regexp/syntax `checkLimits`.
//!
//! Upstream measures lazily and caches the result by the node's address, even after the node changes or is reused as another
//! node. The result at the limit depends on that, so this follows it.

use std::num::{NonZeroU16, NonZeroU32};

use super::error::ErrorCode;
use super::node::{Flags, Kind, Node};

/// The most levels of the tree. Nothing is measured while there are fewer nodes than this, so recursion is always bounded.
pub(super) const MAX_HEIGHT: u32 = 1000;
/// The most instructions: 128 MiB of 40 bytes.
const MAX_SIZE: u32 = (128 << 20) / 40;
/// The most code points in literals and classes: 128 MiB of 4 bytes.
const MAX_RUNES: usize = (128 << 20) / 4;

/// What the nodes of one expression have used so far.
pub(super) struct Limits {
    /// The largest number of nodes in use at the same time.
    nodes: u32,
    /// Freed nodes, each with its cached size. The last one is reused first.
    free: Vec<Option<NonZeroU32>>,
    runes: usize,
    /// The product of all counts so far, up to [`MAX_SIZE`].
    repeats: u32,
    measures_size: bool,
    measures_height: bool,
}

impl Limits {
    pub(super) fn new() -> Self {
        Self { nodes: 0, free: Vec::new(), runes: 0, repeats: 1, measures_size: false, measures_height: false }
    }

    /// Creates a node and counts it.
    pub(super) fn node(&mut self, kind: Kind, flags: Flags) -> Node {
        let size = self.free.pop().unwrap_or_else(|| {
            self.nodes = self.nodes.saturating_add(1);
            None
        });
        Node { kind, flags, size, height: None }
    }

    /// Frees a node. The nodes below it remain counted.
    pub(super) fn reuse(&mut self, node: &Node) {
        self.free.push(node.size);
    }

    pub(super) fn count_runes(&mut self, node: &Node) {
        self.runes = self.runes.saturating_add(node.rune_count());
    }

    /// Measures a node that is about to join `others`, the nodes that have no parent yet.
    pub(super) fn check<'n>(
        &mut self,
        node: &mut Node,
        others: impl Iterator<Item = &'n mut Node>,
    ) -> Result<(), ErrorCode> {
        if self.runes > MAX_RUNES {
            return Err(ErrorCode::Large);
        }
        let begins_size = !self.measures_size && self.needs_size(node);
        let begins_height = !self.measures_height && self.nodes >= MAX_HEIGHT;
        if begins_size || begins_height {
            for other in others {
                if begins_size && size(other, true) > MAX_SIZE {
                    return Err(ErrorCode::Large);
                }
                if begins_height && height(other, true) > MAX_HEIGHT {
                    return Err(ErrorCode::NestingDepth);
                }
            }
        }
        self.measures_size |= begins_size;
        self.measures_height |= begins_height;
        if self.measures_size && size(node, true) > MAX_SIZE {
            return Err(ErrorCode::Large);
        }
        if self.measures_height && height(node, true) > MAX_HEIGHT {
            return Err(ErrorCode::NestingDepth);
        }
        Ok(())
    }

    /// Whether the number of nodes times the product of the counts could be too large. This is cheaper than measuring.
    fn needs_size(&mut self, node: &Node) -> bool {
        if let Kind::Repeat(repeat) = &node.kind {
            let count = repeat.count.max(1);
            let within = count <= MAX_SIZE / self.repeats;
            self.repeats = if within { self.repeats * count } else { MAX_SIZE };
        }
        self.nodes >= MAX_SIZE / self.repeats
    }
}

/// The number of instructions that a node compiles to, at least one. `refresh` ignores the node's own cached size, but not those
/// of the nodes below.
pub(super) fn size(node: &mut Node, refresh: bool) -> u32 {
    if let Some(size) = node.size.filter(|_| !refresh) {
        return size.get();
    }
    let below = node.children_mut().iter_mut().fold(0u32, |sum, sub| sum.saturating_add(size(sub, false)));
    let size = match &node.kind {
        Kind::Literal(_) => node.rune_count() as u32,
        Kind::Sealed { size, .. } => *size,
        Kind::Repeat(repeat) => repeat.size,
        Kind::Concat(_) => below,
        Kind::Alternate(subs) => below.saturating_add((subs.0.len() as u32).saturating_sub(1)),
        _ => 1,
    };
    let size = NonZeroU32::new(size).unwrap_or(NonZeroU32::MIN);
    node.size = Some(size);
    size.get()
}

/// The number of levels from a node down; `refresh` is as in [`size`].
pub(super) fn height(node: &mut Node, refresh: bool) -> u32 {
    let fixed = matches!(node.kind, Kind::Sealed { .. } | Kind::Repeat(_));
    if let Some(height) = node.height.filter(|_| fixed || !refresh) {
        return height.get().into();
    }
    let below = node.children_mut().iter_mut().map(|sub| height(sub, false)).max().unwrap_or(0);
    let height = one_above(below);
    node.height = Some(height);
    height.get().into()
}

/// The height of a node above one of this height.
pub(super) fn one_above(height: u32) -> NonZeroU16 {
    u16::try_from(height).map_or(NonZeroU16::MAX, |height| NonZeroU16::MIN.saturating_add(height))
}

/// How many copies of anything below a node its counted repetitions make at most. The result fits 16 bits, since more than 1000
/// copies are rejected.
pub(super) fn repeats(node: &Node) -> u16 {
    match &node.kind {
        Kind::Sealed { repeats, .. } => *repeats,
        Kind::Repeat(repeat) => repeat.repeats,
        _ => node.children().iter().map(repeats).max().unwrap_or(1),
    }
}
