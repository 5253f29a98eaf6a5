// The stretches of a document that may hold names, and what speaks for or against each word of them being part of one: the word and
// its letters, its neighbours, the stretch it stands in, what it hangs from in the tree, what lists say of it, how the rest of the
// article writes it. Each is a hashed string; training/names.py learns the weights of what this file writes, so that a change here
// asks for new weights. Relies on the tree and on data/names. Doors: NameFeatures::read, NameFeatures::of.
#include <algorithm>

#include "base/utf8.h"
#include "syntax/network.h"
#include "text/glyph.h"

namespace demarche::syntax {
namespace {

constexpr std::size_t kLongestStretch = 24;  ///< words; longer ones are cut
constexpr std::uint16_t kBegins = 8, kGoesOn = 16, kEnds = 32;
constexpr WordId kLongestHint = 12;
constexpr std::size_t kMostSeen = 8;  ///< mentions of a word that speak for its others

std::string shape_of(std::string_view form) {
  std::string out;
  for (std::size_t at = 0; at < form.size();) {
    const char32_t c = next_code_point(form, at);
    const char s = is_capital(c) ? 'X' : c >= '0' && c <= '9' ? '0' : (c >= 'a' && c <= 'z') || c >= 0x80 ? 'x' : static_cast<char>(c);
    const std::size_t n = out.size();
    if (n < 2 || out[n - 1] != s || out[n - 2] != s) out.push_back(s);
  }
  return out;
}

bool is_name_joiner(std::string_view lower) {
  static constexpr std::array<std::string_view, 23> kJoiners = {"of",  "the", "de",  "del", "der", "den", "di", "da", "du", "la",  "le", "van",
                                                                "von", "bin", "ibn", "al",  "el",  "for", "and", "&", "-",  "'s", "–"};
  return std::find(kJoiners.begin(), kJoiners.end(), lower) != kJoiners.end();
}

/// Marks the words of a name that a list knows.
void mark(std::vector<std::uint16_t>& marks, WordId begin, WordId size, unsigned kind) {
  for (WordId k = 0; k < size; ++k) marks[begin + k] = static_cast<std::uint16_t>(kind | (k == 0 ? kBegins : kGoesOn) | (k + 1 == size ? kEnds : 0));
}

bool is_closed_class(Upos u) {
  return u == Upos::kDet || u == Upos::kAdp || u == Upos::kPron || u == Upos::kCconj || u == Upos::kSconj || u == Upos::kAux ||
         u == Upos::kPart || u == Upos::kPunct;
}

}  // namespace

// ---- reading a document ----

void NameFeatures::read(const Document& doc, std::span<const std::string_view> shown, const NameHints* hints) {
  doc_ = &doc;
  stretches_.clear();
  sentence_ = {};
  view_words(doc, shown);
  find_stretches();
  find_hints(hints);
  find_known();
}

void NameFeatures::view_words(const Document& doc, std::span<const std::string_view> shown) {
  words_.resize(doc.words.size());
  evidence_.clear();
  for (WordId w = 0; w < words_.size(); ++w) {
    View& v = words_[w];
    v.form = shown.empty() ? doc[w].form : shown[w];
    v.lower = demarche::lower(v.form);
    v.shape.clear();  // made when asked for
    v.cues = cues_.of(v.form, v.lower);
    std::size_t at = 0;
    v.capital = !v.form.empty() && is_capital(next_code_point(v.form, at));
  }
  for (const Sentence& s : doc.sentences) {
    for (WordId w = s.begin; w < s.end; ++w) {
      View& v = words_[w];
      v.first = w == s.begin, v.last = w + 1 == s.end;
      if (!v.capital && v.form != v.lower) continue;
      if (v.capital) {
        Evidence& e = evidence_[v.lower];
        if (e.seen.size() < kMostSeen) e.seen.push_back(w);
      }
      if (v.capital && w == s.begin) continue;
      Evidence& e = evidence_[v.lower];
      if (!v.capital) {
        if (e.small < 9) ++e.small;
        continue;
      }
      if (e.capital < 9) ++e.capital;
      if ((words_[w - 1].cues & (NameCues::kTitle | NameCues::kGiven)) != 0 && words_[w - 1].capital) e.of_person = true;
    }
  }
}

bool NameFeatures::may_be_name(WordId w) const {
  const std::string_view form = words_[w].form;
  if (form.find('@') != std::string_view::npos || form.find("://") != std::string_view::npos) return false;  // an address
  if ((*doc_)[w].upos == Upos::kPropn) return true;
  return words_[w].capital && !is_closed_class((*doc_)[w].upos);
}

/// Whether `w` is a hyphen without blanks between two words before `end`.
bool NameFeatures::is_tight_hyphen(WordId w, WordId end) const {
  const Document& doc = *doc_;
  return words_[w].form == "-" && w > 0 && w + 1 < end && doc[w - 1].span.end == doc[w].span.begin && doc[w].span.end == doc[w + 1].span.begin;
}

/// Whether `w`, which may be no name itself, holds a stretch together: "of", "de la", "'s".
bool NameFeatures::joins(WordId w, WordId end) const {
  if (is_tight_hyphen(w, end) || (w > 0 && is_tight_hyphen(w - 1, end))) return true;  // "Ri Yong-ho"
  for (WordId k = w; k < end && k < w + 3; ++k) {
    if (k > w && may_be_name(k)) return true;
    if (!is_name_joiner(words_[k].lower)) return false;
  }
  return false;
}

void NameFeatures::find_stretches() {
  for (const Sentence& s : doc_->sentences) {
    for (WordId w = s.begin; w < s.end;) {
      if (!may_be_name(w) && !(words_[w].capital && w > s.begin && joins(w, s.end))) {
        ++w;
        continue;
      }
      Stretch out{w, w + 1};
      while (out.end < s.end && out.end - out.begin < kLongestStretch && (may_be_name(out.end) || joins(out.end, s.end))) ++out.end;
      stretches_.push_back(out);
      w = out.end;
    }
  }
}

void NameFeatures::find_hints(const NameHints* hints) {
  hints_.assign(words_.size(), 0);
  if (hints == nullptr) return;
  for (const Stretch& s : stretches_) {
    for (WordId w = s.begin; w < s.end;) {
      const NameHints::Hint hint = hints->at(*doc_, w, std::min(s.end, w + kLongestHint));
      if (hint.words == 0 || hint.kind == NameHint::kNone) {
        ++w;
        continue;
      }
      const WordId size = std::min(s.end - w, hint.words);
      mark(hints_, w, size, static_cast<unsigned>(hint.kind));
      w += size;
    }
  }
}

void NameFeatures::find_known() {
  known_.assign(words_.size(), 0);
  forms_.clear();
  for (const View& v : words_) forms_.push_back(v.form);
  for (const Stretch& s : stretches_) {
    for (WordId w = s.begin; w < s.end;) {
      const NameCues::Known name = cues_.known({forms_.data() + w, std::min<std::size_t>(s.end - w, kLongestHint)});
      if (name.words == 0) {
        ++w;
        continue;
      }
      mark(known_, w, name.words, static_cast<unsigned>(name.kind));
      w += name.words;
    }
  }
}

// ---- features ----

void NameFeatures::put(char group, std::string_view a, std::string_view b) {
  key_.assign(1, group);
  key_.append(a).push_back('\t');
  key_.append(b);
  out_.push_back(hash_of(key_));
}

std::string_view NameFeatures::lower_at(std::int64_t w) const {
  if (w < sentence_.begin || w >= sentence_.end) return "#";
  return words_[static_cast<std::size_t>(w)].lower;
}
std::string_view NameFeatures::shape_at(std::int64_t w) const {
  if (w < sentence_.begin || w >= sentence_.end) return "#";
  return words_[static_cast<std::size_t>(w)].shape;
}
std::string_view NameFeatures::upos_at(std::int64_t w) const {
  if (w < sentence_.begin || w >= sentence_.end) return "#";
  return name_of((*doc_)[static_cast<WordId>(w)].upos);
}

std::span<const std::uint32_t> NameFeatures::of(const Stretch& stretch, WordId word) {
  if (word >= sentence_.end || word < sentence_.begin) {  // another sentence
    const auto next = std::upper_bound(doc_->sentences.begin(), doc_->sentences.end(), word,
                                       [](WordId w, const Sentence& s) { return w < s.end; });
    sentence_ = *next;
    children_.resize(std::max<std::size_t>(children_.size(), sentence_.size()));
    for (WordId k = 0; k < sentence_.size(); ++k) children_[k].clear();
    for (WordId w = sentence_.begin; w < sentence_.end; ++w) {
      words_[w].shape = shape_of(words_[w].form);
      words_[w].lists.clear();
      const WordId head = (*doc_)[w].head;
      if (head != kNoWord && head >= sentence_.begin && head < sentence_.end) children_[head - sentence_.begin].push_back(w);
    }
  }
  out_.clear();
  put('b', "");
  put_word(word);
  put_neighbours(word);
  put_stretch(stretch, word);
  put_tree(word);
  put_evidence(word);
  put_lists(stretch, word);
  std::sort(out_.begin(), out_.end());
  out_.erase(std::unique(out_.begin(), out_.end()), out_.end());
  return out_;
}

void NameFeatures::put_word(WordId w) {
  const View& v = words_[w];
  put('w', v.lower);
  put('s', v.shape);
  put('u', upos_at(w), v.shape);
  const char casing[] = {net_.casing_of(v.lower), '\0'};
  put('c', casing, v.capital ? "X" : "x");
  std::size_t points = 0;
  for (std::size_t at = 0; at < v.lower.size() && points < 4;) {
    (void)next_code_point(v.lower, at);
    if (++points >= 2) put('p', std::string_view(v.lower).substr(0, at));
  }
  for (std::size_t k = 2; k <= 4 && k <= v.lower.size(); ++k) put('e', std::string_view(v.lower).substr(v.lower.size() - k));
  if (w == sentence_.begin) put('1', v.shape, upos_at(w));
  put_cues('k', w);
  put_hints('h', hints_[w]);
  put_hints('x', known_[w]);
  if (hints_[w] != 0) {
    const char kind[] = {static_cast<char>('0' + (hints_[w] & 7)), (hints_[w] & kBegins) != 0 ? 'B' : 'I', '\0'};
    put('j', kind, v.shape);
  }
}

void NameFeatures::put_cues(char group, WordId w) {
  for (const unsigned bit : {1u, 2u, 4u, 8u, 16u, 32u}) {
    const char name[] = {static_cast<char>('a' + bit), '\0'};
    if ((words_[w].cues & bit) != 0 && words_[w].capital) put(group, name);
  }
}

void NameFeatures::put_hints(char group, std::uint16_t hint) {
  if (hint == 0) return;
  const char kind = static_cast<char>('0' + (hint & 7));
  for (const auto& [bit, name] : {std::pair{kBegins, 'B'}, std::pair{kGoesOn, 'I'}, std::pair{kEnds, 'E'}}) {
    const char text[] = {kind, name, '\0'};
    if ((hint & bit) != 0) put(group, text);
  }
}

void NameFeatures::put_neighbours(WordId w) {
  const auto at = static_cast<std::int64_t>(w);
  static constexpr char kWordGroups[] = "AB?CD", kUposGroups[] = "EF?GH";
  for (std::int64_t d = -2; d <= 2; ++d) {
    if (d == 0) continue;
    put(kWordGroups[d + 2], lower_at(at + d));
    put(kUposGroups[d + 2], upos_at(at + d));
  }
  put('I', shape_at(at - 1));
  put('J', shape_at(at + 1));
  put('K', lower_at(at - 1), words_[w].lower);
  put('L', words_[w].lower, lower_at(at + 1));
  put('M', shape_at(at - 1), words_[w].shape);
  put('N', words_[w].shape, shape_at(at + 1));
  if (w > sentence_.begin) put_cues('O', w - 1), put_hints('P', hints_[w - 1]), put_hints('y', known_[w - 1]);
  if (w + 1 < sentence_.end) put_cues('Q', w + 1), put_hints('R', hints_[w + 1]), put_hints('z', known_[w + 1]);
}

void NameFeatures::put_stretch(const Stretch& s, WordId w) {
  const auto begin = static_cast<std::int64_t>(s.begin), end = static_cast<std::int64_t>(s.end);
  const auto few = [](std::size_t n) { return static_cast<char>('0' + std::min<std::size_t>(n, 4)); };
  const char place[] = {few(w - s.begin), few(s.end - 1 - w), '\0'}, size[] = {few(s.end - s.begin - 1), '\0'};
  put('S', size);
  put('T', place);
  put('U', lower_at(end - 1));
  put('V', lower_at(begin));
  put('W', lower_at(begin - 1), size);
  put('X', lower_at(end), size);
  put('Y', upos_at(begin - 1), upos_at(end));
  std::uint8_t cues = 0;
  for (WordId k = s.begin; k < s.end; ++k) cues |= words_[k].capital ? words_[k].cues : 0;
  for (const unsigned bit : {2u, 4u, 8u, 16u, 32u}) {
    const char name[] = {static_cast<char>('a' + bit), '\0'};
    if ((cues & bit) != 0) put('Z', name);
  }
  key_.clear();
  std::string whole;
  for (WordId k = s.begin; k < s.end && whole.size() < 48; ++k) whole.append(words_[k].lower).push_back('_');
  put('0', whole);
}

/// The word's place in the tree, and the place of the phrase it names: up through the parts of a name to the name's own head.
void NameFeatures::put_tree(WordId w) {
  const Document& doc = *doc_;
  put('r', doc[w].deprel, upos_at(w));
  WordId top = w;
  for (int k = 0; k < 5; ++k) {
    const Rel rel = doc[top].rel;
    if (rel != Rel::kFlat && rel != Rel::kCompound && rel != Rel::kAmod && rel != Rel::kDet) break;
    if (doc[top].head < sentence_.begin || doc[top].head >= sentence_.end) break;
    top = doc[top].head;
  }
  const WordId head = doc[top].head;
  const bool in_reach = head >= sentence_.begin && head < sentence_.end;
  put('t', doc[top].deprel);
  put('g', in_reach ? doc[head].lemma : "ROOT", doc[top].deprel);
  put('v', in_reach ? upos_at(head) : "ROOT", doc[top].deprel);
  put('l', doc[top].lemma);
  for (const WordId c : children_[top - sentence_.begin]) {
    switch (doc[c].rel) {
      case Rel::kCase: put('m', words_[c].lower), put('n', words_[c].lower, words_[w].shape); break;
      case Rel::kAppos: put('o', doc[c].lemma); break;
      case Rel::kDet: put('d', words_[c].lower); break;
      case Rel::kAcl: put('f', doc[c].deprel); break;
      default: break;
    }
  }
  if (doc[top].rel == Rel::kAppos && in_reach) put('a', doc[head].lemma);
}

void NameFeatures::put_evidence(WordId w) {
  const auto found = evidence_.find(words_[w].lower);
  if (found == evidence_.end()) return put('i', "none");
  const Evidence& e = found->second;
  const char counts[] = {e.small == 0 ? '0' : '1', e.capital < 2 ? '1' : e.capital < 4 ? '2' : '4', '\0'};
  put('i', counts, words_[w].capital ? "X" : "x");
  if (e.of_person) put('q', "", words_[w].capital ? "X" : "x");
  for (const WordId other : e.seen) {
    if (other != w) put_elsewhere(other);
  }
}

/// What stands around another mention of the word: "in" before it, "University" behind it.
void NameFeatures::put_elsewhere(WordId other) {
  const View& v = words_[other];
  const Document& doc = *doc_;
  put('<', v.first ? std::string_view("#") : words_[other - 1].lower);
  put('>', v.last ? std::string_view("#") : words_[other + 1].lower);
  const WordId head = doc[other].head;
  put('^', head == kNoWord ? std::string_view("ROOT") : doc[head].lemma, doc[other].deprel);
  if (!v.first) put_cues('(', other - 1), put_hints('[', hints_[other - 1]), put_hints('{', known_[other - 1]);
  if (!v.last) put_cues(')', other + 1), put_hints(']', hints_[other + 1]), put_hints('}', known_[other + 1]);
}

/// What the lists say of a word together, which no list says alone: that a given name is no known place, what the letters' case
/// says of a word that no list has.
std::string_view NameFeatures::lists_at(std::int64_t at) {
  if (at < sentence_.begin || at >= sentence_.end) return "#";
  const auto w = static_cast<WordId>(at);
  View& v = words_[w];
  if (!v.lists.empty()) return v.lists;
  v.lists.push_back(v.capital ? 'X' : 'x');
  if (!v.capital && hints_[w] == 0) return v.lists.append(upos_at(at));
  v.lists.push_back(net_.casing_of(v.lower));
  for (const std::uint16_t hint : {hints_[w], known_[w]}) {
    v.lists.push_back(static_cast<char>('0' + (hint & 7)));
    v.lists.push_back((hint & kGoesOn) != 0 ? 'I' : (hint & kEnds) != 0 ? 'S' : 'B');
  }
  v.lists.push_back(static_cast<char>('@' + (v.cues & 63)));
  return v.lists;
}

void NameFeatures::put_lists(const Stretch& s, WordId w) {
  const auto at = static_cast<std::int64_t>(w);
  const std::string here(lists_at(at));
  put('2', here);
  put('3', lists_at(at - 1), here);
  put('4', here, lists_at(at + 1));
  std::string around(lists_at(at - 1));
  around.append(" ").append(lists_at(at + 1));
  put('5', around, here);
  put('6', here, (*doc_)[w].deprel);
  put('7', here, lower_at(at - 1));
  put('8', lists_at(s.begin), lists_at(static_cast<std::int64_t>(s.end) - 1));
  if (w != s.begin) put('9', here, lists_at(s.begin));
}

void write_name_features(const Document& doc, const Network& net, const NameHints* hints, std::string& out) {
  NameFeatures features(net);
  features.read(doc, {}, hints);
  WordId w = 0;
  for (const NameFeatures::Stretch& s : features.stretches()) {
    out.append(s.begin - w, '\n');
    for (w = s.begin; w < s.end; ++w) {
      if (w == s.begin) out += ". ";
      for (const std::uint32_t feature : features.of(s, w)) out.append(std::to_string(feature)).push_back(' ');
      out.back() = '\n';
    }
  }
  out.append(doc.words.size() - w, '\n');
}

}  // namespace demarche::syntax
