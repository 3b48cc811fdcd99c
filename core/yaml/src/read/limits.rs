//! How much a reader takes on: documents come from anyone who may apply one.

use super::error::ReadError;
use crate::value::Span;

/// The largest document that is read, in bytes. etcd refuses objects above 1.5 MiB long before.
pub const MAX_DOCUMENT: usize = 4 << 20;

/// The deepest nesting of lists and objects that is read.
///
/// Go's readers give up at 10,000 levels. What walks a tree here does so by recursion on stacks of 1 MiB, and no manifest
/// comes near this limit.
pub const MAX_DEPTH: usize = 256;

/// The largest text that is split into documents, in bytes: places in it are counted with 32 bits.
pub const MAX_TEXT: usize = 512 << 20;

/// The most findings of one text that are kept, with their words and places: a text can have one every three bytes, and nobody reads
/// so many. The others are counted.
pub const MAX_FINDINGS: usize = 1_000;

/// The most bytes of scalars that one document may come to. Only aliases of long texts come near it, which Go's readers have no
/// limit for: they share the text, and what is made of it does not.
const MAX_EXPANSION: usize = 8 * MAX_DOCUMENT;

/// Refuses a document beyond [`MAX_DOCUMENT`].
pub(super) fn check_size(text: &str, span: Span) -> Result<(), ReadError> {
    if text.len() <= MAX_DOCUMENT {
        return Ok(());
    }
    Err(ReadError::new(format!("document of {} bytes is larger than {MAX_DOCUMENT} bytes", text.len()), span))
}

/// Refuses a text beyond [`MAX_TEXT`], by its length.
pub(super) fn check_length(length: usize) -> Result<(), ReadError> {
    if length <= MAX_TEXT {
        return Ok(());
    }
    Err(ReadError::new(format!("text of {length} bytes is larger than {MAX_TEXT} bytes"), Span::default()))
}

/// Counts what decoding visits, to refuse a document that grows out of proportion by its aliases.
///
/// Ported from gopkg.in/yaml.v2 `decode.go` (`decoder.unmarshal`, `decoder.alias`, `allowedAliasRatio`).
#[derive(Debug, Default)]
pub(super) struct Expansion {
    visited: u32,
    visited_by_alias: u32,
    /// The bytes of the scalars that were visited.
    text: usize,
    /// The aliases that are being followed.
    aliases: Vec<usize>,
}

impl Expansion {
    /// Counts one more vertex.
    pub(super) fn visit(&mut self, span: Span) -> Result<(), ReadError> {
        self.visited += 1;
        self.visited_by_alias += u32::from(!self.aliases.is_empty());
        let ratio = f64::from(self.visited_by_alias) / f64::from(self.visited);
        if self.visited_by_alias > 100 && self.visited > 1000 && ratio > allowed_ratio(self.visited) {
            return Err(excessive(span));
        }
        Ok(())
    }

    /// Counts the text of a scalar; refuses what goes beyond [`MAX_EXPANSION`].
    pub(super) fn read(&mut self, text: &str, span: Span) -> Result<(), ReadError> {
        self.text += text.len();
        if self.text > MAX_EXPANSION { Err(excessive(span)) } else { Ok(()) }
    }

    /// Starts to follow an alias; refuses one that is being followed already.
    pub(super) fn enter(&mut self, alias: usize, name: &str, span: Span) -> Result<(), ReadError> {
        if self.aliases.contains(&alias) {
            return Err(ReadError::new(format!("yaml: anchor '{name}' value contains itself"), span));
        }
        self.aliases.push(alias);
        Ok(())
    }

    /// Ends what [`Expansion::enter`] started last.
    pub(super) fn leave(&mut self) {
        self.aliases.pop();
    }
}

fn excessive(span: Span) -> ReadError {
    ReadError::new("yaml: document contains excessive aliasing", span)
}

/// The share of visits that aliases may cause: most of a small document, a tenth of a large one.
fn allowed_ratio(visited: u32) -> f64 {
    const LOW: u32 = 400_000;
    const HIGH: u32 = 4_000_000;
    match visited {
        ..=LOW => 0.99,
        HIGH.. => 0.10,
        _ => 0.99 - 0.89 * (f64::from(visited - LOW) / f64::from(HIGH - LOW)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_whose_places_can_be_counted_are_read() {
        assert_eq!(check_length(MAX_TEXT), Ok(()));
        let message = "text of 536870913 bytes is larger than 536870912 bytes";
        assert_eq!(check_length(MAX_TEXT + 1).map_err(|error| error.message), Err(message.to_owned()));
    }
}
