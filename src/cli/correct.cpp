// `demarche record merge|split|wrong|right|mend|undo|corrections|examples`: what people put right in the record. Door: add_corrections().
#include <CLI/CLI.hpp>
#include <cstdlib>
#include <memory>

#include "cli/ask.h"
#include "record/examples.h"

namespace demarche {
namespace {

struct Options {
  RecordChoice record;
  std::vector<std::string> words;
  std::string why, who, json, output;
  RowOptions rows;
  LexiconOptions lexicon;
};

std::optional<std::int64_t> key_of(const std::string& word, char letter) {
  if (word.size() < 2 || (word[0] & ~0x20) != letter || word.find_first_not_of("0123456789", 1) != std::string::npos || word.size() > 18) return std::nullopt;
  return std::stoll(word.substr(1));
}

std::string event_text(EventKey key) { return key == 0 ? std::string("nothing now") : key_text('E', key); }

void told(const HandCorrection& c) {
  const std::string key = key_text('C', c.key);
  std::string what;
  if (c.what == "merge") what = event_text(c.other) + " went into " + event_text(c.event);
  else if (c.what == "split") what = event_text(c.other) + " came out of " + event_text(c.event);
  else what = event_text(c.event) + (c.what == "mend" ? " is mended" : " is " + c.what);
  std::printf("%s: %s; 'demarche record undo %s' takes it back\n", key.c_str(), what.c_str(), key.c_str());
}

/// Who corrects, where --by does not say: the user of this machine.
std::string who_of(const Options& o) {
  if (!o.who.empty()) return o.who;
  for (const char* name : {"USER", "LOGNAME"}) {
    if (const char* user = std::getenv(name); user && *user) return user;
  }
  return {};
}

// ---- joining and parting ----

int merge(const Options& o) {
  const auto event = key_of(o.words[0], 'E'), other = key_of(o.words[1], 'E');
  if (!event || !other) return wrong_use("merge takes two events: E12 E15");
  auto record = open_record(o.record, Access::kWrite, "demarche record merge");
  if (!record) return failed_with(record.error());
  const auto done = record->merge_events(*event, *other, o.why, now());
  if (!done) return failed_with(done.error());
  return told(*done), 0;
}

int split_off(const Options& o) {
  const auto event = key_of(o.words[0], 'E');
  std::vector<ArticleKey> articles;
  for (std::size_t n = 1; n < o.words.size(); ++n) {
    const auto article = key_of(o.words[n], 'A');
    if (!article) return wrong_use("split takes an event and the articles whose reports are of another: E12 A5 A9");
    articles.push_back(*article);
  }
  if (!event || articles.empty()) return wrong_use("split takes an event and the articles whose reports are of another: E12 A5 A9");
  auto record = open_record(o.record, Access::kWrite, "demarche record split");
  if (!record) return failed_with(record.error());
  const auto done = record->split_event(*event, articles, o.why, now());
  if (!done) return failed_with(done.error());
  return told(*done), 0;
}

// ---- right, wrong, mended ----

int judge(const Options& o, Verdict verdict, EventMend mend = {}) {
  const auto event = key_of(o.words[0], 'E');
  if (!event) return wrong_use("'" + o.words[0] + "' is no event such as E12");
  std::vector<Error> errors;
  const auto lexicon = ChosenLexicon::choose(o.lexicon, errors);
  if (!lexicon) return complain_all(errors);
  auto record = open_record(o.record, Access::kWrite, "demarche record corrections");
  if (!record) return failed_with(record.error());
  Judgement judgement;
  judgement.verdict = verdict, judgement.mend = std::move(mend), judgement.who = who_of(o), judgement.why = o.why;
  const auto done = record->judge_event(*event, judgement, lexicon->get(), now());
  if (!done) return failed_with(done.error());
  return told(*done), 0;
}

int wrong(const Options& o) { return judge(o, Verdict::kWrong); }
int right(const Options& o) { return judge(o, Verdict::kRight); }

void write_list(JsonWriter& json, const std::string& value) {
  json.array([&] {
    for (const std::string& one : split(value, ",")) json.string(one);
  });
}

/// The value of one FIELD:VALUE as JSON.
Status write_value(JsonWriter& json, const std::string& field, const std::string& value) {
  const auto null = [&] { json.raw("null"); };
  if (field == "source" || field == "target" || field == "mode" || field == "context") return write_list(json, value), Done{};
  if (field == "goldstein") {
    char* end = nullptr;
    const double n = std::strtod(value.c_str(), &end);
    if (value.empty() || *end != '\0') return Error{ErrorKind::kUsage, field, "'" + value + "' is no number", {}};
    return json.number(n), Done{};
  }
  if (field == "date" && !value.empty()) {
    const std::size_t dots = value.find("..");
    if (dots == std::string::npos) return json.string(value), Done{};
    json.object([&] { json.field("from", value.substr(0, dots)), json.field("to", value.substr(dots + 2)); });
    return Done{};
  }
  if (field == "place" && !value.empty()) {
    const std::vector<std::string> parts = split(value, ",");
    json.object([&] {
      json.field("name", parts[0]);
      if (parts.size() > 1) json.field("country", parts[1]);
    });
    return Done{};
  }
  if (field == "quantity" && !value.empty()) {
    const std::size_t blank = value.find(' ');
    char* end = nullptr;
    const std::string digits = value.substr(0, blank);
    const double n = std::strtod(digits.c_str(), &end);
    if (digits.empty() || *end != '\0') return Error{ErrorKind::kUsage, field, "'" + value + "' is no number with a unit, such as \"8 person\"", {}};
    json.object([&] {
      json.key("value"), json.number(n);
      if (blank != std::string::npos) json.field("unit", value.substr(blank + 1));
    });
    return Done{};
  }
  if (field == "date" || field == "place" || field == "quantity") return null(), Done{};
  return json.string(value), Done{};
}

/// `source:RUS,BLR place: date:2021-10-18` as the JSON that parse_mend() takes.
Result<EventMend> mend_of(const Options& o) {
  if (!o.json.empty()) return parse_mend(o.json);
  std::string out;
  JsonWriter json(out);
  std::optional<Error> failure;
  json.object([&] {
    for (std::size_t n = 1; n < o.words.size() && !failure; ++n) {
      const std::string& word = o.words[n];
      const std::size_t colon = word.find(':');
      if (colon == std::string::npos || colon == 0) {
        failure = Error{ErrorKind::kUsage, {}, "'" + word + "' is no FIELD:VALUE such as source:RUS", {}};
        return;
      }
      json.key(word.substr(0, colon));
      if (const Status good = write_value(json, word.substr(0, colon), word.substr(colon + 1)); !good) failure = good.error();
    }
  });
  if (failure) return *failure;
  return parse_mend(out);
}

int mend(const Options& o) {
  Result<EventMend> m = mend_of(o);
  if (!m) return failed_with(m.error());
  return judge(o, Verdict::kMended, *std::move(m));
}

int undo(const Options& o) {
  const auto key = key_of(o.words[0], 'C');
  if (!key) return wrong_use("undo takes a correction: C3; 'demarche record corrections' lists them");
  auto record = open_record(o.record, Access::kWrite, "demarche record undo");
  if (!record) return failed_with(record.error());
  if (const Status done = record->undo_correction(*key, now()); !done) return failed_with(done.error());
  return 0;
}

// ---- what was corrected ----

const std::vector<Column>& correction_columns() {
  static const std::vector<Column> all = {{"key", "KEY"},         {"what", "WHAT"}, {"event", "EVENT"},          {"other", "OTHER"},      {"who", "WHO"},
                                          {"at", "AT"},           {"undone_at", ""}, {"mend", "MENDED", false, true}, {"as_read", ""}, {"sentence", ""},
                                          {"holds", "HOLDS"},     {"why", "WHY"}};
  return all;
}

std::vector<std::string> correction_cells(const HandCorrection& c) {
  std::size_t holds = 0;
  for (const JudgedPlace& p : c.places) holds += p.event != 0;
  const bool judged = c.what != "merge" && c.what != "split";
  const std::string state = !c.undone_at.empty() ? "taken back" : !judged ? "yes" : holds == c.places.size() && holds > 0 ? "yes" : holds > 0 ? "in part" : "rests";
  return {key_text('C', c.key), c.what, key_text('E', c.event), c.other == 0 ? "" : key_text('E', c.other), c.who, c.at, c.undone_at, c.what == "mend" ? mend_json(c.mend) : "",
          c.places.empty() ? "" : c.places[0].as_read, c.places.empty() ? "" : c.places[0].sentence, state, c.why};
}

int corrections(const Options& o) {
  auto record = open_record(o.record, Access::kRead, {});
  if (!record) return failed_with(record.error());
  const auto all = record->hand_corrections();
  if (!all) return failed_with(all.error());
  return list_rows(o.rows, correction_columns(), *all, correction_cells, "corrections");
}

int examples(const Options& o) {
  auto record = open_record(o.record, Access::kRead, {});
  if (!record) return failed_with(record.error());
  const auto all = record->hand_corrections();
  if (!all) return failed_with(all.error());
  std::vector<SourceFile> sources = builtin_sources(o.lexicon.without_builtin);
  for (const std::string& path : o.lexicon.own) {
    auto own = read_sources(path);
    if (!own) return failed_with(own.error());
    for (SourceFile& file : own->files) sources.push_back(std::move(file));
  }
  std::size_t count = 0;
  const std::string text = correction_examples(*all, sources, count);
  Output output;
  if (!o.output.empty()) {
    if (const Status opened = output.open(o.output); !opened) return failed_with(opened.error());
  }
  std::optional<Error> error;
  output.write(text, error);
  if (error) return complain(*error), kInputFailed;
  std::fprintf(stderr, "%zu %s\n", count, count == 1 ? "example" : "examples");
  return 0;
}

constexpr const char* kMendNotes =
    "Fields: type, cameo, measure, mode, context, status, goldstein, source, target, date, place, quantity; several values parted by commas; nothing behind\n"
    "the colon takes the value away. What follows from a field is filled in: type, modes and score from a CAMEO code, who a code is.\n\n"
    "Examples:\n"
    "  demarche record mend E12 target:GBR,FRA\n"
    "  demarche record mend E12 type:SANCTION measure:expel 'quantity:8 person' date:2021-10-06 place:\n"
    "  demarche record mend E12 date:2021-10-01..2021-10-17 --why \"the text says early October\"\n";

}  // namespace

void add_corrections(CLI::App& group, int& exit_code) {
  const auto add = [&](const char* name, const char* about, int (*run)(const Options&)) {
    CLI::App* const command = group.add_subcommand(name, about);
    const auto o = std::make_shared<Options>();
    add_record_option(*command, o->record);
    command->callback([o, run, &exit_code] { exit_code = run(*o); });
    return std::pair(command, o);
  };
  const auto add_judging = [&](const char* name, const char* about, int (*run)(const Options&)) {
    const auto made = add(name, about, run);
    made.first->add_option("--why", made.second->why, "A reason, kept with the correction");
    made.first->add_option("--by", made.second->who, "Whose finding it is; else the user's name on this machine");
    add_lexicon_options(*made.first, made.second->lexicon);
    return made;
  };
  {
    const auto [command, o] = add_judging("wrong", "Say that an event is no event: it is shown and counted no longer", wrong);
    command->add_option("event", o->words, "E12")->required()->expected(1);
  }
  {
    const auto [command, o] = add_judging("right", "Say that an event is read rightly", right);
    command->add_option("event", o->words, "E12")->required()->expected(1);
  }
  {
    const auto [command, o] = add_judging("mend", "Put right what is read wrongly of an event", mend);
    command->add_option("event", o->words, "E12, and what is right: FIELD:VALUE …")->required();
    command->add_option("--json", o->json, "The right values as JSON, fields as in the event's own");
    command->footer(kMendNotes);
  }
  {
    const auto [command, o] = add("merge", "Count the reports of one event as reports of another", merge);
    command->add_option("events", o->words, "E12 E15: E15 goes into E12")->required()->expected(2);
    command->add_option("--why", o->why, "A reason, kept with the correction");
  }
  {
    const auto [command, o] = add("split", "Make reports of an event an event of their own", split_off);
    command->add_option("what", o->words, "E12 A5 A9: what A5 and A9 report is another event")->required();
    command->add_option("--why", o->why, "A reason, kept with the correction");
  }
  {
    const auto [command, o] = add("undo", "Take a correction back", undo);
    command->add_option("correction", o->words, "C3")->required()->expected(1);
  }
  {
    const auto [command, o] = add("corrections", "What people put right: merged, split, right, wrong, mended", corrections);
    add_row_options(*command, o->rows);
    command->footer("HOLDS says whether a judgement is in force: it rests while no reading says any more what it is about.\n");
  }
  {
    const auto [command, o] = add("examples", "Corrections as examples for the lexicon's frames", examples);
    command->add_option("--output,-o", o->output, "Write to this file instead of standard output");
    add_lexicon_options(*command, o->lexicon);
    command->footer("Then: demarche lexicon check FILE\n");
  }
}

}  // namespace demarche
