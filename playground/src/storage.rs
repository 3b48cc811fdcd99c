//! What the browser keeps between visits. Keys carry a version: what an older page kept in another shape is left alone.

use gloo::storage::{LocalStorage, Storage};

const TEXT: &str = "promwright.v1.text";
const CRASHED: &str = "promwright.v1.crashed";
const THEME: &str = "promwright.v1.theme";

/// The text of the last visit, and whether the page crashed on it.
pub(crate) struct LastVisit {
    pub(crate) text: Option<String>,
    pub(crate) crashed: bool,
}

/// What the last visit left. A browser that keeps nothing is like a first visit.
pub(crate) fn last_visit() -> LastVisit {
    let raw = LocalStorage::raw();
    let get = |key| raw.get_item(key).ok().flatten();
    LastVisit { text: get(TEXT), crashed: get(CRASHED).is_some() }
}

/// Keeps the text.
pub(crate) fn keep_text(text: &str) {
    // A full or forbidden storage is not worth a word: the text is still in the editor.
    let _ = LocalStorage::raw().set_item(TEXT, text);
}

/// Marks the text that is kept as one that the page crashed on.
pub(crate) fn remember_crash() {
    let _ = LocalStorage::raw().set_item(CRASHED, "1");
}

/// The page came through.
pub(crate) fn forget_crash() {
    LocalStorage::delete(CRASHED);
}

/// The theme that was chosen: `system`, `light` or `dark`.
pub(crate) fn theme() -> String {
    LocalStorage::raw().get_item(THEME).ok().flatten().unwrap_or_else(|| "system".to_owned())
}

/// Keeps the theme and shows it.
pub(crate) fn set_theme(theme: &str) {
    let _ = LocalStorage::raw().set_item(THEME, theme);
    if let Some(root) = gloo::utils::document().document_element() {
        let _ = root.set_attribute("data-theme", theme);
    }
}
