//! Unicode classes by name, and case folding: Go's package unicode as regexp/syntax asks it.

use super::class::{CharClass, Rune};
use super::tables::{FOLDS, GENERAL_CATEGORIES, SCRIPTS};

/// Unicode's long names of the general categories, without their underscores.
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

/// The code points of a category or script, with those that differ from them only in case when `fold_case`; clean.
///
/// Case, spaces, hyphens and underscores of the name do not matter.
pub(super) fn class(name: &str, fold_case: bool) -> Option<CharClass> {
    let name = canonical(name);
    let alias = CATEGORY_ALIASES.iter().find(|(alias, _)| *alias == name).map(|&(_, category)| category);
    let mut class = match name.as_str() {
        "Any" => CharClass::full(),
        "Ascii" => CharClass::from_ranges([(0, 0x7f)]),
        "Assigned" => category("Cn")?.negated(),
        "Lc" => category("LC")?,
        name => category(name).or_else(|| script(name)).or_else(|| category(alias?))?,
    };
    // Upstream's tables lack the one mark that differs from cased letters (Greek iota) only in case.
    if fold_case && name != "Lc" && alias != Some("LC") {
        class = class.folded();
    }
    Some(class)
}

/// The name as the tables write it: a capital and then small letters, nothing between the words.
fn canonical(name: &str) -> String {
    let mut canonical: String = name.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).collect();
    canonical.make_ascii_lowercase();
    if let Some(first) = canonical.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    canonical
}

/// The code points of a general category: two letters, one for all that begin with it, or `LC`.
fn category(name: &str) -> Option<CharClass> {
    let members = |belongs: &dyn Fn(&str) -> bool| {
        let mut class = CharClass::default();
        let mut found = false;
        for (_, ranges) in GENERAL_CATEGORIES.iter().filter(|(category, _)| belongs(category)) {
            class.extend(decode(ranges));
            found = true;
        }
        class.clean();
        found.then_some(class)
    };
    match name {
        "LC" => members(&|category| matches!(category, "Lu" | "Ll" | "Lt")),
        "Cn" => members(&|_| true).map(|class| class.negated()),
        // The unassigned belong to it.
        "C" => members(&|category| !category.starts_with('C')).map(|class| class.negated()),
        _ if name.len() == 1 => members(&|category| category.starts_with(name)),
        _ => members(&|category| category == name),
    }
}

fn script(name: &str) -> Option<CharClass> {
    let index = SCRIPTS.binary_search_by_key(&name, |&(script, _)| script).ok()?;
    SCRIPTS.get(index).map(|(_, ranges)| CharClass::from_ranges(decode(ranges)))
}

/// The ranges of a set as [`super::tables`] writes it.
fn decode(bytes: &[u8]) -> impl Iterator<Item = (Rune, Rune)> + '_ {
    let mut bytes = bytes.iter();
    let mut number = move || {
        let mut value = 0u32;
        for shift in [0, 7, 14] {
            let byte = u32::from(*bytes.next()?);
            value |= (byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(value)
    };
    let mut next = 0;
    std::iter::from_fn(move || {
        let low = next + number()?;
        let high = low + number()?;
        next = high + 1;
        Some((low, high))
    })
}

/// The next code point that differs from this one only in case; from the last the smallest, and itself if there is no
/// other: unicode `SimpleFold`.
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

/// The code points within a range that differ from another only in case.
pub(super) fn cased_within(low: Rune, high: Rune) -> impl Iterator<Item = Rune> {
    let from = FOLDS.partition_point(|&(_, last, _)| last < low);
    let runs = FOLDS.get(from..).unwrap_or_default().iter().take_while(move |&&(first, _, _)| first <= high);
    runs.flat_map(move |&(first, last, _)| first.max(low)..=last.min(high))
}

/// The smallest code point that differs from this one at most in case.
pub(super) fn smallest_fold(rune: Rune) -> Rune {
    std::iter::successors(Some(rune), |&other| Some(simple_fold(other)).filter(|&next| next != rune))
        .min()
        .unwrap_or(rune)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn knows_how_many_code_points_a_name_has() {
        for (name, points, ranges) in [
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
            let class = class(name, false).unwrap();
            let count: u32 = class.ranges().iter().map(|(low, high)| high - low + 1).sum();
            assert_eq!((count, class.ranges().len()), (points, ranges), "{name}");
        }
        assert_eq!(class("Old_Italic", false), None);
        assert_eq!(class("", false), None);
    }

    #[test]
    fn every_table_is_in_order() {
        for (name, bytes) in GENERAL_CATEGORIES.iter().chain(SCRIPTS) {
            let class = CharClass::from_ranges(decode(bytes));
            let mut clean = class.clone();
            clean.clean();
            assert_eq!(class, clean, "{name}");
        }
        assert!(GENERAL_CATEGORIES.is_sorted() && SCRIPTS.is_sorted());
    }

    #[test]
    fn folding_goes_round() {
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
        for rune in cased_within(0, super::super::class::MAX_RUNE) {
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
