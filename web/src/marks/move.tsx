// One move as every view shows it: who, what, to whom, when, on what words. Doors: Move, Quad, Parties, Sentence.
import type { DemEvent, Link as Answered } from "../api/types.ts";
import { address, Link } from "../router.tsx";
import { daysText } from "../words/days.ts";
import { deedOf } from "../words/deeds.ts";
import { fullName, idOf } from "../words/names.ts";
import type { Actor } from "../api/types.ts";
import { aroundTrigger } from "./evidence.ts";

const QUADS: Record<string, string> = {
  "verbal-cooperation": "cooperation in words",
  "material-cooperation": "cooperation in deeds",
  "verbal-conflict": "conflict in words",
  "material-conflict": "conflict in deeds",
};

/** Round and hollow for words, square and full for deeds; hue and slant tell cooperation from conflict. */
export function Quad({ quad }: { quad: string }) {
  return <span class={`quad ${quad || "none"}`} role="img" aria-label={QUADS[quad] ?? "no class"} title={QUADS[quad] ?? ""} />;
}

export function Parties({ all }: { all: Actor[] }) {
  if (all.length === 0) return <span class="nobody">nobody named</span>;
  return (
    <>
      {all.map((a, n) => (
        <span key={a.key}>
          {n > 0 && (n === all.length - 1 ? " and " : ", ")}
          <Link class="party" to={address(["actors", idOf(a)])}>{fullName(a)}</Link>
        </span>
      ))}
    </>
  );
}

/** Who to whom; those who act together on each other are named once. */
export function Sides({ event: e }: { event: Pick<DemEvent, "source" | "target"> }) {
  const others = e.target.filter((t) => !e.source.some((s) => s.key === t.key));
  if (others.length === 0 && e.source.length > 1) return <Parties all={e.source} />;
  return <><Parties all={e.source} /> <span class="to" role="img" aria-label="to">→</span> <Parties all={others.length > 0 ? others : e.target} /></>;
}

/** The sentence that tells it, its trigger lit. Text of articles is always text, never HTML. */
export function Sentence({ text, trigger }: { text: string; trigger: string }) {
  return <q class="sentence">{aroundTrigger(text, trigger).map((p, n) => (p.lit ? <mark key={n}>{p.text}</mark> : p.text))}</q>;
}

export function When({ event }: { event: DemEvent }) {
  const { from, to, basis } = event.date;
  const isSure = basis === "text" || basis === undefined;
  return (
    <time dateTime={from} class="when" title={isSure ? undefined : "The text names no day for this; it is the day of the story or of its publication"}>
      {daysText(from, to, true)}{!isSure && <span aria-label=", day not named in the text"> ?</span>}
    </time>
  );
}

/** "answers Norway expels 3 persons (in response to)"; `other` is known where it is on the page. */
export function AnswerLine({ link, other, isBack, isShort }: { link: Answered; other?: DemEvent; isBack?: boolean; isShort?: boolean }) {
  const key = isBack ? link.event : link.answers;
  return (
    <span class={link.basis === "text" ? "answer" : "answer inferred"}>
      <span class="arrow" aria-hidden="true">{isBack ? "↪" : "↩"}</span> {isBack ? "answered by " : "answers "}
      <Link to={`/event/${key}`}>{other ? (isShort ? `“${other.deed}”` : `${namesShort(other.source)} ${other.deed}`) : key}</Link>
      {link.basis !== "text" && <span class="chip" title={link.why}>concluded</span>}
      {!isShort && link.basis === "text" && link.why && <span class="why"> ({link.why})</span>}
    </span>
  );
}

const namesShort = (all: Actor[]) => all.slice(0, 2).map(fullName).join(", ");

const VERDICTS = { right: "found right", mended: "mended", wrong: "marked wrong" } as const;

/** What readers found of it. */
export function Verdict({ of }: { of: DemEvent }) {
  return of.verdict ? <span class={`chip ${of.verdict}`}>{VERDICTS[of.verdict]}</span> : null;
}

export interface MoveProps {
  event: DemEvent;
  answers?: Answered[];
  answeredBy?: Answered[];
  others?: Map<string, DemEvent>; // events on the page, for the words of answers
  isNew?: boolean;
  isBrief?: boolean; // without the sentence
  between?: [string, string]; // on the ladder of these two: days and sides that the ladder shows are left out
}

/** Whether the parties are just the two sides, one on each. */
function isPlain(e: DemEvent, sides: [string, string]): boolean {
  const only = (all: Actor[]) => (all.length === 1 && /^(country|organisation)$/.test(all[0]!.kind) ? idOf(all[0]!) : "");
  const [s, t] = [only(e.source), only(e.target)];
  return s !== t && sides.includes(s) && sides.includes(t);
}

export function Move({ event: e, answers = [], answeredBy = [], others, isNew, isBrief, between }: MoveProps) {
  const { words, but } = deedOf(e.deed);
  const saysSides = !between || !isPlain(e, between);
  return (
    <article class={`move ${e.quad || "none"}${isNew ? " is-new" : ""}${e.verdict === "wrong" ? " is-wrong" : ""}`} data-item data-event={e.key} id={`m-${e.key}`}>
      <Quad quad={e.quad} />
      <div class="move-body">
        <p class="move-head">
          {saysSides ? <span class="parties"><Sides event={e} /> </span> : <span class="unseen">{namesShort(e.source)} to {namesShort(e.target)}: </span>}
          <Link class="deed" to={`/event/${e.key}`}>{words}</Link>
          {but && <span class={`chip ${e.status}`}>{but}</span>}
          {isNew && <span class="chip new">new</span>}
          <Verdict of={e} />
        </p>
        {!isBrief && e.sentence && <p class="move-words"><Sentence text={e.sentence} trigger={e.trigger} /></p>}
        {answers.map((l) => <p class="move-answer" key={l.answers}><AnswerLine link={l} other={others?.get(l.answers)} isShort={between !== undefined} /></p>)}
        {answeredBy.map((l) => <p class="move-answer" key={l.event}><AnswerLine link={l} other={others?.get(l.event)} isBack /></p>)}
      </div>
      <p class="move-meta">
          {!between && <When event={e} />}
          {e.place && <span>{e.place.name}</span>}
          {e.attributed_to && e.attributed_to.length > 0 && <span>by the word of {namesShort(e.attributed_to)}</span>}
          <Link to={address(["article", e.article.key], { event: e.key })}>{e.article.source || "article"}</Link>
          {e.reports > 1 && <span title={`${e.sources} publishers, ${e.texts} different texts`}>{e.reports} reports</span>}
      </p>
    </article>
  );
}
