// When the things that an article tells of happened: its time expressions read in order of text, each against the day of
// publication, the tense of its clause and the day that the narrative has come to; and the day of the story for what has no time
// of its own. Relies on tree and the stages of times.h; attachment.cpp says which time is whose. Door: class Dates.
#include <algorithm>

#include "reading/times.h"

namespace demarche {
namespace {

constexpr int kClimb = 14;    ///< clauses around a time that are asked for theirs
constexpr int kLeadDays = 3;  ///< the lead's day lies no further before publication
constexpr int kLeadSentences = 3;
constexpr int kSceneDays = 21;  ///< a scene as old as that is part of the story that goes on
constexpr int kRunUpDays = 31;  ///< "had closed" without a time: within a month before the story

/// What has its own preposition is an adverbial, wherever the parser hung it: "on Monday donors promised", "in 2014 troops took".
bool is_adverbial(const Document& d, const TimeExpression& x) {
  if (x.begin == x.core || (x.at.kind != TimeKind::kWeekday && x.at.kind != TimeKind::kDate)) return false;
  const std::string_view p = d[x.core - 1].form;
  return d[x.core - 1].upos == Upos::kAdp && !same_word(p, "of") && (same_word(p, "on") || x.at.kind == TimeKind::kDate);
}

/// Whether days may be counted from: "two days later" from a week at most, "a month later" from no more than a season.
bool is_fine_enough(const DateRange& reference, const TimePoint& counted) {
  const int days = days_between(reference.from, reference.to) + 1;
  if (counted.kind == TimeKind::kDate) return true;  // "April of that year"
  switch (counted.unit) {
    case TimeUnit::kHour:
    case TimeUnit::kDay:
    case TimeUnit::kNight: return days <= 7;
    case TimeUnit::kWeek: return days <= 31;
    case TimeUnit::kMonth: return days <= 92;
    default: return true;
  }
}

/// "gave it until May 31 to leave", "has until Friday to answer": a time that is given to do something.
bool gives_time(const Tree& t, const TimeExpression& x) {
  const Sentence& s = t.sentence(x.head);
  return x.end + 1 < s.end && x.begin > s.begin && t.word(x.end).upos == Upos::kPart && t.word(x.end).lemma == "to" && is_verb(t.word(x.end + 1)) &&
         (same_word(t.word(x.begin).form, "until") || same_word(t.word(x.begin).form, "till"));
}

/// The word that an expression hangs from. A time without a preposition that the parser took for a second subject ("brokered last
/// November collapsed on Sunday") belongs to the verb before it.
///
/// "Ministers on Tuesday banned": what stands between subject and verb is the verb's. "Gave it until May 31 to leave": a time given
/// is the infinitive's behind it.
WordId governor_of(const Tree& t, const TimeExpression& x) {
  const Word& w = t.word(x.head);
  const WordId last = t.sentence(x.head).end;
  if (x.edge == Edge::kBy && gives_time(t, x)) return x.end + 1;
  if (w.rel == Rel::kNmod && w.head != kNoWord && w.head < x.begin && t.word(w.head).rel == Rel::kNsubj && t.has_preposition(x.head, "on")) {
    const WordId verb = t.word(w.head).head;
    WordId k = x.end;
    while (k < last && (t.word(k).upos == Upos::kAux || t.word(k).upos == Upos::kAdv)) ++k;
    if (k == verb) return verb;
  }
  if (w.rel != Rel::kNsubj || w.head == kNoWord || x.begin != x.core || t.child(w.head, Rel::kNsubj) == x.head) return w.head;
  const WordId first = t.sentence(x.head).begin;
  for (WordId k = x.begin; k > first && x.begin - k < 6; --k) {
    if (is_verb(t.word(k - 1))) return k - 1;
  }
  return w.head;
}

/// "have called a strike for Wednesday": a day that is set lies ahead, whoever has set it.
bool is_set_for(const Tree& t, const TenseWords& words, const TimeExpression& x, WordId clause) {
  const bool is_day = x.at.kind == TimeKind::kWeekday || x.at.kind == TimeKind::kDate;
  if (x.edge != Edge::kFor || !is_day || tense_of(t, words, clause) == Tense::kPluperfect) return false;
  return words.lexicon->in_class(t.word(clause).lemma, words.setting);
}

/// The tense of the clause decides on which side of publication a time lies; so do words such as "until", "since", "due".
Direction direction_of(const Tree& t, const TenseWords& words, const TimeExpression& x, WordId clause, bool is_of_noun) {
  if (x.edge == Edge::kSince) return Direction::kPast;
  if (clause != kNoWord && is_set_for(t, words, x, clause)) return Direction::kFuture;
  const Tense tense = clause == kNoWord ? Tense::kNone : tense_of(t, words, clause);
  // "the vote due in April": the words tell, whatever the parser made of them
  const WordId floor = std::max(t.sentence(x.head).begin, x.begin > 5 ? x.begin - 5 : 0);
  for (WordId w = x.begin; w > floor && t.word(w - 1).upos != Upos::kPunct && !t.word(w - 1).is(kFin); --w) {
    const bool ahead = words.lexicon->in_class(t.word(w - 1).form, words.upcoming);
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

}  // namespace

Dates::Dates(const Tree& tree, const Lexicon& lexicon)
    : tree_(&tree),
      lexicon_(&lexicon),
      words_(lexicon),
      speech_(lexicon.class_named("speech-verb")),
      published_(tree.document().article->published) {
  const std::size_t n = tree.document().sentences.size();
  if (published_) lead_ = story_ = DateRange{*published_, *published_, {}};
  tenses_.resize(tree.document().words.size());
  std::optional<DateRange> scene;
  bool lead_found = false;
  int body_sentences = 0;
  first_.reserve(n + 1);
  before_.reserve(n);
  scene_.reserve(n);
  for (std::uint32_t s = 0; s < n; ++s) {
    first_.push_back(times_.size());
    const bool new_paragraph = s == 0 || tree.document().sentences[s].paragraph_begins;
    before_.push_back(story_);
    if (new_paragraph) scene.reset();
    scene_.push_back(scene);
    const std::optional<DateRange> was = story_;
    read_sentence(s);
    const bool in_body = tree.document().sentences[s].span.end > tree.document().article->dateline_span.end;
    if (in_body && !lead_found && body_sentences++ < kLeadSentences) lead_found = find_lead(s);
    // what this sentence came to is the scene of the next one in its paragraph
    if (story_ && (!was || was->from != story_->from || was->to != story_->to)) scene = story_;
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
  for (TimeExpression& x : find_times(d, sentence.begin, sentence.end)) {
    const bool in_dateline = !dateline.empty() && d[x.core].span.begin < dateline.end;
    Timed timed;
    timed.x = std::move(x);
    if (timed.x.edge == Edge::kUntil && gives_time(t, timed.x)) timed.x.edge = Edge::kBy;  // of what is to be done, its deadline
    timed.is_of_noun = is_named_by_time(t, timed.x.head) && !is_adverbial(d, timed.x);
    timed.governor = governor_of(t, timed.x);
    WordId up = timed.governor;
    while (up != kNoWord && !heads_clause(t, up)) up = d[up].head;
    timed.clause = up;
    const Direction direction = in_dateline ? Direction::kPast : direction_of(t, words_, timed.x, up, timed.is_of_noun);
    timed.days = resolve(timed.x, {published_, reference(timed), direction});
    if (direction == Direction::kFuture) settle_past(timed);
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

/// "urged the generals to rise on June 22": a day of a month that lies just behind us and, with the infinitive, would be far ahead is
/// the time of the verb over the infinitive.
void Dates::settle_past(Timed& timed) const {
  constexpr int kNear = 60, kFar = 180;
  const TimePoint& p = timed.x.at;
  if (timed.clause == kNoWord || tree_->word(timed.clause).is(kFin) || !timed.days || !published_ || p.kind != TimeKind::kDate || p.year || !p.month ||
      timed.x.edge != Edge::kAt) {
    return;
  }
  const WordId over = tree_->word(timed.clause).head;
  if (over == kNoWord || tense(over) == Tense::kFuture) return;
  auto past = resolve(timed.x, {published_, story_, Direction::kPast});
  if (!past || days_between(past->to, *published_) > kNear || days_between(*published_, timed.days->from) < kFar) return;
  timed.days = std::move(past);
  timed.governor = timed.clause = over;
}

/// The days from which "two days later" counts: those of its own clause or of one around it, else those that the narrative has
/// come to.
std::optional<DateRange> Dates::reference(const Timed& x) const {
  if (!x.x.at.from_story) return story_;
  const auto serves = [&](const Timed& y) { return y.point && !y.is_of_noun && !y.x.is_relation && is_fine_enough(*y.point, x.x.at); };
  for (std::size_t k = times_.size(); k-- > first_.back();) {
    const Timed& y = times_[k];
    if (!serves(y)) continue;
    WordId up = x.clause;
    for (int steps = 0; up != kNoWord && steps < kClimb; ++steps, up = tree_->word(up).head) {
      if (up == y.clause) return y.point;
    }
  }
  // "the strike, which began on Sunday, was called off two days later": else what the sentence told of before
  for (std::size_t k = times_.size(); k-- > first_.back();) {
    const Timed& y = times_[k];
    if (serves(y) && (!published_ || y.point->from <= *published_)) return y.point;
  }
  return story_ && is_fine_enough(*story_, x.x.at) ? story_ : lead_;
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

/// tense_of, asked of the tree once a word.
Tense Dates::tense(WordId w) const {
  if (!tenses_[w]) tenses_[w] = tense_of(*tree_, words_, w);
  return *tenses_[w];
}

std::optional<DateRange> Dates::of(WordId head) const {
  if (auto r = by_when(head)) return r;
  if (auto r = by_relation(head)) return r;
  if (const Timed* x = best(head)) {
    // what had been done when somebody spoke on Monday was done by Monday
    const bool backshifted = tense(head) == Tense::kPluperfect && !own_cost(*x, head) && x->x.edge == Edge::kAt &&
                             tree_->word(head).rel == Rel::kCcomp;
    if (!backshifted) return x->days;
  }
  if (auto r = by_adverb(head)) return r;
  if (auto r = by_after(head)) return r;
  return by_story(head);
}

/// "It did the same after soldiers killed 15 people in December 1982": what followed a deed of long ago is as old, give or take a year.
std::optional<DateRange> Dates::by_after(WordId head) const {
  constexpr int kYear = 365;
  if (!published_ || tense(head) != Tense::kPast) return std::nullopt;
  for (const WordId c : tree_->children(head)) {
    const WordId mark = tree_->word(c).rel == Rel::kAdvcl ? tree_->child(c, Rel::kMark) : kNoWord;
    if (mark == kNoWord || !same_word(tree_->word(mark).form, "after")) continue;
    const Timed* known = best_own(c);
    if (!known || days_between(known->days->to, *published_) <= kYear) continue;
    return DateRange{known->days->from, Day{known->days->to.since_1970 + kYear}, known->days->text, true};
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
    if ((w.upos != Upos::kAdv && w.rel != Rel::kAdvmod) || in_expression(c)) continue;
    if (std::none_of(std::begin(kThen), std::end(kThen), [&](std::string_view k) { return same_word(w.form, k); })) continue;
    return DateRange{from->from, *published_, std::string(w.form), true};
  }
  return std::nullopt;
}

/// The day of the story for what has no time of its own.
std::optional<DateRange> Dates::by_story(WordId head) const {
  if (!published_ || !lead_) return std::nullopt;
  const Tense spoken = tense(head);
  const std::optional<DateRange>& scene = scene_[tree_->sentence_of(head)];
  const bool speaks = lexicon_->in_class(tree_->word(head).lemma, speech_);
  DateRange r{std::min(lead_->from, *published_), *published_, {}, true};
  const bool old = scene && days_between(scene->to, *published_) > kSceneDays;
  // in reported speech the pluperfect stands for the perfect: "said it had taken note"
  bool reported = false;
  for (WordId w = head; w != kNoWord; w = tree_->word(w).head) reported = reported || tree_->word(w).rel == Rel::kCcomp;
  if (scene && scene->from < r.from && !((speaks || (reported && spoken == Tense::kPluperfect)) && old) &&
      (spoken == Tense::kPast || spoken == Tense::kPluperfect)) {
    r.from = scene->from;
    if (old) r.to = scene->to;
    if (spoken == Tense::kPluperfect && !old) r.from = Day{r.from.since_1970 - kRunUpDays};
    return r;
  }
  if (spoken == Tense::kPluperfect && !reported) r.to = lead_->to;
  if (spoken == Tense::kPluperfect) r.from = Day{r.from.since_1970 - kRunUpDays};
  return r;
}

}  // namespace demarche
