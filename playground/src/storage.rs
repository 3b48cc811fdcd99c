//! Local storage. The keys contain a version: values in an older format are ignored. `js/src/autosave.js` writes the text, so that
//! it is saved even after a crash.

use web_sys::Storage;

use crate::page;

const TEXT: &str = "promwright.v1.text";
const CRASHED: &str = "promwright.v1.crashed";
/// `index.html` reads it as well.
const THEME: &str = "promwright.v1.theme";

/// Local storage. If the browser blocks it, every visit is like the first.
fn storage() -> Option<Storage> {
    page::window()?.local_storage().ok().flatten()
}

fn get(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// The text from the last visit.
pub(crate) fn text() -> Option<String> {
    get(TEXT)
}

/// The text that the page crashed on, until it is restored or discarded.
pub(crate) fn crashed_text() -> Option<String> {
    get(CRASHED).filter(|text| !text.is_empty())
}

/// Deletes the text that the page crashed on.
pub(crate) fn discard_crashed_text() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(CRASHED);
    }
}

/// The selected theme: `system`, `light` or `dark`.
pub(crate) fn theme() -> String {
    get(THEME).unwrap_or_else(|| "system".to_owned())
}

/// Saves the theme and applies it.
pub(crate) fn set_theme(theme: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(THEME, theme);
    }
    if let Some(root) = page::document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute("data-theme", theme);
    }
}
