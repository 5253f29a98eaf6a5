// The one connection to the stream, and who wants to know. Doors: start, onNews, connection.
import type { DemEvent } from "./types.ts";
import { type Connection, follow } from "./stream.ts";

export interface News {
  kind: string; // article, event, report, event-changed, event-gone, post, link
  data: Partial<DemEvent> & { key?: string; title?: string };
}

type Listener = (news: News[]) => void;
const listeners = new Set<Listener>();
const watchers = new Set<(state: Connection) => void>();
let state: Connection = "connecting";
let gathered: News[] = [];
let timer = 0;

// An article comes as a burst of an article, its events, their links; views are told once of the whole. While an archive streams in they ask anew every few
// seconds, not four times in each.
const GATHER_MS = 250, REST_MS = 3000;
let told = 0;

function gather(news: News) {
  gathered.push(news);
  if (timer) return;
  const rest = Math.max(GATHER_MS, told + REST_MS - Date.now());
  timer = window.setTimeout(() => {
    const all = gathered;
    gathered = [], timer = 0, told = Date.now();
    for (const l of [...listeners]) l(all);
  }, rest);
}

function parsed(text: string): News["data"] {
  try {
    return JSON.parse(text) as News["data"];
  } catch {
    return {};
  }
}

export function start() {
  return follow(
    // "ready" says that the stream stands, "reset" that much was missed: the first is no news, the second has no things in it but is.
    (m) => m.event !== "ready" && gather({ kind: m.event, data: parsed(m.data) }),
    (next) => {
      const back = next === "live" && state === "lost";
      state = next;
      for (const w of watchers) w(state);
      if (back) gather({ kind: "reconnected", data: {} }); // the server resumes, yet what was missed before it started is asked anew
    },
  );
}

/** Returns what ends it. */
export function onNews(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function connection(watch: (state: Connection) => void): () => void {
  watchers.add(watch), watch(state);
  return () => void watchers.delete(watch);
}
