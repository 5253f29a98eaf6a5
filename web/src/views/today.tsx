// Today: what moved, newest first, the moves of one exchange together. Door: TodayView.
import { useEffect, useRef, useState } from "preact/hooks";
import { onNews } from "../api/live.ts";
import type { DemEvent, Exchange } from "../api/types.ts";
import { usePages } from "../api/use.ts";
import { Move } from "../marks/move.tsx";
import { StripPicture } from "../marks/strip-view.tsx";
import { ladder } from "../marks/ladder.ts";
import { address, Link, setParams } from "../router.tsx";
import { Answer, Empty } from "../shell/state.tsx";
import { count, daysText } from "../words/days.ts";
import { idOf, nameOfCode } from "../words/names.ts";
import { Heading } from "./heading.tsx";
import { QueryField } from "./query-field.tsx";

const SHOWN = 3; // moves of a long exchange before it is opened
const SPANS: [days: string, text: string][] = [["1", "a day"], ["7", "a week"], ["30", "a month"], ["", "all"]];

/** The two sides that make and suffer most of the moves. */
export function mainSides(events: DemEvent[]): [string, string] | undefined {
  const pairs = new Map<string, number>();
  for (const e of events) {
    for (const s of new Set(e.source.map(idOf))) {
      for (const t of new Set(e.target.map(idOf))) if (s !== t) pairs.set([s, t].sort().join("\n"), (pairs.get([s, t].sort().join("\n")) ?? 0) + (e.source.length + e.target.length > 2 ? 0.5 : 1));
    }
  }
  const best = [...pairs].sort((a, b) => b[1] - a[1])[0];
  if (!best) return undefined;
  const [a, b] = best[0].split("\n") as [string, string];
  const first = [...events].sort((x, y) => (x.date.from < y.date.from ? -1 : 1)).find((e) => e.source.some((s) => idOf(s) === a || idOf(s) === b)); // who moved first stands left
  return first?.source.some((s) => idOf(s) === b) ? [b, a] : [a, b];
}

function days(events: DemEvent[]): string {
  const from = events.map((e) => e.date.from).sort()[0]!, to = events.map((e) => e.date.to).sort().at(-1)!;
  return daysText(from, to, true);
}

function Group({ group, fresh }: { group: Exchange; fresh: Set<string> }) {
  const [isOpen, open] = useState(false);
  const sides = mainSides(group.events);
  const others = new Map(group.events.map((e) => [e.key, e]));
  const newestFirst = [...group.events].sort((a, b) => (a.date.from < b.date.from ? 1 : a.date.from > b.date.from ? -1 : Number(b.key.slice(1)) - Number(a.key.slice(1))));
  const shown = isOpen ? newestFirst : newestFirst.slice(0, SHOWN);
  const title = sides ? sides.map(nameOfCode).join(" and ") : nameOfCode(idOf(group.events[0]!.source[0] ?? group.events[0]!.target[0] ?? { name: "Nobody named", code: "" }));
  const isLone = group.events.length === 1;
  return (
    <div class={isLone ? "exchange lone" : "exchange"} role={isLone ? undefined : "group"} aria-label={isLone ? undefined : `${title}, ${count(group.events.length, "move")}`}>
      {!isLone && (
        <header class="exchange-head">
          <h3>{sides ? <Link to={address(["exchange", ...sides])}>{title}</Link> : title}</h3>
          <p class="line">{count(group.events.length, "move")}, {days(group.events)}</p>
          {sides && <StripPicture rungs={ladder(group.events, group.links, ...sides).rungs} slots={24} isSmall />}
        </header>
      )}
      <div class="moves">
        {shown.map((e) => <Move key={e.key} event={e} others={others} answers={group.links.filter((l) => l.event === e.key)} isNew={fresh.has(e.key)} />)}
      </div>
      {newestFirst.length > SHOWN && (
        <button type="button" class="quiet more" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
          {isOpen ? "Show fewer" : `Show ${newestFirst.length - SHOWN} earlier`}<span class="unseen"> moves of {title}</span>
        </button>
      )}
    </div>
  );
}

/** The keys of events that came while this view stood open. */
function useFresh(): Set<string> {
  const [fresh, set] = useState(new Set<string>());
  useEffect(() => onNews((news) => {
    const keys = news.filter((n) => n.kind === "event" && n.data.key).map((n) => n.data.key!);
    if (keys.length > 0) set((before) => new Set([...before, ...keys]));
  }), []);
  return fresh;
}

/** "3 new moves ↑" for who has read on down the page. */
function Arrivals({ number }: { number: number }) {
  const [isDown, set] = useState(false);
  const seen = useRef(0);
  useEffect(() => {
    const look = () => {
      set(scrollY > 200);
      if (scrollY <= 200) seen.current = number;
    };
    look();
    addEventListener("scroll", look, { passive: true });
    return () => removeEventListener("scroll", look);
  }, [number]);
  const unseen = number - seen.current;
  if (!isDown || unseen <= 0) return null;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return <button type="button" class="arrivals" onClick={() => scrollTo({ top: 0, behavior: calm ? "auto" : "smooth" })}>{count(unseen, "new move")} ↑</button>;
}

export function TodayView({ at }: { at: URLSearchParams }) {
  const q = at.get("q") ?? "", span = at.get("days") ?? "";
  const answer = usePages<Exchange>("today", { q, days: span, limit: 60 }, "exchanges");
  const fresh = useFresh();
  const all = answer.rows ?? [];
  const moves = all.reduce((n, x) => n + x.events.length, 0);
  const byDay = new Map<string, Exchange[]>();
  for (const x of all) {
    byDay.set(x.day, [...(byDay.get(x.day) ?? []), x]);
  }
  return (
    <>
      <Heading title="Today" line={answer.data && (moves > 0 ? `${count(moves, "move")} in ${count(all.length, "strand")}, newest first${answer.more ? "; more below" : ""}` : undefined)}>
        <div class="segments" role="group" aria-label="How far back">
          {SPANS.map(([value, text]) => <button key={text} type="button" aria-pressed={span === value} onClick={() => setParams({ days: value })}>{text}</button>)}
        </div>
      </Heading>
      <QueryField value={q} label="Show only what fits" placeholder="actor:RUS measure:expel" onAsk={(text) => setParams({ q: text })} />
      <Arrivals number={fresh.size} />
      <Answer of={answer}>
        {() =>
          all.length === 0 ? (
            <Empty>
              {q || span ? <p>Nothing fits. <Link to="/">Show everything</Link>.</p> : <p>The record is empty. Add <Link to="/feeds">feeds</Link>, or read articles in with <code>demarche ingest</code>.</p>}
            </Empty>
          ) : (
            [...byDay].map(([day, groups]) => (
              <section class="day" key={day} aria-labelledby={`day-${day}`}>
                <h2 id={`day-${day}`} class="day-name">{daysText(day, day)}</h2>
                {groups.map((g) => <Group key={g.events.map((e) => e.key).sort()[0]} group={g} fresh={fresh} />)}
              </section>
            ))
          )
        }
      </Answer>
      {answer.more && <button type="button" class="quiet more" onClick={answer.more}>Show what moved earlier</button>}
    </>
  );
}
