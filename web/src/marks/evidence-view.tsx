// The article's text with what it says lit up. Text is text: whatever stands in it, it is never put in as HTML. Door: EvidenceText.
import { useMemo } from "preact/hooks";
import type { ReadingEvent } from "../api/types.ts";
import { type Mark, paragraphs, type Segment, segments } from "./evidence.ts";

const ORDER = ["trigger", "source", "target", "span", "sentence"] as const;

/** How a piece looks: the strongest of what it says of the lit one; else that it is somebody's trigger. */
function look(piece: Segment, lit: string | undefined, quads: Map<string, string>): string {
  const classes: string[] = [];
  const ofLit = piece.marks.filter((m) => m.of === lit);
  for (const what of ORDER) if (ofLit.some((m) => m.what === what)) classes.push(`lit-${what}`);
  const trigger = piece.marks.find((m) => m.what === "trigger" && m.of === lit) ?? piece.marks.find((m) => m.what === "trigger");
  if (trigger) classes.push("trigger", quads.get(trigger.of) || "none");
  return classes.join(" ");
}

const triggerOf = (piece: Segment) => piece.marks.find((m) => m.what === "trigger")?.of;

export function EvidenceText({ text, marks, events, lit, onLight, onPick }: { text: string; marks: Mark[]; events: ReadingEvent[]; lit?: string; onLight: (id?: string) => void; onPick: (id: string) => void }) {
  const blocks = useMemo(() => paragraphs(text).map(([from, to]) => segments(from, to, marks)), [text, marks]);
  const quads = useMemo(() => new Map(events.map((e) => [e.id, e.quad as string])), [events]);
  return (
    <div class="article-text" lang="en">
      {blocks.map((pieces, n) => (
        <p key={n}>
          {pieces.map((piece) => {
            const words = text.slice(piece.from, piece.to), style = look(piece, lit, quads), id = triggerOf(piece);
            if (!style) return words;
            if (!id) return <span key={piece.from} class={style}>{words}</span>;
            return <mark key={piece.from} class={style} data-of={id} onMouseEnter={() => onLight(id)} onMouseLeave={() => onLight()} onClick={() => onPick(id)}>{words}</mark>;
          })}
        </p>
      ))}
    </div>
  );
}
