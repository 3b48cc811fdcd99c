//! The playground: manifests on the left, the configuration on the right, what is wrong below. No logic of its own: everything
//! that is said comes from `promwright-wasm`.

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
    /// Shows that the page has crashed and offers a fresh start; see `js/src/start.js`.
    #[wasm_bindgen(js_name = promwrightCrashed)]
    fn crashed(message: &str);
}

/// Panics. Nothing on the page calls it: the tests of what happens then do, as `wasmBindings.panic()`.
///
/// # Panics
/// Always.
#[wasm_bindgen]
pub fn panic() {
    panic!("a test asked for it");
}

fn main() {
    std::panic::set_hook(Box::new(|panic| crashed(&panic.to_string())));
    if let Some(root) = page::document().and_then(|document| document.get_element_by_id("app")) {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
