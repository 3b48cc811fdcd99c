//! From text to tree: regexp/syntax `Parse`.

use super::class::{self, CharClass};
use super::error::{Error, ErrorCode};
use super::node::{Flags, Kind, Node};
use super::scan::{between, class_rune, counts, escape, next_rune};
use super::stack::{MAX_REPEAT, Operator, Parser};
use super::unicode;

/// Reads an expression in the syntax that Go's package regexp takes (`syntax.Perl`), with these flags on from the start.
///
/// The tree is the one Go builds, common beginnings of alternatives factored out.
///
/// # Errors
/// What `syntax.Parse` says, word for word.
pub fn parse(pattern: &str, flags: Flags) -> Result<Node, Error> {
    Parser::new(pattern, flags).parse()
}

impl<'p> Parser<'p> {
    fn parse(mut self) -> Result<Node, Error> {
        let mut text = self.whole;
        // Where the repetition began that ends right before `text`, if one does.
        let mut last_repeat = None;
        while let Some(&byte) = text.as_bytes().first() {
            let start = text;
            let mut repeat = None;
            let after = text.get(1..).unwrap_or_default();
            text = match byte {
                b'(' if after.starts_with('?') => self.perl_group(text)?,
                b'(' => {
                    let capture = self.capture(None);
                    self.open(Some(capture))?;
                    after
                }
                b'|' => {
                    self.bar()?;
                    after
                }
                b')' => {
                    self.close()?;
                    after
                }
                b'^' => {
                    let multi_line = self.flags.contains(Flags::MULTI_LINE);
                    self.push_kind(if multi_line { Kind::BeginLine } else { Kind::BeginText })?;
                    after
                }
                b'$' => {
                    if self.flags.contains(Flags::MULTI_LINE) {
                        self.push_kind(Kind::EndLine)?;
                    } else {
                        let node = self.limits.node(Kind::EndText, self.flags.with(Flags::WAS_DOLLAR, true));
                        self.push(node)?;
                    }
                    after
                }
                b'.' => {
                    let any = self.flags.contains(Flags::DOT_MATCHES_NEWLINE);
                    self.push_kind(if any { Kind::Any } else { Kind::AnyButNewline })?;
                    after
                }
                b'[' => self.bracket(text)?,
                b'*' | b'+' | b'?' => {
                    let operator = match byte {
                        b'*' => Operator::Star,
                        b'+' => Operator::Plus,
                        _ => Operator::Question,
                    };
                    repeat = Some(start);
                    self.repeat(operator, start, after, last_repeat)?
                }
                b'{' => {
                    if let Some((min, max, after)) = counts(text) {
                        if min > MAX_REPEAT || max.is_some_and(|max| max > MAX_REPEAT || min > max) {
                            return Err(Error::new(ErrorCode::InvalidRepeatSize, between(start, after)));
                        }
                        repeat = Some(start);
                        self.repeat(Operator::Repeat { min, max }, start, after, last_repeat)?
                    } else {
                        self.literal('{'.into())?;
                        after
                    }
                }
                b'\\' => self.backslash(text)?,
                _ => {
                    let (rune, after) = next_rune(text);
                    self.literal(rune)?;
                    after
                }
            };
            last_repeat = repeat;
        }
        self.finish()
    }

    /// Reads `(?…`: flags, a group with flags, or a capture with a name. Gives the text behind it.
    fn perl_group(&mut self, text: &'p str) -> Result<&'p str, Error> {
        let begins = |prefix| text.strip_prefix(prefix).filter(|rest: &&str| !rest.is_empty());
        if let Some(named) = begins("(?P<").or_else(|| begins("(?<")) {
            let Some((name, after)) = named.split_once('>') else {
                return Err(Error::new(ErrorCode::InvalidNamedCapture, text));
            };
            if name.is_empty() || !name.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric()) {
                return Err(Error::new(ErrorCode::InvalidNamedCapture, between(text, after)));
            }
            let capture = self.capture(Some(name));
            self.open(Some(capture))?;
            return Ok(after);
        }

        let mut rest = text.get(2..).unwrap_or_default();
        let mut flags = self.flags;
        let mut negative = false;
        let mut saw_flag = false;
        while !rest.is_empty() {
            let (rune, after) = next_rune(rest);
            rest = after;
            let flag = match char::from_u32(rune) {
                Some('i') => Flags::FOLD_CASE,
                Some('m') => Flags::MULTI_LINE,
                Some('s') => Flags::DOT_MATCHES_NEWLINE,
                Some('U') => Flags::NON_GREEDY,
                Some('-') if !negative => {
                    negative = true;
                    saw_flag = false;
                    continue;
                }
                Some(end @ (':' | ')')) if !negative || saw_flag => {
                    if end == ':' {
                        self.open(None)?;
                    }
                    self.flags = flags;
                    return Ok(rest);
                }
                _ => break,
            };
            flags = flags.with(flag, !negative);
            saw_flag = true;
        }
        Err(Error::new(ErrorCode::InvalidPerlOp, between(text, rest)))
    }

    /// Reads what begins with a backslash outside of brackets. Gives the text behind it.
    fn backslash(&mut self, text: &'p str) -> Result<&'p str, Error> {
        let after = text.get(2..);
        match (text.as_bytes().get(1), after) {
            (Some(b'A'), Some(after)) => return self.push_kind(Kind::BeginText).map(|()| after),
            (Some(b'b'), Some(after)) => return self.push_kind(Kind::WordBoundary).map(|()| after),
            (Some(b'B'), Some(after)) => return self.push_kind(Kind::NotWordBoundary).map(|()| after),
            (Some(b'z'), Some(after)) => return self.push_kind(Kind::EndText).map(|()| after),
            (Some(b'C'), Some(after)) => return Err(Error::new(ErrorCode::InvalidEscape, between(text, after))),
            (Some(b'Q'), Some(after)) => {
                let (literal, after) = after.split_once("\\E").unwrap_or((after, ""));
                for c in literal.chars() {
                    self.literal(c.into())?;
                }
                return Ok(after);
            }
            _ => {}
        }
        let mut node = self.limits.node(Kind::Empty, self.flags);
        let mut class = CharClass::default();
        if let Some(after) = self.named_class(text, &mut class)? {
            node.kind = Kind::Class(class);
            self.push(node)?;
            return Ok(after);
        }
        self.limits.reuse(&node);
        let (rune, after) = escape(text)?;
        self.literal(rune)?;
        Ok(after)
    }

    /// Reads a class in brackets. Gives the text behind it.
    fn bracket(&mut self, text: &'p str) -> Result<&'p str, Error> {
        let mut node = self.limits.node(Kind::Empty, self.flags);
        let mut rest = text.strip_prefix('[').unwrap_or(text);
        let negated = rest.strip_prefix('^');
        rest = negated.unwrap_or(rest);
        let mut class = CharClass::default();
        let mut first = true;
        loop {
            if let Some(after) = rest.strip_prefix(']').filter(|_| !first) {
                rest = after;
                break;
            }
            first = false;
            if let Some(after) = self.posix_class(rest, &mut class)? {
                rest = after;
                continue;
            }
            if let Some(after) = self.named_class(rest, &mut class)? {
                rest = after;
                continue;
            }
            let start = rest;
            let (low, after) = class_rune(rest, text)?;
            rest = after;
            let mut high = low;
            if let Some(end) = rest.strip_prefix('-').filter(|end| !end.is_empty() && !end.starts_with(']')) {
                (high, rest) = class_rune(end, text)?;
                if high < low {
                    return Err(Error::new(ErrorCode::InvalidCharRange, between(start, rest)));
                }
            }
            if self.flags.contains(Flags::FOLD_CASE) {
                class.push_folded(low, high);
            } else {
                class.push(low, high);
            }
        }
        class.clean();
        node.kind = Kind::Class(if negated.is_some() { class.negated() } else { class });
        self.push(node)?;
        Ok(rest)
    }

    /// Adds a class written `[:alpha:]` and gives the text behind it, if there is one.
    fn posix_class(&self, text: &'p str, class: &mut CharClass) -> Result<Option<&'p str>, Error> {
        let Some((name, after)) = text.strip_prefix("[:").and_then(|rest| rest.split_once(":]")) else {
            return Ok(None);
        };
        let Some((named, negated)) = class::posix(name) else {
            return Err(Error::new(ErrorCode::InvalidCharRange, between(text, after)));
        };
        self.add_class(class, named, negated);
        Ok(Some(after))
    }

    /// Adds a class written `\d`, `\pL` or `\p{Greek}` and gives the text behind it, if there is one.
    fn named_class(&self, text: &'p str, class: &mut CharClass) -> Result<Option<&'p str>, Error> {
        let [b'\\', letter, ..] = text.as_bytes() else { return Ok(None) };
        if !matches!(letter, b'p' | b'P') {
            let Some((named, negated)) = class::perl(*letter) else { return Ok(None) };
            self.add_class(class, named, negated);
            return Ok(text.get(2..));
        }
        let rest = text.get(2..).unwrap_or_default();
        let (name, after) = if let Some(braced) = rest.strip_prefix('{') {
            braced.split_once('}').ok_or_else(|| Error::new(ErrorCode::InvalidCharRange, text))?
        } else {
            let (_, after) = next_rune(rest);
            (between(rest, after), after)
        };
        let positive = name.strip_prefix('^');
        let Some(named) = unicode::class(positive.unwrap_or(name), self.flags.contains(Flags::FOLD_CASE)) else {
            return Err(Error::new(ErrorCode::InvalidCharRange, between(text, after)));
        };
        class.extend_class(&named, (*letter == b'P') != positive.is_some());
        Ok(Some(after))
    }

    /// Adds a class of ASCII, with what differs from it only in case if that does not matter.
    fn add_class(&self, class: &mut CharClass, named: CharClass, negated: bool) {
        let named = if self.flags.contains(Flags::FOLD_CASE) { named.folded() } else { named };
        class.extend_class(&named, negated);
    }
}
