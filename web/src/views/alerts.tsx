// Alerts: saved queries, who is told of what they find, what they would have found, what was sent. Door: AlertsView.
import { useState } from "preact/hooks";
import { type Problem, asked, send } from "../api/client.ts";
import type { Alert, Channel, Delivery, DemEvent, Rows } from "../api/types.ts";
import { useAnswer } from "../api/use.ts";
import { Move } from "../marks/move.tsx";
import { announce } from "../shell/announce.tsx";
import { Answer, Empty, Trouble } from "../shell/state.tsx";
import { addDays, agoText, count, today } from "../words/days.ts";
import { Heading } from "./heading.tsx";
import { QueryField } from "./query-field.tsx";

const CHANNELS: Record<Channel, { name: string; label: string; placeholder: string }> = {
  webhook: { name: "webhook", label: "Address to call", placeholder: "https://desk.example.org/demarche" },
  mail: { name: "mail", label: "Mail addresses, commas between", placeholder: "desk@example.org" },
  ntfy: { name: "ntfy", label: "Address of the topic", placeholder: "https://ntfy.example.org/desk" },
  command: { name: "command", label: "Program (absolute path) and its arguments", placeholder: "/usr/local/bin/tell-desk --loud" },
};
// Programs are set by `demarche alerts` on the machine itself; who holds the token may write the record, not run programs.

const DIGESTS: [Alert["digest"], string][] = [["", "at once"], ["hour", "each hour, together"], ["day", "each morning, together"]];

export function targetOf(channel: Channel, text: string): string[] {
  const parts = channel === "mail" ? text.split(",") : channel === "command" ? text.split(/\s+/) : [text];
  return parts.map((t) => t.trim()).filter(Boolean);
}
const targetText = (a: Alert) => a.target.join(a.channel === "mail" ? ", " : " ");

/** What the form holds; what is not asked there stays as it was. */
function wishOf(form: HTMLFormElement, before?: Alert): Partial<Alert> {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? "").trim();
  const channel = text("channel") as Channel;
  const secret = text("secret");
  return {
    name: text("name"), query: text("query"), channel, target: targetOf(channel, text("target")), digest: text("digest") as Alert["digest"],
    max_age: Number(text("max_age") || 0), changes: data.get("changes") !== null, paused: before?.paused ?? false, ...(secret ? { secret } : {}),
  };
}

/** What a query would have caught in the last 30 days; asked before the alert exists, by the query itself. */
function Preview({ query }: { query: string }) {
  const since = addDays(today(), -30);
  const answer = useAnswer<Rows<DemEvent>>(`events?${asked({ q: `${query} since:${since}`.trim(), limit: 20 })}`, false);
  return (
    <Answer of={answer}>
      {({ rows, next }) => (
        <div class="preview">
          <p class="line" role="status">{rows.length === 0 ? "In the last 30 days it would have told nothing." : `In the last 30 days it would have told of ${next ? `more than ${rows.length} events` : count(rows.length, "event")}.`}</p>
          <div class="moves">{rows.slice(0, 5).map((e) => <Move key={e.key} event={e} isBrief />)}</div>
        </div>
      )}
    </Answer>
  );
}

/** The same of an alert that is set, by the server that would have sent it: with its age limit and digests. */
function Caught({ name }: { name: string }) {
  const answer = useAnswer<{ count: number; messages: number; events: DemEvent[] }>(`alerts/${encodeURIComponent(name)}/preview?days=30&limit=20`, false);
  return (
    <Answer of={answer}>
      {({ count: all, messages, events }) => (
        <div class="preview">
          <p class="line" role="status">{all === 0 ? "In the last 30 days it would have told nothing." : `In the last 30 days: ${count(all, "event")} in ${count(messages, "message")}.`}</p>
          <div class="moves">{events.map((e) => <Move key={e.key} event={e} isBrief />)}</div>
        </div>
      )}
    </Answer>
  );
}

function AlertForm({ before, query = "", done, cancel }: { before?: Alert; query?: string; done: () => void; cancel?: () => void }) {
  const [channel, setChannel] = useState<Channel>(before?.channel ?? "webhook");
  const [preview, setPreview] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const [secret, setSecret] = useState("");
  const { label, placeholder } = CHANNELS[channel];
  const submit = async (e: SubmitEvent) => {
    e.preventDefault();
    const form = e.currentTarget as HTMLFormElement;
    const wish = wishOf(form, before);
    try {
      const kept = before ? await send<Alert>("PUT", `alerts/${encodeURIComponent(before.name)}`, wish) : await send<Alert>("POST", "alerts", wish);
      setSecret(!before && !wish.secret ? (kept?.secret ?? "") : "");
      announce(`Alert ${wish.name} is kept.`);
      setProblem(undefined);
      if (!before) form.reset(), setPreview(undefined);
      done();
    } catch (error) {
      setProblem(error as Problem);
    }
  };
  const look = (e: Event) => setPreview(String(new FormData((e.currentTarget as HTMLElement).closest("form")!).get("query") ?? "").trim());
  return (
    <form class="stack card" onSubmit={submit} aria-label={before ? `Change alert ${before.name}` : "New alert"}>
      <div class="fields">
        <label class="field">Name<input name="name" required maxLength={80} defaultValue={before?.name} autocomplete="off" /></label>
        <label class="field">When<select name="digest">{DIGESTS.map(([v, t]) => <option key={v} value={v} selected={v === (before?.digest ?? "")}>{t}</option>)}</select></label>
        <label class="field">Not of events older than, days (0: any)<input name="max_age" type="number" min={0} max={36500} defaultValue={String(before?.max_age ?? 30)} /></label>
      </div>
      <QueryField name="query" value={before?.query ?? query} label="Tell of events that fit" placeholder="between:RUS,NOR quad:material-conflict" />
      <div class="fields">
        <label class="field">By<select name="channel" value={channel} onChange={(e) => setChannel(e.currentTarget.value as Channel)}>{Object.values(CHANNELS).filter((c) => c.name !== "command" || before?.channel === "command").map((c) => <option key={c.name} value={c.name}>{c.name}</option>)}</select></label>
        <label class="field wide">{label}<input name="target" required defaultValue={before && before.channel === channel ? targetText(before) : ""} placeholder={placeholder} autocomplete="off" spellcheck={false} /></label>
        {(channel === "webhook" || channel === "ntfy") && (
          <label class="field">{channel === "webhook" ? "Secret (made where empty)" : "Access token (may be empty)"}<input name="secret" type="password" autocomplete="off" /></label>
        )}
      </div>
      <label class="check"><input type="checkbox" name="changes" defaultChecked={before?.changes} /> Tell again when the day, number or status of a told event changes</label>
      {problem && <Trouble problem={problem} />}
      {secret && <p role="status">The secret that signs its calls, shown this once: <code>{secret}</code></p>}
      <div class="row">
        <button type="submit">{before ? "Keep the change" : "Add alert"}</button>
        <button type="button" class="quiet" onClick={look}>What would it have told?</button>
        {cancel && <button type="button" class="quiet" onClick={cancel}>Cancel</button>}
      </div>
      {preview !== undefined && <Preview query={preview} />}
    </form>
  );
}

function Deliveries({ name }: { name: string }) {
  const answer = useAnswer<Rows<Delivery>>(`alerts/${encodeURIComponent(name)}/deliveries?limit=20`);
  return (
    <Answer of={answer}>
      {({ rows }) => rows.length === 0 ? <p class="line">Nothing was sent yet.</p> : (
        <ul class="plain">{rows.map((d) => <li key={d.id}><span class={`state ${d.state}`}>{d.state}</span> {d.subject || d.kind}{d.made_at && <span class="line"> {agoText(d.made_at)}</span>}{d.note && <span class="line"> – {d.note}</span>}{(d.tries ?? 0) > 1 && <span class="line"> – {d.tries} tries</span>}</li>)}</ul>
      )}
    </Answer>
  );
}

function Row({ alert: a, changed }: { alert: Alert; changed: () => void }) {
  const [mode, setMode] = useState<"" | "edit" | "sent" | "preview">("");
  const [problem, setProblem] = useState<Problem>();
  const path = `alerts/${encodeURIComponent(a.name)}`;
  const act = (work: Promise<unknown>, said: string) => work.then(() => (announce(said), setProblem(undefined), changed()), (e) => setProblem(e as Problem));
  const toggle = (to: typeof mode) => setMode(mode === to ? "" : to);
  return (
    <li data-item>
      <div class="grow">
        <p><strong>{a.name}</strong> {a.paused && <span class="chip">paused</span>} <code>{a.query || "everything"}</code></p>
        <p class="move-meta"><span>{a.channel}: {targetText(a)}</span><span>{DIGESTS.find(([d]) => d === a.digest)?.[1]}</span>{a.matches !== undefined && <span>{count(a.matches, "event")} told</span>}{!!a.waiting && <span>{a.waiting} waiting</span>}{!!a.failed && <span class="bad">{a.failed} failed</span>}</p>
        {a.note && <p class="bad">{a.note}</p>}
        {problem && <Trouble problem={problem} />}
        {mode === "edit" && <AlertForm before={a} done={() => (setMode(""), changed())} cancel={() => setMode("")} />}
        {mode === "sent" && <Deliveries name={a.name} />}
        {mode === "preview" && <Caught name={a.name} />}
      </div>
      <div class="row">
        <button type="button" class="quiet" aria-expanded={mode === "preview"} onClick={() => toggle("preview")}>Last 30 days<span class="unseen"> of {a.name}</span></button>
        <button type="button" class="quiet" aria-expanded={mode === "sent"} onClick={() => toggle("sent")}>Sent<span class="unseen"> by {a.name}</span></button>
        <button type="button" class="quiet" aria-expanded={mode === "edit"} onClick={() => toggle("edit")}>Change<span class="unseen"> {a.name}</span></button>
        <button type="button" class="quiet" onClick={() => act(send("PUT", path, { paused: !a.paused }), a.paused ? "The alert goes on." : "The alert is paused.")}>{a.paused ? "Go on" : "Pause"}<span class="unseen"> {a.name}</span></button>
        <button type="button" class="quiet danger" onClick={() => confirm(`Remove the alert ${a.name}?`) && act(send("DELETE", path), "The alert is removed.")}>Remove<span class="unseen"> {a.name}</span></button>
      </div>
    </li>
  );
}

export function AlertsView({ at }: { at: URLSearchParams }) {
  const answer = useAnswer<Rows<Alert>>("alerts", false);
  return (
    <>
      <Heading title="Alerts" line="Be told when something happens, without looking" />
      <AlertForm key={at.get("q") ?? ""} query={at.get("q") ?? ""} done={answer.again} />
      <Answer of={answer}>
        {({ rows }) => rows.length === 0 ? <Empty><p>No alert is set. Alerts are sent by <code>demarche up</code> or <code>demarche watch</code>; those that start a program are set by <code>demarche alerts add</code>.</p></Empty> : <ul class="list">{rows.map((a) => <Row key={a.name} alert={a} changed={answer.again} />)}</ul>}
      </Answer>
    </>
  );
}
