// What is new, as it happens: server-sent events, read with fetch because EventSource cannot carry the token. Doors: parser, follow.
import { headers } from "./client.ts";

export interface Message {
  event: string;
  id: string;
  data: string;
}

/** Takes pieces of a stream in and gives the messages that they complete (the HTML standard, 9.2.6, as far as a server of ours uses it). */
export function parser(tell: (message: Message) => void) {
  let rest = "", event = "", data: string[] = [], id = "";
  const line = (text: string) => {
    if (text === "") {
      if (data.length > 0) tell({ event: event || "message", id, data: data.join("\n") });
      event = "", data = [];
      return;
    }
    const colon = text.indexOf(":");
    if (colon === 0) return; // a comment: the server's heartbeat
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? "" : text.slice(colon + 1).replace(/^ /, "");
    if (field === "event") event = value;
    else if (field === "data") data.push(value);
    else if (field === "id") id = value;
  };
  return (piece: string) => {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/); // a \r at the very end may be half of \r\n
    rest = lines.pop()!;
    lines.forEach(line);
  };
}

export type Connection = "connecting" | "live" | "lost";

const SILENCE_MS = 60_000; // heartbeats come more often; beyond this the connection is dead
const happens = (on: EventTarget, what: string) => new Promise((done) => on.addEventListener(what, done, { once: true }));
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function read(lastId: string, tell: (message: Message) => void, told: (state: Connection) => void, signal: AbortSignal) {
  const inner = new AbortController();
  const stop = () => inner.abort();
  signal.addEventListener("abort", stop);
  let watch = setTimeout(stop, SILENCE_MS);
  try {
    const response = await fetch("/api/v1/stream", { headers: headers({ accept: "text/event-stream", ...(lastId ? { "last-event-id": lastId } : {}) }), signal: inner.signal, cache: "no-store" });
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
    told("live");
    const reader = response.body.getReader(), decoder = new TextDecoder(), take = parser(tell);
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(watch), (watch = setTimeout(stop, SILENCE_MS));
      take(decoder.decode(value, { stream: true }));
    }
  } finally {
    clearTimeout(watch);
    signal.removeEventListener("abort", stop);
  }
}

/** Follows the stream for ever, resuming where it broke off; returns what ends it. */
export function follow(tell: (message: Message) => void, told: (state: Connection) => void): () => void {
  const end = new AbortController();
  (async () => {
    let last = "", failures = 0;
    while (!end.signal.aborted) {
      told(failures === 0 ? "connecting" : "lost");
      try {
        await read(last, (m) => ((last = m.id || last), tell(m)), (state) => ((failures = 0), told(state)), end.signal);
      } catch {
        if (end.signal.aborted) return;
      }
      failures += 1;
      told("lost");
      // 1, 2, 4 … 30 s, spread, so that a server that comes back is not met by all at once; at once when the network or the reader returns
      const pause = Math.min(30_000, 1000 * 2 ** (failures - 1)) * (0.75 + Math.random() / 2);
      await Promise.race([wait(pause), happens(window, "online"), happens(document, "visibilitychange")]);
    }
  })();
  return () => end.abort();
}
