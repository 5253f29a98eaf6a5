// Draws the PNG icons from public/icon.svg with a Chromium that is installed (`node scripts/icons.mjs`); run by hand when the drawing changes.
import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";

const folder = new URL("../public/", import.meta.url);
const drawing = readFileSync(new URL("icon.svg", folder), "utf8");
const full = drawing.replace('rx="96"', 'rx="0"'); // a maskable icon is cut by the system: the ground reaches the edges, the drawing stays in the safe middle
const maskable = full.replace("<g fill=\"none\"", '<g transform="translate(51 51) scale(.8)"><g fill="none"').replace("</svg>", "</g></svg>");

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
for (const [name, size, svg] of [["icon-180.png", 180, full], ["icon-192.png", 192, drawing], ["icon-512.png", 512, drawing], ["icon-maskable-512.png", 512, maskable]]) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  writeFileSync(new URL(name, folder), await page.screenshot({ omitBackground: true }));
}
await browser.close();
