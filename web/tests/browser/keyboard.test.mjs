// Everything by keyboard, nothing by mouse.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { house, ready } from "./house.mjs";

let h, page;
before(async () => ((h = await house()), (page = await h.page())));
after(() => h?.close());
afterEach(() => assert.deepEqual(h.faults.splice(0), []));

const focused = (what) => page.evaluate((w) => document.activeElement?.[w] ?? "", what);

test("the first Tab is the way past the navigation", async () => {
  await h.visit(page, "/");
  await page.keyboard.press("Tab");
  assert.equal(await focused("textContent"), "Skip to content");
  await page.keyboard.press("Enter");
  assert.equal(await focused("id"), "main");
});

test("j and k step through moves, Enter opens, c goes to its chain", async () => {
  await h.visit(page, "/");
  const item = () => page.evaluate(() => document.activeElement?.closest("[data-event]")?.dataset.event ?? "");
  await page.keyboard.press("j");
  const first = await item();
  await page.keyboard.press("j");
  const second = await item();
  assert.ok(first && second && first !== second);
  await page.keyboard.press("k");
  assert.equal(await item(), first);
  await page.keyboard.press("c");
  await page.waitForURL(`**/event/${first}`);
});

test("focus is seen: every stop of Tab on Today has an outline", async () => {
  await h.visit(page, "/");
  for (let n = 0; n < 25; ++n) {
    await page.keyboard.press("Tab");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(outline, "none", await focused("outerHTML"));
  }
});

test("g and a letter go to each view; focus goes with them", async () => {
  await h.visit(page, "/");
  for (const [key, path] of [["x", "/exchange"], ["d", "/dyad"], ["p", "/posts"], ["a", "/actors"], ["l", "/alerts"], ["f", "/feeds"], ["c", "/corrections"], ["t", "/"]]) {
    await page.keyboard.press("g");
    await page.keyboard.press(key);
    await page.waitForFunction((p) => location.pathname === p, path);
    assert.equal(await focused("id"), "main");
  }
});

test("? opens the keys, Esc closes them and gives the focus back", async () => {
  await h.visit(page, "/");
  await page.keyboard.press("j");
  const before = await focused("outerHTML");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  await page.keyboard.press("g"), await page.keyboard.press("p");
  assert.equal(new URL(page.url()).pathname, "/", "keys rest while a dialogue is open");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.equal(await focused("outerHTML"), before);
});

test("a query is written with offers, asked, and its first row opened", async () => {
  await h.visit(page, "/");
  await page.keyboard.press("/");
  await page.waitForURL("**/search");
  await page.waitForFunction(() => document.activeElement?.matches("main input[type=search]"));
  await page.waitForFunction(() => document.querySelector(".fields-help"));
  await page.keyboard.type("meas");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("ArrowDown"), await page.keyboard.press("Enter");
  await page.keyboard.type("exp");
  await page.getByRole("option", { name: "expel" }).waitFor();
  await page.keyboard.press("ArrowDown"), await page.keyboard.press("Enter"), await page.keyboard.press("Enter");
  await page.waitForURL("**/search?q=measure%3Aexpel");
  await page.locator(".moves .move").first().waitFor();
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("j");
  for (let n = 0; n < 4 && !(await page.evaluate(() => document.activeElement.matches(".deed"))); ++n) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/event/*");
});

test("w opens the correction of the move in focus", async () => {
  await h.visit(page, "/");
  await page.keyboard.press("j");
  await page.keyboard.press("w");
  await page.getByRole("dialog", { name: /^Correct E/ }).waitFor();
  await page.keyboard.press("Escape");
});

test("single keys are off where the reader turned them off", async () => {
  await h.visit(page, "/");
  await page.getByRole("button", { name: "Settings" }).first().focus();
  await page.keyboard.press("Enter");
  const off = page.getByRole("group", { name: "Single-key shortcuts" }).getByLabel("off");
  await off.focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.keyboard.press("g"), await page.keyboard.press("p");
  assert.equal(new URL(page.url()).pathname, "/");
  await page.evaluate(() => localStorage.clear());
});
