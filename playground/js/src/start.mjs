// Trunk's initializer: real progress while the module loads, and a plain word where it does not.
import * as editor from "./editor.js";

globalThis.promwrightEditor = editor;

export default function start() {
  const bar = document.getElementById("progress");
  return {
    onStart() {},
    onProgress({ current, total }) {
      if (total) bar.value = current / total;
      else bar.removeAttribute("value");
    },
    onComplete() {},
    onSuccess() {
      document.getElementById("loading").remove();
      keepForOffline();
    },
    onFailure() {
      document.getElementById("loading-failed").hidden = false;
      bar.remove();
    },
  };
}

// What the page was loaded from is kept, so that it starts without a network too. It comes from the browser's own cache.
async function keepForOffline() {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register("offline.js");
    const worker = (await navigator.serviceWorker.ready).active;
    const files = performance.getEntriesByType("resource").map((entry) => entry.name);
    worker.postMessage([location.href.split("#")[0], ...files.filter((file) => file.startsWith(location.origin))]);
  } catch {
    // A page that cannot be kept still works as long as it is open.
  }
}

// Called by the app's panic hook: nothing of the instance can be trusted any more.
globalThis.promwrightCrashed = (message) => {
  const crash = document.getElementById("crash");
  if (!crash.hidden) return;
  document.getElementById("crash-message").textContent = message;
  const restart = document.getElementById("restart");
  restart.onclick = () => location.replace(location.pathname + location.search);
  crash.hidden = false;
  document.getElementById("app").inert = true;
  restart.focus();
};
