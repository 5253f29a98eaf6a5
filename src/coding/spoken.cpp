// What is done by being said: a statement that accuses, denies, threatens, praises, asks or promises is an event where no frame has read
// it as one, and so are a claim against another side and its denial. Relies on speech. Door: code_spoken().
#include <algorithm>

#include "coding/alike.h"
#include "coding/coding.h"
#include "reading/frame_contents.h"
#include "reading/speech.h"

namespace demarche {
namespace {

struct Act {
  EventType type;
  std::string_view cameo;
  std::string_view rule;
};

/// The act in a stance; nothing for plain assertions.
std::optional<Act> act_of(Stance stance) {
  switch (stance) {
    case Stance::kAccuse: return Act{EventType::kAccuse, "111", "a statement that accuses"};
    case Stance::kDeny: return Act{EventType::kReject, "120", "a statement that denies"};
    case Stance::kThreaten: return Act{EventType::kThreaten, "130", "a statement that threatens"};
    case Stance::kPraise: return Act{EventType::kSupport, "051", "a statement that praises"};
    case Stance::kRequest: return Act{EventType::kRequest, "100", "a statement that asks"};
    case Stance::kPromise: return Act{EventType::kAgree, "030", "a statement that promises"};
    default: return std::nullopt;
  }
}

class SpokenCoder {
 public:
  SpokenCoder(const ArticleView& view, const SpeechMap& speech, const std::vector<ClaimReading>& claims, std::vector<Event>& events)
      : view_(view), tree_(*view.tree), document_(tree_.document()), speech_(speech), claims_(claims), events_(events),
        hostile_(view.lexicon->class_named("hostile-adjective")), label_(view.lexicon->class_named("hostile-label")) {}

  void run() {
    for (const Speech& s : speech_.statements()) of_statement(s);
    for (const ClaimReading& c : claims_) of_claim(c);
    each_blames_the_other();
    std::stable_sort(events_.begin(), events_.end(), [](const Event& a, const Event& b) { return begin_of(a) < begin_of(b); });
  }

 private:
  static std::uint32_t begin_of(const Event& e) { return e.trigger.empty() ? 0 : e.trigger.front().begin; }
  [[nodiscard]] const Actor& actor(ActorId a) const { return view_.mentions->actors()[a]; }
  [[nodiscard]] bool same_side(ActorId a, ActorId b) const { return demarche::same_side(a, b, view_.mentions->actors()); }
  [[nodiscard]] bool has_side(const std::vector<ActorId>& side, ActorId a) const {
    return std::any_of(side.begin(), side.end(), [&](ActorId b) { return same_side(a, b); });
  }

  void of_statement(const Speech& s) {
    if (actor(s.speaker).code.empty() || s.saying.verb == kNoWord || only_describes(tree_, *view_.arguments, s.saying.verb)) return;
    auto act = act_of(s.saying.stance);
    if (!act && is_hostile(s)) act = Act{EventType::kAccuse, "111", "a statement in hostile words"};
    if (!act || is_told(s, *act)) return;
    std::vector<ActorId> target = s.toward;
    std::erase_if(target, [&](ActorId t) { return actor(t).code.empty() || same_side(t, s.speaker); });
    if (target.empty()) {
      if (const auto other = party_in(s)) target = {*other};
    }
    add(*act, speakers(s), std::move(target), s.saying.verb, document_.words[s.saying.verb].span);
  }

  /// "Burkina Faso and Mali warned": all who say it.
  [[nodiscard]] std::vector<ActorId> speakers(const Speech& s) const {
    std::vector<ActorId> out{s.speaker};
    if (s.saying.speaker == kNoWord || tree_.word(s.saying.speaker).rel != Rel::kNsubj) return out;
    for (const WordId w : tree_.coordinated(s.saying.speaker)) {
      const auto id = view_.mentions->resolve(w);
      if (id && !actor(*id).code.empty() && !has_side(out, *id)) out.push_back(*id);
    }
    return out;
  }

  /// Whether an event of the statement says the same already: of its type, by its side, in its words or beside its verb.
  [[nodiscard]] bool is_told(const Speech& s, const Act& act) const {
    const std::uint32_t sentence = tree_.sentence_of(s.saying.verb);
    return std::any_of(events_.begin(), events_.end(), [&](const Event& e) {
      const bool alike = e.type == act.type || (act.type == EventType::kReject && e.type == EventType::kAccuse) ||
                         (act.type == EventType::kAccuse && (e.type == EventType::kReject || e.type == EventType::kThreaten)) ||
                         (act.type == EventType::kSupport && (e.type == EventType::kConsult || e.type == EventType::kAgree)) ||
                         (act.type == EventType::kAgree && (e.type == EventType::kAid || e.type == EventType::kThreaten || e.type == EventType::kConcede)) ||
                         (act.type == EventType::kRequest && (e.type == EventType::kAgree || e.type == EventType::kReject || e.type == EventType::kThreaten));
      if (!alike) return false;
      const bool here = std::find(e.sentences.begin(), e.sentences.end(), sentence) != e.sentences.end();
      const bool within = begin_of(e) >= s.span.begin && begin_of(e) < s.span.end;
      return (here && (e.source.empty() || has_side(e.source, s.speaker))) || within;
    });
  }

  /// A plain statement about another side that calls something unacceptable, illegal, a provocation.
  [[nodiscard]] bool is_hostile(const Speech& s) const {
    if (s.saying.stance != Stance::kAssert && s.saying.stance != Stance::kInform) return false;
    for (const WordRange r : s.saying.content) {
      for (WordId w = r.begin; w < r.end; ++w) {
        const WordId begin = tree_.sentence(w).begin;
        if (!view_.lexicon->in_class(document_, begin, w, hostile_) && !view_.lexicon->in_class(document_, begin, w, label_)) continue;
        if (is_judgement(w) && !view_.factualities->of(w).is_negated) return true;
      }
    }
    return false;
  }

  /// Whether a hostile word judges: "the step was illegal", "an unfriendly act", "as a provocation"; "talks on terrorism" judges nobody.
  [[nodiscard]] bool is_judgement(WordId w) const {
    static constexpr std::string_view kActs[] = {"act", "step", "move", "decision", "attempt", "action", "statement", "policy", "measure", "behaviour", "behavior", "conduct", "remark"};
    const Word& x = document_.words[w];
    switch (x.rel) {
      case Rel::kRoot: case Rel::kCcomp: case Rel::kXcomp: case Rel::kParataxis: return tree_.child(w, Rel::kCop) != kNoWord || x.rel == Rel::kXcomp;
      case Rel::kAmod: return x.head != kNoWord && std::find(std::begin(kActs), std::end(kActs), document_.words[x.head].lemma) != std::end(kActs);
      case Rel::kObl: case Rel::kNmod: return tree_.has_preposition(w, "as");
      default: return false;
    }
  }

  /// The first party of another side in what is said.
  [[nodiscard]] std::optional<ActorId> party_in(const Speech& s) const {
    for (const WordRange r : s.saying.content) {
      for (WordId w = r.begin; w < r.end; ++w) {
        const Word& x = document_.words[w];
        if (x.upos != Upos::kPropn && x.upos != Upos::kAdj && x.upos != Upos::kNoun) continue;
        if (const auto id = view_.mentions->resolve(w); id && !actor(*id).code.empty() && !same_side(*id, s.speaker)) return id;
      }
    }
    return std::nullopt;
  }

  /// "Each side said the other had fired first."
  void each_blames_the_other() {
    const ClassId speech = view_.lexicon->class_named("speech-verb");
    for (WordId w = 0; w < document_.words.size(); ++w) {
      if (document_.words[w].upos != Upos::kVerb || !view_.lexicon->in_class(document_.words[w].lemma, speech)) continue;
      const WordId subject = tree_.child(w, Rel::kNsubj), clause = tree_.child(w, Rel::kCcomp);
      if (subject == kNoWord || clause == kNoWord) continue;
      const WordId other = tree_.child(clause, Rel::kNsubj);
      if (other == kNoWord || document_.words[other].lemma != "other") continue;
      const std::vector<ActorId> both = view_.mentions->several(subject);
      const bool told = std::any_of(events_.begin(), events_.end(), [&](const Event& e) { return e.type == EventType::kAccuse && e.sentences.front() == tree_.sentence_of(w); });
      if (both.size() == 2 && !told) add({EventType::kAccuse, "112", "each side blames the other"}, both, both, w, document_.words[w].span);
    }
  }

  void of_claim(const ClaimReading& c) {
    const auto coded = [&](const std::vector<ActorId>& side) { return std::any_of(side.begin(), side.end(), [&](ActorId a) { return !actor(a).code.empty(); }); };
    if (c.range.empty() || !coded(c.claim.by) || !coded(c.claim.about)) return;
    if (is_charge(c) && !between(EventType::kAccuse, c.claim.by, c.claim.about)) {
      add({EventType::kAccuse, "112", "a claim against another side"}, c.claim.by, c.claim.about, c.range.begin, c.claim.span);
    }
    if (c.claim.denial_span && coded(c.claim.denied_by) && !between(EventType::kReject, c.claim.denied_by, c.claim.by) && !is_denied_here(c)) {
      add({EventType::kReject, "120", "the denial of a claim"}, c.claim.denied_by, c.claim.by, denial_word(c), *c.claim.denial_span);
    }
  }

  [[nodiscard]] WordId denial_word(const ClaimReading& c) const {
    return std::min(word_at(document_, c.claim.denial_span->begin), static_cast<WordId>(document_.words.size() - 1));
  }

  /// Whether the denial's own sentence has told a rejection by the same side already.
  [[nodiscard]] bool is_denied_here(const ClaimReading& c) const {
    const std::uint32_t sentence = tree_.sentence_of(denial_word(c));
    return std::any_of(events_.begin(), events_.end(), [&](const Event& e) {
      return e.type == EventType::kReject && std::find(e.sentences.begin(), e.sentences.end(), sentence) != e.sentences.end() &&
             std::any_of(e.source.begin(), e.source.end(), [&](ActorId s) { return has_side(c.claim.denied_by, s); });
    });
  }

  /// A claim is a charge where the other side answers it, or where the side that makes it is the one that suffers; a third party reports.
  [[nodiscard]] bool is_charge(const ClaimReading& c) const {
    if (std::any_of(c.claim.by.begin(), c.claim.by.end(), [&](ActorId a) { return actor(a).kind == ActorKind::kMedia; })) return false;
    if (c.claim.denial_span) return true;
    if (std::all_of(c.claim.by.begin(), c.claim.by.end(), [&](ActorId a) { return is_unnamed(a); })) return false;  // "officials said": whom the writer believes
    const auto does_it = [&](const Event& e) { return std::any_of(e.source.begin(), e.source.end(), [&](ActorId s) { return has_side(c.claim.about, s); }); };
    return std::any_of(events_.begin(), events_.end(), [&](const Event& e) {
      return begin_of(e) >= c.claim.span.begin && begin_of(e) < c.claim.span.end && does_it(e) &&
             std::any_of(e.target.begin(), e.target.end(), [&](ActorId t) { return has_side(c.claim.by, t); });
    });
  }

  /// "officials", "an army spokesman", "police": no name, and no country in the phrase.
  [[nodiscard]] bool is_unnamed(ActorId a) const { return actor(a).kind != ActorKind::kCountry && !actor(a).name.empty() && actor(a).name.front() >= 'a' && actor(a).name.front() <= 'z'; }

  [[nodiscard]] bool between(EventType type, const std::vector<ActorId>& from, const std::vector<ActorId>& to) const {
    const auto shares = [&](const std::vector<ActorId>& a, const std::vector<ActorId>& b) { return std::any_of(a.begin(), a.end(), [&](ActorId x) { return has_side(b, x); }); };
    return std::any_of(events_.begin(), events_.end(), [&](const Event& e) { return e.type == type && shares(e.source, from) && (e.target.empty() || shares(e.target, to)); });
  }

  void add(const Act& act, std::vector<ActorId> source, std::vector<ActorId> target, WordId word, Span words) {
    Event e;
    e.type = act.type;
    e.cameo = act.cameo;
    e.goldstein = view_.lexicon->goldstein(act.cameo);
    e.rule = act.rule;
    e.entry = "statement";
    e.source = std::move(source);
    e.target = std::move(target);
    e.trigger = {words};
    e.sentences = {tree_.sentence_of(word)};
    e.date = view_.dates->of(word);
    if (act.type == EventType::kRequest) e.status = EventStatus::kRequested;
    if (act.type == EventType::kThreaten) e.status = EventStatus::kThreatened;
    e.confidence = 0.5;
    events_.push_back(std::move(e));
  }

  const ArticleView& view_;
  const Tree& tree_;
  const Document& document_;
  const SpeechMap& speech_;
  const std::vector<ClaimReading>& claims_;
  std::vector<Event>& events_;
  ClassId hostile_, label_;
};

}  // namespace

void code_spoken(const ArticleView& view, const SpeechMap& speech, const std::vector<ClaimReading>& claims, std::vector<Event>& events) {
  SpokenCoder(view, speech, claims, events).run();
}

}  // namespace demarche
