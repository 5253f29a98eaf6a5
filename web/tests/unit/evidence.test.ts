// Offsets from code points to UTF-16, and text cut where marks begin and end.
import assert from "node:assert/strict";
import { test } from "node:test";
import { aroundTrigger, codeUnits, marksOf, paragraphs, segments, type Mark } from "../../src/marks/evidence.ts";
import type { Reading } from "../../src/api/types.ts";

test("offsets are the same where every character is one unit", () => {
  const unit = codeUnits("Oslo expelled three envoys.");
  assert.equal(unit(5), 5);
  assert.equal(unit(99), 27, "beyond the end is the end");
  assert.equal(unit(-1), 0);
});

test("a dove before the word moves it by one", () => {
  const text = "“We want peace 🕊🕊,” Kuwait said.";
  const unit = codeUnits(text);
  const points = [...text], at = points.indexOf("K");
  assert.notEqual(at, text.indexOf("Kuwait"));
  assert.equal(text.slice(unit(at), unit(at + 6)), "Kuwait");
  assert.equal(unit(points.length), text.length);
});

test("for every code point of a mixed text the two counts agree with the iterator", () => {
  const text = "a🕊b\u0301𝔘\n\nc";
  const unit = codeUnits(text);
  let units = 0;
  [...text].forEach((c, n) => (assert.equal(unit(n), units), (units += c.length)));
});

const mark = (from: number, to: number, of: string): Mark => ({ from, to, of, what: "trigger" });

test("overlapping marks are cut into pieces that together are the whole", () => {
  const pieces = segments(0, 20, [mark(2, 10, "e1"), mark(5, 12, "e2"), mark(7, 7, "empty")]);
  assert.deepEqual(pieces.map((p) => [p.from, p.to, p.marks.map((m) => m.of).join()]), [[0, 2, ""], [2, 5, "e1"], [5, 10, "e1,e2"], [10, 12, "e2"], [12, 20, ""]]);
});

test("a mark that reaches out of the paragraph lights what is inside", () => {
  assert.deepEqual(segments(10, 20, [mark(5, 15, "e1")]).map((p) => [p.from, p.to, p.marks.length]), [[10, 15, 1], [15, 20, 0]]);
});

test("paragraphs are parted by empty lines and keep single line ends", () => {
  const text = "One.\n\nTwo\nmore.\n\n\nThree.";
  assert.deepEqual(paragraphs(text).map(([a, b]) => text.slice(a, b)), ["One.", "Two\nmore.", "Three."]);
  assert.deepEqual(paragraphs(""), []);
});

test("an event marks its trigger, its sentences, and its parties where these name them", () => {
  const text = "🕊 Norway expelled envoys. Norway slept.";
  const reading: Reading = {
    article: { text }, statements: [], claims: [], posts: [], sentences: [[0, 25], [26, 39]],
    actors: [{ id: "a1", kind: "country", name: "Norway", code: "NOR", role: "", mentions: [[2, 8], [26, 32]] }],
    events: [{ id: "e1", event: "SANCTION", mode: [], context: [], cameo: "166", quad: "material-conflict", goldstein: -7, measure: "expel", source: ["a1"], target: [], status: "done", attributed_to: [], trigger: [[9, 17]], sentences: [0], responds_to: [], confidence: 1 }],
  };
  const said = marksOf(reading, text).map((m) => [m.what, text.slice(m.from, m.to)]);
  assert.deepEqual(said, [["trigger", "expelled"], ["sentence", "🕊 Norway expelled envoys."], ["source", "Norway"]]);
});

test("a sentence is lit at its trigger words, in order; what is not found stays dark", () => {
  const lit = (s: string, t: string) => aroundTrigger(s, t).filter((p) => p.lit).map((p) => p.text);
  assert.deepEqual(lit("NATO withdrew the accreditation of eight.", "withdrew … accreditation"), ["withdrew", "accreditation"]);
  assert.deepEqual(lit("NATO withdrew it.", "halved"), []);
  assert.equal(aroundTrigger("NATO withdrew it.", "withdrew").map((p) => p.text).join(""), "NATO withdrew it.");
});
