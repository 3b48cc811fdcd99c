//! Running an expression, in time linear in the text: a Pike machine with Go's choices (regexp/exec.go).
//!
//! All ways through the program go over the text together, in the order of their preference, so the first that matches
//! is the one a backtracking search would find.

use super::error::Error;
use super::node::Flags;
use super::program::{Assertion, Instruction, Program};
use super::{anchored, parse};

/// A compiled expression.
#[derive(Clone, Debug)]
pub struct Regexp {
    program: Program,
}

/// The borders of the whole match and of each group, in bytes of the text; one slot for each, even ones for beginnings.
type Slots = Box<[Option<usize>]>;

impl Regexp {
    /// Compiles the `regex` of a relabelling rule, with the anchors Prometheus writes around it.
    ///
    /// # Errors
    /// As [`super::check`].
    pub fn new(pattern: &str) -> Result<Self, Error> {
        let node = parse(&anchored(pattern), Flags::default())?;
        Ok(Self { program: Program::new(&node) })
    }

    /// The names of the groups, where they have one, by their number; the first entry stands for the whole match.
    pub fn names(&self) -> impl ExactSizeIterator<Item = Option<&str>> {
        self.program.names.iter().map(Option::as_deref)
    }

    /// Whether the expression matches the text.
    pub fn is_match(&self, text: &str) -> bool {
        self.run(text, 2).is_some()
    }

    /// The leftmost match of the text, by preference the earlier of two alternatives: where it and each of its groups
    /// begin and end, in bytes. A group that took no part has none.
    ///
    /// Takes time proportional to the text's length times the program's.
    pub fn find_submatch_index(&self, text: &str) -> Option<Vec<Option<(usize, usize)>>> {
        let slots = self.run(text, self.program.names.len() * 2)?;
        Some(slots.as_chunks().0.iter().map(|&[begin, end]| begin.zip(end)).collect())
    }

    fn run(&self, text: &str, slot_count: usize) -> Option<Slots> {
        let program = &self.program;
        let mut current = Threads::new(program.instructions.len());
        let mut following = Threads::new(program.instructions.len());
        let mut matched: Option<Slots> = None;
        let mut before = None;
        let mut rest = text.chars();
        loop {
            let offset = text.len() - rest.as_str().len();
            let next = rest.next();
            let here = Place { offset, before, next };
            if matched.is_none() && (offset == 0 || !program.anchored) {
                let mut slots: Slots = vec![None; slot_count].into();
                set(&mut slots, 0, offset);
                current.add(program, 0, here, slots);
            } else if current.list.is_empty() {
                break;
            }
            let there = Place { offset: text.len() - rest.as_str().len(), before: next, next: rest.clone().next() };
            following.clear();
            for (at, mut slots) in current.list.drain(..) {
                if let Some(Instruction::Match) = program.instructions.get(at) {
                    set(&mut slots, 1, offset);
                    matched = Some(slots);
                    // Whatever comes after is less preferred.
                    break;
                }
                if next.is_some_and(|next| takes(program, at, next)) {
                    following.add(program, at + 1, there, slots);
                }
            }
            if next.is_none() {
                break;
            }
            before = next;
            std::mem::swap(&mut current, &mut following);
        }
        matched
    }
}

/// A place in the text and the code points around it.
#[derive(Clone, Copy)]
struct Place {
    offset: usize,
    before: Option<char>,
    next: Option<char>,
}

/// Ways through the program that wait at the same place of the text, by preference.
struct Threads {
    /// The instruction each waits at, one that takes a code point or has matched, and what it noted so far.
    list: Vec<(usize, Slots)>,
    /// For each instruction the round in which it was last visited.
    visited: Vec<usize>,
    round: usize,
    stack: Vec<(usize, Slots)>,
}

impl Threads {
    fn new(instructions: usize) -> Self {
        Self { list: Vec::new(), visited: vec![0; instructions], round: 1, stack: Vec::new() }
    }

    fn clear(&mut self) {
        self.list.clear();
        self.round += 1;
    }

    /// Goes from an instruction to all that take a code point, without taking one.
    fn add(&mut self, program: &Program, at: usize, here: Place, slots: Slots) {
        self.stack.push((at, slots));
        while let Some((mut at, mut slots)) = self.stack.pop() {
            while let Some(visited) = self.visited.get_mut(at).filter(|visited| **visited != self.round) {
                *visited = self.round;
                match program.instructions.get(at) {
                    Some(Instruction::Split(first, second)) => {
                        self.stack.push((at.saturating_add_signed(*second), slots.clone()));
                        at = at.saturating_add_signed(*first);
                    }
                    Some(Instruction::Jump(distance)) => at = at.saturating_add_signed(*distance),
                    Some(Instruction::Save(index)) => {
                        set(&mut slots, *index, here.offset);
                        at += 1;
                    }
                    Some(Instruction::Assert(assertion)) if holds(*assertion, here) => at += 1,
                    Some(Instruction::Assert(_) | Instruction::Fail) | None => break,
                    Some(_) => {
                        self.list.push((at, slots));
                        break;
                    }
                }
            }
        }
    }
}

/// Notes a place of the text, if anybody asks for this slot.
fn set(slots: &mut Slots, index: usize, offset: usize) {
    if let Some(slot) = slots.get_mut(index) {
        *slot = Some(offset);
    }
}

/// Whether the instruction takes this code point.
fn takes(program: &Program, at: usize, c: char) -> bool {
    match program.instructions.get(at) {
        Some(Instruction::Rune(rune)) => *rune == u32::from(c),
        Some(Instruction::Class(index)) => program.classes.get(*index).is_some_and(|class| class.contains(c.into())),
        Some(Instruction::AnyButNewline) => c != '\n',
        Some(Instruction::Any) => true,
        _ => false,
    }
}

fn holds(assertion: Assertion, Place { before, next, .. }: Place) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(|c| c == '_' || c.is_ascii_alphanumeric());
    match assertion {
        Assertion::BeginLine => matches!(before, None | Some('\n')),
        Assertion::EndLine => matches!(next, None | Some('\n')),
        Assertion::BeginText => before.is_none(),
        Assertion::EndText => next.is_none(),
        Assertion::WordBoundary => is_word(before) != is_word(next),
        Assertion::NotWordBoundary => is_word(before) == is_word(next),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    /// The matched text of each group, `-` for one that took no part.
    fn groups(pattern: &str, text: &str) -> Option<Vec<String>> {
        let found = Regexp::new(pattern).unwrap().find_submatch_index(text)?;
        let shown = found.iter().map(|group| group.and_then(|(begin, end)| text.get(begin..end)).unwrap_or("-").into());
        Some(shown.collect())
    }

    #[test]
    fn matches_as_go_does() {
        for (pattern, text, expected) in [
            ("(.*)", "a\nb", &["a\nb", "a\nb"][..]),
            ("", "", &[""]),
            ("([^:]+)(?::\\d+)?", "host:80", &["host:80", "host"]),
            ("(a|ab)(c|bcd)?", "abcd", &["abcd", "a", "bcd"]),
            ("(a+?)(a*)", "aaa", &["aaa", "a", "aa"]),
            ("(?U)(a+)(a*)", "aaa", &["aaa", "a", "aa"]),
            ("(?:(a)|(b))*", "ab", &["ab", "a", "b"]),
            ("(|a)*", "aa", &["aa", "a"]),
            ("(|a)+", "aa", &["aa", "a"]),
            ("(a{2}){1,2}(a?)", "aaaaa", &["aaaaa", "aa", "a"]),
            ("(?i)straße(k)", "STRAẞE\u{212a}", &["STRAẞE\u{212a}", "\u{212a}"]),
            (r"(\p{Greek}+)\P{L}", "αβγ1", &["αβγ1", "αβγ"]),
            (r"\bfoo\b.*(?m:^bar$)", "foo \nbar", &["foo \nbar"]),
            // The anchors hold an alternative each: not the whole text has to match.
            ("a)|(?:b", "axb", &["a"]),
            ("a)|(?:(b)", "xb", &["b", "b"]),
        ] {
            let expected: Vec<String> = expected.iter().map(ToString::to_string).collect();
            assert_eq!(groups(pattern, text), Some(expected), "{pattern} {text}");
        }
        for (pattern, text) in [("a", "aa"), (".+", ""), (r"\x{D800}", "\u{fffd}"), ("[^a]", "a"), ("x{0}x", "xx")] {
            assert_eq!(groups(pattern, text), None, "{pattern} {text}");
        }
    }

    #[test]
    fn tells_the_names_of_groups() {
        let regexp = Regexp::new("(?P<host>.*):(.*)(?:(?<port>x)){0}").unwrap();
        assert_eq!(regexp.names().collect::<Vec<_>>(), [None, Some("host"), None, Some("port")]);
    }

    #[test]
    fn is_linear() {
        let regexp = Regexp::new("(a*)*(a|aa)*b|(x+x+)+y").unwrap();
        assert!(!regexp.is_match(&"a".repeat(10_000)));
        assert!(!regexp.is_match(&"x".repeat(10_000)));
    }

    proptest! {
        #[test]
        fn quoted_text_matches_itself(text in "\\PC{0,20}") {
            // A backslash at the end, or before an E, would end the quotation early.
            prop_assume!(!text.contains('\\'));
            let found = Regexp::new(&format!("(\\Q{text}\\E)")).unwrap().find_submatch_index(&text);
            prop_assert_eq!(found, Some(vec![Some((0, text.len())); 2]));
        }
    }
}
