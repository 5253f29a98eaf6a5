// How a post stands on a day, by its history. Pure. Doors: stateOn, changeDays, historyInWords.
import type { Post, PostChange } from "../api/types.ts";

export interface PostState {
  status: string; // open, reduced, suspended, closed …; "" where the record does not say
  staff?: number;
  head?: string; // recalled, returned, expelled …
  since?: string; // day of the last change up to then
}

const untilDay = (post: Post, day: string) => post.history.filter((c) => c.date.from <= day);

/** What the record knows of the post at the end of that day. Before its first change, the state that the first change starts from. */
export function stateOn(post: Post, day: string): PostState {
  const past = untilDay(post, day);
  const last = (what: string): PostChange | undefined => past.filter((c) => c.what === what).at(-1);
  const staff = last("staff-limit")?.to ?? post.history.find((c) => c.what === "staff-limit")?.from;
  const status = last("status")?.to;
  return {
    // Whose end is told stood open before; of others nothing is known.
    status: status !== undefined ? String(status) : post.history.some((c) => c.what === "status" && !/^open|^reopened/.test(String(c.to))) ? "open" : "",
    staff: typeof staff === "number" ? staff : undefined,
    head: last("head") ? String(last("head")!.to) : undefined,
    since: past.at(-1)?.date.from,
  };
}

/** Every day on which some post changes, in order, each once. */
export const changeDays = (posts: Post[]): string[] => [...new Set(posts.flatMap((p) => p.history.map((c) => c.date.from)))].sort();

/** "closed", "staff 20 → 10", "head recalled". */
export function changeInWords(c: PostChange): string {
  const certainty = c.certainty ? ` (${c.certainty})` : "";
  if (c.what === "staff-limit") return `staff ${c.from !== undefined ? `${c.from} → ` : "limited to "}${c.to ?? "?"}${certainty}`;
  if (c.what === "head") return `head ${c.to}${certainty}`;
  if (c.what === "seat") return `moved to ${c.to}${certainty}`;
  if (c.what === "protecting-power") return `interests looked after by ${c.to}${certainty}`;
  return `${c.to}${certainty}`;
}
