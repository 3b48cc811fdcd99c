//! Selectors in one line of text, as in the Kubernetes service discovery: `app in (a,b),!zone` and `status.phase=Running`.
//!
//! Ported from k8s.io/apimachinery v0.36, `Parse` of `pkg/labels` and `ParseSelector` of `pkg/fields`.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::{self, Display, Formatter};
use std::iter::Peekable;

use promwright_go::sort::sort_by_text;

use crate::label_selector::{Operator, Selector, Term, aggregate, invalid};
use crate::metadata;

/// Why a text is not a selector: upstream's message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(String);

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl Error {
    fn unexpected(found: Token<'_>, expected: &str) -> Self {
        Self(format!("found '{}', expected: {expected}", found.text()))
    }
}

/// Parses a label selector: requirements separated by commas.
pub fn parse_labels(text: &str) -> Result<Selector<'_>, Error> {
    let mut parser = Parser { tokens: Tokens { rest: text }.peekable() };
    let mut terms = Vec::new();
    match parser.peek() {
        Token::End => return Ok(Selector::new(terms)),
        Token::Word(_) | Token::Symbol("!") => {}
        other @ Token::Symbol(_) => return Err(Error::unexpected(other, "!, identifier, or 'end of string'")),
    }
    loop {
        let term =
            parser.requirement().map_err(|Error(reason)| Error(format!("unable to parse requirement: {reason}")))?;
        terms.push(term);
        match parser.next() {
            Token::End => return Ok(Selector::new(terms)),
            Token::Symbol(",") => match parser.peek() {
                Token::Word(_) | Token::Symbol("!") => {}
                other => return Err(Error::unexpected(other, "identifier after ','")),
            },
            other => return Err(Error::unexpected(other, "',' or 'end of string'")),
        }
    }
}

/// A token of a label selector: a word, an operator or a bracket.
#[derive(Clone, Copy)]
enum Token<'a> {
    /// A key, a value, `in` or `notin`.
    Word(&'a str),
    /// One of `=` `==` `!=` `!` `<` `>` `(` `)` `,`.
    Symbol(&'a str),
    /// The end of the text.
    End,
}

impl<'a> Token<'a> {
    fn text(self) -> &'a str {
        match self {
            Self::Word(text) | Self::Symbol(text) => text,
            Self::End => "",
        }
    }
}

/// Splits a text into tokens.
///
/// Upstream uses the character NUL to mark the end of its input. A NUL at the start of a token therefore ends the text, and one
/// right after a token is dropped.
struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let blank = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
        let symbol = |c: char| matches!(c, '=' | '!' | '(' | ')' | ',' | '<' | '>');
        let text = self.rest.trim_start_matches(blank);
        let first = text.chars().next().filter(|&first| first != '\0')?;
        let length = if !symbol(first) {
            text.find(|c| symbol(c) || blank(c) || c == '\0').unwrap_or(text.len())
        } else if text.starts_with("==") || text.starts_with("!=") {
            2
        } else {
            1
        };
        let (token, rest) = text.split_at_checked(length)?;
        self.rest = rest.strip_prefix('\0').unwrap_or(rest);
        Some(if symbol(first) { Token::Symbol(token) } else { Token::Word(token) })
    }
}

struct Parser<'a> {
    tokens: Peekable<Tokens<'a>>,
}

impl<'a> Parser<'a> {
    fn peek(&mut self) -> Token<'a> {
        self.tokens.peek().copied().unwrap_or(Token::End)
    }

    fn next(&mut self) -> Token<'a> {
        self.tokens.next().unwrap_or(Token::End)
    }

    fn requirement(&mut self) -> Result<Term<'a>, Error> {
        let absent = matches!(self.peek(), Token::Symbol("!"));
        if absent {
            self.next();
        }
        let key = match self.next() {
            Token::Word(key) => key,
            other => return Err(Error::unexpected(other, "identifier")),
        };
        let problems = metadata::qualified_name(key);
        if !problems.is_empty() {
            // Upstream has no path here and writes `<nil>`.
            return Err(Error(format!("<nil>: {}", invalid(key, &problems))));
        }
        let term = |operator, values| Term::new(key, operator, values).map_err(|messages| Error(aggregate(&messages)));
        if absent {
            return term(Operator::DoesNotExist, Vec::new());
        }
        if matches!(self.peek(), Token::End | Token::Symbol(",")) {
            return term(Operator::Exists, Vec::new());
        }
        let operator = match self.next() {
            Token::Word("in") => Operator::In,
            Token::Word("notin") => Operator::NotIn,
            Token::Symbol("=") => Operator::Equals,
            Token::Symbol("==") => Operator::DoubleEquals,
            Token::Symbol("!=") => Operator::NotEquals,
            Token::Symbol(">") => Operator::GreaterThan,
            Token::Symbol("<") => Operator::LessThan,
            other => return Err(Error::unexpected(other, "in, notin, =, ==, !=, gt, lt")),
        };
        let values = match operator {
            Operator::In | Operator::NotIn => self.values()?.into_iter().collect(),
            _ => vec![self.value()?],
        };
        term(operator, values)
    }

    /// The single value after an operator; empty if nothing follows.
    fn value(&mut self) -> Result<&'a str, Error> {
        if matches!(self.peek(), Token::End | Token::Symbol(",")) {
            return Ok("");
        }
        match self.next() {
            Token::Word(value) => Ok(value),
            other => Err(Error::unexpected(other, "identifier")),
        }
    }

    /// The values in brackets, without duplicates. Two adjacent commas, or a comma next to a bracket, enclose an empty value.
    fn values(&mut self) -> Result<BTreeSet<&'a str>, Error> {
        match self.next() {
            Token::Symbol("(") => {}
            other => return Err(Error(format!("found '{}' expected: '('", other.text()))),
        }
        match self.peek() {
            Token::Word(_) | Token::Symbol("," | ")") => {}
            other => return Err(Error::unexpected(other, "',', ')' or identifier")),
        }
        let mut values = BTreeSet::new();
        let mut separated = true;
        loop {
            match self.next() {
                Token::Word(value) if separated => {
                    values.insert(value);
                    separated = false;
                }
                Token::Symbol(end @ ("," | ")")) => {
                    if separated {
                        values.insert("");
                    }
                    if end == ")" {
                        return Ok(values);
                    }
                    separated = true;
                }
                other if separated => return Err(Error::unexpected(other, "',', or identifier")),
                other => return Err(Error::unexpected(other, "',' or ')'")),
            }
        }
    }
}

/// A field selector: terms that must all hold. Displays as upstream prints it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldSelector<'a> {
    /// The terms, sorted by their text.
    pub terms: Vec<FieldTerm<'a>>,
}

/// A field selector's requirement for one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldTerm<'a> {
    /// The field's path, such as `metadata.name`.
    pub field: &'a str,
    /// Whether the field must have the value, or must not have it.
    pub equal: bool,
    /// The value.
    pub value: Cow<'a, str>,
}

/// Parses a field selector: terms separated by commas. In a value, `\` escapes a comma, an equals sign and itself.
pub fn parse_fields(text: &str) -> Result<FieldSelector<'_>, Error> {
    let mut parts = split_at_commas(text);
    sort_by_text(&mut parts, |part| part);
    let mut terms = Vec::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        let (field, equal, value) =
            split_term(part).ok_or_else(|| Error(format!("invalid selector: '{text}'; can't understand '{part}'")))?;
        let value = unescape(value)?;
        if !(field.is_empty() && value.is_empty()) {
            terms.push(FieldTerm { field, equal, value });
        }
    }
    Ok(FieldSelector { terms })
}

fn split_at_commas(text: &str) -> Vec<&str> {
    let mut escaped = false;
    text.split(|character| {
        let splits = character == ',' && !escaped;
        escaped = character == '\\' && !escaped;
        splits
    })
    .collect()
}

/// A term's field, whether the values must be equal, and the value as written. The first operator is used.
fn split_term(term: &str) -> Option<(&str, bool, &str)> {
    let (field, value) = term.split_once('=')?;
    match field.strip_suffix('!') {
        Some(field) => Some((field, false, value)),
        None => Some((field, true, value.strip_prefix('=').unwrap_or(value))),
    }
}

fn unescape(value: &str) -> Result<Cow<'_, str>, Error> {
    if !value.contains(['\\', ',', '=']) {
        return Ok(Cow::Borrowed(value));
    }
    let mut plain = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some(escaped @ ('\\' | ',' | '=')) => plain.push(escaped),
                other => {
                    let sequence: String = ['\\'].into_iter().chain(other).collect();
                    return Err(Error(format!("invalid field selector: invalid escape sequence: {sequence}")));
                }
            },
            // Upstream prints the character's number.
            ',' | '=' => {
                return Err(Error(format!(
                    "invalid field selector: unescaped character in value: {}",
                    u32::from(character)
                )));
            }
            _ => plain.push(character),
        }
    }
    Ok(Cow::Owned(plain))
}

impl Display for FieldSelector<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (index, FieldTerm { field, equal, value }) in self.terms.iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            let operator = if *equal { "=" } else { "!=" };
            let value = value.replace('\\', "\\\\").replace(',', "\\,").replace('=', "\\=");
            write!(f, "{comma}{field}{operator}{value}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn label_selectors_are_parsed_and_sorted() {
        for (text, shown) in [
            ("", ""),
            (" \t", ""),
            ("x in (foo,,baz),y,z notin ()", "x in (,baz,foo),y,z notin ()"),
            ("b=1,a", "a,b=1"),
            ("a==b, !c ,d!=", "a==b,!c,d!="),
            ("a=,b>1,c<-0", "a=,b>1"),
            ("in in (in,notin)", "in in (in,notin)"),
            ("a in (,)", "a in ()"),
            ("a in (b,)", "a in (,b)"),
            ("example.com/a", "example.com/a"),
            ("a\0=\0b\0\0c", "a=b"),
        ] {
            match parse_labels(text) {
                Ok(selector) => assert_eq!(selector.to_string(), shown),
                Err(error) => assert!(error.to_string().contains("\"-0\""), "{text}: {error}"),
            }
        }
    }

    #[test]
    fn label_selector_messages_match_upstream() {
        for (text, message) in [
            (",", "found ',', expected: !, identifier, or 'end of string'"),
            ("a,", "found '', expected: identifier after ','"),
            ("!", "unable to parse requirement: found '', expected: identifier"),
            ("!!a", "unable to parse requirement: found '!', expected: identifier"),
            ("!a=b", "found '=', expected: ',' or 'end of string'"),
            ("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"),
            ("a=b c", "found 'c', expected: ',' or 'end of string'"),
            ("a=(", "unable to parse requirement: found '(', expected: identifier"),
            ("a===b", "unable to parse requirement: found '=', expected: identifier"),
            ("a in", "unable to parse requirement: found '' expected: '('"),
            ("a in (", "unable to parse requirement: found '', expected: ',', ')' or identifier"),
            ("a in (b", "unable to parse requirement: found '', expected: ',' or ')'"),
            ("a in (b c)", "unable to parse requirement: found 'c', expected: ',' or ')'"),
            ("a in (b,(", "unable to parse requirement: found '(', expected: ',', or identifier"),
            (
                "a>b",
                "unable to parse requirement: values[0]: Invalid value: \"b\": for 'Gt', 'Lt' operators, the value must be an integer",
            ),
        ] {
            assert_eq!(parse_labels(text).unwrap_err().to_string(), message, "{text}");
        }
        let message = parse_labels("a,-=b").unwrap_err().to_string();
        assert!(
            message.starts_with("unable to parse requirement: <nil>: Invalid value: \"-\": name part must"),
            "{message}"
        );
        let message = parse_labels("a in (b c,é)").unwrap_err().to_string();
        assert_eq!(message, "unable to parse requirement: found 'c', expected: ',' or ')'");
        let message = parse_labels("a in (b,é)").unwrap_err().to_string();
        assert!(
            message.starts_with("unable to parse requirement: values[1][a]: Invalid value: \"é\": a valid"),
            "{message}"
        );
    }

    #[test]
    fn field_selectors_are_parsed_and_sorted() {
        for (text, shown) in [
            ("", ""),
            ("b=1,,a!=2", "a!=2,b=1"),
            ("a==b", "a=b"),
            ("a=", "a="),
            ("=", ""),
            (r"a=\,\=\\", r"a=\,\=\\"),
            ("a!b=c", "a!b=c"),
        ] {
            assert_eq!(parse_fields(text).unwrap().to_string(), shown, "{text}");
        }
        for (text, message) in [
            ("a", "invalid selector: 'a'; can't understand 'a'"),
            ("z=1,b!c", "invalid selector: 'z=1,b!c'; can't understand 'b!c'"),
            ("a=b=c", "invalid field selector: unescaped character in value: 61"),
            (r"a=\x", r"invalid field selector: invalid escape sequence: \x"),
            (r"a=\", r"invalid field selector: invalid escape sequence: \"),
        ] {
            assert_eq!(parse_fields(text).unwrap_err().to_string(), message, "{text}");
        }
    }

    proptest! {
        #[test]
        fn displayed_selectors_parse_back(text in "[ab!=,()<> \\\\\0in1]{0,12}") {
            if let Ok(selector) = parse_labels(&text) {
                let shown = selector.to_string();
                prop_assert_eq!(parse_labels(&shown).unwrap(), selector);
            }
            if let Ok(selector) = parse_fields(&text) {
                let shown = selector.to_string();
                prop_assert_eq!(parse_fields(&shown).unwrap().to_string(), shown);
            }
        }
    }
}
