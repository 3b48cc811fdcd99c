//! How structs become text: the traits that `derive(Section)` implements, and what they are for basic types.
//!
//! What a dialect knows while it writes is a type of its own, its [`Context`]. A derived struct is written in the type of that name
//! that is in scope where the struct is.

use promwright_go::lowercase;
use promwright_yaml::write::{Writer, sort_naturally};

use crate::map::Map;

/// What a dialect knows while it writes.
pub trait Context {
    /// Why it gives up writing.
    type Refusal;

    /// Whether Prometheus is of a version (major, minor, patch) or newer: what an older one does not know is left out.
    fn since(&self, version: (u64, u64, u64)) -> bool;
}

/// What writing a part of a text ends with.
pub type Written<C> = Result<(), <C as Context>::Refusal>;

/// A block: some keys of a mapping, in their order.
pub trait Section<C: Context> {
    /// Writes the keys and values into the mapping that is open.
    ///
    /// # Errors
    /// The dialect gives up the whole text, with the reason.
    fn write_fields(&self, w: &mut Writer, cx: &C) -> Written<C>;
}

/// A value.
pub trait Emit<C: Context> {
    /// Writes the value.
    ///
    /// # Errors
    /// The dialect gives up the whole text, with the reason.
    fn emit(&self, w: &mut Writer, cx: &C) -> Written<C>;

    /// Whether the value is written at all.
    fn is_written(&self, _: &C) -> bool {
        true
    }
}

/// Writes a block as a mapping of its own.
///
/// # Errors
/// As for [`Section::write_fields`].
pub fn emit_section<C: Context>(section: &impl Section<C>, w: &mut Writer, cx: &C) -> Written<C> {
    w.begin_map();
    section.write_fields(w, cx)?;
    w.end_map();
    Ok(())
}

impl<C: Context> Emit<C> for &str {
    fn emit(&self, w: &mut Writer, _: &C) -> Written<C> {
        w.string(self);
        Ok(())
    }
}

impl<C: Context> Emit<C> for bool {
    fn emit(&self, w: &mut Writer, _: &C) -> Written<C> {
        w.bool(*self);
        Ok(())
    }
}

impl<C: Context> Emit<C> for i32 {
    fn emit(&self, w: &mut Writer, _: &C) -> Written<C> {
        w.int(i64::from(*self));
        Ok(())
    }
}

impl<C: Context> Emit<C> for i64 {
    fn emit(&self, w: &mut Writer, _: &C) -> Written<C> {
        w.int(*self);
        Ok(())
    }
}

impl<C: Context, T: Emit<C>> Emit<C> for Vec<T> {
    fn emit(&self, w: &mut Writer, cx: &C) -> Written<C> {
        w.begin_list();
        for item in self {
            item.emit(w, cx)?;
        }
        w.end_list();
        Ok(())
    }
}

/// The keys stand in byte order, which is how the operator sorts its maps; see [`write_natural`] for the others.
impl<C: Context, T: Emit<C>> Emit<C> for Map<'_, T> {
    fn emit(&self, w: &mut Writer, cx: &C) -> Written<C> {
        w.begin_map();
        for (key, value) in self.iter() {
            w.string(key);
            value.emit(w, cx)?;
        }
        w.end_map();
        Ok(())
    }
}

/// Writes a map in the order in which the YAML library sorts the keys of Go's maps.
///
/// # Errors
/// As for [`Emit::emit`].
pub fn write_natural<C: Context, T: Emit<C>>(map: &Map<'_, T>, w: &mut Writer, cx: &C) -> Written<C> {
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
