// How an article was read, sentence by sentence: its words and their tree, the frames that were tried, and why each was coded or not. Door: Explanation.
import { useState } from "preact/hooks";
import type { Span } from "../api/types.ts";
import { useAnswer } from "../api/use.ts";
import { Answer } from "../shell/state.tsx";
import { count } from "../words/days.ts";

interface Word {
  form: string;
  lemma: string;
  tag: string;
  head: number; // from 1; 0 for the root
  relation: string;
  name?: string;
}

interface Tried {
  frame: string;
  word?: string;
  coded: boolean;
  why: string;
}

interface Explained {
  sentences: { number: number; span: Span; words: Word[]; tried: Tried[] }[];
}

function Words({ words }: { words: Word[] }) {
  return (
    <table class="tree">
      <caption class="unseen">Words and what each depends on</caption>
      <thead><tr><th scope="col">Word</th><th scope="col">Lemma</th><th scope="col">Tag</th><th scope="col">Relation</th><th scope="col">of</th></tr></thead>
      <tbody>{words.map((w, n) => <tr key={n}><th scope="row">{w.form}</th><td>{w.lemma}</td><td>{w.tag}{w.name && `, ${w.name}`}</td><td>{w.relation}</td><td>{w.head > 0 ? words[w.head - 1]?.form : "–"}</td></tr>)}</tbody>
    </table>
  );
}

/** What was coded before what was not: the reason for a refusal is sought far more often than the refusal. */
function Frames({ tried }: { tried: Tried[] }) {
  const ordered = [...tried].sort((a, b) => Number(b.coded) - Number(a.coded));
  return <ul class="plain frames">{ordered.map((t, n) => <li key={n} class={t.coded ? "coded" : ""}>{t.word && <q>{t.word}</q>} <code>{t.frame}</code> {t.coded ? "coded" : "not coded"}{t.why && `: ${t.why}`}</li>)}</ul>;
}

export function Explanation({ id, text }: { id: string; text: string }) {
  const [isOpen, open] = useState(false); // fetched only when it is opened: the article is read anew for it
  const answer = useAnswer<Explained>(isOpen ? `articles/${encodeURIComponent(id)}/explain` : undefined, false);
  const points = [...text];
  return (
    <details class="explanation" onToggle={(e) => open(e.currentTarget.open)}>
      <summary>How it was read: the tree of each sentence, the frames that were tried, why each was coded or not</summary>
      {isOpen && (
        <Answer of={answer}>
          {({ sentences }) => (
            <ol class="explained">
              {sentences.map((s) => {
                const coded = s.tried.filter((t) => t.coded).length;
                return (
                  <li key={s.number}>
                    <details>
                      <summary><q class="sentence">{points.slice(...s.span).join("")}</q> <span class="line">{count(coded, "event")}, {count(s.tried.length, "frame")} tried</span></summary>
                      {s.tried.length > 0 ? <Frames tried={s.tried} /> : <p class="line">No word of it calls up a frame.</p>}
                      <div class="scroll" tabIndex={0} role="region" aria-label={`Tree of sentence ${s.number + 1}`}><Words words={s.words} /></div>
                    </details>
                  </li>
                );
              })}
            </ol>
          )}
        </Answer>
      )}
    </details>
  );
}
