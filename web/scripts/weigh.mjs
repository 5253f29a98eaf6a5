// Weighs the first load as a browser fetches it, gzip: index.html and what it names, nothing that later views fetch. Fails over 300 kB.
import { readFileSync, existsSync } from "node:fs";
import { gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url);
const limit = 300_000;
const page = readFileSync(new URL("index.html", dist), "utf8");
if (/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/i.test(page)) throw new Error("dist/index.html holds inline script or style, which `default-src 'self'` forbids");

const files = ["index.html", ...[...page.matchAll(/(?:src|href)="\/([^"]+)"/g)].map((m) => m[1])].filter((f, n, all) => all.indexOf(f) === n && existsSync(new URL(f, dist)));
let total = 0;
for (const file of files) {
  const weight = gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
  total += weight;
  console.log(`${String(weight).padStart(8)}  ${file}`);
}
console.log(`${String(total).padStart(8)}  first load, bytes in gzip; at most ${limit}`);
if (total > limit) process.exit(1);
