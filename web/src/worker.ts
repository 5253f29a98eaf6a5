// The service worker: the board opens without the network, and shows the last answers it had. scripts/worker.mjs puts SHELL and VERSION before it.
//
// Files of the shell have hashed names and come from the cache. Pages are asked of the server first, so that a new version is met at once. Answers of the
// API are asked first and kept; when the server cannot be reached the kept one is given, marked with the time when it came. The stream is let through.
/// <reference lib="webworker" />
declare const SHELL: string[];
declare const VERSION: string;

const worker = self as unknown as ServiceWorkerGlobalScope;
const shell = `shell-${VERSION}`;
const answers = "answers";
const ANSWERS_MOST = 300;
const KEPT = "x-demarche-kept";

worker.addEventListener("install", (e) => {
  e.waitUntil(caches.open(shell).then((c) => c.addAll(SHELL.map((f) => new Request(f, { cache: "reload" })))).then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (e) => {
  const others = (names: string[]) => Promise.all(names.filter((n) => n.startsWith("shell-") && n !== shell).map((n) => caches.delete(n)));
  e.waitUntil(caches.keys().then(others).then(() => worker.clients.claim()));
});

async function keep(request: Request, response: Response) {
  const cache = await caches.open(answers);
  const headers = new Headers(response.headers);
  headers.set(KEPT, new Date().toISOString());
  headers.delete("content-encoding"), headers.delete("content-length"); // the body is unpacked by now
  await cache.delete(request.url);
  await cache.put(request.url, new Response(await response.blob(), { status: 200, headers }));
  const all = await cache.keys(); // oldest first
  await Promise.all(all.slice(0, Math.max(0, all.length - ANSWERS_MOST)).map((r) => cache.delete(r)));
}

async function answer(e: FetchEvent): Promise<Response> {
  try {
    const response = await fetch(e.request);
    if (response.status === 200) e.waitUntil(keep(e.request, response.clone()));
    // A refusal for want of a token must not leave behind what the token once let through.
    if (response.status === 401 || response.status === 403) e.waitUntil(caches.open(answers).then((c) => c.delete(e.request.url)));
    return response;
  } catch (error) {
    const kept = await (await caches.open(answers)).match(e.request.url);
    if (kept) return kept;
    throw error;
  }
}

async function page(request: Request): Promise<Response> {
  try {
    const response = await fetch(request);
    if (response.ok) return response;
    throw new Error(String(response.status));
  } catch {
    return (await caches.match("/")) ?? Response.error();
  }
}

worker.addEventListener("fetch", (e) => {
  const url = new URL(e.request.url);
  if (e.request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (url.pathname.startsWith("/api/")) {
    const isStream = url.pathname.endsWith("/stream") || e.request.headers.get("accept") === "text/event-stream";
    if (!isStream) e.respondWith(answer(e));
  } else if (e.request.mode === "navigate") {
    e.respondWith(page(e.request));
  } else if (SHELL.includes(url.pathname)) {
    e.respondWith(caches.match(url.pathname).then((kept) => kept ?? fetch(e.request)));
  }
});
