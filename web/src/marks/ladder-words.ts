// The ladder as sentences, for a screen reader, a note or a mail. Door: ladderInWords.
import { daysText } from "../words/days.ts";
import { namesOf } from "../words/names.ts";
import type { Ladder } from "./ladder.ts";

const upper = (s: string) => s.charAt(0).toUpperCase() + s.slice(1);

/** One line a move: "3. 14 April 2022: Russia expels 3 persons, to Norway; in answer to 1 (concluded: the same measure)." */
export function ladderInWords({ rungs }: Ladder): string[] {
  const number = new Map(rungs.map((r, n) => [r.event.key, n + 1]));
  return rungs.map(({ event: e, answers }, n) => {
    const why = answers.map((l) => {
      const basis = [l.basis === "text" ? "" : "concluded", l.why].filter(Boolean).join(": ");
      return `in answer to ${number.get(l.answers)}${basis ? ` (${basis})` : ""}`;
    });
    const deed = `${upper(namesOf(e.source))} ${e.deed}, to ${namesOf(e.target)}`;
    return `${n + 1}. ${daysText(e.date.from, e.date.to)}: ${[deed, ...why].join("; ")}.`;
  });
}
