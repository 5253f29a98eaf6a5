// Small questions about the written forms of words that the speech stages share.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "reading/reading.h"

namespace demarche {

inline bool is_any(std::string_view x, std::initializer_list<std::string_view> all) { return std::find(all.begin(), all.end(), x) != all.end(); }
inline bool is_comma(std::string_view form) { return form == ","; }
inline bool is_dash(std::string_view form) { return is_any(form, {"—", "–", "--", "-"}); }
inline bool is_stop(std::string_view form) { return is_any(form, {".", "?", "!", "…", "..."}); }
inline bool is_quote_mark(std::string_view form) { return is_any(form, {"\"", "“", "”", "''", "``", "«", "»", "„", "‘", "’", "'"}); }

inline bool is_nominal(const Word& w) {
  return w.upos == Upos::kNoun || w.upos == Upos::kPropn || w.upos == Upos::kPron || w.upos == Upos::kNum || w.upos == Upos::kX ||
         ((w.upos == Upos::kAdj || w.upos == Upos::kDet) && w.rel == Rel::kNsubj);
}

}  // namespace demarche
