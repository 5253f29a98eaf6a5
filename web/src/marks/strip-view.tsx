// The exchange on one line of time: marks of one side above it, of the other below. A picture beside the list that says the same. Doors: StripPicture, StripFrame.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { dayText } from "../words/days.ts";
import { type Arrow, type Rung, strip } from "./ladder.ts";

const UNIT = { small: { step: 7, size: 5, pad: 2 }, large: { step: 14, size: 10, pad: 8 } };

/** Full for deeds (a diamond where they are of conflict), round and hollow for words: as everywhere on the board. */
function Shape({ x, y, size, quad }: { x: number; y: number; size: number; quad: string }) {
  const r = size / 2;
  if (quad === "material-conflict") return <path d={`M${x},${y - r - 1} L${x + r + 1},${y} L${x},${y + r + 1} L${x - r - 1},${y} Z`} class={`shape ${quad}`} />;
  return quad.startsWith("material") ? <rect x={x - r} y={y - r} width={size} height={size} class={`shape ${quad}`} /> : <circle cx={x} cy={y} r={r - 0.5} class={`shape ${quad || "none"}`} />;
}

/** As many marks side by side as the frame is wide. */
export function StripFrame(props: Omit<Parameters<typeof StripPicture>[0], "slots">) {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const look = () => setWidth(frame.current!.clientWidth);
    look();
    const watch = new ResizeObserver(look);
    watch.observe(frame.current!);
    return () => watch.disconnect();
  }, []);
  const slots = Math.max(8, Math.floor((width - 2 * UNIT.large.pad) / UNIT.large.step));
  return <div class="strip-host" ref={frame}>{width > 0 && <StripPicture {...props} slots={slots} />}</div>;
}

export function StripPicture({ rungs, arrows = [], slots, isSmall, onPick }: { rungs: Rung[]; arrows?: Arrow[]; slots: number; isSmall?: boolean; onPick?: (key: string) => void }) {
  const { step, size, pad } = isSmall ? UNIT.small : UNIT.large;
  const { marks, first, last } = strip(rungs, slots);
  if (marks.length === 0) return null;
  const most = (lane: string) => Math.max(1, ...marks.filter((m) => m.lane === lane).map((m) => m.stack + 1));
  const up = Math.max(most("left"), most("both")), down = most("right");
  const width = slots * step + 2 * pad, axis = pad + up * step, height = axis + down * step + pad + (isSmall ? 0 : 16);
  const place = new Map(marks.map((m) => {
    const x = pad + step / 2 + m.x * (slots - 1) * step;
    const away = (m.stack + 0.5) * step;
    return [m.event.key, { x, y: m.lane === "right" ? axis + away : axis - away }];
  }));
  return (
    <svg class={isSmall ? "strip small" : "strip"} viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true" focusable="false">
      <line class="axis" x1={0} x2={width} y1={axis} y2={axis} />
      {arrows.map((a) => {
        const p = place.get(a.from), q = place.get(a.to);
        return p && q && <path key={`${a.from}${a.to}`} class={a.isInferred ? "tie inferred" : "tie"} d={p.x === q.x ? `M${p.x},${p.y} Q${p.x + step},${(p.y + q.y) / 2} ${q.x},${q.y}` : `M${p.x},${p.y} C${(p.x + q.x) / 2},${p.y} ${(p.x + q.x) / 2},${q.y} ${q.x},${q.y}`} />;
      })}
      {marks.map((m) => {
        const { x, y } = place.get(m.event.key)!;
        return (
          <g key={m.event.key} onClick={onPick && (() => onPick(m.event.key))} class={onPick ? "pickable" : undefined}>
            <Shape x={x} y={y} size={size} quad={m.event.quad} />
            <title>{`${dayText(m.event.date.from, true)}: ${m.event.deed}`}</title>
          </g>
        );
      })}
      {!isSmall && <text x={0} y={height - 3}>{dayText(first, true)}</text>}
      {!isSmall && first !== last && <text x={width} y={height - 3} text-anchor="end">{dayText(last, true)}</text>}
    </svg>
  );
}
