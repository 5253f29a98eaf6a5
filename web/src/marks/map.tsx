// The map of posts on a day: country outlines that came with the board, a mark for each post at its host, a thread to its holder for the one in focus.
// A picture beside the table that says the same; fetched only where it is shown. Door: PostMap (default, so that it can be fetched late).
import { geoEqualEarth, geoPath } from "d3-geo";
import { useMemo } from "preact/hooks";
import { feature, mesh } from "topojson-client";
import world from "virtual:world";
import type { Post } from "../api/types.ts";
import { nameOfCode } from "../words/names.ts";
import { stateOn } from "./post-state.ts";

const WIDTH = 960, HEIGHT = 470;
const projection = geoEqualEarth().fitExtent([[4, 4], [WIDTH - 4, HEIGHT - 4]], { type: "Sphere" });
const path = geoPath(projection);
const shapes = feature(world.topology, world.topology.objects.countries).features.filter((f) => f.id !== "ATA");
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

/** The state's own shape, so that colour is not all that tells it. */
function Mark({ status, at: [x, y] }: { status: string; at: Point }) {
  const r = 7;
  if (status === "closed") return <path class="post-mark closed" d={`M${x - r},${y - r} L${x + r},${y + r} M${x + r},${y - r} L${x - r},${y + r}`} />;
  if (status === "suspended") return <rect class="post-mark suspended" x={x - r + 1} y={y - r + 1} width={2 * r - 2} height={2 * r - 2} />;
  if (status === "reduced") return <path class="post-mark reduced" d={`M${x},${y - r} L${x + r},${y + r} H${x - r} Z`} />;
  return <circle class={`post-mark ${status || "unknown"}`} cx={x} cy={y} r={r - 1} />;
}

export default function PostMap({ posts, day, lit, onPick }: { posts: Post[]; day: string; lit?: string; onPick: (key: string) => void }) {
  const placed = useMemo(() => spread(posts.flatMap((post) => {
    const at = placeOf(post);
    return at ? [{ post, at }] : [];
  }), 15), [posts]);
  const one = placed.find((p) => p.post.key === lit);
  const home = one && seat(one.post.holder);
  const sides = one ? new Set([one.post.holder, one.post.host]) : undefined;
  return (
    <svg class="map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      <g>{outlines.map(({ code, d }, n) => <path key={n} class={sides?.has(code) ? "land side" : "land"} d={d} />)}</g>
      <path class="borders" d={borders} />
      {one && home && <path class="thread" d={`M${home[0]},${home[1]} Q${(home[0] + one.at[0]) / 2},${Math.min(home[1], one.at[1]) - 30} ${one.at[0]},${one.at[1]}`} />}
      {placed.map(({ post, at }) => {
        const { status } = stateOn(post, day);
        return (
          <g key={post.key} class={post.key === lit ? "post lit" : "post"} onClick={() => onPick(post.key)} onMouseOver={() => onPick(post.key)}>
            <circle class="post-target" cx={at[0]} cy={at[1]} r={12} />
            <Mark status={status} at={at} />
            <title>{`${post.name}: ${status || "state not known"} (${nameOfCode(post.holder)} in ${nameOfCode(post.host)})`}</title>
          </g>
        );
      })}
      {one && <text class="post-name" x={one.at[0]} y={one.at[1] - 14} text-anchor={one.at[0] > WIDTH - 160 ? "end" : one.at[0] < 160 ? "start" : "middle"}>{one.post.name}</text>}
    </svg>
  );
}
