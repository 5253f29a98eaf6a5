// Which time belongs to which predicate. Relies on tree and on what dates.cpp has read. Doors: Dates::best, Dates::by_when,
// Dates::by_relation, Dates::onset.
//
// An expression belongs to the clause in which it stands. How far it lies from a predicate in the tree is a cost; what would
// carry it over the border of another clause is refused, with a few exceptions that the language makes: verbs of one coordination
// and a verb with its infinitive share their times, and a clause that says when ("on May 24, when police …") has the time it
// hangs from.
#include <algorithm>

#include "reading/times.h"

namespace demarche {
namespace {

constexpr int kTooFar = 14;

bool is_nominal(Rel r) {
  return r == Rel::kObl || r == Rel::kNmod || r == Rel::kObj || r == Rel::kIobj || r == Rel::kNsubj || r == Rel::kAppos ||
         r == Rel::kAdvmod || r == Rel::kCompound || r == Rel::kFlat || r == Rel::kAmod || r == Rel::kNummod || r == Rel::kDet ||
         r == Rel::kDep || r == Rel::kFixed || r == Rel::kCase || r == Rel::kMark;
}

bool has_subject(const Tree& t, WordId w) { return t.child(w, Rel::kNsubj) != kNoWord || t.child(w, Rel::kCsubj) != kNoWord; }

/// "a commission, which last sat in November": not when it was set up.
bool tells_last(const Tree& t, WordId clause) {
  const auto children = t.children(clause);
  return std::any_of(children.begin(), children.end(), [&](WordId c) { return t.word(c).rel == Rel::kAdvmod && same_word(t.word(c).form, "last"); });
}

/// "since" counts with a verb that says that something has gone on, not in "the first time since 2014", "the worst since May".
bool compares(const Tree& t, const TimeExpression& x) {
  const Sentence& s = t.sentence(x.head);
  const WordId from = x.begin > s.begin + 8 ? x.begin - 8 : s.begin;
  for (WordId w = from; w < x.begin; ++w) {
    const Word& v = t.word(w);
    if (v.is(kSuperlative) || same_word(v.form, "first") || same_word(v.form, "worst") || same_word(v.form, "biggest") ||
        same_word(v.form, "largest") || same_word(v.form, "sharpest") || same_word(v.form, "deadliest") ||
        same_word(v.form, "highest") || same_word(v.form, "lowest") || same_word(v.form, "most")) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool is_named_by_time(const Tree& t, WordId w) {
  const Word& x = t.word(w);
  if (x.subrel == SubRel::kPoss || x.rel == Rel::kCompound || x.rel == Rel::kAmod || x.rel == Rel::kNummod) return true;
  if (x.rel != Rel::kNmod) return false;
  return t.has_preposition(w, "of") || x.head > w;
}

/// How far an expression hangs below a predicate; nothing where another clause lies between.
std::optional<int> Dates::own_cost(const Timed& x, WordId head) const {
  const Tree& t = *tree_;
  int cost = 0;
  WordId node = x.x.head;
  for (int steps = 0; steps < kTooFar; ++steps) {
    const WordId up = node == x.x.head ? x.governor : t.word(node).head;
    if (up == kNoWord) return std::nullopt;
    if (up == head) return cost;
    const Word& u = t.word(up);
    if (heads_clause(t, up)) {
      const WordId over = u.head;
      if (over == kNoWord) return std::nullopt;
      const bool same_side = is_past(tense(up)) == is_past(tense(over));
      const bool is_noun_above = !is_verb(t.word(over));
      if (u.rel == Rel::kXcomp && (same_side || x.x.begin < up))
        cost += 3;
      else if (u.rel == Rel::kConj && !has_subject(t, up) && same_side && over == head)
        cost += 4;
      else if (u.rel == Rel::kAcl && over == head && is_noun_above && !tells_last(t, up) &&
               (u.subrel != SubRel::kRelcl || !has_subject(t, up) || t.word(t.child(up, Rel::kNsubj)).upos == Upos::kPron))
        cost += 3;
      else
        return std::nullopt;
    } else if (node == x.x.head ? x.is_of_noun : is_named_by_time(t, node)) {
      // "in the 2014 war": the noun's time, and the clause's where the noun says when
      if (!(t.has_preposition(up, "in") || t.has_preposition(up, "during") || t.has_preposition(up, "at"))) return std::nullopt;
      cost += 5;
    } else {
      cost += 2;
    }
    node = up;
  }
  return std::nullopt;
}

/// "on May 24, when police …", "in 2014, when Riyadh …": the clause tells what happened at that time.
bool Dates::says_when(const Timed& x, WordId clause) const {
  const Tree& t = *tree_;
  const WordId up = t.word(clause).head;
  if (up >= x.x.core && up < x.x.end && clause >= x.x.end) return true;
  const WordId behind = x.x.end < t.sentence(clause).end && t.word(x.x.end).upos == Upos::kPunct ? x.x.end + 1 : x.x.end;
  const auto children = t.children(clause);
  return std::any_of(children.begin(), children.end(),
                     [&](WordId c) { return c == behind && c > x.x.end - 1 && same_word(t.word(c).form, "when"); });
}

/// "in Prague, where police will …": the clause shares the time of the one around it.
bool Dates::is_where(WordId clause) const {
  const auto children = tree_->children(clause);
  return std::any_of(children.begin(), children.end(), [&](WordId c) { return same_word(tree_->word(c).form, "where"); });
}

/// How far an expression lies from a predicate: below it, else below a clause around it.
std::optional<int> Dates::cost(const Timed& x, WordId head) const {
  const Tree& t = *tree_;
  if (const auto own = own_cost(x, head)) return own;
  if (x.x.edge == Edge::kFor) return std::nullopt;  // "scheduled for Monday": nobody else's time
  int cost = 0;
  WordId q = head;
  for (int steps = 0; steps < kTooFar; ++steps) {
    const Word& w = t.word(q);
    const WordId up = w.head;
    if (says_when(x, q)) return cost;
    if (up == kNoWord) return std::nullopt;
    const bool same_side = is_past(tense(q)) == is_past(tense(up));
    switch (w.rel) {
      case Rel::kConj:
        if (!same_side) return std::nullopt;
        cost += has_subject(t, q) ? 3 : 1;
        break;
      case Rel::kXcomp:
        cost += 1;
        break;
      case Rel::kCcomp:
      case Rel::kParataxis:
        cost += 4;
        break;
      case Rel::kAdvcl:
        cost += 4;
        break;
      case Rel::kAcl:
        if (w.subrel == SubRel::kRelcl && !(same_side && is_where(q))) return std::nullopt;
        cost += 4;
        break;
      default:
        if (!is_nominal(w.rel) && w.rel != Rel::kCsubj) return std::nullopt;
        cost += 2;
    }
    q = up;
    if (const auto own = own_cost(x, q)) return cost + 1 + *own;
  }
  return std::nullopt;
}

/// Whether an expression can say when the predicate's event happened: no deadline of what was ordered, no "first since".
bool Dates::suits(const Timed& x, WordId head) const {
  const Tree& t = *tree_;
  if (!x.days || x.x.is_relation) return false;
  const Tense spoken = tense(head);
  if (x.x.edge == Edge::kSince)
    return (spoken == Tense::kPerfect || spoken == Tense::kPluperfect || spoken == Tense::kPresent) && !compares(t, x.x);
  if (!published_ || !is_verb(t.word(head))) return true;
  const bool open = x.x.edge == Edge::kBy || x.x.edge == Edge::kWithin || x.x.edge == Edge::kFor;
  if ((spoken == Tense::kPast || spoken == Tense::kPerfect || spoken == Tense::kPluperfect) && x.x.edge != Edge::kFrom) {
    if (x.days->from > *published_) return false;
    if (open && x.days->to > *published_) return false;
  }
  return true;
}

/// Of two times in one clause the finer one is the event's more often: "expelled two men on Friday over a murder in 2019".
int Dates::coarseness(const Timed& x) {
  const int days = days_between(x.days->from, x.days->to);
  return days <= 7 ? 0 : days <= 31 ? 1 : 3;
}

const Dates::Timed* Dates::best(WordId head) const {
  const Tree& t = *tree_;
  const Timed* best = nullptr;
  int least = kTooFar;
  for (const Timed& x : of_sentence(t.sentence_of(head))) {
    if (!suits(x, head)) continue;
    auto c = cost(x, head);
    if (c) *c += coarseness(x);
    if (!c || *c > least) continue;
    if (best && *c == least && days_between(x.days->from, x.days->to) >= days_between(best->days->from, best->days->to)) continue;
    best = &x, least = *c;
  }
  return best;
}

/// The expression that hangs below the predicate itself.
const Dates::Timed* Dates::best_own(WordId head) const {
  const Timed* found = best(head);
  return found && own_cost(*found, head) ? found : nullptr;
}

/// The predicate of a clause that says what happened "when", or of its coordination.
std::optional<DateRange> Dates::by_when(WordId head) const {
  for (const Timed& x : of_sentence(tree_->sentence_of(head))) {
    if (!x.point || x.x.is_relation) continue;
    for (WordId q = head; q != kNoWord; q = tree_->word(q).head) {
      if (q != head && own_cost(x, head)) break;
      if (says_when(x, q)) return best_own(head) ? best_own(head)->days : x.point;
      if (tree_->word(q).rel != Rel::kConj && tree_->word(q).rel != Rel::kXcomp) break;
    }
  }
  return std::nullopt;
}

/// "two days after the attack", "hours after China revoked": the one event's time gives the other's.
std::optional<DateRange> Dates::by_relation(WordId head) const {
  const Tree& t = *tree_;
  for (const Timed& x : of_sentence(t.sentence_of(head))) {
    if (!x.x.is_relation) continue;
    // the phrase or clause that "after" governs: the first predicate behind it that hangs from it or above it
    WordId first = head;
    while (t.word(first).rel == Rel::kConj && !has_subject(t, first)) first = t.word(first).head;
    WordId other = kNoWord;
    for (WordId up = x.x.end < t.sentence(head).end ? x.x.end : kNoWord; up != kNoWord; up = t.word(up).head) {
      if (up == first && up >= x.x.end) other = head;
      if (t.word(up).rel == Rel::kAdvcl || t.word(up).rel == Rel::kObl || t.word(up).rel == Rel::kNmod) break;
    }
    const int sign = x.x.at.count < 0 ? -1 : 1;
    TimePoint p = x.x.at;
    if (other == head) {  // the event that the other one is counted from
      WordId main = t.word(first).head;
      while (main != kNoWord && !heads_clause(t, main)) main = t.word(main).head;
      if (best_own(head) || main == kNoWord) continue;
      const Timed* known = best_own(main);
      const std::optional<DateRange> base = known ? known->days : lead_;
      if (!base) continue;
      p.count = -p.count, p.from_story = true;
      TimeExpression back = x.x;
      back.at = p, back.is_relation = false, back.edge = Edge::kAt;
      auto r = resolve(back, {published_, base, Direction::kPast});
      if (r)
        r->text =
            t.document().text().substr(t.word(x.x.begin).span.begin, t.word(x.x.end - 1).span.end - t.word(x.x.begin).span.begin);
      return r;
    }
    if (x.clause != head) continue;
    // this event is counted from the other one, where that one's time is said
    for (const Timed& y : of_sentence(t.sentence_of(head))) {
      if (y.x.begin < x.x.end || !y.days || (best_own(head) && best_own(head) != &y)) continue;
      TimeExpression on = x.x;
      on.is_relation = false, on.edge = Edge::kAt;
      auto r = resolve(on, {published_, y.days, sign < 0 ? Direction::kPast : Direction::kUnknown});
      if (r)
        r->text =
            t.document().text().substr(t.word(x.x.begin).span.begin, t.word(y.x.end - 1).span.end - t.word(x.x.begin).span.begin);
      return r;
    }
  }
  return std::nullopt;
}

std::optional<Onset> Dates::onset(WordId head) const {
  const Timed* found = nullptr;
  int least = kTooFar;
  for (const Timed& x : of_sentence(tree_->sentence_of(head))) {
    if (x.x.edge != Edge::kFrom || !x.days) continue;
    const auto c = cost(x, head);
    if (c && *c < least) found = &x, least = *c;
  }
  if (!found) return std::nullopt;
  return Onset{*found->days, found->x.is_likely};
}

}  // namespace demarche
