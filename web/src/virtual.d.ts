// Modules that scripts/world.mjs makes at build time from the lexicon and world-atlas.
interface ImportMeta {
  readonly env: { readonly PROD: boolean };
}
declare module "virtual:names" {
  const names: Record<string, string>;
  export const adjectives: Record<string, string[]>;
  export default names;
}
declare module "virtual:world" {
  import type { Topology, GeometryCollection } from "topojson-specification";
  const world: { topology: Topology<{ countries: GeometryCollection }>; seats: Record<string, [number, number]>; towns: Record<string, [number, number]> };
  export default world;
}
declare module "*.css";
