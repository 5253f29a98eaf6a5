// Which two sides: a form, and the pairs that moved last. Doors: PairChooser, PairTabs.
import { useState } from "preact/hooks";
import { asked } from "../api/client.ts";
import type { Exchange } from "../api/types.ts";
import { useAnswer } from "../api/use.ts";
import { address, go, Link } from "../router.tsx";
import { Answer, Empty } from "../shell/state.tsx";
import { count } from "../words/days.ts";
import { nameOfCode } from "../words/names.ts";
import { ActorField } from "./actor-field.tsx";
import { Heading } from "./heading.tsx";
import { mainSides } from "./today.tsx";

type To = "exchange" | "dyad";
const ABOUT: Record<To, [title: string, line: string]> = {
  exchange: ["Exchange", "The moves of two sides as a ladder: what each did, and what answered what."],
  dyad: ["Dyad", "Two sides in numbers: cooperation and conflict over time, both ways."],
};

export function PairForm({ to, a = "", b = "" }: { to: To; a?: string; b?: string }) {
  const [first, setFirst] = useState(a), [second, setSecond] = useState(b);
  const ask = (e: Event) => {
    e.preventDefault();
    if (first.trim() && second.trim()) go(address([to, first.trim(), second.trim()]));
  };
  return (
    <form class="pair" onSubmit={ask}>
      <ActorField label="One side" value={first} onInput={setFirst} />
      <button type="button" class="quiet swap" aria-label="Swap sides" title="Swap sides" onClick={() => (setFirst(second), setSecond(first))}>⇄</button>
      <ActorField label="Other side" value={second} onInput={setSecond} />
      <button type="submit">Show</button>
    </form>
  );
}

/** Busy pairs of the last exchanges, each once. */
function busyPairs(exchanges: Exchange[]): [a: string, b: string, moves: number][] {
  const out = new Map<string, [string, string, number]>();
  for (const x of exchanges) {
    const sides = mainSides(x.events);
    if (!sides) continue;
    const name = [...sides].sort().join("\n");
    const known = out.get(name);
    if (known) known[2] += x.events.length;
    else out.set(name, [...sides, x.events.length]);
  }
  return [...out.values()].sort((x, y) => y[2] - x[2]).slice(0, 12);
}

export function PairChooser({ to, first }: { to: To; first?: string }) {
  const [title, line] = ABOUT[to];
  const answer = useAnswer<{ exchanges: Exchange[] }>(`today?${asked({ limit: 100, q: first && `actor:"${first}"` })}`);
  return (
    <>
      <Heading title={title} line={line} />
      <PairForm to={to} a={first} />
      <Answer of={answer}>
        {({ exchanges }) => {
          const pairs = busyPairs(exchanges);
          if (pairs.length === 0) return <Empty><p>No two sides have met in the record yet.</p></Empty>;
          return (
            <section>
              <h2>Moving lately</h2>
              <ul class="pairs">
                {pairs.map(([a, b, n]) => (
                  <li key={`${a}${b}`} data-item><Link to={address([to, a, b])}>{nameOfCode(a)} <span aria-hidden="true">⇄</span><span class="unseen">and</span> {nameOfCode(b)}</Link> <span class="line">{count(n, "move")}</span></li>
                ))}
              </ul>
            </section>
          );
        }}
      </Answer>
    </>
  );
}

/** The two pages about a pair, each from the other. */
export function PairTabs({ a, b, here }: { a: string; b: string; here: To }) {
  return (
    <nav class="segments" aria-label="This pair">
      <Link to={address(["exchange", a, b])} aria-current={here === "exchange" ? "page" : undefined}>Ladder</Link>
      <Link to={address(["dyad", a, b])} aria-current={here === "dyad" ? "page" : undefined}>Numbers</Link>
    </nav>
  );
}
