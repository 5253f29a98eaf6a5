// Dyad: two sides in numbers over time, and the moves under the cursor. Door: DyadView.
import { useEffect, useMemo, useState } from "preact/hooks";
import { asked } from "../api/client.ts";
import type { Deeds, DemEvent, DyadStatistics, Rows } from "../api/types.ts";
import { useAnswer } from "../api/use.ts";
import { Move } from "../marks/move.tsx";
import { periodInWords, Timeline } from "../marks/timeline.tsx";
import { setParams } from "../router.tsx";
import { Answer, Empty } from "../shell/state.tsx";
import { daysText } from "../words/days.ts";
import { nameOfCode } from "../words/names.ts";
import { Heading } from "./heading.tsx";
import { PairForm, PairTabs } from "./pair.tsx";

const STEPS: [string, string][] = [["day", "Days"], ["week", "Weeks"], ["month", "Months"]];
const number = (n: number) => n.toFixed(1).replace("-", "−");

const CELLS: [keyof Deeds, string][] = [
  ["events", "Moves"], ["net", "Net score"], ["verbal_cooperation", "Cooperation in words"], ["material_cooperation", "in deeds"], ["verbal_conflict", "Conflict in words"], ["material_conflict", "in deeds"],
];

function Totals({ of }: { of: DyadStatistics }) {
  const rows: [string, Deeds][] = [[`${nameOfCode(of.first)} → ${nameOfCode(of.second)}`, of.first_to_second], [`${nameOfCode(of.second)} → ${nameOfCode(of.first)}`, of.second_to_first]];
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Totals">
      <table class="numbers">
        <thead><tr><th scope="col">Direction</th>{CELLS.map(([k, text], n) => <th scope="col" key={n} title={k.replace("_", " ")}>{text}</th>)}</tr></thead>
        <tbody>{rows.map(([name, d]) => <tr key={name}><th scope="row">{name}</th>{CELLS.map(([k]) => <td key={k}>{k === "net" ? number(d.net) : d[k]}</td>)}</tr>)}</tbody>
      </table>
    </div>
  );
}

function AsTable({ of }: { of: DyadStatistics }) {
  const rows = of.periods.filter((p) => p.first_to_second.events + p.second_to_first.events > 0);
  const head = [`${nameOfCode(of.first)} → ${nameOfCode(of.second)}`, `${nameOfCode(of.second)} → ${nameOfCode(of.first)}`];
  return (
    <details class="in-words">
      <summary>The same as a table</summary>
      <div class="scroll" tabIndex={0} role="region" aria-label="Periods in which something moved">
        <table class="numbers">
          <thead>
            <tr><th scope="col" rowSpan={2}>Period</th>{head.map((h) => <th key={h} scope="colgroup" colSpan={2}>{h}</th>)}</tr>
            <tr>{head.flatMap((h) => [<th key={h + "e"} scope="col">moves</th>, <th key={h + "n"} scope="col">net</th>])}</tr>
          </thead>
          <tbody>
            {rows.map((p) => <tr key={p.from}><th scope="row">{daysText(p.from, p.to, true)}</th><td>{p.first_to_second.events}</td><td>{number(p.first_to_second.net)}</td><td>{p.second_to_first.events}</td><td>{number(p.second_to_first.net)}</td></tr>)}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** The moves of one period. */
function Under({ events, from, to }: { events: DemEvent[]; from: string; to: string }) {
  const here = events.filter((e) => e.date.from >= from && e.date.from <= to).sort((x, y) => (x.date.from < y.date.from ? -1 : 1));
  if (here.length === 0) return <p class="line">Nothing moved.</p>;
  return <div class="moves">{here.map((e) => <Move key={e.key} event={e} />)}</div>;
}

/** A value once it has rested: a cursor drawn over a hundred periods asks for the last of them. */
function useSettled<T>(value: T): T {
  const [settled, settle] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => settle(value), 120);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

function Body({ of, a, b, since, until }: { of: DyadStatistics; a: string; b: string; since: string; until: string }) {
  const busiest = useMemo(() => of.periods.reduce((best, p, n) => (p.first_to_second.events + p.second_to_first.events >= (of.periods[best]?.first_to_second.events ?? 0) + (of.periods[best]?.second_to_first.events ?? 0) ? n : best), 0), [of]);
  const [at, setAt] = useState(busiest);
  useEffect(() => setAt(busiest), [busiest, of.step]);
  const period = of.periods[Math.min(useSettled(at), of.periods.length - 1)]!;
  // Of the period alone: a pair may have thousands of moves.
  const q = [`between:"${a}","${b}"`, `since:${period.from < since ? since : period.from}`, `until:${until && period.to > until ? until : period.to}`].join(" ");
  const events = useAnswer<Rows<DemEvent>>(`events?${asked({ q, limit: 200 })}`);
  return (
    <>
      <Totals of={of} />
      <p class="line">The net score of a {of.step} is the sum of Goldstein scores: above 0 more cooperation, below more conflict. {of.reciprocity?.explanation}</p>
      <Timeline of={of} at={at} onAt={setAt} />
      <AsTable of={of} />
      <section aria-label="Moves under the cursor">
        <h2>{daysText(period.from, period.to)}</h2>
        <p class="line">{periodInWords(period, of.first, of.second).split(". ").slice(1).join(". ")}</p>
        <Answer of={events}>{({ rows }) => <Under events={rows} from={period.from} to={period.to} />}</Answer>
      </section>
    </>
  );
}

export function DyadView({ a, b, at }: { a: string; b: string; at: URLSearchParams }) {
  const by = STEPS.some(([s]) => s === at.get("by")) ? at.get("by")! : "week";
  const since = at.get("since") ?? "", until = at.get("until") ?? "";
  const answer = useAnswer<DyadStatistics>(`dyads/${encodeURIComponent(a)}/${encodeURIComponent(b)}/statistics?${asked({ by, since, until })}`);
  const names = [a, b].map(nameOfCode);
  return (
    <>
      <Heading plain={`${names.join(" and ")} in numbers`} title={<>{names[0]} <span class="between-sides" aria-hidden="true">⇄</span><span class="unseen">and</span> {names[1]}</>} line="Cooperation and conflict over time">
        <PairTabs a={a} b={b} here="dyad" />
      </Heading>
      <div class="controls">
        <div class="segments" role="group" aria-label="Steps">{STEPS.map(([value, text]) => <button key={value} type="button" aria-pressed={by === value} onClick={() => setParams({ by: value })}>{text}</button>)}</div>
        <div class="between" role="group" aria-label="Days">
          <label>from <input type="date" value={since} onChange={(e) => setParams({ since: e.currentTarget.value })} /></label>
          <label>to <input type="date" value={until} onChange={(e) => setParams({ until: e.currentTarget.value })} /></label>
        </div>
      </div>
      <Answer of={answer}>
        {(of) => of.periods.length === 0
          ? <Empty><p>The record knows of no move between {names[0]} and {names[1]}{since || until ? " in these days" : ""}.</p><PairForm to="dyad" a={a} b={b} /></Empty>
          : <Body of={of} a={a} b={b} since={since} until={until} />}
      </Answer>
    </>
  );
}
