// A mock of `demarche serve` for work on the board where the real one is not built: it answers the same paths with what the program itself printed.
// Its query language is the small part that the board's own pages need (party, day, key and plain words).
//
//   node tests/mock/server.mjs [--program build/release/demarche] [--port 8766] [--dist dist]
import { createServer } from "node:http";
import { existsSync, readFileSync, statSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { recordOf } from "./record.mjs";

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".webmanifest": "application/manifest+json" };
const CSP = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
export const TOKEN = "mock-token";

class Problem extends Error {
  constructor(status, title, detail) {
    super(detail);
    Object.assign(this, { status, title, detail });
  }
}

// ---------------------------------------------------------------- the record, asked

const partyIs = (name) => (a) => a.code.toLowerCase() === name.toLowerCase() || a.name.toLowerCase() === name.toLowerCase() || String(a.key) === name;
const TERMS = {
  source: (e, v) => e.source.some(partyIs(v)),
  target: (e, v) => e.target.some(partyIs(v)),
  actor: (e, v) => [...e.source, ...e.target].some(partyIs(v)),
  type: (e, v) => e.event === v.toUpperCase(),
  measure: (e, v) => e.measure === v,
  status: (e, v) => e.status === v,
  quad: (e, v) => e.quad === v,
  since: (e, v) => e.date.to >= v,
  until: (e, v) => e.date.from.slice(0, v.length) <= v,
  article: (e, v) => e.article.key === v || e.tellings?.some((t) => t.article === v),
  event: (e, v) => e.key === v,
  text: (e, v) => `${e.sentence} ${e.article.title ?? ""}`.toLowerCase().includes(v.toLowerCase()),
};

function terms(query) {
  const out = [];
  for (const [whole, minus, field, listed] of query.matchAll(/(-?)(?:([\w.]+):)?((?:"[^"]*"|[^\s",])+(?:,(?:"[^"]*"|[^\s",])+)*)/g)) {
    const values = [...listed.matchAll(/"([^"]*)"|([^",]+)/g)].map((m) => m[1] ?? m[2]);
    if (field && field !== "between" && !TERMS[field]) {
      throw new Problem(400, "The query cannot be understood", `query:${query.indexOf(whole) + 1}: there is no field '${field}'\n  ${query}\n  ${" ".repeat(query.indexOf(whole))}^`);
    }
    out.push({ negated: minus === "-", field: field ?? "text", values });
  }
  return out;
}

function holds(event, term) {
  if (term.field === "between") {
    const [a, b] = term.values;
    return (TERMS.source(event, a) && TERMS.target(event, b)) || (TERMS.source(event, b) && TERMS.target(event, a));
  }
  return term.values.some((v) => TERMS[term.field](event, v)) !== term.negated;
}

const FIELDS = Object.keys(TERMS).concat("between").map((name) => ({ name, takes: "as the program says", example: name === "between" ? "between:RUS,NOR" : `${name}:…` }));

const byDay = (a, b) => (a.date.from < b.date.from ? 1 : a.date.from > b.date.from ? -1 : Number(b.key.slice(1)) - Number(a.key.slice(1)));

function asked(store, q) {
  const all = terms(q ?? "");
  return Object.values(store.details).filter((e) => all.every((t) => holds(e, t))).sort(byDay);
}

function paged(rows, at) {
  const limit = Number(at.get("limit") ?? 100), start = Number(at.get("after") ?? 0);
  if (at.get("order") === "oldest") rows = [...rows].reverse();
  return { rows: rows.slice(start, start + limit), next: start + limit < rows.length ? String(start + limit) : "" };
}

/** Events joined by links, the newest group first. */
function exchanges(store, events) {
  const group = new Map(events.map((e) => [e.key, e.key]));
  const find = (k) => (group.get(k) === k ? k : find(group.get(k)));
  const links = store.links.filter((l) => group.has(l.event) && group.has(l.answers));
  for (const l of links) group.set(find(l.event), find(l.answers));
  const out = new Map();
  for (const e of events) {
    const g = find(e.key);
    if (!out.has(g)) out.set(g, { events: [], links: links.filter((l) => find(l.event) === g), newest: e.key, day: e.date.from });
    out.get(g).events.push(e);
  }
  return [...out.values()];
}

function chain(store, key) {
  const seen = new Set([key]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const l of store.links) {
      if (seen.has(l.event) !== seen.has(l.answers)) seen.add(l.event).add(l.answers), (grown = true);
    }
  }
  const events = [...seen].map((k) => store.details[k]).sort(byDay).reverse();
  return { events, links: store.links.filter((l) => seen.has(l.event)) };
}

const stepOf = { day: (d) => d, month: (d) => d.slice(0, 7) + "-01", week: (d) => new Date(Date.parse(d) - ((new Date(d).getUTCDay() + 6) % 7) * 864e5).toISOString().slice(0, 10) };
const next = (d, by) => {
  const t = new Date(d + "T00:00:00Z");
  if (by === "month") t.setUTCMonth(t.getUTCMonth() + 1);
  else t.setUTCDate(t.getUTCDate() + (by === "week" ? 7 : 1));
  return t.toISOString().slice(0, 10);
};
const dayBefore = (d) => new Date(Date.parse(d) - 864e5).toISOString().slice(0, 10);

function deeds(events) {
  const quads = { verbal_cooperation: 0, material_cooperation: 0, verbal_conflict: 0, material_conflict: 0 };
  for (const e of events) quads[e.quad.replace("-", "_")] += 1;
  return { events: events.length, net: events.reduce((n, e) => n + e.goldstein, 0), ...quads };
}

function statistics(store, a, b, at) {
  const by = at.get("by") ?? "month";
  const parts = ["since", "until"].filter((k) => at.get(k)).map((k) => `${k}:${at.get(k)}`).join(" ");
  const forth = asked(store, `source:"${a}" target:"${b}" ${parts}`), back = asked(store, `source:"${b}" target:"${a}" ${parts}`);
  const days = [...forth, ...back].map((e) => e.date.from).sort();
  const periods = [];
  if (days.length > 0) {
    for (let from = stepOf[by](days[0]); from <= days[days.length - 1]; from = next(from, by)) {
      const of = (events) => deeds(events.filter((e) => stepOf[by](e.date.from) === from));
      periods.push({ from, to: dayBefore(next(from, by)), first_to_second: of(forth), second_to_first: of(back) });
    }
  }
  return {
    first: a, second: b, step: by, first_to_second: deeds(forth), second_to_first: deeds(back), periods,
    reciprocity: { explanation: periods.length < 10 ? `${periods.length} periods are too few to say whether one answers the other.` : "The mock does not compute this.", first_memory: 0, second_memory: 0, lags: [] },
  };
}

const eventKeys = (store, article) => Object.fromEntries(Object.values(store.details).flatMap((e) => e.tellings.filter((t) => t.article === article).map((t) => [t.event_of_article, e.key])));

function actor(store, name) {
  const found = store.actors.find(partyIs(decodeURIComponent(name)));
  if (!found) throw new Problem(404, "Not found", `there is no actor ${name}`);
  const q = `actor:"${found.code || found.name}"`;
  const count = new Map();
  for (const e of asked(store, q)) {
    const is = partyIs(found.code || found.name);
    for (const [mine, other, way] of [[e.source, e.target, "to"], [e.target, e.source, "from"]]) {
      if (!mine.some(is)) continue;
      for (const code of new Set(other.map((o) => o.code).filter((c) => c && c !== found.code))) {
        if (!count.has(code)) count.set(code, { code, to: 0, from: 0 });
        count.get(code)[way] += 1;
      }
    }
  }
  return { actor: found, partners: [...count.values()].sort((x, y) => y.to + y.from - x.to - x.from).slice(0, 20), events: asked(store, q).slice(0, 50) };
}

// ---------------------------------------------------------------- the server

/** Listens; gives {port, close, arrive}: arrive() lets the late article come in. */
export async function serve({ program, port = 0, dist }) {
  let store = recordOf(program);
  const { late } = store;
  const readers = new Set();
  const alerts = new Map(), feeds = new Map();
  let corrections = [], sequence = 100;

  const found = (thing, what) => {
    if (!thing) throw new Problem(404, "Not found", `there is no ${what}`);
    return thing;
  };
  const tell = (kind, data) => {
    sequence += 1;
    for (const r of readers) r.write(`id: ${sequence}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  function arrive() {
    const before = new Set(store.events.map((e) => e.key)), known = new Set(store.articles.map((a) => a.key));
    store = { ...late, late };
    for (const a of store.articles) if (!known.has(a.key)) tell("article", a);
    for (const e of store.events) if (!before.has(e.key)) tell("event", e);
  }
  function correct(body) {
    const event = found(store.details[body.event], `event ${body.event}`);
    const key = `C${corrections.length + 1}`;
    const before = { ...event };
    if (body.what === "wrong") event.wrong = true;
    else if (body.what === "mend") Object.assign(event, body.set);
    else throw new Problem(422, "Not taken", `what: ${body.what} is not known to the mock`);
    corrections.push({ key, at: "2026-01-01T00:00:00Z", ...body, before });
    tell("event-changed", event);
    return corrections.at(-1);
  }
  function undo(key) {
    const c = found(corrections.find((x) => x.key === key), `correction ${key}`);
    store.details[c.event] = c.before;
    corrections = corrections.filter((x) => x !== c);
    tell("event-changed", c.before);
  }
  const named = (map, body) => {
    if (!body.name) throw new Problem(422, "Not taken", "name: an alert needs a name");
    terms(body.query ?? "");
    map.set(body.name, body);
    return body;
  };

  const R = [
    ["GET", "events", ({ at }) => paged(asked(store, at.get("q")), at)],
    ["GET", "events/:key", ({ key }) => found(store.details[key], `event ${key}`)],
    ["GET", "events/:key/chain", ({ key }) => (found(store.details[key], `event ${key}`), chain(store, key))],
    ["GET", "today", ({ at }) => ({ exchanges: exchanges(store, asked(store, at.get("q"))).slice(0, Number(at.get("limit") ?? 100)), next: "" })],
    ["GET", "exchange", ({ at }) => {
      const q = [`between:${at.get("a")},${at.get("b")}`, ...["since", "until"].filter((k) => at.get(k)).map((k) => `${k}:${at.get(k)}`)].join(" ");
      const events = asked(store, q).reverse();
      const keys = new Set(events.map((e) => e.key));
      return { events, links: store.links.filter((l) => keys.has(l.event) && keys.has(l.answers)) };
    }],
    ["GET", "articles", ({ at }) => paged(store.articles, at)],
    ["GET", "articles/:key", ({ key }) => ({ ...found(store.articles.find((a) => a.key === key), `article ${key}`), text: store.readings[key].article.text, event_keys: eventKeys(store, key), reading: store.readings[key] })],
    ["GET", "articles/:key/explain", ({ key }) => ({ text: found(store.explained[key], `article ${key}`) })],
    ["GET", "actors", ({ at }) => paged(store.actors.filter((a) => (at.get("q") ?? "").toLowerCase().replace(/"/g, "").split(" ").every((w) => `${a.name} ${a.code}`.toLowerCase().includes(w))), at)],
    ["GET", "actors/:key", ({ key }) => actor(store, key)],
    ["GET", "posts", ({ at }) => paged(store.posts, at)],
    ["GET", "posts/:key", ({ key }) => found(store.posts.find((p) => p.key === key), `post ${key}`)],
    ["GET", "statements", ({ at }) => paged(store.statements, at)],
    ["GET", "dyads/:a/:b/statistics", ({ a, b, at }) => statistics(store, decodeURIComponent(a), decodeURIComponent(b), at)],
    ["GET", "query-fields", () => ({ rows: FIELDS })],
    ["GET", "counts", () => ({ articles: store.articles.length, events: store.events.length, actors: store.actors.length, posts: store.posts.length, links: store.links.length, statements: store.statements.length, first_day: "2019-05-14", last_day: "2022-09-26" })],
    ["GET", "versions", () => ({ program: "mock", ...store.readings.A1.article.versions })],
    ["POST", "articles", () => (arrive(), { key: "A17" })],
    ["GET", "corrections", () => ({ rows: corrections, next: "" })],
    ["POST", "corrections", ({ body }) => correct(body)],
    ["DELETE", "corrections/:key", ({ key }) => undo(key)],
    ["GET", "alerts", () => ({ rows: [...alerts.values()], next: "" })],
    ["POST", "alerts", ({ body }) => named(alerts, body)],
    ["GET", "alerts/:name", ({ name }) => found(alerts.get(name), `alert ${name}`)],
    ["PUT", "alerts/:name", ({ body }) => named(alerts, body)],
    ["DELETE", "alerts/:name", ({ name }) => void alerts.delete(name)],
    ["GET", "alerts/:name/preview", ({ name }) => ({ rows: asked(store, found(alerts.get(name), `alert ${name}`).query).slice(0, 20), next: "" })],
    ["GET", "alerts/:name/deliveries", () => ({ rows: [], next: "" })],
    ["GET", "feeds", () => ({ rows: [...feeds.values()], next: "" })],
    ["POST", "feeds", ({ body }) => (feeds.set(`F${feeds.size + 1}`, { key: `F${feeds.size + 1}`, status: "new", ...body }), [...feeds.values()].at(-1))],
    ["DELETE", "feeds/:key", ({ key }) => void feeds.delete(key)],
    ["POST", "feeds/:key/test", () => ({ ok: true, items: 3 })],
  ].map(([method, path, answer]) => ({ method, answer, pattern: new RegExp(`^/api/v1/${path.replace(/:(\w+)/g, "(?<$1>[^/]+)")}$`) }));

  function stream(request, response) {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    response.write(": the mock is listening\n\n");
    readers.add(response);
    request.on("close", () => readers.delete(response));
  }

  function file(path, response) {
    const asset = join(dist, normalize(path));
    const name = path.includes(".") && existsSync(asset) && statSync(asset).isFile() ? asset : !path.includes(".") ? join(dist, "index.html") : undefined;
    if (!name) throw new Problem(404, "Not found", `there is no ${path}`);
    response.writeHead(200, { "content-type": TYPES[extname(name)] ?? "application/octet-stream", "content-security-policy": CSP, "cache-control": "no-cache" });
    response.end(readFileSync(name));
  }

  async function handle(request, response) {
    const url = new URL(request.url, "http://mock");
    if (url.pathname === "/api/v1/stream") return stream(request, response);
    if (!url.pathname.startsWith("/api/")) return file(url.pathname, response);
    const route = R.find((r) => r.method === request.method && r.pattern.test(url.pathname));
    if (!route) throw new Problem(404, "Not found", `there is no ${request.method} ${url.pathname}`);
    if (request.method !== "GET" && request.headers.authorization !== `Bearer ${TOKEN}`) throw new Problem(401, "Token needed", "writing needs the token that `demarche serve` prints");
    let text = "";
    for await (const piece of request) text += piece;
    const given = route.pattern.exec(url.pathname).groups ?? {};
    const params = Object.fromEntries(Object.entries(given).map(([k, v]) => [k, decodeURIComponent(v)]));
    const answer = route.answer({ ...params, at: url.searchParams, body: text ? JSON.parse(text) : {} });
    response.writeHead(answer === undefined ? 204 : request.method === "POST" ? 201 : 200, { "content-type": "application/json", "cache-control": "no-cache" });
    response.end(answer === undefined ? undefined : JSON.stringify(answer));
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error) => {
      const status = error.status ?? 500;
      response.writeHead(status, { "content-type": "application/problem+json" });
      response.end(JSON.stringify({ type: "about:blank", title: error.title ?? "Fault of the mock", status, detail: error.detail ?? String(error.stack) }));
    });
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  const close = () => new Promise((resolve) => (server.closeAllConnections?.(), server.close(resolve)));
  return { port: server.address().port, token: TOKEN, close, arrive };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const option = (name, otherwise) => (process.argv.includes(`--${name}`) ? process.argv[process.argv.indexOf(`--${name}`) + 1] : otherwise);
  const here = (path) => fileURLToPath(new URL(path, import.meta.url));
  const { port } = await serve({ program: option("program", here("../../../build/release/demarche")), port: Number(option("port", 8766)), dist: option("dist", here("../../dist")) });
  console.log(`http://127.0.0.1:${port}/#token=${TOKEN}`);
}
