//! promwright for WebAssembly hosts: browsers and admission engines. Only the interfaces; the logic is in `promwright-core`.

pub mod browser;
#[cfg(all(feature = "policy", target_family = "wasm"))]
mod memory;
#[cfg(all(feature = "policy", target_family = "wasm"))]
pub mod policy;
