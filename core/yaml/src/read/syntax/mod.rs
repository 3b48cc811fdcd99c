//! YAML syntax of go-yaml v2. It is that of libyaml with some differences: `?` ends a plain scalar in brackets, tags accept
//! commas and brackets, `\/` is not an escape, and only version 1.1 is supported.
//!
//! ```text
//! text ─ cursor ─▶ characters ─ scanner, scalars, properties ─▶ tokens ─ parser ─▶ events
//! ```

mod cursor;
mod parser;
mod properties;
mod scalars;
mod scanner;

pub(super) use cursor::{LastLine, Mark};
pub(super) use parser::{Content, Event, Parser, Properties};
pub(super) use scanner::Style;

/// A syntax error and its position.
#[derive(Clone, Copy, Debug)]
pub(super) struct SyntaxError {
    pub(super) problem: &'static str,
    pub(super) mark: Mark,
    /// The start of the construct that could not be completed.
    pub(super) context: Option<Mark>,
    /// Whether the error is from the scanner, not the parser. go-yaml counts their lines differently.
    pub(super) is_lexical: bool,
}

type Result<T, E = SyntaxError> = std::result::Result<T, E>;

#[cfg(test)]
mod tests {
    use super::*;

    /// The events of a text, or the error: `{`, `[` and their ends, and scalars in quotes unless they are plain.
    fn events(text: &str) -> String {
        let mut parser = Parser::new(text, LastLine::AsWritten);
        let (mut events, mut open) = (Vec::new(), Vec::new());
        loop {
            let event = match parser.next() {
                Ok(event) => event,
                Err(error) => {
                    events.push(format!("! {}:{} {}", error.mark.line, error.mark.column, error.problem));
                    return events.join(" ");
                }
            };
            events.push(match event.content {
                Content::DocumentStart => continue,
                Content::End => return events.join(" "),
                Content::Alias(name) => format!("*{name}"),
                Content::Scalar { properties, text, plain: true, .. } => format!("{}{text}", prefix(&properties)),
                Content::Scalar { properties, text, .. } => format!("{}{text:?}", prefix(&properties)),
                Content::Start { properties, is_mapping, .. } => {
                    open.push(if is_mapping { "}" } else { "]" });
                    format!("{}{}", prefix(&properties), if is_mapping { '{' } else { '[' })
                }
                Content::CollectionEnd => open.pop().unwrap_or_default().to_owned(),
            });
        }
    }

    fn prefix(properties: &Properties<'_>) -> String {
        let anchor = properties.anchor.as_ref().map(|anchor| format!("&{anchor} "));
        let tag = properties.tag.as_ref().map(|tag| format!("<{tag}> "));
        anchor.into_iter().chain(tag).collect()
    }

    #[test]
    fn collections() {
        for (text, expected) in [
            ("", ""),
            ("a: 1\nb:\n- c\n-\n- - d\n", "{ a 1 b [ c  [ d ] ] }"),
            ("? a\n? [b]\n: c\n", "{ a  [ b ] c }"),
            ("[a, b: c, ? d : e, {f, g: }, ]", "[ a { b c } { d e } { f  g  } ]"),
            ("&a !!map\nx: &b\ny: *b", "&a <tag:yaml.org,2002:map> { x &b  y *b }"),
            ("%TAG !e! tag:e,\n--- !e!x [!<y> , ! z]", "<tag:e,x> [ <y> \"\" <!> z ]"),
            ("a:\n b: 1\n  c: 2", "{ a { b 1 c ! 2:3 mapping values are not allowed in this context"),
            ("a:\n - b\n c", "{ a [ b ! 3:0 could not find expected ':'"),
            ("a\n...\n[", "a"),
        ] {
            assert_eq!(events(text), expected, "{text:?}");
        }
    }

    #[test]
    fn scalars() {
        for (text, expected) in [
            ("a b\n\n c\n d # e", "a b\nc d"),
            ("a:b #c:d\\", "a:b"),
            ("'a''b\n c'", r#""a'b c""#),
            (
                r#""\x41\u00e9\U0001F600\_\
   x  y
   z""#,
                "\"Aé😀\\u{a0}x  y z\"",
            ),
            ("|\n  a\n   b\n\n", r#""a\n b\n""#),
            (">-2\n   a\n  b\n  c\n\n  d\n\n", r#"" a\nb c\nd""#),
            ("|+\n a\n\n\n", r#""a\n\n\n""#),
            ("|\n a", r#""a""#),
            ("\u{2028}a\u{2028} b", "a\u{2028}b"),
            ("|0\n", "! 0:1 found an indentation indicator equal to 0"),
            ("\"\\", "! 0:1 found unknown escape character"),
            ("'a\n---\n", "! 1:0 found unexpected document indicator"),
            ("a:\n b\n\tc", "{ a ! 2:0 found a tab character that violates indentation"),
            ("@a", "! 0:0 found character that cannot start any token"),
        ] {
            assert_eq!(events(text), expected, "{text:?}");
        }
    }

    #[test]
    fn differences_from_libyaml() {
        for (text, expected) in [
            ("[http://x?y]", "[ http://x ! 0:9 did not find expected ',' or ']'"),
            ("[a:, b]", "[ a: b ]"),
            ("{a:}", "{ a:  }"),
            ("[!a,b c]", "[ <!a,b> \"c\" ]"),
            (r#""\/""#, "! 0:1 found unknown escape character"),
            (r#""\'""#, r#""'""#),
            ("%YAML 1.2\n---\n", "! 0:0 found incompatible YAML document"),
            ("!%C3%A9 x", "<!é> \"x\""),
            ("\u{feff}a: \u{feff}", "{ \u{feff}a \u{feff} }"),
        ] {
            assert_eq!(events(text), expected, "{text:?}");
        }
    }

    #[test]
    fn simple_keys_are_short() {
        let key = "é".repeat(1024);
        assert_eq!(events(&format!("{key}: 1")), format!("{{ {key} 1 }}"));
        assert_eq!(events(&format!("{{{key}é: 1}}")), format!("{{ {key}é  ! 0:1026 did not find expected ',' or '}}'"));
    }
}
