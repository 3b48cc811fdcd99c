//! The playground: manifests on the left, the configuration on the right, what is wrong below. No logic of its own: everything
//! that is said comes from `promwright-wasm`.

mod app;
mod editor;
mod examples;
mod output;
mod problems;
mod resources;
mod storage;
mod toolbar;

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Shows that the page has crashed and offers a fresh start; see `js/src/start.mjs`.
    #[wasm_bindgen(js_name = promwrightCrashed)]
    fn crashed(message: &str);
}

fn main() {
    std::panic::set_hook(Box::new(|panic| {
        storage::remember_crash();
        crashed(&panic.to_string());
    }));
    let document = gloo::utils::document();
    if let Some(root) = document.get_element_by_id("app") {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
