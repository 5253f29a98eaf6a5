// Readings → rows, in one transaction. Doors: Record::write(), Record::has(), class Projection.
#include "record/write.h"

#include <algorithm>

#include "base/utf8.h"
#include "record/queries.h"
#include "record/watched.h"

namespace demarche {
namespace {

constexpr std::size_t kMostActorsKept = 200'000;  // keys in memory, about 100 bytes each
constexpr std::size_t kMostTwinsCompared = 16;    // articles that share a band and are compared run by run

/// Key of a row that is made where there is none yet; kept in memory.
template <class... T>
std::int64_t key_of_row(Database& db, std::unordered_map<std::string, std::int64_t>& kept, const std::string& name, std::string_view find, std::string_view add,
                        const T&... values) {
  if (const auto known = kept.find(name); known != kept.end()) return known->second;
  auto key = db.integer(find, values...);
  if (!key && db.run(add, values...)) key = db.last_key();
  return kept[name] = key.value_or(0);
}

/// The first article that has nearly this text; 0 where there is none.
ArticleKey find_twin(Database& db, const PreparedReading& p) {
  std::vector<ArticleKey> near;
  for (const std::int64_t band : p.bands) {
    Rows rows = db.rows(sql::kArticlesOfBand, band);
    while (rows.next()) near.push_back(rows.integer(0));
  }
  std::sort(near.begin(), near.end());
  near.erase(std::unique(near.begin(), near.end()), near.end());
  std::size_t compared = 0;
  for (const ArticleKey key : near) {
    if (++compared > kMostTwinsCompared) break;
    Rows row = db.rows(sql::kTextOf, key);
    if (row.next() && is_same_text(likeness(p.reading.article.text, row.view(0)))) return row.integer(1);
  }
  return 0;
}

/// The earlier text of the same page: a front page that only shares its address is none, so the texts must be alike.
ArticleKey find_revised(Database& db, const Article& article) {
  if (article.url.empty()) return 0;
  Rows row = db.rows(sql::kLastOfUrl, article.url);
  if (!row.next()) return 0;
  const Likeness l = likeness(article.text, row.view(2));
  return l.jaccard >= 0.2 || l.contained >= 0.5 ? row.integer(0) : 0;
}

bool is_inferred(const std::optional<DateRange>& date) { return date && date->is_inferred; }

class Writing {
 public:
  Writing(Record::State& state, const WriteOptions& options) : state_(state), db_(state.db), now_(iso_instant(options.now)) {}

  Written one(const PreparedReading& p) {
    Written out;
    if (const auto known = db_.integer(sql::kArticleByHash, Blob{p.hash})) {
      out.article = *known;
      return out;
    }
    out.is_new = true;
    out.same_text_as = find_twin(db_, p);
    const Article& a = p.reading.article;
    const ArticleKey revised = find_revised(db_, a);
    const std::int64_t origin = p.origin.empty() ? 0 : key_of_row(db_, state_.origins, p.origin, sql::kOrigin, sql::kAddOrigin, p.origin);
    db_.run(sql::kAddArticle, Blob{p.hash}, a.id, a.title, a.byline, a.source, a.url, a.published, a.published_basis, a.language, a.dateline, KeyOrNull{origin}, now_,
            KeyOrNull{out.same_text_as}, KeyOrNull{revised}, a.text);
    out.article = db_.last_key();
    for (const std::int64_t band : p.bands) db_.run(sql::kAddBand, band, out.article);
    db_.run(sql::kAddReading, out.article, versions_key(state_, p.reading.versions), now_, Blob{p.json});
    tell_feed(db_, Change::Kind::kArticle, out.article);
    Projection(state_, p, out.article, out.same_text_as != 0 ? out.same_text_as : out.article, now_).run(out);
    return out;
  }

 private:
  Record::State& state_;
  Database& db_;
  std::string now_;
};

}  // namespace

std::int64_t versions_key(Record::State& state, const Versions& v) {
  return key_of_row(state.db, state.versions, v.program + "\n" + v.model + "\n" + v.lexicon, sql::kVersions, sql::kAddVersions, v.program, v.model, v.lexicon);
}

void Projection::run(Written& written, std::vector<EarlierTelling> earlier, bool same_reading) {
  actor_keys_.assign(reading_.actors.size(), 0);
  event_keys_.assign(reading_.events.size(), 0);
  telling_keys_.assign(reading_.events.size(), 0);
  std::vector<TellingRow> tellings;
  tellings.reserve(reading_.events.size());
  for (std::size_t n = 0; n < reading_.events.size(); ++n) tellings.push_back(telling(n));
  std::vector<std::optional<Match>> known = places_by_earlier(tellings, earlier, same_reading);
  for (const auto& match : known) {
    if (match) used_.insert(match->event);  // so that no other event of the article takes it first
  }
  for (std::size_t n = 0; n < tellings.size() && db_.ok(); ++n) tell(std::move(tellings[n]), std::move(known[n]), written);
  for (const auto& [row, ordinal] : judged_.holds) db_.run(sql::kJudgedHolds, telling_keys_[ordinal], row);
  links();
  statements();
  claims();
  posts();
  for (ActorId a = 0; a < reading_.actors.size(); ++a) {
    if (actor_keys_[a] != 0 || !reading_.actors[a].code.empty()) appear(a);
  }
  for (std::size_t n = 0; n < reading_.events.size(); ++n) {
    if (std::find(new_events_.begin(), new_events_.end(), event_keys_[n]) == new_events_.end()) continue;
    const Span s = sentence_of(reading_.events[n]);
    infer_links(db_, event_keys_[n], says_answer(std::string_view(reading_.article.text).substr(s.begin, s.size())));
  }
}

Span Projection::sentence_of(const Event& event) const {
  if (!event.sentences.empty() && event.sentences.front() < reading_.sentences.size()) return reading_.sentences[event.sentences.front()];
  return event.trigger.empty() ? Span{} : event.trigger.front();
}

std::string Projection::codes_of(const std::vector<ActorId>& actors) const {
  std::vector<std::string> codes;
  for (const ActorId a : actors) {
    std::string code = party_code(reading_.actors[a]);
    if (std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(std::move(code));
  }
  return joined(codes);
}

/// Where the first of the actors is named: in the sentence, nearest to the trigger; else the last place before it.
std::optional<std::pair<std::uint32_t, std::uint32_t>> Projection::named_at(const std::vector<ActorId>& actors, Span sentence, Span trigger) const {
  if (actors.empty()) return std::nullopt;
  const Span* best = nullptr;
  std::uint32_t best_distance = 0;
  for (const Span& m : reading_.actors[actors.front()].mentions) {
    const bool inside = sentence.contains(m);
    if (!inside && m.begin >= sentence.end) break;
    const std::uint32_t near = m.begin > trigger.begin ? m.begin - trigger.begin : trigger.begin - m.begin;
    if (best && sentence.contains(*best) && (!inside || near >= best_distance)) continue;
    best = &m, best_distance = near;
  }
  if (!best) return std::nullopt;
  return std::pair(prepared_.at(best->begin), prepared_.at(best->end));
}

TellingRow Projection::telling(std::size_t ordinal) const {
  const Event& e = reading_.events[ordinal];
  const Article& a = reading_.article;
  const Span sentence = sentence_of(e), trigger = e.trigger.empty() ? sentence : e.trigger.front();
  TellingRow t;
  t.article = article_, t.ordinal = static_cast<std::uint32_t>(ordinal);
  t.type = type_of(e), t.cameo = e.cameo, t.measure = e.measure, t.mode = joined(e.mode), t.context = joined(e.context), t.status = name_of(e.status);
  t.goldstein = e.goldstein;
  if (e.date) t.from = e.date->from, t.to = e.date->to, t.day_text = e.date->text, t.is_stated = !e.date->is_inferred;
  t.place = e.place, t.quantity = e.quantity, t.confidence = e.confidence;
  t.source_codes = codes_of(e.source), t.target_codes = codes_of(e.target);
  t.sentence = e.sentences.empty() ? 0 : e.sentences.front();
  t.sentence_begin = prepared_.at(sentence.begin), t.sentence_end = prepared_.at(sentence.end);
  t.trigger_begin = prepared_.at(trigger.begin), t.trigger_end = prepared_.at(trigger.end);
  t.source_at = named_at(e.source, sentence, trigger), t.target_at = named_at(e.target, sentence, trigger);
  t.mentions = static_cast<std::uint32_t>(std::max<std::size_t>(1, e.sentences.size()));
  t.words = content_words(std::string_view(a.text).substr(sentence.begin, sentence.size()));
  t.publisher = a.source.empty() ? host_of(a.url) : a.source;
  t.published = a.published, t.first_seen = now_, t.text = text_;
  t.signature = signature_of(t);
  if (ordinal < judged_.verdicts.size()) t.verdict = judged_.verdicts[ordinal];
  return t;
}

/// The events that the article's earlier reading told with the same words: first those that are still told alike, then those that are told
/// otherwise, so that none of the latter takes what belongs to one of the former.
std::vector<std::optional<Match>> Projection::places_by_earlier(const std::vector<TellingRow>& tellings, std::vector<EarlierTelling>& earlier, bool same_reading) const {
  std::vector<std::optional<Match>> out(tellings.size());
  std::unordered_set<EventKey> taken;
  const auto pass = [&](const char* why, auto fits) {  // no reason: the one it had
    for (std::size_t n = 0; n < tellings.size(); ++n) {
      for (EarlierTelling& old : earlier) {
        if (out[n] || old.is_taken || taken.contains(old.event) || !fits(old, tellings[n])) continue;
        old.is_taken = true;
        taken.insert(old.event);
        out[n] = Match{old.event, why ? why : old.why, old.key};
      }
    }
  };
  const auto same_words = [](const EarlierTelling& old, const TellingRow& t) { return old.trigger_begin < t.trigger_end && t.trigger_begin < old.trigger_end; };
  if (same_reading) {
    pass(nullptr, [](const EarlierTelling& old, const TellingRow& t) { return old.ordinal == t.ordinal; });
    return out;
  }
  const char* const why = "the same words of this article told it before it was read anew";
  pass(nullptr, [&](const EarlierTelling& old, const TellingRow& t) { return same_words(old, t) && old.signature == t.signature; });
  pass(why, [&](const EarlierTelling& old, const TellingRow& t) { return same_words(old, t) && old.type == t.type; });
  pass(why, [&](const EarlierTelling& old, const TellingRow& t) { return same_words(old, t) || old.signature == t.signature; });
  return out;
}

void Projection::tell(TellingRow t, std::optional<Match> match, Written& written) {
  if (!match) match = find_event(db_, t, used_);
  t.key = match && match->telling != 0 ? match->telling : db_.integer(sql::kNextTelling).value_or(1);
  if (match) {
    t.event = match->event;
  } else {
    t.event = add_event(db_, free_uid(db_, prepared_.hash + std::to_string(t.ordinal)), {t});
    new_events_.push_back(t.event);
  }
  add_telling(t, match ? match->why : "", reading_.events[t.ordinal]);
  if (match) refresh_event(db_, t.event, Change::Kind::kReport);
  ++(match ? written.reports : written.new_events);
  used_.insert(t.event);
  event_keys_[t.ordinal] = t.event, telling_keys_[t.ordinal] = t.key;
}

void Projection::add_telling(const TellingRow& t, const std::string& why, const Event& event) {
  const auto number = [&](double Place::*field) { return t.place ? std::optional((*t.place).*field) : std::nullopt; };
  const auto at = [](const auto& span, bool begin) { return span ? std::optional(static_cast<std::int64_t>(begin ? span->first : span->second)) : std::nullopt; };
  db_.run(sql::kAddTelling, t.key, t.event, t.article, t.ordinal, t.signature, t.type, t.cameo, t.measure, t.mode, t.context, t.goldstein, t.status, t.from, t.to,
          t.from ? std::optional(t.day_text) : std::nullopt, t.from ? std::optional(!t.is_stated) : std::nullopt,
          t.place ? std::optional(t.place->name) : std::nullopt, t.place ? std::optional(t.place->country) : std::nullopt, number(&Place::latitude),
          number(&Place::longitude), t.place ? std::optional(t.place->is_inferred) : std::nullopt, t.quantity ? std::optional(t.quantity->value) : std::nullopt,
          t.quantity ? std::optional(t.quantity->unit) : std::nullopt, t.quantity ? quantity_more(*t.quantity) : std::nullopt, t.confidence, t.source_codes,
          t.target_codes, t.sentence, t.sentence_begin, t.sentence_end, t.trigger_begin, t.trigger_end, at(t.source_at, true), at(t.source_at, false),
          at(t.target_at, true), at(t.target_at, false), t.mentions, Blob{t.words}, why, t.verdict);
  const auto add = [&](const char* side, const std::vector<ActorId>& actors) {
    int place = 0;
    for (const ActorId a : actors) db_.run(sql::kAddParty, t.key, side, place++, key_of(a));
  };
  add("s", event.source), add("t", event.target), add("a", event.attributed_to);
}

ActorKey Projection::key_of(ActorId id) {
  ActorKey& key = actor_keys_[id];
  if (key != 0) return key;
  const Actor& a = reading_.actors[id];
  const std::string_view kind = name_of(a.kind);
  std::string name = std::string(kind) + "\n" + a.code + "\n" + lower(a.name);
  if (const auto known = state_.actors.find(name); known != state_.actors.end()) return key = known->second;
  if (state_.actors.size() >= kMostActorsKept) state_.actors.clear();
  if (const auto known = db_.integer(sql::kActor, kind, a.code, a.name)) key = *known;
  else if (db_.run(sql::kAddActor, kind, a.code, a.name, a.country, joined(a.sector))) key = db_.last_key();
  state_.actors.emplace(std::move(name), key);
  return key;
}

void Projection::appear(ActorId id) {
  db_.run(sql::kAddAppearance, key_of(id), article_, reading_.actors[id].role, static_cast<std::int64_t>(reading_.actors[id].mentions.size()));
}

void Projection::links() {
  for (std::size_t n = 0; n < reading_.events.size(); ++n) {
    const Event& e = reading_.events[n];
    for (std::size_t k = 0; k < e.responds_to.size(); ++k) {
      const std::uint32_t answered = e.responds_to[k];
      const std::string why = "the article says so" + (k < e.responds_rule.size() ? ": " + e.responds_rule[k] : "");
      const EventKey from = event_keys_[n], to = event_keys_[answered];
      if (from == to || from == 0 || to == 0) continue;
      db_.run(sql::kAddLink, from, to, "text", why, reading_.events[n].confidence, article_);
      tell_feed(db_, Change::Kind::kLink, from);
    }
  }
}

void Projection::statements() {
  std::int64_t ordinal = 0;
  for (const Statement& s : reading_.statements) {
    const Day day = s.date ? s.date->from : reading_.article.published.value_or(parse_day(now_).value_or(Day{}));
    db_.run(sql::kAddStatement, article_, ordinal++, key_of(s.speaker), codes_of(s.toward), s.quoted, s.verb, s.stance, prepared_.at(s.span.begin),
            prepared_.at(s.span.end), day);
  }
}

void Projection::claims() {
  std::int64_t ordinal = 0;
  for (const Claim& c : reading_.claims) {
    for (const auto* side : {&c.by, &c.about, &c.denied_by}) {
      for (const ActorId a : *side) key_of(a);
    }
    db_.run(sql::kAddClaim, article_, ordinal++, codes_of(c.by), codes_of(c.about), codes_of(c.denied_by), prepared_.at(c.span.begin), prepared_.at(c.span.end),
            c.denial_span ? std::optional(prepared_.at(c.denial_span->begin)) : std::nullopt,
            c.denial_span ? std::optional(prepared_.at(c.denial_span->end)) : std::nullopt);
  }
}

void Projection::posts() {
  for (const Post& p : reading_.posts) {
    const auto code = [&](const std::optional<ActorId>& a) { return a ? party_code(reading_.actors[*a]) : std::string(); };
    const auto name = [&](const std::optional<ActorId>& a) { return a ? reading_.actors[*a].name : std::string(); };
    const std::string holder = code(p.holder), host = code(p.host), place = p.place ? p.place->name : std::string();
    PostKey key = find_post(holder, host, p.kind, place);
    if (key == 0) {
      db_.run(sql::kAddPost, holder, host, p.kind, place, name(p.holder), name(p.host), p.name);
      key = db_.last_key();
    }
    for (const PostChange& c : p.changes) post_change(key, c);
    tell_feed(db_, Change::Kind::kPost, key);
  }
}

/// A state has one embassy or mission with another, wherever a text says it stands; consulates and offices are told apart by place,
/// and one without a place is the only one known, where there is only one. 0 where the post is new.
PostKey Projection::find_post(const std::string& holder, const std::string& host, const std::string& kind, const std::string& place) {
  if (const auto exact = db_.integer(sql::kPost, holder, host, kind, place)) return *exact;
  PostKey only = 0, nowhere = 0;
  int many = 0;
  for (Rows r = db_.rows(sql::kPostsAlike, holder, host, kind); r.next(); ++many) {
    if (only == 0) only = r.integer(0);
    if (r.view(1).empty()) nowhere = r.integer(0);
  }
  const bool is_single = kind == "embassy" || kind == "mission" || kind == "delegation";
  const PostKey key = is_single ? only : place.empty() ? (many == 1 ? only : 0) : nowhere;
  if (key != 0 && !place.empty() && nowhere == key) db_.run(sql::kSetPostPlace, place, key);
  return key;
}

/// A change takes effect on the day the text gives it, else on that of the event which makes it, else on that of publication.
void Projection::post_change(PostKey post, const PostChange& c) {
  const KeyOrNull telling{c.event ? telling_keys_[*c.event] : 0};
  const std::optional<DateRange>& date = !c.effective && c.event && !is_inferred(reading_.events[*c.event].date) ? reading_.events[*c.event].date : c.effective;
  const std::optional<Day>& published = reading_.article.published;
  const Day seen = parse_day(now_).value_or(Day{});
  const Day from = date ? date->from : published.value_or(seen), to = date ? date->to : from;
  const DayBasis basis = date ? DayBasis::kText : published ? DayBasis::kPublished : DayBasis::kSeen;
  db_.run(sql::kAddPostChange, post, article_, telling, c.what, c.from, c.to, c.to_status, from, to, name_of(basis), c.certainty);
}

Result<std::vector<Written>> Record::write(std::span<const Prepared> readings, const WriteOptions& options) {
  std::vector<Written> out;
  State& s = *state_;
  const Status done = s.transact([&] {
    Writing writing(s, options);
    for (const Prepared& p : readings) {
      if (!s.db.ok()) return;
      out.push_back(writing.one(*p));
      if (const std::size_t n = out.size() - 1; n < options.items.size() && options.items[n] != 0) end_item(s.db, options.items[n], out.back().article);
    }
    for (const FinishedInput& f : options.finished)
      s.db.run(sql::kAddInput, f.name, f.size, f.modified, f.articles, f.failed, iso_instant(options.now));
  });
  if (!done) return done.error();
  return out;
}

Result<std::vector<Written>> Record::write(std::vector<Reading> readings, const WriteOptions& options) {
  std::vector<Prepared> prepared;
  prepared.reserve(readings.size());
  for (Reading& r : readings) prepared.push_back(prepare(std::move(r)));
  return write(prepared, options);
}

Result<bool> Record::has_input(const FinishedInput& input) const {
  Database& db = state_->db;
  db.forget_failure();
  const bool known = db.integer(sql::kInputKnown, input.name, input.size, input.modified).has_value();
  if (!db.ok()) return *db.failure();
  return known;
}

Result<std::vector<bool>> Record::has(std::span<const Article> articles) const {
  Database& db = state_->db;
  db.forget_failure();
  std::vector<bool> out;
  out.reserve(articles.size());
  for (const Article& a : articles) out.push_back(db.integer(sql::kArticleByHash, Blob{content_hash(a)}).has_value());
  if (!db.ok()) return *db.failure();
  return out;
}

}  // namespace demarche
