//! How structs are written as text: the traits that `derive(Section)` implements, and their implementations for basic types.
//!
//! The state that a dialect has while it writes is its own type, its [`Context`]. A derived struct uses the type of that name
//! in scope at the struct.

use promwright_go::lowercase;
use promwright_yaml::write::{Writer, sort_naturally};

use crate::map::Map;
use crate::schema::Since;

/// The state of a dialect while it writes.
pub trait Context {
    /// The reason to stop writing.
    type Refusal;

    /// Whether Prometheus has this version (major, minor, patch) or a newer one. What an older one does not support is left
    /// out.
    fn since(&self, version: Since) -> bool;
}

/// The result of writing a part of a text.
pub type Written<C> = Result<(), <C as Context>::Refusal>;

/// A block: consecutive keys of a mapping.
pub trait Section<C: Context> {
    /// Writes the keys and values into the open mapping.
    ///
    /// # Errors
    /// The dialect stops writing the text, with the reason.
    fn write_fields(&self, w: &mut Writer, cx: &C) -> Written<C>;
}

/// A value.
pub trait Emit<C: Context> {
    /// Writes the value.
    ///
    /// # Errors
    /// The dialect stops writing the text, with the reason.
    fn emit(&self, w: &mut Writer, cx: &C) -> Written<C>;

    /// Whether the value is written at all.
    fn is_written(&self, _: &C) -> bool {
        true
    }
}

/// Writes a block as its own mapping.
///
/// # Errors
/// Those of [`Section::write_fields`].
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

/// Keys are in byte order, in which the operator sorts its maps. See [`write_natural`] for the other maps.
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

/// Writes a map in the order in which the YAML library sorts the keys of Go maps.
///
/// # Errors
/// Those of [`Emit::emit`].
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
