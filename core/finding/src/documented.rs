//! What only documentation and generated files need.

#[cfg(not(feature = "documentation"))]
use std::marker::PhantomData;

/// Something that only documentation and generated files need, such as a description. Without the feature `documentation` it is
/// left out and takes no space: a third of a wasm module would be descriptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg(feature = "documentation")]
pub struct Documented<T>(T);

/// Something that only documentation and generated files need: left out, since the feature `documentation` is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg(not(feature = "documentation"))]
pub struct Documented<T>(PhantomData<T>);

impl<T: Copy> Documented<T> {
    /// Keeps the value.
    #[cfg(feature = "documentation")]
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// Drops the value.
    #[cfg(not(feature = "documentation"))]
    pub const fn new(_: T) -> Self {
        Self(PhantomData)
    }

    /// The value.
    #[cfg(feature = "documentation")]
    pub const fn get(self) -> T {
        self.0
    }
}
