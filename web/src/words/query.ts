// Help while a query is written. The server alone knows what a query means; this knows where the cursor stands in it. Pure. Doors: termAt, offers, put.
export interface QueryField {
  name: string;
  takes: string;
  example: string;
}

export interface TermAt {
  from: number; // where the word under the cursor begins and ends
  to: number;
  text: string; // up to the cursor, without a minus or "!" before it
  field?: string; // of "field:value", when the cursor stands behind the colon
  value?: string; // the last of the values, as far as it is written
}

/** The term in which the cursor stands. White space inside quotation marks parts nothing. */
export function termAt(query: string, cursor: number): TermAt {
  let from = 0, isQuoted = false;
  for (let n = 0; n < cursor; ++n) {
    if (query[n] === '"') isQuoted = !isQuoted;
    else if (/\s/.test(query[n]!) && !isQuoted) from = n + 1;
  }
  let to = cursor;
  while (to < query.length && !/\s/.test(query[to]!)) ++to;
  if (/[-!]/.test(query[from] ?? "")) ++from;
  const text = query.slice(from, Math.max(from, cursor));
  const colon = text.indexOf(":");
  if (colon < 0 || text.startsWith('"')) return { from, to, text };
  const values = text.slice(colon + 1);
  return { from, to, text, field: text.slice(0, colon), value: values.slice(values.lastIndexOf(",") + 1) };
}

export interface Offer {
  text: string; // what takes the term's place
  label: string;
  says: string;
}

/** What could stand at the cursor: fields by their beginning, then values of a field that has a list of them. Nothing while nothing is written. */
export function offers(at: TermAt, fields: QueryField[], values: Record<string, string[]>, most = 8): Offer[] {
  if (at.field !== undefined) {
    const before = at.text.slice(0, at.text.length - at.value!.length);
    const start = at.value!.toLowerCase();
    return (values[at.field] ?? []).filter((v) => v.toLowerCase().startsWith(start) && v.toLowerCase() !== start).slice(0, most).map((v) => ({ text: before + v + " ", label: v, says: "" }));
  }
  if (!at.text) return [];
  return fields.filter((f) => f.name.startsWith(at.text.toLowerCase())).slice(0, most).map((f) => ({ text: f.name + ":", label: f.name + ":", says: `${f.takes} – ${f.example}` }));
}

/** The query with an offer in its place, and where the cursor then stands. */
export function put(query: string, at: TermAt, offer: Offer): { query: string; cursor: number } {
  const after = query.slice(at.to).replace(/^\s+/, "");
  return { query: query.slice(0, at.from) + offer.text + after, cursor: at.from + offer.text.length };
}
