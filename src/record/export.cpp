// Which events are exported, and in which order. Doors: export_events(), ExportContext.
#include "record/export.h"

#include <algorithm>

#include "lexicon/lexicon.h"
#include "record/ask.h"
#include "record/foreign.h"
#include "record/queries.h"

namespace demarche {
namespace {

constexpr std::size_t kPage = 500;          // events a question
constexpr std::size_t kMostPairs = 100;     // rows an event: ids leave two digits for them
constexpr std::size_t kPiece = 1 << 16;     // bytes handed on at once

/// Parties as the field counts them: a state and its minister are one.
std::vector<const RecordedActor*> parties_of(const std::vector<RecordedActor>& actors) {
  std::vector<const RecordedActor*> out;
  for (const RecordedActor& a : actors) {
    const auto same = [&](const RecordedActor* o) { return a.code.empty() ? o->code.empty() && o->name == a.name : o->code == a.code; };
    if (std::none_of(out.begin(), out.end(), same)) out.push_back(&a);
  }
  if (out.empty()) out.push_back(nullptr);
  return out;
}

std::vector<ExportTelling> tellings_exported(Database& db, EventKey event) {
  std::vector<ExportTelling> out;
  const auto offset = [](Rows& r, int column) { return r.is_null(column) ? std::nullopt : std::optional(r.integer(column)); };
  for (Rows r = db.rows(sql::kTellingsExported, event); r.next();) {
    ExportTelling& t = out.emplace_back();
    t.key = r.integer(0), t.article = r.integer(1), t.id = r.text(2), t.title = r.text(3), t.publisher = r.text(4), t.url = r.text(5), t.published = r.day(6);
    t.first_seen = r.text(7), t.length = r.integer(8), t.language = r.text(9), t.sentence = r.integer(10), t.trigger_begin = r.integer(11), t.trigger_end = r.integer(12);
    t.source_begin = offset(r, 13), t.target_begin = offset(r, 15);
    t.mentions = r.integer(17), t.confidence = r.real(18), t.day_text = r.text(19), t.sentence_text = r.text(20), t.trigger_text = r.text(21);
    t.source_text = r.text(22), t.target_text = r.text(23), t.is_lead = r.integer(24) != 0, t.byline = r.text(25), t.sentence_begin = r.integer(26);
  }
  return out;
}

bool did_not_happen(EventStatus status) { return status == EventStatus::kPlanned || status == EventStatus::kDenied || status == EventStatus::kNegated; }

class Exporter {
 public:
  Exporter(const Record& record, const Query& query, const ExportOptions& options, const std::function<bool(std::string_view)>& sink)
      : record_(record), query_(query), format_(options.format), sink_(sink), context_(record, *options.lexicon) {
    asks_status_ = std::any_of(query.terms.begin(), query.terms.end(), [](const QueryTerm& t) { return t.field == QueryTerm::Field::kStatus; });
  }

  Result<ExportCounts> run() {
    if (format_ == ExportFormat::kIcews) write_icews_header(text_);
    if (format_ == ExportFormat::kPolecat) write_polecat_header(text_);
    Database& db = record_.state().db;
    const ReadScope one_moment(db);  // others may write meanwhile: an export shows one state of the record
    Window window;
    window.limit = kPage, window.oldest_first = true;
    do {
      const auto page = record_.events(query_, window);
      if (!page) return page.error();
      for (const RecordedEvent& e : page->rows) {
        add(db, e);
        if (text_.size() >= kPiece && !flush()) return counts_;
      }
      window.after = page->next;
    } while (!window.after.empty());
    flush();
    if (!db.ok()) return *db.failure();
    return counts_;
  }

 private:
  bool flush() {
    const bool go_on = sink_(text_);
    text_.clear();
    return go_on;
  }

  void add(Database& db, const RecordedEvent& e) {
    if (format_ != ExportFormat::kPlover && !asks_status_ && did_not_happen(e.status)) return void(++counts_.left_out);
    ++counts_.events;
    const std::vector<ExportTelling> tellings = tellings_exported(db, e.key);
    if (tellings.empty()) return;
    if (format_ == ExportFormat::kPlover) {
      ++counts_.rows;
      return write_plover(e, tellings, context_, text_);
    }
    const auto lead = std::find_if(tellings.begin(), tellings.end(), [](const ExportTelling& t) { return t.is_lead; });
    ExportRow row;
    row.event = &e, row.tellings = &tellings, row.lead = lead == tellings.end() ? &tellings.front() : &*lead;
    const auto sources = parties_of(e.source), targets = parties_of(e.target);
    for (const RecordedActor* s : sources) {
      for (const RecordedActor* t : targets) {
        if (s && t && sources.size() + targets.size() > 2 && !s->code.empty() && s->code == t->code) continue;  // of "A and B agreed with each other": not A with A
        if (static_cast<std::size_t>(row.number) >= kMostPairs) return;
        row.source = s, row.target = t;
        write(row);
        ++counts_.rows;
        ++row.number;
      }
    }
  }

  void write(const ExportRow& row) {
    switch (format_) {
      case ExportFormat::kGdelt: return write_gdelt(row, context_, text_);
      case ExportFormat::kGdeltMentions: return write_gdelt_mentions(row, context_, text_);
      case ExportFormat::kIcews: return write_icews(row, context_, text_);
      case ExportFormat::kPhoenix: return write_phoenix(row, context_, text_);
      case ExportFormat::kPolecat: return write_polecat(row, context_, text_);
      case ExportFormat::kPlover: return;
    }
  }

  const Record& record_;
  const Query& query_;
  ExportFormat format_;
  const std::function<bool(std::string_view)>& sink_;
  ExportContext context_;
  bool asks_status_ = false;
  std::string text_;
  ExportCounts counts_;
};

}  // namespace

std::optional<ExportFormat> export_format_of(std::string_view name) {
  constexpr std::string_view kNames[] = {"plover", "gdelt", "gdelt-mentions", "icews", "phoenix", "polecat"};
  const auto found = std::find(std::begin(kNames), std::end(kNames), name);
  if (found == std::end(kNames)) return std::nullopt;
  return static_cast<ExportFormat>(found - std::begin(kNames));
}

Result<ExportCounts> export_events(const Record& record, const Query& query, const ExportOptions& options, const std::function<bool(std::string_view)>& sink) {
  return Exporter(record, query, options, sink).run();
}

ExportContext::ExportContext(const Record& record, const Lexicon& lexicon) : record_(record), lexicon_(lexicon) {}

std::string ExportContext::country_name(const std::string& code) const {
  const EntryId entry = code.empty() ? kNoEntry : lexicon_.by_code(code);
  return entry == kNoEntry ? std::string() : std::string(lexicon_.actor(entry).name);
}

std::string ExportContext::cameo_text(const std::string& code) const {
  const CameoCode* known = cameo_code(code);
  return known ? known->description : std::string();
}

std::vector<std::string> ExportContext::story_actors(ArticleKey article, std::string_view kind) const {
  std::vector<std::string> out;
  for (Rows r = record_.state().db.rows(sql::kStoryActors, article); r.next();) {
    if (r.view(0) == kind) out.push_back(r.text(1));
  }
  return out;
}

std::string ExportContext::role(ActorKey actor, ArticleKey article) const {
  Rows r = record_.state().db.rows(sql::kRoleInArticle, actor, article);
  return r.next() ? r.text(0) : std::string();
}

Versions ExportContext::versions(ArticleKey article) const {
  Rows r = record_.state().db.rows(sql::kVersionsOfArticle, article);
  if (!r.next()) return {};
  return {r.text(0), r.text(1), r.text(2)};
}

EventKey ExportContext::answered(EventKey event) const { return record_.state().db.integer(sql::kFirstAnswered, event).value_or(0); }

}  // namespace demarche
