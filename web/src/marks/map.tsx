// The map of posts on a day: country outlines that came with the board, a mark for each post at its host, a thread to its holder for the one in focus.
// A picture beside the table that says the same; fetched only where it is shown. Door: PostMap (default, so that it can be fetched late).
import { geoEqualEarth, geoPath } from "d3-geo";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { feature, mesh } from "topojson-client";
import world from "virtual:world";
import type { Post } from "../api/types.ts";
import { nameOfCode } from "../words/names.ts";
import { stateOn } from "./post-state.ts";

const WIDTH = 960, HEIGHT = 470;
const shapes = feature(world.topology, world.topology.objects.countries).features.filter((f) => f.id !== "ATA");
const projection = geoEqualEarth().fitExtent([[4, 4], [WIDTH - 4, HEIGHT - 4]], { type: "FeatureCollection", features: shapes });
const path = geoPath(projection);
const outlines = shapes.map((f) => ({ code: String(f.id ?? ""), d: path(f) ?? "" }));
const borders = path(mesh(world.topology, world.topology.objects.countries, (a, b) => a !== b)) ?? "";

type Point = [number, number];

/** Where a code is at home: capital or seat, else the middle of its outline. */
function seat(code: string): Point | undefined {
  const at = world.seats[code];
  if (at) return projection([at[1], at[0]]) ?? undefined;
  const shape = shapes.find((f) => f.id === code);
  return shape ? (path.centroid(shape) as Point) : undefined;
}

function placeOf(post: Post): Point | undefined {
  const town = post.place ? world.towns[post.place] : undefined;
  return town ? (projection([town[1], town[0]]) ?? undefined) : seat(post.host);
}

/** Marks that would lie on one another are set around their place. */
export function spread<T extends { at: Point }>(all: T[], distance: number): T[] {
  const groups: T[][] = [];
  for (const one of all) {
    const near = groups.find((g) => Math.hypot(g[0]!.at[0] - one.at[0], g[0]!.at[1] - one.at[1]) < distance);
    if (near) near.push(one);
    else groups.push([one]);
  }
  return groups.flatMap((g) => g.length === 1 ? g : g.map((one, n) => {
    const turn = (2 * Math.PI * n) / g.length, r = Math.max(distance * 0.6, (distance * g.length) / (2 * Math.PI));
    return { ...one, at: [g[0]!.at[0] + r * Math.cos(turn), g[0]!.at[1] + r * Math.sin(turn)] as Point };
  }));
}

export type Window = [left: number, top: number, width: number, height: number];

/** The part of the map that holds all points, with room around them, in the map's own proportions; never closer than a continent. */
export function windowAround(points: Point[], closest = WIDTH / 3.2): Window {
  if (points.length === 0) return [0, 0, WIDTH, HEIGHT];
  const xs = points.map((p) => p[0]), ys = points.map((p) => p[1]);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const width = Math.min(WIDTH, Math.max(closest, (right - left) * 1.25, ((bottom - top) * 1.35 * WIDTH) / HEIGHT)), height = (width * HEIGHT) / WIDTH;
  const inside = (middle: number, size: number, whole: number) => Math.max(0, Math.min(whole - size, middle - size / 2));
  return [inside((left + right) / 2, width, WIDTH), inside((top + bottom) / 2, height, HEIGHT), width, height];
}

/** The state's own shape, so that colour is not all that tells it. */
function Mark({ status, at: [x, y], r }: { status: string; at: Point; r: number }) {
  if (status === "closed") return <path class="post-mark closed" d={`M${x - r},${y - r} L${x + r},${y + r} M${x + r},${y - r} L${x - r},${y + r}`} />;
  if (status === "suspended") return <rect class="post-mark suspended" x={x - r + 1} y={y - r + 1} width={2 * r - 2} height={2 * r - 2} />;
  if (status === "reduced") return <path class="post-mark reduced" d={`M${x},${y - r} L${x + r},${y + r} H${x - r} Z`} />;
  return <circle class={`post-mark ${status || "unknown"}`} cx={x} cy={y} r={r - 1} />;
}

export default function PostMap({ posts, day, lit, onPick }: { posts: Post[]; day: string; lit?: string; onPick: (key: string) => void }) {
  const map = useRef<SVGSVGElement>(null);
  const [wide, setWide] = useState(WIDTH);
  const [isWorld, setWorld] = useState(false);
  useLayoutEffect(() => {
    const watch = new ResizeObserver(() => setWide(map.current!.clientWidth || WIDTH));
    watch.observe(map.current!);
    return () => watch.disconnect();
  }, []);
  const found = useMemo(() => posts.flatMap((post) => {
    const at = placeOf(post);
    return at ? [{ post, at }] : [];
  }), [posts]);
  const [x0, y0, w, h] = isWorld ? windowAround([]) : windowAround(found.map((p) => p.at));
  const unit = w / wide; // of the drawing, for one pixel of the screen: marks keep their size
  const placed = useMemo(() => spread(found, 17 * unit), [found, unit]);
  const one = placed.find((p) => p.post.key === lit);
  const home = one && seat(one.post.holder);
  const sides = one ? new Set([one.post.holder, one.post.host]) : undefined;
  return (
    <>
    <svg ref={map} class="map" viewBox={`${x0} ${y0} ${w} ${h}`} aria-hidden="true" focusable="false">
      <g>{outlines.map(({ code, d }, n) => <path key={n} class={sides?.has(code) ? "land side" : "land"} d={d} />)}</g>
      <path class="borders" d={borders} />
      {one && home && <path class="thread" d={`M${home[0]},${home[1]} Q${(home[0] + one.at[0]) / 2},${Math.min(home[1], one.at[1]) - 30 * unit} ${one.at[0]},${one.at[1]}`} />}
      {placed.map(({ post, at }) => {
        const { status } = stateOn(post, day);
        return (
          <g key={post.key} class={post.key === lit ? "post lit" : "post"} onClick={() => onPick(post.key)} onMouseOver={() => onPick(post.key)}>
            <circle class="post-target" cx={at[0]} cy={at[1]} r={15 * unit} />
            <Mark status={status} at={at} r={8.5 * unit} />
            <title>{`${post.name}: ${status || "state not known"} (${nameOfCode(post.holder)} in ${nameOfCode(post.host)})`}</title>
          </g>
        );
      })}
      {one && <text class="post-name" x={one.at[0]} y={one.at[1] - 16 * unit} font-size={13 * unit} text-anchor={one.at[0] > x0 + w * 0.8 ? "end" : one.at[0] < x0 + w * 0.2 ? "start" : "middle"}>{one.post.name}</text>}
    </svg>
    <div class="map-tools segments" role="group" aria-label="How much of the map">
      <button type="button" aria-pressed={!isWorld} onClick={() => setWorld(false)}>Where they stand</button>
      <button type="button" aria-pressed={isWorld} onClick={() => setWorld(true)}>World</button>
    </div>
    </>
  );
}
