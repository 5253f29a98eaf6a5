// The frame around every view: where you are, where you can go, what is live. Door: App.
import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { onNews, type News } from "./api/live.ts";
import { useConnection } from "./api/use.ts";
import { Link, type Route, useRoute } from "./router.tsx";
import { announce, Announcer } from "./shell/announce.tsx";
import { Dialog } from "./shell/dialog.tsx";
import { focusField, KEYS, useKeys, wish } from "./shell/keys.ts";
import { SettingsDialog } from "./shell/settings-dialog.tsx";
import { CorrectDialog } from "./views/correct.tsx";
import { viewOf } from "./views/index.tsx";
import { namesOf } from "./words/names.ts";
import type { DemEvent } from "./api/types.ts";

const NAV: [to: string, name: string, on: string[], isFirst: boolean][] = [
  ["/", "Today", ["", "event"], true],
  ["/exchange", "Exchange", ["exchange"], true],
  ["/dyad", "Dyad", ["dyad"], false],
  ["/posts", "Posts", ["posts"], true],
  ["/actors", "Actors", ["actors"], false],
  ["/search", "Search", ["search"], true],
  ["/alerts", "Alerts", ["alerts"], false],
  ["/feeds", "Feeds", ["feeds"], false],
  ["/corrections", "Corrections", ["corrections"], false],
];

const LIVE = { live: ["live", "New articles appear by themselves"], connecting: ["connecting", "Connecting to the stream"], lost: ["not live", "The stream is broken off; the board keeps trying"] } as const;

function Live() {
  const state = useConnection();
  const [word, title] = LIVE[state];
  return <span class={`stream is-${state}`} title={title}>{word}</span>;
}

function NavLinks({ route, only, onFollow }: { route: Route; only?: boolean; onFollow?: () => void }) {
  const here = route.path[0] ?? "";
  return (
    <ul>
      {NAV.filter(([, , , isFirst]) => only === undefined || isFirst === only).map(([to, name, on]) => (
        <li key={to}><Link to={to} aria-current={on.includes(here) ? "page" : undefined} onClick={onFollow}>{name}</Link></li>
      ))}
    </ul>
  );
}

const Mark = () => (
  <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <path d="M10 6v20M22 6v20" opacity=".4" />
    <path d="m10 9 12 4-12 5 12 4" />
    <circle cx="10" cy="9" r="2.4" /><circle cx="22" cy="13" r="2.4" /><circle cx="10" cy="18" r="2.4" /><circle cx="22" cy="22" r="2.4" />
  </svg>
);

/** "Norway: closes a post; and 2 more". */
function newsInWords(news: News[]): string {
  const events = news.filter((n) => n.kind === "event" && n.data.source && n.data.target).map((n) => n.data as DemEvent);
  if (events.length > 0) {
    const e = events[0]!;
    return `New: ${namesOf(e.source)} ${e.deed}, to ${namesOf(e.target)}${events.length > 1 ? `; and ${events.length - 1} more` : ""}.`;
  }
  const articles = news.filter((n) => n.kind === "article");
  return articles.length > 0 ? `${articles.length} new ${articles.length > 1 ? "articles" : "article"}, without events.` : "";
}

/** After a step to another view: its name in the title, focus at its heading, the page at its top. */
function useArrival(route: Route, main: { current: HTMLElement | null }) {
  const first = useRef(true);
  const path = route.path.join("/");
  useEffect(() => {
    if (first.current) return void (first.current = false);
    scrollTo(0, 0);
    if (wish.field) focusField();
    else main.current?.focus({ preventScroll: true });
    wish.field = false;
  }, [path]);
}

const Help = ({ close }: { close: () => void }) => (
  <Dialog title="Keys" close={close}>
    <table class="keys">
      <thead class="unseen"><tr><th scope="col">Key</th><th scope="col">Does</th></tr></thead>
      <tbody>{KEYS.map(([keys, does]) => <tr key={keys}><th scope="row">{keys.split(/( |, )/).map((k) => (/^[ ,]+$/.test(k) ? k : <kbd>{k}</kbd>))}</th><td>{does}</td></tr>)}</tbody>
    </table>
    <p class="hint">On the dyad’s timeline and the posts’ slider, arrow keys move in time. Single keys can be turned off in Settings.</p>
  </Dialog>
);

type Open = { what: "help" | "settings" | "more" } | { what: "correct"; key: string } | undefined;

export function App() {
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  const [open, setOpen] = useState<Open>();
  const close = useCallback(() => setOpen(undefined), []);
  useKeys({ help: useCallback(() => setOpen({ what: "help" }), []), correct: useCallback((key: string) => setOpen({ what: "correct", key }), []) });
  useArrival(route, main);
  useEffect(() => onNews((news) => {
    const words = newsInWords(news);
    if (words) announce(words);
  }), []);

  const tools: ComponentChildren = (
    <>
      <button type="button" class="quiet" onClick={() => setOpen({ what: "settings" })}>Settings</button>
      <button type="button" class="quiet" onClick={() => setOpen({ what: "help" })}>Keys <kbd aria-hidden="true">?</kbd></button>
    </>
  );
  return (
    <>
      <a class="skip" href="#main" onClick={(e) => (e.preventDefault(), main.current?.focus())}>Skip to content</a>
      <header class="masthead">
        <Link to="/" class="brand"><Mark />Demarche</Link>
        <Live />
      </header>
      <nav class="rail" aria-label="Views">
        <NavLinks route={route} />
        <div class="rail-foot">{tools}</div>
      </nav>
      <main id="main" ref={main} tabIndex={-1}>{viewOf(route)}</main>
      <nav class="tabs" aria-label="Views, short">
        <NavLinks route={route} only />
        <button type="button" aria-haspopup="dialog" onClick={() => setOpen({ what: "more" })}>More</button>
      </nav>
      <Announcer />
      {open?.what === "help" && <Help close={close} />}
      {open?.what === "settings" && <SettingsDialog close={close} />}
      {open?.what === "correct" && <CorrectDialog key={open.key} event={open.key} close={close} />}
      {open?.what === "more" && (
        <Dialog title="More" close={close}>
          <nav class="more" aria-label="More views"><NavLinks route={route} only={false} onFollow={close} /></nav>
          <div class="row">{tools}</div>
        </Dialog>
      )}
    </>
  );
}
