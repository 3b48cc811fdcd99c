//! Which lines of a text are not in another one.

/// The most comparisons of one difference: beyond it, all lines between the first and the last one that differ count as
/// different.
const MOST_COMPARISONS: usize = 4_000_000;

/// The indices of the lines of `old` that `new` does not have. Indentation and the dashes of lists do not count: they change with
/// the lines around. Neither does the order: a line that has only moved is not among them.
pub(super) fn changed<'t>(old: &[&'t str], new: &[&'t str]) -> Vec<usize> {
    let same = |(one, other): &(&&str, &&str)| bare(one) == bare(other);
    let before = old.iter().zip(new).take_while(same).count();
    let rest = old.len().min(new.len()) - before;
    let after = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(same).count();
    let middle = |lines: &[&'t str]| -> Vec<&'t str> {
        lines.iter().skip(before).take(lines.len() - before - after).map(|line| bare(line)).collect()
    };
    let (old, new) = (middle(old), middle(new));
    unmatched(&old, &new).into_iter().map(|index| index + before).collect()
}

/// A line without indentation and dashes.
fn bare(line: &str) -> &str {
    line.trim_start_matches([' ', '-'])
}

/// The indices of the lines of `old` that are not part of a longest common subsequence, nor anywhere in the rest of `new`.
fn unmatched(old: &[&str], new: &[&str]) -> Vec<usize> {
    if new.is_empty() || old.len().saturating_mul(new.len()) > MOST_COMPARISONS {
        return (0..old.len()).collect();
    }
    // `longest[i][j]` is the length for the lines from `i` and `j` on, row by row.
    let width = new.len() + 1;
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    let at = |longest: &[u32], i: usize, j: usize| longest.get(i * width + j).copied().unwrap_or_default();
    for (i, one) in old.iter().enumerate().rev() {
        for (j, other) in new.iter().enumerate().rev() {
            let length = if one == other {
                at(&longest, i + 1, j + 1) + 1
            } else {
                at(&longest, i + 1, j).max(at(&longest, i, j + 1))
            };
            if let Some(cell) = longest.get_mut(i * width + j) {
                *cell = length;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    while i < old.len() || j < new.len() {
        match (old.get(i), new.get(j)) {
            (Some(one), Some(other)) if one == other => (i, j) = (i + 1, j + 1),
            (None, Some(other)) => {
                come.push(*other);
                j += 1;
            }
            (Some(_), Some(other)) if at(&longest, i, j + 1) > at(&longest, i + 1, j) => {
                come.push(*other);
                j += 1;
            }
            _ => {
                gone.push(i);
                i += 1;
            }
        }
    }
    gone.retain(|index| {
        let moved = old.get(*index).and_then(|line| come.iter().position(|other| other == line));
        moved.map(|place| come.swap_remove(place)).is_none()
    });
    gone
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
            ("a a b", "a b", &[1]),
            ("--a b", "a b", &[]),
        ] {
            let lines = |text: &'static str| -> Vec<&str> { text.split_whitespace().collect() };
            assert_eq!(changed(&lines(old), &lines(new)), expected, "{old} | {new}");
        }
    }
}
