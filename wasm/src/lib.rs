//! promwright for WebAssembly hosts. Doors only: what they lead to is in `promwright-core`.

pub mod browser;
#[cfg(all(feature = "policy", target_family = "wasm"))]
mod memory;
#[cfg(all(feature = "policy", target_family = "wasm"))]
pub mod policy;
