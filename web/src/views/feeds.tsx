// Feeds: where articles come from, and how their last polls went. Door: FeedsView.
import { useState } from "preact/hooks";
import { type Problem, send } from "../api/client.ts";
import type { Feed, Rows } from "../api/types.ts";
import { useAnswer } from "../api/use.ts";
import { announce } from "../shell/announce.tsx";
import { Answer, Empty, Trouble } from "../shell/state.tsx";
import { agoText, count } from "../words/days.ts";
import { Heading } from "./heading.tsx";

const EVERY: [seconds: number, text: string][] = [[300, "5 minutes"], [900, "15 minutes"], [3600, "hour"], [21600, "6 hours"], [86400, "day"]];

function every(seconds: number): string {
  const known = EVERY.find(([s]) => s === seconds);
  if (known) return known[1];
  return seconds % 3600 === 0 ? count(seconds / 3600, "hour") : seconds % 60 === 0 ? count(seconds / 60, "minute") : count(seconds, "second");
}

function FeedForm({ done }: { done: () => void }) {
  const [problem, setProblem] = useState<Problem>();
  const submit = async (e: SubmitEvent) => {
    e.preventDefault();
    const form = e.currentTarget as HTMLFormElement, data = new FormData(form);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    try {
      await send("POST", "feeds", { url: text("url"), name: text("name"), kind: text("kind"), every: Number(text("every")), full_text: data.get("full_text") !== null });
      announce("The feed is watched.");
      setProblem(undefined), form.reset(), done();
    } catch (error) {
      setProblem(error as Problem);
    }
  };
  return (
    <form class="stack card" onSubmit={submit} aria-label="New feed">
      <div class="fields">
        <label class="field wide">Address of a feed or page<input name="url" type="url" required placeholder="https://www.example.org/news.rss" autocomplete="off" spellcheck={false} /></label>
        <label class="field">Name (else its own)<input name="name" maxLength={80} autocomplete="off" /></label>
        <label class="field">It is<select name="kind"><option value="auto">found out</option><option value="feed">a feed (RSS, Atom, JSON Feed)</option><option value="page">a page</option></select></label>
        <label class="field">Asked every<select name="every">{EVERY.map(([s, t]) => <option key={s} value={s} selected={s === 900}>{t}</option>)}</select></label>
      </div>
      <label class="check"><input type="checkbox" name="full_text" checked /> Read the linked pages, not the feed’s summaries alone</label>
      {problem && <Trouble problem={problem} />}
      <div class="row"><button type="submit">Watch it</button></div>
    </form>
  );
}

interface Tried {
  status: number;
  error?: string;
  moved_to?: string;
  is_feed: boolean;
  title: string;
  items: number;
  offers: string[]; // addresses of feeds that a page names
}

/** What a test poll found, in words. */
function tested(t: Tried): string {
  const found = t.error ?? (t.is_feed ? `a feed${t.title && ` “${t.title}”`} of ${count(t.items, "item")}` : "a page, no feed");
  return [`Status ${t.status}: ${found}`, t.moved_to && `it has moved to ${t.moved_to}`, t.offers.length > 0 && `it offers the feeds ${t.offers.join(", ")}`].filter(Boolean).join("; ") + ".";
}

function Row({ feed: f, changed }: { feed: Feed; changed: () => void }) {
  const [problem, setProblem] = useState<Problem>();
  const [said, say] = useState("");
  const act = (work: Promise<unknown>, done: (answer: never) => void) => work.then((a) => (setProblem(undefined), done(a as never)), (e) => (say(""), setProblem(e as Problem)));
  const name = f.name || f.title || f.url;
  return (
    <li data-item>
      <div class="grow">
        <p><strong>{name}</strong> {f.paused && <span class="chip">paused</span>} {!!f.failures && <span class="chip bad">{f.failures} failed {f.failures === 1 ? "poll" : "polls"}</span>}</p>
        <p class="move-meta"><span class="url">{f.url}</span><span>every {every(f.every ?? 900)}</span>{f.last_poll && <span>asked {agoText(f.last_poll)}</span>}{f.articles !== undefined && <span>{count(f.articles, "article")}</span>}{!!f.waiting && <span>{f.waiting} waiting</span>}</p>
        {f.note && <p class={f.failures ? "bad" : "line"}>{f.note}</p>}
        {said && <p role="status">{said}</p>}
        {problem && <Trouble problem={problem} />}
      </div>
      <div class="row">
        <button type="button" class="quiet" onClick={() => (say("Asking …"), act(send("POST", `feeds/${f.key}/test`), (a) => say(tested(a))))}>Test<span class="unseen"> {name}</span></button>
        <button type="button" class="quiet" onClick={() => act(send("PUT", `feeds/${f.key}`, { paused: !f.paused }), () => (announce(f.paused ? "The feed is watched again." : "The feed is paused."), changed()))}>{f.paused ? "Go on" : "Pause"}<span class="unseen"> {name}</span></button>
        <button type="button" class="quiet danger" onClick={() => confirm(`Stop watching ${name}? Its articles stay.`) && act(send("DELETE", `feeds/${f.key}`), () => (announce("The feed is no longer watched."), changed()))}>Remove<span class="unseen"> {name}</span></button>
      </div>
    </li>
  );
}

export function FeedsView() {
  const answer = useAnswer<Rows<Feed>>("feeds");
  return (
    <>
      <Heading title="Feeds" line="What Demarche watches for new articles" />
      <FeedForm done={answer.again} />
      <Answer of={answer}>
        {({ rows }) => rows.length === 0 ? <Empty><p>No feed is watched. Whole lists (OPML, TOML) come in by <code>demarche feeds import</code>.</p></Empty> : <ul class="list">{rows.map((f) => <Row key={f.key} feed={f} changed={answer.again} />)}</ul>}
      </Answer>
    </>
  );
}
