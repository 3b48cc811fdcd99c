// Saves the text in local storage as the user types. This is JavaScript, not part of the app, so that it works after a crash.
// `playground/src/storage.rs` reads these keys.
const TEXT = "promwright.v1.text";
const CRASHED = "promwright.v1.crashed";

let unsaved;
let timer;

// Saves what `getText()` returns 250 ms after the last change: a long text is not copied on every keystroke.
export function saveSoon(getText) {
  unsaved = getText;
  clearTimeout(timer);
  timer = setTimeout(saveNow, 250);
}

// Saves unsaved changes.
export function saveNow() {
  if (!unsaved) return;
  clearTimeout(timer);
  const text = unsaved();
  unsaved = undefined;
  try {
    localStorage.setItem(TEXT, text);
  } catch {
    // Storage is full or blocked. Not worth a message: the text is still in the editor.
  }
}

// Moves the text that the page crashed on to its own key: the user can open it again, but it is not loaded automatically.
export function saveCrashedText(text) {
  clearTimeout(timer);
  unsaved = undefined;
  try {
    const crashed = text ?? localStorage.getItem(TEXT) ?? "";
    // Remove first: there may be no room for a large text twice, and the page would load it and crash again.
    localStorage.removeItem(TEXT);
    localStorage.setItem(CRASHED, crashed);
  } catch {
    // As above.
  }
}
