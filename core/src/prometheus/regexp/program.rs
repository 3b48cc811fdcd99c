//! What a tree compiles to: regexp/syntax `Simplify` and `Compile`.

use super::class::{CharClass, Rune};
use super::node::{Flags, Kind, Node};
use super::unicode;

/// A program for [`super::matcher`]; it begins at its first instruction.
#[derive(Clone, Debug)]
pub(super) struct Program {
    pub(super) instructions: Vec<Instruction>,
    pub(super) classes: Vec<CharClass>,
    /// The names of the groups, in the order of their numbers; the first stands for the whole match.
    pub(super) names: Vec<Option<Box<str>>>,
    /// Whether a match can only begin at the beginning of the text.
    pub(super) anchored: bool,
}

/// One step. Places in the program are told from the instruction's own.
#[derive(Clone, Copy, Debug)]
pub(super) enum Instruction {
    /// Takes this code point.
    Rune(Rune),
    /// Takes one code point of the class with this index.
    Class(usize),
    /// Takes any code point but a newline.
    AnyButNewline,
    /// Takes any code point.
    Any,
    /// Goes on only where this holds.
    Assert(Assertion),
    /// Notes the place in the text: the beginning of group `n` in slot `2n`, its end in the next.
    Save(usize),
    /// Goes on with the first, and should that fail, with the second.
    Split(isize, isize),
    /// Goes on elsewhere.
    Jump(isize),
    /// Fails.
    Fail,
    /// Has matched.
    Match,
}

/// What can be asked of a place between two code points.
#[derive(Clone, Copy, Debug)]
pub(super) enum Assertion {
    BeginLine,
    EndLine,
    BeginText,
    EndText,
    WordBoundary,
    NotWordBoundary,
}

impl Program {
    pub(super) fn new(node: &Node) -> Self {
        let mut program =
            Self { instructions: Vec::new(), classes: Vec::new(), names: vec![None], anchored: begins_with_text(node) };
        program.compile(node);
        program.instructions.push(Instruction::Match);
        program
    }

    fn compile(&mut self, node: &Node) {
        let greedy = !node.flags.contains(Flags::NON_GREEDY);
        match &node.kind {
            Kind::NoMatch => self.instructions.push(Instruction::Fail),
            Kind::Empty => {}
            Kind::Literal(runes) => {
                let fold_case = node.flags.contains(Flags::FOLD_CASE);
                for &rune in runes {
                    if fold_case && unicode::simple_fold(rune) != rune {
                        let mut class = CharClass::default();
                        class.push_folded(rune, rune);
                        class.clean();
                        self.class(class);
                    } else {
                        self.instructions.push(Instruction::Rune(rune));
                    }
                }
            }
            Kind::Class(class) => self.class(class.clone()),
            Kind::AnyButNewline => self.instructions.push(Instruction::AnyButNewline),
            Kind::Any => self.instructions.push(Instruction::Any),
            Kind::BeginLine => self.assert(Assertion::BeginLine),
            Kind::EndLine => self.assert(Assertion::EndLine),
            Kind::BeginText => self.assert(Assertion::BeginText),
            Kind::EndText => self.assert(Assertion::EndText),
            Kind::WordBoundary => self.assert(Assertion::WordBoundary),
            Kind::NotWordBoundary => self.assert(Assertion::NotWordBoundary),
            Kind::Capture { index, name, sub } => {
                let index = *index as usize;
                if self.names.len() <= index {
                    self.names.resize(index + 1, None);
                }
                if let Some(slot) = self.names.get_mut(index) {
                    slot.clone_from(name);
                }
                self.instructions.push(Instruction::Save(2 * index));
                self.compile(sub);
                self.instructions.push(Instruction::Save(2 * index + 1));
            }
            Kind::Star(sub) => self.repeat(sub, 0, None, greedy),
            Kind::Plus(sub) => self.repeat(sub, 1, None, greedy),
            Kind::Question(sub) => self.repeat(sub, 0, Some(1), greedy),
            Kind::Repeat { min, max, sub } => self.repeat(sub, *min, *max, greedy),
            Kind::Concat(subs) => subs.iter().for_each(|sub| self.compile(sub)),
            Kind::Alternate(subs) => self.alternate(subs),
        }
    }

    fn class(&mut self, class: CharClass) {
        self.instructions.push(Instruction::Class(self.classes.len()));
        self.classes.push(class);
    }

    fn assert(&mut self, assertion: Assertion) {
        self.instructions.push(Instruction::Assert(assertion));
    }

    /// Repeats a node: `x{2,}` is `xx+`, `x{2,4}` is `xx(?:x(?:x)?)?`.
    ///
    /// `x*` is `(?:x+)?`: with one split for both, an `x` that matches the empty string would lose its place among the
    /// alternatives.
    fn repeat(&mut self, node: &Node, min: u32, max: Option<u32>, greedy: bool) {
        let start = self.instructions.len();
        self.compile(node);
        let body = self.instructions.split_off(start);
        let length = distance(0, body.len());
        for _ in 0..min {
            self.instructions.extend_from_slice(&body);
        }
        match max {
            None => {
                if min == 0 {
                    self.instructions.push(split(1, length + 2, greedy));
                    self.instructions.extend_from_slice(&body);
                }
                self.instructions.push(split(-length, 1, greedy));
            }
            Some(max) => {
                for left in (1..=max.saturating_sub(min)).rev() {
                    self.instructions.push(split(1, (length + 1) * left as isize, greedy));
                    self.instructions.extend_from_slice(&body);
                }
            }
        }
    }

    fn alternate(&mut self, subs: &[Node]) {
        let Some((last, others)) = subs.split_last() else { return self.instructions.push(Instruction::Fail) };
        let mut jumps = Vec::with_capacity(others.len());
        for sub in others {
            let split = self.instructions.len();
            self.instructions.push(Instruction::Fail);
            self.compile(sub);
            jumps.push(self.instructions.len());
            self.instructions.push(Instruction::Fail);
            let next = distance(split, self.instructions.len());
            self.set(split, Instruction::Split(1, next));
        }
        self.compile(last);
        let end = self.instructions.len();
        for jump in jumps {
            self.set(jump, Instruction::Jump(distance(jump, end)));
        }
    }

    fn set(&mut self, place: usize, instruction: Instruction) {
        if let Some(slot) = self.instructions.get_mut(place) {
            *slot = instruction;
        }
    }
}

/// A choice between going into a repetition and going on behind it.
fn split(into: isize, behind: isize, greedy: bool) -> Instruction {
    if greedy { Instruction::Split(into, behind) } else { Instruction::Split(behind, into) }
}

/// How far `to` is behind `from`, which is not after it.
fn distance(from: usize, to: usize) -> isize {
    isize::try_from(to.saturating_sub(from)).unwrap_or(isize::MAX)
}

fn begins_with_text(node: &Node) -> bool {
    match &node.kind {
        Kind::BeginText => true,
        Kind::Concat(subs) => subs.first().is_some_and(begins_with_text),
        Kind::Capture { sub, .. } => begins_with_text(sub),
        _ => false,
    }
}
