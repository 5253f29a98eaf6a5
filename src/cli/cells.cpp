// What the columns of tables and CSV hold. Doors: event_columns(), event_cells() and their like.
#include <algorithm>
#include <cstdio>

#include "base/day.h"
#include "cli/ladder.h"
#include "cli/rows.h"

namespace demarche {
namespace {

std::string fixed(double value, int decimals) {
  char out[64];
  std::snprintf(out, sizeof out, "%.*f", decimals, value + 0.0);
  return out;
}

template <class TextOf>
std::string list(const std::vector<RecordedActor>& actors, TextOf&& text_of) {
  std::vector<std::string> parts;
  for (const RecordedActor& a : actors) parts.push_back(text_of(a));
  return joined(parts, ";");
}
std::string codes(const std::vector<RecordedActor>& actors) {
  return list(actors, [](const RecordedActor& a) { return a.code; });
}
std::string names(const std::vector<RecordedActor>& actors) {
  return list(actors, [](const RecordedActor& a) { return a.name; });
}
std::string day_text(const std::optional<Day>& day) { return day ? to_string(*day) : std::string(); }

}  // namespace

const std::vector<Column>& event_columns() {
  static const std::vector<Column> columns = {{"key", "KEY"}, {"uid", ""}, {"date_from", ""}, {"date_to", ""}, {"", "DATE"}, {"date_basis", ""}, {"", "SOURCE"}, {"", "TARGET"},
                                              {"source_codes", ""}, {"source_names", ""}, {"target_codes", ""}, {"target_names", ""},
                                              {"event", "EVENT"}, {"", "WHAT"}, {"mode", ""}, {"context", ""}, {"cameo", ""}, {"quad", ""}, {"goldstein", ""},
                                              {"measure", ""}, {"status", ""}, {"place", ""}, {"place_country", ""}, {"lat", ""}, {"lon", ""},
                                              {"quantity", ""}, {"unit", ""}, {"confidence", ""}, {"reports", "REPORTS", true}, {"sources", ""}, {"texts", ""},
                                              {"first_seen", ""}, {"article", ""}, {"published", ""}, {"publisher", ""}, {"url", ""}, {"title", ""},
                                              {"sentence", "SENTENCE", false, true}, {"trigger", ""}, {"verdict", ""}};
  return columns;
}

std::vector<std::string> event_cells(const RecordedEvent& e) {
  const bool placed = e.place && (e.place->latitude != 0 || e.place->longitude != 0);
  return {key_text('E', e.key), std::to_string(e.uid), to_string(e.from), to_string(e.to), days_text(e.from, e.to), std::string(name_of(e.day_basis)),
          party_text(e.source), party_text(e.target), codes(e.source), names(e.source), codes(e.target), names(e.target), e.has_type ? std::string(name_of(e.type)) : "", deed_text(e),
          joined(e.mode, ";"), joined(e.context, ";"), e.cameo, e.has_type ? std::string(quad_of(e.type)) : "", fixed(e.goldstein, 1), e.measure, std::string(name_of(e.status)),
          e.place ? e.place->name : "", e.place ? e.place->country : "", placed ? number_in_words(e.place->latitude) : "",
          placed ? number_in_words(e.place->longitude) : "", e.quantity ? number_in_words(e.quantity->value) : "", e.quantity ? e.quantity->unit : "",
          fixed(e.confidence, 2), std::to_string(e.reports), std::to_string(e.sources), std::to_string(e.texts), e.first_seen, key_text('A', e.article),
          day_text(e.published), e.publisher, e.url, e.title, e.sentence, e.trigger, std::string(name_of(e.verdict))};
}

const std::vector<Column>& article_columns() {
  static const std::vector<Column> columns = {{"key", "KEY"}, {"published", "PUBLISHED"}, {"published_basis", ""}, {"source", "SOURCE"}, {"events", "EVENTS", true},
                                              {"title", "TITLE", false, true}, {"excerpt", "EXCERPT", false, true}, {"byline", ""}, {"url", ""}, {"language", ""}, {"id", ""},
                                              {"first_seen", ""}, {"same_text_as", "SAME TEXT"}, {"revises", ""}};
  return columns;
}

std::vector<std::string> article_cells(const RecordedArticle& a) {
  const auto key = [](ArticleKey k) { return k != 0 ? key_text('A', k) : std::string(); };
  return {key(a.key), day_text(a.published), a.published_basis, a.source, std::to_string(a.events), a.title, a.excerpt, a.byline, a.url, a.language, a.id,
          a.first_seen, key(a.same_text_as), key(a.revises)};
}

const std::vector<Column>& actor_columns() {
  static const std::vector<Column> columns = {{"code", "CODE"}, {"name", "NAME", false, true}, {"kind", "KIND"}, {"country", "COUNTRY"}, {"sector", "SECTOR"},
                                              {"articles", "ARTICLES", true}, {"events", "EVENTS", true}};
  return columns;
}

std::vector<std::string> actor_cells(const RecordedActor& a) {
  return {a.code, a.name, std::string(name_of(a.kind)), a.country, joined(a.sector, ";"), std::to_string(a.articles), std::to_string(a.events)};
}

const std::vector<Column>& statement_columns() {
  static const std::vector<Column> columns = {{"day", "DAY"}, {"speaker", "SPEAKER"}, {"speaker_code", "CODE"}, {"toward", "TOWARD"}, {"stance", "STANCE"}, {"verb", ""},
                                              {"quoted", ""}, {"text", "TEXT", false, true}, {"article", "ARTICLE"}, {"publisher", ""}, {"title", ""}, {"url", ""}};
  return columns;
}

std::vector<std::string> statement_cells(const RecordedStatement& s) {
  return {day_text(s.day), s.speaker.name, s.speaker.code, s.toward, s.stance, s.verb, s.quoted ? "1" : "0", s.text, key_text('A', s.article), s.publisher, s.title, s.url};
}

}  // namespace demarche
