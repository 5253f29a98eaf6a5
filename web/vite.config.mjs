// How the board is built: one page, no inline script or style, nothing from any other host.
import { defineConfig } from "vite";
import { licences } from "./scripts/licences.mjs";
import { world } from "./scripts/world.mjs";
import { worker } from "./scripts/worker.mjs";

const api = process.env.DEMARCHE_API ?? "http://127.0.0.1:8765"; // for `npm run dev` only

export default defineConfig({
  plugins: [world(), licences(), worker()],
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: {
    target: ["es2021", "firefox100", "chrome100", "safari15.4"],
    assetsInlineLimit: 0, // `data:` addresses are not 'self'
    modulePreload: { polyfill: false },
    reportCompressedSize: false, // scripts/weigh.mjs weighs
  },
  server: { proxy: { "/api": api } },
});
