//! What the browser keeps between visits. Keys carry a version: what an older page kept in another shape is left alone. The text is
//! written by `js/src/kept.js`, which works even when the app has crashed.

use web_sys::Storage;

use crate::page;

const TEXT: &str = "promwright.v1.text";
const CRASHED: &str = "promwright.v1.crashed";
/// `index.html` reads it, too.
const THEME: &str = "promwright.v1.theme";

/// The storage, where the browser allows it. One that allows nothing is like a first visit.
fn storage() -> Option<Storage> {
    page::window()?.local_storage().ok().flatten()
}

fn get(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// The text of the last visit.
pub(crate) fn text() -> Option<String> {
    get(TEXT)
}

/// The text that the page crashed on, until it is opened again or left.
pub(crate) fn crashed_text() -> Option<String> {
    get(CRASHED).filter(|text| !text.is_empty())
}

/// Lets go of the text that the page crashed on.
pub(crate) fn forget_crashed_text() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(CRASHED);
    }
}

/// The theme that was chosen: `system`, `light` or `dark`.
pub(crate) fn theme() -> String {
    get(THEME).unwrap_or_else(|| "system".to_owned())
}

/// Keeps the theme and shows it.
pub(crate) fn set_theme(theme: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(THEME, theme);
    }
    if let Some(root) = page::document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute("data-theme", theme);
    }
}
