//! Named Unicode classes and case folding: Go's package unicode, as far as regexp/syntax uses it.

use std::sync::{Arc, OnceLock};

use super::class::{CharClass, MAX_RUNE, Range, Ranges, Rune, decode};
use super::tables::{FOLDS, GENERAL_CATEGORIES, SCRIPTS};

/// Unicode's long names of the general categories, without underscores.
const CATEGORY_ALIASES: &[(&str, &str)] = &[
    ("Casedletter", "LC"),
    ("Closepunctuation", "Pe"),
    ("Cntrl", "Cc"),
    ("Combiningmark", "M"),
    ("Connectorpunctuation", "Pc"),
    ("Control", "Cc"),
    ("Currencysymbol", "Sc"),
    ("Dashpunctuation", "Pd"),
    ("Decimalnumber", "Nd"),
    ("Digit", "Nd"),
    ("Enclosingmark", "Me"),
    ("Finalpunctuation", "Pf"),
    ("Format", "Cf"),
    ("Initialpunctuation", "Pi"),
    ("Letter", "L"),
    ("Letternumber", "Nl"),
    ("Lineseparator", "Zl"),
    ("Lowercaseletter", "Ll"),
    ("Mark", "M"),
    ("Mathsymbol", "Sm"),
    ("Modifierletter", "Lm"),
    ("Modifiersymbol", "Sk"),
    ("Nonspacingmark", "Mn"),
    ("Number", "N"),
    ("Openpunctuation", "Ps"),
    ("Other", "C"),
    ("Otherletter", "Lo"),
    ("Othernumber", "No"),
    ("Otherpunctuation", "Po"),
    ("Othersymbol", "So"),
    ("Paragraphseparator", "Zp"),
    ("Privateuse", "Co"),
    ("Punct", "P"),
    ("Punctuation", "P"),
    ("Separator", "Z"),
    ("Spaceseparator", "Zs"),
    ("Spacingmark", "Mc"),
    ("Surrogate", "Cs"),
    ("Symbol", "S"),
    ("Titlecaseletter", "Lt"),
    ("Unassigned", "Cn"),
    ("Uppercaseletter", "Lu"),
];

/// The named sets that are not in the tables.
const UNIONS: &[&str] = &["Any", "Ascii", "Assigned", "C", "Cn", "LC", "L", "M", "N", "P", "S", "Z"];

/// The ASCII sets: those written `[:alpha:]`, and the meaning of `\s`.
const ASCII: &[(&str, &[(u8, u8)])] = &[
    ("alnum", &[(b'0', b'9'), (b'A', b'Z'), (b'a', b'z')]),
    ("alpha", &[(b'A', b'Z'), (b'a', b'z')]),
    ("ascii", &[(0, 0x7f)]),
    ("blank", &[(b'\t', b'\t'), (b' ', b' ')]),
    ("cntrl", &[(0, 0x1f), (0x7f, 0x7f)]),
    ("digit", &[(b'0', b'9')]),
    ("graph", &[(b'!', b'~')]),
    ("lower", &[(b'a', b'z')]),
    ("print", &[(b' ', b'~')]),
    ("punct", &[(b'!', b'/'), (b':', b'@'), (b'[', b'`'), (b'{', b'~')]),
    ("space", &[(b'\t', b'\r'), (b' ', b' ')]),
    ("upper", &[(b'A', b'Z')]),
    ("word", &[(b'0', b'9'), (b'A', b'Z'), (b'_', b'_'), (b'a', b'z')]),
    ("xdigit", &[(b'0', b'9'), (b'A', b'F'), (b'a', b'f')]),
    (PERL_SPACE, &[(b'\t', b'\n'), (0x0c, b'\r'), (b' ', b' ')]),
];

/// A name that cannot be written in an expression.
const PERL_SPACE: &str = "\\s";

/// A named set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Union(usize),
    Ascii(usize),
    Category(usize),
    Script(usize),
}

/// A named set in the forms that expressions need.
#[derive(Debug)]
pub(super) struct NamedClass {
    /// The ranges, clean.
    pub(super) ranges: Box<[Range]>,
    /// The same ranges, encoded.
    pub(super) class: Arc<CharClass>,
}

/// The number of named sets.
const NAMED_SETS: usize = UNIONS.len() + ASCII.len() + GENERAL_CATEGORIES.len() + SCRIPTS.len();

/// The sets used so far: as they are, negated, and both with case folded. Computing one takes up to 0.1 ms, and the expressions
/// of one object may hold any number of names.
static CLASSES: [[OnceLock<NamedClass>; 4]; NAMED_SETS] = [const { [const { OnceLock::new() }; 4] }; NAMED_SETS];

/// The category or script with this name. Case, spaces, hyphens and underscores in the name are ignored.
pub(super) fn named(name: &str) -> Option<Named> {
    let name = canonical(name);
    let name = if name == "Lc" { "LC" } else { name.as_str() };
    let find = |name: &str| {
        let union = || UNIONS.iter().position(|union| *union == name).map(Named::Union);
        category(name).map(Named::Category).or_else(union)
    };
    let script = || SCRIPTS.binary_search_by_key(&name, |&(script, _)| script).ok().map(Named::Script);
    let alias = || {
        let index = CATEGORY_ALIASES.binary_search_by_key(&name, |&(alias, _)| alias).ok()?;
        CATEGORY_ALIASES.get(index).and_then(|&(_, category)| find(category))
    };
    find(name).or_else(script).or_else(alias)
}

/// The class written `\d` or `\S`: the set, and whether it is negated.
pub(super) fn perl(letter: u8) -> Option<(Named, bool)> {
    let name = match letter.to_ascii_lowercase() {
        b'd' => "digit",
        b's' => PERL_SPACE,
        b'w' => "word",
        _ => return None,
    };
    Some((ascii(name)?, letter.is_ascii_uppercase()))
}

/// The class written `[:alpha:]` or `[:^alpha:]`, given the text between the colons. Returns the same as [`perl`].
pub(super) fn posix(name: &str) -> Option<(Named, bool)> {
    let positive = name.strip_prefix('^');
    let name = positive.unwrap_or(name);
    Some((ascii(name).filter(|_| name != PERL_SPACE)?, positive.is_some()))
}

fn ascii(name: &str) -> Option<Named> {
    ASCII.iter().position(|(ascii, _)| *ascii == name).map(Named::Ascii)
}

fn category(name: &str) -> Option<usize> {
    GENERAL_CATEGORIES.binary_search_by_key(&name, |&(category, _)| category).ok()
}

impl Named {
    /// The set. With `fold_case`, code points that differ from its own only in case are added; with `negated`, it is then
    /// complemented.
    pub(super) fn class(self, fold_case: bool, negated: bool) -> Option<&'static NamedClass> {
        let place = match self {
            Self::Union(index) => index,
            Self::Ascii(index) => UNIONS.len() + index,
            Self::Category(index) => UNIONS.len() + ASCII.len() + index,
            Self::Script(index) => UNIONS.len() + ASCII.len() + GENERAL_CATEGORIES.len() + index,
        };
        let class = CLASSES.get(place)?.get(usize::from(fold_case) * 2 + usize::from(negated))?;
        Some(class.get_or_init(|| {
            let mut ranges = self.ranges();
            // Upstream's tables lack the only mark that differs from cased letters (Greek iota) only in case.
            if fold_case && UNIONS.get(place) != Some(&"LC") {
                let unfolded = ranges.clone();
                for &(low, high) in unfolded.as_slice() {
                    ranges.push_folded(low, high);
                }
            }
            ranges.clean();
            if negated {
                ranges.negate();
            }
            NamedClass { ranges: ranges.as_slice().into(), class: Arc::new(ranges.finish()) }
        }))
    }

    fn ranges(self) -> Ranges {
        let table = |table: &'static [(&str, &[u8])], index: usize| {
            table.get(index).into_iter().flat_map(|(_, ranges)| decode(ranges)).collect()
        };
        match self {
            Self::Union(index) => union(UNIONS.get(index).copied().unwrap_or_default()),
            Self::Ascii(index) => {
                let ranges = ASCII.get(index).map(|&(_, ranges)| ranges).unwrap_or_default();
                ranges.iter().map(|&(low, high)| (low.into(), high.into())).collect()
            }
            Self::Category(index) => table(GENERAL_CATEGORIES, index),
            Self::Script(index) => table(SCRIPTS, index),
        }
    }
}

/// The code points of one of [`UNIONS`].
fn union(name: &str) -> Ranges {
    let members = |belongs: &dyn Fn(&str) -> bool| -> Ranges {
        let belonging = GENERAL_CATEGORIES.iter().filter(|(category, _)| belongs(category));
        belonging.flat_map(|(_, ranges)| decode(ranges)).collect()
    };
    let all_but = |mut others: Ranges| {
        others.negate();
        others
    };
    match name {
        "Any" => Ranges::from_iter([(0, MAX_RUNE)]),
        "Ascii" => Ranges::from_iter([(0, 0x7f)]),
        "Assigned" => members(&|_| true),
        "LC" => members(&|category| matches!(category, "Lu" | "Ll" | "Lt")),
        "Cn" => all_but(members(&|_| true)),
        // Unassigned code points belong to `C`.
        "C" => all_but(members(&|category| !category.starts_with('C'))),
        _ => members(&|category| category.starts_with(name)),
    }
}

/// The name as the tables write it: one capital, then lower-case letters, without separators.
fn canonical(name: &str) -> String {
    let mut canonical: String = name.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).collect();
    canonical.make_ascii_lowercase();
    if let Some(first) = canonical.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    canonical
}

/// The next code point that differs from this one only in case. After the last comes the smallest; a code point without case
/// gives itself: unicode `SimpleFold`.
pub(super) fn simple_fold(rune: Rune) -> Rune {
    let after = FOLDS.partition_point(|&(_, last, _)| last < rune);
    match FOLDS.get(after) {
        Some(&(first, _, 0)) if first <= rune => {
            if (rune - first).is_multiple_of(2) {
                rune + 1
            } else {
                rune - 1
            }
        }
        Some(&(first, _, delta)) if first <= rune => rune.saturating_add_signed(delta),
        _ => rune,
    }
}

/// The ranges that [`simple_fold`] maps a range to. In runs of neighboring pairs, only code points outside the range are
/// included.
pub(super) fn next_cases((low, high): Range) -> impl Iterator<Item = Range> {
    let from = FOLDS.partition_point(|&(_, last, _)| last < low);
    let runs = FOLDS.get(from..).unwrap_or_default().iter().take_while(move |&&(first, _, _)| first <= high);
    runs.flat_map(move |&(first, last, delta)| {
        let (low, high) = (first.max(low), last.min(high));
        if delta != 0 {
            return [Some((low.saturating_add_signed(delta), high.saturating_add_signed(delta))), None];
        }
        // The partner of the first code point may be before the range, and that of the last after it.
        let before = (low - first) % 2 == 1;
        let after = (high - first).is_multiple_of(2);
        [before.then_some((low.saturating_sub(1), low.saturating_sub(1))), after.then_some((high + 1, high + 1))]
    })
    .flatten()
}

/// The smallest code point that equals this one except for case.
pub(super) fn smallest_fold(rune: Rune) -> Rune {
    std::iter::successors(Some(rune), |&other| Some(simple_fold(other)).filter(|&next| next != rune))
        .min()
        .unwrap_or(rune)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn ranges(name: &str, fold_case: bool) -> Option<&'static [Range]> {
        named(name)?.class(fold_case, false).map(|class| &*class.ranges)
    }

    #[test]
    fn named_sets_have_known_sizes() {
        for (name, points, count) in [
            ("L", 136_104, 659),
            ("Lu", 1831, 646),
            ("uppercase letter", 1831, 646),
            ("Nd", 680, 64),
            ("P", 842, 191),
            ("C", 965_096, 712),
            ("Cn", 825_345, 707),
            ("LC", 4095, 143),
            ("Greek", 518, 36),
            ("han", 98_408, 21),
            ("Latin", 1481, 39),
            ("Common", 8301, 173),
            ("any", 0x11_0000, 1),
        ] {
            let ranges = ranges(name, false).unwrap();
            let sum: u32 = ranges.iter().map(|(low, high)| high - low + 1).sum();
            assert_eq!((sum, ranges.len()), (points, count), "{name}");
        }
        assert_eq!(named("Old_Italic"), None);
        assert_eq!(named(""), None);
    }

    #[test]
    fn tables_are_sorted() {
        for (name, bytes) in GENERAL_CATEGORIES.iter().chain(SCRIPTS) {
            let ranges: Ranges = decode(bytes).collect();
            let mut clean = ranges.clone();
            clean.clean();
            assert_eq!(ranges.as_slice(), clean.as_slice(), "{name}");
            assert!(clean.finish().ranges().eq(ranges.as_slice().iter().copied()), "{name}");
        }
        assert!(GENERAL_CATEGORIES.is_sorted() && SCRIPTS.is_sorted() && CATEGORY_ALIASES.is_sorted());
    }

    #[test]
    fn folding_a_range_equals_folding_each_code_point() {
        let cased: Vec<Rune> = FOLDS.iter().flat_map(|&(first, last, _)| [first, last]).collect();
        for (index, &low) in cased.iter().enumerate() {
            for &high in cased.iter().skip(index).step_by(97).chain([&low, &(low + 1), &(low + 2)]) {
                let mut at_once = Ranges::default();
                at_once.push_folded(low, high);
                at_once.clean();
                let cased = FOLDS.iter().flat_map(|&(first, last, _)| first.max(low)..=last.min(high));
                let others =
                    cased.flat_map(|rune| std::iter::successors(Some(rune), |&rune| Some(simple_fold(rune))).take(4));
                let mut one_by_one: Ranges = others.map(|rune| (rune, rune)).chain([(low, high)]).collect();
                one_by_one.clean();
                assert_eq!(at_once.as_slice(), one_by_one.as_slice(), "{low:x}-{high:x}");
            }
        }
    }

    #[test]
    fn folding_cycles_return_to_their_start() {
        let orbit = |c: char| -> Vec<Rune> {
            std::iter::successors(Some(simple_fold(c.into())), |&rune| {
                (rune != u32::from(c)).then(|| simple_fold(rune))
            })
            .collect()
        };
        assert_eq!(orbit('1'), [0x31]);
        assert_eq!(orbit('k'), [0x212a, 0x4b, 0x6b]);
        assert_eq!(orbit('Σ'), [0x3c2, 0x3c3, 0x3a3]);
        assert_eq!(orbit('ā'), [0x100, 0x101]);
        assert_eq!(smallest_fold('ſ'.into()), u32::from('S'));
        for rune in FOLDS.iter().flat_map(|&(first, last, _)| first..=last) {
            let mut other = simple_fold(rune);
            let mut steps = 1;
            while other != rune {
                assert!(steps < 4, "{rune:x}");
                other = simple_fold(other);
                steps += 1;
            }
            assert!(steps > 1, "{rune:x}");
        }
    }
}
