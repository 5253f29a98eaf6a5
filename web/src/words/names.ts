// Who somebody is, in short. Doors: nameOfCode, nameOfActor, namesOf, sidesOf, idOf.
import names, { adjectives } from "virtual:names";
import type { Actor } from "../api/types.ts";

/** "Russia" for RUS, "NATO" for NATO, "Arab League" for LAS; what is no code is a name already. */
export const nameOfCode = (code: string): string => names[code] ?? code;

/** What an actor is called by: the side's name where it is a state, its own otherwise. */
export function nameOfActor(a: Pick<Actor, "name" | "code" | "kind">): string {
  return (a.kind === "country" || a.kind === "organisation") && a.code ? nameOfCode(a.code) : a.name;
}

/** "Sergey Lavrov (Russia)"; "three Norwegian diplomats", which says already whose they are. */
export function fullName(a: Pick<Actor, "name" | "code" | "kind">): string {
  const name = nameOfActor(a);
  if (!a.code || a.kind === "country" || a.kind === "organisation") return name;
  const side = nameOfCode(a.code);
  const says = [side, ...(adjectives[a.code] ?? [])].some((word) => name.includes(word));
  return says ? name : `${name} (${side})`;
}

export function namesOf(all: Actor[]): string {
  const each = [...new Set(all.map(fullName))];
  if (each.length === 0) return "nobody named";
  return each.length === 1 ? each[0]! : each.slice(0, -1).join(", ") + " and " + each[each.length - 1];
}

/** By what an actor is asked for: the side's code, else its name. */
export const idOf = (a: Pick<Actor, "name" | "code">): string => a.code || a.name;
/** The sides among some actors, each once. */
export const sidesOf = (all: Actor[]): string[] => [...new Set(all.map(idOf))];
