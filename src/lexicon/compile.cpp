// compile: sources → draft → image. Each kind of file is taken in by its own stage, each kind of record written by its own (compiler.h).
// Doors: Lexicon::compile, Lexicon::entries, Lexicon::examples.
#include <algorithm>
#include <array>
#include <tuple>

#include "lexicon/compiler.h"
#include "lexicon/state.h"

namespace demarche {
namespace lexicon {
namespace {

using Taker = void (*)(const SourceText&, Draft&, Complaints&);
struct FileKind {
  std::string_view ending;
  Taker take;
};
constexpr std::array<FileKind, 7> kFileKinds{{{".frames", take_frames}, {".actors", take_actors}, {".people", take_people},
                                              {".places", take_places}, {".words", take_words}, {".codes", take_codes},
                                              {".dictionary", take_dictionary}}};

/// The files of a compilation and what they say; texts stay where they are, since drafts point at them.
struct Sources {
  explicit Sources(std::span<const SourceFile> files, Complaints& complaints) {
    texts.reserve(files.size());
    for (const SourceFile& file : files) {
      texts.emplace_back(file);
      const auto kind = std::find_if(kFileKinds.begin(), kFileKinds.end(), [&](const FileKind& k) { return std::string_view(file.name).ends_with(k.ending); });
      if (kind != kFileKinds.end()) kind->take(texts.back(), draft, complaints);
      else complaints.errors().push_back({ErrorKind::kMalformed, file.name, "is no source of a lexicon; " + source_endings(), {}});
    }
  }
  std::vector<SourceText> texts;
  Draft draft;
};

std::string image_of(const Draft& draft, Complaints& complaints) {
  Sections out;
  for (const auto& [code, value] : draft.codes) {
    out.codes.push_back({out.pool.put(code), value.goldstein, out.put_texts(value.modes), out.put_texts(value.contexts),
                         value.type ? static_cast<std::uint32_t>(*value.type) : kNoType, 0});
  }
  Classes classes(draft, complaints);
  write_actors(draft, out, complaints);
  write_frames(draft, classes, out, complaints);
  classes.write(out);
  write_role_words(draft, out, complaints);
  for (const DictionaryLine& line : dictionary_lines(draft, complaints)) {
    const Days days = line.days.value_or(Days{});
    out.dictionary.push_back({out.pool.put(line.text), out.pool.put(line.more), days.from.since_1970, days.to.since_1970,
                              static_cast<std::uint16_t>(line.kind), line.days.has_value()});
  }
  if (classes.size() >= kNoClass) complaints.errors().push_back({ErrorKind::kTooLarge, "lexicon", "has more than 65534 classes", {}});
  return laid_out(out);
}

/// Errors in the order of the files and their lines.
void sort_errors(std::vector<Error>& errors, const std::vector<SourceText>& texts) {
  const auto place = [&](const Error& error) {
    const std::size_t last = error.where.rfind(':');
    const std::size_t before = last == std::string::npos ? last : error.where.rfind(':', last - 1);
    const std::string_view name = std::string_view(error.where).substr(0, before);
    const auto file = std::find_if(texts.begin(), texts.end(), [&](const SourceText& t) { return t.name == name; });
    const int line = before == std::string::npos ? 0 : std::atoi(error.where.c_str() + before + 1);
    return std::tuple(file - texts.begin(), line);
  };
  std::stable_sort(errors.begin(), errors.end(), [&](const Error& a, const Error& b) { return place(a) < place(b); });
}

}  // namespace
}  // namespace lexicon

Result<Lexicon> Lexicon::compile(std::span<const SourceFile> files, std::vector<Error>* all_errors) {
  using namespace lexicon;
  Complaints complaints;
  const Sources sources(files, complaints);
  std::string image = image_of(sources.draft, complaints);
  if (complaints.none()) {
    auto state = std::make_unique<State>();
    state->owned = std::move(image);
    if (const Status opened = state->open(as_bytes(state->owned), "lexicon"); !opened) return opened.error();
    return Lexicon(std::move(state));
  }
  sort_errors(complaints.errors(), sources.texts);
  Error first = complaints.errors().front();
  if (all_errors) *all_errors = std::move(complaints.errors());
  return first;
}

Result<std::vector<EntryPlace>> Lexicon::entries(std::span<const SourceFile> files) {
  using namespace lexicon;
  Complaints complaints;
  const Sources sources(files, complaints);
  if (!complaints.none()) return complaints.errors().front();
  const Draft& draft = sources.draft;
  std::vector<EntryPlace> out;
  const auto add = [&](std::string kind, std::string key, const Spot& at) {
    if (at.file) out.push_back({std::move(kind), std::move(key), std::string(at.file->name) + ":" + std::to_string(at.piece.line + 1)});
  };
  for (const auto& [key, n] : draft.frame_of) add("frame", key, draft.frames[n].where);
  for (const auto& [key, n] : draft.actor_of) {  // "person NAME", "place NAME|COUNTRY", else a code
    const std::string_view kind = key.starts_with("person ") ? "person" : key.starts_with("place ") ? "place" : "";
    add(kind.empty() ? "actor" : std::string(kind), kind.empty() ? key : key.substr(kind.size() + 1), draft.actors[n].where);
  }
  for (const auto& [key, n] : draft.class_of) add("class", key, draft.classes[n].where);
  for (const auto& [key, n] : draft.role_word_of) add("role word", key, draft.role_words[n].word);
  for (const auto& [key, code] : draft.codes) add("code", key, code.where);
  for (const auto& [key, n] : draft.dictionary_of) {  // "verb NAME"
    const std::size_t blank = key.find(' ');
    static constexpr std::string_view kinds[] = {"dictionary actor", "agent", "word set", "verb", "discard", "article discard"};
    add(std::string(kinds[static_cast<std::size_t>(draft.dictionary[n].kind)]), key.substr(blank + 1), draft.dictionary[n].where);
  }
  return out;
}

Result<std::vector<FrameExample>> Lexicon::examples(std::span<const SourceFile> files) {
  using namespace lexicon;
  Complaints complaints;
  const Sources sources(files, complaints);
  if (!complaints.none()) return complaints.errors().front();
  std::vector<FrameExample> out;
  for (const FrameDraft& frame : sources.draft.frames) out.insert(out.end(), frame.examples.begin(), frame.examples.end());
  return out;
}

}  // namespace demarche
