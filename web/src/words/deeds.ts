// Deeds as the server says them, taken apart for the eye; and the codes that a reader may choose among. Doors: deedOf, amount, TYPES, MEASURES, STATUSES.
import type { Quantity, Status } from "../api/types.ts";

// The lists of docs/openapi.json and of src/coding/deeds.cpp; tests/unit/words.test.ts holds them together.
export const TYPES = ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"];
export const MEASURES = [
  "expel", "withdraw-accreditation", "declare-unwelcome", "reduce-staff", "suspend-mission", "close-post", "open-post", "reopen-post", "recall-envoy", "return-envoy", "summon-envoy",
  "appoint-envoy", "accept-credentials", "sever-relations", "downgrade-relations", "upgrade-relations", "restore-relations", "recognise", "withdraw-recognition", "ban-entry",
  "impose-sanctions", "extend-sanctions", "ease-sanctions", "freeze-assets", "embargo", "close-border", "open-border", "close-airspace", "suspend-talks", "resume-talks", "cancel-visit",
  "suspend-treaty", "leave-body", "suspend-member", "sign-agreement", "ceasefire", "prisoner-exchange", "grant-asylum", "send-aid", "suspend-aid", "protest-note",
];
export const STATUSES: Status[] = ["done", "announced", "planned", "threatened", "requested", "alleged", "denied", "negated"];

export interface Deed {
  words: string; // "closes a post"
  but: string; // "planned", "did not happen"; "" for what was done, or is done by being said
}

/** "closes a post (planned)" → its words, and what must be known of them. */
export function deedOf(deed: string): Deed {
  const found = /^(.*?)(?: \((announced|planned|threatened|requested|alleged|denied)\)| – (did not happen))$/.exec(deed);
  return found ? { words: found[1]!, but: found[2] ?? found[3]! } : { words: deed, but: "" };
}

/** "8 persons", "2 to 3 tonnes of rice": with its bounds. */
export function amount(q: Quantity): string {
  const many = q.value !== 1 || q.upper !== undefined, one = q.unit ?? "";
  const unit = many && /[a-rt-z]$/.test(one) && one !== "percent" ? `${one}s` : one; // units in capitals are symbols
  const bounds: Record<string, string> = { at_least: "at least ", at_most: "up to ", about: "about " };
  const number = (n: number) => n.toLocaleString("en-GB", { maximumFractionDigits: 2 });
  return [`${bounds[q.bound ?? ""] ?? ""}${number(q.value)}${q.upper !== undefined ? ` to ${number(q.upper)}` : ""}`, unit, q.of && `of ${q.of}`].filter(Boolean).join(" ");
}
