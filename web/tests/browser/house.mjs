// What the browser tests live in: a server over a fresh record, and a browser that may go nowhere else. Doors: house(), VIEWS, artefact().
//
// The server is the program itself (`demarche serve`, build/release/demarche or $DEMARCHE); its record holds samples/ and tests/fixtures/stories.jsonl.
// It serves web/dist, or with BOARD=embedded the board that was built into it, which is what users get.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const PROGRAM = process.env.DEMARCHE ?? here("../../../build/release/demarche");
const DIST = here("../../dist");
const TOKEN = "a-token-for-tests-only";
const ARTEFACTS = here("../../../build/board/");

const CHROMIUM = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((p) => existsSync(p));
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Where a screenshot or log goes: build/board/NAME. */
export function artefact(name) {
  mkdirSync(ARTEFACTS, { recursive: true });
  return join(ARTEFACTS, name);
}

/** Every view, once each, as an address of the test record. */
export const VIEWS = {
  today: "/", exchange: "/exchange/NOR/RUS", "exchange-words": "/exchange/NOR/RUS?words=1", pairs: "/exchange", dyad: "/dyad/NOR/RUS", posts: "/posts?day=2022-04-25", article: "/article/A5",
  event: "/event/E1", actors: "/actors", actor: "/actors/RUS", search: "/search", found: "/search?q=measure:expel", alerts: "/alerts", feeds: "/feeds", corrections: "/corrections", nowhere: "/no/such/view",
};

async function served() {
  const folder = mkdtempSync(join(tmpdir(), "demarche-board-"));
  const record = join(folder, "record.sqlite");
  execFileSync(PROGRAM, ["ingest", here("../../../samples"), here("../fixtures/stories.jsonl"), "--record", record], { stdio: "ignore" });
  const web = process.env.BOARD === "embedded" ? [] : ["--web", DIST];
  let child;
  const start = (port) => {
    child = spawn(PROGRAM, ["serve", "--quiet", "--record", record, "--listen", `127.0.0.1:${port}`, ...web], { env: { ...process.env, DEMARCHE_TOKEN: TOKEN }, stdio: ["ignore", "pipe", "inherit"] });
    return new Promise((found, failed) => {
      let said = "";
      child.stdout.on("data", (piece) => {
        said += piece;
        const at = /^(http:\/\/127\.0\.0\.1:\d+)\s*$/m.exec(said);
        if (at) found(at[1]);
      });
      child.on("exit", (code) => failed(new Error(`demarche serve ended with status ${code}: ${said}`)));
    });
  };
  const base = await start(0);
  const stop = () => new Promise((done) => (child.exitCode !== null ? done() : (child.on("exit", done), child.kill("SIGTERM"))));
  return { base, stop, restart: () => start(new URL(base).port), leave: async () => (await stop(), rmSync(folder, { recursive: true, force: true })) };
}

export const LATE = JSON.parse(readFileSync(here("../fixtures/arrival.json"), "utf8"));

/** One server and one browser; `page(options)` opens a page in a fresh profile and notes what goes wrong on it. */
export async function house() {
  if (!CHROMIUM) throw new Error("no chromium: apt-get install chromium, or name one in $CHROMIUM");
  const server = await served();
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  const faults = [], open = [];

  async function page({ width = 1440, height = 900, scheme = "light", worker = false, token = false, reduced = false } = {}) {
    const context = await browser.newContext({
      viewport: { width, height }, colorScheme: scheme, reducedMotion: reduced ? "reduce" : "no-preference", serviceWorkers: worker ? "allow" : "block", locale: "en-GB",
    });
    const opened = await context.newPage();
    open.push(context);
    opened.on("pageerror", (e) => faults.push(`${opened.url()}: ${e.message}`));
    opened.on("console", (m) => {
      // A refusal, or no server, is the server's affair; the views show it, and tests look whether they do.
      if (m.type() === "error" && !/the server responded with a status of (400|401|404|422)|ERR_CONNECTION_REFUSED|ERR_FAILED/.test(m.text())) faults.push(`${opened.url()}: ${m.text()}`);
    });
    opened.on("request", (r) => {
      if (!r.url().startsWith(server.base) && !r.url().startsWith("blob:")) faults.push(`a request to another host: ${r.url()}`);
    });
    opened.setDefaultTimeout(30_000); // of a machine that is busy with other things
    if (token) await opened.goto(`${server.base}/#token=${TOKEN}`);
    return opened;
  }

  /** Opens a view and waits until its answer stands there. */
  async function visit(opened, path) {
    await opened.goto(server.base + path);
    await ready(opened);
  }

  async function ask(path) {
    const response = await fetch(`${server.base}/api/v1/${path}`, { headers: { authorization: `Bearer ${TOKEN}` } });
    if (!response.ok) throw new Error(`${path}: status ${response.status}`);
    return response.json();
  }

  const has = async (path) => (await fetch(`${server.base}/api/v1/${path}`)).status !== 404;

  async function send(path, body) {
    const response = await fetch(`${server.base}/api/v1/${path}`, { method: "POST", headers: { "content-type": "application/json", authorization: `Bearer ${TOKEN}` }, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path} refused: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** The late article comes in, as a feed or another program would bring it. */
  const arrive = () => send("articles", LATE);

  /** Closes what the test opened, and gives what went wrong on it. */
  async function tidy() {
    await Promise.all(open.splice(0).map((context) => context.close()));
    return faults.splice(0);
  }

  async function close() {
    await browser.close();
    await server.leave();
  }
  return { base: server.base, stop: server.stop, restart: server.restart, page, visit, ask, has, send, arrive, tidy, close, faults };
}

/** No answer is being waited for, and the heading stands. */
export async function ready(opened) {
  await opened.waitForSelector("main h1");
  await opened.waitForFunction(() => !document.querySelector(".waiting, .waiting-map"));
}
