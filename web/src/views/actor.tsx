// Actors: who is in the record; and one of them: with whom it has to do, what last. Doors: ActorsView, ActorView.
import { asked } from "../api/client.ts";
import type { Actor, ActorPage } from "../api/types.ts";
import { useAnswer, usePages } from "../api/use.ts";
import { Move } from "../marks/move.tsx";
import { address, Link, setParams } from "../router.tsx";
import { Answer, Empty } from "../shell/state.tsx";
import { count } from "../words/days.ts";
import { fullName, idOf, nameOfActor, nameOfCode } from "../words/names.ts";
import { Heading } from "./heading.tsx";
import { QueryField } from "./query-field.tsx";

export function ActorsView({ at }: { at: URLSearchParams }) {
  const q = at.get("q") ?? "";
  const pages = usePages<Actor>("actors", { q, limit: 100 });
  return (
    <>
      <Heading title="Actors" line="The most often named first" />
      <QueryField value={q} label="Name, or terms" placeholder="Lavrov, or kind:organisation" onAsk={(text) => setParams({ q: text })} />
      <Answer of={pages}>
        {() => pages.rows!.length === 0 ? <Empty><p>Nobody fits.</p></Empty> : (
          <ul class="list actors">
            {pages.rows!.map((a) => (
              <li key={a.key} data-item>
                <p><Link to={address(["actors", a.kind === "country" || a.kind === "organisation" ? idOf(a) : a.name])}>{fullName(a)}</Link></p>
                <p class="move-meta"><span>{a.kind}</span>{a.sector.length > 0 && <span>{a.sector.join(", ")}</span>}<span>{count(a.articles ?? 0, "article")}</span><span>{count(a.events ?? 0, "event")}</span></p>
              </li>
            ))}
          </ul>
        )}
      </Answer>
      {pages.more && <button type="button" class="quiet more" onClick={pages.more}>Show more</button>}
    </>
  );
}

/** One row a partner: how many moves each way, as bars of one scale. */
function Partners({ id, all }: { id: string; all: ActorPage["partners"] }) {
  const most = Math.max(1, ...all.flatMap((p) => [p.to, p.from]));
  const bar = (n: number) => <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width={(n / most) * 100} height={8} /></svg>;
  return (
    <table class="partners">
      <caption class="unseen">Partners of {nameOfCode(id)}: moves to and from each</caption>
      <thead><tr><th scope="col">With</th><th scope="col">to them</th><th scope="col">from them</th><th scope="col"><span class="unseen">Pages</span></th></tr></thead>
      <tbody>
        {all.map((p) => (
          <tr key={p.code} data-item>
            <th scope="row"><Link to={address(["exchange", id, p.code])}>{nameOfCode(p.code)}</Link></th>
            <td>{p.to} {bar(p.to)}</td>
            <td>{p.from} {bar(p.from)}</td>
            <td><Link to={address(["dyad", id, p.code])}>numbers<span class="unseen"> of {nameOfCode(id)} and {nameOfCode(p.code)}</span></Link></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function ActorView({ id }: { id: string }) {
  const answer = useAnswer<ActorPage & { others?: Actor[] }>(`actors/${encodeURIComponent(id)}?${asked({ limit: 50 })}`);
  const a = answer.data?.actor;
  return (
    <>
      <Heading title={a ? nameOfActor(a) : nameOfCode(id)} line={a && [a.code, a.kind, a.sector.join(", "), count(a.articles ?? 0, "article"), count(a.events ?? 0, "event")].filter(Boolean).join(" · ")}>
        <Link class="button quiet" to={address(["search"], { q: `actor:"${id}"` })}>All its moves</Link>
      </Heading>
      <Answer of={answer}>
        {({ partners, events, others }) => (
          <div class="two">
            <section aria-labelledby="last">
              <h2 id="last">What last</h2>
              {events.length === 0 ? <p class="line">It is named, but no event has it on either side.</p> : <div class="moves">{events.map((e) => <Move key={e.key} event={e} />)}</div>}
            </section>
            <aside aria-label="With whom">
              <h2>With whom</h2>
              {partners.length === 0 ? <p class="line">With nobody known by a code.</p> : <Partners id={id} all={partners} />}
              {others && others.length > 0 && (
                <>
                  <h2>Who acts for it</h2>
                  <ul class="plain">{others.slice(0, 20).map((o) => <li key={o.key}><Link to={address(["actors", o.name])}>{o.name}</Link> <span class="line">{o.kind}, {count(o.articles ?? 0, "article")}</span></li>)}</ul>
                </>
              )}
            </aside>
          </div>
        )}
      </Answer>
    </>
  );
}
