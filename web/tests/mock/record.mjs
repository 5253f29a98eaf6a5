// A record for the mock server: the program reads samples/ and tests/fixtures/stories.jsonl, and what its commands print is what the mock answers with.
// Door: recordOf(program) → {articles, events, links, details, readings, explained, posts, actors, statements, late}.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

function asker(program, file) {
  const run = (...words) => execFileSync(program, [...words, "--record", file], { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });
  return { run, rows: (...words) => run(...words, "--format", "jsonl").split("\n").filter(Boolean).map((line) => JSON.parse(line)) };
}

function snapshot({ run, rows }, program, folder) {
  const events = rows("query", "--limit", "0");
  const articles = rows("query", "--about", "articles", "--limit", "0");
  const details = Object.fromEntries(events.map((e) => [e.key, rows("show", e.key)[0]]));
  const readings = Object.fromEntries(articles.map((a) => [a.key, JSON.parse(run("show", a.key, "--format", "json"))]));
  const explained = {};
  for (const a of articles) {
    const file = join(folder, `${a.key}.txt`);
    writeFileSync(file, readings[a.key].article.text);
    explained[a.key] = execFileSync(program, ["explain", file], { encoding: "utf8", maxBuffer: 1 << 26 });
  }
  return {
    events, articles, details, readings, explained,
    links: Object.values(details).flatMap((d) => d.answers),
    posts: rows("posts", "--limit", "0"),
    actors: rows("query", "--about", "actors", "--limit", "0"),
    statements: rows("query", "--about", "statements", "--limit", "0"),
  };
}

export function recordOf(program) {
  const folder = mkdtempSync(join(tmpdir(), "demarche-board-"));
  try {
    const ask = asker(program, join(folder, "record.sqlite"));
    ask.run("ingest", here("../../../samples"), here("../fixtures/stories.jsonl"));
    const before = snapshot(ask, program, folder);
    // The article that arrives while somebody looks on.
    const late = join(folder, "late.jsonl");
    writeFileSync(late, JSON.stringify(JSON.parse(readFileSync(here("../fixtures/arrival.json"), "utf8"))) + "\n");
    ask.run("ingest", late);
    return { ...before, late: snapshot(ask, program, folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
