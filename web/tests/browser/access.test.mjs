// axe-core finds nothing against WCAG 2.2 AA on any view, light and dark, desk and phone; nothing is wider than the screen; screenshots are kept.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { artefact, house, VIEWS } from "./house.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let h;
before(async () => ((h = await house()), mkdirSync(artefact("shots"), { recursive: true })));
after(() => h?.close());

async function violations(page) {
  await page.evaluate(AXE); // by the debugger, past the page's CSP, which allows no script but its own
  const found = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), TAGS);
  return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")}: ${n.failureSummary?.split("\n")[1]?.trim()}`));
}

for (const [scheme, width, height] of [["light", 1440, 900], ["dark", 1440, 900], ["light", 390, 844], ["dark", 390, 844], ["light", 768, 1024], ["light", 320, 640]]) {
  test(`every view at ${width} px, ${scheme}`, async (t) => {
    const page = await h.page({ width, height, scheme, reduced: true });
    for (const [name, path] of Object.entries(VIEWS)) {
      await t.test(name, async () => {
        await h.visit(page, path);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${name} is ${over} px wider than the screen`);
        await page.screenshot({ path: artefact(`shots/${name}-${width}-${scheme}.png`) });
        // Two widths are enough for axe: what a rule sees changes with the layout, and there are two.
        if (width === 1440 || width === 390) assert.deepEqual(await violations(page), []);
      });
    }
    assert.deepEqual(h.faults.splice(0), []);
  });
}

test("dialogues, open words and lit evidence are as clean", async () => {
  const page = await h.page({ reduced: true });
  await h.visit(page, "/");
  for (const name of ["Settings", "Keys"]) {
    await page.getByRole("button", { name }).first().click();
    assert.deepEqual(await violations(page), [], name);
    await page.keyboard.press("Escape");
  }
  await page.locator(".move .deed").first().focus();
  await page.keyboard.press("w");
  await page.getByRole("dialog").getByText("Part of it is wrong").click();
  assert.deepEqual(await violations(page), [], "correcting");
  await page.keyboard.press("Escape");
  await h.visit(page, "/article/A5");
  await page.locator("aside ol .evidence").first().click();
  assert.deepEqual(await violations(page), [], "evidence");
  await h.visit(page, "/exchange/NOR/RUS");
  await page.getByText("The same in words").click();
  assert.deepEqual(await violations(page), [], "words");
});

test("lists that are filled, and a post's history, are as clean", async () => {
  for (const [path, body] of [["alerts", { name: "closures", query: "measure:close-post", channel: "mail", target: ["desk@example.org"] }], ["feeds", { url: "https://www.example.org/news.rss" }], ["corrections", { what: "wrong", event: "E2" }]]) {
    if (await h.has(path)) await h.send(path, body);
  }
  for (const scheme of ["light", "dark"]) {
    const page = await h.page({ scheme, token: true, reduced: true });
    for (const path of ["/alerts", "/feeds", "/corrections", "/search?q=verdict:wrong", "/posts?post=P1", "/search?about=statements", "/search?about=articles"]) {
      await h.visit(page, path);
      assert.deepEqual(await violations(page), [], `${path}, ${scheme}`);
    }
  }
});

test("on a phone the rest of the views is behind More, and every button is large enough to touch", async () => {
  const page = await h.page({ width: 390, height: 844 });
  await h.visit(page, "/");
  const small = await page.locator(".tabs a, .tabs button").evaluateAll((all) => all.map((e) => e.getBoundingClientRect()).filter((r) => r.width < 44 || r.height < 44).length);
  assert.equal(small, 0);
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Alerts" }).click();
  await page.waitForURL("**/alerts");
  await page.getByRole("dialog").waitFor({ state: "detached" });
});

test("nothing moves for those who asked for that", async () => {
  const page = await h.page({ reduced: true });
  await h.visit(page, "/exchange/NOR/RUS");
  const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((e) => { const s = getComputedStyle(e); return parseFloat(s.animationDuration) > 0 || parseFloat(s.transitionDuration) > 0; }).length);
  assert.equal(moving, 0);
});
