//! Go's regular expression syntax, by which Prometheus and its operator check the `regex` of a relabeling rule.
//!
//! Results and messages are those of Go 1.26's package regexp/syntax with `syntax.Perl`, its limits included:
//!
//! ```text
//! pattern ─ parse ─▶ Node (limits count as it grows, factor rewrites alternations)
//!                      └── class: sets of code points ── unicode: \p{…} and case folding over tables
//! ```
//!
//! Nothing is ever matched here, so the tree holds only what the limits and the rewriting need.
//!
//! | file | upstream |
//! |---|---|
//! | `parse`, `scan` | regexp/syntax/parse.go: parsing the text |
//! | `stack` | regexp/syntax/parse.go: the stack on which the tree is built |
//! | `factor` | regexp/syntax/parse.go: `collapse`, `factor`, `mergeCharClass` |
//! | `limits` | regexp/syntax/parse.go: `checkLimits` |
//! | `class` | regexp/syntax/parse.go: classes |
//! | `unicode`, `tables` | package unicode, 15.0.0, and regexp/syntax/perl_groups.go |

mod class;
mod error;
mod factor;
mod limits;
mod node;
mod parse;
mod scan;
mod stack;
mod tables;
mod unicode;

pub use error::{Error, ErrorCode};
use node::Flags;
use parse::parse;

/// Checks whether Prometheus accepts `pattern` as the `regex` of a relabeling rule.
///
/// The pattern is checked inside the anchors that Prometheus writes around it. A message that quotes the whole expression
/// therefore shows them, and an unbalanced pattern such as `a)|(?:b` passes: prometheus model/relabel `NewRegexp`.
///
/// # Errors
/// The error of Go's `regexp.Compile`, word for word.
pub fn check(pattern: &str) -> Result<(), Error> {
    parse(&anchored(pattern), Flags::default())
}

/// The expression that Prometheus compiles for a rule's `regex`.
fn anchored(pattern: &str) -> String {
    format!("^(?s:{pattern})$")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn verdict(pattern: &str) -> String {
        check(pattern).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn accepts_what_go_accepts() {
        for pattern in [
            "",
            "(.*)",
            "a|b|",
            "a)|(?:b",
            "x{,2}{a}{1",
            "(?P<n>a)(?<n>b)",
            "(?i-s:a.)(?U)x*?",
            r"[]a-z\d-[:^alpha:]\pL\P{^Greek}]",
            r"\p{Lu}\p{ cased-LETTER }\pl\p{Any}\p{assigned}",
            r"\Qa.*\E+\07\12\x41\x{10FFFF}\x{D800}\_\-",
            "[a-]",
            "(?:a{10}){100}",
        ] {
            assert_eq!(verdict(pattern), "", "{pattern}");
        }
    }

    #[test]
    fn messages_match_go() {
        for (pattern, message) in [
            ("(", "missing closing ): `^(?s:()$`"),
            (r"\", r"missing closing ): `^(?s:\)$`"),
            ("a)", "unexpected ): `^(?s:a))$`"),
            ("[a", "missing closing ]: `[a)$`"),
            ("[z-a]", "invalid character class range: `z-a`"),
            ("[[:foo:]]", "invalid character class range: `[:foo:]`"),
            (r"\p{Nope}", r"invalid character class range: `\p{Nope}`"),
            (r"\p{Old_Italic}", r"invalid character class range: `\p{Old_Italic}`"),
            (r"\pé", r"invalid character class range: `\pé`"),
            (r"[a-\d]", r"invalid escape sequence: `\d`"),
            (r"\8\1", r"invalid escape sequence: `\8`"),
            (r"\x{110000}", r"invalid escape sequence: `\x{110000`"),
            (r"\xg0", r"invalid escape sequence: `\xg0`"),
            (r"\C", r"invalid escape sequence: `\C`"),
            ("(?P<a-b>x)", "invalid named capture: `(?P<a-b>`"),
            ("(?<a", "invalid named capture: `(?<a)$`"),
            ("(?=a)", "invalid or unsupported Perl syntax: `(?=`"),
            ("(?i--s)", "invalid or unsupported Perl syntax: `(?i--`"),
            ("a**", "invalid nested repetition operator: `**`"),
            ("a+?*?", "invalid nested repetition operator: `+?*?`"),
            ("*a", "missing argument to repetition operator: `*`"),
            ("(?i)|{2}?", "missing argument to repetition operator: `{2}?`"),
            ("a{1001}", "invalid repeat count: `{1001}`"),
            ("a{2,1}", "invalid repeat count: `{2,1}`"),
            ("(?:a{11}){100}", "invalid repeat count: `{100}`"),
        ] {
            assert_eq!(verdict(pattern), format!("error parsing regexp: {message}"), "{pattern}");
        }
    }

    #[test]
    fn quotes_an_expression_without_anchors() {
        let error = parse("a(", Flags::default()).unwrap_err();
        assert_eq!(error.to_string(), "error parsing regexp: missing closing ): `a(`");
        assert_eq!(parse("a\\", Flags::default()).unwrap_err().code, ErrorCode::TrailingBackslash);
    }

    #[test]
    fn rejects_expressions_that_are_too_large_or_too_deep() {
        let code = |pattern: &str| check(pattern).err().map(|error| error.code);
        let groups = |count| format!("{}{}", "(".repeat(count), ")".repeat(count));
        // The anchors and the group around them add one level; so does the empty expression inside.
        assert_eq!(code(&groups(998)), None);
        assert_eq!(code(&groups(999)), Some(ErrorCode::NestingDepth));
        assert_eq!(code(&"(?:a|b|cc){1000}".repeat(500)), None);
        assert_eq!(code(&"(?:a|b|cc){1000}".repeat(2000)), Some(ErrorCode::Large));
        let staircase: Vec<String> = (1..1010).map(|length| "a".repeat(length)).collect();
        assert_eq!(code(&staircase.join("|")), Some(ErrorCode::NestingDepth));
    }

    /// Takes seconds, where it once took a minute or all memory. Time and memory are measured elsewhere.
    #[test]
    fn parses_pathological_expressions_in_seconds() {
        for (beginning, piece, times, code) in [
            ("(?i)", r"\pL", 4_000, None),
            ("", r"\PL", 4_000, None),
            ("(?i)", "[A-一]", 10_000, None),
            ("", r"[^\pL]", 50_000, Some(ErrorCode::Large)),
            ("", r"\pL|\pN|", 10_000, None),
            ("", "[[:a][[:b]", 30_000, None),
            ("", "a?", 200_000, None),
            ("", ".", 400_000, None),
            ("", ".a|", 100_000, None),
            ("", "(", 400_000, Some(ErrorCode::MissingParen)),
        ] {
            let pattern = beginning.to_owned() + &piece.repeat(times);
            assert_eq!(check(&pattern).err().map(|error| error.code), code, "{piece}");
        }
        for rule in 0..2000 {
            assert_eq!(check(&format!(r"(?i)\PL\pL{rule}")), Ok(()));
        }
    }

    #[test]
    fn multiplies_nested_repeat_counts() {
        let code = |pattern: &str| check(pattern).err().map(|error| error.code);
        for pattern in
            ["(?:(a{10})*|b{5}){100}", "(?:a{1000}){0}", "(?:a{0}){1000}", "(?:a{1000}){0,}", "(a{500}b{500}){2}"]
        {
            assert_eq!(code(pattern), None, "{pattern}");
        }
        for pattern in ["(?:(a{10})*|b{5}){101}", "(?:a{1000}){0,2}", "((?:x|a{2,})?){501}", "(?:a{0}b{2}){501}"] {
            assert_eq!(code(pattern), Some(ErrorCode::InvalidRepeatSize), "{pattern}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(pattern in "([()\\[\\]{}|*+?^$\\\\.,:<>!=-]|[0-9A-Za-z]|\\PC){0,40}") {
            let _ = check(&pattern);
        }

        #[test]
        fn accepts_any_quoted_text(text in "\\PC{0,20}") {
            let quoted: String = text.chars().map(|c| if c.is_ascii_punctuation() { format!("\\{c}") } else { c.into() }).collect();
            prop_assert_eq!(check(&quoted), Ok(()));
        }
    }
}
