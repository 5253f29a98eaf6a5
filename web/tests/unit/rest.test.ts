// The stream's parser, addresses, posts in time, corrections, places on the map.
import assert from "node:assert/strict";
import { test } from "node:test";
import { asked } from "../../src/api/client.ts";
import { type Message, parser } from "../../src/api/stream.ts";
import { changeDays, changeInWords, stateOn } from "../../src/marks/post-state.ts";
import { spread, windowAround } from "../../src/marks/map.tsx";
import { address, parseRoute } from "../../src/router.tsx";
import { targetOf } from "../../src/views/alerts.tsx";
import { mended } from "../../src/views/correct.tsx";
import type { EventDetail, Post } from "../../src/api/types.ts";
import { event } from "./some.ts";

function read(pieces: string[]): Message[] {
  const out: Message[] = [];
  const take = parser((m) => out.push(m));
  pieces.forEach(take);
  return out;
}

test("messages of the stream, however they are cut", () => {
  const text = ': comment\n\nid: 7\nevent: event\ndata: {"key":\ndata: "E1"}\n\nid: 8\r\nevent: post\r\ndata: {}\r\n\r\n';
  const whole = read([text]);
  assert.deepEqual(whole, [{ id: "7", event: "event", data: '{"key":\n"E1"}' }, { id: "8", event: "post", data: "{}" }]);
  for (let n = 1; n < text.length; ++n) assert.deepEqual(read([text.slice(0, n), text.slice(n)]), whole, `cut at ${n}`);
  assert.deepEqual(read([...text]), whole, "letter by letter");
});

test("a message without data is none; the last id is kept", () => {
  assert.deepEqual(read(["id: 5\n\n", "data: x\n\n"]), [{ id: "5", event: "message", data: "x" }]);
});

test("addresses there and back, whatever a name holds", () => {
  const to = address(["actors", "Guinea/Bissau & 50 % “x”"], { q: 'a:"b c"', none: "" });
  const url = new URL(to, "http://board");
  assert.deepEqual(parseRoute(url.pathname, url.search).path, ["actors", "Guinea/Bissau & 50 % “x”"]);
  assert.equal(parseRoute(url.pathname, url.search).at.get("q"), 'a:"b c"');
  assert.equal(url.searchParams.has("none"), false);
  assert.deepEqual(parseRoute("/actors/100%", "").path, ["actors", "100%"]);
  assert.equal(asked({ q: "a b", limit: 5, after: undefined, x: "" }), "q=a+b&limit=5");
});

const post: Post = {
  key: "P1", holder: "RUS", host: "NOR", kind: "consulate", name: "Russia’s consulate in Kirkenes", place: "Kirkenes",
  history: [
    { what: "staff-limit", from: 20, to: 10, date: { from: "2022-04-01", to: "2022-04-01" }, reports: 1 },
    { what: "status", to: "closed", date: { from: "2022-04-19", to: "2022-04-19" }, reports: 1, certainty: "probable" },
    { what: "head", to: "recalled", date: { from: "2022-04-22", to: "2022-04-22" }, reports: 1 },
  ],
};

test("a post's state on a day: before, between and after its changes", () => {
  assert.deepEqual(stateOn(post, "2022-03-01"), { status: "open", staff: 20, head: undefined, since: undefined });
  assert.deepEqual(stateOn(post, "2022-04-10"), { status: "open", staff: 10, head: undefined, since: "2022-04-01" });
  assert.deepEqual(stateOn(post, "2022-05-01"), { status: "closed", staff: 10, head: "recalled", since: "2022-04-22" });
  assert.equal(stateOn({ ...post, history: post.history.slice(2) }, "2022-05-01").status, "", "nothing told, nothing claimed");
  assert.deepEqual(changeDays([post, post]), ["2022-04-01", "2022-04-19", "2022-04-22"]);
  assert.deepEqual(post.history.map(changeInWords), ["staff 20 → 10", "closed (probable)", "head recalled"]);
});

test("a mended event sends what was changed and nothing else", () => {
  const e = { ...event("E1", "NOR", "RUS", "2022-04-06", { measure: "expel" }), tellings: [], corrections: [], answers: [], answered_by: [] } as EventDetail;
  const form = (more: Record<string, string>) => {
    const out = new FormData();
    for (const [k, v] of Object.entries({ source: "NOR", target: "RUS", event: "SANCTION", measure: "expel", status: "done", from: "2022-04-06", to: "2022-04-06", ...more })) out.set(k, v);
    return out;
  };
  assert.deepEqual(mended(e, form({})), {});
  assert.deepEqual(mended(e, form({ status: "denied", target: "RUS, BLR" })), { status: "denied", target: ["RUS", "BLR"] });
  assert.deepEqual(mended(e, form({ from: "2022-04-05", to: "" })), { date: { from: "2022-04-05", to: "2022-04-05" } });
});

test("targets of alerts: one address, several mail addresses, a program with arguments", () => {
  assert.deepEqual(targetOf("webhook", " https://a.example/x "), ["https://a.example/x"]);
  assert.deepEqual(targetOf("mail", "a@b.example, c@d.example,"), ["a@b.example", "c@d.example"]);
  assert.deepEqual(targetOf("command", "/bin/tell  --loud"), ["/bin/tell", "--loud"]);
});

test("marks on one place are set apart; the window holds all and keeps its proportions", () => {
  const at = spread([{ at: [10, 10] as [number, number] }, { at: [11, 10] as [number, number] }, { at: [500, 200] as [number, number] }], 15).map((p) => p.at);
  assert.ok(Math.hypot(at[0]![0] - at[1]![0], at[0]![1] - at[1]![1]) >= 15);
  const [x, y, w, h] = windowAround([[100, 100], [160, 120]]);
  assert.ok(x <= 100 && x + w >= 160 && y <= 100 && y + h >= 120);
  assert.ok(Math.abs(w / h - 960 / 470) < 0.01);
  assert.deepEqual(windowAround([]), [0, 0, 960, 470]);
});
