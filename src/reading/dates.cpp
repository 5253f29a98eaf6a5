// Which time belongs to which predicate. Relies on tree, on the stages of times.h, and on the article's day of publication.
// Door: class Dates.
//
// An expression belongs to the clause in which it stands. How far it lies from a predicate in the tree is a cost; what would carry it
// over the border of another clause is refused, with a few exceptions that the language makes: verbs of one coordination and a verb
// with its infinitive share their times, and a clause that says when ("on May 24, when police …") has the time it hangs from.
#include <algorithm>

#include "reading/reading.h"
#include "reading/times.h"

namespace demarche {

/// A time expression in its place in the tree, with the days it means.
struct Dates::Timed {
  TimeExpression x;
  std::optional<DateRange> days;
  WordId clause = kNoWord;      ///< nearest word above it that heads a clause; kNoWord where none does
  bool is_of_noun = false;      ///< "Monday's blast", "the 2014 accord", "the revolution of 1979"
};

namespace {

constexpr int kTooFar = 14;
constexpr int kLeadDays = 3;    ///< the lead's day lies no further before publication
constexpr int kSceneDays = 21;  ///< a scene as old as that is part of the story that goes on
constexpr int kRunUpDays = 31;  ///< "had closed" without a time: within a month before the story

bool is_nominal(Rel r) {
  return r == Rel::kObl || r == Rel::kNmod || r == Rel::kObj || r == Rel::kIobj || r == Rel::kNsubj || r == Rel::kAppos || r == Rel::kAdvmod || r == Rel::kCompound ||
         r == Rel::kFlat || r == Rel::kAmod || r == Rel::kNummod || r == Rel::kDet || r == Rel::kDep || r == Rel::kFixed || r == Rel::kCase || r == Rel::kMark;
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

/// The tense of the clause decides on which side of publication a time lies; so do words such as "until", "since", "due".
Direction direction_of(const Tree& t, const TimeExpression& x, WordId clause, bool is_of_noun) {
  if (x.edge == Edge::kSince) return Direction::kPast;
  const Tense tense = clause == kNoWord ? Tense::kNone : tense_of(t, clause);
  static constexpr std::string_view kAhead[] = {"due", "scheduled", "slated", "planned", "upcoming", "postponed", "adjourned"};
  WordId up = t.word(x.head).head;
  for (int steps = 0; up != kNoWord && steps < 3; ++steps, up = t.word(up).head) {
    const bool ahead = std::any_of(std::begin(kAhead), std::end(kAhead), [&](std::string_view a) { return same_word(t.word(up).form, a); });
    if (ahead && tense != Tense::kPluperfect) return Direction::kFuture;
    if (up == clause) break;
  }
  switch (tense) {
    case Tense::kPluperfect:
    case Tense::kPast:
    case Tense::kPerfect: return Direction::kPast;
    case Tense::kFuture: return Direction::kFuture;
    default: break;
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
    if (v.is(kSuperlative) || same_word(v.form, "first") || same_word(v.form, "worst") || same_word(v.form, "biggest") || same_word(v.form, "largest") ||
        same_word(v.form, "sharpest") || same_word(v.form, "deadliest") || same_word(v.form, "highest") || same_word(v.form, "lowest") || same_word(v.form, "most")) {
      return true;
    }
  }
  return false;
}

}  // namespace

Dates::Dates(const Tree& tree, const Lexicon& lexicon)
    : tree_(&tree), lexicon_(&lexicon), speech_(lexicon.class_named("speech-verb")), published_(tree.document().article->published) {
  const std::size_t n = tree.document().sentences.size();
  if (published_) lead_ = story_ = DateRange{*published_, *published_, {}};
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
    if (s == 0) find_lead(s);
    // what this sentence came to is the scene of the next one in its paragraph
    if (story_ && (!was || was->from != story_->from || was->to != story_->to) && s + 1 < n) scene_.back() = story_;
  }
  first_.push_back(times_.size());
}

Dates::~Dates() = default;

std::span<const Dates::Timed> Dates::of_sentence(std::uint32_t s) const { return {times_.data() + first_[s], first_[s + 1] - first_[s]}; }

void Dates::read_sentence(std::uint32_t s) {
  const Tree& t = *tree_;
  const Document& d = t.document();
  const Sentence& sentence = d.sentences[s];
  const Span dateline = d.article->dateline_span;
  const std::optional<DateRange> at_begin = story_;
  for (TimeExpression& x : find_times(d, sentence.begin, sentence.end)) {
    const bool in_dateline = !dateline.empty() && d[x.core].span.begin < dateline.end;
    Timed timed{std::move(x), {}, kNoWord, false};
    timed.is_of_noun = is_named_by_time(t, timed.x.head);
    WordId up = d[timed.x.head].head;
    while (up != kNoWord && !heads_clause(t, up)) up = d[up].head;
    timed.clause = up;
    const Direction direction = in_dateline ? Direction::kPast : direction_of(t, timed.x, up, timed.is_of_noun);
    timed.days = resolve(timed.x, {published_, story_, direction});
    if (timed.days) {
      const Span words{d[timed.x.begin].span.begin, d[timed.x.end - 1].span.end};
      timed.days->text = d.text().substr(words.begin, words.size());
      const bool is_scene = !timed.x.is_relation && !timed.is_of_noun && (timed.x.edge == Edge::kAt || timed.x.edge == Edge::kDuring || timed.x.edge == Edge::kWithin) &&
                            (!published_ || timed.days->from <= *published_) && (up == kNoWord || !is_relative(d[up]));
      if (in_dateline && timed.days->from == timed.days->to && published_ && days_between(timed.days->to, *published_) <= 7) lead_ = story_ = timed.days;
      else if (is_scene && direction != Direction::kFuture && !in_dateline) story_ = timed.days;
    }
    if (in_dateline) timed.days.reset();
    times_.push_back(std::move(timed));
  }
}

/// The day of which the first sentence tells, where it is one and lies just before publication.
void Dates::find_lead(std::uint32_t s) {
  if (!published_) return;
  for (std::size_t k = first_[s]; k < times_.size(); ++k) {
    const Timed& x = times_[k];
    if (!x.days || x.x.is_relation || x.is_of_noun || x.x.edge != Edge::kAt || x.days->from != x.days->to || x.x.at.from_story) continue;
    const int age = days_between(x.days->from, *published_);
    if (age < 0 || age > kLeadDays) continue;
    lead_ = x.days;
    return;
  }
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
      if (u.rel == Rel::kXcomp && (same_side || x.x.begin < up)) cost += 3;
      else if (u.rel == Rel::kConj && !has_subject(t, up) && same_side && over == head) cost += 4;
      else if (u.rel == Rel::kAcl && over == head && is_noun_above && (u.subrel != SubRel::kRelcl || !has_subject(t, up) || t.word(t.child(up, Rel::kNsubj)).upos == Upos::kPron)) cost += 3;
      else return std::nullopt;
    } else if (is_named_by_time(t, node)) {
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

/// How far an expression lies from a predicate: below it, else below a clause around it.
std::optional<int> Dates::cost(const Timed& x, WordId head) const {
  const Tree& t = *tree_;
  if (const auto own = own_cost(x, head)) return own;
  int cost = 0;
  WordId q = head;
  for (int steps = 0; steps < kTooFar; ++steps) {
    const Word& w = t.word(q);
    const WordId up = w.head;
    if (up == kNoWord) return std::nullopt;
    if (up >= x.x.core && up < x.x.end && q >= x.x.end) return cost;  // "on May 24, when police …"
    const bool same_side = is_past(tense_of(t, q)) == is_past(tense_of(t, up));
    switch (w.rel) {
      case Rel::kConj:
        if (!same_side) return std::nullopt;
        cost += has_subject(t, q) ? 3 : 1;
        break;
      case Rel::kXcomp: cost += 1; break;
      case Rel::kCcomp:
      case Rel::kParataxis: cost += 4; break;
      case Rel::kAdvcl: cost += 4; break;
      case Rel::kAcl:
        if (w.subrel == SubRel::kRelcl) return std::nullopt;
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
  if (x.x.edge == Edge::kSince) return (tense == Tense::kPerfect || tense == Tense::kPluperfect || tense == Tense::kPresent) && !compares(t, x.x);
  if (!published_ || !is_verb(t.word(head))) return true;
  const bool open = x.x.edge == Edge::kBy || x.x.edge == Edge::kWithin || x.x.edge == Edge::kFor;
  if ((tense == Tense::kPast || tense == Tense::kPerfect || tense == Tense::kPluperfect) && x.x.edge != Edge::kFrom) {
    if (x.days->from > *published_) return false;
    if (open && x.days->to > *published_) return false;
  }
  return true;
}

const Dates::Timed* Dates::best(WordId head) const {
  const Timed* best = nullptr;
  int least = kTooFar;
  for (const Timed& x : of_sentence(tree_->sentence_of(head))) {
    if (!suits(x, head)) continue;
    const auto c = cost(x, head);
    if (!c || *c > least) continue;
    if (best && *c == least && days_between(x.days->from, x.days->to) >= days_between(best->days->from, best->days->to)) continue;
    best = &x, least = *c;
  }
  return best;
}

std::optional<DateRange> Dates::of(WordId head) const {
  if (auto r = by_relation(head)) return r;
  if (const Timed* x = best(head)) {
    // what had been done when somebody spoke on Monday was done by Monday
    const bool backshifted = tense_of(*tree_, head) == Tense::kPluperfect && !own_cost(*x, head) && x->x.edge == Edge::kAt && tree_->word(head).rel == Rel::kCcomp;
    if (!backshifted) return x->days;
  }
  if (auto r = by_adverb(head)) return r;
  return by_story(head);
}

/// "two days after the attack", "hours after China revoked": the one event's time gives the other's.
std::optional<DateRange> Dates::by_relation(WordId head) const {
  const Tree& t = *tree_;
  for (const Timed& x : of_sentence(t.sentence_of(head))) {
    if (!x.x.is_relation) continue;
    // the phrase or clause that "after" governs: the first predicate behind it that hangs from it or above it
    WordId other = kNoWord;
    for (WordId up = x.x.end < t.sentence(head).end ? x.x.end : kNoWord; up != kNoWord; up = t.word(up).head) {
      if (up == head && up >= x.x.end) other = up;
      if (t.word(up).rel == Rel::kAdvcl || t.word(up).rel == Rel::kObl || t.word(up).rel == Rel::kNmod) break;
    }
    const auto unshared = [&](WordId w) {
      const Timed* b = best(w);
      return b && own_cost(*b, w) ? b : nullptr;
    };
    const int sign = x.x.at.count < 0 ? -1 : 1;
    TimePoint p = x.x.at;
    if (other == head) {  // the event that the other one is counted from
      WordId main = head;
      while (t.word(main).rel != Rel::kAdvcl && t.word(main).head != kNoWord && t.word(main).rel != Rel::kObl && t.word(main).rel != Rel::kNmod) main = t.word(main).head;
      main = t.word(main).head;
      while (main != kNoWord && !heads_clause(t, main)) main = t.word(main).head;
      if (unshared(head) || main == kNoWord) continue;
      const Timed* known = unshared(main);
      const std::optional<DateRange> base = known ? known->days : lead_;
      if (!base) continue;
      p.count = -p.count, p.from_story = true;
      TimeExpression back = x.x;
      back.at = p, back.is_relation = false, back.edge = Edge::kAt;
      auto r = resolve(back, {published_, base, Direction::kPast});
      if (r) r->text = t.document().text().substr(t.word(x.x.begin).span.begin, t.word(x.x.end - 1).span.end - t.word(x.x.begin).span.begin);
      return r;
    }
    if (x.clause != head || unshared(head)) continue;
    // this event is counted from the other one, where that one's time is said
    for (const Timed& y : of_sentence(t.sentence_of(head))) {
      if (y.x.begin < x.x.end || !y.days) continue;
      TimeExpression on = x.x;
      on.is_relation = false, on.edge = Edge::kAt;
      auto r = resolve(on, {published_, y.days, sign < 0 ? Direction::kPast : Direction::kUnknown});
      if (r) r->text = t.document().text().substr(t.word(x.x.begin).span.begin, t.word(y.x.end - 1).span.end - t.word(x.x.begin).span.begin);
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
  if (scene && scene->to < r.from && !speaks && (tense == Tense::kPast || tense == Tense::kPluperfect)) {
    r.from = scene->from;
    if (days_between(scene->to, *published_) > kSceneDays) r.to = scene->to;
    return r;
  }
  // in reported speech the pluperfect stands for the perfect: "said it had taken note"
  bool reported = false;
  for (WordId w = head; w != kNoWord; w = tree_->word(w).head) reported = reported || tree_->word(w).rel == Rel::kCcomp;
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
