// Days and times as people write them. Days are text ("2021-10-18") all the way: no time zone can move them. Doors: dayText, daysText, weekday, agoText, addDays, daysBetween.
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

const parts = (day: string) => day.split("-").map(Number) as [number, number, number];
const utc = (day: string) => Date.parse(day + "T00:00:00Z");

/** "18 October 2021"; `short`: "18 Oct 2021". */
export function dayText(day: string, short = false): string {
  const [y, m, d] = parts(day);
  const month = MONTHS[m - 1];
  return month ? `${d} ${short ? month.slice(0, 3) : month} ${y}` : day;
}

/** "18 October 2021", "6–18 October 2021", "28 September – 3 October 2021", "October 2021". */
export function daysText(from: string, to: string, short = false): string {
  if (from === to) return dayText(from, short);
  const [y, m, d] = parts(from), [y2, m2, d2] = parts(to);
  const name = (k: number) => (short ? MONTHS[k - 1]!.slice(0, 3) : MONTHS[k - 1]!);
  if (y === y2 && m === m2 && d === 1 && addDays(to, 1).endsWith("-01")) return `${name(m)} ${y}`;
  if (y === y2 && m === m2) return `${d}–${d2} ${name(m)} ${y}`;
  if (y === y2) return `${d} ${name(m)} – ${d2} ${name(m2)} ${y}`;
  return `${dayText(from, short)} – ${dayText(to, short)}`;
}

export const weekday = (day: string): string => WEEKDAYS[new Date(utc(day)).getUTCDay()] ?? "";
export const addDays = (day: string, n: number): string => new Date(utc(day) + n * 86_400_000).toISOString().slice(0, 10);
export const daysBetween = (from: string, to: string): number => Math.round((utc(to) - utc(from)) / 86_400_000);
export const today = (now = new Date()): string => new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

/** "just now", "12 min ago", "3 h ago", else the day. */
export function agoText(instant: string, now = Date.now()): string {
  const minutes = Math.floor((now - Date.parse(instant)) / 60_000);
  if (Number.isNaN(minutes)) return "";
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ago`;
  return dayText(instant.slice(0, 10), true);
}

export const count = (n: number, one: string, many = one + "s"): string => `${n.toLocaleString("en-GB")} ${n === 1 ? one : many}`;
