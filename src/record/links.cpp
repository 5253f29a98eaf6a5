// Which earlier event a new one answers, across articles. Doors: infer_links(), says_answer().
//
// An act of conflict by B against A within a month after one by A against B is taken for its answer where a text says that it is
// one ("in retaliation"), or where both are the same diplomatic measure (an expulsion answers an expulsion) within two weeks. Only
// the latest such act is linked; the link says that the record concluded it, and why.
#include <array>

#include "base/utf8.h"
#include "record/queries.h"
#include "record/write.h"

namespace demarche {
namespace {

constexpr int kDaysToAnswer = 30;
constexpr int kDaysToMirror = 14;

constexpr std::array<std::string_view, 12> kAnswerWords = {"in response",  "in retaliation", "retaliat",    "tit-for-tat", "tit for tat", "reciprocal",
                                                           "in reply",     "countermeasure", "in kind",     "mirror",      "respond",     "in answer"};

}  // namespace

bool says_answer(std::string_view sentence) {
  const std::string small = lower(sentence);
  for (const std::string_view words : kAnswerWords) {
    if (small.find(words) != std::string::npos) return true;
  }
  return false;
}

void infer_links(Database& db, EventKey event, bool text_says_answer) {
  std::string measure, source, target;
  Day day;
  {
    Rows row = db.rows(sql::kEventForLink, event);
    if (!row.next()) return;
    measure = row.text(1), source = row.text(4), target = row.text(5);
    const bool is_act = row.view(6) == "done" || row.view(6) == "announced";
    if (!is_act || row.real(3) >= 0 || (measure.empty() && !text_says_answer)) return;
    day = row.day(0).value_or(Day{});
  }
  if (source.empty() || target.empty() || source.find(';') != std::string::npos || target.find(';') != std::string::npos) return;
  if (source == target || source[0] == '~' || target[0] == '~' || db.integer(sql::kHasTextLink, event)) return;
  const int days = text_says_answer ? kDaysToAnswer : kDaysToMirror;
  EventKey answered = 0;
  std::string why;
  {
    Rows row = db.rows(sql::kLatestAgainst, target, source, Day{day.since_1970 - days}, day, event, text_says_answer ? std::string() : measure, measure);
    if (!row.next()) return;
    answered = row.integer(0);
    const int apart = day.since_1970 - row.day(1).value_or(day).since_1970;
    const std::string what = row.text(2).empty() ? row.text(3) : row.text(2);
    why = text_says_answer ? "the text speaks of an answer; the last act of " + target + " against " + source + " was '" + what + "'"
                           : "the same measure ('" + what + "') in the other direction";
    why += apart == 0 ? ", on the same day" : ", " + std::to_string(apart) + (apart == 1 ? " day before" : " days before");
  }
  db.run(sql::kAddInferredLink, event, answered, why,
         text_says_answer ? 0.6 : 0.5);
  tell_feed(db, Change::Kind::kLink, event);
}

}  // namespace demarche
