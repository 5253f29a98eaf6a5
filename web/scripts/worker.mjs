// The service worker, built beside the page: src/worker.ts with the list of files that make up the shell. Door: worker(), a Vite plugin.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { transformWithEsbuild } from "vite";

const source = new URL("../src/worker.ts", import.meta.url);
const publicFolder = new URL("../public/", import.meta.url);

export function worker() {
  return {
    name: "demarche-worker",
    apply: "build",
    // after Vite's own pass, when index.html and all assets have their final names
    enforce: "post",
    generateBundle: {
      order: "post",
      async handler(_, bundle) {
        const shell = ["/", ...Object.keys(bundle).filter((f) => f !== "index.html").map((f) => `/${f}`), ...readdirSync(publicFolder).map((f) => `/${f}`)].sort();
        const hash = createHash("sha256").update(JSON.stringify(shell));
        for (const file of Object.values(bundle)) hash.update(file.type === "chunk" ? file.code : file.source);
        for (const file of readdirSync(publicFolder)) hash.update(readFileSync(new URL(file, publicFolder)));
        const { code } = await transformWithEsbuild(readFileSync(source, "utf8"), "worker.ts", { minify: true });
        const head = `const SHELL=${JSON.stringify(shell)},VERSION=${JSON.stringify(hash.digest("hex").slice(0, 12))};`;
        this.emitFile({ type: "asset", fileName: "worker.js", source: head + code });
      },
    },
  };
}
