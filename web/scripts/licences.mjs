// licences.txt beside the page: the licence of every package whose code or data went into it, since the program passes them on. Door: licences(), a Vite plugin.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const modules = new URL("../node_modules/", import.meta.url);
const DATA = ["world-atlas"]; // read by scripts/world.mjs, not imported

function licenceOf(name) {
  const folder = new URL(`${name}/`, modules);
  const { version, license } = JSON.parse(readFileSync(new URL("package.json", folder), "utf8"));
  const file = readdirSync(folder).find((f) => /^licen[cs]e/i.test(f));
  if (!file) throw new Error(`scripts/licences.mjs: ${name} ${version} (${license}) comes without its licence`);
  return `${name} ${version} (${license})\n\n${readFileSync(new URL(file, folder), "utf8").trim()}\n`;
}

export function licences() {
  const root = fileURLToPath(modules);
  return {
    name: "demarche-licences",
    apply: "build",
    generateBundle(_, bundle) {
      const names = new Set(DATA);
      for (const chunk of Object.values(bundle)) {
        for (const id of chunk.moduleIds ?? []) {
          const path = id.replace(/^\0/, "");
          if (path.startsWith(root)) names.add(path.slice(root.length).match(/^(@[^/]+\/)?[^/]+/)[0]);
        }
      }
      const missing = [...names].filter((n) => !existsSync(new URL(`${n}/package.json`, modules)));
      if (missing.length > 0) throw new Error(`scripts/licences.mjs: no package ${missing.join(", ")}`);
      this.emitFile({ type: "asset", fileName: "licences.txt", source: [...names].sort().map(licenceOf).join(`\n${"-".repeat(72)}\n\n`) });
    },
  };
}
