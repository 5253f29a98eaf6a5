// Runs the browser tests, or those named: `node scripts/browser.mjs [visit…]`. Further words with a dash go to node's test runner.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const tests = new URL("../tests/browser/", import.meta.url);
const names = process.argv.slice(2).filter((a) => !a.startsWith("-")), options = process.argv.slice(2).filter((a) => a.startsWith("-"));
const files = readdirSync(tests).filter((f) => f.endsWith(".test.mjs") && (names.length === 0 || names.includes(f.replace(".test.mjs", ""))));
const run = spawnSync(process.execPath, ["--test", ...options, ...files.map((f) => fileURLToPath(new URL(f, tests)))], { stdio: "inherit" });
process.exit(run.status ?? 1);
