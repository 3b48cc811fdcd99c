//! Scanning tags and directives.

use std::borrow::Cow;

use super::Result;
use super::cursor::Mark;
use super::scanner::{Scanner, Token, TokenKind};

impl<'a> Scanner<'a> {
    /// Scans a tag: `!`, `!suffix`, `!handle!suffix` or `!<uri>`.
    pub(super) fn scan_tag(&mut self) -> Result<Token<'a>> {
        let start = self.cursor.mark;
        let (handle, suffix);
        if self.cursor.byte(1) == b'<' {
            self.cursor.skip_ascii(2);
            (handle, suffix) = ("", self.scan_uri("", start)?);
            if self.cursor.byte(0) != b'>' {
                return self.error(start, "did not find the expected '>'");
            }
            self.cursor.skip_ascii(1);
        } else {
            let word = self.scan_handle();
            if word.len() > 1 && word.ends_with('!') {
                (handle, suffix) = (word, self.scan_uri("", start)?);
            } else {
                let rest = self.scan_uri(word, start)?;
                (handle, suffix) = if rest.is_empty() { ("", Cow::Borrowed("!")) } else { ("!", rest) };
            }
        }
        if !self.cursor.is_gap(0) {
            return self.error(start, "did not find expected whitespace or line break");
        }
        Ok(Token { kind: TokenKind::Tag, text: Cow::Borrowed(handle), suffix, start, end: self.cursor.mark })
    }

    /// Scans `!`, a word, and another `!` if present. The caller has checked for the first `!`.
    fn scan_handle(&mut self) -> &'a str {
        let start = self.cursor.mark.at;
        self.cursor.skip_ascii(1);
        self.cursor.take_word();
        if self.cursor.byte(0) == b'!' {
            self.cursor.skip_ascii(1);
        }
        self.cursor.slice(start..self.cursor.mark.at)
    }

    /// Scans the characters of a URI after those that were read as a handle.
    fn scan_uri(&mut self, head: &str, context: Mark) -> Result<Cow<'a, str>> {
        let start = self.cursor.mark.at - head.len().saturating_sub(1);
        let mut decoded: Option<Vec<u8>> = None;
        loop {
            match self.cursor.byte(0) {
                b'%' => {
                    let before = self.cursor.slice(start..self.cursor.mark.at);
                    let mut bytes = decoded.take().unwrap_or_else(|| before.as_bytes().to_vec());
                    self.scan_escapes(&mut bytes, context)?;
                    decoded = Some(bytes);
                }
                byte if byte.is_ascii_alphanumeric() || b"_-;/?:@&=+$,.!~*'()[]".contains(&byte) => {
                    if let Some(bytes) = &mut decoded {
                        bytes.push(byte);
                    }
                    self.cursor.skip_ascii(1);
                }
                _ => break,
            }
        }
        let uri = match decoded {
            Some(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
            None => Cow::Borrowed(self.cursor.slice(start..self.cursor.mark.at)),
        };
        if head.is_empty() && uri.is_empty() {
            return self.error(context, "did not find expected tag URI");
        }
        Ok(uri)
    }

    /// Scans the escaped octets of one character.
    fn scan_escapes(&mut self, bytes: &mut Vec<u8>, context: Mark) -> Result<()> {
        let mut width = 0;
        loop {
            let digit = |distance| char::from(self.cursor.byte(distance)).to_digit(16);
            let (b'%', Some(high), Some(low)) = (self.cursor.byte(0), digit(1), digit(2)) else {
                return self.error(context, "did not find URI escaped octet");
            };
            let octet = (high << 4 | low) as u8;
            if width == 0 {
                width = match octet {
                    ..0x80 => 1,
                    0xc0..0xe0 => 2,
                    0xe0..0xf0 => 3,
                    0xf0..0xf8 => 4,
                    _ => return self.error(context, "found an incorrect leading UTF-8 octet"),
                };
            } else if !(0x80..0xc0).contains(&octet) {
                return self.error(context, "found an incorrect trailing UTF-8 octet");
            }
            bytes.push(octet);
            self.cursor.skip_ascii(3);
            width -= 1;
            if width == 0 {
                return Ok(());
            }
        }
    }

    /// Scans a `%YAML` or `%TAG` line.
    pub(super) fn scan_directive(&mut self) -> Result<Token<'a>> {
        let start = self.cursor.mark;
        self.cursor.skip_ascii(1);
        let name = self.cursor.take_word();
        if name.is_empty() {
            return self.error(start, "could not find expected directive name");
        }
        if !self.cursor.is_gap(0) {
            return self.error(start, "found unexpected non-alphabetical character");
        }
        let (kind, text, suffix) = match name {
            "YAML" => (self.scan_version(start)?, "", Cow::Borrowed("")),
            "TAG" => {
                let (handle, prefix) = self.scan_tag_directive(start)?;
                (TokenKind::TagDirective, handle, prefix)
            }
            _ => return self.error(start, "found unknown directive name"),
        };
        let token = Token { kind, text: Cow::Borrowed(text), suffix, start, end: self.cursor.mark };
        self.cursor.skip_blanks();
        self.cursor.skip_comment();
        if !self.cursor.is_line_end(0) {
            return self.error(start, "did not find expected comment or line break");
        }
        self.cursor.skip_break();
        Ok(token)
    }

    fn scan_version(&mut self, context: Mark) -> Result<TokenKind> {
        self.cursor.skip_blanks();
        let major = self.scan_version_number(context)?;
        if self.cursor.byte(0) != b'.' {
            return self.error(context, "did not find expected digit or '.' character");
        }
        self.cursor.skip_ascii(1);
        let minor = self.scan_version_number(context)?;
        Ok(TokenKind::VersionDirective((major, minor) == (1, 1)))
    }

    fn scan_version_number(&mut self, context: Mark) -> Result<u32> {
        let (mut number, mut length) = (0, 0);
        while let Some(digit) = char::from(self.cursor.byte(0)).to_digit(10) {
            length += 1;
            if length > 2 {
                return self.error(context, "found extremely long version number");
            }
            number = number * 10 + digit;
            self.cursor.skip_ascii(1);
        }
        if length == 0 {
            return self.error(context, "did not find expected version number");
        }
        Ok(number)
    }

    fn scan_tag_directive(&mut self, context: Mark) -> Result<(&'a str, Cow<'a, str>)> {
        self.cursor.skip_blanks();
        if self.cursor.byte(0) != b'!' {
            return self.error(context, "did not find expected '!'");
        }
        let handle = self.scan_handle();
        if !handle.ends_with('!') {
            return self.error(context, "did not find expected '!'");
        }
        if !self.cursor.is_blank() {
            return self.error(context, "did not find expected whitespace");
        }
        self.cursor.skip_blanks();
        let prefix = self.scan_uri("", context)?;
        if !self.cursor.is_gap(0) {
            return self.error(context, "did not find expected whitespace or line break");
        }
        Ok((handle, prefix))
    }
}
