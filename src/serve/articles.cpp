// Articles as answers, and articles that are sent in. Doors: view_articles(), view_article(), view_explanation(), take_article().
#include "coding/deeds.h"
#include "coding/json.h"
#include "serve/views.h"
#include "text/text.h"

namespace demarche {
namespace {

/// Which event of the record each event of an article's reading counts as: {"e1":"E12"}.
Result<std::string> event_keys(const Record& record, ArticleKey article) {
  constexpr std::size_t kMost = 1000;
  const auto query = parse_query("article:" + key_text('A', article));
  if (!query) return query.error();
  const auto events = record.events(*query, {.limit = kMost, .oldest_first = true});
  if (!events) return events.error();
  std::string out;
  std::optional<Error> failed;
  JsonWriter json(out);
  json.object([&] {
    for (const RecordedEvent& e : events->rows) {
      const auto detail = record.event(e.key);
      if (!detail) failed = detail.error();
      if (failed) return;
      for (const Telling& t : detail->tellings) {
        if (t.article == article) json.field("e" + std::to_string(t.ordinal + 1), key_text('E', e.key));
      }
    }
  });
  if (failed) return *failed;
  return out;
}

/// What each event of a reading is in words: {"e1":"expels 8 persons"}. So that clients need no table of their own.
void write_deeds(const Reading& reading, std::string& out) {
  JsonWriter json(out);
  json.object([&] {
    for (std::size_t n = 0; n < reading.events.size(); ++n) json.field("e" + std::to_string(n + 1), deed_in_words(reading.events[n]));
  });
}

bool is_json(std::string_view type) { return type.starts_with("application/json"); }

}  // namespace

Result<Reply> view_articles(Desk& desk, const Request& request) {
  const auto query = query_of(request);
  if (!query) return query.error();
  const auto window = window_of(request);
  if (!window) return window.error();
  const auto articles = desk.record().articles(*query, *window);
  if (!articles) return articles.error();
  return rows_of(*articles);
}

Result<Reply> view_article(Desk& desk, const Request& request) {
  const auto key = key_of(request, 'A', "an article");
  if (!key) return key.error();
  const auto article = desk.record().article(*key);
  if (!article) return article.error();
  const auto reading = desk.record().reading(*key);
  if (!reading) return reading.error();
  const auto keys = event_keys(desk.record(), *key);
  if (!keys) return keys.error();
  Reply out;
  {
    JsonWriter row(out.body);
    write(row, *article);
  }
  out.body.pop_back();  // the row's object stays open for four fields more
  out.body += ",\"text\":";
  JsonWriter(out.body).string(reading->article.text);
  out.body += ",\"event_keys\":" + *keys + ",\"deeds\":";
  write_deeds(*reading, out.body);
  out.body += ",\"reading\":";
  write_json(*reading, out.body);
  out.body += "}\n";
  return out;
}

Result<Reply> view_explanation(Desk& desk, const Request& request) {
  const auto key = key_of(request, 'A', "an article");
  if (!key) return key.error();
  auto stored = desk.record().reading(*key);
  if (!stored) return stored.error();
  if (stored->article.text.size() > kLongArticle) return problem(413, "articles of more than " + std::to_string(kLongArticle >> 10) + " KiB of text are not explained here; 'demarche explain' does it");
  Document document;
  Trace trace;
  const Reading reading = desk.reader().explain(std::move(stored->article), document, trace);
  Reply out;
  write_explanation(reading, document, trace, out.body);
  out.body += '\n';
  return out;
}

Result<Reply> take_article(Desk& desk, const Request& request) {
  if (!is_json(request.content_type)) return problem(415, "an article is sent as application/json: {\"text\":\"…\",\"title\":\"…\",\"source\":\"…\",\"published\":\"2021-10-18\"}");
  auto article = read_json(request.body, "the body");
  if (!article) return problem(article.error().kind == ErrorKind::kTooLarge ? 413 : 400, article.error().text());
  if (article->text.empty()) return problem(422, "the article has no text");
  if (article->id.empty()) article->id = article_id(article->title, article->text);
  const auto pen = desk.pen();
  if (!pen) return pen.error();
  const Prepared prepared = prepare(desk.reader().read(*std::move(article)), "api");
  const auto written = (*pen)->write({&prepared, 1}, {.now = request.now});
  if (!written) return written.error();
  const Written& w = written->front();
  const auto reading = (*pen)->reading(w.article);
  if (!reading) return reading.error();
  const auto keys = event_keys(**pen, w.article);
  if (!keys) return keys.error();
  Reply out;
  out.status = w.is_new ? 201 : 200;
  out.headers.emplace_back("Location", "/api/v1/articles/" + key_text('A', w.article));
  JsonWriter json(out.body);
  json.object([&] {
    json.field("article", key_text('A', w.article));
    json.key("is_new"), json.boolean(w.is_new);
    if (w.same_text_as != 0) json.field("same_text_as", key_text('A', w.same_text_as));
    json.key("new_events"), json.integer(w.new_events);
    json.key("reports"), json.integer(w.reports);
    json.key("event_keys"), json.raw(*keys);
    std::string read;
    write_json(*reading, read);
    json.key("reading"), json.raw(read);
  });
  out.body += '\n';
  return out;
}

}  // namespace demarche
