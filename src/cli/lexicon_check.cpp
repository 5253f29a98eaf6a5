// `demarche lexicon check`: users' own files, laid over the built-in ones. First every mistake, with file, line and a caret; where
// there is none, what they add and replace, and whether the reader reads their frames' own examples. Door: check_lexicon.
#include <algorithm>
#include <cstdio>
#include <set>

#include "cli/lexicon.h"

namespace demarche {
namespace {

std::string many(std::size_t count, const std::string& one) {
  const bool takes_es = one.ends_with("s");
  return std::to_string(count) + " " + one + (count == 1 ? "" : takes_es ? "es" : "s");
}

/// "3 frames, 1 class"; "" for nothing.
std::string counted(const std::map<std::string, std::size_t>& by_kind) {
  std::string out;
  for (const auto& [kind, count] : by_kind) out += (out.empty() ? "" : ", ") + many(count, kind);
  return out;
}

/// What the files say, and which built-in entries that replaces.
void print_changes(const std::vector<SourceFile>& own, const std::vector<SourceFile>& builtin) {
  const auto entries = Lexicon::entries(own);
  const auto before = Lexicon::entries(builtin);
  if (!entries || !before) return;  // told as errors already
  std::map<std::pair<std::string, std::string>, std::string> old;
  for (const EntryPlace& e : *before) old[{e.kind, e.key}] = e.where;
  std::map<std::string, std::size_t> all;
  for (const EntryPlace& e : *entries) ++all[e.kind];
  const std::string sum = counted(all);
  std::printf("%s: %s\n", many(own.size(), "file").c_str(), sum.empty() ? "no entries" : sum.c_str());
  for (const EntryPlace& e : *entries) {
    const auto at = old.find({e.kind, e.key});
    if (at != old.end()) std::printf("%s: %s %s replaces the built-in one of %s\n", e.where.c_str(), e.kind.c_str(), e.key.c_str(), at->second.c_str());
  }
}

// ---- examples ----

std::set<std::string> codes_of(const Reading& reading, const std::vector<ActorId>& side) {
  std::set<std::string> out;
  for (const ActorId a : side) {
    if (!reading.actors[a].code.empty()) out.insert(reading.actors[a].code);
  }
  return out;
}

std::string shown(const std::set<std::string>& codes) {
  std::string out;
  for (const std::string& code : codes) out += (out.empty() ? "" : ",") + code;
  return out.empty() ? "-" : out;
}

std::string shown(const Reading& reading, const Event& event) {
  return event.entry + ": " + shown(codes_of(reading, event.source)) + " > " + shown(codes_of(reading, event.target));
}

/// Whether an event is what the example asks for; a mutual one may stand either way round.
bool is_asked(const FrameExample& example, const Reading& reading, const Event& event) {
  if (event.entry != example.frame) return false;
  if (!example.positive) return true;
  const std::set<std::string> source(example.source.begin(), example.source.end()), target(example.target.begin(), example.target.end());
  const std::set<std::string> s = codes_of(reading, event.source), t = codes_of(reading, event.target);
  if (s == source && t == target) return true;
  std::set<std::string> asked(source), read(s);
  asked.insert(target.begin(), target.end());
  read.insert(t.begin(), t.end());
  return asked == read && (t.empty() || target.empty() || s == target);
}

/// "" where the example comes out as it should, else what came instead.
std::string failure_of(const FrameExample& example, Reader& reader) {
  Article article;
  article.text = example.text;
  const Reading reading = reader.read(std::move(article));
  const bool found = std::any_of(reading.events.begin(), reading.events.end(), [&](const Event& e) { return is_asked(example, reading, e); });
  if (found == example.positive) return {};
  if (!example.positive) return "must not be read as " + example.frame + ", and is";
  std::string got;
  for (const Event& e : reading.events) got += (got.empty() ? "" : "; ") + shown(reading, e);
  return "is not read as " + example.frame + " between these parties, but as " + (got.empty() ? "no event" : got);
}

int check_examples(const std::vector<SourceFile>& own, const Lexicon& lexicon) {
  const auto examples = Lexicon::examples(own);
  if (!examples || examples->empty()) return 0;
  Reader reader(Model::embedded(), lexicon);
  std::size_t right = 0;
  for (const FrameExample& example : *examples) {
    const std::string failure = failure_of(example, reader);
    if (failure.empty()) ++right;
    else std::printf("%s: the example %s\n  %s\n", example.where.c_str(), failure.c_str(), example.text.c_str());
  }
  std::printf("%s, %zu of them read as they should be\n", many(examples->size(), "example").c_str(), right);
  return right == examples->size() ? 0 : kInputFailed;
}

}  // namespace

int check_lexicon(const std::vector<std::string>& paths, bool without_builtin) {
  std::vector<SourceFile> own;
  for (const std::string& path : paths) {
    auto sources = read_sources(path);
    if (!sources) return complain_all({sources.error()});
    for (const std::string& name : sources->passed_over) std::printf("%s: passed over; %s\n", name.c_str(), source_endings().c_str());
    for (SourceFile& file : sources->files) file.layer = 1, own.push_back(std::move(file));
  }
  if (own.empty()) return complain_all({{ErrorKind::kNotFound, paths.front(), "holds no source of a lexicon; " + source_endings(), {}}});
  const std::vector<SourceFile> builtin = builtin_sources(without_builtin);
  std::vector<SourceFile> all = builtin;
  all.insert(all.end(), own.begin(), own.end());
  std::vector<Error> errors;
  const auto lexicon = Lexicon::compile(all, &errors);
  for (const Error& error : errors) std::fprintf(stderr, "%s\n", error.text().c_str());
  if (!lexicon) {
    std::fprintf(stderr, "%s in %s\n", many(errors.size(), "error").c_str(), many(own.size(), "file").c_str());
    return kInputFailed;
  }
  print_changes(own, builtin);
  return check_examples(own, *lexicon);
}

}  // namespace demarche
