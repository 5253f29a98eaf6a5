// Which earlier event a new one answers, across articles. Doors: infer_links(), infer_links_of_lead(), says_answer().
//
// An act of conflict by B against A within a month after one by A against B is taken for its answer where a text says that it is
// one ("in retaliation"), or where both are the same diplomatic measure (an expulsion answers an expulsion) within two weeks. Only
// the latest such act is linked; the link says that the record concluded it, and why.
#include <array>
#include <optional>
#include <vector>

#include "base/utf8.h"
#include "record/queries.h"
#include "record/write.h"

namespace demarche {
namespace {

constexpr int kDaysToAnswer = 30;
constexpr int kDaysToMirror = 14;

constexpr std::array<std::string_view, 12> kAnswerWords = {"in response",  "in retaliation", "retaliat",    "tit-for-tat", "tit for tat", "reciprocal",
                                                           "in reply",     "countermeasure", "in kind",     "mirror",      "respond",     "in answer"};

/// An act of conflict by one side against one other.
struct Act {
  std::string measure, source, target;
  Day day;
};
std::optional<Act> act_of(Database& db, EventKey event) {
  Rows row = db.rows(sql::kEventForLink, event);
  if (!row.next()) return std::nullopt;
  Act a{row.text(1), row.text(4), row.text(5), row.day(0).value_or(Day{})};
  const bool is_done = row.view(6) == "done" || row.view(6) == "announced";
  if (!is_done || row.real(3) >= 0 || a.source.empty() || a.target.empty() || a.source.find(';') != std::string::npos || a.target.find(';') != std::string::npos) return std::nullopt;
  if (a.source == a.target || a.source[0] == '~' || a.target[0] == '~') return std::nullopt;
  return a;
}

/// Which earlier act of the other side this one answers.
void look_back(Database& db, EventKey event, const Act& act, bool text_says_answer) {
  if ((act.measure.empty() && !text_says_answer) || db.integer(sql::kHasTextLink, event)) return;
  const int days = text_says_answer ? kDaysToAnswer : kDaysToMirror;
  EventKey answered = 0;
  std::string why;
  {
    Rows row = db.rows(sql::kLatestAgainst, act.target, act.source, Day{act.day.since_1970 - days}, act.day, event, text_says_answer ? std::string() : act.measure, act.measure);
    if (!row.next()) return;
    answered = row.integer(0);
    const int apart = act.day.since_1970 - row.day(1).value_or(act.day).since_1970;
    const std::string what = row.text(2).empty() ? row.text(3) : row.text(2);
    why = text_says_answer ? "the text speaks of an answer; the last act of " + act.target + " against " + act.source + " was '" + what + "'"
                           : "the same measure ('" + what + "') in the other direction";
    why += apart == 0 ? ", on the same day" : ", " + std::to_string(apart) + (apart == 1 ? " day before" : " days before");
  }
  db.run(sql::kAddInferredLink, event, answered, why, text_says_answer ? 0.6 : 0.5);
  tell_feed(db, Change::Kind::kLink, event);
}

/// An archive is not read in order of days: what came later in the world may be in the record already, and answer this one rather than an
/// earlier one.
void look_forward(Database& db, EventKey event, const Act& act) {
  std::vector<EventKey> later;
  for (Rows r = db.rows(sql::kLaterAgainst, act.target, act.source, act.day, Day{act.day.since_1970 + kDaysToAnswer}); r.next();) {
    if (r.is_null(1) || r.day(1).value_or(act.day) < act.day) later.push_back(r.integer(0));
  }
  for (const EventKey answer : later) {
    const std::optional<Act> its = act_of(db, answer);
    if (!its || answer == event) continue;
    db.run(sql::kDropInferred, answer);
    std::string sentence;
    if (Rows row = db.rows(sql::kLeadSentence, answer); row.next()) sentence = row.text(0);
    look_back(db, answer, *its, says_answer(sentence));
  }
}

}  // namespace

bool says_answer(std::string_view sentence) {
  const std::string small = lower(sentence);
  for (const std::string_view words : kAnswerWords) {
    if (small.find(words) != std::string::npos) return true;
  }
  return false;
}

void infer_links_of_lead(Database& db, EventKey event) {
  std::string sentence;
  if (Rows row = db.rows(sql::kLeadSentence, event); row.next()) sentence = row.text(0);
  infer_links(db, event, says_answer(sentence));
}

void infer_links(Database& db, EventKey event, bool text_says_answer) {
  const std::optional<Act> act = act_of(db, event);
  if (!act) return;
  look_back(db, event, *act, text_says_answer);
  look_forward(db, event, *act);
}

}  // namespace demarche
