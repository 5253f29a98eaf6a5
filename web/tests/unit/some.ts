// Events and links for tests, with all that the views need and nothing that a test does not say.
import type { Actor, DemEvent, Link } from "../../src/api/types.ts";

export const actor = (code: string): Actor => ({ key: [...code].reduce((n, c) => n * 31 + c.charCodeAt(0), 0), name: code, code, country: code, kind: "country", sector: ["GOV"] });

export function event(key: string, source: string, target: string, day: string, more: Partial<DemEvent> = {}): DemEvent {
  return {
    key, event: "SANCTION", mode: [], context: [], cameo: "166", quad: "material-conflict", goldstein: -7, measure: "", deed: "expels envoys", status: "done", source: [actor(source)], target: [actor(target)],
    date: { from: day, to: day, basis: "text" }, confidence: 0.9, reports: 1, sources: 1, texts: 1, first_seen: "2022-04-06T12:00:00Z", article: { key: "A1" }, sentence: "", trigger: "", ...more,
  };
}

export const link = (key: string, answers: string, basis = "text"): Link => ({ event: key, answers, basis, why: "", confidence: 0.8 });
