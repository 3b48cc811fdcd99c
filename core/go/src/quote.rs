//! Double-quoted text as Go's `%q` writes it: the operator, Prometheus and Kubernetes quote with it in their messages.

use std::fmt::{self, Display, Formatter, Write};

/// Displays a text in double quotes with Go's escapes (`strconv.Quote`).
///
/// Printable characters are those of the Rust standard library's Unicode version, which is newer than Go's: characters added to
/// Unicode after 15.0 are written as they are where Go escapes them.
#[derive(Clone, Copy, Debug)]
pub struct Quoted<'a>(pub &'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for character in self.0.chars() {
            match character {
                '"' => f.write_str("\\\""),
                '\\' => f.write_str("\\\\"),
                '\x07' => f.write_str("\\a"),
                '\x08' => f.write_str("\\b"),
                '\x0c' => f.write_str("\\f"),
                '\n' => f.write_str("\\n"),
                '\r' => f.write_str("\\r"),
                '\t' => f.write_str("\\t"),
                '\x0b' => f.write_str("\\v"),
                '\0'..='\x1f' | '\x7f' => write!(f, "\\x{:02x}", u32::from(character)),
                ' '..='~' => f.write_char(character),
                _ if is_printable(character) => f.write_char(character),
                '\u{80}'..='\u{ffff}' => write!(f, "\\u{:04x}", u32::from(character)),
                _ => write!(f, "\\U{:08x}", u32::from(character)),
            }?;
        }
        f.write_char('"')
    }
}

/// Whether a character is a letter, mark, number, punctuation or symbol (`strconv.IsPrint`).
///
/// The Rust standard library has the same table for its own escapes, but exposes it only for a whole text, where it also
/// escapes a mark at the start.
fn is_printable(character: char) -> bool {
    let mut text = String::from(' ');
    text.push(character);
    text.escape_debug().count() == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_match_go() {
        for (text, quoted) in [
            ("", r#""""#),
            ("a'b `c` $", r#""a'b `c` $""#),
            ("\"\\", r#""\"\\""#),
            ("\0\x07\x08\t\n\x0b\x0c\r\x1b\x7f", r#""\x00\a\b\t\n\v\f\r\x1b\x7f""#),
            ("é日本😀", r#""é日本😀""#),
            ("\u{301}e\u{301}", "\"\u{301}e\u{301}\""),
            (
                "\u{85}\u{a0}\u{ad}\u{200c}\u{2028}\u{feff}\u{fffd}",
                "\"\\u0085\\u00a0\\u00ad\\u200c\\u2028\\ufeff\u{fffd}\"",
            ),
            ("\u{e000}\u{10ffff}\u{e0020}", r#""\ue000\U0010ffff\U000e0020""#),
        ] {
            assert_eq!(Quoted(text).to_string(), quoted);
        }
    }
}
