// What a reader chose for this browser. Doors: settings, useSettings, change.
import { useEffect, useState } from "preact/hooks";

export interface Settings {
  theme: "auto" | "light" | "dark";
  density: "comfortable" | "compact";
  who: string; // by what name this reader signs corrections; may be empty
  keys: boolean; // single-key shortcuts; WCAG 2.1.4 asks that they can be turned off
}

const KEY = "demarche.settings"; // public/look.js reads it too
const DEFAULTS: Settings = { theme: "auto", density: "comfortable", who: "", keys: true };
const watchers = new Set<(s: Settings) => void>();

function stored(): Settings {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Settings>) };
  } catch {
    return DEFAULTS;
  }
}

let now = stored();
export const settings = (): Settings => now;

export function change(some: Partial<Settings>) {
  now = { ...now, ...some };
  try {
    localStorage.setItem(KEY, JSON.stringify(now));
  } catch {
    // forbidden storage: the choice holds until the page is closed
  }
  dispatchEvent(new CustomEvent("look", { detail: now })); // public/look.js applies it
  for (const w of watchers) w(now);
}

export function useSettings(): Settings {
  const [s, set] = useState(now);
  useEffect(() => {
    watchers.add(set);
    return () => void watchers.delete(set);
  }, []);
  return s;
}
