//! The playground: manifests on the left, the generated configuration on the right, problems below. It only displays what
//! `promwright-wasm` returns.

mod app;
mod editor;
mod examples;
mod findings;
mod notice;
mod output;
mod page;
mod problems;
mod resources;
mod state;
mod storage;
mod tabs;
mod toolbar;
mod traced;

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Shows the crash dialog; see `js/src/start.js`.
    #[wasm_bindgen(js_name = promwrightCrashed)]
    fn crashed(message: &str);
}

/// Panics. Only tests of the crash dialog call it, as `wasmBindings.panic()`.
///
/// # Panics
/// Always.
#[wasm_bindgen]
pub fn panic() {
    panic!("panic requested by a test");
}

fn main() {
    std::panic::set_hook(Box::new(|panic| crashed(&panic.to_string())));
    if let Some(root) = page::document().and_then(|document| document.get_element_by_id("app")) {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
