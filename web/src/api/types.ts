// What the API answers with (docs/openapi.json, src/record/json.cpp), as far as the board uses it.

export type Quad = "verbal-cooperation" | "material-cooperation" | "verbal-conflict" | "material-conflict";
export type Status = "done" | "announced" | "planned" | "threatened" | "requested" | "alleged" | "denied" | "negated";

export interface Actor {
  key: number;
  name: string;
  code: string; // "" where unknown
  country: string;
  kind: string;
  sector: string[];
  articles?: number;
  events?: number;
}

export interface Days {
  from: string; // both inclusive
  to: string;
  basis?: "text" | "story" | "published" | "seen" | "inferred";
}

export interface Quantity {
  value: number;
  unit?: string;
  upper?: number;
  bound?: string;
  of?: string;
}

export interface ArticleRef {
  key: string;
  title?: string;
  source?: string;
  url?: string;
  published?: string;
}

export interface DemEvent {
  key: string; // "E12"
  event: string; // PLOVER type; "" where a user's dictionary implies none
  mode: string[];
  context: string[];
  cameo: string;
  quad: Quad | "";
  goldstein: number;
  measure: string;
  status: Status;
  source: Actor[];
  target: Actor[];
  attributed_to?: Actor[];
  date: Days;
  place?: { name: string; country?: string };
  quantity?: Quantity;
  confidence: number;
  reports: number;
  sources: number;
  texts: number;
  first_seen: string;
  article: ArticleRef;
  sentence: string;
  trigger: string;
  deed: string; // what was done, in words, with what must be known of it: "closes a post (planned)"
  verdict?: "right" | "mended" | "wrong"; // what readers found of it
}

export interface Link {
  event: string; // that answers
  answers: string;
  basis: string; // "text": an article says so; "inferred": the record concludes so
  why: string;
  confidence: number;
}

export interface Telling {
  article: string;
  event_of_article: string;
  title?: string;
  source?: string;
  url?: string;
  published?: string;
  sentence: string;
  trigger: string;
  why: string;
  lead: boolean;
  same_text_as?: string;
  confidence: number;
  status: Status;
}

export interface EventDetail extends DemEvent {
  tellings: Telling[];
  corrections: { field: string; from: string; to: string; article: string; at: string }[];
  answers: Link[];
  answered_by: Link[];
}

export interface Moves {
  events: DemEvent[];
  links: Link[];
}

export interface Exchange extends Moves {
  newest: string; // key of the newest event that was asked for
  day: string; // of that event
  cut?: boolean; // it has more events than are told here; the chain of one has all
}

export interface Rows<T> {
  rows: T[];
  next: string;
}

export interface ArticleRow extends ArticleRef {
  id: string;
  byline?: string;
  language: string;
  first_seen: string;
  published_basis?: string;
  same_text_as?: string;
  revises?: string;
  events: number;
  excerpt: string;
}

export type Span = [number, number]; // code points of the article's text, half open

export interface ReadingActor {
  id: string;
  kind: string;
  name: string;
  code: string;
  role: string;
  represents?: string;
  mentions: Span[];
}

export interface ReadingEvent {
  id: string;
  event: string;
  mode: string[];
  context: string[];
  cameo: string;
  quad: Quad | "";
  goldstein: number;
  measure: string;
  source: string[];
  target: string[];
  quantity?: Quantity;
  date?: { from: string; to: string; text?: string; inferred?: boolean };
  place?: { name: string };
  status: Status;
  attributed_to: string[];
  trigger: Span[];
  sentences: number[];
  responds_to: string[];
  responds_rule?: string[];
  confidence: number;
  rule?: string;
  entry?: string;
}

export interface Reading {
  article: { text: string; versions?: Record<string, string>; dateline?: string };
  actors: ReadingActor[];
  events: ReadingEvent[];
  statements: { id: string; speaker: string; quoted: boolean; span: Span; verb: string; stance: string; toward?: string[] }[];
  claims: { by: string | string[]; about: string | string[]; span: Span; denied_by?: string[]; denial_span?: Span }[];
  posts: { holder: string; host: string; kind: string; name: string; changes: { what: string; from?: number | string; to?: number | string; event?: string }[] }[];
  sentences: Span[];
}

export interface ArticleDetail extends ArticleRow {
  text: string;
  event_keys: Record<string, string>; // event of the reading → event of the record: {"e1": "E12"}
  deeds: Record<string, string>; // event of the reading → what it is in words
  reading: Reading;
}

export interface PostChange {
  what: "status" | "staff-limit" | "head" | string;
  from?: number;
  to?: number | string;
  date: Days;
  certainty?: string;
  event?: string;
  article?: string;
  reports: number;
}

export interface Post {
  key: string;
  holder: string;
  holder_name?: string;
  host: string;
  host_name?: string;
  kind: string;
  name: string;
  place?: string;
  status?: string;
  history: PostChange[];
}

export interface Statement {
  speaker: Actor;
  toward: string;
  quoted: boolean;
  verb: string;
  stance: string;
  text: string;
  day?: string;
  article: string;
  title?: string;
  source?: string;
}

export interface Deeds {
  events: number;
  net: number;
  verbal_cooperation: number;
  material_cooperation: number;
  verbal_conflict: number;
  material_conflict: number;
}

export interface Period {
  from: string;
  to: string;
  first_to_second: Deeds;
  second_to_first: Deeds;
}

export interface DyadStatistics {
  first: string;
  second: string;
  step: string;
  first_to_second: Deeds;
  second_to_first: Deeds;
  periods: Period[];
  reciprocity?: { explanation: string };
}

export interface ActorPage {
  actor: Actor;
  partners: { code: string; to: number; from: number }[];
  events: DemEvent[];
}

export interface Counts {
  articles: number;
  events: number;
  actors: number;
  posts: number;
  links: number;
  statements: number;
  first_day?: string;
  last_day?: string;
}

export interface HandCorrection {
  key: string;
  what: "merge" | "split" | "right" | "wrong" | "mend" | string;
  event: string;
  other?: string;
  why?: string;
  at?: string;
  undone_at?: string;
  who?: string;
  mend?: Record<string, unknown>;
  places?: { article: string; sentence: string; trigger: string; as_read: string; entry: string; event?: string }[]; // the words it is about; without `event`: it rests, no reading says this any more
}

export type Channel = "webhook" | "mail" | "ntfy" | "command";

/** What its reader wants of an alert, and how it stands. */
export interface Alert {
  name: string;
  query: string;
  channel: Channel;
  target: string[]; // webhook, ntfy: one address; mail: addresses; command: program and arguments
  secret?: string;
  digest: "" | "hour" | "day";
  changes?: boolean; // tells again where day, number or status of a told event change
  max_age?: number; // days that an event may be old; 0: any
  paused?: boolean;
  has_secret?: boolean;
  note?: string; // why it was paused by itself
  matches?: number;
  waiting?: number;
  failed?: number;
}

export interface Delivery {
  id: string;
  kind: string;
  subject?: string;
  events?: number;
  state: string;
  tries?: number;
  made_at?: string;
  note?: string;
}

export interface Feed {
  key: string;
  url: string;
  name?: string;
  title?: string;
  kind?: string;
  every?: number; // seconds
  full_text?: boolean;
  paused?: boolean;
  last_poll?: string;
  last_good?: string;
  next_poll?: string;
  failures?: number;
  note?: string;
  items?: number;
  waiting?: number;
  articles?: number;
}
