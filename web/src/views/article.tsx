// Article: its text, the events read in it, and for each the words it rests on and why it was coded. Door: ArticleView.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ArticleDetail, Reading, ReadingEvent } from "../api/types.ts";
import { useAnswer } from "../api/use.ts";
import { marksOf } from "../marks/evidence.ts";
import { EvidenceText } from "../marks/evidence-view.tsx";
import { Quad } from "../marks/move.tsx";
import { Link, setParams } from "../router.tsx";
import { Answer } from "../shell/state.tsx";
import { agoText, count, daysText, dayText } from "../words/days.ts";
import { amount, deedOf } from "../words/deeds.ts";
import { nameOfActor } from "../words/names.ts";
import { Explanation } from "./explanation.tsx";
import { Heading } from "./heading.tsx";

interface Lighting {
  lit?: string;
  light: (id?: string) => void;
  pick: (id: string) => void;
}

const listOf = <T,>(x: T | T[]): T[] => (Array.isArray(x) ? x : [x]);

/** "Russia and NATO", by the ids of a reading's actors. */
function named(reading: Reading, ids: string[]): string {
  const names = [...new Set(ids.map((id) => reading.actors.find((a) => a.id === id)).filter((a) => a !== undefined).map(nameOfActor))];
  if (names.length === 0) return "nobody named";
  return names.length === 1 ? names[0]! : names.slice(0, -1).join(", ") + " and " + names.at(-1);
}

/** Why it was coded so: the words, the lexicon's entry, the rule, what it answers. */
function Why({ e, reading, text }: { e: ReadingEvent; reading: Reading; text: string }) {
  const points = useMemo(() => [...text], [text]);
  const words = e.trigger.map(([a, b]) => points.slice(a, b).join("")).join(" … ");
  const rows: [string, string][] = [
    ["Words", `“${words}”, ${e.sentences.length > 1 ? "sentences" : "sentence"} ${e.sentences.map((n) => n + 1).join(", ")}`],
    ["Entry", e.entry ?? ""],
    ["Rule", e.rule === "frame" ? "the lexicon’s entry alone" : (e.rule ?? "")],
    ["Code", `${[e.event, ...e.mode].filter(Boolean).join(" · ")}, CAMEO ${e.cameo}${e.measure ? `, ${e.measure}` : ""}`],
    ["Day", e.date ? `${daysText(e.date.from, e.date.to)}${e.date.text ? `, “${e.date.text}”` : e.date.inferred ? ", of the story; the text names none" : ""}` : "none"],
    ["Quantity", e.quantity ? amount(e.quantity) : ""],
    ["By the word of", e.attributed_to.length > 0 ? named(reading, e.attributed_to) : ""],
    ["Answers", e.responds_to.map((id, n) => `${id}${e.responds_rule?.[n] ? ` (${e.responds_rule[n]})` : ""}`).join(", ")],
    ["Confidence", e.confidence.toFixed(2)],
  ];
  return <dl class="facts small">{rows.filter(([, v]) => v).map(([k, v]) => <div key={k}><dt>{k}</dt><dd>{v}</dd></div>)}</dl>;
}

function EventItem({ e, deed, reading, text, eventKey, lighting: { lit, light, pick }, isOpen }: { e: ReadingEvent; deed: string; reading: Reading; text: string; eventKey?: string; lighting: Lighting; isOpen: boolean }) {
  const { words, but } = deedOf(deed);
  return (
    <li data-item data-event={eventKey} class={lit === e.id ? "lit" : ""} onMouseEnter={() => light(e.id)} onMouseLeave={() => light()}>
      <button type="button" class="evidence" aria-expanded={isOpen} onClick={() => pick(e.id)} onFocus={() => light(e.id)} onBlur={() => light()}>
        <Quad quad={e.quad} />
        <span><span class="parties">{named(reading, e.source)} → {named(reading, e.target)}</span> <strong>{words}</strong>{but && <span class={`chip ${e.status}`}>{but}</span>}</span>
      </button>
      {isOpen && (
        <div class="why-box">
          <Why e={e} reading={reading} text={text} />
          {eventKey && <p><Link to={`/event/${eventKey}`}>Event {eventKey}: its chain and other reports</Link></p>}
        </div>
      )}
    </li>
  );
}

function Said({ reading, lighting: { lit, light } }: { reading: Reading; lighting: Lighting }) {
  const item = (id: string, words: string) => (
    <li key={id} data-item class={lit === id ? "lit" : ""} onMouseEnter={() => light(id)} onMouseLeave={() => light()}>
      <button type="button" class="evidence" onFocus={() => light(id)} onBlur={() => light()}>{words}</button>
    </li>
  );
  return (
    <>
      {reading.statements.length > 0 && (
        <details>
          <summary>{count(reading.statements.length, "statement")}</summary>
          <ul class="evidence-list">{reading.statements.map((s) => item(s.id, `${named(reading, [s.speaker])}: ${s.stance}${s.toward?.length ? `, toward ${named(reading, s.toward)}` : ""}${s.quoted ? ", quoted" : ""}`))}</ul>
        </details>
      )}
      {reading.claims.length > 0 && (
        <details>
          <summary>{count(reading.claims.length, "claim")}</summary>
          <ul class="evidence-list">{reading.claims.map((c, n) => item(`c${n + 1}`, `${named(reading, listOf(c.by))} of ${named(reading, listOf(c.about))}${c.denied_by?.length ? `; denied by ${named(reading, c.denied_by)}` : ""}`))}</ul>
        </details>
      )}
      {reading.posts.length > 0 && (
        <details>
          <summary>{count(reading.posts.length, "post")}</summary>
          <ul class="plain">{reading.posts.map((p) => <li key={p.name}>{p.name}: {p.changes.map((c) => `${c.what === "status" ? "" : `${c.what} `}${c.from !== undefined ? `${c.from} → ` : ""}${c.to ?? ""}`).join(", ")}</li>)}</ul>
        </details>
      )}
    </>
  );
}

function Body({ a, at }: { a: ArticleDetail; at: URLSearchParams }) {
  const { reading, text } = a;
  const keys = a.event_keys;
  const marks = useMemo(() => marksOf(reading, text), [reading, text]);
  const asked = at.get("event") ?? "";
  const chosen = /^e\d+$/.test(asked) ? asked : Object.entries(keys).find(([, key]) => key === asked)?.[0];
  const [over, light] = useState<string>();
  const lit = over ?? chosen;
  const column = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (!chosen) return;
    const words = column.current?.querySelector(`mark[data-of="${chosen}"]`);
    words?.scrollIntoView({ block: first.current ? "center" : "nearest" });
    first.current = false;
  }, [chosen]);
  const pick = (id: string) => setParams({ event: id === chosen ? "" : (keys[id] ?? id) });
  const lighting = { lit, light, pick };
  return (
    <div class="two article" ref={column}>
      <div>
        <EvidenceText text={text} marks={marks} events={reading.events} lit={lit} onLight={light} onPick={pick} />
        <Explanation id={a.key} text={text} />
      </div>
      <aside aria-label="What it says">
        <h2>{reading.events.length === 0 ? "No event was read" : count(reading.events.length, "event")}</h2>
        <ol class="evidence-list">{reading.events.map((e) => <EventItem key={e.id} e={e} deed={a.deeds[e.id] ?? e.event} reading={reading} text={text} eventKey={keys[e.id]} lighting={lighting} isOpen={e.id === chosen} />)}</ol>
        <Said reading={reading} lighting={lighting} />
        {reading.article.versions && <p class="line">Read by {Object.entries(reading.article.versions).map(([k, v]) => `${k} ${v}`).join(", ")}</p>}
      </aside>
    </div>
  );
}

const isWebAddress = (url: string | undefined): url is string => /^https?:\/\//i.test(url ?? "");

export function ArticleView({ id, at }: { id: string; at: URLSearchParams }) {
  const answer = useAnswer<ArticleDetail>(`articles/${encodeURIComponent(id)}`, false);
  const a = answer.data;
  return (
    <>
      <Heading
        title={a?.title || `Article ${id}`}
        line={a && (
          <>
            {[a.source, a.published ? dayText(a.published) : "no day given", a.byline].filter(Boolean).join(" · ")} · first seen {agoText(a.first_seen)}
            {a.same_text_as && <> · nearly the same text as <Link to={`/article/${a.same_text_as}`}>{a.same_text_as}</Link></>}
            {a.revises && <> · revises <Link to={`/article/${a.revises}`}>{a.revises}</Link></>}
          </>
        )}
      >
        {isWebAddress(a?.url) && <a class="button quiet" href={a.url} rel="noreferrer noopener" target="_blank">At the publisher ↗</a>}
      </Heading>
      <Answer of={answer}>{(data) => <Body a={data} at={at} />}</Answer>
    </>
  );
}
