// Keeps the text in the browser while it is written. Here and not in the app, so that it works when the app has crashed.
// `playground/src/storage.rs` reads these keys.
const TEXT = "promwright.v1.text";
const CRASHED = "promwright.v1.crashed";

let read;
let timer;

// Keeps what `text()` gives, a moment after the last change: a long text is not copied at every keystroke.
export function keepSoon(text) {
  read = text;
  clearTimeout(timer);
  timer = setTimeout(keepNow, 250);
}

// Keeps what has changed since.
export function keepNow() {
  if (!read) return;
  clearTimeout(timer);
  const text = read();
  read = undefined;
  try {
    localStorage.setItem(TEXT, text);
  } catch {
    // A full or forbidden storage is not worth a word: the text is still in the editor.
  }
}

// Sets aside the text that the page crashed on, so that it is there, but not loaded again by itself.
export function keepCrashedText(text) {
  clearTimeout(timer);
  read = undefined;
  try {
    const crashed = text ?? localStorage.getItem(TEXT) ?? "";
    // First, as there may be no room for a large text twice: the page would crash on it again.
    localStorage.removeItem(TEXT);
    localStorage.setItem(CRASHED, crashed);
  } catch {
    // As above.
  }
}
