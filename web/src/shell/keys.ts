// Everything by keyboard: single keys and pairs ("g t"), never while somebody writes, never with a modifier. Doors: useKeys, KEYS.
import { useEffect } from "preact/hooks";
import { go } from "../router.tsx";
import { settings } from "../settings.ts";

/** What `?` shows. */
export const KEYS: [keys: string, does: string][] = [
  ["j, k", "next and previous move"],
  ["Enter", "open the move or link in focus"],
  ["c", "the chain of the move in focus: what led to it, what followed"],
  ["w", "correct the move in focus"],
  ["/", "search"],
  ["g t", "Today"],
  ["g x", "Exchange"],
  ["g d", "Dyad"],
  ["g p", "Posts"],
  ["g a", "Actors"],
  ["g l", "Alerts"],
  ["g f", "Feeds"],
  ["g c", "Corrections"],
  ["?", "this help"],
  ["Esc", "close what is open"],
];

const PLACES: Record<string, string> = { t: "/", x: "/exchange", d: "/dyad", p: "/posts", a: "/actors", s: "/search", l: "/alerts", f: "/feeds", c: "/corrections" };
const PAIR_MS = 1500;

const isWriting = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Set while a key asked for a view's own field: the view's arrival then goes there, not to its top. */
export const wish = { field: false };

export const focusField = () => document.querySelector<HTMLElement>("main input[type=search]")?.focus();

/** Puts the next (or previous) item into focus and into view. */
function step(by: 1 | -1) {
  const items = [...document.querySelectorAll<HTMLElement>("main [data-item]")].filter((i) => i.offsetParent !== null);
  const at = items.findIndex((i) => i.contains(document.activeElement));
  const next = items[at < 0 ? (by > 0 ? 0 : items.length - 1) : at + by];
  const focused = next?.matches("a, button") ? next : next?.querySelector<HTMLElement>("a, button");
  focused?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

function search() {
  if (location.pathname === "/search") return focusField();
  wish.field = true;
  go("/search");
}

const itemKey = () => document.activeElement?.closest<HTMLElement>("[data-event]")?.dataset.event;

export function useKeys(act: { help: () => void; correct: (key: string) => void }) {
  useEffect(() => {
    let pair = 0; // until when a second key of "g …" counts
    const pressed = (e: KeyboardEvent) => {
      if (!settings().keys || e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || isWriting(e.target) || document.querySelector("dialog[open]")) return;
      const inPair = e.timeStamp < pair;
      pair = 0;
      const place = inPair ? PLACES[e.key] : undefined;
      const key = itemKey();
      if (place) go(place);
      else if (e.key === "g") pair = e.timeStamp + PAIR_MS;
      else if (e.key === "j") step(1);
      else if (e.key === "k") step(-1);
      else if (e.key === "?") act.help();
      else if (e.key === "/") search();
      else if (e.key === "c" && key) go(`/event/${key}`);
      else if (e.key === "w" && key) act.correct(key);
      else return;
      e.preventDefault();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [act.help, act.correct]);
}
