// What readers put right: events judged right, wrong or mended, joined, parted, and all that taken back. Doors: view_corrections(), take_correction(), undo_correction().
#include <simdjson.h>

#include <charconv>

#include "record/json.h"
#include "serve/views.h"

namespace demarche {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

Error wrong(const std::string& what) { return {ErrorKind::kUsage, {}, what, {}}; }

/// "E12" or 12 of a field.
Result<std::int64_t> key_in(const object& fields, const char* name, char letter) {
  element value;
  std::int64_t key = 0;
  if (fields.at_key(name).get(value) != simdjson::SUCCESS) return wrong("the body has no field \"" + std::string(name) + "\"");
  if (value.get(key) == simdjson::SUCCESS && key > 0) return key;
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS && text.starts_with(letter)) {
    text.remove_prefix(1);
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), key);
    if (failed == std::errc() && end == text.data() + text.size() && key > 0) return key;
  }
  return wrong("\"" + std::string(name) + "\" is a key such as \"" + letter + "12\"");
}

std::string text_in(const object& fields, const char* name) {
  std::string_view text;
  return fields.at_key(name).get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

/// What a reader says of one event. The place of a mistake in "mend" is named by its field.
Result<HandCorrection> judged(Desk& desk, Record& record, const object& fields, EventKey event, const std::string& what, const std::string& why, Instant now) {
  Judgement judgement;
  judgement.verdict = what == "right" ? Verdict::kRight : what == "wrong" ? Verdict::kWrong : Verdict::kMended;
  judgement.who = text_in(fields, "who"), judgement.why = why;
  if (judgement.verdict == Verdict::kMended) {
    element values;
    if (fields.at_key("mend").get(values) != simdjson::SUCCESS) return wrong("a mend says what is right: \"mend\":{\"source\":[\"RUS\"],\"measure\":\"expel\"}");
    auto mend = parse_mend(simdjson::minify(values));
    if (!mend) return wrong("mend." + mend.error().where + ": " + mend.error().message);
    judgement.mend = *std::move(mend);
  }
  auto done = record.judge_event(event, judgement, desk.house().options.lexicon ? *desk.house().options.lexicon : Lexicon::embedded(), now);
  if (!done && done.error().kind == ErrorKind::kUsage && done.error().where != record.path()) return wrong("mend." + done.error().where + ": " + done.error().message);
  return done;
}

Result<HandCorrection> corrected(Desk& desk, Record& record, const object& fields, Instant now) {
  const std::string what = text_in(fields, "what"), why = text_in(fields, "why");
  const auto event = key_in(fields, "event", 'E');
  if (what != "merge" && what != "split" && what != "right" && what != "wrong" && what != "mend") return wrong("\"what\" is right, wrong, mend, merge or split");
  if (!event) return event.error();
  if (what != "merge" && what != "split") return judged(desk, record, fields, *event, what, why, now);
  if (what == "merge") {
    const auto other = key_in(fields, "other", 'E');
    if (!other) return other.error();
    return record.merge_events(*event, *other, why, now);
  }
  simdjson::dom::array listed;
  if (fields.at_key("articles").get(listed) != simdjson::SUCCESS) return wrong("a split names the articles whose reports are another event: \"articles\":[\"A3\"]");
  std::vector<ArticleKey> articles;
  for (const element one : listed) {
    std::string_view text;
    ArticleKey key = 0;
    const bool is_key = one.get(text) == simdjson::SUCCESS && text.starts_with('A') && std::from_chars(text.data() + 1, text.data() + text.size(), key).ptr == text.data() + text.size();
    if (!is_key || key <= 0) return wrong("\"articles\" is a list of keys such as \"A3\"");
    articles.push_back(key);
  }
  return record.split_event(*event, articles, why, now);
}

}  // namespace

Result<Reply> view_corrections(Desk& desk, const Request& /*request*/) {
  const auto all = desk.record().hand_corrections();
  if (!all) return all.error();
  Reply out;
  JsonWriter json(out.body);
  json.object([&] {
    json.array("rows", [&] {
      for (const HandCorrection& c : *all) write(json, c);
    });
    json.field("next", "");
  });
  out.body += '\n';
  return out;
}

Result<Reply> take_correction(Desk& desk, const Request& request) {
  if (!request.content_type.starts_with("application/json")) return problem(415, "a correction is sent as application/json");
  simdjson::dom::parser parser;
  object fields;
  if (parser.parse(request.body).get(fields) != simdjson::SUCCESS) return problem(400, "the body is no JSON object");
  const auto pen = desk.pen();
  if (!pen) return pen.error();
  const auto made = corrected(desk, **pen, fields, request.now);
  if (!made) return made.error();
  Reply out;
  out.status = 201;
  JsonWriter json(out.body);
  write(json, *made);
  out.body += '\n';
  return out;
}

Result<Reply> undo_correction(Desk& desk, const Request& request) {
  const auto key = key_of(request, 'C', "a correction");
  if (!key) return key.error();
  const auto pen = desk.pen();
  if (!pen) return pen.error();
  if (const Status undone = (*pen)->undo_correction(*key, request.now); !undone) return undone.error();
  Reply out;
  out.status = 204;
  out.type.clear();
  return out;
}

}  // namespace demarche
