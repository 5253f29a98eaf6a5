// A reader judges an event: it is wrong, or part of it is, or all of it is right; or it is another one too, or two. Kept by the record, and taken back under Corrections. Door: CorrectDialog.
import { useState } from "preact/hooks";
import { type Problem, send } from "../api/client.ts";
import type { EventDetail } from "../api/types.ts";
import { useAnswer } from "../api/use.ts";
import { change, settings } from "../settings.ts";
import { announce } from "../shell/announce.tsx";
import { Dialog } from "../shell/dialog.tsx";
import { Answer, Trouble } from "../shell/state.tsx";
import { MEASURES, STATUSES, TYPES } from "../words/deeds.ts";
import { idOf, namesOf } from "../words/names.ts";

type What = "wrong" | "right" | "mend" | "merge" | "split";
const WHATS: [What, string][] = [
  ["wrong", "This did not happen so: mark it wrong"],
  ["mend", "Part of it is wrong: mend it"],
  ["right", "It is read rightly: say so, for those who check after you"],
  ["merge", "It is the same event as another: join them"],
  ["split", "Some of its reports tell of something else: part them"],
];

function Select({ name, label, value, options }: { name: string; label: string; value: string; options: [string, string][] }) {
  return <label class="field">{label}<select name={name}>{options.map(([v, t]) => <option key={v} value={v} selected={v === value}>{t}</option>)}</select></label>;
}

function MendFields({ e }: { e: EventDetail }) {
  const list = (all: EventDetail["source"]) => all.map(idOf).join(", ");
  return (
    <div class="fields">
      <label class="field">Who did it<input name="source" defaultValue={list(e.source)} spellcheck={false} /></label>
      <label class="field">To whom<input name="target" defaultValue={list(e.target)} spellcheck={false} /></label>
      <Select name="event" label="Type" value={e.event} options={TYPES.map((t) => [t, t])} />
      <Select name="measure" label="Measure" value={e.measure} options={[["", "none"], ...MEASURES.map((m): [string, string] => [m, m])]} />
      <Select name="status" label="Status" value={e.status} options={STATUSES.map((s) => [s, s])} />
      <label class="field">From day<input type="date" name="from" defaultValue={e.date.from} /></label>
      <label class="field">To day<input type="date" name="to" defaultValue={e.date.to} /></label>
    </div>
  );
}

/** What was changed, and nothing else. Parties go as codes or names. */
export function mended(e: EventDetail, form: FormData): Record<string, unknown> {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const list = (s: string) => s.split(",").map((x) => x.trim()).filter(Boolean);
  const set: Record<string, unknown> = {};
  for (const side of ["source", "target"] as const) {
    const now = list(text(side));
    if (now.join("\n") !== e[side].map(idOf).join("\n")) set[side] = now;
  }
  for (const name of ["event", "measure", "status"] as const) if (text(name) !== e[name]) set[name] = text(name);
  if (text("from") !== e.date.from || text("to") !== e.date.to) set.date = { from: text("from"), to: text("to") || text("from") };
  return set;
}

function Form({ e, close }: { e: EventDetail; close: () => void }) {
  const [what, setWhat] = useState<What>("wrong");
  const [problem, setProblem] = useState<Problem>();
  const [said, say] = useState("");
  const [isBusy, busy] = useState(false);
  const submit = async (ev: SubmitEvent) => {
    ev.preventDefault();
    const form = new FormData(ev.currentTarget as HTMLFormElement);
    const body: Record<string, unknown> = { what, event: e.key, why: String(form.get("why") ?? "").trim() };
    const who = String(form.get("who") ?? "").trim();
    if (who !== settings().who) change({ who });
    if (who) body.who = who;
    if (what === "mend") {
      const set = mended(e, form);
      if (Object.keys(set).length === 0) return say("Nothing is changed yet.");
      body.mend = set;
    }
    if (what === "merge") body.other = String(form.get("other") ?? "").trim();
    if (what === "split") {
      body.articles = form.getAll("article");
      if (form.getAll("article").length === 0) return say("Choose the reports that tell of something else.");
    }
    busy(true);
    try {
      await send("POST", "corrections", body);
      announce("The correction is kept.");
      close();
    } catch (error) {
      setProblem(error as Problem), busy(false);
    }
  };
  return (
    <form class="stack" onSubmit={submit}>
      <p><strong>{namesOf(e.source)}</strong> {e.deed}, to <strong>{namesOf(e.target)}</strong></p>
      <p class="sentence">{e.sentence}</p>
      <fieldset class="choice column">
        <legend>What is the matter?</legend>
        {WHATS.filter(([w]) => w !== "split" || e.tellings.length > 1).map(([w, text]) => <label key={w}><input type="radio" name="what" checked={what === w} onChange={() => (setWhat(w), say(""))} /> {text}</label>)}
      </fieldset>
      {what === "mend" && <MendFields e={e} />}
      {what === "merge" && <label class="field">Key of the other event, whose reports come to this one<input name="other" required pattern="E[0-9]+" placeholder="E12" spellcheck={false} /></label>}
      {what === "split" && (
        <fieldset class="choice column">
          <legend>Reports that tell of something else</legend>
          {e.tellings.map((t) => <label key={t.article}><input type="checkbox" name="article" value={t.article} /> {t.title || t.article}</label>)}
        </fieldset>
      )}
      <div class="fields">
        <label class="field wide">Why (for those who come after)<input name="why" /></label>
        <label class="field">Who says so (may be empty)<input name="who" defaultValue={settings().who} autocomplete="name" /></label>
      </div>
      {said && <p role="alert">{said}</p>}
      {problem && <Trouble problem={problem} />}
      <div class="row"><button type="submit" disabled={isBusy}>Keep the correction</button><button type="button" class="quiet" onClick={close}>Cancel</button></div>
    </form>
  );
}

export function CorrectDialog({ event, close }: { event: string; close: () => void }) {
  const answer = useAnswer<EventDetail>(`events/${encodeURIComponent(event)}`, false);
  return <Dialog title={`Correct ${event}`} close={close} wide><Answer of={answer}>{(e) => <Form e={e} close={close} />}</Answer></Dialog>;
}
