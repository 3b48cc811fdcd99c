//! How values become nodes of the configuration.

use crate::api::map::Map;
use crate::lowercase::lowercase;

use super::sort_naturally;
use super::{Context, Refusal, Writer};

/// A block of the configuration: some keys of a mapping, in their order.
pub trait Section {
    /// Writes the keys and values into the mapping that is open.
    ///
    /// # Errors
    /// The operator gives up the whole configuration, with the reason.
    fn write_fields(&self, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal>;

    /// Whether the block is written at all.
    fn is_written(&self, _: &Context<'_>) -> bool {
        true
    }
}

/// A value of the configuration.
pub trait Emit {
    /// Writes the value.
    ///
    /// # Errors
    /// The operator gives up the whole configuration, with the reason.
    fn emit(&self, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal>;

    /// Whether the value is written at all.
    fn is_written(&self, _: &Context<'_>) -> bool {
        true
    }
}

impl<T: Section> Emit for T {
    fn emit(&self, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
        w.begin_map();
        self.write_fields(w, cx)?;
        w.end_map();
        Ok(())
    }

    fn is_written(&self, cx: &Context<'_>) -> bool {
        Section::is_written(self, cx)
    }
}

impl Emit for &str {
    fn emit(&self, w: &mut Writer, _: &Context<'_>) -> Result<(), Refusal> {
        w.string(self);
        Ok(())
    }
}

impl Emit for bool {
    fn emit(&self, w: &mut Writer, _: &Context<'_>) -> Result<(), Refusal> {
        w.bool(*self);
        Ok(())
    }
}

impl Emit for i32 {
    fn emit(&self, w: &mut Writer, _: &Context<'_>) -> Result<(), Refusal> {
        w.int(i64::from(*self));
        Ok(())
    }
}

impl Emit for i64 {
    fn emit(&self, w: &mut Writer, _: &Context<'_>) -> Result<(), Refusal> {
        w.int(*self);
        Ok(())
    }
}

impl<T: Emit> Emit for Vec<T> {
    fn emit(&self, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
        w.begin_list();
        for item in self {
            item.emit(w, cx)?;
        }
        w.end_list();
        Ok(())
    }
}

/// The keys stand in byte order, which is how the operator sorts its maps; see [`write_natural`] for the others.
impl<T: Emit> Emit for Map<'_, T> {
    fn emit(&self, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
        w.begin_map();
        for (key, value) in self.iter() {
            w.string(key);
            value.emit(w, cx)?;
        }
        w.end_map();
        Ok(())
    }
}

/// Writes a map that the operator hands to the YAML library as it is, which sorts the keys its own way.
pub fn write_natural<T: Emit>(map: &Map<'_, T>, w: &mut Writer, cx: &Context<'_>) -> Result<(), Refusal> {
    let mut entries: Vec<_> = map.iter().collect();
    sort_naturally(&mut entries, |(key, _)| key);
    w.begin_map();
    for (key, value) in entries {
        w.string(key);
        value.emit(w, cx)?;
    }
    w.end_map();
    Ok(())
}

/// Writes a string in lower case.
pub fn write_lowercase(text: &str, w: &mut Writer) {
    if text.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
        w.string(&lowercase(text));
    } else {
        w.string(text);
    }
}
