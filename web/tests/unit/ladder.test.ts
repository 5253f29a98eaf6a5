// The ladder of an exchange: order, sides, rows, arrows, words.
import assert from "node:assert/strict";
import { test } from "node:test";
import { arrowPath, groupByDay, ladder, strip } from "../../src/marks/ladder.ts";
import { ladderInWords } from "../../src/marks/ladder-words.ts";
import { mainSides } from "../../src/views/today.tsx";
import { event, link } from "./some.ts";

const expulsion = event("E1", "NOR", "RUS", "2022-04-06", { measure: "expel" });
const answer = event("E2", "RUS", "NOR", "2022-04-14", { measure: "expel" });
const closure = event("E3", "NOR", "RUS", "2022-04-19", { measure: "close-post" });

test("moves stand in order of days, each on its maker's side, with what they answer", () => {
  const { rungs, arrows } = ladder([closure, answer, expulsion], [link("E2", "E1", "inferred"), link("E3", "E2")], "NOR", "RUS");
  assert.deepEqual(rungs.map((r) => [r.event.key, r.side, r.depth]), [["E1", "left", 0], ["E2", "right", 1], ["E3", "left", 2]]);
  assert.deepEqual(arrows.map((a) => [a.from, a.to, a.isInferred]), [["E1", "E2", true], ["E2", "E3", false]]);
  assert.deepEqual(rungs[0]!.answeredBy, ["E2"]);
});

test("an answer stands behind what it answers even where its day is earlier", () => {
  const early = event("E4", "RUS", "NOR", "2022-04-01");
  const { rungs } = ladder([expulsion, early], [link("E4", "E1")], "NOR", "RUS");
  assert.deepEqual(rungs.map((r) => r.event.key), ["E1", "E4"]);
});

test("answers that run in a circle end, and each move is there once", () => {
  const { rungs, arrows } = ladder([expulsion, answer, closure], [link("E1", "E3"), link("E2", "E1"), link("E3", "E2")], "NOR", "RUS");
  assert.deepEqual(rungs.map((r) => r.event.key), ["E1", "E2", "E3"]);
  assert.equal(arrows.length, 2);
});

test("links to moves that are not shown, and of a move to itself, draw nothing", () => {
  assert.equal(ladder([expulsion], [link("E1", "E99"), link("E1", "E1")], "NOR", "RUS").arrows.length, 0);
});

test("who acts together stands in the middle", () => {
  const both = event("E5", "NOR", "RUS", "2022-04-29");
  both.source.push(...both.target);
  assert.equal(ladder([both], [], "NOR", "RUS").rungs[0]!.side, "both");
});

test("of one day the sides stand beside each other, an answer below what it answers", () => {
  const day = "2022-04-06";
  const events = [event("E1", "NOR", "RUS", day), event("E2", "NOR", "RUS", day), event("E3", "RUS", "NOR", day), event("E4", "RUS", "NOR", day)];
  const [group] = groupByDay(ladder(events, [link("E4", "E2")], "NOR", "RUS").rungs);
  assert.deepEqual(group!.rungs.map((r, n) => [r.event.key, group!.rows[n]]), [["E1", 1], ["E2", 2], ["E3", 1], ["E4", 3]]);
});

test("days between groups are counted", () => {
  assert.deepEqual(groupByDay(ladder([expulsion, answer], [], "NOR", "RUS").rungs).map((g) => g.gap), [0, 8]);
});

test("arrows run across the middle, or bow out beside their own side", () => {
  const left = { left: 0, top: 0, width: 100, height: 40 }, right = { left: 200, top: 100, width: 100, height: 40 }, below = { ...left, top: 200 };
  assert.match(arrowPath(left, right, -10), /^M100\.0,20\.0 C150\.0.* 200\.0,120\.0$/);
  assert.match(arrowPath(right, left, -10), /^M200\.0,120\.0 C.* 100\.0,20\.0$/);
  assert.match(arrowPath(left, below, -10), /^M0\.0,20\.0 H.*V.* H0\.0$/);
  assert.match(arrowPath(left, below, 120), /^M100\.0,20\.0 H.* H100\.0$/);
});

test("the strip puts first and last at its ends, stacks what falls together, deeds next to the line", () => {
  const day = "2022-04-06";
  const words = event("E1", "NOR", "RUS", day, { quad: "verbal-conflict" }), deed = event("E2", "NOR", "RUS", day), late = event("E3", "RUS", "NOR", "2022-04-16");
  const { marks, first, last } = strip(ladder([words, deed, late], [], "NOR", "RUS").rungs, 11);
  assert.deepEqual([first, last], [day, "2022-04-16"]);
  assert.deepEqual(marks.map((m) => [m.event.key, m.x, m.lane, m.stack]).sort(), [["E1", 0, "left", 1], ["E2", 0, "left", 0], ["E3", 1, "right", 0]]);
  assert.equal(strip([], 11).marks.length, 0);
});

test("the ladder in words names who, what, and in answer to which line", () => {
  const lines = ladderInWords(ladder([expulsion, answer], [{ ...link("E2", "E1", "inferred"), why: "the same measure" }], "NOR", "RUS"));
  assert.deepEqual(lines, ["1. 6 April 2022: Norway expels envoys, to Russia.", "2. 14 April 2022: Russia expels envoys, to Norway; in answer to 1 (concluded: the same measure)."]);
});

test("the main sides of an exchange are the busiest pair, who moved first on the left", () => {
  assert.deepEqual(mainSides([answer, expulsion, event("E9", "FIN", "NOR", "2022-04-07")]), ["NOR", "RUS"]);
  assert.equal(mainSides([]), undefined);
});
