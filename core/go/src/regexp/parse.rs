//! From text to tree: regexp/syntax `Parse`.

use std::sync::Arc;

use super::class::Ranges;
use super::error::{Error, ErrorCode};
use super::node::{Flags, Kind};
use super::scan::{between, class_rune, counts, escape, next_rune};
use super::stack::{MAX_REPEAT, Operator, Parser};
use super::unicode::{self, Named, NamedClass};

/// Parses an expression in the syntax of Go's package regexp (`syntax.Perl`), with these flags set at the start.
///
/// Builds the tree that Go builds, with common prefixes of alternatives factored out, but without the parts that do not affect
/// the result.
///
/// # Errors
/// The error of `syntax.Parse`, word for word.
pub(super) fn parse(pattern: &str, flags: Flags) -> Result<(), Error> {
    Parser::new(pattern, flags).parse()
}

impl<'p> Parser<'p> {
    fn parse(mut self) -> Result<(), Error> {
        let mut text = self.whole;
        // The start of the repetition that ends right before `text`, if there is one.
        let mut last_repeat = None;
        while let Some(&byte) = text.as_bytes().first() {
            let start = text;
            let mut repeat = None;
            let after = text.get(1..).unwrap_or_default();
            text = match byte {
                b'(' if after.starts_with('?') => self.perl_group(text)?,
                b'(' => {
                    self.open(true)?;
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
                b'^' | b'$' => {
                    self.push_kind(Kind::Assertion)?;
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

    /// Parses `(?…`: flags, a group with flags, or a named capture. Returns the text after it.
    fn perl_group(&mut self, text: &'p str) -> Result<&'p str, Error> {
        let begins = |prefix| text.strip_prefix(prefix).filter(|rest: &&str| !rest.is_empty());
        if let Some(named) = begins("(?P<").or_else(|| begins("(?<")) {
            let Some((name, after)) = named.split_once('>') else {
                return Err(Error::new(ErrorCode::InvalidNamedCapture, text));
            };
            if name.is_empty() || !name.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric()) {
                return Err(Error::new(ErrorCode::InvalidNamedCapture, between(text, after)));
            }
            self.open(true)?;
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
                        self.open(false)?;
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

    /// Parses an escape outside of brackets. Returns the text after it.
    fn backslash(&mut self, text: &'p str) -> Result<&'p str, Error> {
        let after = text.get(2..);
        match (text.as_bytes().get(1), after) {
            (Some(b'A' | b'b' | b'B' | b'z'), Some(after)) => {
                return self.push_kind(Kind::Assertion).map(|()| after);
            }
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
        if let Some((named, after)) = self.named_class(text)? {
            node.kind = Kind::Class(Arc::clone(&named.class));
            self.push(node)?;
            return Ok(after);
        }
        self.limits.reuse(&node);
        let (rune, after) = escape(text)?;
        self.literal(rune)?;
        Ok(after)
    }

    /// Parses a class in brackets. Returns the text after it.
    fn bracket(&mut self, text: &'p str) -> Result<&'p str, Error> {
        let mut node = self.limits.node(Kind::Empty, self.flags);
        let fold_case = self.flags.contains(Flags::FOLD_CASE);
        let last = self.last_bracket.as_ref().filter(|(_, folded, _)| *folded == fold_case);
        let again = last.and_then(|(last, _, class)| Some((Arc::clone(class), text.strip_prefix(last)?)));
        let (class, rest) = if let Some(again) = again {
            again
        } else {
            let (ranges, rest) = self.ranges(text)?;
            let class = Arc::new(ranges.finish());
            self.last_bracket = Some((between(text, rest), fold_case, Arc::clone(&class)));
            (class, rest)
        };
        node.kind = Kind::Class(class);
        self.push(node)?;
        Ok(rest)
    }

    /// Parses the content of a class in brackets. Also returns the text after it.
    fn ranges(&mut self, text: &'p str) -> Result<(Ranges, &'p str), Error> {
        let mut rest = text.strip_prefix('[').unwrap_or(text);
        let negated = rest.strip_prefix('^');
        rest = negated.unwrap_or(rest);
        let mut ranges = Ranges::default();
        let mut first = true;
        loop {
            if let Some(after) = rest.strip_prefix(']').filter(|_| !first) {
                rest = after;
                break;
            }
            first = false;
            let named = match self.posix_class(rest)? {
                Some(posix) => Some(posix),
                None => self.named_class(rest)?,
            };
            if let Some((named, after)) = named {
                ranges.extend(named.ranges.len(), named.ranges.iter().copied());
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
                ranges.push_folded(low, high);
            } else {
                ranges.push(low, high);
            }
        }
        if negated.is_some() {
            ranges.negate();
        }
        Ok((ranges, rest))
    }

    /// Parses a class written `[:alpha:]`, if there is one, and returns it with the text after it.
    fn posix_class(&mut self, text: &'p str) -> Result<Option<(&'static NamedClass, &'p str)>, Error> {
        let Some(rest) = text.strip_prefix("[:").filter(|_| !self.no_posix_end) else { return Ok(None) };
        let Some((name, after)) = rest.split_once(":]") else {
            self.no_posix_end = true;
            return Ok(None);
        };
        let class = unicode::posix(name).and_then(|(named, negated)| self.class(named, negated));
        let unknown = || Error::new(ErrorCode::InvalidCharRange, between(text, after));
        class.map(|class| Some((class, after))).ok_or_else(unknown)
    }

    /// Parses a class written `\d`, `\pL` or `\p{Greek}`, if there is one, and returns it with the text after it.
    fn named_class(&self, text: &'p str) -> Result<Option<(&'static NamedClass, &'p str)>, Error> {
        let [b'\\', letter, ..] = text.as_bytes() else { return Ok(None) };
        let rest = text.get(2..).unwrap_or_default();
        if !matches!(letter, b'p' | b'P') {
            let class = unicode::perl(*letter).and_then(|(named, negated)| self.class(named, negated));
            return Ok(class.map(|class| (class, rest)));
        }
        let (name, after) = if let Some(braced) = rest.strip_prefix('{') {
            braced.split_once('}').ok_or_else(|| Error::new(ErrorCode::InvalidCharRange, text))?
        } else {
            let (_, after) = next_rune(rest);
            (between(rest, after), after)
        };
        let positive = name.strip_prefix('^');
        let named = unicode::named(positive.unwrap_or(name));
        let class = named.and_then(|named| self.class(named, (*letter == b'P') != positive.is_some()));
        let unknown = || Error::new(ErrorCode::InvalidCharRange, between(text, after));
        class.map(|class| Some((class, after))).ok_or_else(unknown)
    }

    fn class(&self, named: Named, negated: bool) -> Option<&'static NamedClass> {
        named.class(self.flags.contains(Flags::FOLD_CASE), negated)
    }
}
