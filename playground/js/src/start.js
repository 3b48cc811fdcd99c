// Where the page starts: Trunk's initializer, which shows how far loading is, and what happens when the app crashes.
import * as editor from "./editor.js";
import { keepCrashedText, keepNow } from "./kept.js";

// The app's imports; see `playground/src/editor.rs`.
globalThis.promwrightEditor = editor;

/* global notLoaded: from `index.html` */
export default function start() {
  const bar = document.getElementById("progress");
  return {
    onProgress({ current, total }) {
      if (total) bar.value = current / total;
      else bar.removeAttribute("value");
    },
    onSuccess() {
      document.getElementById("loading").remove();
      keepForOffline();
    },
    onFailure: notLoaded,
  };
}

// What the page was loaded from is kept, so that it starts without a network too. It comes from the browser's own cache.
async function keepForOffline() {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register("offline.js");
    const worker = (await navigator.serviceWorker.ready).active;
    const files = performance.getEntriesByType("resource").map((entry) => entry.name);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (document.documentElement.dataset.offline = "kept");
    worker.postMessage([location.href.split("#")[0], ...files.filter((file) => file.startsWith(location.origin))], [port2]);
  } catch {
    // A page that cannot be kept still works as long as it is open.
  }
}

// Nothing of an instance that has panicked can be trusted any more: the page stops, keeps the text, and is loaded afresh. The
// app's panic hook calls this; a trap without a panic, such as an exhausted stack, arrives as an error of the page.
globalThis.promwrightCrashed = (message) => {
  const crash = document.getElementById("crash");
  if (crash.open) return;
  keepCrashedText(editor.manifests());
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

// The last words are kept when the page is left, too.
addEventListener("pagehide", keepNow);
document.addEventListener("visibilitychange", keepNow);
