// What readers say of events: kept, put in force, taken back. Doors: Record::judge_event(), judged_reading(), Record::hand_corrections().
//
// A judgement is about words: a trigger in a sentence of an article, and what the reading made of it. Tellings are always written from a
// reading with the judgements that stand laid over it (Projection), so one that is new or taken back means that the articles it is about are
// written again from their readings. In a later reading it finds its event by the place of the trigger and by what was read there:
// "right" and "wrong" are of one type with the same parties, "mended" of the type that was read, or of the one that is right. Where nothing
// fits, the judgement rests; it is kept, and holds again when a reading says the same once more.
#include <algorithm>

#include "coding/json.h"
#include "record/ask.h"
#include "record/json.h"
#include "record/judge.h"
#include "record/write.h"

namespace demarche {
namespace {

/// A row of `judged` with its correction.
struct Standing {
  std::int64_t row = 0, correction = 0;
  std::uint32_t trigger_begin = 0, trigger_end = 0, sentence_begin = 0, sentence_end = 0;
  std::string type, source_codes, target_codes, what, mend;
  std::string sentence;  ///< of a copy's row
};

std::vector<Standing> standing(Rows r) {
  std::vector<Standing> out;
  const auto offset = [&](int column) { return static_cast<std::uint32_t>(r.integer(column)); };
  while (r.next()) out.push_back({r.integer(0), r.integer(1), offset(2), offset(3), offset(4), offset(5), r.text(6), r.text(7), r.text(8), r.text(9), r.text(10), r.text(11)});
  return out;
}

std::string codes_of(const Reading& reading, const std::vector<ActorId>& actors) {
  std::vector<std::string> codes;
  for (const ActorId a : actors) {
    std::string code = party_code(reading.actors[a]);
    if (std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(std::move(code));
  }
  return joined(codes);
}

Span sentence_of(const Reading& reading, const Event& e) {
  if (!e.sentences.empty() && e.sentences.front() < reading.sentences.size()) return reading.sentences[e.sentences.front()];
  return e.trigger.empty() ? Span{} : e.trigger.front();
}

/// How well an event of the reading fits a judgement; 0 where it does not.
int fit(const Standing& s, const PreparedReading& p, const Event& e) {
  const Span sentence = sentence_of(p.reading, e), trigger = e.trigger.empty() ? sentence : e.trigger.front();
  std::uint32_t begin = p.at(trigger.begin), end = p.at(trigger.end);
  if (!s.sentence.empty()) {  // of a copy, where the sentence may stand elsewhere
    if (std::string_view(p.reading.article.text).substr(sentence.begin, sentence.size()) != s.sentence) return 0;
    begin = begin - p.at(sentence.begin) + s.sentence_begin, end = end - p.at(sentence.begin) + s.sentence_begin;
  }
  if (begin >= s.trigger_end || s.trigger_begin >= end) return 0;
  const bool same_type = type_of(e) == s.type;
  const bool same_parties = codes_of(p.reading, e.source) == s.source_codes && codes_of(p.reading, e.target) == s.target_codes;
  if (s.what != "mend") {
    if (!same_type || !same_parties) return 0;
  } else if (!same_type) {
    const Result<EventMend> mend = parse_mend(s.mend);
    if (!mend || !mend->type || type_of(e) != name_of(*mend->type)) return 0;
  }
  return 1 + 2 * same_type + 4 * same_parties + (begin == s.trigger_begin && end == s.trigger_end);
}

/// A row for these words of this article.
std::int64_t add_judged(Database& db, std::int64_t correction, ArticleKey article, const PreparedReading& p, const Event& e) {
  const Span sentence = sentence_of(p.reading, e), trigger = e.trigger.empty() ? sentence : e.trigger.front();
  const std::uint32_t begin = p.at(trigger.begin), end = p.at(trigger.end);
  const std::string sources = codes_of(p.reading, e.source), targets = codes_of(p.reading, e.target);
  db.run(sql::kAddJudged, correction, article, begin, end, p.at(sentence.begin), p.at(sentence.end), type_of(e), e.cameo, e.measure, name_of(e.status), sources, targets, e.entry);
  return db.integer(sql::kJudgedKey, correction, article, begin, end, type_of(e), e.cameo, sources, targets).value_or(0);
}

struct Stored {
  Prepared prepared;
  ArticleKey text = 0;
  std::string first_seen;
};

/// An article's current reading, as it was made.
std::optional<Stored> stored_reading(Record::State& s, ArticleKey article) {
  Database& db = s.db;
  Stored out;
  {
    Rows r = db.rows(sql::kHashAndTwin, article);
    if (!r.next()) return db.fail(no_such(s, 'A', article, "article")), std::nullopt;
    out.text = r.integer(1), out.first_seen = r.text(2);
  }
  Rows r = db.rows(sql::kCurrentReading, article);
  const std::string where = s.path + ": article A" + std::to_string(article);
  if (!r.next()) return db.fail({ErrorKind::kMalformed, where, "has no reading; see 'demarche record check'", {}}), std::nullopt;
  const Result<std::string> json = unpack(r.view(0));
  if (!json) return db.fail({json.error().kind, where, "its reading " + json.error().message, {}}), std::nullopt;
  Result<Reading> reading = read_reading(*json, where, r.text(1));
  if (!reading) return db.fail(reading.error()), std::nullopt;
  out.prepared = prepare(*std::move(reading));
  return out;
}

/// Writes anew what follows from the readings of these articles, with the judgements that stand now; and what those events answer now.
void write_again(Record::State& s, const std::vector<ArticleKey>& articles) {
  for (const ArticleKey article : articles) {
    const std::optional<Stored> stored = stored_reading(s, article);
    if (!stored) return;
    for (const EventKey event : project_again(s, *stored->prepared, article, stored->text, stored->first_seen, true)) infer_links_of_lead(s.db, event);
  }
}

}  // namespace

JudgedReading judged_reading(Database& db, const PreparedReading& p, ArticleKey article, ArticleKey text) {
  JudgedReading out;
  if (!db.integer(sql::kAnyJudged)) return out;
  std::vector<Standing> all = standing(db.rows(sql::kJudgedOfArticle, article));
  for (Standing& s : standing(db.rows(sql::kJudgedOfTwins, text, article))) {
    // A copy gets rows of its own, so that what is said of it does not hang on the article that it copies.
    const auto found = std::find_if(p.reading.events.begin(), p.reading.events.end(), [&](const Event& e) { return fit(s, p, e) > 0; });
    if (found == p.reading.events.end()) continue;
    s.row = add_judged(db, s.correction, article, p, *found);
    all.push_back(std::move(s));
  }
  if (all.empty()) return out;
  std::stable_sort(all.begin(), all.end(), [](const Standing& a, const Standing& b) { return a.correction < b.correction; });
  out.verdicts.resize(p.reading.events.size());
  for (const Standing& s : all) {
    std::size_t best = 0;
    int best_fit = 0;
    for (std::size_t n = 0; n < p.reading.events.size(); ++n) {
      if (const int f = fit(s, p, p.reading.events[n]); f > best_fit) best = n, best_fit = f;
    }
    db.run(sql::kJudgedHolds, KeyOrNull{0}, s.row);
    if (best_fit == 0) continue;
    out.holds.emplace_back(s.row, best);
    std::string& verdict = out.verdicts[best];
    if (s.what != "mend") {
      if (s.what == "wrong" || !verdict.starts_with("mended")) verdict = s.what;  // "right" confirms what was mended before it
      continue;
    }
    const Result<EventMend> mend = parse_mend(s.mend);
    if (!mend) continue;
    if (!out.mended) out.mended = p.reading;
    const std::string fields = apply_mend(*mend, *out.mended, out.mended->events[best]);
    verdict = (verdict.starts_with("mended") ? verdict : std::string("mended")) + " " + fields;
  }
  return out;
}

Result<HandCorrection> Record::judge_event(EventKey event, const Judgement& judgement, const Lexicon& lexicon, Instant now) {
  State& s = *state_;
  Database& db = s.db;
  if (judgement.verdict == Verdict::kNone) return Error{ErrorKind::kUsage, {}, "a judgement says right, wrong or mended", {}};
  const char* const what = judgement.verdict == Verdict::kWrong ? "wrong" : judgement.verdict == Verdict::kRight ? "right" : "mend";
  Result<EventDetail> detail = this->event(event);
  if (!detail) return detail.error();
  EventMend mend = judgement.verdict == Verdict::kMended ? judgement.mend : EventMend{};
  if (const Status good = complete_mend(mend, detail->event, db, lexicon); !good) return good.error();
  const std::string json = judgement.verdict == Verdict::kMended ? mend_json(mend) : "";
  if (json == "{}") return Error{ErrorKind::kUsage, {}, "nothing is mended: say which field is what", {}};
  std::int64_t key = 0;
  const Status done = s.transact([&] {
    std::vector<std::pair<ArticleKey, std::size_t>> tellings;
    for (Rows r = db.rows(sql::kOrdinalsOfEvent, event); r.next();) tellings.emplace_back(r.integer(0), static_cast<std::size_t>(r.integer(1)));
    if (tellings.empty()) return db.fail(no_such(s, 'E', event, "event"));  // gone since it was looked at
    db.run(sql::kAddJudgement, what, event, judgement.why, iso_instant(now), judgement.who, json);
    key = db.last_key();
    std::vector<ArticleKey> articles;
    for (const auto& [article, ordinal] : tellings) {
      const std::optional<Stored> stored = stored_reading(s, article);
      if (!stored || ordinal >= stored->prepared->reading.events.size()) return;
      add_judged(db, key, article, *stored->prepared, stored->prepared->reading.events[ordinal]);
      if (std::find(articles.begin(), articles.end(), article) == articles.end()) articles.push_back(article);
    }
    write_again(s, articles);
  });
  if (!done) return done.error();
  Result<std::vector<HandCorrection>> all = hand_corrections();
  if (!all) return all.error();
  for (HandCorrection& c : *all) {
    if (c.key == key) return std::move(c);
  }
  return no_such(s, 'C', key, "correction");
}

void take_back_judgement(Record::State& s, std::int64_t key, const std::string& now) {
  s.db.run(sql::kCorrectionUndone, now, key);
  std::vector<ArticleKey> articles;
  for (Rows r = s.db.rows(sql::kArticlesJudged, key); r.next();) articles.push_back(r.integer(0));
  write_again(s, articles);
}

Result<std::vector<HandCorrection>> Record::hand_corrections() const {
  Database& db = state_->db;
  const ReadScope scope(db);
  std::vector<HandCorrection> out;
  for (Rows r = db.rows(sql::kCorrections); r.next();) {
    HandCorrection& c = out.emplace_back();
    c.key = r.integer(0), c.what = r.text(1), c.event = r.integer(2), c.other = r.integer(3), c.why = r.text(4), c.at = r.text(5), c.undone_at = r.text(6), c.who = r.text(7);
    if (r.view(8).empty()) continue;
    if (Result<EventMend> mend = parse_mend(r.view(8)); mend) c.mend = *std::move(mend);
  }
  for (HandCorrection& c : out) {
    if (c.what == "merge" || c.what == "split") continue;
    for (Rows r = db.rows(sql::kPlacesJudged, c.key); r.next();) {
      JudgedPlace& p = c.places.emplace_back();
      const auto side = [&](int column) { return r.view(column).empty() ? std::string("-") : r.text(column); };
      p.article = r.integer(0), p.sentence = r.text(1), p.trigger = r.text(2), p.entry = r.text(9), p.event = r.integer(10);
      p.source = split(r.view(7)), p.target = split(r.view(8));
      p.as_read = joined({r.text(3), r.text(4)}, " ") + (r.view(5).empty() ? "" : " " + r.text(5)) + " (" + r.text(6) + "): " + side(7) + " > " + side(8);
    }
  }
  if (!db.ok()) return *db.failure();
  return out;
}

}  // namespace demarche
