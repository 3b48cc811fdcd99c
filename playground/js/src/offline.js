// The page's service worker: what was loaded once is there without a network. File names change with their content, so what is
// kept is never stale; only the page itself is asked for anew first.
const KEPT = "promwright-1";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const keep = async () => {
    const cache = await caches.open(KEPT);
    const files = new Set(event.data);
    for (const request of await cache.keys()) if (!files.has(request.url)) await cache.delete(request);
    for (const file of files) {
      if (await cache.match(file)) continue;
      const answer = await fetch(file, { cache: "force-cache" });
      if (!answer.ok) return;
      await cache.put(file, answer);
    }
    event.ports[0]?.postMessage("kept");
  };
  event.waitUntil(keep());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  const answer = async () => {
    const kept = await caches.match(request, { ignoreSearch: request.mode === "navigate" });
    if (kept && request.mode !== "navigate") return kept;
    try {
      return await fetch(request);
    } catch (error) {
      if (kept) return kept;
      throw error;
    }
  };
  event.respondWith(answer());
});
