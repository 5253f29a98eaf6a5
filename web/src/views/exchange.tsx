// Exchange: the tit-for-tat ladder of two sides. Door: ExchangeView.
import { useEffect, useMemo, useState } from "preact/hooks";
import { asked } from "../api/client.ts";
import { onNews } from "../api/live.ts";
import type { DemEvent, Moves } from "../api/types.ts";
import { useAnswer } from "../api/use.ts";
import { ladder, type Ladder } from "../marks/ladder.ts";
import { LadderPicture } from "../marks/ladder-view.tsx";
import { ladderInWords } from "../marks/ladder-words.ts";
import { StripFrame } from "../marks/strip-view.tsx";
import { address, Link, setParams } from "../router.tsx";
import { announce } from "../shell/announce.tsx";
import { Answer, Empty } from "../shell/state.tsx";
import { count, daysText } from "../words/days.ts";
import { nameOfCode } from "../words/names.ts";
import { Heading } from "./heading.tsx";
import { PairForm, PairTabs } from "./pair.tsx";

type Show = "all" | "linked" | "deeds";
const SHOWS: [Show, string][] = [["all", "All moves"], ["linked", "Answered or answering"], ["deeds", "Deeds only"]];

function chosen(of: Moves, show: Show): DemEvent[] {
  if (show === "deeds") return of.events.filter((e) => e.quad.startsWith("material"));
  if (show === "all") return of.events;
  const keys = new Set(of.links.flatMap((l) => [l.event, l.answers]));
  return of.events.filter((e) => keys.has(e.key));
}

/** "Norway moved 12 times, 3 of them in answer; Russia 11 times, 5 of them." */
function inShort({ rungs }: Ladder, a: string, b: string): string {
  const of = (side: "left" | "right") => rungs.filter((r) => r.side === side);
  const [l, r] = [of("left"), of("right")];
  const answering = (all: typeof l) => all.filter((x) => x.answers.length > 0).length;
  return `${nameOfCode(a)}: ${count(l.length, "move")}, ${answering(l)} of them in answer. ${nameOfCode(b)}: ${count(r.length, "move")}, ${answering(r)} in answer.`;
}

function Legend() {
  return (
    <ul class="legend" aria-label="How to read it">
      <li><span class="quad verbal-cooperation" aria-hidden="true" /> cooperation in words</li>
      <li><span class="quad material-cooperation" aria-hidden="true" /> in deeds</li>
      <li><span class="quad verbal-conflict" aria-hidden="true" /> conflict in words</li>
      <li><span class="quad material-conflict" aria-hidden="true" /> in deeds</li>
      <li><span class="line-key" aria-hidden="true" /> answers, an article says so</li>
      <li><span class="line-key inferred" aria-hidden="true" /> answers, the record concludes so</li>
    </ul>
  );
}

function Words({ of }: { of: Ladder }) {
  const lines = ladderInWords(of);
  const copy = () => navigator.clipboard.writeText(lines.join("\n")).then(() => announce("Copied."), () => announce("Could not be copied."));
  return (
    <details class="in-words">
      <summary>The same in words</summary>
      {navigator.clipboard && <button type="button" class="quiet" onClick={copy}>Copy</button>}
      <ol class="plain">{lines.map((l) => <li key={l}>{l}</li>)}</ol>
    </details>
  );
}

function Between({ since, until }: { since: string; until: string }) {
  return (
    <div class="between" role="group" aria-label="Days">
      <label>from <input type="date" value={since} max={until || undefined} onChange={(e) => setParams({ since: e.currentTarget.value })} /></label>
      <label>to <input type="date" value={until} min={since || undefined} onChange={(e) => setParams({ until: e.currentTarget.value })} /></label>
    </div>
  );
}

const pick = (key: string) => {
  const el = document.getElementById(`m-${key}`);
  el?.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  el?.querySelector<HTMLElement>(".deed")?.focus({ preventScroll: true });
};

export function ExchangeView({ a, b, at }: { a: string; b: string; at: URLSearchParams }) {
  const since = at.get("since") ?? "", until = at.get("until") ?? "";
  const show = (SHOWS.find(([s]) => s === at.get("show"))?.[0] ?? "all") as Show;
  const words = at.get("words") === "1"; // the sentence of each move
  const answer = useAnswer<Moves & { next?: string }>(`exchange?${asked({ a, b, since, until })}`);
  const [fresh, setFresh] = useState(new Set<string>());
  useEffect(() => onNews((news) => setFresh((before) => new Set([...before, ...news.filter((n) => n.kind === "event" && n.data.key).map((n) => n.data.key!)]))), []);
  const of = useMemo(() => answer.data && ladder(chosen(answer.data, show), answer.data.links, a, b), [answer.data, show, a, b]);
  const names = [a, b].map(nameOfCode);
  const days = of && of.rungs.length > 0 ? daysText(of.rungs.map((r) => r.event.date.from).sort()[0]!, of.rungs.map((r) => r.event.date.to).sort().at(-1)!) : "";
  return (
    <>
      <Heading plain={names.join(" and ")} title={<>{names[0]} <span class="between-sides" aria-hidden="true">⇄</span><span class="unseen">and</span> {names[1]}</>} line={days}>
        <PairTabs a={a} b={b} here="exchange" />
        <Link class="button quiet" to={address(["exchange", b, a], Object.fromEntries(at))}>Swap sides</Link>
      </Heading>
      <div class="controls">
        <div class="segments" role="group" aria-label="Which moves">
          {SHOWS.map(([value, text]) => <button key={value} type="button" aria-pressed={show === value} onClick={() => setParams({ show: value === "all" ? "" : value })}>{text}</button>)}
        </div>
        <Between since={since} until={until} />
        <label class="check"><input type="checkbox" checked={words} onChange={() => setParams({ words: words ? "" : "1" })} /> with the words</label>
      </div>
      <Answer of={answer}>
        {() =>
          !of || of.rungs.length === 0 ? (
            <Empty><p>{answer.data!.events.length > 0 ? "None of their moves is of this kind." : `The record knows of no move between ${names[0]} and ${names[1]}${since || until ? " in these days" : ""}.`}</p><PairForm to="exchange" a={a} b={b} /></Empty>
          ) : (
            <>
              <p class="line in-short">{inShort(of, a, b)}</p>
              <figure class="strip-frame">
                <figcaption class="unseen">All moves on one line of time; the list below says the same.</figcaption>
                <span class="strip-side left" aria-hidden="true">{names[0]}</span>
                <StripFrame rungs={of.rungs} arrows={of.arrows} onPick={pick} />
                <span class="strip-side right" aria-hidden="true">{names[1]}</span>
              </figure>
              <Legend />
              <Words of={of} />
              {answer.data!.next && <p class="kept" role="note">These are the newest {answer.data!.events.length} of their moves; choose days to see earlier ones.</p>}
              <LadderPicture of={of} left={a} right={b} fresh={fresh} isBrief={!words} />
            </>
          )
        }
      </Answer>
    </>
  );
}
