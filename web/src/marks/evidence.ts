// Which words of an article say what. Offsets come in Unicode code points; the browser counts UTF-16 units. Doors: codeUnits, segments, paragraphs.
import type { Reading, Span } from "../api/types.ts";

/** Gives the UTF-16 offset of a code point's offset; offsets beyond the text give its end. Built once, O(length); each answer is O(1). */
export function codeUnits(text: string): (codePoint: number) => number {
  // Nearly all news text lies in the basic plane, where both counts are one.
  if (!/[\ud800-\udbff]/.test(text)) return (n) => Math.min(Math.max(n, 0), text.length);
  const at: number[] = [];
  for (let n = 0; n < text.length; n += text.codePointAt(n)! > 0xffff ? 2 : 1) at.push(n);
  return (n) => (n < 0 ? 0 : (at[n] ?? text.length));
}

/** Something that the text says: `what` tells the kind of words, `of` the event (or statement, claim) they belong to. */
export interface Mark {
  from: number; // UTF-16 units
  to: number;
  what: "trigger" | "source" | "target" | "sentence" | "span";
  of: string;
}

export interface Segment {
  from: number;
  to: number;
  marks: Mark[];
}

/** Cuts [from, to) where marks begin and end, so that overlapping marks can be drawn side by side. Marks of no length are left out. */
export function segments(from: number, to: number, marks: Mark[]): Segment[] {
  const inside = marks.filter((m) => m.to > m.from && m.to > from && m.from < to);
  const cuts = [...new Set([from, to, ...inside.flatMap((m) => [Math.max(m.from, from), Math.min(m.to, to)])])].sort((a, b) => a - b);
  const out: Segment[] = [];
  for (let n = 0; n + 1 < cuts.length; ++n) {
    const a = cuts[n]!, b = cuts[n + 1]!;
    out.push({ from: a, to: b, marks: inside.filter((m) => m.from <= a && m.to >= b) });
  }
  return out;
}

/** Paragraphs as [from, to) in UTF-16 units, without the line ends between them. */
export function paragraphs(text: string): Span[] {
  const out: Span[] = [];
  for (const found of text.matchAll(/[^\n]+(?:\n(?!\n)[^\n]+)*/g)) out.push([found.index, found.index + found[0].length]);
  return out;
}

const overlaps = (a: Span, b: Span) => a[0] < b[1] && b[0] < a[1];

/** The marks of one article: each event's trigger, the parties where they are named in its sentences, and those sentences; statements and claims as spans. */
export function marksOf(reading: Reading, text: string): Mark[] {
  const unit = codeUnits(text);
  const mark = (span: Span, what: Mark["what"], of: string): Mark => ({ from: unit(span[0]), to: unit(span[1]), what, of });
  const actors = new Map(reading.actors.map((a) => [a.id, a]));
  const out: Mark[] = [];
  for (const e of reading.events) {
    const spans = e.sentences.map((n) => reading.sentences[n]).filter((s): s is Span => s !== undefined);
    for (const t of e.trigger) out.push(mark(t, "trigger", e.id));
    for (const s of spans) out.push(mark(s, "sentence", e.id));
    for (const [ids, what] of [[e.source, "source"], [e.target, "target"]] as const) {
      const mentions = ids.flatMap((id) => actors.get(id)?.mentions ?? []);
      for (const m of mentions) if (spans.some((s) => overlaps(s, m))) out.push(mark(m, what, e.id));
    }
  }
  for (const s of reading.statements) out.push(mark(s.span, "span", s.id));
  reading.claims.forEach((c, n) => {
    out.push(mark(c.span, "span", `c${n + 1}`));
    if (c.denial_span) out.push(mark(c.denial_span, "span", `c${n + 1}`));
  });
  return out;
}

/** A sentence cut around its trigger words ("withdrew … accreditation" gives two), each found in order; what cannot be found stays unmarked. */
export function aroundTrigger(sentence: string, trigger: string): { text: string; lit: boolean }[] {
  const out: { text: string; lit: boolean }[] = [];
  let at = 0;
  for (const words of trigger.split(/\s*…\s*/).filter(Boolean)) {
    const found = sentence.indexOf(words, at);
    if (found < 0) continue;
    if (found > at) out.push({ text: sentence.slice(at, found), lit: false });
    out.push({ text: words, lit: true });
    at = found + words.length;
  }
  if (at < sentence.length) out.push({ text: sentence.slice(at), lit: false });
  return out;
}
