// Finds the dateline at the head of a text.
//
// Relies on: Orthography (short cities, words that are no places), paragraphs. Door: find_dateline().
//
//   dateline := PLACE { "," detail } [ "(" agency ")" ] { "," detail } mark
//   PLACE    := up to five words in capitals; with an agency behind them, capitalised words will do
//   detail   := "Sierra Leone" | "Oct. 18" | "18 October 2021" | "D.C."
//   mark     := ":" | "—" | "–" | "--" | "-" with a space behind it
//
// A lone word in capitals before a mark may be a speaker of a transcript ("PUTIN: …") or an acronym ("NATO - which …"): a text whose
// next paragraph begins in the same way has no dateline, and up to four letters must be a known city.
#include <algorithm>

#include "text/glyph.h"
#include "text/text.h"

namespace demarche {
namespace {

constexpr std::size_t kLongestDateline = 120;  // bytes
constexpr int kMostPlaceWords = 5;

struct Found {
  std::size_t name_end = 0;  ///< end of the words
  std::size_t end = 0;       ///< end of the mark
  bool certain = false;      ///< by an agency or a date
};

class Reader {
 public:
  explicit Reader(std::string_view head) : head_(head), orthography_(Orthography::english()) {}

  std::optional<Found> read() {
    if (!place()) return std::nullopt;
    Found out;
    details(out);
    const bool agency = in_brackets();
    details(out);
    out.certain = out.certain || agency;
    out.name_end = at_;
    if (!in_capitals_ && !agency) return std::nullopt;
    if (!mark() || at_ >= head_.size()) return std::nullopt;
    out.end = at_;
    if (!out.certain && words_ == 1 && letters_ <= 4 && !orthography_.has(first_, Orthography::kCity)) return std::nullopt;
    return out;
  }

 private:
  void spaces() {
    while (at_ < head_.size() && see(head_, at_).glyph == Glyph::kSpace) at_ += see(head_, at_).size;
  }

  /// Letters with what stands between them in names of places: "PORT-AU-PRINCE", "N'DJAMENA", "ST.", "MOSCOW/KYIV".
  std::string_view name_word() const {
    std::size_t end = at_;
    while (end < head_.size()) {
      const Sighting s = see(head_, end);
      const bool joins = s.glyph == Glyph::kHyphen || s.glyph == Glyph::kApostrophe || head_[end] == '/';
      const bool inner = end > at_ && joins && end + s.size < head_.size() && see(head_, end + s.size).glyph == Glyph::kLetter;
      if (s.glyph != Glyph::kLetter && !inner && !(end > at_ && head_[end] == '.')) break;
      end += s.size;
    }
    return head_.substr(at_, end - at_);
  }

  static std::size_t count_letters(std::string_view word, bool capitals) {
    std::size_t n = 0;
    for (std::size_t at = 0; at < word.size();) {
      const char32_t c = next_code_point(word, at);
      n += c != kBadCodePoint && glyph_of(c) == Glyph::kLetter && (!capitals || is_capital(c));
    }
    return n;
  }

  bool place() {
    for (words_ = 0; words_ < kMostPlaceWords; ++words_) {
      const std::size_t before = at_;
      spaces();
      const std::string_view word = name_word();
      const std::size_t letters = count_letters(word, false), capitals = count_letters(word, true);
      const bool particle = words_ > 0 && (word == "de" || word == "el" || word == "al" || word == "la" || word == "do" || word == "of");
      if (word.empty() || (!particle && !begins_capital(word))) { at_ = before; break; }
      if (orthography_.has(word.substr(0, word.find('.')), Orthography::kNoPlace)) return false;
      if (words_ == 0) first_ = word, letters_ = letters, in_capitals_ = true;
      in_capitals_ = in_capitals_ && (particle || (capitals == letters && letters > 1) || (words_ > 0 && capitals > 0 && word.ends_with('.')));
      at_ += word.size();
    }
    return words_ > 0 && letters_ > 1;
  }

  /// ", Sierra Leone", ", Oct. 18"; a number makes it a date.
  void details(Found& out) {
    for (int parts = 0; parts < 3; ++parts) {
      const std::size_t before = at_;
      if (at_ < head_.size() && head_[at_] == ',') ++at_;
      spaces();
      int words = 0;
      for (; words < 4; ++words) {
        const std::size_t here = at_;
        if (words > 0) spaces();
        std::string_view word = name_word();
        if (word.empty()) word = digits();
        const bool number = !word.empty() && is_digit(word[0]);
        if (word.empty() || (!number && !begins_capital(word))) { at_ = here; break; }
        out.certain |= number;
        at_ += word.size();
      }
      if (words == 0) return void(at_ = before);
    }
  }
  std::string_view digits() const {
    std::size_t end = at_;
    while (end < head_.size() && is_digit(head_[end])) ++end;
    return head_.substr(at_, end - at_);
  }

  bool in_brackets() {
    const std::size_t before = at_;
    spaces();
    if (at_ >= head_.size() || head_[at_] != '(') return at_ = before, false;
    const std::size_t close = head_.find(')', at_);
    if (close == std::string_view::npos || close - at_ > 40) return at_ = before, false;
    return at_ = close + 1, true;
  }

  bool mark() {
    spaces();
    if (at_ >= head_.size()) return false;
    const Sighting s = see(head_, at_);
    const bool colon = head_[at_] == ':';
    if (!colon && s.glyph != Glyph::kDash && s.glyph != Glyph::kHyphen) return false;
    const bool spaced = at_ > 0 && see(head_, at_ - 1).glyph == Glyph::kSpace;
    std::size_t end = at_;
    while (end < head_.size() && see(head_, end).glyph == s.glyph && !colon) end += see(head_, end).size;
    if (colon) ++end;
    const bool space_behind = end < head_.size() && see(head_, end).glyph == Glyph::kSpace;
    if (!space_behind && (colon || s.glyph == Glyph::kHyphen) && !(end - at_ > 1)) return false;
    if (s.glyph == Glyph::kHyphen && end - at_ == 1 && !spaced && head_[at_ - 1] != ')') return false;
    at_ = end;
    return true;
  }

  std::string_view head_;
  const Orthography& orthography_;
  std::size_t at_ = 0;
  std::string_view first_;
  std::size_t letters_ = 0;
  int words_ = 0;
  bool in_capitals_ = false;
};

std::optional<Found> read_at(std::string_view text, Span paragraph) {
  return Reader(text.substr(paragraph.begin, std::min<std::size_t>(paragraph.size(), kLongestDateline))).read();
}

/// The first paragraphs of a text, found without reading all of it.
std::vector<Span> first_paragraphs(std::string_view text) {
  constexpr std::size_t kHead = 4096;
  return paragraphs(text.substr(0, kHead));
}

bool is_byline(std::string_view paragraph) { return paragraph.size() <= kLongestDateline && !paragraph.ends_with('.'); }

}  // namespace

void find_dateline(Article& article) {
  const std::string_view text = article.text;
  const std::vector<Span> parts = first_paragraphs(text);
  for (std::size_t k = 0; k < parts.size() && k < 2; ++k) {
    const std::optional<Found> found = read_at(text, parts[k]);
    if (found) {
      const std::optional<Found> again = k + 1 < parts.size() ? read_at(text, parts[k + 1]) : std::nullopt;
      if (!found->certain && again && !again->certain) return;  // a transcript
      article.dateline = text.substr(parts[k].begin, found->name_end);
      article.dateline_span = {parts[k].begin, parts[k].begin + static_cast<std::uint32_t>(found->end)};
      return;
    }
    if (!is_byline(text.substr(parts[k].begin, parts[k].size()))) return;
  }
}

}  // namespace demarche
