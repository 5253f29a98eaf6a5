// Asks the API. Doors: get, send, token, setToken, Problem.
//
// The token comes once by a link (`…/#token=…`) and stays in localStorage; reading on the loopback address needs none.

/** What the server says when it refuses (RFC 9457), or what went wrong before it could. */
export class Problem extends Error {
  constructor(readonly status: number, readonly title: string, readonly detail: string, readonly excerpt = "") {
    super(detail || title);
  }
  get isOffline() {
    return this.status === 0;
  }
}

const KEY = "demarche.token";
const stored = () => {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return ""; // storage may be forbidden; the board then reads only
  }
};

export const token = stored;

export function setToken(value: string) {
  try {
    if (value) localStorage.setItem(KEY, value);
    else localStorage.removeItem(KEY);
  } catch {
    // as above
  }
}

/** Takes the token out of the address, so that it is neither bookmarked nor seen over a shoulder. */
export function takeTokenFromAddress() {
  const found = /^#token=([\w.~+/=-]+)$/.exec(location.hash);
  if (!found) return;
  setToken(found[1]!);
  history.replaceState(history.state, "", location.pathname + location.search);
}

export function headers(more: Record<string, string> = {}): Record<string, string> {
  const t = token();
  return t ? { ...more, authorization: `Bearer ${t}` } : more;
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const body = await response.json();
    const isQuery = String(body.where ?? "").startsWith("query:");
    return new Problem(response.status, isQuery ? "The query cannot be understood" : String(body.title ?? response.statusText), String(body.detail ?? ""), String(body.excerpt ?? ""));
  } catch {
    return new Problem(response.status, response.statusText || "No answer", `The server answered with status ${response.status}.`);
  }
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`/api/v1/${path}`, init);
  } catch (error) {
    if ((error as Error).name === "AbortError") throw error;
    throw new Problem(0, "Not reached", "Demarche cannot be reached. What is shown may be old.");
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

export interface Answered<T> {
  data: T;
  asOf?: string; // set where the service worker answered from what it had kept: when that came
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<Answered<T>> {
  const response = await ask(path, { headers: headers({ accept: "application/json" }), signal });
  const isText = response.headers.get("content-type")?.startsWith("text/plain");
  const data = isText ? ({ text: await response.text() } as T) : ((await response.json()) as T);
  return { data, asOf: response.headers.get("x-demarche-kept") ?? undefined };
}

/** POST, PUT, DELETE. The answer's JSON, or undefined where there is none. */
export async function send<T>(method: "POST" | "PUT" | "DELETE", path: string, body?: unknown): Promise<T | undefined> {
  const response = await ask(path, { method, headers: headers({ "content-type": "application/json" }), body: body === undefined ? undefined : JSON.stringify(body) });
  const text = await response.text();
  return text ? (JSON.parse(text) as T) : undefined;
}

/** "q=a%20b&limit=20": of values that are there. */
export function asked(values: Record<string, string | number | undefined>): string {
  const out = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined && value !== "") out.set(name, String(value));
  return out.toString();
}
