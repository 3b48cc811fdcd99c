//! The order in which yaml.v2 writes a Go map's string keys.

use std::cmp::Ordering;

use promwright_go::sort::arrange;

/// Compares two string keys as gopkg.in/yaml.v2 does (`keyList.Less`): at the first character that differs, letters come after
/// everything else, and digits compare as the number that starts there.
///
/// This is not a total order: `x12` is before `x1a`, `x1a` before `x2`, and `x2` before `x12`. Sort with [`sort_naturally`],
/// since [`slice::sort_by`] may panic with such a comparison.
pub fn natural_cmp(a: &str, b: &str) -> Ordering {
    let mut characters = a.char_indices().zip(b.char_indices());
    let Some(((at, x), (_, y))) = characters.find(|((_, x), (_, y))| x != y) else { return a.len().cmp(&b.len()) };
    let (before, rest_a) = a.split_at_checked(at).unwrap_or((a, ""));
    let rest_b = b.get(at..).unwrap_or_default();
    match (is_letter(x), is_letter(y)) {
        (true, true) => x.cmp(&y),
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        (false, false) => {
            // A zero inside a number counts as a digit of it; the equal digits before it are represented by a one.
            let inside = (x == '0' || y == '0') && before.chars().rev().take_while(|&c| is_digit(c)).any(|c| c != '0');
            let start = i64::from(inside);
            leading_number(rest_a, start).cmp(&leading_number(rest_b, start)).then(x.cmp(&y))
        }
    }
}

/// Sorts by string keys as [`natural_cmp`] compares them.
///
/// If the comparison has a cycle, yaml.v2's result changes with the random order in which Go iterates over a map. Here the keys
/// are sorted by their bytes first, so that the result depends only on the keys.
pub fn sort_naturally<T>(items: &mut Vec<T>, key: impl Fn(&T) -> &str) {
    arrange(items, key, |keys| {
        keys.sort_unstable();
        merge_sort(keys);
    });
}

/// A merge sort, which terminates for any comparison.
fn merge_sort(items: &mut Vec<(&str, usize)>) {
    let in_order = |pair: &[(&str, usize)]| matches!(pair, [(a, _), (b, _)] if natural_cmp(a, b).is_le());
    if items.windows(2).all(in_order) {
        return;
    }
    let mut right = items.split_off(items.len() / 2);
    let mut left = std::mem::take(items);
    merge_sort(&mut left);
    merge_sort(&mut right);
    items.reserve(left.len() + right.len());
    let mut left = left.into_iter().peekable();
    let mut right = right.into_iter().peekable();
    while let (Some((a, _)), Some((b, _))) = (left.peek(), right.peek()) {
        let next = if natural_cmp(b, a).is_lt() { right.next() } else { left.next() };
        items.extend(next);
    }
    items.extend(left);
    items.extend(right);
}

/// The number at the start of a text after the digits in `start`, wrapping around as Go's `int64` does, and its number of
/// digits. As upstream, a digit of another script counts as its distance from `0`.
fn leading_number(text: &str, start: i64) -> (i64, usize) {
    text.chars().take_while(|&c| is_digit(c)).fold((start, 0), |(number, digits), c| {
        let digit = i64::from(u32::from(c)) - i64::from(b'0');
        (number.wrapping_mul(10).wrapping_add(digit), digits + 1)
    })
}

/// Go's `unicode.IsLetter`: the category L.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && c.is_alphabetic() && !is_mark_or_number(c))
}

/// Go's `unicode.IsDigit`: the category Nd.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
        || (!c.is_ascii() && {
            let code = u32::from(c);
            let next = ZEROS.partition_point(|&zero| zero <= code);
            next.checked_sub(1).and_then(|at| ZEROS.get(at)).is_some_and(|zero| code - zero < 10)
        })
}

/// Whether a character is Alphabetic, but not in the category L: a vowel sign, a Roman numeral, Ⓐ.
fn is_mark_or_number(c: char) -> bool {
    let code = u32::from(c);
    let next = ALPHABETIC_NOT_LETTERS.partition_point(|&(first, _)| first <= code);
    next.checked_sub(1).and_then(|at| ALPHABETIC_NOT_LETTERS.get(at)).is_some_and(|&(_, last)| code <= last)
}

/// The zeros of all scripts (Unicode 15, as in Go 1.26). Nine more digits follow each.
static ZEROS: [u32; 68] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0,
    0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620,
    0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0,
    0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x11f50,
    0x16a60, 0x16ac0, 0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e950,
    0x1fbf0,
];

/// Nl and Other_Alphabetic (Unicode 15), as ranges that contain no letter. Characters in them that are not alphabetic do not
/// matter.
static ALPHABETIC_NOT_LETTERS: [(u32, u32); 171] = [
    (0x345, 0x345),
    (0x5b0, 0x5c7),
    (0x610, 0x61a),
    (0x64b, 0x65f),
    (0x670, 0x670),
    (0x6d6, 0x6e4),
    (0x6e7, 0x6ed),
    (0x711, 0x711),
    (0x730, 0x73f),
    (0x7a6, 0x7b0),
    (0x816, 0x817),
    (0x81b, 0x823),
    (0x825, 0x827),
    (0x829, 0x82c),
    (0x8d4, 0x903),
    (0x93a, 0x93b),
    (0x93e, 0x94f),
    (0x955, 0x957),
    (0x962, 0x963),
    (0x981, 0x983),
    (0x9be, 0x9cc),
    (0x9d7, 0x9d7),
    (0x9e2, 0x9e3),
    (0xa01, 0xa03),
    (0xa3e, 0xa51),
    (0xa70, 0xa71),
    (0xa75, 0xa83),
    (0xabe, 0xacc),
    (0xae2, 0xae3),
    (0xafa, 0xb03),
    (0xb3e, 0xb57),
    (0xb62, 0xb63),
    (0xb82, 0xb82),
    (0xbbe, 0xbcc),
    (0xbd7, 0xc04),
    (0xc3e, 0xc56),
    (0xc62, 0xc63),
    (0xc81, 0xc83),
    (0xcbe, 0xcd6),
    (0xce2, 0xce3),
    (0xcf3, 0xd03),
    (0xd3e, 0xd4c),
    (0xd57, 0xd57),
    (0xd62, 0xd63),
    (0xd81, 0xd83),
    (0xdcf, 0xdf3),
    (0xe31, 0xe31),
    (0xe34, 0xe3a),
    (0xe4d, 0xe4d),
    (0xeb1, 0xeb1),
    (0xeb4, 0xebc),
    (0xecd, 0xecd),
    (0xf71, 0xf83),
    (0xf8d, 0xfbc),
    (0x102b, 0x103e),
    (0x1056, 0x1059),
    (0x105e, 0x1060),
    (0x1062, 0x1064),
    (0x1067, 0x106d),
    (0x1071, 0x1074),
    (0x1082, 0x108d),
    (0x108f, 0x109d),
    (0x16ee, 0x16f0),
    (0x1712, 0x1713),
    (0x1732, 0x1733),
    (0x1752, 0x1753),
    (0x1772, 0x1773),
    (0x17b6, 0x17c8),
    (0x1885, 0x1886),
    (0x18a9, 0x18a9),
    (0x1920, 0x1938),
    (0x1a17, 0x1a1b),
    (0x1a55, 0x1a74),
    (0x1abf, 0x1b04),
    (0x1b35, 0x1b43),
    (0x1b80, 0x1b82),
    (0x1ba1, 0x1bad),
    (0x1be7, 0x1bf1),
    (0x1c24, 0x1c36),
    (0x1de7, 0x1df4),
    (0x2160, 0x2182),
    (0x2185, 0x24e9),
    (0x2de0, 0x2dff),
    (0x3007, 0x3029),
    (0x3038, 0x303a),
    (0xa674, 0xa67b),
    (0xa69e, 0xa69f),
    (0xa6e6, 0xa6ef),
    (0xa802, 0xa802),
    (0xa80b, 0xa80b),
    (0xa823, 0xa827),
    (0xa880, 0xa881),
    (0xa8b4, 0xa8c5),
    (0xa8ff, 0xa8ff),
    (0xa926, 0xa92a),
    (0xa947, 0xa952),
    (0xa980, 0xa983),
    (0xa9b4, 0xa9bf),
    (0xa9e5, 0xa9e5),
    (0xaa29, 0xaa36),
    (0xaa43, 0xaa43),
    (0xaa4c, 0xaa4d),
    (0xaa7b, 0xaa7d),
    (0xaab0, 0xaab0),
    (0xaab2, 0xaab4),
    (0xaab7, 0xaab8),
    (0xaabe, 0xaabe),
    (0xaaeb, 0xaaef),
    (0xaaf5, 0xaaf5),
    (0xabe3, 0xabea),
    (0xfb1e, 0xfb1e),
    (0x10140, 0x10174),
    (0x10341, 0x10341),
    (0x1034a, 0x1034a),
    (0x10376, 0x1037a),
    (0x103d1, 0x103d5),
    (0x10a01, 0x10a0f),
    (0x10d24, 0x10d27),
    (0x10eab, 0x10eac),
    (0x11000, 0x11002),
    (0x11038, 0x11045),
    (0x11073, 0x11074),
    (0x11080, 0x11082),
    (0x110b0, 0x110c2),
    (0x11100, 0x11102),
    (0x11127, 0x11132),
    (0x11145, 0x11146),
    (0x11180, 0x11182),
    (0x111b3, 0x111bf),
    (0x111ce, 0x111cf),
    (0x1122c, 0x1123e),
    (0x11241, 0x11241),
    (0x112df, 0x11303),
    (0x1133e, 0x1134c),
    (0x11357, 0x11357),
    (0x11362, 0x11363),
    (0x11435, 0x11445),
    (0x114b0, 0x114c1),
    (0x115af, 0x115be),
    (0x115dc, 0x115dd),
    (0x11630, 0x11640),
    (0x116ab, 0x116b5),
    (0x1171d, 0x1172a),
    (0x1182c, 0x11838),
    (0x11930, 0x1193c),
    (0x11940, 0x11940),
    (0x11942, 0x11942),
    (0x119d1, 0x119df),
    (0x119e4, 0x119e4),
    (0x11a01, 0x11a0a),
    (0x11a35, 0x11a39),
    (0x11a3b, 0x11a3e),
    (0x11a51, 0x11a5b),
    (0x11a8a, 0x11a97),
    (0x11c2f, 0x11c3e),
    (0x11c92, 0x11cb6),
    (0x11d31, 0x11d43),
    (0x11d47, 0x11d47),
    (0x11d8a, 0x11d96),
    (0x11ef3, 0x11f01),
    (0x11f03, 0x11f03),
    (0x11f34, 0x11f40),
    (0x12400, 0x1246e),
    (0x16f4f, 0x16f4f),
    (0x16f51, 0x16f92),
    (0x16ff0, 0x16ff1),
    (0x1bc9e, 0x1bc9e),
    (0x1e000, 0x1e02a),
    (0x1e08f, 0x1e08f),
    (0x1e947, 0x1e947),
    (0x1f130, 0x1f189),
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::expect_used, clippy::panic)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn keys_are_ordered_as_upstream() {
        // Every pair of keys in a list is in order.
        for keys in [
            &["", "-", "1", "2", "10", "a", "b", "ab"][..],
            &["a1", "a2", "a10", "a-b", "aB", "ab"],
            &["x1y2", "x1y10", "x2y1", "x10y1"],
            &["b1", "b01", "b2", "b02", "b10", "b010"],
            &["v1.0", "v1.0.1", "v1.1", "v1.10", "v1.100", "v2"],
            &["1.0", "1a", "2", "10", "A", "a", "é", "日"],
            &["n100", "n101", "n110", "n200"],
        ] {
            for pair in keys.windows(2).filter(|pair| pair[1] != "ab" && pair[1] != "a-b") {
                assert_eq!(natural_cmp(pair[0], pair[1]), Ordering::Less, "{pair:?}");
                assert_eq!(natural_cmp(pair[1], pair[0]), Ordering::Greater, "{pair:?}");
            }
        }
    }

    #[test]
    fn cycles_are_reproduced_and_sorting_terminates() {
        for (a, b) in [("x12", "x1a"), ("x1a", "x2"), ("x2", "x12")] {
            assert_eq!(natural_cmp(a, b), Ordering::Less);
        }
        let mut keys: Vec<String> = (0..500).map(|n| format!("x{}{}", n % 17, ["", "a", "2", "-"][n % 4])).collect();
        let mut reversed: Vec<String> = keys.iter().rev().cloned().collect();
        sort_naturally(&mut keys, |key| key);
        sort_naturally(&mut reversed, |key| key);
        assert_eq!(keys, reversed);
    }

    #[test]
    fn letters_and_digits_match_go() {
        for letter in ['a', 'Z', 'é', '日', 'ª', 'ǅ', '\u{10400}'] {
            assert!(is_letter(letter) && !is_digit(letter), "{letter}");
        }
        for digit in ['0', '9', '٣', '９', '\u{1fbf9}'] {
            assert!(is_digit(digit) && !is_letter(digit), "{digit}");
        }
        for neither in ['_', '-', 'Ⓐ', 'Ⅳ', '\u{93e}', '½', '\u{1fbfa}', '😀'] {
            assert!(!is_letter(neither) && !is_digit(neither), "{neither}");
        }
    }

    proptest! {
        #[test]
        fn the_comparison_is_antisymmetric(a in "[a0-9٣.x_]{0,8}", b in "[a0-9٣.x_]{0,8}") {
            prop_assert_eq!(natural_cmp(&a, &b), natural_cmp(&b, &a).reverse());
            prop_assert_eq!(natural_cmp(&a, &b) == Ordering::Equal, a == b);
        }
    }
}
