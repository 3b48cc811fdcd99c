//! The page in headless Chromium, driven as a person would: with the mouse, the keyboard, and what can be seen and copied.

pub mod driver;
pub mod page;
pub mod server;

use std::env;
use std::path::{Path, PathBuf};

/// The project's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The folder that cargo builds into.
pub fn target() -> PathBuf {
    root().join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}
