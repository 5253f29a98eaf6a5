// Two modules made at build time, so that the board needs no second list of countries and no map server:
//   virtual:names  code → the short name of a state or organisation, and the adjectives of states
//   virtual:world  outlines (world-atlas, 1:110 million), which outline is which code, and where capitals, seats and towns are
// Door: world(), a Vite plugin.
import { readFileSync } from "node:fs";
import { countries, organisations, places } from "./lexicon.mjs";

// Names of world-atlas that the lexicon writes otherwise, or does not need.
const RENAMED = {
  "W. Sahara": "ESH", "United States of America": "USA", "Dem. Rep. Congo": "COD", "Dominican Rep.": "DOM", "Falkland Is.": "FLK", "Fr. S. Antarctic Lands": "ATF",
  "Central African Rep.": "CAF", "Congo": "COG", "Eq. Guinea": "GNQ", "eSwatini": "SWZ", "Solomon Is.": "SLB", "Bosnia and Herz.": "BIH", "Macedonia": "MKD",
  "S. Sudan": "SSD", "Côte d'Ivoire": "CIV", "Palestine": "PSE", "Czechia": "CZE", "Turkey": "TUR", "New Caledonia": "NCL", "Puerto Rico": "PRI", "Greenland": "GRL", "Antarctica": "ATA",
};
const NOBODYS = new Set(["N. Cyprus", "Somaliland"]); // no code of their own

function codeOf(name, states) {
  const fold = (s) => s.toLowerCase();
  return RENAMED[name] ?? states.find((s) => fold(s.name) === fold(name))?.code ?? states.find((s) => s.also.some((a) => fold(a) === fold(name)))?.code;
}

function worldModule(atlas) {
  const states = countries();
  const towns = places();
  const capitals = states.filter((s) => s.town);
  for (const s of capitals) towns.set(s.town, [s.lat, s.lon]);
  const unknown = [];
  for (const shape of atlas.objects.countries.geometries) {
    const code = NOBODYS.has(shape.properties.name) ? "" : codeOf(shape.properties.name, states);
    if (code === undefined) unknown.push(shape.properties.name);
    shape.id = code;
    delete shape.properties;
  }
  if (unknown.length > 0) throw new Error(`scripts/world.mjs: no code for the outlines of ${unknown.join(", ")}`);
  delete atlas.objects.land; // countries are enough
  const seats = Object.fromEntries(capitals.map((s) => [s.code, [s.lat, s.lon]]));
  for (const o of organisations()) if (!seats[o.code] && towns.has(o.town)) seats[o.code] = towns.get(o.town);
  // JSON.parse of one string is quicker for the browser than an object literal of this size.
  const data = { topology: atlas, seats, towns: Object.fromEntries(towns) };
  return `export default JSON.parse(${JSON.stringify(JSON.stringify(data))});`;
}

function namesModule() {
  const names = Object.fromEntries([...organisations().map((o) => [o.code, o.short]), ...countries().map((c) => [c.code, c.name])]);
  const adjectives = Object.fromEntries(countries().map((c) => [c.code, c.adjectives]));
  const json = (value) => `JSON.parse(${JSON.stringify(JSON.stringify(value))})`;
  return `export default ${json(names)};\nexport const adjectives = ${json(adjectives)};`;
}

export function world() {
  const atlas = () => JSON.parse(readFileSync(new URL("../node_modules/world-atlas/countries-110m.json", import.meta.url), "utf8"));
  const makers = { "virtual:world": () => worldModule(atlas()), "virtual:names": namesModule };
  return {
    name: "demarche-world",
    resolveId: (id) => (id in makers ? "\0" + id : undefined),
    load: (id) => makers[id.slice(1)]?.(),
  };
}
