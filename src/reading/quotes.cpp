// Quotation marks → quotations. A straight mark opens and closes by turns within its paragraph; a curly one says which it does.
// A paragraph that opens with a mark while the one before it was never closed goes on with the same quotation, as English
// newspapers set long ones. Door: find_quotations().
#include "reading/speech.h"

namespace demarche {
namespace {

enum class Mark : std::uint8_t { kNone, kOpens, kCloses, kStraight, kSingleOpens, kSingleCloses };

/// Apostrophes are parts of words; a lone ’ after a space-less word is a mark only while a single quotation is open.
Mark mark_at(const Document& d, WordId w) {
  const Word& x = d[w];
  const std::string_view form = x.form;
  if (form == "\"") return Mark::kStraight;
  if (form == "“" || form == "„" || form == "«" || form == "``") return Mark::kOpens;
  if (form == "”" || form == "»" || form == "''") return Mark::kCloses;
  if (form == "‘") return Mark::kSingleOpens;
  if (form == "’" || form == "'") {
    const bool glued_left = w > 0 && d[w - 1].span.end == x.span.begin;
    if (!glued_left && !x.space_after && form == "'") return Mark::kSingleOpens;
    if (x.upos == Upos::kPunct || (glued_left && x.rel == Rel::kPunct)) return Mark::kSingleCloses;
  }
  return Mark::kNone;
}

/// Holds a letter or digit. Asked of the form, so that quotations can be found before words are tagged.
bool is_worded(std::string_view form) {
  if (form == "“" || form == "”" || form == "‘" || form == "’" || form == "«" || form == "»" || form == "„" || form == "…" || form == "—" || form == "–") return false;
  const auto c = static_cast<unsigned char>(form.front());
  return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

class Finder {
 public:
  explicit Finder(const Document& d) : d_(d) {}

  std::vector<Quotation> all() {
    for (std::size_t s = 0; s < d_.sentences.size(); ++s) {
      const Sentence& sentence = d_.sentences[s];
      if (sentence.paragraph_begins) paragraph_begins(sentence);
      for (WordId w = sentence.begin; w < sentence.end; ++w) take(w);
    }
    end_paragraph(static_cast<WordId>(d_.words.size()));
    return std::move(out_);
  }

 private:
  void paragraph_begins(const Sentence& s) {
    if (open_ == kNoWord) return;
    const Mark m = mark_at(d_, s.begin);
    const bool goes_on = m == Mark::kOpens || m == Mark::kStraight || m == Mark::kSingleOpens;
    if (goes_on) {
      skip_ = s.begin;  // the mark that repeats the opening
      return;
    }
    end_paragraph(s.begin);
  }

  void take(WordId w) {
    if (w == skip_) return;
    const Mark m = mark_at(d_, w);
    if (m == Mark::kNone) return;
    const bool is_single = m == Mark::kSingleOpens || m == Mark::kSingleCloses;
    if (open_ == kNoWord) {
      if (m == Mark::kCloses || m == Mark::kSingleCloses) return;
      if (m == Mark::kStraight && closes_only(w)) return;
      open_ = w, single_ = is_single;
      return;
    }
    if (is_single != single_) return;  // a quotation within
    if (m == Mark::kOpens || m == Mark::kSingleOpens) {
      if (!single_) add(w), open_ = w;  // the closing mark was forgotten
      return;
    }
    add(w + 1);
    open_ = kNoWord;
  }

  /// A straight mark glued to the word before it and free behind: the opening one was lost.
  [[nodiscard]] bool closes_only(WordId w) const {
    const bool glued_left = w > 0 && d_[w - 1].span.end == d_[w].span.begin;
    return glued_left && (w + 1 >= d_.words.size() || d_[w].space_after) && w > 0 && d_[w - 1].upos == Upos::kPunct;
  }

  /// An opening mark without a closing one holds to the end of its paragraph, a single one (an apostrophe, most likely) not at all.
  void end_paragraph(WordId end) {
    if (open_ != kNoWord && !single_) add(end);
    open_ = kNoWord;
  }

  void add(WordId end) {
    Quotation q{{open_, end}, 0};
    for (WordId w = open_; w < end; ++w) q.words += is_worded(d_[w].form);
    if (q.words > 0) out_.push_back(q);
  }

  const Document& d_;
  std::vector<Quotation> out_;
  WordId open_ = kNoWord, skip_ = kNoWord;
  bool single_ = false;
};

}  // namespace

std::vector<Quotation> find_quotations(const Document& document) { return Finder(document).all(); }

}  // namespace demarche
