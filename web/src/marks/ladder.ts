// The exchange as a ladder: moves in order of days, each on its maker's side, and which one answers which. Pure; ladder-view.tsx draws it.
// Doors: ladder, arrowPath, groupByDay, strip.
import type { DemEvent, Link } from "../api/types.ts";
import { daysBetween } from "../words/days.ts";
import { idOf } from "../words/names.ts";

export type Side = "left" | "right" | "both"; // "both": the two sides act together, or someone acts on both

export interface Rung {
  event: DemEvent;
  side: Side;
  answers: Link[]; // those moves of this ladder that it answers
  answeredBy: string[];
  depth: number; // 0 for a move that answers none; else one more than the deepest move it answers
}

export interface Arrow {
  from: string; // the move that is answered
  to: string; // the answer
  isInferred: boolean;
  link: Link;
}

export interface Ladder {
  rungs: Rung[];
  arrows: Arrow[];
}

const acts = (e: DemEvent, side: string) => e.source.some((a) => idOf(a) === side);

export function sideOf(e: DemEvent, left: string, right: string): Side {
  const l = acts(e, left), r = acts(e, right);
  return l && !r ? "left" : r && !l ? "right" : "both";
}

/** A move stands behind those it answers, else in order of days, then of keys. Answers that run in a circle are cut where the circle is met first. */
export function ladder(events: DemEvent[], links: Link[], left: string, right: string): Ladder {
  const here = new Map(events.map((e) => [e.key, e]));
  const known = links.filter((l) => here.has(l.event) && here.has(l.answers) && l.event !== l.answers);
  const answersOf = new Map<string, Link[]>();
  for (const l of known) answersOf.set(l.event, [...(answersOf.get(l.event) ?? []), l]);

  const number = (e: DemEvent) => Number(e.key.slice(1));
  const waiting = [...events].sort((a, b) => (a.date.from < b.date.from ? -1 : a.date.from > b.date.from ? 1 : a.date.to < b.date.to ? -1 : a.date.to > b.date.to ? 1 : number(a) - number(b)));
  const depth = new Map<string, number>();
  const rungs: Rung[] = [];
  while (waiting.length > 0) {
    const free = waiting.findIndex((e) => (answersOf.get(e.key) ?? []).every((l) => depth.has(l.answers)));
    const [event] = waiting.splice(Math.max(free, 0), 1) as [DemEvent];
    const answers = (answersOf.get(event.key) ?? []).filter((l) => depth.has(l.answers)); // not yet there: cut from a circle
    depth.set(event.key, answers.length === 0 ? 0 : 1 + Math.max(...answers.map((l) => depth.get(l.answers)!)));
    rungs.push({ event, side: sideOf(event, left, right), answers, answeredBy: [], depth: depth.get(event.key)! });
  }
  const at = new Map(rungs.map((r) => [r.event.key, r]));
  const arrows: Arrow[] = [];
  for (const r of rungs) {
    for (const link of r.answers) {
      at.get(link.answers)!.answeredBy.push(r.event.key);
      arrows.push({ from: link.answers, to: r.event.key, isInferred: link.basis !== "text", link });
    }
  }
  return { rungs, arrows };
}

export interface DayGroup {
  day: string; // from; a rung that stands behind what it answers may repeat an earlier day
  to: string;
  gap: number; // days since the group before; 0 for the first, and where days run back
  rungs: Rung[];
  rows: number[]; // of each rung, from 1: the two sides stand beside each other, an answer below what it answers
}

/** Each side fills its own column from the top; who acts on both sides, or answers a move of the same day, stands below it. */
function rowsOf(rungs: Rung[]): number[] {
  const next = { left: 1, right: 1 };
  const rowOf = new Map<string, number>();
  return rungs.map((r) => {
    const free = r.side === "both" ? Math.max(next.left, next.right) : next[r.side];
    const row = Math.max(free, ...r.answers.map((l) => (rowOf.get(l.answers) ?? 0) + 1));
    if (r.side !== "right") next.left = row + 1;
    if (r.side !== "left") next.right = row + 1;
    rowOf.set(r.event.key, row);
    return row;
  });
}

/** Neighbouring rungs of the same days under one heading. */
export function groupByDay(rungs: Rung[]): DayGroup[] {
  const out: DayGroup[] = [];
  for (const r of rungs) {
    const last = out[out.length - 1];
    if (last && last.day === r.event.date.from && last.to === r.event.date.to) last.rungs.push(r);
    else out.push({ day: r.event.date.from, to: r.event.date.to, gap: last ? Math.max(0, daysBetween(last.day, r.event.date.from)) : 0, rungs: [r], rows: [] });
  }
  for (const g of out) g.rows = rowsOf(g.rungs);
  return out;
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * An arrow from one move's box to its answer's, as an SVG path. Across the middle it leaves the facing edge and runs into the other's facing edge; on one side
 * (an answer by the same side, or a narrow page where boxes overlap) it bows out along `gutter`, the x of a free lane.
 */
export function arrowPath(from: Box, to: Box, gutter: number): string {
  const f = (n: number) => n.toFixed(1);
  const fromRight = from.left + from.width, toRight = to.left + to.width;
  const y1 = from.top + from.height / 2, y2 = to.top + to.height / 2;
  if (fromRight + 24 <= to.left || toRight + 24 <= from.left) {
    const x1 = fromRight <= to.left ? fromRight : from.left;
    const x2 = fromRight <= to.left ? to.left : toRight;
    const middle = (x1 + x2) / 2;
    return `M${f(x1)},${f(y1)} C${f(middle)},${f(y1)} ${f(middle)},${f(y2)} ${f(x2)},${f(y2)}`;
  }
  const isLeft = gutter < Math.min(from.left, to.left);
  const x1 = isLeft ? from.left : fromRight, x2 = isLeft ? to.left : toRight;
  const r = Math.min(8, Math.abs(y2 - y1) / 2);
  const inward = isLeft ? 1 : -1;
  const down = y2 >= y1 ? 1 : -1;
  return `M${f(x1)},${f(y1)} H${f(gutter + inward * r)} Q${f(gutter)},${f(y1)} ${f(gutter)},${f(y1 + down * r)} V${f(y2 - down * r)} Q${f(gutter)},${f(y2)} ${f(gutter + inward * r)},${f(y2)} H${f(x2)}`;
}

export interface StripMark {
  event: DemEvent;
  x: number; // 0 … 1
  lane: "left" | "right" | "both";
  stack: number; // 0 for the first mark at its place, 1 for the next …
}

/** The whole exchange on one line of time: where each move stands, marks of one place stacked. `slots` is how many marks fit side by side. */
export function strip(rungs: Rung[], slots: number): { marks: StripMark[]; first: string; last: string } {
  const days = rungs.map((r) => r.event.date.from).sort();
  const first = days[0] ?? "", last = days[days.length - 1] ?? "";
  const span = Math.max(1, rungs.length > 0 ? daysBetween(first, last) : 1);
  const taken = new Map<string, number>();
  // Deeds next to the line, words beyond them.
  const ordered = [...rungs].sort((a, b) => Number(b.event.quad.startsWith("material")) - Number(a.event.quad.startsWith("material")));
  const marks = ordered.map((r): StripMark => {
    const slot = Math.round((daysBetween(first, r.event.date.from) / span) * (slots - 1));
    const place = `${r.side} ${slot}`;
    const stack = taken.get(place) ?? 0;
    taken.set(place, stack + 1);
    return { event: r.event, x: slots > 1 ? slot / (slots - 1) : 0.5, lane: r.side, stack };
  });
  return { marks, first, last };
}
