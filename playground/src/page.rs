//! The window and the document.

use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement, Window};

/// The window.
pub(crate) fn window() -> Option<Window> {
    web_sys::window()
}

/// The document.
pub(crate) fn document() -> Option<Document> {
    window()?.document()
}

/// Moves the focus to an element.
pub(crate) fn focus(id: &str) {
    let element = document().and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Moving the focus does not fail in a page that runs.
        let _ = element.focus();
    }
}
