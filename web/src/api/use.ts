// An answer of the API for a view, kept fresh by the stream. Doors: useAnswer, usePages, useConnection.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { connection, onNews } from "./live.ts";
import { type Connection } from "./stream.ts";
import { type Answered, Problem, asked, get } from "./client.ts";

// The last answers, so that going back shows at once what was there. Asked again all the same.
const kept = new Map<string, Answered<unknown>>();
const KEPT_MOST = 60;

function keep(path: string, answer: Answered<unknown>) {
  kept.delete(path), kept.set(path, answer);
  if (kept.size > KEPT_MOST) kept.delete(kept.keys().next().value!);
}

export interface Asked<T> {
  data?: T;
  asOf?: string; // of an answer kept for reading offline: when it came
  problem?: Problem;
  loading: boolean;
  again: () => void;
}

/** Undefined `path`: nothing is asked. */
export function useAnswer<T>(path: string | undefined, live = true): Asked<T> {
  const [, turn] = useState(0);
  const now = useRef<{ path?: string; answer?: Answered<T>; problem?: Problem; loading: boolean }>({ loading: false });
  if (now.current.path !== path) now.current = { path, answer: path ? (kept.get(path) as Answered<T> | undefined) : undefined, loading: path !== undefined };

  const running = useRef<AbortController>();
  const load = useCallback(() => {
    if (path === undefined) return;
    running.current?.abort();
    const control = (running.current = new AbortController());
    get<T>(path, control.signal).then(
      (answer) => {
        keep(path, answer);
        if (now.current.path === path) (now.current = { path, answer, loading: false }), turn((n) => n + 1);
      },
      (error) => {
        if (control.signal.aborted || now.current.path !== path) return;
        const problem = error instanceof Problem ? error : new Problem(0, "Fault of the board", String(error));
        now.current = { ...now.current, problem, loading: false };
        turn((n) => n + 1);
      },
    );
  }, [path]);

  useEffect(() => {
    load();
    return () => running.current?.abort();
  }, [load]);
  useEffect(() => (live ? onNews(load) : undefined), [load, live]);
  const { answer, problem, loading } = now.current;
  return { data: answer?.data, asOf: answer?.asOf, problem, loading, again: load };
}

type Page<T> = { next: string } & Record<string, T[] | string>;

/** Rows page by page, those of the answer's field `of`; `more` is set where there are more. */
export function usePages<T>(path: string, values: Record<string, string | number | undefined>, of = "rows") {
  const rowsOf = (page: Page<T>) => page[of] as T[];
  const [later, setLater] = useState<{ of: unknown; rows: T[]; next: string }>();
  // Who has turned pages is reading on: news must not take them back to the first.
  const first = useAnswer<Page<T>>(`${path}?${asked(values)}`, !later);
  const [problem, setProblem] = useState<Problem>();
  const question = `${path}?${asked(values)}`;
  useEffect(() => setLater(undefined), [question]);
  const mine = later && later.of === first.data ? later : undefined; // a fresh first page begins anew
  const next = mine ? mine.next : first.data?.next;
  const more = next
    ? async () => {
        try {
          const { data } = await get<Page<T>>(`${path}?${asked({ ...values, after: next })}`);
          setLater({ of: first.data, rows: [...(mine?.rows ?? []), ...rowsOf(data)], next: data.next });
        } catch (error) {
          setProblem(error as Problem);
        }
      }
    : undefined;
  return { ...first, problem: first.problem ?? problem, rows: first.data && [...rowsOf(first.data), ...(mine?.rows ?? [])], more };
}

export function useConnection(): Connection {
  const [state, set] = useState<Connection>("connecting");
  useEffect(() => connection(set), []);
  return state;
}
