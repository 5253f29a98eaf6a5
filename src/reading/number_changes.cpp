// What happens to a number: "from 20 to 10", "capped at 20", "by a third", "halved". Relies on the words behind the verb, up to the
// next finite one. Door: Quantities::change.
#include <algorithm>
#include <array>

#include "reading/amounts.h"

namespace demarche {

std::optional<NumberChange> Quantities::change(WordId head) const {
  const Document& d = tree_->document();
  const Sentence& s = tree_->sentence(head);
  NumberChange out;
  const std::string_view lemma = d[head].lemma;
  if (same_word(lemma, "halve")) out.ratio = 0.5;
  if (same_word(lemma, "double")) out.ratio = 2;
  if (same_word(lemma, "triple") || same_word(lemma, "treble")) out.ratio = 3;
  if (same_word(lemma, "quadruple")) out.ratio = 4;
  const bool down = lexicon_->in_class(lemma, decrease_);
  const WordId stop = std::min<WordId>(s.end, head + 30);
  for (WordId w = head + 1; w < stop; ++w) {
    if (d[w].form == ";" || (d[w].upos == Upos::kVerb && d[w].is(kFin))) break;
    const auto behind = [&](std::string_view prep) {
      return same_word(d[w].form, prep) ? number_at(d, w + 1, s.end) : std::nullopt;
    };
    const auto is_day = [&](const Number& n) { return n.end < s.end && time_word(d[n.end].form).kind == TimeWordKind::kMonth; };
    if (auto n = behind("from"); n && !is_day(*n) && !out.from) {
      out.from = n->value;
      if (n->upper && !same_word(d[w + 1].form, "between"))
        out.to = n->upper;  // "from 20 to 10" is no range, "from 10 to 20" reads like one
      w = n->end - 1;
    } else if (auto m = behind("to"); m && !out.to && !is_day(*m)) {
      out.to = m->value, w = m->end - 1;
    } else if (auto k = behind("at");
               k && !out.to && !is_day(*k) &&
               (same_word(lemma, "cap") || same_word(lemma, "limit") || same_word(lemma, "set") || same_word(lemma, "fix"))) {
      out.to = k->value, w = k->end - 1;
    } else if (same_word(d[w].form, "by") && !out.by && !out.ratio) {
      if (const auto share = share_at(d, w + 1, s.end))
        out.ratio = down ? 1 - share->value : 1 + share->value;
      else if (const auto step = number_at(d, w + 1, s.end)) {
        const WordId next = step->end;
        const bool percent = next < s.end && (is_percent(d, next) || (next + 1 < s.end && is_percent(d, next + 1)));
        if (percent)
          out.ratio = down ? 1 - step->value / 100 : 1 + step->value / 100;
        else if (!is_day(*step) && (next >= s.end || !d[next].is(kSing)))
          out.by = step->value;
        w = next - 1;
      }
    }
  }
  if (out.from && out.to && !out.ratio && *out.from > 0) out.ratio = *out.to / *out.from;
  if (!out.from && !out.to && !out.by && !out.ratio) return std::nullopt;
  return out;
}

}  // namespace demarche
