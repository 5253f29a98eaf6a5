// A field for a query, with offers of fields and values as one writes (a combobox after the WAI-ARIA pattern). Door: QueryField.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { useAnswer } from "../api/use.ts";
import type { Rows } from "../api/types.ts";
import { MEASURES, STATUSES, TYPES } from "../words/deeds.ts";
import { offers, put, type Offer, type QueryField as Field, termAt } from "../words/query.ts";

const VALUES: Record<string, string[]> = {
  type: TYPES,
  measure: MEASURES,
  status: STATUSES,
  quad: ["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"],
  kind: ["embassy", "consulate", "mission", "office", "delegation", "country", "organisation", "person", "group"],
  stance: ["assert", "accuse", "deny", "promise", "threaten", "praise", "request", "inform"],
  since: ["7d", "30d", "today"],
  seen: ["1d", "7d", "30d"],
};

export const useFields = (): Field[] => useAnswer<Rows<Field>>("query-fields", false).data?.rows ?? [];

export function QueryField({ value, label, placeholder, onAsk, big, name }: { value: string; label: string; placeholder?: string; onAsk?: (query: string) => void; big?: boolean; name?: string }) {
  const id = useId(), input = useRef<HTMLInputElement>(null);
  const fields = useFields();
  const [text, setText] = useState(value);
  const [all, setAll] = useState<Offer[]>([]), [at, setAt] = useState(-1);
  useEffect(() => setText(value), [value]);
  const close = () => (setAll([]), setAt(-1));
  const look = () => {
    const el = input.current!;
    setAll(offers(termAt(el.value, el.selectionStart ?? el.value.length), fields, VALUES)), setAt(-1);
  };
  const take = (offer: Offer) => {
    const el = input.current!;
    const next = put(el.value, termAt(el.value, el.selectionStart ?? el.value.length), offer);
    setText(next.query), (el.value = next.query);
    el.focus(), el.setSelectionRange(next.cursor, next.cursor);
    look();
  };
  const pressed = (e: KeyboardEvent) => {
    if (e.key === "Escape" && all.length > 0) close();
    else if (e.key === "ArrowDown" && all.length > 0) setAt((at + 1) % all.length);
    else if (e.key === "ArrowUp" && all.length > 0) setAt((at <= 0 ? all.length : at) - 1);
    else if ((e.key === "Enter" || e.key === "Tab") && all[at]) take(all[at]!);
    else return;
    e.preventDefault();
  };
  const ask = (e: Event) => (e.preventDefault(), close(), onAsk?.(text.trim()));
  const field = (
    <div class="field combo">
      <label for={id}>{label}</label>
      <input
        ref={input} id={id} name={name} type="search" value={text} placeholder={placeholder} autocomplete="off" autocapitalize="none" spellcheck={false}
        role="combobox" aria-expanded={all.length > 0} aria-controls={`${id}-offers`} aria-autocomplete="list" aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        onInput={(e) => (setText(e.currentTarget.value), look())} onKeyDown={pressed} onBlur={close}
      />
      <ul id={`${id}-offers`} role="listbox" aria-label="Offers" class="offers" hidden={all.length === 0}>
        {all.map((o, n) => (
          <li key={o.text} id={`${id}-${n}`} role="option" aria-selected={n === at} class={n === at ? "at" : ""} onMouseDown={(e) => (e.preventDefault(), take(o))}><code>{o.label}</code> <span>{o.says}</span></li>
        ))}
      </ul>
    </div>
  );
  if (!onAsk) return field; // part of a larger form
  return (
    <form class={big ? "query big" : "query"} role="search" aria-label={label} onSubmit={ask}>
      {field}
      <button type="submit">Show</button>
      {value && <button type="button" class="quiet" onClick={() => (setText(""), onAsk(""))}>Clear</button>}
    </form>
  );
}
