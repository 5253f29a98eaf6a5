// How English is written: the lines of data/text/abbreviations.txt and conventions.txt in one open-addressing hash table.
//
// Relies on: the embedded files. Doors: Orthography::english(), find().
// A word is looked up in small letters; whether the entry asks for a capital is one of its flags.
#include <algorithm>
#include <cassert>

#include "text/text.h"

extern "C" const unsigned char demarche_text_abbreviations[];
extern "C" const unsigned char demarche_text_abbreviations_end[];
extern "C" const unsigned char demarche_text_conventions[];
extern "C" const unsigned char demarche_text_conventions_end[];

namespace demarche {
namespace {

struct Kind {
  std::string_view name;
  std::uint32_t flag;
};
constexpr Kind kKinds[] = {
    {"title", Orthography::kTitle},   {"inner", Orthography::kInner},         {"end", Orthography::kEnd},
    {"number", Orthography::kNumber}, {"date", Orthography::kDate},           {"place", Orthography::kPlace},
    {"starter", Orthography::kStarter}, {"prefix", Orthography::kPrefix},     {"unit", Orthography::kUnit},
    {"money", Orthography::kMoneyUnit}, {"domain", Orthography::kDomain},     {"elision", Orthography::kElision},
    {"city", Orthography::kCity}, {"noplace", Orthography::kNoPlace},
    {"currency", Orthography::kCurrency}, {"speech", Orthography::kSpeech}, {"split", Orthography::kSplit},
};

std::uint32_t flag_of(std::string_view name) {
  for (const Kind& kind : kKinds) {
    if (kind.name == name) return kind.flag;
  }
  return 0;
}

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

std::uint32_t hash_of(std::string_view word) {
  std::uint32_t h = 2166136261u;
  for (const char c : word) h = (h ^ static_cast<unsigned char>(small(c))) * 16777619u;
  return h ^ h >> 15;
}

/// The next run of characters that are no white space, up to a comment.
std::string_view next_field(std::string_view& line) {
  const std::size_t begin = line.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos || line[begin] == '#') return line = {}, line;
  std::size_t end = line.find_first_of(" \t\r", begin);
  if (end == std::string_view::npos) end = line.size();
  const std::string_view field = line.substr(begin, end - begin);
  line.remove_prefix(end);
  return field;
}

std::string_view between(const unsigned char* begin, const unsigned char* end) {
  return {reinterpret_cast<const char*>(begin), static_cast<std::size_t>(end - begin)};
}

}  // namespace

Orthography::Slot& Orthography::slot_of(std::string_view word) {
  std::size_t at = hash_of(word) & (slots_.size() - 1);
  while (slots_[at].size != 0 && std::string_view(slots_[at].word.data(), slots_[at].size) != word) {
    at = (at + 1) & (slots_.size() - 1);
  }
  return slots_[at];
}

void Orthography::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.size != 0) slot_of({slot.word.data(), slot.size}) = slot;
  }
}

Status Orthography::add(std::string_view lines, const std::string& where) {
  std::size_t number = 0;
  while (!lines.empty()) {
    ++number;
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    const std::string_view form = next_field(line);
    if (form.empty()) continue;
    const std::uint32_t flag = flag_of(next_field(line));
    const auto wrong = [&](const char* what) { return Error{ErrorKind::kMalformed, where + ":" + std::to_string(number), what, {}}; };
    if (flag == 0) return wrong("names no kind of convention");
    std::string word;
    std::uint32_t split = 0;
    for (const char c : form) {
      if (c == '|' && flag == kSplit) split = static_cast<std::uint32_t>(word.size());
      else word.push_back(small(c));
    }
    if ((flag & kAbbreviation) != 0 && word.size() > 1 && word.back() == '.') word.pop_back();
    if (word.size() > kLongest) return wrong("is longer than 15 bytes");
    if (flag == kSplit && split == 0) return wrong("does not say where to split: can|not");
    if (used_ * 2 >= slots_.size()) grow();
    Slot& slot = slot_of(word);
    used_ += slot.size == 0;
    std::copy(word.begin(), word.end(), slot.word.begin());
    slot.size = static_cast<std::uint8_t>(word.size());
    if ((flag & kAbbreviation) != 0) {  // a capital is asked for only where no entry goes without
      const bool lone = (slot.entry.flags & kAbbreviation) == 0;
      if (!is_capital(form.front())) slot.entry.flags &= ~std::uint32_t{kCapital};
      else if (lone) slot.entry.flags |= kCapital;
    }
    slot.entry.flags |= flag;
    if (split != 0) slot.entry.split = split;
  }
  return Done{};
}

Orthography::Entry Orthography::find(std::string_view word) const {
  if (word.empty() || word.size() > kLongest) return {};
  std::size_t at = hash_of(word) & (slots_.size() - 1);
  for (; slots_[at].size != 0; at = (at + 1) & (slots_.size() - 1)) {
    const Slot& slot = slots_[at];
    if (slot.size != word.size()) continue;
    std::size_t same = 0;
    while (same < word.size() && slot.word[same] == small(word[same])) ++same;
    if (same < word.size()) continue;
    Entry entry = slot.entry;
    if ((entry.flags & kCapital) != 0 && !is_capital(word.front())) entry.flags &= ~std::uint32_t{kAbbreviation};
    return entry;
  }
  return {};
}

const Orthography& Orthography::english() {
  static const Orthography built_in = [] {
    Orthography out;
    [[maybe_unused]] const Status first =
        out.add(between(demarche_text_abbreviations, demarche_text_abbreviations_end), "data/text/abbreviations.txt");
    [[maybe_unused]] const Status second =
        out.add(between(demarche_text_conventions, demarche_text_conventions_end), "data/text/conventions.txt");
    assert(first.ok() && second.ok());
    return out;
  }();
  return built_in;
}

}  // namespace demarche
