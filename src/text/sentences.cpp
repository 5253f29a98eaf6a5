// Cuts the words of a paragraph into sentences, and a document into paragraphs, words and sentences.
//
// Relies on: paragraphs, tokens, dateline, Orthography. Doors: segment(), cut_sentences().
// A sentence ends behind a stop and the closing marks that follow it, unless what comes next shows that it goes on.
#include <algorithm>

#include "text/glyph.h"
#include "text/text.h"

namespace demarche {
namespace {

constexpr WordId kSpeechWindow = 6;  // words of a speaker's name before "asked"

class Cutter {
 public:
  Cutter(Document& doc, WordId first, const Orthography& orthography)
      : doc_(doc), orthography_(orthography), first_(first), end_(static_cast<WordId>(doc.words.size())) {}

  void run() {
    WordId begin = first_;
    for (WordId w = first_; w < end_;) {
      w = sentence_end(w, begin);
      if (w == begin) continue;
      add(begin, w);
      begin = w;
    }
  }

 private:
  /// Reads on from `w`: behind the next boundary.
  WordId sentence_end(WordId w, WordId begin) {
    const Span dateline = doc_.article->dateline_span;
    for (; w < end_; ++w) {
      if (w - begin + 1 >= kLongestSentence) return w + 1;
      if (!dateline.empty() && doc_[w].span.end == dateline.end) return w + 1;
      note_quotes(w);
      const char last = doc_[w].form.back();
      if (last != '.' && last != '?' && last != '!' && !doc_[w].form.ends_with("…")) continue;
      const WordId next = behind_closers(w + 1);
      if (next == end_ || boundary(w, next, begin)) {
        for (WordId k = w + 1; k < next; ++k) note_quotes(k);
        if (next - begin <= kLongestSentence) return next;
        return w + 1;
      }
    }
    return end_;
  }

  void note_quotes(WordId w) {
    const std::string_view form = doc_[w].form;
    if (form == "\"") quote_open_ = !quote_open_;
    if (form == "“" || form == "”") curly_open_ = form == "“";
  }

  [[nodiscard]] bool closes(WordId w, bool& quote_open) const {
    const std::string_view form = doc_[w].form;
    const bool adjacent = doc_[w].span.begin == doc_[w - 1].span.end;
    if (form == ")" || form == "]" || form == "}" || form == "”" || form == "»" || form == "''") return true;
    if (form == "\"") {
      if (!quote_open && !(adjacent && doc_[w].space_after)) return false;
      if (!adjacent && !doc_[w].space_after) return false;
      return quote_open = false, true;
    }
    return (form == "'" || form == "’") && adjacent;
  }
  [[nodiscard]] WordId behind_closers(WordId w) const {
    bool quote_open = quote_open_;
    while (w < end_) {
      if (closes(w, quote_open)) ++w;
      else if (is_note(w)) w += 3;
      else break;
    }
    return w;
  }
  /// "[17]" behind a stop: a note to what it ends
  [[nodiscard]] bool is_note(WordId w) const {
    return w + 2 < end_ && doc_[w].form == "[" && doc_[w + 2].form == "]" && is_digit(doc_[w + 1].form[0]);
  }

  [[nodiscard]] bool boundary(WordId stop, WordId next, WordId begin) const {
    const std::string_view form = doc_[stop].form;
    const bool mark_only = see(form, 0).glyph == Glyph::kMark;
    const std::string_view follower = doc_[next].form;
    const bool quoted = next > stop + 1 && is_quote(doc_[next - 1].form);
    if (!mark_only) return abbreviation_ends(stop, next, quoted && stop > begin && !opens(doc_[stop - 1].form));
    if (goes_on(follower)) return false;
    const bool plain_stop = form == ".";
    if (stop == begin && !plain_stop && form.front() != '?' && form.front() != '!') return false;  // "...and then"
    if (begins_small(follower)) {
      const bool asks = form == "?" || (form == "!" && stop > begin && !begins_capital(doc_[stop - 1].form));
      const bool ends = plain_stop || (asks && !quote_open_ && !curly_open_);  // "Who knew? not me"; but "Yahoo! said"
      return ends && next == stop + 1 && !number_of_list(stop, begin);
    }
    if (!plain_stop && quoted && speech_follows(next)) return false;
    return !number_of_list(stop, begin);
  }

  /// "1. The parties agree": the number belongs to what follows.
  [[nodiscard]] bool number_of_list(WordId stop, WordId begin) const {
    return stop == begin + 1 && doc_[stop].form == "." && doc_[begin].form.size() <= 3 && is_digit(doc_[begin].form[0]) && doc_[stop].space_after;
  }

  static bool is_quote(std::string_view form) { return form == "”" || form == "\"" || form == "''" || form == "’" || form == "'" || form == "»"; }

  static bool goes_on(std::string_view form) { return form == "," || form == ";" || form == ":" || form == ")" || form == "]" || form == "”" || form == "."; }

  static bool opens(std::string_view form) { return form == "“" || form == "\"" || form == "(" || form == "‘"; }

  /// Whether a sentence ends with the abbreviation `stop`; `quotation_ends`: a quotation of more than that word does.
  [[nodiscard]] bool abbreviation_ends(WordId stop, WordId next, bool quotation_ends) const {
    const std::uint32_t flags = orthography_.find(doc_[stop].form.substr(0, doc_[stop].form.size() - 1)).flags;
    if ((flags & (Orthography::kTitle | Orthography::kInner)) != 0 || (flags & Orthography::kAbbreviation) == Orthography::kNumber) return false;
    if (is_single_initial(doc_[stop].form)) return false;
    WordId word = next;
    while (word < end_ && opens(doc_[word].form)) ++word;
    if (word == end_ || !begins_capital(doc_[word].form)) return false;
    if (quotation_ends) return true;
    std::string_view form = doc_[word].form;
    if (form.ends_with('.')) form.remove_suffix(1);
    return orthography_.has(form, Orthography::kStarter);
  }
  static bool is_single_initial(std::string_view form) { return form.size() == 2 && is_ascii_capital(form[0]) && form[1] == '.'; }

  /// "“Why?” Foreign Minister Sergey Lavrov asked."
  [[nodiscard]] bool speech_follows(WordId next) const {
    for (WordId w = next; w < end_ && w < next + kSpeechWindow; ++w) {
      if (w > next && orthography_.has(doc_[w].form, Orthography::kSpeech)) return true;
      if (!begins_capital(doc_[w].form)) return false;
    }
    return false;
  }

  void add(WordId begin, WordId end) {
    Sentence& s = doc_.sentences.emplace_back();
    s.begin = begin;
    s.end = end;
    s.span = {doc_[begin].span.begin, doc_[end - 1].span.end};
    s.paragraph_begins = begin == first_;
  }

  Document& doc_;
  const Orthography& orthography_;
  WordId first_, end_;
  bool quote_open_ = false, curly_open_ = false;
};

}  // namespace

void cut_sentences(Document& doc, WordId first, const Orthography& orthography) { Cutter(doc, first, orthography).run(); }

void segment(Document& doc, const Orthography& orthography) {
  doc.words.clear();
  doc.sentences.clear();
  if (doc.article->dateline_span.empty()) find_dateline(*doc.article);
  doc.words.reserve(doc.text().size() / 5 + 16);
  for (const Span paragraph : paragraphs(doc.text())) {
    const auto first = static_cast<WordId>(doc.words.size());
    tokenize(doc, paragraph, orthography);
    cut_sentences(doc, first, orthography);
  }
}

}  // namespace demarche
