// What stands in place of an answer that is not there: waiting, refused, empty, old. Doors: Waiting, Trouble, Empty, Kept, Answer.
import type { ComponentChildren } from "preact";
import type { Problem } from "../api/client.ts";
import type { Asked } from "../api/use.ts";
import { agoText } from "../words/days.ts";

export const Waiting = () => <p class="waiting" role="status">Asking the record …</p>;

export function Trouble({ problem, again }: { problem: Problem; again?: () => void }) {
  const isToken = problem.status === 401 || problem.status === 403;
  return (
    <div class="trouble" role="alert">
      <p><strong>{problem.title}</strong></p>
      {problem.detail && <p>{problem.detail}</p>}
      {problem.excerpt && <pre tabIndex={0}>{problem.excerpt}</pre>}
      {isToken && <p>Open the link that <code>demarche serve</code> printed on its terminal, or give the token in Settings.</p>}
      {again && <button type="button" onClick={again}>Try again</button>}
    </div>
  );
}

export const Empty = ({ children }: { children: ComponentChildren }) => <div class="empty">{children}</div>;

export const Kept = ({ asOf }: { asOf?: string }) =>
  asOf ? <p class="kept" role="note">Demarche cannot be reached. This is what it answered {agoText(asOf)}.</p> : null;

/** An answer once it is there; trouble beside what was there before. */
export function Answer<T>({ of, children }: { of: Asked<T>; children: (data: T) => ComponentChildren }) {
  return (
    <>
      <Kept asOf={of.asOf} />
      {of.problem && !(of.problem.isOffline && of.data) && <Trouble problem={of.problem} again={of.again} />}
      {of.data === undefined ? !of.problem && <Waiting /> : children(of.data)}
    </>
  );
}
