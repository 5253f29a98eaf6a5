// Frames → events. The codebook's type logic, each rule with a human name that `explain` shows. Door: code_events.
#include <algorithm>
#include <span>

#include "base/utf8.h"
#include "coding/coding.h"

namespace demarche {
namespace {

struct Draft {
  const FrameMatch& match;
  const Frame& frame;
  Factuality fact;
  Event event;
  bool has_condition = false;  ///< an if- or unless-clause hangs from it: "would expel him if"
};

bool is_material_conflict(EventType t) {
  return t == EventType::kSanction || t == EventType::kMobilize || t == EventType::kCoerce || t == EventType::kAssault || t == EventType::kProtest;
}
bool is_cooperation(EventType t) {
  return t == EventType::kConsult || t == EventType::kSupport || t == EventType::kCooperate || t == EventType::kAid;
}
bool is_verbal(EventType t) {
  return t == EventType::kAgree || t == EventType::kRequest || t == EventType::kAccuse || t == EventType::kReject || t == EventType::kThreaten;
}
bool has_mode(const Frame& frame, std::string_view mode) { return std::find(frame.modes.begin(), frame.modes.end(), mode) != frame.modes.end(); }
bool is_open(Modality m) { return m == Modality::kFuture || m == Modality::kPossible || m == Modality::kPurpose || m == Modality::kNecessary; }

void become(Event& e, EventType type, std::string_view cameo, const Lexicon& lexicon, std::string_view rule) {
  e.type = type;
  e.cameo = cameo;
  e.goldstein = lexicon.goldstein(cameo);
  e.rule = rule;
}

/// A rule of the codebook: when it applies, what it does. First match wins.
struct Rule {
  std::string_view name;
  bool (*when)(const Draft&);
  void (*then)(Draft&, const Lexicon&);
};

constexpr Rule kRules[] = {
    {"a failure to agree is a rejection", [](const Draft& d) { return d.fact.is_failed && d.fact.is_negated && (d.frame.type == EventType::kAgree || d.frame.cameo == "057"); },
     [](Draft& d, const Lexicon& lx) { become(d.event, EventType::kReject, "120", lx, "a failure to agree is a rejection"); }},
    {"what is not allowed is rejected",
     [](const Draft& d) { return d.fact.is_negated && (d.frame.name.find("-allow") != std::string_view::npos || d.frame.name.find("-permission") != std::string_view::npos); },
     [](Draft& d, const Lexicon& lx) { become(d.event, EventType::kReject, "120", lx, "what is not allowed is rejected"); }},
    {"what did not happen is negated", [](const Draft& d) { return d.fact.is_negated && !is_open(d.fact.modality); },
     [](Draft& d, const Lexicon&) { d.event.status = EventStatus::kNegated; }},
    {"a refusal to cooperate is a rejection",
     [](const Draft& d) {
       const EventType t = d.frame.type;
       const bool unfriendly = is_material_conflict(t) || t == EventType::kReject || t == EventType::kAccuse || t == EventType::kThreaten;  // "does not intend to call it off"
       return d.fact.is_negated && d.fact.modality == Modality::kFuture && !unfriendly;
     },
     [](Draft& d, const Lexicon& lx) { become(d.event, EventType::kReject, "120", lx, "a refusal to cooperate is a rejection"); }},
    {"what will not happen is negated", [](const Draft& d) { return d.fact.is_negated; },
     [](Draft& d, const Lexicon&) { d.event.status = EventStatus::kNegated; }},
    {"future cooperation is agreement", [](const Draft& d) { return is_cooperation(d.frame.type) && is_open(d.fact.modality) && d.fact.modality != Modality::kNecessary; },
     [](Draft& d, const Lexicon& lx) {
       const std::string_view cameo = d.frame.type == EventType::kConsult   ? "036"
                                      : d.frame.type == EventType::kSupport ? "032"
                                      : d.frame.type == EventType::kAid     ? "033"
                                                                            : "031";
       become(d.event, EventType::kAgree, cameo, lx, "future cooperation is agreement");
       d.event.mode.clear();
       d.event.status = d.fact.modality == Modality::kFuture ? EventStatus::kAnnounced : EventStatus::kPlanned;
     }},
    {"a resignation counts from its announcement",
     [](const Draft& d) { return d.frame.type == EventType::kRetreat && has_mode(d.frame, "resign") && d.fact.modality == Modality::kFuture; },
     [](Draft& d, const Lexicon&) { d.event.status = EventStatus::kAnnounced; }},
    {"a promise to yield is agreement",
     [](const Draft& d) {
       return d.frame.type == EventType::kRetreat && !has_mode(d.frame, "withdraw") && is_open(d.fact.modality) && d.fact.modality != Modality::kNecessary;
     },
     [](Draft& d, const Lexicon& lx) {
       become(d.event, EventType::kAgree, has_mode(d.frame, "release") ? "0353" : "0356", lx, "a promise to yield is agreement");
       d.event.mode.clear();
       d.event.status = d.fact.modality == Modality::kFuture ? EventStatus::kAnnounced : EventStatus::kPlanned;
     }},
    {"announced withdrawal is a concession", [](const Draft& d) { return d.frame.type == EventType::kRetreat && is_open(d.fact.modality) && d.fact.modality != Modality::kNecessary; },
     [](Draft& d, const Lexicon& lx) {
       become(d.event, EventType::kConcede, "083", lx, "announced withdrawal is a concession");
       d.event.mode.clear();
       d.event.status = EventStatus::kAnnounced;
     }},
    {"announced force is a threat",
     [](const Draft& d) {
       if (d.fact.is_decided && d.frame.type == EventType::kSanction) return false;  // "decided to revoke its trade status" threatens nothing more
       if (d.frame.type == EventType::kMobilize && d.event.target.empty()) return false;  // "extra police will guard" the ground: nobody is threatened
       return is_material_conflict(d.frame.type) && (d.fact.modality == Modality::kFuture || d.fact.modality == Modality::kPossible) && (d.frame.measure.empty() || d.has_condition) &&
              !d.event.source.empty();
     },
     [](Draft& d, const Lexicon& lx) {
       const std::string_view cameo = d.frame.type == EventType::kAssault    ? "138"
                                      : d.frame.type == EventType::kProtest  ? "133"
                                      : d.frame.type == EventType::kSanction ? "131"
                                                                             : "130";
       become(d.event, EventType::kThreaten, cameo, lx, "announced force is a threat");
       d.event.mode.clear();
       d.event.status = EventStatus::kThreatened;
     }},
    {"a verbal act is done by being spoken", [](const Draft& d) { return is_verbal(d.frame.type); }, [](Draft& d, const Lexicon&) {
       if (d.frame.type == EventType::kRequest) d.event.status = EventStatus::kRequested;
       if (d.frame.type == EventType::kThreaten) d.event.status = EventStatus::kThreatened;
       // "will lodge a protest" has lodged none yet
       if (d.frame.type == EventType::kAccuse && d.fact.modality == Modality::kFuture) d.event.status = EventStatus::kAnnounced;
       if (d.frame.type == EventType::kAccuse && d.fact.modality == Modality::kPossible) d.event.status = EventStatus::kPlanned;
     }},
    {"what is said to be planned is planned", [](const Draft& d) { return is_open(d.fact.modality); },
     [](Draft& d, const Lexicon&) { d.event.status = d.fact.modality == Modality::kFuture ? EventStatus::kAnnounced : EventStatus::kPlanned; }},
};

class Coder {
 public:
  Coder(const ArticleView& view, Trace* trace) : view_(view), tree_(*view.tree), trace_(trace), talking_(view.lexicon->class_named("talking-verb")) {}

  std::vector<Event> code(const std::vector<FrameMatch>& matches) {
    matches_ = matches;
    std::vector<Event> out;
    for (const FrameMatch& m : matches) {
      if (m.is_swallowed) {
        note(m, false, "lies within what another frame says");
        continue;
      }
      if (view_.lexicon->frame(m.frame).type == EventType::kConsult) {
        if (const FrameMatch* meeting = meeting_for(m); meeting && adds_nobody(m, *meeting)) {
          note(m, false, "is what the meeting is for");
          continue;
        }
      }
      if (auto event = code(m)) {
        note(m, true, "coded " + std::string(name_of(event->type)) + " (" + event->rule + ")");
        out.push_back(std::move(*event));
      }
    }
    demands(out);
    drop_side_events(out);
    return out;
  }

 private:
  void note(const FrameMatch& m, bool coded, std::string why) {
    if (trace_) trace_->notes.push_back({tree_.sentence_of(m.head), m.head, std::string(view_.lexicon->frame(m.frame).name), coded, std::move(why)});
  }

  // ---- what a meeting is for

  /// "met to discuss", "called him to congratulate him": the meeting whose purpose the predicate is.
  [[nodiscard]] const FrameMatch* meeting_for(const FrameMatch& m) const {
    const Word& x = tree_.word(m.head);
    if (x.head == kNoWord || !(x.is(kInf) || x.is(kGer)) || (x.rel != Rel::kAdvcl && x.rel != Rel::kXcomp)) return nullptr;
    const auto meeting = std::find_if(matches_.begin(), matches_.end(), [&](const FrameMatch& o) {
      return o.head == x.head && !o.is_swallowed && view_.lexicon->frame(o.frame).type == EventType::kConsult;
    });
    return meeting == matches_.end() ? nullptr : &*meeting;
  }

  [[nodiscard]] bool adds_nobody(const FrameMatch& m, const FrameMatch& meeting) const {
    // "to discuss peace in Sudan": those talked of are not talked to
    const WordList whom = view_.arguments->patients(m.head);
    const bool is_talked_to = std::find(whom.begin(), whom.end(), m.target_word) != whom.end() || !view_.arguments->with_preposition(m.head, "with").empty();
    const bool talks = view_.lexicon->in_class(tree_.word(m.head).lemma, talking_);
    if (talks && !is_talked_to && m.target_word != kNoWord) return true;
    return std::all_of(m.target.begin(), m.target.end(), [&](ActorId a) { return same_side(a, meeting.source) || same_side(a, meeting.target); });
  }

  // ---- what somebody says that another must do

  [[nodiscard]] bool is_demanded(WordId w) const {
    for (const WordId c : tree_.children(w)) {
      const Word& x = tree_.word(c);
      if (x.rel != Rel::kAux) continue;
      if (x.lemma == "must" || x.lemma == "should" || x.lemma == "ought" || x.lemma == "shall") return true;
    }
    const Word& x = tree_.word(w);  // "has to", "needs to"
    return x.rel == Rel::kXcomp && x.head != kNoWord && x.is(kInf) && (tree_.word(x.head).lemma == "need" || tree_.word(x.head).lemma == "have");
  }

  /// "Paris said Ankara must leave" is Paris's request to Ankara, whatever frame the deed itself has.
  void demands(std::vector<Event>& out) const {
    const Document& document = tree_.document();
    for (WordId w = 0; w < document.words.size(); ++w) {
      if (!is_demanded(w)) continue;
      const Factuality fact = view_.factualities->of(w);
      if (fact.speech == kNoWord) continue;
      const std::vector<ActorId> speakers = parties_of(view_.arguments->agents(fact.speech), false);
      std::vector<ActorId> asked = parties_of(tree_.is_passive(w) ? view_.arguments->patients(w) : view_.arguments->agents(w), true);
      std::erase_if(asked, [&](ActorId a) { return same_side(a, speakers); });
      if (speakers.empty() || asked.empty() || (!has_code(speakers) && !has_code(asked))) continue;
      Event e;
      become(e, EventType::kRequest, "100", *view_.lexicon, "what another must do is requested of him");
      e.entry = "construction";
      e.status = EventStatus::kRequested;
      e.source = speakers;
      e.target = std::move(asked);
      FrameMatch self;
      self.head = w;
      trigger(self, e);
      e.sentences = {tree_.sentence_of(w)};
      e.date = view_.dates->of(fact.speech);
      e.confidence = 0.6;
      // the deed itself is only demanded
      const Span deed = e.trigger.front();
      std::erase_if(out, [&](const Event& o) { return std::any_of(o.trigger.begin(), o.trigger.end(), [&](Span s) { return s.begin <= deed.begin && deed.end <= s.end; }); });
      const auto after = std::find_if(out.begin(), out.end(), [&](const Event& o) { return o.trigger.front().begin > deed.begin; });
      out.insert(after, std::move(e));
    }
  }

  std::vector<ActorId> parties_of(const WordList& words, bool look_inside) const {
    std::vector<ActorId> out;
    for (const WordId w : words) {
      if (const auto id = view_.mentions->resolve(w)) out.push_back(*id);
      else if (look_inside) {
        for (const ActorId inner : view_.mentions->inside(w)) out.push_back(inner);
      }
    }
    return out;
  }

  [[nodiscard]] bool has_code(const std::vector<ActorId>& side) const {
    return std::any_of(side.begin(), side.end(), [&](ActorId a) { return !view_.mentions->actors()[a].code.empty(); });
  }

  std::optional<Event> code(const FrameMatch& m) {
    const Lexicon& lexicon = *view_.lexicon;
    const Frame& frame = lexicon.frame(m.frame);
    Draft d{m, frame, view_.factualities->of(m.head), {}, has_condition(m.head)};
    if (d.fact.modality == Modality::kConditional) return note(m, false, "only supposed: in an if-clause"), std::nullopt;
    if (d.fact.is_asked) return note(m, false, "only asked"), std::nullopt;
    if (frame.type == EventType::kRequest && is_question(m.head)) return note(m, false, "asks a question, not a deed"), std::nullopt;
    if (d.fact.modality == Modality::kPurpose && (frame.type == EventType::kSupport || frame.type == EventType::kConcede)) {
      if (const FrameMatch* meeting = meeting_for(m)) d.fact.modality = view_.factualities->of(meeting->head).modality;  // the praise was what he called for
    }
    if (d.fact.modality == Modality::kFact && is_ahead(m.head)) d.fact.modality = Modality::kFuture;
    Event& e = d.event;
    e.type = frame.type;
    e.cameo = frame.cameo;
    e.goldstein = frame.goldstein;
    e.measure = frame.measure;
    for (const auto s : frame.modes) e.mode.emplace_back(s);
    for (const auto s : frame.contexts) e.context.emplace_back(s);
    e.source = m.source;
    e.target = m.target;
    e.entry = frame.name;
    e.rule = "frame";
    for (const Rule& rule : kRules) {
      if (!rule.when(d)) continue;
      rule.then(d, lexicon);
      e.rule = rule.name;
      break;
    }
    if (e.status == EventStatus::kAnnounced && d.fact.is_plan) e.status = EventStatus::kPlanned;
    // "announced that it would expel two diplomats": decided and made public
    const bool announced = d.fact.speech != kNoWord && tree_.word(d.fact.speech).lemma == "announce" && !d.fact.is_plan;
    if (e.status == EventStatus::kPlanned && d.fact.modality == Modality::kPossible && announced && has_would(m.head)) e.status = EventStatus::kAnnounced;
    if (e.status == EventStatus::kDone && d.fact.is_reported && !is_verbal(e.type)) e.status = EventStatus::kAlleged;
    if (d.fact.speech != kNoWord) attribute(d);
    sides(d);
    const bool is_occasion = m.trigger->pos == TriggerPos::kNoun && (e.type == EventType::kCoerce || e.type == EventType::kAssault) && tree_.is_occasion(m.head);
    if (is_occasion && e.status == EventStatus::kPlanned && d.fact.modality == Modality::kPurpose && !d.fact.is_plan) e.status = EventStatus::kDone;  // "rallied to protest against the raid"
    const bool may_be_completed = is_occasion || (!e.measure.empty() && tree_.document().sentences.size() > 1);
    if (e.source.empty() && d.fact.is_plan && is_verbal(frame.type)) return note(m, false, "an act of speech that is only hoped for"), std::nullopt;
    if (e.source.empty() && e.target.empty() && !may_be_completed) return note(m, false, "no party left"), std::nullopt;
    if (frame.type == EventType::kConsult && e.source.empty() && m.trigger->pos == TriggerPos::kNoun && only_places(e.target)) {
      return note(m, false, "a meeting of nobody, only somewhere"), std::nullopt;
    }
    trigger(m, e);
    e.sentences = {tree_.sentence_of(m.head)};
    e.date = view_.dates->of(m.head);
    if (view_.quantities) e.quantity = view_.quantities->of(m);
    if (view_.places) e.place = view_.places->of(m);
    e.confidence = confidence(d);
    return e;
  }

  [[nodiscard]] bool has_would(WordId w) const {
    const auto children = tree_.children(w);
    return std::any_of(children.begin(), children.end(), [&](WordId c) { return tree_.word(c).rel == Rel::kAux && tree_.word(c).form == "would"; });
  }

  /// "said it would expel the envoy if the meddling went on".
  [[nodiscard]] bool has_condition(WordId head) const {
    const auto children = tree_.children(head);
    return std::any_of(children.begin(), children.end(), [&](WordId c) {
      const WordId mark = tree_.word(c).rel == Rel::kAdvcl ? tree_.child(c, Rel::kMark) : kNoWord;
      return mark != kNoWord && (tree_.word(mark).lemma == "if" || tree_.word(mark).lemma == "unless");
    });
  }

  /// "Asked whether any envoys would be recalled".
  [[nodiscard]] bool is_question(WordId head) const {
    const std::string_view verb = tree_.word(head).lemma;
    if (verb != "ask" && verb != "inquire" && verb != "enquire" && verb != "question" && verb != "wonder" && verb != "press") return false;
    for (const WordId c : view_.arguments->clauses(head)) {
      const WordId mark = tree_.child(c, Rel::kMark);
      if (mark != kNoWord && (tree_.word(mark).lemma == "whether" || tree_.word(mark).lemma == "if")) return true;
    }
    for (const WordId c : tree_.children(head)) {
      if (tree_.word(c).rel != Rel::kAdvcl && tree_.word(c).rel != Rel::kObl) continue;
      const WordId mark = tree_.child(c, Rel::kMark);
      if (mark != kNoWord && tree_.word(mark).lemma == "whether") return true;
    }
    return false;
  }

  /// "Ministers meet on July 22", of a report of July 14: the present tense with a day ahead.
  [[nodiscard]] bool is_ahead(WordId head) const {
    const auto& published = tree_.document().article->published;
    if (!published) return false;
    const auto day = view_.dates->of(head);
    if (!day || day->is_inferred || day->from <= *published) return false;
    const Word& w = tree_.word(head);
    const Word& verb = w.upos == Upos::kVerb || w.head == kNoWord ? w : tree_.word(w.head);
    return verb.upos == Upos::kVerb && verb.is(kFin) && !verb.is(kPast);
  }

  /// Who says so, where the writer does not vouch.
  void attribute(Draft& d) {
    WordId verb = d.fact.speech;
    for (const WordId s : view_.arguments->agents(verb)) {
      if (const auto id = view_.mentions->resolve(s)) d.event.attributed_to.push_back(*id);
    }
    if (d.event.status != EventStatus::kDone || d.event.attributed_to.empty() || is_verbal(d.event.type)) return;
    const bool own_deed = std::any_of(d.event.attributed_to.begin(), d.event.attributed_to.end(), [&](ActorId a) { return same_side(a, d.event.source); });
    const bool named = std::any_of(d.event.attributed_to.begin(), d.event.attributed_to.end(), [&](ActorId a) { return !view_.mentions->actors()[a].code.empty(); });
    const std::string_view verb_lemma = tree_.word(verb).lemma;
    const bool plain = verb_lemma == "say" && !named;  // "officials said": the writer takes it for true
    if (!own_deed && d.fact.is_alleged && !plain) d.event.status = EventStatus::kAlleged;
  }

  bool same_side(ActorId a, const std::vector<ActorId>& side) const {
    const auto& actors = view_.mentions->actors();
    return std::any_of(side.begin(), side.end(), [&](ActorId b) { return a == b || (!actors[a].code.empty() && actors[a].code == actors[b].code); });
  }

  [[nodiscard]] bool only_places(const std::vector<ActorId>& side) const {
    return std::all_of(side.begin(), side.end(), [&](ActorId a) { return view_.mentions->actors()[a].kind == ActorKind::kPlace; });
  }

  /// Mutual frames have all parties on both sides' behalf; an event without a doer whose speaker did it gets the speaker.
  void sides(Draft& d) {
    Event& e = d.event;
    if (d.frame.is_mutual && e.target.empty() && e.source.size() > 1) return;
    // "EU ministers meet on Monday": an organisation's own meeting
    if (d.frame.is_mutual && d.frame.type == EventType::kConsult && e.target.empty() && !e.source.empty() && std::all_of(e.source.begin(), e.source.end(), [&](ActorId a) {
          const Actor& who = view_.mentions->actors()[a];
          const Actor& body = who.represents ? view_.mentions->actors()[*who.represents] : who;
          return body.kind == ActorKind::kOrganisation && !body.sector.empty() && body.sector.front() == "IGO";
        })) {
      e.target = e.source;
      return;
    }
    // "Iraq and Jordan have agreed to link their grids": with each other
    const bool among_them = std::all_of(e.target.begin(), e.target.end(), [&](ActorId t) { return same_side(t, e.source); });
    if (e.type == EventType::kAgree && among_them && e.source.size() > 1 && tree_.word(d.match.head).lemma == "agree" && apart(e.source)) e.target = e.source;
    // "said it would …": a doer that is only the speech's subject
    if (e.source.empty() && d.fact.speech != kNoWord && is_verbal(d.frame.type)) e.source = e.attributed_to;
  }

  /// Parties of different codes.
  [[nodiscard]] bool apart(const std::vector<ActorId>& side) const {
    const auto& actors = view_.mentions->actors();
    return std::all_of(side.begin(), side.end(), [&](ActorId a) {
      return !actors[a].code.empty() && (a == side.front() || actors[a].code != actors[side.front()].code);
    });
  }

  void trigger(const FrameMatch& m, Event& e) const {
    WordList words{m.head};
    words.insert(words.end(), m.parts.begin(), m.parts.end());
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    for (const WordId w : words) {
      const Span s = tree_.word(w).span;
      if (!e.trigger.empty() && e.trigger.back().end + 1 >= s.begin) e.trigger.back().end = s.end;
      else e.trigger.push_back(s);
    }
  }

  double confidence(const Draft& d) const {
    double c = 0.5;
    const auto& actors = view_.mentions->actors();
    const auto coded = [&](const std::vector<ActorId>& side) { return std::any_of(side.begin(), side.end(), [&](ActorId a) { return !actors[a].code.empty(); }); };
    if (coded(d.event.source)) c += 0.15;
    if (coded(d.event.target)) c += 0.15;
    if (d.match.specificity >= 10) c += 0.1;
    if (d.match.trigger->pos == TriggerPos::kVerb) c += 0.05;
    if (d.fact.modality != Modality::kFact) c -= 0.1;
    if (d.event.source.empty() || d.event.target.empty()) c -= 0.15;
    return std::clamp(c, 0.05, 0.95);
  }

  /// "MOBILIZE beside ASSAULT is dropped": force moved where force is used is part of the use.
  void drop_side_events(std::vector<Event>& events) const {
    const auto assault_by = [&](const Event& m) {
      return std::any_of(events.begin(), events.end(), [&](const Event& a) {
        return a.type == EventType::kAssault && a.sentences == m.sentences && a.source == m.source;
      });
    };
    std::erase_if(events, [&](const Event& e) { return e.type == EventType::kMobilize && assault_by(e); });
  }

  const ArticleView& view_;
  const Tree& tree_;
  Trace* trace_;
  ClassId talking_;
  std::span<const FrameMatch> matches_;  ///< of the article that is being coded
};

}  // namespace

std::vector<Event> code_events(const ArticleView& view, const std::vector<FrameMatch>& matches, Trace* trace) {
  return Coder(view, trace).code(matches);
}

}  // namespace demarche
