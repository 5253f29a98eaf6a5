// Cooperation and conflict over time, both ways: two charts (uPlot) with one cursor. The cursor goes by mouse, touch or arrow keys, and is a slider to those
// who do not see it. Door: Timeline.
import "uplot/dist/uPlot.min.css";
import uPlot from "uplot";
import { useEffect, useRef } from "preact/hooks";
import type { Deeds, DyadStatistics, Period } from "../api/types.ts";
import { useSettings } from "../settings.ts";
import { count, daysText, dayText } from "../words/days.ts";
import { nameOfCode } from "../words/names.ts";

const HEIGHT = 150;
const SYNC = "dyad";

const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const seconds = (day: string) => Date.parse(day + "T00:00:00Z") / 1000;
const signed = (n: number) => (n > 0 ? "+" : n < 0 ? "−" : "") + Math.abs(n).toFixed(1);

/** "4–10 April 2022. Russia to Norway: 3 moves, net −4.0; Norway to Russia: …" */
export function periodInWords(p: Period, first: string, second: string): string {
  const way = (from: string, to: string, d: Deeds) => `${nameOfCode(from)} to ${nameOfCode(to)}: ${d.events === 0 ? "nothing" : `${count(d.events, "move")}, net ${signed(d.net)}`}`;
  return `${daysText(p.from, p.to)}. ${way(first, second, p.first_to_second)}; ${way(second, first, p.second_to_first)}.`;
}

/** Bars of one direction: up in one colour, down in the other. Both have the same scale, so that they can be compared. */
function chart(host: HTMLElement, x: number[], net: number[], range: [number, number], width: number, pick: (index: number | null) => void): uPlot {
  const ink = colour("--muted"), line = colour("--line");
  const up = net.map((n) => (n > 0 ? n : null)), down = net.map((n) => (n < 0 ? n : null));
  // Points mark periods whose moves weigh nothing in sum.
  const bars = uPlot.paths.bars!({ size: [0.8, 26], align: 0 });
  const day = (ts: number) => dayText(new Date(ts * 1000).toISOString().slice(0, 10), true);
  const step = x.length > 1 ? (x[x.length - 1]! - x[0]!) / (x.length - 1) : 86400;
  const axis: uPlot.Axis = { stroke: ink, font: "11px system-ui, sans-serif", ticks: { stroke: line, width: 1, size: 4 }, grid: { stroke: line, width: 1 } };
  return new uPlot(
    {
      width, height: HEIGHT, padding: [8, 8, 0, 0], legend: { show: false }, tzDate: (ts) => uPlot.tzDate(new Date(ts * 1000), "UTC"),
      cursor: { sync: { key: SYNC, setSeries: false }, y: false, points: { show: false }, drag: { x: false, y: false } },
      scales: { x: { time: true, range: () => [x[0]! - step * 0.6, x[x.length - 1]! + step * 0.6] }, y: { range } },
      series: [
        {},
        { stroke: colour("--cooperation"), fill: colour("--cooperation"), width: 0, paths: bars, points: { show: false } },
        { stroke: colour("--conflict"), fill: colour("--conflict"), width: 0, paths: bars, points: { show: false } },
      ],
      axes: [{ ...axis, grid: { show: false }, space: 96, values: (_, all) => all.map(day) }, { ...axis, size: 44, values: (_, all) => all.map((v) => (v === 0 ? "0" : signed(v).replace(".0", ""))) }],
      hooks: { setCursor: [(u) => pick(u.cursor.idx ?? null)] },
    },
    [x, up, down],
    host,
  );
}

export function Timeline({ of, at, onAt }: { of: DyadStatistics; at: number; onAt: (index: number) => void }) {
  const frame = useRef<HTMLDivElement>(null), hosts = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null)];
  const plots = useRef<uPlot[]>([]);
  const { theme } = useSettings(); // its colours are drawn into the canvas
  const moving = useRef(false); // the cursor is being put somewhere by us, not by the reader

  useEffect(() => {
    const x = of.periods.map((p) => seconds(p.from));
    const nets = [of.periods.map((p) => p.first_to_second.net), of.periods.map((p) => p.second_to_first.net)];
    const all = nets.flat();
    const range: [number, number] = [Math.min(-1, ...all) * 1.08, Math.max(1, ...all) * 1.08];
    const make = () => {
      for (const p of plots.current) p.destroy();
      const width = hosts[0]!.current!.clientWidth;
      plots.current = hosts.map((h, n) => chart(h.current!, x, nets[n]!, range, width, (index) => !moving.current && index !== null && onAt(index)));
    };
    make();
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    scheme.addEventListener("change", make);
    const watch = new ResizeObserver(() => plots.current.forEach((p) => p.setSize({ width: hosts[0]!.current!.clientWidth, height: HEIGHT })));
    watch.observe(frame.current!);
    return () => {
      watch.disconnect(), scheme.removeEventListener("change", make);
      for (const p of plots.current) p.destroy();
      plots.current = [];
    };
  }, [of, theme]);

  const step = (to: number) => {
    const index = Math.max(0, Math.min(of.periods.length - 1, to));
    onAt(index);
    moving.current = true;
    for (const p of plots.current) p.setCursor({ left: p.valToPos(p.data[0][index]!, "x"), top: 10 });
    moving.current = false;
  };
  const jumps: Record<string, number> = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, PageDown: at - 10, PageUp: at + 10, Home: 0, End: of.periods.length - 1 };
  const pressed = (e: KeyboardEvent) => {
    const to = jumps[e.key];
    if (to === undefined) return;
    e.preventDefault();
    step(to);
  };
  const period = of.periods[at];
  return (
    <div
      class="timeline" ref={frame} tabIndex={0} role="slider" aria-label={`Time, in steps of a ${of.step}`} aria-orientation="horizontal"
      aria-valuemin={0} aria-valuemax={of.periods.length - 1} aria-valuenow={at} aria-valuetext={period && periodInWords(period, of.first, of.second)} onKeyDown={pressed} onFocus={() => step(at)}
    >
      {[[of.first, of.second], [of.second, of.first]].map(([from, to], n) => (
        <figure key={n}>
          <figcaption>{nameOfCode(from!)} → {nameOfCode(to!)}</figcaption>
          <div ref={hosts[n]} />
        </figure>
      ))}
    </div>
  );
}
