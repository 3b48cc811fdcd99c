// The page's entry point: Trunk's initializer, which shows the loading progress, and crash handling.
import * as editor from "./editor.js";
import { saveCrashedText, saveNow } from "./autosave.js";

// Imported by the app in `playground/src/editor.rs`.
globalThis.promwrightEditor = editor;

/* global loadFailed: from `index.html` */
export default function start() {
  const bar = document.getElementById("progress");
  return {
    onProgress({ current, total }) {
      if (total) bar.value = current / total;
      else bar.removeAttribute("value");
    },
    onSuccess() {
      document.getElementById("loading").remove();
      cacheForOffline();
    },
    onFailure: loadFailed,
  };
}

// Caches the files that the page was loaded from, so that it also starts offline. They come from the browser's HTTP cache.
async function cacheForOffline() {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register("offline.js");
    const worker = (await navigator.serviceWorker.ready).active;
    const files = performance.getEntriesByType("resource").map((entry) => entry.name);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (document.documentElement.dataset.offline = "ready");
    worker.postMessage([location.href.split("#")[0], ...files.filter((file) => file.startsWith(location.origin))], [port2]);
  } catch {
    // Not cached: the page still works while it is open.
  }
}

// A wasm instance is not usable after a panic: save the text and offer a reload. The app's panic hook calls this. A trap without a
// panic, such as a stack overflow, arrives as an error event.
globalThis.promwrightCrashed = (message) => {
  const crash = document.getElementById("crash");
  if (crash.open) return;
  saveCrashedText(editor.manifests());
  document.getElementById("crash-message").textContent = message;
  document.getElementById("restart").onclick = () => location.reload();
  crash.oncancel = (event) => event.preventDefault();
  crash.showModal();
};
addEventListener("error", ({ error }) => {
  if (error instanceof WebAssembly.RuntimeError) globalThis.promwrightCrashed(error.message);
});
addEventListener("unhandledrejection", ({ reason }) => {
  if (reason instanceof WebAssembly.RuntimeError) globalThis.promwrightCrashed(reason.message);
});

// Save unsaved changes when the user leaves the page.
addEventListener("pagehide", saveNow);
document.addEventListener("visibilitychange", saveNow);
