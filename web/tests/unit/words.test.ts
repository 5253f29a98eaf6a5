// Deeds, days, names and queries in words.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { amount, deedOf, MEASURES, STATUSES, TYPES } from "../../src/words/deeds.ts";
import { addDays, agoText, daysBetween, daysText } from "../../src/words/days.ts";
import { fullName, nameOfCode, namesOf } from "../../src/words/names.ts";
import { offers, put, termAt } from "../../src/words/query.ts";
import { actor } from "./some.ts";

declare const __WEB__: string;

test("codes that a reader may choose among are those of the program", () => {
  const source = readFileSync(`${__WEB__}../src/coding/deeds.cpp`, "utf8");
  assert.deepEqual(MEASURES, [...source.matchAll(/^ {4}\{"([\w-]+)", "/gm)].map((m) => m[1]));
  const { Event } = JSON.parse(readFileSync(`${__WEB__}../docs/openapi.json`, "utf8")).components.schemas;
  assert.deepEqual(TYPES, Event.properties.event.enum.filter(Boolean));
  assert.deepEqual(STATUSES, Event.properties.status.enum);
});

test("a deed is taken apart from what must be known of it", () => {
  assert.deepEqual(deedOf("expels 8 persons"), { words: "expels 8 persons", but: "" });
  assert.deepEqual(deedOf("closes a post (planned)"), { words: "closes a post", but: "planned" });
  assert.deepEqual(deedOf("opens the border – did not happen"), { words: "opens the border", but: "did not happen" });
  assert.deepEqual(deedOf("sends aid: 5 tonnes (of rice)"), { words: "sends aid: 5 tonnes (of rice)", but: "" });
});

test("amounts: bounds and ranges", () => {
  assert.equal(amount({ value: 12, unit: "person", bound: "at_least" }), "at least 12 persons");
  assert.equal(amount({ value: 1, unit: "person" }), "1 person");
  assert.equal(amount({ value: 2.5, unit: "USD" }), "2.5 USD");
  assert.equal(amount({ value: 15, unit: "percent", of: "staff" }), "15 percent of staff");
  assert.equal(amount({ value: 2, upper: 3, unit: "tonne", of: "rice" }), "2 to 3 tonnes of rice");
  assert.equal(amount({ value: 90000000, unit: "USD" }), "90,000,000 USD");
});

test("days as people write them", () => {
  assert.equal(daysText("2021-10-18", "2021-10-18"), "18 October 2021");
  assert.equal(daysText("2021-10-06", "2021-10-18"), "6–18 October 2021");
  assert.equal(daysText("2021-09-28", "2021-10-03", true), "28 Sep – 3 Oct 2021");
  assert.equal(daysText("2022-08-01", "2022-08-31"), "August 2022");
  assert.equal(daysText("2021-12-30", "2022-01-02"), "30 December 2021 – 2 January 2022");
  assert.equal(addDays("2024-02-28", 2), "2024-03-01");
  assert.equal(daysBetween("2022-04-06", "2022-04-14"), 8);
});

test("how long ago", () => {
  const now = Date.parse("2022-04-06T12:00:00Z");
  assert.equal(agoText("2022-04-06T11:59:40Z", now), "just now");
  assert.equal(agoText("2022-04-06T11:48:00Z", now), "12 min ago");
  assert.equal(agoText("2022-04-06T09:00:00Z", now), "3 h ago");
  assert.equal(agoText("2022-04-01T09:00:00Z", now), "1 Apr 2022");
  assert.equal(agoText("", now), "");
});

test("names: states, organisations, persons with their side where they do not say it", () => {
  assert.equal(nameOfCode("RUS"), "Russia");
  assert.equal(nameOfCode("NATO"), "NATO");
  assert.equal(nameOfCode("LAS"), "Arab League");
  assert.equal(nameOfCode("Viasna"), "Viasna");
  assert.equal(fullName({ name: "Sergey Lavrov", code: "RUS", kind: "person" }), "Sergey Lavrov (Russia)");
  assert.equal(fullName({ name: "three Norwegian diplomats", code: "NOR", kind: "person" }), "three Norwegian diplomats");
  assert.equal(namesOf([actor("NOR"), actor("RUS"), actor("NOR")]), "Norway and Russia");
  assert.equal(namesOf([]), "nobody named");
});

const FIELDS = [{ name: "source", takes: "who did it", example: "source:RUS" }, { name: "since", takes: "a day", example: "since:2021" }];

test("the term under the cursor", () => {
  assert.deepEqual(termAt("type:SANCTION so", 16), { from: 14, to: 16, text: "so" });
  assert.deepEqual(termAt("-measure:expel,clo since:7d", 18), { from: 1, to: 18, text: "measure:expel,clo", field: "measure", value: "clo" });
  assert.equal(termAt('text:"liaison off', 17).from, 0, "white space within quotation marks parts nothing");
  assert.equal(termAt('"liaison: off', 13).field, undefined);
});

test("offers: fields by their beginning, values of the field, and what taking one makes of the query", () => {
  const at = termAt("type:SANCTION s", 15);
  const found = offers(at, FIELDS, {});
  assert.deepEqual(found.map((o) => o.label), ["source:", "since:"]);
  assert.deepEqual(put("type:SANCTION s", at, found[0]!), { query: "type:SANCTION source:", cursor: 21 });
  const value = termAt("measure:expel,cl -status:denied", 16);
  const values = offers(value, FIELDS, { measure: ["close-post", "close-border", "expel"] });
  assert.deepEqual(values.map((o) => o.label), ["close-post", "close-border"]);
  assert.equal(put("measure:expel,cl -status:denied", value, values[0]!).query, "measure:expel,close-post -status:denied");
  assert.deepEqual(offers(termAt("", 0), FIELDS, {}), []);
});
