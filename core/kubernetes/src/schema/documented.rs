//! What is said for documentation and generated files only.

#[cfg(not(feature = "documentation"))]
use std::marker::PhantomData;

/// Something that only documentation and generated files tell, such as a description. Without the feature `documentation` it is
/// left out and takes no room: a third of a module would be descriptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg(feature = "documentation")]
pub struct Documented<T>(T);

/// Something that only documentation and generated files tell: left out, since the feature `documentation` is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg(not(feature = "documentation"))]
pub struct Documented<T>(PhantomData<T>);

impl<T: Copy> Documented<T> {
    /// Says it.
    #[cfg(feature = "documentation")]
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// Leaves it out.
    #[cfg(not(feature = "documentation"))]
    pub const fn new(_: T) -> Self {
        Self(PhantomData)
    }

    /// What is said.
    #[cfg(feature = "documentation")]
    pub const fn get(self) -> T {
        self.0
    }
}
