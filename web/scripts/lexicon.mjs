// Reads what the board needs from the lexicon's own sources (data/actors): names and capitals of states, seats of organisations,
// and where towns are. Doors: countries(), organisations(), places().
import { readFileSync } from "node:fs";

const folder = new URL("../../data/actors/", import.meta.url);
const lines = (name) => readFileSync(new URL(name, folder), "utf8").split("\n");
const listed = (text) => text.split(",").map((s) => s.replace(/\[.*?\]/g, "").trim()).filter(Boolean);

/** Blocks of a `.actors` file that begin with `word`: {code, name, also, and each other field's texts}. */
function blocks(file, word) {
  const out = [];
  for (const line of lines(file)) {
    const head = line.match(/^(\w+) (\S+) (.+)$/);
    if (head && !line.startsWith(" ") && !line.startsWith("#")) {
      out.push({ kind: head[1], code: head[2], name: head[3].trim(), also: [], fields: [] });
    } else if (/^ {2}\w/.test(line) && out.length > 0) {
      const [, field, rest] = line.match(/^ {2}(\w+) ?(.*)$/);
      const at = out[out.length - 1];
      if (field === "also") at.also.push(...listed(rest));
      else at.fields.push([field, rest]);
    }
  }
  return out.filter((b) => b.kind === word);
}

const ended = (block) => block.fields.some(([f, v]) => f === "days" && /\.\.\d/.test(v)); // a state that is no more

/** "Berlin 52.52 13.40" → {town, lat, lon} */
function capital(block) {
  const text = block.fields.find(([f]) => f === "capital")?.[1];
  const found = text?.match(/^(.+?) (-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)(?:,|$)/);
  return found ? { town: found[1].split(",")[0].trim(), lat: Number(found[2]), lon: Number(found[3]) } : undefined;
}

/** States that are: {code, name, also, adjectives} and, where the lexicon knows the capital, {town, lat, lon}; the first entry of a code is taken. */
export function countries() {
  const seen = new Map();
  for (const block of blocks("countries.actors", "country")) {
    const at = capital(block);
    if (!seen.has(block.code) && !ended(block)) seen.set(block.code, { code: block.code, name: block.name, also: block.also, adjectives: listed(block.fields.find(([f]) => f === "adjective")?.[1] ?? ""), ...at });
  }
  return [...seen.values()];
}

/** Organisations: {code, name, short, town}; `short` is the name where that is short (Arab League), else the acronym (NATO); `town` is the seat. */
export function organisations() {
  const one = (b) => {
    const field = (name) => listed(b.fields.find(([f]) => f === name)?.[1] ?? "");
    return { code: b.code, name: b.name, short: b.name.length < 13 ? b.name : b.code, town: field("seat")[0] };
  };
  return blocks("organisations.actors", "organisation").map(one).filter((o, n, all) => all.findIndex((p) => p.code === o.code) === n);
}

/** Towns with their position: Map name → [lat, lon]. */
export function places() {
  const out = new Map();
  for (const line of lines("world.places")) {
    const [names, , position, kind] = line.split("|").map((s) => s.trim());
    const at = position?.match(/^(-?[\d.]+) (-?[\d.]+)$/);
    if (line.startsWith("#") || !at || kind !== "city") continue;
    for (const name of names.split(";")) if (!out.has(name.trim())) out.set(name.trim(), [Number(at[1]), Number(at[2])]);
  }
  return out;
}
