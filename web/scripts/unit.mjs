// Runs the unit tests with node's own runner: they are TypeScript, so esbuild (which Vite brings) makes them one script each first.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { world } from "./world.mjs";

const tests = new URL("../tests/unit/", import.meta.url);
const out = new URL("../../build/board/unit/", import.meta.url);
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const plugin = world();
const virtual = {
  name: "virtual",
  setup(b) {
    b.onResolve({ filter: /^virtual:/ }, ({ path }) => ({ path: plugin.resolveId(path), namespace: "virtual" }));
    b.onLoad({ filter: /.*/, namespace: "virtual" }, ({ path }) => ({ contents: plugin.load(path), loader: "js" }));
  },
};

const files = readdirSync(tests).filter((f) => f.endsWith(".test.ts"));
await build({
  entryPoints: files.map((f) => fileURLToPath(new URL(f, tests))), outdir: fileURLToPath(out), outExtension: { ".js": ".mjs" },
  bundle: true, platform: "node", format: "esm", sourcemap: "inline", plugins: [virtual], define: { __WEB__: JSON.stringify(fileURLToPath(new URL("../", import.meta.url))) },
});
const run = spawnSync(process.execPath, ["--test", ...process.argv.slice(2), ...files.map((f) => fileURLToPath(new URL(f.replace(/ts$/, "mjs"), out)))], { stdio: "inherit" });
process.exit(run.status ?? 1);
