//! Label and metric names: which ones Prometheus accepts, before version 3 and since.
//!
//! Ported from github.com/prometheus/common v0.70, `ValidationScheme` of `model`, and from `model/relabel` of Prometheus.

/// Whether a label or metric may have this name from version 3 on: any name that is not empty. Invalid UTF-8 cannot occur here.
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

/// Whether a relabeling rule before version 3 may have this template of a label name (`relabelTargetLegacy`):
/// `^(?:(?:[a-zA-Z_]|\$(?:\{\w+\}|\w+))+\w*)+$`.
///
/// That is word characters, not starting with a digit, and references: `$` followed by a word, with or without braces.
pub fn is_valid_legacy_template(template: &str) -> bool {
    let mut rest = template.as_bytes();
    if !rest.first().is_some_and(|&first| first == b'$' || is_word(first) && !first.is_ascii_digit()) {
        return false;
    }
    while let [first, after @ ..] = rest {
        rest = match (first, after) {
            (b'$', [b'{', inner @ ..]) => {
                let length = inner.iter().take_while(|&&byte| is_word(byte)).count();
                match inner.split_at_checked(length) {
                    Some(([_, ..], [b'}', after @ ..])) => after,
                    _ => return false,
                }
            }
            (b'$', [next, after @ ..]) if is_word(*next) => after,
            (byte, after) if is_word(*byte) => after,
            _ => return false,
        };
    }
    true
}

/// Makes a text a valid legacy label name: other characters become `_` (`sanitizeLabelName` of the operator).
///
/// A leading digit stays.
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
    fn templates_contain_references() {
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
