// Cuts a paragraph into words after the conventions of UD English EWT and GUM, in one pass.
//
// Relies on: Orthography, glyph.h. Door: tokenize().
// White space parts chunks. In a chunk, `word` takes the longest run that hangs together (letters and digits, and what `join`
// lets stand between them: "1,000", "U.S.", "AT&T", "non-aligned", "bbc.co.uk"); `mark` takes punctuation. Then `emit_word` parts
// clitics ("do|n't"). Every look ahead is bounded, so that the whole is linear in the paragraph.
#include <algorithm>

#include "text/glyph.h"
#include "text/text.h"

namespace demarche {
namespace {

constexpr std::size_t kLookAhead = 256;  // bytes of an e-mail address or a host name
constexpr std::size_t kMostGroups = 6;   // of digits in a telephone number
constexpr int kMostClitics = 3;          // "shouldn't've"

bool same_letters(std::string_view a, std::string_view small) {
  if (a.size() != small.size()) return false;
  for (std::size_t k = 0; k < a.size(); ++k) {
    if ((a[k] | 0x20) != small[k]) return false;
  }
  return true;
}

class Tokenizer {
 public:
  Tokenizer(Document& doc, Span paragraph, const Orthography& orthography)
      : doc_(doc), orthography_(orthography), text_(std::string_view(doc.article->text).substr(0, paragraph.end)), first_(doc.words.size()) {
    for (std::size_t at = paragraph.begin; at < text_.size();) at = chunk(at);
  }

 private:
  // ---- chunks ----

  std::size_t chunk(std::size_t at) {
    const Sighting sight = see(text_, at);
    if (sight.glyph == Glyph::kSpace) return at + sight.size;
    begin_ = at;
    has_at_ = false;
    bool letters = true;
    end_ = at;
    while (end_ < text_.size()) {
      const Sighting s = see(text_, end_);
      if (s.glyph == Glyph::kSpace) break;
      letters &= s.glyph == Glyph::kLetter;
      has_at_ |= text_[end_] == '@';
      end_ += s.size;
    }
    if (letters) emit_word(at, end_, 0);
    else while (at < end_) at = next(at);
    doc_.words.back().space_after = true;
    return end_;
  }

  std::size_t next(std::size_t at) {
    const Glyph glyph = see(text_, at).glyph;
    return glyph == Glyph::kLetter || glyph == Glyph::kDigit ? word(at) : mark(at);
  }

  Word& emit(std::size_t begin, std::size_t end) {
    Word& w = doc_.words.emplace_back();
    w.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    w.form = text_.substr(begin, end - begin);
    w.space_after = false;
    return w;
  }

  // ---- words ----

  std::size_t word(std::size_t at) {
    if (const std::size_t end = address(at)) return emit(at, end), end;
    if (const std::size_t end = currency_code(at)) return emit(at, end), end;
    const std::size_t end = unit_begins(at, extend(at));
    emit_word(at, end, has_apostrophe_ ? kMostClitics : 0);
    return end;
  }

  /// The end of a URL or an e-mail address that begins here, or 0.
  std::size_t address(std::size_t at) const {
    const char c = static_cast<char>(text_[at] | 0x20);
    if (c == 'h' || c == 'w' || c == 'f' || c == 'm') {
      for (const std::string_view scheme : {"http://", "https://", "www.", "ftp://", "mailto:"}) {
        if (at + scheme.size() < end_ && lower(text_.substr(at, scheme.size())) == scheme) return trim_address(at, end_);
      }
    }
    if (!has_at_) return 0;
    const std::size_t limit = std::min(end_, at + kLookAhead);
    const auto run = [&](std::size_t from, std::string_view marks) {
      while (from < limit && (is_digit(text_[from]) || is_ascii_letter(text_[from]) || marks.find(text_[from]) != std::string_view::npos)) ++from;
      return from;
    };
    const std::size_t local = run(at, "._%+-");
    if (local == limit || text_[local] != '@' || local == at) return 0;
    const std::size_t host = run(local + 1, ".-_");
    return host == local + 1 ? 0 : trim_address(at, host);
  }

  /// Leaves sentence punctuation and closing brackets behind an address out of it.
  std::size_t trim_address(std::size_t begin, std::size_t end) const {
    const bool bracket = text_.substr(begin, end - begin).find('(') != std::string_view::npos;
    for (;;) {
      std::size_t head = end - 1;
      while (head > begin && (static_cast<unsigned char>(text_[head]) & 0xC0) == 0x80) --head;
      const char c = text_[head];
      const bool outer = std::string_view(".,;:!?\"'>]}").find(c) != std::string_view::npos || (c == ')' && !bracket) ||
                         (static_cast<unsigned char>(c) >= 0x80 && see(text_, head).glyph != Glyph::kLetter);
      if (!outer || head <= begin) return end;
      end = head;
    }
  }

  /// The end of "Rs" in "Rs5,000", else 0.
  std::size_t currency_code(std::size_t at) const {
    std::size_t end = at;
    while (end < end_ && end < at + 5 && is_ascii_letter(text_[end])) ++end;
    return end > at && end < at + 5 && digit(end) && orthography_.has(text_.substr(at, end - at), Orthography::kCurrency) ? end : 0;
  }

  [[nodiscard]] bool alnum(std::size_t at) const {
    if (at >= end_) return false;
    const Glyph g = see(text_, at).glyph;
    return g == Glyph::kLetter || g == Glyph::kDigit;
  }
  [[nodiscard]] bool digit(std::size_t at) const { return at < end_ && is_digit(text_[at]); }
  [[nodiscard]] char at(std::size_t k) const { return k < end_ ? text_[k] : ' '; }
  std::size_t alnum_end(std::size_t from) const {
    while (alnum(from)) from += see(text_, from).size;
    return from;
  }
  std::size_t digits_end(std::size_t from) const {
    while (digit(from)) ++from;
    return from;
  }
  std::size_t letters_end(std::size_t from) const {
    while (from < end_ && is_ascii_letter(text_[from])) ++from;
    return from;
  }

  std::size_t extend(std::size_t begin) {
    has_apostrophe_ = false;
    done_ = false;
    piece_ = begin;
    numeric_end_ = digit(begin) ? numeric_hyphens(begin) : begin;
    std::size_t q = alnum_end(begin);
    while (q < end_ && !done_) {
      const std::size_t joined = join(begin, q);
      if (joined == q) break;
      if (text_[q] != '.' || !single_letter(begin, q)) piece_ = joined;
      q = done_ ? joined : alnum_end(joined);
    }
    return q;
  }

  /// Where the word goes on behind the mark at `q`, or `q` itself where the word ends; sets done_ where it ends behind the mark.
  std::size_t join(std::size_t begin, std::size_t q) {
    const Sighting s = see(text_, q);
    const std::size_t behind = q + s.size;
    const bool follows = alnum(behind);
    if (s.glyph == Glyph::kApostrophe) return join_apostrophe(q, behind, follows);
    if (s.glyph == Glyph::kHyphen) return follows && join_hyphen(begin, q, behind) ? behind : q;
    const bool digits = q > begin && is_digit(text_[q - 1]) && digit(behind);
    switch (text_[q]) {
      case '.': return join_dot(begin, q, follows);
      case ',': return digits && thousands(begin, behind) ? behind : q;
      case ':': return digits ? behind : q;
      case '/': return digits || (follows && join_slash(begin, q, behind)) ? behind : q;
      case '&': return follows && join_ampersand(begin, q, behind) ? behind : q;
      case '$':
        if (q - begin > 3 || follows != digit(behind) || !all_capitals(begin, q)) return q;
        return done_ = true, behind;
      case '_': case '*': case '@': return follows || at(behind) == text_[q] ? join_run(q) : q;
      default: return q;
    }
  }

  /// "snake_case", "f**k": a run of one mark between letters.
  std::size_t join_run(std::size_t q) const {
    std::size_t behind = q;
    while (at(behind) == text_[q]) ++behind;
    return alnum(behind) ? behind : q;
  }

  std::size_t join_apostrophe(std::size_t q, std::size_t behind, bool follows) {
    if (!follows || is_digit(at(behind))) return q;
    has_apostrophe_ = true;
    return behind;
  }

  [[nodiscard]] bool all_capitals(std::size_t from, std::size_t to) const {
    return from < to && std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(from), text_.begin() + static_cast<std::ptrdiff_t>(to), is_ascii_capital);
  }
  [[nodiscard]] bool all_letters(std::size_t from, std::size_t to) const {
    return from < to && std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(from), text_.begin() + static_cast<std::ptrdiff_t>(to), is_ascii_letter);
  }

  /// "w/o", "s/he", "K/psu"
  bool join_slash(std::size_t begin, std::size_t q, std::size_t behind) const {
    if (q - begin != 1 || !is_ascii_letter(text_[begin]) || !is_ascii_letter(at(behind))) return false;
    const std::size_t right = letters_end(behind);
    return right - behind <= 3 && at(right) != '/' && at(right) != '.';
  }

  /// "AT&T", "R&D"
  bool join_ampersand(std::size_t begin, std::size_t q, std::size_t behind) const {
    const std::size_t right = letters_end(behind);
    if (q - begin > 4 || right - behind > 4 || right == behind) return false;
    return (all_capitals(begin, q) && all_capitals(behind, right)) || (q - begin == 1 && right - behind == 1 && all_letters(begin, q));
  }

  /// "1,000" and "1,00,000", but not "2001,2002"
  bool thousands(std::size_t begin, std::size_t behind) const {
    if (!is_digit(text_[begin])) return false;
    const std::size_t group = digits_end(behind) - behind;
    if (group != 2) return group == 3;
    const std::size_t next_group = at(behind + 2) == ',' ? digits_end(behind + 3) - (behind + 3) : 0;
    return next_group == 3 || (next_group == 2 && at(behind + 5) == ',');
  }

  // ---- dots ----

  /// Whether what stands before the dot at `q` is one letter after the word's begin or after another dot.
  [[nodiscard]] bool single_letter(std::size_t begin, std::size_t q) const {
    return q == piece_ + 1 && is_ascii_letter(text_[piece_]) && (piece_ == begin || text_[piece_ - 1] == '.');
  }

  std::size_t join_dot(std::size_t begin, std::size_t q, bool follows) {
    const auto ends_here = [&] { return done_ = true, q + 1; };
    if (is_digit(text_[q - 1]) && digit(q + 1)) return q + 1;
    if (single_letter(begin, q)) {
      if (follows) {
        const bool letter = is_ascii_letter(text_[q + 1]);
        if (letter && !alnum(q + 2)) return piece_ = q + 1, q + 1;
        if (domain_follows(q + 1)) return q + 1;
        return is_ascii_capital(text_[q + 1]) || piece_ > begin ? ends_here() : q;
      }
      if (ellipsis_follows(q)) return q;
      if (piece_ > begin) return ends_here();
      return is_initial(begin, q) ? ends_here() : q;
    }
    if (ellipsis_follows(q)) return q;
    if (is_ascii_capital(at(q + 1)) && at(q + 2) == '.' && q - begin == 2) return piece_ = q + 1, q + 1;  // "Ph.D."
    if (is_abbreviation(begin, q)) return ends_here();
    return follows && (domain_follows(q + 1) || dotted_name(begin, q)) ? q + 1 : q;
  }

  [[nodiscard]] bool ellipsis_follows(std::size_t q) const { return at(q + 1) == '.' && at(q + 2) == '.'; }

  /// "comp.sources.unix": small letters with two dots or more among them
  bool dotted_name(std::size_t begin, std::size_t q) const {
    if (!is_ascii_small(text_[begin]) || !is_ascii_small(text_[q + 1])) return false;
    if (piece_ > begin && text_[piece_ - 1] == '.') return true;
    const std::size_t end = alnum_end_within(q + 1);
    return at(end) == '.' && end + 1 < end_ && is_ascii_small(text_[end + 1]);
  }

  /// Whether the letters from `from` on end a host or file name: "gov", "co.uk".
  bool domain_follows(std::size_t from) const {
    for (int levels = 0; levels < 3; ++levels) {
      const std::size_t end = std::min(alnum_end_within(from), end_);
      if (end == from) return false;
      if (orthography_.has(text_.substr(from, end - from), Orthography::kDomain)) return !capitalised(from, end);
      if (at(end) != '.' || capitalised(from, end)) return false;
      from = end + 1;
    }
    return false;
  }
  std::size_t alnum_end_within(std::size_t from) const {
    const std::size_t limit = std::min(end_, from + 64);
    while (from < limit && (is_digit(text_[from]) || is_ascii_letter(text_[from]) || text_[from] == '-')) ++from;
    return from;
  }
  /// "The", but not "the" or "DOC"
  [[nodiscard]] bool capitalised(std::size_t from, std::size_t end) const {
    return is_ascii_capital(text_[from]) && end - from > 1 && is_ascii_small(text_[from + 1]);
  }

  /// The first character behind the dot at `q` that is no white space; 0 at the end of the paragraph.
  std::size_t after_dot(std::size_t q) const {
    for (std::size_t k = q + 1; k < text_.size();) {
      const Sighting s = see(text_, k);
      if (s.glyph != Glyph::kSpace) return k;
      k += s.size;
    }
    return 0;
  }
  std::string_view word_at(std::size_t k) const {
    std::size_t end = k;
    while (end < text_.size() && end < k + 32 && is_ascii_letter(text_[end])) ++end;
    return text_.substr(k, end - k);
  }
  [[nodiscard]] const Word* previous() const { return doc_.words.size() > first_ ? &doc_.words.back() : nullptr; }

  bool is_abbreviation(std::size_t begin, std::size_t q) const {
    const std::uint32_t flags = orthography_.find(text_.substr(begin, q - begin)).flags & (Orthography::kAbbreviation | Orthography::kCapital);
    if ((flags & Orthography::kAbbreviation) == 0) return false;
    const std::size_t behind = after_dot(q);
    if ((flags & Orthography::kEnd) != 0) return true;
    if (behind == 0) return false;
    const char c = text_[behind];
    if ((flags & (Orthography::kTitle | Orthography::kInner)) != 0) return true;
    if ((flags & Orthography::kNumber) != 0 && (is_digit(c) || c == '#' || is_roman(behind))) return true;
    if ((flags & Orthography::kDate) != 0 && (is_digit(c) || c == ',')) return true;
    return (flags & Orthography::kPlace) != 0 && previous() != nullptr && (previous()->form == "," || previous()->form == "-");
  }

  bool is_roman(std::size_t k) const {
    const std::string_view numeral = word_at(k);
    return !numeral.empty() && numeral != "I" && numeral.find_first_not_of("IVXLC") == std::string_view::npos;
  }

  /// "J." of a name, rather than the last word of a sentence.
  bool is_initial(std::size_t begin, std::size_t q) const {
    if (is_ascii_small(text_[begin])) return is_abbreviation(begin, q);
    const std::size_t behind = after_dot(q);
    if (behind == 0) return false;
    const bool after_name = previous() == nullptr || begins_capital(previous()->form) || see(text_, previous()->span.begin).glyph == Glyph::kMark;
    if (text_[begin] == 'I' && !after_name) return false;
    if (see(text_, behind).glyph == Glyph::kLetter) {
      return begins_small(text_.substr(behind, 4)) || !orthography_.has(word_at(behind), Orthography::kStarter) || single_capital(behind);
    }
    return after_name && std::string_view(",(-&;:").find(text_[behind]) != std::string_view::npos;
  }
  /// "A." of "J. A. Smith", which is no article
  [[nodiscard]] bool single_capital(std::size_t k) const { return word_at(k).size() == 1 && k + 1 < text_.size() && text_[k + 1] == '.'; }

  // ---- hyphens ----

  bool join_hyphen(std::size_t begin, std::size_t q, std::size_t behind) const {
    if (behind <= numeric_end_) return true;
    if (q - begin > 7 || piece_ != begin || !all_letters(begin, q)) return false;
    const bool compound = begin > begin_ && see(text_, begin - 1).glyph == Glyph::kHyphen;
    return !compound && orthography_.has(text_.substr(begin, q - begin), Orthography::kPrefix);
  }

  /// The end of digits and hyphens that are a telephone number, a code or a date ("713-853-3989", "2021-10-18"), else `begin`.
  std::size_t numeric_hyphens(std::size_t begin) const {
    std::size_t groups = 0, at_group = begin, end = begin;
    std::size_t sizes[2] = {0, 0};
    for (;;) {
      const std::size_t group_end = digits_end(at_group);
      if (group_end == at_group || group_end - at_group > 6 || groups > kMostGroups) break;
      if (groups < 2) sizes[groups] = group_end - at_group;
      ++groups;
      end = group_end;
      if (at(group_end) != '-' || !digit(group_end + 1)) break;
      at_group = group_end + 1;
    }
    if (groups > kMostGroups || alnum(end) || (at(end) == '-' && alnum(end + 1))) return begin;
    const bool round = text_.substr(begin, end - begin).ends_with("00");
    const bool telephone = groups == 2 && ((sizes[0] == 3 && sizes[1] == 4 && !round) || (sizes[0] == 5 && sizes[1] == 4));
    return groups >= 3 || telephone ? end : begin;
  }

  // ---- numbers with units, clitics ----

  /// Where the unit begins in "20km", else `end`.
  std::size_t unit_begins(std::size_t begin, std::size_t end) const {
    if (!is_digit(text_[begin])) return end;
    std::size_t k = begin;
    while (k < end && (is_digit(text_[k]) || text_[k] == '.' || text_[k] == ',' || text_[k] == ':')) ++k;
    if (k == end || end - k > 8) return end;
    const Word* before = previous();
    const bool money = before != nullptr && before->span.end == begin && is_currency(before->form);
    return orthography_.has(text_.substr(k, end - k), Orthography::kUnit | (money ? Orthography::kMoneyUnit : 0u)) ? k : end;
  }
  static bool is_currency(std::string_view form) {
    return form.ends_with('$') || form == "£" || form == "€" || form == "¥" || form == "₹" || form == "₽" || form == "₦" || form == "₺" || form == "₴";
  }

  /// `clitics`: how many may come off at apostrophes; 0 where the word has none.
  void emit_word(std::size_t begin, std::size_t end, int clitics) {
    const std::size_t split = clitics > 0 ? clitic_begins(begin, end) : contraction_splits(begin, end);
    if (split == end) return void(emit(begin, end));
    if (clitics > 1) emit_word(begin, split, clitics - 1);
    else emit(begin, split);
    doc_.words.back().joined_to_next = true;
    emit(split, end);
  }

  std::size_t contraction_splits(std::size_t begin, std::size_t end) const {
    if (end - begin < 2 || end - begin > 7) return end;
    if (end - begin <= 3 && is_ascii_capital(text_[end - 1])) return end;  // "IM"
    const Orthography::Entry entry = orthography_.find(text_.substr(begin, end - begin));
    return (entry.flags & Orthography::kSplit) != 0 ? begin + entry.split : end;
  }

  /// Where "n't", "'s", "'re" … begin in [begin, end), else `end`.
  std::size_t clitic_begins(std::size_t begin, std::size_t end) const {
    for (std::size_t letters = 1; letters <= 2 && end - begin > letters + 1; ++letters) {
      std::size_t mark = end - letters - 1;
      while (mark > begin && (static_cast<unsigned char>(text_[mark]) & 0xC0) == 0x80) --mark;
      if (mark == begin || see(text_, mark).glyph != Glyph::kApostrophe || mark + see(text_, mark).size + letters != end) continue;
      const std::string_view tail = text_.substr(end - letters, letters);
      if (same_letters(tail, "t")) return (text_[mark - 1] | 0x20) == 'n' && mark - 1 > begin ? mark - 1 : end;
      if (same_letters(tail, "s") && is_digit(text_[mark - 1]) && (text_[mark - 1] == '0' || mark - begin < 3)) return end;  // "60's"
      for (const std::string_view clitic : {"s", "m", "d", "re", "ve", "ll"}) {
        if (same_letters(tail, clitic)) return mark;
      }
    }
    return end;
  }

  // ---- marks ----

  std::size_t mark(std::size_t at_mark) {
    const Sighting s = see(text_, at_mark);
    const std::size_t behind = at_mark + s.size;
    if (s.glyph == Glyph::kApostrophe) return apostrophe(at_mark, behind);
    if (s.glyph == Glyph::kHyphen || s.glyph == Glyph::kDash) return run_of_same(at_mark, behind);
    const char c = text_[at_mark];
    if (c == ':' || c == ';' || c == '=' || c == '(' || c == '^' || c == '<') {
      if (const std::size_t end = emoticon(at_mark)) return emit(at_mark, end), end;
    }
    switch (c) {
      case '.': case '?': case '!': return stops(at_mark);
      case '=': case '*': case '_': case '~': case '+': case '>': case '<': case '|': case '\\': case '^': case '#': case '@':
        if (alnum(behind) && (c == '#' || c == '@' || c == '+')) return tagged(at_mark, behind);
        return run_of_same(at_mark, behind);
      case '[':
        for (const std::string_view gap : {"[...]", "[…]"}) {
          if (text_.substr(at_mark, std::min(gap.size(), end_ - at_mark)) == gap) return emit(at_mark, at_mark + gap.size()), at_mark + gap.size();
        }
        break;
      case '(': ++open_brackets_; break;
      case ')': open_brackets_ -= open_brackets_ > 0; break;
      default: break;
    }
    if (text_.substr(at_mark, s.size) == "…") return stops(at_mark);
    std::size_t end = behind;  // with the variation selector that makes an emoji of a sign
    if (text_.substr(end, 3) == "\xEF\xB8\x8F" && end + 3 <= end_) end += 3;
    return emit(at_mark, end), end;
  }

  std::size_t run_of_same(std::size_t from, std::size_t behind) {
    const std::string_view unit = text_.substr(from, behind - from);
    while (behind < end_ && text_.substr(behind, unit.size()) == unit) behind += unit.size();
    return emit(from, behind), behind;
  }

  /// "." and "..." and "?!"; ".04" is a number.
  std::size_t stops(std::size_t from) {
    if (text_[from] == '.' && digit(from + 1) && (from == begin_ || !alnum(from - 1))) {
      const std::size_t end = unit_begins(from + 1, extend(from + 1));
      return emit(from, end), end;
    }
    std::size_t end = from;
    while (end < end_) {
      if (text_[end] == '.' || text_[end] == '?' || text_[end] == '!') ++end;
      else if (text_.substr(end, 3) == "…") end += 3;
      else break;
    }
    return emit(from, end), end;
  }

  /// "#hashtag", "@handle", "+44"; else the mark alone.
  std::size_t tagged(std::size_t from, std::size_t behind) {
    const bool number = digit(behind);
    if (from != begin_ || number != (text_[from] == '+')) return emit(from, behind), behind;
    const std::size_t end = number ? extend(behind) : name_end(behind);
    return emit(from, end), end;
  }
  std::size_t name_end(std::size_t from) const {
    while (alnum(from) || at(from) == '_') from += see(text_, from).size;
    return from;
  }

  /// The end of ":)", ";-(", ":D", "=)" and their kin where the chunk ends with it or with a stop behind it, else 0.
  std::size_t emoticon(std::size_t from) const {
    for (const std::string_view face : {":-)", ":)", ";-)", ";)", ":-(", ":(", ":D", ":-D", ":P", ":p", "=)", "=(", "(:", ":/", "^_^", "<3", ":o)", ":'("}) {
      if (from + face.size() > end_ || text_.substr(from, face.size()) != face) continue;
      if (face.back() == ')' && open_brackets_ > 0) return 0;
      if (face == "(:" && from != begin_) return 0;
      const std::size_t behind = from + face.size();
      return behind == end_ || (behind + 1 == end_ && std::string_view(".,!?").find(text_[behind]) != std::string_view::npos) ? behind : 0;
    }
    return 0;
  }

  /// Quotation mark, possessive of a plural ("workers'"), or the head of a word ("'em", "'90s").
  std::size_t apostrophe(std::size_t from, std::size_t behind) {
    const bool after_word = from > begin_ && alnum(last_head(from));
    if (text_[from] == '\'' && at(behind) == '\'') return emit(from, behind + 1), behind + 1;
    if (text_[from] == '`' && at(behind) == '`') return emit(from, behind + 1), behind + 1;
    const bool opening_shape = text_.substr(from, behind - from) == "‘";
    if (from > begin_ && text_[from - 1] == '.' && doc_.words.back().form.size() > 1 && alnum(behind)) {  // "U.S.'s"
      if (const std::size_t end = clitic_end(behind)) return doc_.words.back().joined_to_next = true, emit(from, end), end;
    }
    if (after_word && !opening_shape) {
      const char last = static_cast<char>(text_[from - 1] | 0x20);
      if (!open_single_ && !alnum(behind) && (last == 's' || last == 'x' || last == 'z')) doc_.words.back().joined_to_next = true;
      else open_single_ = false;
      return emit(from, behind), behind;
    }
    if (!alnum(behind)) {
      open_single_ = opening_shape;
      return emit(from, behind), behind;
    }
    if (const std::size_t end = clipped_word(from, behind)) return emit(from, end), end;
    open_single_ = true;
    return emit(from, behind), behind;
  }
  std::size_t last_head(std::size_t from) const {
    std::size_t head = from - 1;
    while (head > begin_ && (static_cast<unsigned char>(text_[head]) & 0xC0) == 0x80) --head;
    return head;
  }

  std::size_t clipped_word(std::size_t from, std::size_t behind) {
    const std::size_t end = alnum_end(behind);
    if (digit(behind)) {
      const std::size_t digits = digits_end(behind) - behind;
      return digits == 2 && (end == behind + 2 || (end == behind + 3 && at(end - 1) == 's')) && at(end) != '.' && at(end) != ',' ? end : 0;
    }
    const std::string_view rest = text_.substr(behind, end - behind);
    if (orthography_.has(rest, Orthography::kElision)) return end;
    if (from != begin_) return 0;
    return at(end) != text_[from] ? clitic_end(behind) : 0;
  }
  /// The end of the clitic whose letters begin here, or 0.
  std::size_t clitic_end(std::size_t from) const {
    const std::size_t end = alnum_end(from);
    for (const std::string_view clitic : {"s", "re", "ve", "ll", "m", "d"}) {
      if (same_letters(text_.substr(from, end - from), clitic)) return end;
    }
    return 0;
  }

  Document& doc_;
  const Orthography& orthography_;
  std::string_view text_;   // up to the paragraph's end
  std::size_t first_;       // the paragraph's first word
  std::size_t begin_ = 0, end_ = 0;  // of the chunk
  std::size_t piece_ = 0;        // of the word: behind its last inner mark
  std::size_t numeric_end_ = 0;  // of the word: hyphens before it join
  unsigned open_brackets_ = 0;
  bool open_single_ = false, has_at_ = false, has_apostrophe_ = false, done_ = false;
};

}  // namespace

void tokenize(Document& doc, Span paragraph, const Orthography& orthography) { Tokenizer(doc, paragraph, orthography); }

}  // namespace demarche
