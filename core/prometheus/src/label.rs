//! The names of labels and metrics: what Prometheus takes for one, before version 3 and since.
//!
//! Ported from github.com/prometheus/common v0.70, `ValidationScheme` of `model`, and from `model/relabel` of Prometheus.

/// Whether a label or a metric may have this name from version 3 on: anything but nothing, since what is not UTF-8 cannot get
/// here.
pub fn is_valid_utf8(name: &str) -> bool {
    !name.is_empty()
}

/// Whether a label may have this name before version 3: `^[a-zA-Z_][a-zA-Z0-9_]*$`.
pub fn is_valid_legacy(name: &str) -> bool {
    is_name(name, |first| is_word(first) && !first.is_ascii_digit(), is_word)
}

/// Whether a metric may have this name before version 3: `^[a-zA-Z_:][a-zA-Z0-9_:]*$`.
pub fn is_valid_legacy_metric(name: &str) -> bool {
    is_name(
        name,
        |first| is_word(first) && !first.is_ascii_digit() || first == b':',
        |byte| is_word(byte) || byte == b':',
    )
}

/// Whether a relabelling rule may make label names of this template before version 3, `relabelTargetLegacy`:
/// `^(?:(?:[a-zA-Z_]|\$(?:\{\w+\}|\w+))+\w*)+$`.
///
/// That is a text of word characters, of which a digit is not the first, and of references: `$` with a word behind it, plain
/// or in braces.
pub fn is_valid_legacy_template(template: &str) -> bool {
    let mut rest = template.as_bytes();
    if !rest.first().is_some_and(|&first| first == b'$' || is_word(first) && !first.is_ascii_digit()) {
        return false;
    }
    while let [first, behind @ ..] = rest {
        rest = match (first, behind) {
            (b'$', [b'{', inner @ ..]) => {
                let length = inner.iter().take_while(|&&byte| is_word(byte)).count();
                match inner.split_at_checked(length) {
                    Some(([_, ..], [b'}', behind @ ..])) => behind,
                    _ => return false,
                }
            }
            (b'$', [next, behind @ ..]) if is_word(*next) => behind,
            (byte, behind) if is_word(*byte) => behind,
            _ => return false,
        };
    }
    true
}

/// A label name of any text: what the legacy scheme does not know becomes `_` (`sanitizeLabelName` of the operator).
///
/// A digit stays even where it comes first.
pub fn sanitize(text: &str) -> String {
    text.chars().map(|character| if character.is_ascii_alphanumeric() { character } else { '_' }).collect()
}

/// Whether a byte matches `\w`.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn is_name(name: &str, first: impl Fn(u8) -> bool, inner: impl Fn(u8) -> bool) -> bool {
    match name.as_bytes() {
        [start, rest @ ..] => first(*start) && rest.iter().all(|&byte| inner(byte)),
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_metrics_differ_in_colons() {
        for (name, label, metric) in [
            ("", false, false),
            ("a", true, true),
            ("_A9", true, true),
            ("9a", false, false),
            ("a:b", false, true),
            (":", false, true),
            ("a-b", false, false),
            ("a.b", false, false),
            ("é", false, false),
        ] {
            assert_eq!(is_valid_legacy(name), label, "{name}");
            assert_eq!(is_valid_legacy_metric(name), metric, "{name}");
            assert_eq!(is_valid_utf8(name), !name.is_empty(), "{name}");
        }
    }

    #[test]
    fn names_are_sanitized() {
        assert_eq!(sanitize("app.kubernetes.io/é-1_"), "app_kubernetes_io___1_");
    }

    #[test]
    fn templates_hold_references() {
        for good in ["a", "_", "a1", "$1", "${1}", "a$1", "$1a", "${a}_${b}", "$a1", "a9$b9", "$1$2", "$_"] {
            assert!(is_valid_legacy_template(good), "{good}");
        }
        for bad in
            ["", "1", "$", "$$", "a$", "${}", "${a", "$}", "a-b", "${a-b}", "$1.", "$é", "a b", "}", "${a}}", "a\n"]
        {
            assert!(!is_valid_legacy_template(bad), "{bad}");
        }
    }
}
