// Which time belongs to which predicate. Relies on tree, on the stages of times.h, and on the article's day of publication.
// Door: class Dates.
//
// An expression belongs to the clause in which it stands. How far it lies from a predicate in the tree is a cost; what would
// carry it over the border of another clause is refused, with a few exceptions that the language makes: verbs of one coordination
// and a verb with its infinitive share their times, and a clause that says when ("on May 24, when police …") has the time it
// hangs from.
#include <algorithm>

#include "reading/times.h"

namespace demarche {

/// A time expression in its place in the tree, with the days it means.
struct Dates::Timed {
  TimeExpression x;
  std::optional<DateRange> days;
  std::optional<DateRange> point;  ///< the days without the preposition: of "since June", June
  WordId clause = kNoWord;         ///< nearest word above it that heads a clause; kNoWord where none does
  bool is_of_noun = false;         ///< "Monday's blast", "the 2014 accord", "the revolution of 1979"
};

namespace {

constexpr int kTooFar = 14;
constexpr int kLeadDays = 3;  ///< the lead's day lies no further before publication
constexpr int kLeadSentences = 3;
constexpr int kSceneDays = 21;  ///< a scene as old as that is part of the story that goes on
constexpr int kRunUpDays = 31;  ///< "had closed" without a time: within a month before the story

bool is_nominal(Rel r) {
  return r == Rel::kObl || r == Rel::kNmod || r == Rel::kObj || r == Rel::kIobj || r == Rel::kNsubj || r == Rel::kAppos ||
         r == Rel::kAdvmod || r == Rel::kCompound || r == Rel::kFlat || r == Rel::kAmod || r == Rel::kNummod || r == Rel::kDet ||
         r == Rel::kDep || r == Rel::kFixed || r == Rel::kCase || r == Rel::kMark;
}

bool is_named_by_time(const Tree& t, WordId w) {
  const Word& x = t.word(w);
  if (x.subrel == SubRel::kPoss || x.rel == Rel::kCompound || x.rel == Rel::kAmod || x.rel == Rel::kNummod) return true;
  if (x.rel != Rel::kNmod) return false;
  return t.has_preposition(w, "of") || x.head > w;
}

bool is_relative(const Word& w) { return w.rel == Rel::kAcl && w.subrel == SubRel::kRelcl; }
bool has_subject(const Tree& t, WordId w) { return t.child(w, Rel::kNsubj) != kNoWord || t.child(w, Rel::kCsubj) != kNoWord; }
bool is_verb(const Word& w) { return w.upos == Upos::kVerb || w.upos == Upos::kAux; }
int days_between(Day a, Day b) { return b.since_1970 - a.since_1970; }

/// What has its own preposition is an adverbial, wherever the parser hung it: "on Monday donors promised", "in 2014 troops took".
bool is_adverbial(const Document& d, const TimeExpression& x) {
  if (x.begin == x.core || (x.at.kind != TimeKind::kWeekday && x.at.kind != TimeKind::kDate)) return false;
  const std::string_view p = d[x.core - 1].form;
  return d[x.core - 1].upos == Upos::kAdp && !same_word(p, "of") && (same_word(p, "on") || x.at.kind == TimeKind::kDate);
}

/// The tense of the clause decides on which side of publication a time lies; so do words such as "until", "since", "due".
Direction direction_of(const Tree& t, const TimeExpression& x, WordId clause, bool is_of_noun) {
  if (x.edge == Edge::kSince) return Direction::kPast;
  const Tense tense = clause == kNoWord ? Tense::kNone : tense_of(t, clause);
  static constexpr std::string_view kAhead[] = {"due", "scheduled", "slated", "planned", "upcoming", "postponed", "adjourned"};
  // "the vote due in April": the words tell, whatever the parser made of them
  const WordId floor = std::max(t.sentence(x.head).begin, x.begin > 5 ? x.begin - 5 : 0);
  for (WordId w = x.begin; w > floor && t.word(w - 1).upos != Upos::kPunct && !t.word(w - 1).is(kFin); --w) {
    const bool ahead =
        std::any_of(std::begin(kAhead), std::end(kAhead), [&](std::string_view a) { return same_word(t.word(w - 1).form, a); });
    if (ahead && tense != Tense::kPluperfect) return Direction::kFuture;
  }
  // "banned imports from Nov. 1": the nearest, for a ban may begin later than it is spoken
  if (x.edge == Edge::kFrom && tense == Tense::kPast) return Direction::kUnknown;
  switch (tense) {
    case Tense::kPluperfect:
    case Tense::kPast:
    case Tense::kPerfect:
      return Direction::kPast;
    case Tense::kFuture:
      return Direction::kFuture;
    default:
      break;
  }
  if (x.edge == Edge::kFrom || x.edge == Edge::kBy || x.edge == Edge::kWithin || x.edge == Edge::kFor) return Direction::kFuture;
  if (tense != Tense::kPresent || is_of_noun) return Direction::kUnknown;
  // "talks resume on Monday"; a participle that only shares its clause's present tells nothing
  const Word& v = t.word(clause);
  const bool own = v.is(kFin) || t.child(clause, Rel::kAux) != kNoWord || t.child(clause, Rel::kCop) != kNoWord;
  const bool is_point = x.at.kind == TimeKind::kWeekday || x.at.kind == TimeKind::kDate || x.at.kind == TimeKind::kWeekend;
  return own && is_point ? Direction::kFuture : Direction::kUnknown;
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

/// Of two times in one clause the finer one is the event's more often: "expelled two men on Friday over a murder in 2019".
int Dates::coarseness(const Timed& x) {
  const int days = days_between(x.days->from, x.days->to);
  return days <= 7 ? 0 : days <= 31 ? 1 : 3;
}

Dates::Dates(const Tree& tree, const Lexicon& lexicon)
    : tree_(&tree),
      lexicon_(&lexicon),
      speech_(lexicon.class_named("speech-verb")),
      published_(tree.document().article->published) {
  const std::size_t n = tree.document().sentences.size();
  if (published_) lead_ = story_ = DateRange{*published_, *published_, {}};
  bool lead_found = false;
  int body_sentences = 0;
  first_.reserve(n + 1);
  before_.reserve(n);
  scene_.reserve(n);
  for (std::uint32_t s = 0; s < n; ++s) {
    first_.push_back(times_.size());
    const bool new_paragraph = s == 0 || tree.document().sentences[s].paragraph_begins;
    before_.push_back(story_);
    scene_.push_back(new_paragraph ? std::nullopt : scene_.back());
    const std::optional<DateRange> was = story_;
    read_sentence(s);
    const bool in_body = tree.document().sentences[s].span.end > tree.document().article->dateline_span.end;
    if (in_body && !lead_found && body_sentences++ < kLeadSentences) lead_found = find_lead(s);
    // what this sentence came to is the scene of the next one in its paragraph
    if (story_ && (!was || was->from != story_->from || was->to != story_->to) && s + 1 < n) scene_.back() = story_;
  }
  first_.push_back(times_.size());
}

Dates::~Dates() = default;

std::span<const Dates::Timed> Dates::of_sentence(std::uint32_t s) const {
  return {times_.data() + first_[s], first_[s + 1] - first_[s]};
}

void Dates::read_sentence(std::uint32_t s) {
  const Tree& t = *tree_;
  const Document& d = t.document();
  const Sentence& sentence = d.sentences[s];
  const Span dateline = d.article->dateline_span;
  const std::optional<DateRange> at_begin = story_;
  for (TimeExpression& x : find_times(d, sentence.begin, sentence.end)) {
    const bool in_dateline = !dateline.empty() && d[x.core].span.begin < dateline.end;
    Timed timed{std::move(x), {}, {}, kNoWord, false};
    timed.is_of_noun = is_named_by_time(t, timed.x.head) && !is_adverbial(d, timed.x);
    WordId up = d[timed.x.head].head;
    while (up != kNoWord && !heads_clause(t, up)) up = d[up].head;
    timed.clause = up;
    const Direction direction = in_dateline ? Direction::kPast : direction_of(t, timed.x, up, timed.is_of_noun);
    timed.days = resolve(timed.x, {published_, reference(timed), direction});
    if (timed.days) {
      const Span words{d[timed.x.begin].span.begin, d[timed.x.end - 1].span.end};
      timed.days->text = d.text().substr(words.begin, words.size());
      timed.point = timed.days;
      if (timed.x.edge != Edge::kAt) {
        TimeExpression bare = timed.x;
        bare.edge = Edge::kAt;
        if (auto point = resolve(bare, {published_, reference(timed), direction}))
          point->text = timed.days->text, timed.point = std::move(point);
      }
    }
    if (in_dateline) {
      if (timed.days && timed.days->from == timed.days->to && published_ && days_between(timed.days->to, *published_) <= 7)
        lead_ = story_ = timed.days;
      timed.days.reset();
    } else if (is_scene(timed, direction)) {
      story_ = timed.point;
    }
    times_.push_back(std::move(timed));
  }
}

/// The days from which "two days later" counts: those of its own clause or of one around it, else those that the narrative has
/// come to.
std::optional<DateRange> Dates::reference(const Timed& x) const {
  if (!x.x.at.from_story) return story_;
  for (std::size_t k = times_.size(); k-- > first_.back();) {
    const Timed& y = times_[k];
    if (!y.point || y.is_of_noun || y.x.is_relation) continue;
    WordId up = x.clause;
    for (int steps = 0; up != kNoWord && steps < kTooFar; ++steps, up = tree_->word(up).head) {
      if (up == y.clause) return y.point;
    }
  }
  return story_;
}

/// Whether the narrative moves to the days of an expression: what a main clause tells as past.
bool Dates::is_scene(const Timed& x, Direction direction) const {
  if (!x.point || x.x.is_relation || x.is_of_noun || direction == Direction::kFuture) return false;
  if (x.x.edge != Edge::kAt && x.x.edge != Edge::kDuring && x.x.edge != Edge::kWithin && x.x.edge != Edge::kSince) return false;
  if (published_ && x.point->from > *published_) return false;
  if (x.clause == kNoWord) return true;
  const auto cost = own_cost(x, x.clause);
  return !is_relative(tree_->word(x.clause)) && cost && *cost <= 2;
}

/// The day of which one of the first sentences tells, where it is one and lies just before publication.
bool Dates::find_lead(std::uint32_t s) {
  if (!published_) return false;
  for (std::size_t k = first_[s]; k < times_.size(); ++k) {
    const Timed& x = times_[k];
    if (!x.days || x.x.is_relation || x.is_of_noun || x.x.edge != Edge::kAt || x.days->from != x.days->to || x.x.at.from_story)
      continue;
    if (x.clause != kNoWord && is_relative(tree_->word(x.clause))) continue;
    const int age = days_between(x.days->from, *published_);
    if (age < 0 || age > kLeadDays) continue;
    lead_ = x.days;
    return true;
  }
  return false;
}

bool Dates::in_expression(WordId w) const {
  for (const Timed& x : of_sentence(tree_->sentence_of(w))) {
    if (x.x.begin <= w && w < x.x.end) return true;
  }
  return false;
}

/// How far an expression hangs below a predicate; nothing where another clause lies between.
std::optional<int> Dates::own_cost(const Timed& x, WordId head) const {
  const Tree& t = *tree_;
  int cost = 0;
  WordId node = x.x.head;
  for (int steps = 0; steps < kTooFar; ++steps) {
    const WordId up = t.word(node).head;
    if (up == kNoWord) return std::nullopt;
    if (up == head) return cost;
    const Word& u = t.word(up);
    if (heads_clause(t, up)) {
      const WordId over = u.head;
      if (over == kNoWord) return std::nullopt;
      const bool same_side = is_past(tense_of(t, up)) == is_past(tense_of(t, over));
      const bool is_noun_above = !is_verb(t.word(over));
      if (u.rel == Rel::kXcomp && (same_side || x.x.begin < up))
        cost += 3;
      else if (u.rel == Rel::kConj && !has_subject(t, up) && same_side && over == head)
        cost += 4;
      else if (u.rel == Rel::kAcl && over == head && is_noun_above &&
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
  int cost = 0;
  WordId q = head;
  for (int steps = 0; steps < kTooFar; ++steps) {
    const Word& w = t.word(q);
    const WordId up = w.head;
    if (says_when(x, q)) return cost;
    if (up == kNoWord) return std::nullopt;
    const bool same_side = is_past(tense_of(t, q)) == is_past(tense_of(t, up));
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
  const Tense tense = tense_of(t, head);
  if (x.x.edge == Edge::kSince)
    return (tense == Tense::kPerfect || tense == Tense::kPluperfect || tense == Tense::kPresent) && !compares(t, x.x);
  if (!published_ || !is_verb(t.word(head))) return true;
  const bool open = x.x.edge == Edge::kBy || x.x.edge == Edge::kWithin || x.x.edge == Edge::kFor;
  if ((tense == Tense::kPast || tense == Tense::kPerfect || tense == Tense::kPluperfect) && x.x.edge != Edge::kFrom) {
    if (x.days->from > *published_) return false;
    if (open && x.days->to > *published_) return false;
  }
  return true;
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

std::optional<DateRange> Dates::of(WordId head) const {
  if (auto r = by_when(head)) return r;
  if (auto r = by_relation(head)) return r;
  if (const Timed* x = best(head)) {
    // what had been done when somebody spoke on Monday was done by Monday
    const bool backshifted = tense_of(*tree_, head) == Tense::kPluperfect && !own_cost(*x, head) && x->x.edge == Edge::kAt &&
                             tree_->word(head).rel == Rel::kCcomp;
    if (!backshifted) return x->days;
  }
  if (auto r = by_adverb(head)) return r;
  return by_story(head);
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

/// "afterwards", "since", "later" alone: from the narrative's day on.
std::optional<DateRange> Dates::by_adverb(WordId head) const {
  static constexpr std::string_view kThen[] = {"since", "afterwards", "afterward", "subsequently", "thereafter", "later"};
  const std::optional<DateRange>& from = before_[tree_->sentence_of(head)];
  if (!from || !published_ || from->from > *published_) return std::nullopt;
  for (const WordId c : tree_->children(head)) {
    const Word& w = tree_->word(c);
    if (w.upos != Upos::kAdv && w.rel != Rel::kAdvmod) continue;
    if (std::none_of(std::begin(kThen), std::end(kThen), [&](std::string_view k) { return same_word(w.form, k); })) continue;
    return DateRange{from->from, *published_, std::string(w.form), true};
  }
  return std::nullopt;
}

/// The day of the story for what has no time of its own.
std::optional<DateRange> Dates::by_story(WordId head) const {
  if (!published_ || !lead_) return std::nullopt;
  const Tense tense = tense_of(*tree_, head);
  const std::optional<DateRange>& scene = scene_[tree_->sentence_of(head)];
  const bool speaks = lexicon_->in_class(tree_->word(head).lemma, speech_);
  DateRange r{std::min(lead_->from, *published_), *published_, {}, true};
  const bool old = scene && days_between(scene->to, *published_) > kSceneDays;
  // in reported speech the pluperfect stands for the perfect: "said it had taken note"
  bool reported = false;
  for (WordId w = head; w != kNoWord; w = tree_->word(w).head) reported = reported || tree_->word(w).rel == Rel::kCcomp;
  if (scene && scene->from < r.from && !((speaks || (reported && tense == Tense::kPluperfect)) && old) && (tense == Tense::kPast || tense == Tense::kPluperfect)) {
    r.from = scene->from;
    if (old) r.to = scene->to;
    return r;
  }
  if (tense == Tense::kPluperfect && !reported) r.to = lead_->to;
  if (tense == Tense::kPluperfect) r.from = Day{r.from.since_1970 - kRunUpDays};
  return r;
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
