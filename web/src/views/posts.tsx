// Posts: which missions stand, which do not, on any day; a table, a map and each one's history. Door: PostsView.
import type { ComponentType } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Post } from "../api/types.ts";
import { usePages } from "../api/use.ts";
import { changeDays, changeInWords, stateOn } from "../marks/post-state.ts";
import { address, Link, setParams } from "../router.tsx";
import { Answer, Empty } from "../shell/state.tsx";
import { addDays, count, daysBetween, daysText, dayText, today } from "../words/days.ts";
import { nameOfCode } from "../words/names.ts";
import { Heading } from "./heading.tsx";
import { QueryField } from "./query-field.tsx";

type MapProps = { posts: Post[]; day: string; lit?: string; onPick: (key: string) => void };

/** The map and its outlines, fetched when they are first wanted: no other view needs them. */
function LateMap(props: MapProps) {
  const [Map, set] = useState<ComponentType<MapProps>>();
  const [failed, fail] = useState(false);
  useEffect(() => void import("../marks/map.tsx").then((m) => set(() => m.default), () => fail(true)), []);
  if (failed) return <p class="line">The map could not be fetched; the table says the same.</p>;
  return Map ? <Map {...props} /> : <div class="map waiting-map" />;
}

/** A slider over the days from the first change to the last, with a tick for each change; list it as days for those who prefer. */
function DaySlider({ posts, day, onDay }: { posts: Post[]; day: string; onDay: (day: string) => void }) {
  const days = useMemo(() => changeDays(posts), [posts]);
  const first = addDays(days[0]!, -1), last = days.at(-1)! > today() ? days.at(-1)! : today();
  const span = Math.max(1, daysBetween(first, last));
  const at = Math.min(span, Math.max(0, daysBetween(first, day)));
  const jump = (by: 1 | -1) => {
    const next = by > 0 ? days.find((d) => d > day) : [...days].reverse().find((d) => d < day);
    if (next) onDay(next);
  };
  return (
    <div class="day-slider">
      <label for="day">State on <output>{dayText(day)}</output></label>
      <div class="row">
        <button type="button" class="quiet" onClick={() => jump(-1)} disabled={!days.some((d) => d < day)} aria-label="The change before">‹</button>
        <div class="slider-frame">
          <input id="day" type="range" min={0} max={span} value={at} aria-valuetext={dayText(day)} onInput={(e) => onDay(addDays(first, Number(e.currentTarget.value)))} />
          <svg class="ticks" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">{days.map((d) => <line key={d} x1={(daysBetween(first, d) / span) * 1000} x2={(daysBetween(first, d) / span) * 1000} y1={0} y2={8} />)}</svg>
        </div>
        <button type="button" class="quiet" onClick={() => jump(1)} disabled={!days.some((d) => d > day)} aria-label="The next change">›</button>
        <button type="button" class="quiet" onClick={() => onDay(today())}>Today</button>
      </div>
    </div>
  );
}

function History({ post }: { post: Post }) {
  return (
    <ol class="history">
      {post.history.map((c, n) => (
        <li key={n}>
          <time dateTime={c.date.from}>{daysText(c.date.from, c.date.to, true)}</time> {c.event ? <Link to={`/event/${c.event}`}>{changeInWords(c)}</Link> : changeInWords(c)}
          <span class="move-meta">{c.article && <Link to={address(["article", c.article])}>article {c.article}</Link>}{c.reports > 1 && <span>{c.reports} reports</span>}</span>
        </li>
      ))}
    </ol>
  );
}

function Row({ post, day, isLit, pick }: { post: Post; day: string; isLit: boolean; pick: () => void }) {
  const { status, staff, head, since } = stateOn(post, day);
  const row = useRef<HTMLTableRowElement>(null);
  return (
    <>
      <tr ref={row} data-item class={isLit ? "lit" : ""} id={`post-${post.key}`}>
        <th scope="row"><button type="button" class="as-link" aria-expanded={isLit} onClick={pick}>{post.name}</button></th>
        <td data-label="Whose"><Link to={address(["actors", post.holder])}>{nameOfCode(post.holder)}</Link></td>
        <td data-label="Where"><Link to={address(["actors", post.host])}>{nameOfCode(post.host)}</Link>{post.place && post.place !== nameOfCode(post.host) ? `, ${post.place}` : ""}</td>
        <td data-label="State"><span class={`state ${status || "unknown"}`}>{status || "not known"}</span></td>
        <td data-label="Staff, head">{[staff !== undefined && `staff ${staff}`, head && `head ${head}`].filter(Boolean).join(", ") || "–"}</td>
        <td data-label="Since">{since ? dayText(since, true) : "–"}</td>
      </tr>
      {isLit && <tr class="detail"><td colSpan={6}><History post={post} /><p><Link to={address(["exchange", post.holder, post.host])}>The exchange of {nameOfCode(post.holder)} and {nameOfCode(post.host)}</Link></p></td></tr>}
    </>
  );
}

function Legend({ posts, day }: { posts: Post[]; day: string }) {
  const states = new Map<string, number>();
  for (const p of posts) {
    const s = stateOn(p, day).status || "not known";
    states.set(s, (states.get(s) ?? 0) + 1);
  }
  return <ul class="legend" aria-label="States on this day">{[...states].sort().map(([s, n]) => <li key={s}><span class={`state ${s === "not known" ? "unknown" : s}`}>{s}</span> {n}</li>)}</ul>;
}

function Body({ posts, lit, at }: { posts: Post[]; lit?: string; at: URLSearchParams }) {
  const given = at.get("day");
  const day = given && /^\d{4}-\d\d-\d\d$/.test(given) ? given : today();
  const pick = (key: string) => setParams({ post: key });
  return (
    <>
      <DaySlider posts={posts} day={day} onDay={(d) => setParams({ day: d === today() ? "" : d })} />
      <Legend posts={posts} day={day} />
      <div class="map-frame"><LateMap posts={posts} day={day} lit={lit} onPick={pick} /></div>
      <table class="posts">
        <caption class="unseen">Posts and how they stand on {dayText(day)}</caption>
        <thead><tr><th scope="col">Post</th><th scope="col">Whose</th><th scope="col">Where</th><th scope="col">State</th><th scope="col">Staff, head</th><th scope="col">Since</th></tr></thead>
        <tbody>{posts.map((p) => <Row key={p.key} post={p} day={day} isLit={p.key === lit} pick={() => setParams({ post: p.key === lit ? "" : p.key })} />)}</tbody>
      </table>
    </>
  );
}

export function PostsView({ one, at }: { one?: string; at: URLSearchParams }) {
  const q = at.get("q") ?? "";
  const pages = usePages<Post>("posts", { q, limit: 200 });
  return (
    <>
      <Heading title="Posts" line={pages.rows && `${count(pages.rows.length, "mission, embassy, consulate or office", "missions, embassies, consulates and offices")} of which the news told a change`} />
      <QueryField value={q} label="Show only" placeholder="holder:RUS kind:embassy" onAsk={(text) => setParams({ q: text })} />
      <Answer of={pages}>
        {() => pages.rows!.length === 0
          ? <Empty><p>{q ? "No post fits." : "No article in the record tells of an embassy, mission or office that changed."}</p></Empty>
          : <Body posts={pages.rows!} lit={one ?? at.get("post") ?? undefined} at={at} />}
      </Answer>
      {pages.more && <button type="button" class="quiet more" onClick={pages.more}>Show more</button>}
    </>
  );
}
