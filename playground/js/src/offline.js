// The page's service worker: files that were loaded once are available offline. File names contain a content hash, so a cached file
// is never stale; only the page itself is fetched from the network first.
const CACHE = "promwright-1";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const store = async () => {
    const cache = await caches.open(CACHE);
    const files = new Set(event.data);
    for (const request of await cache.keys()) if (!files.has(request.url)) await cache.delete(request);
    for (const file of files) {
      if (await cache.match(file)) continue;
      const response = await fetch(file, { cache: "force-cache" });
      if (!response.ok) return;
      await cache.put(file, response);
    }
    event.ports[0]?.postMessage("ready");
  };
  event.waitUntil(store());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  const respond = async () => {
    const cached = await caches.match(request, { ignoreSearch: request.mode === "navigate" });
    if (cached && request.mode !== "navigate") return cached;
    try {
      return await fetch(request);
    } catch (error) {
      if (cached) return cached;
      throw error;
    }
  };
  event.respondWith(respond());
});
