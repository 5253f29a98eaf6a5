// The board without its server: it opens, shows what was last answered and says so, and comes back by itself.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { house, ready } from "./house.mjs";

let h;
before(async () => (h = await house()));
after(() => h?.close());

test("what was read is there after a reload without the server, and what was not says why", async () => {
  const page = await h.page({ worker: true });
  await h.visit(page, "/");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  // Read once more, now through the worker, which keeps what it is answered.
  await h.visit(page, "/exchange/NOR/RUS");
  await h.visit(page, "/");
  const before = await page.locator(".move").count();
  assert.ok(before > 10);

  await h.stop();
  await page.reload();
  await ready(page);
  assert.equal(await page.locator(".move").count(), before);
  await page.getByText(/cannot be reached\. This is what it answered/).waitFor();
  await page.goto(`${h.base}/exchange/NOR/RUS`);
  await ready(page);
  assert.ok((await page.locator(".rung").count()) > 5);
  await page.goto(`${h.base}/actors`);
  await page.getByRole("alert").getByText(/cannot be reached/).first().waitFor();
  await page.getByText("not live").waitFor();

  await h.restart();
  await page.getByText("live", { exact: true }).waitFor();
  await page.locator(".list.actors li").first().waitFor();
  assert.equal(await page.getByRole("alert").count(), 0, "what could not be shown is, by itself");
  assert.deepEqual(h.faults, []);
});

test("the board can be installed: manifest, icons of the sizes asked for, a worker", async () => {
  const own = await house();
  try {
    const manifest = await (await fetch(`${own.base}/manifest.webmanifest`)).json();
    assert.equal(manifest.display, "standalone");
    for (const icon of manifest.icons) {
      const response = await fetch(own.base + icon.src);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get("content-type").split(";")[0], icon.type);
      if (icon.type !== "image/png") continue;
      const bytes = Buffer.from(await response.arrayBuffer());
      assert.equal(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, icon.sizes);
    }
  } finally {
    await own.close();
  }
});
