//! Limits of the readers: documents may come from anyone who is allowed to apply one.

use super::error::ReadError;
use crate::value::Span;

/// The largest document that is read, in bytes. etcd rejects objects above 1.5 MiB, far less than this.
pub const MAX_DOCUMENT: usize = 4 << 20;

/// The deepest nesting of lists and objects that is read.
///
/// Go's readers stop at 10,000 levels. Code here recurses over a tree on stacks of 1 MiB, and no manifest comes near this
/// limit.
pub const MAX_DEPTH: usize = 256;

/// The largest text that is split into documents, in bytes: offsets in it have 32 bits.
pub const MAX_TEXT: usize = 512 << 20;

/// The most duplicate keys of one text that are kept, with their messages and spans. A text can have one every three bytes, and
/// nobody reads that many. The others are counted.
pub const MAX_DUPLICATE_KEYS: usize = 1_000;

/// The most bytes of scalars that one document may expand to. Only aliases of long texts come near it. Go's readers do not
/// limit them: there, aliases share the text, but output made from them does not.
const MAX_EXPANSION: usize = 8 * MAX_DOCUMENT;

/// Rejects a document larger than [`MAX_DOCUMENT`].
pub(super) fn check_size(text: &str, span: Span) -> Result<(), ReadError> {
    if text.len() <= MAX_DOCUMENT {
        return Ok(());
    }
    Err(ReadError::new(format!("document of {} bytes is larger than {MAX_DOCUMENT} bytes", text.len()), span))
}

/// Rejects a text longer than [`MAX_TEXT`].
pub(super) fn check_length(length: usize) -> Result<(), ReadError> {
    if length <= MAX_TEXT {
        return Ok(());
    }
    Err(ReadError::new(format!("text of {length} bytes is larger than {MAX_TEXT} bytes"), Span::default()))
}

/// Counts the vertices that decoding visits, to reject a document that aliases expand out of proportion.
///
/// Ported from gopkg.in/yaml.v2 `decode.go` (`decoder.unmarshal`, `decoder.alias`, `allowedAliasRatio`).
#[derive(Debug, Default)]
pub(super) struct Expansion {
    visited: u32,
    visited_by_alias: u32,
    /// The bytes of the visited scalars.
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

    /// Counts the text of a scalar. Rejects a total larger than [`MAX_EXPANSION`].
    pub(super) fn read(&mut self, text: &str, span: Span) -> Result<(), ReadError> {
        self.text += text.len();
        if self.text > MAX_EXPANSION { Err(excessive(span)) } else { Ok(()) }
    }

    /// Starts to follow an alias. Rejects one that is already being followed.
    pub(super) fn enter(&mut self, alias: usize, name: &str, span: Span) -> Result<(), ReadError> {
        if self.aliases.contains(&alias) {
            return Err(ReadError::new(format!("yaml: anchor '{name}' value contains itself"), span));
        }
        self.aliases.push(alias);
        Ok(())
    }

    /// Ends the last [`Expansion::enter`].
    pub(super) fn leave(&mut self) {
        self.aliases.pop();
    }
}

fn excessive(span: Span) -> ReadError {
    ReadError::new("yaml: document contains excessive aliasing", span)
}

/// The share of visits that aliases may cause: nearly all for a small document, a tenth for a large one.
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
    fn texts_beyond_32_bit_offsets_are_rejected() {
        assert_eq!(check_length(MAX_TEXT), Ok(()));
        let message = "text of 536870913 bytes is larger than 536870912 bytes";
        assert_eq!(check_length(MAX_TEXT + 1).map_err(|error| error.message), Err(message.to_owned()));
    }
}
