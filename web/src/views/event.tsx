// One event: what it rests on, what it answers and what answered it, how later reports changed it. Door: EventView.
import { useState } from "preact/hooks";
import type { DemEvent, EventDetail, Moves, Telling } from "../api/types.ts";
import { useAnswer } from "../api/use.ts";
import { ladder } from "../marks/ladder.ts";
import { Move, Quad, Sentence, Sides, Verdict, When } from "../marks/move.tsx";
import { address, Link } from "../router.tsx";
import { Answer } from "../shell/state.tsx";
import { agoText, count, dayText } from "../words/days.ts";
import { amount, deedOf } from "../words/deeds.ts";
import { namesOf } from "../words/names.ts";
import { CorrectDialog } from "./correct.tsx";
import { Heading } from "./heading.tsx";
import { mainSides } from "./today.tsx";

function Codes({ e }: { e: DemEvent }) {
  const rows: [string, string][] = [
    ["PLOVER", [e.event || "none", ...e.mode].join(" · ") + (e.context.length > 0 ? ` (${e.context.join(", ")})` : "")],
    ["CAMEO", `${e.cameo}, Goldstein ${e.goldstein.toFixed(1).replace("-", "−")}`],
    ["Measure", e.measure],
    ["Quantity", e.quantity ? amount(e.quantity) : ""],
    ["Place", e.place ? [e.place.name, e.place.country].filter(Boolean).join(", ") : ""],
    ["By the word of", e.attributed_to?.length ? namesOf(e.attributed_to) : ""],
    ["Confidence", e.confidence.toFixed(2)],
    ["First seen", agoText(e.first_seen)],
    ["Key", e.key],
  ];
  return <dl class="facts">{rows.filter(([, v]) => v).map(([k, v]) => <div key={k}><dt>{k}</dt><dd>{v}</dd></div>)}</dl>;
}

function Tellings({ all, event }: { all: Telling[]; event: string }) {
  return (
    <section>
      <h2>{count(all.length, "report")}</h2>
      <ul class="tellings">
        {all.map((t) => (
          <li key={`${t.article}${t.event_of_article}`} data-item>
            <p class="move-meta"><Link to={address(["article", t.article], { event })}>{t.title || t.source || t.article}</Link><span>{[t.source, t.published && dayText(t.published, true)].filter(Boolean).join(", ")}</span></p>
            <p class="move-words"><Sentence text={t.sentence} trigger={t.trigger} /></p>
            {t.why && <p class="line">counted as this event: {t.why.replace(/\n/g, "; ")}</p>}
            {t.same_text_as && <p class="line">the same text as <Link to={`/article/${t.same_text_as}`}>{t.same_text_as}</Link></p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Every event that leads to this one or follows from it, in order, this one marked. */
function Chain({ event }: { event: EventDetail }) {
  const answer = useAnswer<Moves>(`events/${event.key}/chain`);
  return (
    <section aria-labelledby="chain">
      <h2 id="chain">What led to it, what followed</h2>
      <Answer of={answer}>
        {({ events, links }) => {
          if (events.length < 2) return <p class="line">It answers no move that the record knows, and none answers it.</p>;
          const sides = mainSides(events) ?? ["", ""];
          const { rungs } = ladder(events, links, ...sides);
          const others = new Map(events.map((e) => [e.key, e]));
          return (
            <>
              {sides[0] && <p><Link to={address(["exchange", ...sides])}>The whole exchange</Link></p>}
              <ol class="chain">
                {rungs.map((r) => (
                  <li key={r.event.key} class={r.event.key === event.key ? "here" : ""} aria-current={r.event.key === event.key ? "true" : undefined}>
                    <Move event={r.event} answers={r.answers} others={others} isBrief={r.event.key !== event.key} />
                  </li>
                ))}
              </ol>
            </>
          );
        }}
      </Answer>
    </section>
  );
}

function Detail({ e, correct }: { e: EventDetail; correct: () => void }) {
  const { words, but } = deedOf(e.deed);
  return (
    <>
      <Heading
        plain={`${namesOf(e.source)} ${e.deed}`}
        title={<><span class="h1-parties"><Sides event={e} /></span> {words}</>}
        line={<><Quad quad={e.quad} /> <When event={e} />{but && <span class={`chip ${e.status}`}>{but}</span>}<Verdict of={e} /></>}
      >
        <button type="button" onClick={correct}>Correct …</button>
      </Heading>
      <div class="two">
        <div>
          <Chain event={e} />
          <Tellings all={e.tellings} event={e.key} />
        </div>
        <aside aria-label="Codes">
          <h2>Coded as</h2>
          <Codes e={e} />
          {e.corrections.length > 0 && (
            <>
              <h2>Corrected by later reports</h2>
              <ul class="plain">{e.corrections.map((c) => <li key={`${c.field}${c.at}`}>{c.field}: {c.from} → {c.to} (<Link to={`/article/${c.article}`}>{c.article}</Link>, {c.at})</li>)}</ul>
            </>
          )}
        </aside>
      </div>
    </>
  );
}

export function EventView({ id }: { id: string }) {
  const answer = useAnswer<EventDetail>(`events/${encodeURIComponent(id)}`);
  const [isCorrecting, correct] = useState(false);
  return (
    <>
      {!answer.data && <Heading title={`Event ${id}`} />}
      <Answer of={answer}>{(e) => <Detail e={e} correct={() => correct(true)} />}</Answer>
      {isCorrecting && <CorrectDialog event={id} close={() => correct(false)} />}
    </>
  );
}
