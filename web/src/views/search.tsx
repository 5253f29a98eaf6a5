// Search: the record's query language over events, articles, actors, statements and posts. Door: SearchView.
import type { ComponentChildren } from "preact";
import { asked } from "../api/client.ts";
import type { Actor, ArticleRow, DemEvent, Post, Statement } from "../api/types.ts";
import { usePages } from "../api/use.ts";
import { Move } from "../marks/move.tsx";
import { address, Link, setParams } from "../router.tsx";
import { Answer, Empty } from "../shell/state.tsx";
import { count, dayText } from "../words/days.ts";
import { fullName } from "../words/names.ts";
import { Heading } from "./heading.tsx";
import { QueryField, useFields } from "./query-field.tsx";

type About = "events" | "articles" | "actors" | "statements" | "posts";
const ABOUTS: [About, string][] = [["events", "Events"], ["articles", "Articles"], ["statements", "Statements"], ["actors", "Actors"], ["posts", "Posts"]];

const EXAMPLES: [q: string, says: string][] = [
  ["measure:expel,close-post since:30d", "expulsions and closed posts of the last month"],
  ["between:RUS,NATO -status:denied", "what Russia and NATO did to each other"],
  ["quad:material-conflict reports:>=2", "deeds of conflict that more than one article tells"],
  ['text:"liaison office"', "words of the article, found by their stems"],
];

function Help() {
  const fields = useFields();
  return (
    <section class="help" aria-labelledby="help">
      <h2 id="help">How to ask</h2>
      <p>Terms stand side by side and must all hold: <code>field:value</code>; <code>field:a,b</code> for either; <code>-field:value</code> for not; plain words, or <code>"words together"</code>, are sought in the text.</p>
      <ul class="plain">{EXAMPLES.map(([q, says]) => <li key={q}><Link to={address(["search"], { q })}><code>{q}</code></Link> {says}</li>)}</ul>
      {fields.length > 0 && (
        <table class="fields-help">
          <caption class="unseen">Fields of a query</caption>
          <thead><tr><th scope="col">Field</th><th scope="col">takes</th><th scope="col">example</th></tr></thead>
          <tbody>{fields.map((f) => <tr key={f.name}><th scope="row"><code>{f.name}</code></th><td>{f.takes}</td><td><code>{f.example}</code></td></tr>)}</tbody>
        </table>
      )}
    </section>
  );
}

const ROWS: Record<About, (row: never) => ComponentChildren> = {
  events: (e: DemEvent) => <Move key={e.key} event={e} />,
  articles: (a: ArticleRow) => (
    <article key={a.key} class="found" data-item>
      <p><Link to={`/article/${a.key}`}>{a.title || a.key}</Link></p>
      <p class="excerpt">{a.excerpt}</p>
      <p class="move-meta"><span>{a.source}</span>{a.published && <time dateTime={a.published}>{dayText(a.published, true)}</time>}<span>{count(a.events, "event")}</span></p>
    </article>
  ),
  actors: (a: Actor) => (
    <article key={a.key} class="found" data-item>
      <p><Link to={address(["actors", a.code && (a.kind === "country" || a.kind === "organisation") ? a.code : a.name])}>{fullName(a)}</Link></p>
      <p class="move-meta"><span>{a.kind}</span><span>{count(a.articles ?? 0, "article")}</span><span>{count(a.events ?? 0, "event")}</span></p>
    </article>
  ),
  statements: (s: Statement) => (
    <article key={`${s.article}${s.text}`} class="found" data-item>
      <p><strong>{fullName(s.speaker)}</strong> <span class="chip">{s.stance}</span>{s.toward && <span class="line"> toward {s.toward}</span>}</p>
      <p class="move-words">{s.quoted ? <q class="sentence">{s.text}</q> : <span class="sentence">{s.text}</span>}</p>
      <p class="move-meta"><Link to={`/article/${s.article}`}>{s.title || s.article}</Link>{s.day && <time dateTime={s.day}>{dayText(s.day, true)}</time>}</p>
    </article>
  ),
  posts: (p: Post) => (
    <article key={p.key} class="found" data-item>
      <p><Link to={address(["posts"], { post: p.key })}>{p.name}</Link> {p.status && <span class={`state ${p.status}`}>{p.status}</span>}</p>
    </article>
  ),
};

function Found({ about, q, order }: { about: About; q: string; order: string }) {
  const hasOrder = about === "events" || about === "articles" || about === "statements";
  const pages = usePages<never>(about, { q, limit: 50, order: hasOrder ? order : undefined });
  return (
    <>
      <Answer of={pages}>
        {() => pages.rows!.length === 0
          ? <Empty><p>Nothing in the record fits.</p></Empty>
          : <><p class="line" role="status">{count(pages.rows!.length, "row")}{pages.more ? ", and more" : ""}</p><div class="moves">{pages.rows!.map(ROWS[about])}</div></>}
      </Answer>
      {pages.more && <button type="button" class="quiet more" onClick={pages.more}>Show more</button>}
    </>
  );
}

export function SearchView({ at }: { at: URLSearchParams }) {
  const q = at.get("q") ?? "";
  const about = (ABOUTS.find(([a]) => a === at.get("about"))?.[0] ?? "events") as About;
  const order = at.get("order") === "oldest" ? "oldest" : "";
  const isAsking = q !== "" || at.has("about");
  return (
    <>
      <Heading title="Search" plain={q ? `${q} – Search` : "Search"} />
      <QueryField big value={q} label="Query" placeholder="measure:expel between:RUS,NOR since:2022" onAsk={(text) => setParams({ q: text }, false)} />
      <div class="controls">
        <div class="segments" role="group" aria-label="About">{ABOUTS.map(([value, text]) => <button key={value} type="button" aria-pressed={isAsking && about === value} onClick={() => setParams({ about: value })}>{text}</button>)}</div>
        {isAsking && <button type="button" class="quiet" onClick={() => setParams({ order: order ? "" : "oldest" })}>{order ? "Oldest first" : "Newest first"}</button>}
        {q && about === "events" && (
          <p class="move-meta">
            <Link to={address(["alerts"], { q })}>Make an alert</Link>
            <a href={`/api/v1/events.atom?${asked({ q })}`}>Atom</a>
            <a href={`/api/v1/events.feed.json?${asked({ q })}`}>JSON Feed</a>
          </p>
        )}
      </div>
      {isAsking ? <Found about={about} q={q} order={order} /> : <Help />}
      {isAsking && <details class="in-words"><summary>How to ask</summary><Help /></details>}
    </>
  );
}
