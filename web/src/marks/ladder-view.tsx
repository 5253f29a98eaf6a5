// The ladder drawn: a list of moves by day, each on its side, with arrows from each move to its answers laid over it. The list alone says everything; the arrows
// are for the eye. Door: LadderPicture.
import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { DemEvent } from "../api/types.ts";
import { count, daysText, weekday } from "../words/days.ts";
import { nameOfCode } from "../words/names.ts";
import { type Arrow, arrowPath, type Box, groupByDay, type Ladder, type Rung } from "./ladder.ts";
import { Move } from "./move.tsx";

interface Drawn {
  arrow: Arrow;
  path: string;
}

const LANE = 7; // pixels between arrows that run side by side in the gutter

/** Where each move's box is, within the list. */
function boxes(list: HTMLElement): Map<string, Box> {
  const origin = list.getBoundingClientRect();
  return new Map([...list.querySelectorAll<HTMLElement>("[data-rung]")].map((el) => {
    const r = el.getBoundingClientRect();
    return [el.dataset.rung!, { left: r.left - origin.left, top: r.top - origin.top, width: r.width, height: r.height }];
  }));
}

/** Arrows on one side bow out into the gutter, each in a lane that no arrow of the same rows uses. */
function draw(list: HTMLElement, arrows: Arrow[]): Drawn[] {
  const at = boxes(list), width = list.clientWidth;
  const lanes: { side: boolean; lane: number; top: number; bottom: number }[] = [];
  const out: Drawn[] = [];
  for (const arrow of arrows) {
    const from = at.get(arrow.from), to = at.get(arrow.to);
    if (!from || !to) continue;
    const isLeft = Math.min(from.left, to.left) <= width - Math.max(from.left + from.width, to.left + to.width);
    const top = Math.min(from.top, to.top), bottom = Math.max(from.top + from.height, to.top + to.height);
    let lane = 0;
    while (lanes.some((l) => l.side === isLeft && l.lane === lane && l.top < bottom && l.bottom > top)) ++lane;
    const gutter = isLeft ? Math.max(2, Math.min(from.left, to.left) - 10 - lane * LANE) : Math.min(width - 2, Math.max(from.left + from.width, to.left + to.width) + 10 + lane * LANE);
    const isAcross = from.left + from.width + 24 <= to.left || to.left + to.width + 24 <= from.left;
    if (!isAcross) lanes.push({ side: isLeft, lane, top, bottom });
    out.push({ arrow, path: arrowPath(from, to, gutter) });
  }
  return out;
}

function Arrows({ drawn, lit }: { drawn: Drawn[]; lit?: string }) {
  return (
    <svg class="ladder-arrows" aria-hidden="true" focusable="false">
      <defs>
        {["tip", "tip-lit"].map((id) => (
          <marker key={id} id={id} viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class={id} d="M0,0.8 9.5,5 0,9.2 2.4,5z" /></marker>
        ))}
      </defs>
      {drawn.map(({ arrow, path }) => {
        const isLit = lit === arrow.from || lit === arrow.to;
        return <path key={`${arrow.from} ${arrow.to}`} d={path} class={`ladder-arrow${arrow.isInferred ? " inferred" : ""}${isLit ? " lit" : ""}`} marker-end={isLit ? "url(#tip-lit)" : "url(#tip)"} />;
      })}
    </svg>
  );
}

function Gap({ days }: { days: number }) {
  return days >= 3 ? <p class="ladder-gap">{days} days later</p> : null;
}

function RungItem({ rung, row, others, fresh, sides, isBrief }: { rung: Rung; row: number; others: Map<string, DemEvent>; fresh: Set<string>; sides: [string, string]; isBrief: boolean }) {
  return (
    <li class={`rung ${rung.side}`} data-rung={rung.event.key} style={{ gridRow: String(row) }}>
      <Move event={rung.event} answers={rung.answers} others={others} between={sides} isBrief={isBrief} isNew={fresh.has(rung.event.key)} />
    </li>
  );
}

export function LadderPicture({ of, left, right, fresh, isBrief }: { of: Ladder; left: string; right: string; fresh: Set<string>; isBrief: boolean }) {
  const list = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<Drawn[]>([]);
  const [lit, setLit] = useState<string>();
  const redraw = useCallback(() => list.current && setDrawn(draw(list.current, of.arrows)), [of]);
  useLayoutEffect(() => {
    redraw();
    const watch = new ResizeObserver(() => redraw());
    if (list.current) watch.observe(list.current);
    void document.fonts?.ready.then(redraw);
    return () => watch.disconnect();
  }, [redraw]);

  const others = new Map(of.rungs.map((r) => [r.event.key, r.event]));
  const light = (e: Event) => setLit((e.target as HTMLElement).closest<HTMLElement>("[data-rung]")?.dataset.rung);
  const isTogether = of.rungs.some((r) => r.side === "both");
  return (
    <div class="ladder" ref={list} onMouseOver={light} onMouseLeave={() => setLit(undefined)} onFocusCapture={light} onBlurCapture={() => setLit(undefined)}>
      <div class="ladder-sides" aria-hidden="true">
        <span class="left">{nameOfCode(left)}</span>
        {isTogether && <span class="both">together</span>}
        <span class="right">{nameOfCode(right)}</span>
      </div>
      <Arrows drawn={drawn} lit={lit} />
      {groupByDay(of.rungs).map((g, n) => (
        <section key={`${g.day} ${g.to} ${n}`} aria-label={`${daysText(g.day, g.to)}, ${count(g.rungs.length, "move")}`}>
          <Gap days={g.gap} />
          <h2 class="ladder-day"><time dateTime={g.day}>{daysText(g.day, g.to, true)}</time>{g.day === g.to && <span class="weekday"> {weekday(g.day)}</span>}</h2>
          <ol class="rungs">{g.rungs.map((r, k) => <RungItem key={r.event.key} rung={r} row={g.rows[k]!} others={others} fresh={fresh} sides={[left, right]} isBrief={isBrief} />)}</ol>
        </section>
      ))}
    </div>
  );
}
