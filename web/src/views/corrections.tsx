// Corrections: what readers put right, to be looked through and taken back. Door: CorrectionsView.
import { useState } from "preact/hooks";
import { type Problem, send } from "../api/client.ts";
import type { HandCorrection, Rows } from "../api/types.ts";
import { useAnswer } from "../api/use.ts";
import { Sentence } from "../marks/move.tsx";
import { Link } from "../router.tsx";
import { announce } from "../shell/announce.tsx";
import { Answer, Empty, Trouble } from "../shell/state.tsx";
import { agoText } from "../words/days.ts";
import { Heading } from "./heading.tsx";

const WORDS: Record<string, string> = { wrong: "marked wrong", right: "found right", mend: "mended", merge: "joined", split: "parted" };

const changes = (mend: Record<string, unknown>) =>
  Object.entries(mend).map(([field, value]) => `${field}: ${Array.isArray(value) ? value.join(", ") : typeof value === "object" && value ? Object.values(value).join(" – ") : String(value) || "none"}`).join("; ");

function Row({ c, undo }: { c: HandCorrection; undo: () => void }) {
  return (
    <li data-item class={c.undone_at ? "undone" : ""}>
      <div>
        <p><Link to={`/event/${c.event}`}>{c.event}</Link> {WORDS[c.what] ?? c.what}{c.other ? <> with <Link to={`/event/${c.other}`}>{c.other}</Link></> : null}{c.mend && <span class="line"> {changes(c.mend)}</span>}</p>
        {c.places?.slice(0, 1).map((p) => (
          <div key={p.article}>
            <p class="move-words"><Sentence text={p.sentence} trigger={p.trigger} /></p>
            <p class="line">read as {p.as_read} <Link to={`/article/${p.article}`}>{p.article}</Link>{!p.event && "; no reading says this any more, so the correction rests"}</p>
          </div>
        ))}
        <p class="move-meta">{c.why && <span>“{c.why}”</span>}{c.who && <span>{c.who}</span>}{c.at && <span>{agoText(c.at)}</span>}<span>{c.key}</span>{c.undone_at && <span>taken back {agoText(c.undone_at)}</span>}</p>
      </div>
      {!c.undone_at && <button type="button" class="quiet" onClick={undo}>Take back<span class="unseen"> correction {c.key}</span></button>}
    </li>
  );
}

export function CorrectionsView() {
  const answer = useAnswer<Rows<HandCorrection>>("corrections");
  const [problem, setProblem] = useState<Problem>();
  const undo = (key: string) =>
    send("DELETE", `corrections/${key}`).then(() => (announce("The correction is taken back."), setProblem(undefined), answer.again()), (e) => setProblem(e as Problem));
  return (
    <>
      <Heading title="Corrections" line={<>Events that readers judged, mended, joined or parted. Corrections outlive reading anew; <code>demarche record examples</code> gives them to the lexicon.</>} />
      {problem && <Trouble problem={problem} />}
      <Answer of={answer}>
        {({ rows }) => rows.length === 0
          ? <Empty><p>Nothing is corrected. Open an event and choose “Correct …”, or press <kbd>w</kbd> on a move.</p></Empty>
          : <ul class="list">{rows.map((c) => <Row key={c.key} c={c} undo={() => undo(c.key)} />)}</ul>}
      </Answer>
    </>
  );
}
