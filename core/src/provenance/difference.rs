//! Which lines of a text are not in another one.
//!
//! Which ones they are is a matter of counting; which of several lines that say the same, of the blocks that they stand in: of two
//! rules that begin alike, the one is gone that is gone as a whole.

use std::cmp::Ordering;
use std::ops::Range;

/// The most comparisons of the lines of two lists: beyond it, all that is between the first and the last difference counts as
/// different.
const MOST_COMPARISONS: usize = 4_000_000;

/// The indices of the lines of `old` that `new` does not have. Indentation and the dashes of lists do not count: they change with
/// the lines around. Neither does the order: a line that has only moved is not among them.
pub(super) fn changed(old: &[&str], new: &[&str]) -> Vec<usize> {
    let (old, new) = (lines(old), lines(new));
    let mut difference = Difference { old: &old, new: &new, gone: Vec::new(), come: Vec::new() };
    difference.compare(0..old.len(), 0..new.len());
    let Difference { mut gone, mut come, .. } = difference;
    come.sort_unstable();
    // Of several that say the same, each stands for one that has moved.
    let mut moved = vec![false; come.len()];
    gone.retain(|index| {
        let text = old.get(*index).map_or("", |line| line.text);
        let first = come.partition_point(|other| *other < text);
        let same = come.iter().zip(&mut moved).skip(first).take_while(|(other, _)| **other == text);
        same.map(|(_, moved)| moved).find(|moved| !**moved).map(|moved| *moved = true).is_none()
    });
    gone
}

/// A line as it is compared.
#[derive(Clone, Copy, Debug)]
struct Line<'t> {
    /// Its text without indentation and dashes.
    text: &'t str,
    /// How deep it stands: the items of a list are deeper than the list's key, although they start at the same column.
    depth: usize,
}

fn lines<'t>(texts: &[&'t str]) -> Vec<Line<'t>> {
    let line = |text: &'t str| {
        let bare = text.trim_start_matches(' ');
        let column = text.len() - bare.len();
        Line { text: bare.trim_start_matches([' ', '-']), depth: 2 * column + usize::from(bare.starts_with('-')) }
    };
    texts.iter().map(|text| line(text)).collect()
}

/// Lines next to each other: a line and those that stand deeper behind it.
type Block = Range<usize>;

/// How two blocks are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Likeness {
    Same,
    /// They are worth comparing line by line: they have the same key, or so many lines in common.
    Similar(usize),
    Different,
}

struct Difference<'d, 't> {
    old: &'d [Line<'t>],
    new: &'d [Line<'t>],
    /// The lines of `old` that have no partner, in their order.
    gone: Vec<usize>,
    /// The lines of `new` that have no partner.
    come: Vec<&'t str>,
}

impl<'d, 't> Difference<'d, 't> {
    /// Finds the partners of some lines.
    fn compare(&mut self, old: Block, new: Block) {
        let (old, new) = (blocks(self.old, old), blocks(self.new, new));
        let same = |(one, other): &(&Block, &Block)| self.likeness(one, other, false) == Likeness::Same;
        let before = old.iter().zip(&new).take_while(same).count();
        let rest = old.len().min(new.len()) - before;
        let after = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(same).count();
        let middle = |blocks: &[Block]| -> Vec<Block> {
            blocks.iter().skip(before).take(blocks.len() - before - after).cloned().collect()
        };
        let (old, new) = (middle(&old), middle(&new));
        let size = |blocks: &[Block]| blocks.iter().map(ExactSizeIterator::len).sum::<usize>();
        if new.is_empty() || size(&old).saturating_mul(size(&new)) > MOST_COMPARISONS {
            self.gone.extend(old.into_iter().flatten());
            self.comes(new);
        } else {
            self.pair(&old, &new);
        }
    }

    /// Finds the partners of some blocks: in their order, as many lines as possible.
    fn pair(&mut self, old: &[Block], new: &[Block]) {
        let likeness: Vec<Vec<_>> =
            old.iter().map(|one| new.iter().map(|other| self.likeness(one, other, true)).collect()).collect();
        let like = |i: usize, j: usize| likeness.get(i).and_then(|row| row.get(j)).copied();
        let worth = |i: usize, j: usize| match like(i, j) {
            Some(Likeness::Same) => old.get(i).map_or(0, |block| 2 * block.len() + 1),
            Some(Likeness::Similar(lines)) => lines,
            Some(Likeness::Different) | None => 0,
        };
        // `best[i][j]` is what the blocks from `i` and `j` on are worth, row by row.
        let width = new.len() + 1;
        let mut best = vec![0_usize; (old.len() + 1) * width];
        let at = |best: &[usize], i: usize, j: usize| best.get(i * width + j).copied().unwrap_or_default();
        let paired = |best: &[usize], i, j| if worth(i, j) > 0 { worth(i, j) + at(best, i + 1, j + 1) } else { 0 };
        for i in (0..old.len()).rev() {
            for j in (0..new.len()).rev() {
                let most = at(&best, i + 1, j).max(at(&best, i, j + 1)).max(paired(&best, i, j));
                if let Some(cell) = best.get_mut(i * width + j) {
                    *cell = most;
                }
            }
        }
        let (mut i, mut j) = (0, 0);
        while let (Some(one), Some(other)) = (old.get(i), new.get(j)) {
            let most = at(&best, i, j);
            if most > 0 && most == paired(&best, i, j) {
                if like(i, j) != Some(Likeness::Same) {
                    self.compare_heads(one.start, other.start);
                    self.compare(one.start + 1..one.end, other.start + 1..other.end);
                }
                (i, j) = (i + 1, j + 1);
            } else if most == at(&best, i + 1, j) {
                self.gone.extend(one.clone());
                i += 1;
            } else {
                self.comes(Some(other.clone()));
                j += 1;
            }
        }
        self.gone.extend(old.iter().skip(i).cloned().flatten());
        self.comes(new.iter().skip(j).cloned());
    }

    fn compare_heads(&mut self, one: usize, other: usize) {
        if self.old.get(one).map(|line| line.text) != self.new.get(other).map(|line| line.text) {
            self.gone.push(one);
            self.comes(Some(other..other + 1));
        }
    }

    fn comes(&mut self, blocks: impl IntoIterator<Item = Block>) {
        self.come.extend(blocks.into_iter().flatten().filter_map(|index| self.new.get(index)).map(|line| line.text));
    }

    /// How two blocks are alike; whether they are similar is found out only where that counts.
    fn likeness(&self, one: &Block, other: &Block, similar_counts: bool) -> Likeness {
        let (Some(one), Some(other)) = (self.old.get(one.clone()), self.new.get(other.clone())) else {
            return Likeness::Different;
        };
        let texts = |lines: &'d [Line<'t>]| lines.iter().map(|line| line.text);
        if texts(one).eq(texts(other)) {
            return Likeness::Same;
        }
        if !similar_counts {
            return Likeness::Different;
        }
        let has_key = |line: &&Line<'_>| line.depth.is_multiple_of(2);
        let key = |lines: &'d [Line<'t>]| {
            let head = lines.first().filter(has_key)?;
            Some(head.text.split_once(':').map_or(head.text, |(key, _)| key))
        };
        match (key(one), key(other)) {
            (Some(one_key), Some(other_key)) if one_key == other_key => Likeness::Similar(1 + common(one, other)),
            (None, None) if common(one, other) > 0 => Likeness::Similar(common(one, other)),
            _ => Likeness::Different,
        }
    }
}

/// How many lines two blocks have in common, in any order.
fn common<'t>(one: &[Line<'t>], other: &[Line<'t>]) -> usize {
    let sorted = |lines: &[Line<'t>]| {
        let mut texts: Vec<_> = lines.iter().map(|line| line.text).collect();
        texts.sort_unstable();
        texts
    };
    let (one, other) = (sorted(one), sorted(other));
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    let mut count = 0;
    while let (Some(text), Some(theirs)) = (one.peek(), other.peek()) {
        match text.cmp(theirs) {
            Ordering::Less => drop(one.next()),
            Ordering::Greater => drop(other.next()),
            Ordering::Equal => {
                count += 1;
                one.next();
                other.next();
            }
        }
    }
    count
}

/// The outermost blocks of some lines. What stands deeper in front of the first one, as what an item's first key holds, is a block
/// too.
fn blocks(lines: &[Line<'_>], all: Range<usize>) -> Vec<Block> {
    let depth = |index: usize| lines.get(index).map_or(0, |line| line.depth);
    let outermost = all.clone().map(depth).min().unwrap_or_default();
    let mut blocks: Vec<Block> = Vec::new();
    for index in all {
        match blocks.last_mut() {
            Some(block) if depth(index) > outermost => block.end = index + 1,
            _ => blocks.push(index..index + 1),
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_lines_are_those_without_a_partner() {
        for (old, new, expected) in [
            ("", "", &[] as &[usize]),
            ("a b c", "a b c", &[]),
            ("a b c", "a c", &[1]),
            ("a b c", "", &[0, 1, 2]),
            ("", "a", &[]),
            ("a b c d", "a x c d", &[1]),
            ("a b c d", "b x d", &[0, 2]),
            ("a b c d", "c d a x", &[1]),
            ("--a b", "a b", &[]),
        ] {
            let lines = |text: &'static str| -> Vec<&str> { text.split_whitespace().collect() };
            assert_eq!(changed(&lines(old), &lines(new)), expected, "{old} | {new}");
        }
    }

    #[test]
    fn of_items_that_begin_alike_the_one_is_gone_that_is_gone_as_a_whole() {
        let by_label =
            ["- action: keep", "  source_labels:", "  - label_app", "  - present_app", "  regex: (web);true"];
        let by_port = ["- action: keep", "  source_labels:", "  - port", "  regex: web"];
        let job = ["- source_labels:", "  - service", "  target_label: job", "  replacement: ${1}"];
        let job_label =
            ["- source_labels:", "  - label", "  target_label: job", "  regex: (.+)", "  replacement: ${1}"];
        let all = [&["relabel_configs:"][..], &by_label, &by_port, &job, &job_label].concat();
        for rule in [1..6, 6..10, 10..14, 14..19] {
            let others = all.iter().enumerate().filter(|(line, _)| !rule.contains(line));
            let others: Vec<_> = others.map(|(_, line)| *line).collect();
            assert_eq!(changed(&all, &others), rule.collect::<Vec<_>>());
        }
        // A value within an item.
        let other = all.iter().map(|line| line.replace("label_app", "label_other"));
        let other: Vec<_> = other.collect();
        assert_eq!(changed(&all, &other.iter().map(String::as_str).collect::<Vec<_>>()), [3]);
    }
}
