// What was done, in words. The table is that of src/cli/ladder.cpp, so that program and board say the same; tests/unit/deeds.test.ts holds the two together.
// Doors: deedInWords, statusInWords, MEASURES, TYPES.
import type { DemEvent, Quantity, ReadingEvent, Status } from "../api/types.ts";

/** measure → [one, many]; `many` takes the quantity for "%". */
export const DEEDS: Record<string, [string, string]> = {
  expel: ["expels envoys", "expels %"],
  "withdraw-accreditation": ["withdraws accreditation", "withdraws the accreditation of %"],
  "declare-unwelcome": ["declares an envoy unwelcome", "declares % unwelcome"],
  "reduce-staff": ["cuts a post’s staff", ""],
  "suspend-mission": ["suspends a mission", ""],
  "close-post": ["closes a post", ""],
  "open-post": ["opens a post", ""],
  "reopen-post": ["reopens a post", ""],
  "recall-envoy": ["recalls its envoy", "recalls %"],
  "return-envoy": ["sends its envoy back", ""],
  "summon-envoy": ["summons the envoy", ""],
  "appoint-envoy": ["appoints an envoy", ""],
  "accept-credentials": ["accepts credentials", ""],
  "sever-relations": ["severs relations", ""],
  "downgrade-relations": ["downgrades relations", ""],
  "upgrade-relations": ["upgrades relations", ""],
  "restore-relations": ["restores relations", ""],
  recognise: ["recognises", ""],
  "withdraw-recognition": ["withdraws recognition", ""],
  "ban-entry": ["bans entry", "bans the entry of %"],
  "impose-sanctions": ["imposes sanctions", ""],
  "extend-sanctions": ["extends sanctions", ""],
  "ease-sanctions": ["eases sanctions", ""],
  "freeze-assets": ["freezes assets", "freezes assets of %"],
  embargo: ["imposes an embargo", ""],
  "close-border": ["closes the border", ""],
  "open-border": ["opens the border", ""],
  "close-airspace": ["closes its airspace", ""],
  "suspend-talks": ["suspends talks", ""],
  "resume-talks": ["resumes talks", ""],
  "cancel-visit": ["cancels a visit", ""],
  "suspend-treaty": ["suspends a treaty", ""],
  "leave-body": ["leaves the organisation", ""],
  "suspend-member": ["suspends a membership", ""],
  "sign-agreement": ["signs an agreement", ""],
  ceasefire: ["agrees to a ceasefire", ""],
  "prisoner-exchange": ["exchanges prisoners", "exchanges %"],
  "grant-asylum": ["grants asylum", ""],
  "send-aid": ["sends aid", "sends aid: %"],
  "suspend-aid": ["suspends aid", "suspends aid: %"],
  "protest-note": ["hands over a note of protest", ""],
};

export const TYPE_DEEDS: Record<string, string> = {
  AGREE: "agrees or promises",
  CONSULT: "confers",
  SUPPORT: "supports",
  CONCEDE: "concedes",
  COOPERATE: "cooperates",
  AID: "gives aid",
  RETREAT: "yields",
  REQUEST: "asks or demands",
  ACCUSE: "accuses",
  REJECT: "rejects",
  THREATEN: "threatens",
  PROTEST: "protests",
  SANCTION: "takes a measure",
  MOBILIZE: "moves forces",
  COERCE: "coerces",
  ASSAULT: "attacks",
};

export const MEASURES = Object.keys(DEEDS);
export const TYPES = Object.keys(TYPE_DEEDS);
export const STATUSES: Status[] = ["done", "announced", "planned", "threatened", "requested", "alleged", "denied", "negated"];

const number = (n: number) => n.toLocaleString("en-GB", { maximumFractionDigits: 2 });

/** "8 persons", "at least 12 persons", "2.5 USD": units in capitals are symbols and take no plural. */
export function amount(q: Quantity): string {
  const bounds: Record<string, string> = { at_least: "at least ", at_most: "up to ", about: "about " };
  let out = (bounds[q.bound ?? ""] ?? "") + number(q.value);
  if (q.upper !== undefined) out += " to " + number(q.upper);
  if (!q.unit) return out;
  out += " " + q.unit;
  if (q.value !== 1 && q.unit !== "percent" && /[a-z]$/.test(q.unit) && !q.unit.endsWith("s")) out += "s";
  return q.of ? `${out} of ${q.of}` : out;
}

/** "expels 8 persons", "closes a post"; without parties and status. */
export function deedInWords(e: Pick<DemEvent, "event" | "measure" | "quantity" | "cameo"> & { deed?: string } | ReadingEvent): string {
  if ("deed" in e && e.deed) return e.deed;
  const [one, many] = DEEDS[e.measure] ?? ["", ""];
  if (e.quantity && many) return many.replace("%", amount(e.quantity));
  const plain = one || TYPE_DEEDS[e.event] || `does what code ${e.cameo} says`;
  return e.quantity ? `${plain}: ${amount(e.quantity)}` : plain;
}

const SAID: Record<Status, string> = {
  done: "",
  announced: "announced",
  planned: "planned",
  threatened: "threatened",
  requested: "asked for",
  alleged: "alleged",
  denied: "denied",
  negated: "did not happen",
};

/** "" for what was done, which needs no word. */
export const statusInWords = (s: Status): string => SAID[s] ?? s;
