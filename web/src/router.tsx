// Addresses without a hash, through the history API. Doors: useRoute, go, Link, setParams.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

export interface Route {
  path: string[]; // "/exchange/RUS/NATO" → ["exchange", "RUS", "NATO"], decoded
  at: URLSearchParams;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // "%" that encodes nothing
  }
}

export function parseRoute(pathname: string, search: string): Route {
  return { path: pathname.split("/").filter(Boolean).map(decoded), at: new URLSearchParams(search) };
}

/** "/exchange/RUS/NATO?since=2022": parts and values encoded, empty values left out. */
export function address(parts: (string | number)[], values: Record<string, string | undefined> = {}): string {
  const at = new URLSearchParams(Object.entries(values).filter((e): e is [string, string] => Boolean(e[1])));
  const search = at.toString();
  return "/" + parts.map((p) => encodeURIComponent(p)).join("/") + (search ? "?" + search : "");
}

const MOVED = "demarche:moved";

export function go(to: string, replace = false) {
  if (to === location.pathname + location.search) return;
  history[replace ? "replaceState" : "pushState"](null, "", to);
  dispatchEvent(new CustomEvent(MOVED, { detail: { replace } }));
}

/** Changes values of the address's query and nothing else; "" takes one out. */
export function setParams(values: Record<string, string | undefined>, replace = true) {
  const at = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(values)) value ? at.set(name, value) : at.delete(name);
  const search = at.toString();
  go(location.pathname + (search ? "?" + search : ""), replace);
}

export function useRoute(): Route {
  const [route, set] = useState(() => parseRoute(location.pathname, location.search));
  useEffect(() => {
    const moved = () => set(parseRoute(location.pathname, location.search));
    addEventListener("popstate", moved), addEventListener(MOVED, moved);
    return () => (removeEventListener("popstate", moved), removeEventListener(MOVED, moved));
  }, []);
  return route;
}

type Anchor = Omit<JSX.HTMLAttributes<HTMLAnchorElement>, "href"> & { to: string; children?: ComponentChildren };

/** A link within the board; with a modifier key, the browser's own (new tab, new window). */
export function Link({ to, onClick, ...rest }: Anchor) {
  const follow = (e: JSX.TargetedMouseEvent<HTMLAnchorElement>) => {
    onClick?.(e);
    if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    e.preventDefault();
    go(to);
  };
  return <a {...rest} href={to} onClick={follow} />;
}
