// A field for an actor: what is typed is sought among the record's actors and offered. Door: ActorField.
import { useEffect, useId, useState } from "preact/hooks";
import { asked, get } from "../api/client.ts";
import type { Actor, Rows } from "../api/types.ts";
import { idOf, nameOfActor } from "../words/names.ts";

const PAUSE_MS = 200;

export function ActorField({ label, value, onInput, required = true }: { label: string; value: string; onInput: (value: string) => void; required?: boolean }) {
  const id = useId();
  const [offers, setOffers] = useState<Actor[]>([]);
  useEffect(() => {
    const control = new AbortController();
    const timer = setTimeout(() => {
      const q = value.trim() ? `"${value.trim().replace(/"/g, "")}"` : "";
      get<Rows<Actor>>(`actors?${asked({ q, limit: 12 })}`, control.signal).then(({ data }) => setOffers(data.rows), () => {});
    }, PAUSE_MS);
    return () => (clearTimeout(timer), control.abort());
  }, [value]);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} list={`${id}-offers`} value={value} required={required} autocomplete="off" spellcheck={false} onInput={(e) => onInput(e.currentTarget.value)} />
      <datalist id={`${id}-offers`}>{offers.filter((a, n) => offers.findIndex((b) => idOf(b) === idOf(a)) === n).map((a) => <option key={a.key} value={idOf(a)}>{nameOfActor(a)}</option>)}</datalist>
    </div>
  );
}
