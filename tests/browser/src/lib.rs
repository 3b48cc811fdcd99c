//! Tests of the page in headless Chromium, through mouse, keyboard, visible text and clipboard.

pub mod driver;
pub mod page;
pub mod server;

use std::env;
use std::path::{Path, PathBuf};

/// The project's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Cargo's target folder.
pub fn target() -> PathBuf {
    root().join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}
