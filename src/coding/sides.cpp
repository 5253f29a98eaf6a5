// What one sentence leaves open about the sides of an event and the article tells: the other side of an exchange. "Moscow has denied
// it" aims at whoever accused Moscow; "three staff of the embassy were told to leave" is the host's doing. Door: complete_sides.
#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "coding/alike.h"
#include "coding/coding.h"
#include "coding/dealings.h"
#include "coding/doers.h"

namespace demarche {
namespace {

/// Acts whose doer is the other side where the sentence only tells who suffers them.
bool is_suffered(EventType t) {
  return t == EventType::kSanction || t == EventType::kAccuse || t == EventType::kReject || t == EventType::kThreaten || t == EventType::kRequest;
}

class Completer {
 public:
  Completer(const ArticleView& view, const SpeechMap& speech, std::vector<Event>& events, Trace* trace)
      : mentions_(*view.mentions), tree_(*view.tree), document_(tree_.document()), speech_(speech), events_(events), trace_(trace), dealings_(mentions_.actors()) {}

  void run() {
    dealings_.count(events_);
    both_ = dealings_.protagonists();
    for (Event& e : events_) {
      if (both_.size() == 2) name_both(e);
    }
    for (std::size_t k = 0; k < events_.size(); ++k) {
      if (!trace_) {
        complete(k);
        continue;
      }
      const Event before = events_[k];
      why_ = {};
      complete(k);
      if (events_[k].source != before.source || events_[k].target != before.target) note(events_[k], before);
    }
    // of what nobody known did to nobody known, an article tells too little; a lone sentence is asked for all it has
    const bool is_alone = document_.sentences.size() == 1;
    std::erase_if(events_, [&](const Event& e) {
      if (e.source.empty() && (e.target.empty() || (!is_alone && is_unnamed(e.target)))) return true;
      return !is_alone && is_private(e.source) && is_private(e.target);
    });
  }

 private:
  void complete(std::size_t k) {
    Event& e = events_[k];
    const bool no_target = !is_coded(e.target) && !are_irregulars(e.target);
    const bool no_source = is_unnamed(e.source);
    if (e.source.empty() && !is_aside(document_, e)) {
      if (const auto own = principal_of(e.target); own && e.measure == "recall-envoy") {
        why_ = "an envoy is called home by his own state";
        e.source = {*own};
        e.target.clear();
        if (const auto other = dealings_.partner(e.source)) e.target = {*other};
        return;
      }
      if (const Event* before = done_before(events_, k, actors())) {
        why_ = "who did the last deed to the same person";
        e.source = before->source;
        return;
      }
      if (const auto speaker = announcer(e)) {
        why_ = "who announces it";
        if (e.status == EventStatus::kAlleged) e.status = EventStatus::kDone;  // his own side's deed: nobody has to believe him
        if (has_code(e.target, actors()[*speaker].code)) e.target.clear();
        e.source = {*speaker};
        if (is_coded(e.target)) return;
        if (const auto other = dealings_.partner(e.source)) e.target = {*other};
        return;
      }
    }
    const bool at_itself = !no_target && (e.source.size() == 1 || is_about_post(e)) && is_within(e.target, e.source) && !may_be_at_home(e);
    if ((no_target || at_itself) && is_coded(e.source) && is_aimed(e.type)) {
      std::vector<ActorId> others = aims(k);
      if (others.empty() || (at_itself && others.front() == principal(e.source.front()))) return;
      if (at_itself) e.target.clear();
      for (const ActorId other : others) add(e.target, other);
      guessed_.insert(k);
    } else if (e.source.empty() && e.target.empty() && e.measure == "sign-agreement" && both_.size() == 2) {
      e.source = e.target = both_;  // "an accord signed in 2004" is theirs of whom the article tells
    } else if (no_source && !no_target && is_suffered(e.type) && !is_aside(document_, e)) {
      why_ = "with whom the side that suffers it deals most";
      auto other = dealings_.partner(e.target);
      const auto dateline = mentions_.dateline();
      if (!other && e.source.empty() && e.type == EventType::kSanction && dateline && !has_code(e.target, actors()[*dateline].code)) other = dateline;
      if (other) add(e.source, *other), guessed_.insert(k);
    }
  }

  /// What `explain` shows of a side that the article filled.
  void note(const Event& e, const Event& before) const {
    const auto named = [&](const std::vector<ActorId>& side) {
      std::string out;
      for (const ActorId a : side) out += (out.empty() ? "" : ", ") + (actors()[a].code.empty() ? actors()[a].name : actors()[a].code);
      return out;
    };
    std::string why = e.source != before.source ? "its source is " + named(e.source) : "";
    if (e.target != before.target) why += (why.empty() ? "" : ", ") + std::string("its target is ") + named(e.target);
    note_side(*trace_, document_, e, why + " (" + std::string(why_.empty() ? "both sides of the article" : why_) + ")");
  }

  [[nodiscard]] const std::vector<Actor>& actors() const { return mentions_.actors(); }

  [[nodiscard]] bool is_unnamed(const std::vector<ActorId>& side) const {
    return std::all_of(side.begin(), side.end(), [&](ActorId a) { return actors()[a].code.empty() && actors()[a].kind == ActorKind::kUnknown; });
  }
  /// Whether nobody on a side has an office, a trade or a group that the public record knows: "Alan refused to work on my bike".
  [[nodiscard]] bool is_private(const std::vector<ActorId>& side) const {
    return std::all_of(side.begin(), side.end(), [&](ActorId a) {
      const Actor& who = actors()[a];
      return who.code.empty() && who.sector.empty() && who.role.empty() && (who.kind == ActorKind::kUnknown || who.kind == ActorKind::kPerson || who.kind == ActorKind::kPlace);
    });
  }
  [[nodiscard]] bool is_coded(const std::vector<ActorId>& side) const {
    return std::any_of(side.begin(), side.end(), [&](ActorId a) { return !actors()[a].code.empty(); });
  }
  [[nodiscard]] bool has_code(const std::vector<ActorId>& side, const std::string& code) const {
    return std::any_of(side.begin(), side.end(), [&](ActorId a) { return actors()[a].code == code; });
  }
  /// Whether all of a side act for the other side's codes.
  [[nodiscard]] bool is_within(const std::vector<ActorId>& side, const std::vector<ActorId>& other) const {
    return std::all_of(side.begin(), side.end(), [&](ActorId a) { return !actors()[a].code.empty() && has_code(other, actors()[a].code); });
  }
  static void add(std::vector<ActorId>& side, ActorId who) {
    if (std::find(side.begin(), side.end(), who) == side.end()) side.push_back(who);
  }
  /// The state or organisation behind an actor.
  [[nodiscard]] ActorId principal(ActorId a) const { return demarche::principal_of(a, actors()); }
  [[nodiscard]] std::optional<ActorId> principal_of(const std::vector<ActorId>& side) const {
    for (const ActorId a : side) {
      if (!actors()[a].code.empty()) return principal(a);
    }
    return std::nullopt;
  }

  /// "each side", "the neighbours" before anybody was named: the two whom the article is about.
  void name_both(Event& e) const {
    static constexpr std::string_view kWords[] = {"side", "sides", "neighbours", "neighbors", "both", "two", "rivals", "foes", "armies", "adversaries"};
    const auto means_both = [&](ActorId a) {
      const Actor& who = actors()[a];
      const std::string last = who.name.substr(who.name.rfind(' ') == std::string::npos ? 0 : who.name.rfind(' ') + 1);
      return who.code.empty() && std::find(std::begin(kWords), std::end(kWords), last) != std::end(kWords);
    };
    if (!e.source.empty() && std::all_of(e.source.begin(), e.source.end(), means_both)) {
      e.source = both_;
      if (!is_coded(e.target)) e.target = both_;
    } else if (!e.target.empty() && std::all_of(e.target.begin(), e.target.end(), means_both)) {
      e.target = both_;
    }
  }

  /// At whom an act is aimed that its sentence does not say.
  [[nodiscard]] std::vector<ActorId> aims(std::size_t at) const {
    const Event& e = events_[at];
    const auto own = principal_of(e.source);
    if (e.type == EventType::kCoerce && is_at_home(e.source) && own) return filled("police and courts act at home", *own);  // "police detained a clerk"
    if (e.type == EventType::kProtest) {
      const bool is_crowd = own && actors()[*own].kind == ActorKind::kCountry && std::none_of(e.source.begin(), e.source.end(), [&](ActorId a) { return actors()[a].kind == ActorKind::kCountry; });
      if (!is_crowd) return {};
      const bool at_work = e.cameo.starts_with("143") && !dealings_.is_at_home(actors()[*own].code);  // a strike over pay is the employer's affair
      return at_work ? std::vector<ActorId>{} : filled("who names nobody faces his own government", *own);
    }
    if ((e.type == EventType::kCoerce || e.type == EventType::kAssault) && own && are_own_people(e.target)) return filled("who opposes a government lives under it", *own);
    const bool frees = e.type == EventType::kRetreat && std::find(e.mode.begin(), e.mode.end(), "release") != e.mode.end();
    if (frees && own && !is_protagonist(e.source)) return filled("who is at odds with nobody frees his own", *own);
    if (const std::vector<ActorId> meant = meant_by_thing(at); !meant.empty()) return why_ = "whose the thing is, by the last event of its kind", meant;
    if (const auto who = asker(at)) return filled("who asked or offered last", *who);
    if (const auto who = disputed(at)) return filled("who said what is rejected", *who);
    if (is_domestic(e) && own) return filled("a country's own affair", *own);
    if (const auto whom = helped(at)) return filled("whom the last gift or promise of one was for", *whom);
    if (!is_protagonist(e.source)) {
      if (const auto other = focus(e)) return filled("whom most events of this type are aimed at", *other);
      if (const auto other = same_measure(e)) return filled("whom the last event of this measure was aimed at", *other);
    }
    if (own && dealings_.is_at_home(actors()[*own].code)) return filled("who deals with his own people most", *own);
    if (const auto other = dealings_.partner(e.source)) return filled("with whom the doer deals most", *other);
    if (const auto other = focus(e)) return filled("whom most events of this type are aimed at", *other);
    if (const auto other = troubled_before(at)) return filled("whose own trouble was told before", *other);
    const bool at_hub = e.type == EventType::kAid || e.type == EventType::kSanction || e.type == EventType::kConcede || e.type == EventType::kRetreat;
    if (const auto hub = dealings_.hub_actor(); at_hub && hub && !has_code(e.source, dealings_.hub())) return filled("whom the article is about", *hub);
    // a third party speaks to both sides of the exchange
    const bool to_both = e.type == EventType::kRequest || e.type == EventType::kConsult || e.type == EventType::kAgree || e.type == EventType::kSupport;
    std::vector<ActorId> sides = both_;
    std::erase_if(sides, [&](ActorId a) { return has_code(e.source, actors()[a].code); });
    if (to_both && sides.size() >= 2) {
      why_ = "both sides of the exchange";
      return sides;
    }
    const auto scene = mentions_.scene_state();  // "Turkey has closed its embassy", in a report from Podgorica
    if (is_about_post(e) && scene && !has_code(e.source, actors()[*scene].code)) return filled("where the report is from", *scene);
    return {};
  }

  /// "are fighting jihadists": a side of its own, of no state.
  [[nodiscard]] bool are_irregulars(const std::vector<ActorId>& side) const {
    return !side.empty() && std::all_of(side.begin(), side.end(), [&](ActorId a) { return is_irregular(actors()[a]); });
  }

  /// "15 opponents", "three dissidents": without a nationality, one's own.
  [[nodiscard]] bool are_own_people(const std::vector<ActorId>& side) const {
    static constexpr std::string_view kWords[] = {"opponents", "dissidents", "protesters", "protestors", "demonstrators", "activists", "critics", "opponent", "dissident", "protester", "activist", "critic", "strikers"};
    return !side.empty() && std::all_of(side.begin(), side.end(), [&](ActorId a) {
      const std::string& name = actors()[a].name;
      const std::string last = name.substr(name.rfind(' ') == std::string::npos ? 0 : name.rfind(' ') + 1);
      return actors()[a].code.empty() && std::find(std::begin(kWords), std::end(kWords), last) != std::end(kWords);
    });
  }

  /// The country in which a coup, a crackdown or an arrest of its own was told last: outsiders' measures and judgements are about that.
  [[nodiscard]] std::optional<ActorId> troubled_before(std::size_t at) const {
    const Event& e = events_[at];
    if (e.type != EventType::kSanction && e.type != EventType::kAccuse && e.type != EventType::kMobilize && e.type != EventType::kReject) return std::nullopt;
    for (std::size_t k = at; k-- > 0;) {
      const Event& o = events_[k];
      if ((o.type != EventType::kCoerce && o.type != EventType::kAssault) || o.source.empty() || !is_coded(o.target) || !is_within(o.target, o.source)) continue;
      if (const auto own = principal_of(o.target); own && !has_code(e.source, actors()[*own].code)) return own;
    }
    return std::nullopt;
  }

  std::vector<ActorId> filled(std::string_view why, ActorId who) const {
    why_ = why;
    return {who};
  }

  [[nodiscard]] static bool is_about_post(const Event& e) {
    static constexpr std::string_view kPosts[] = {"close-post", "open-post", "reopen-post", "recall-envoy", "return-envoy", "suspend-mission", "reduce-staff"};
    return std::find(std::begin(kPosts), std::end(kPosts), e.measure) != std::end(kPosts);
  }

  /// Who announces a move whose doer the words leave out: "The accord, it added, would be suspended", "The envoy was told to leave, the
  /// foreign minister said" is the speaker's doing.
  [[nodiscard]] std::optional<ActorId> announcer(const Event& e) const {
    const bool ahead = e.status == EventStatus::kAnnounced || e.status == EventStatus::kPlanned;
    const bool official = !e.measure.empty() && (e.status == EventStatus::kDone || e.status == EventStatus::kAlleged);  // what only a state does
    if (e.trigger.empty() || (!ahead && !official) || !is_suffered(e.type)) return std::nullopt;
    const WordId w = word_at(document_, e.trigger.front().begin);
    if (w >= document_.words.size()) return std::nullopt;
    const Speech* said = speech_.at(w);
    if (!said || (said->saying.form == SayingForm::kClause && tree_.in_backdrop(w, said->saying.verb))) return std::nullopt;
    const ActorId speaker = principal(said->speaker);
    if (official && (!tree_.is_passive(w) || has_code(e.target, actors()[speaker].code))) return std::nullopt;  // who suffers it says so
    const auto kind = actors()[speaker].kind;
    if (actors()[speaker].code.empty() || (kind != ActorKind::kCountry && kind != ActorKind::kOrganisation)) return std::nullopt;
    if (has_code(e.target, actors()[speaker].code) && e.type != EventType::kSanction) return std::nullopt;
    return speaker;
  }

  /// What a country's own police, courts, parties and crowds do where nobody else is told of deals with their own country, unless the
  /// article is about that country and another.
  [[nodiscard]] bool is_domestic(const Event& e) const {
    // curfews, arrests, bans, repression, reforms and elections are a state's own affairs where the words name nobody else
    static constexpr std::string_view kOwnAffairs[] = {"1722", "1723", "1724", "175", "034"};
    const bool own_affair = std::any_of(std::begin(kOwnAffairs), std::end(kOwnAffairs), [&](std::string_view c) { return e.cameo.starts_with(c); });
    const bool coup = e.cameo.starts_with("192") && std::find(e.context.begin(), e.context.end(), "political_institutions") != e.context.end();
    if ((own_affair || coup) && e.measure.empty()) return true;
    static constexpr std::string_view kSectors[] = {"COP", "JUD", "OPP", "PTY", "LEG", "CVL", "LAB", "EDU", "UNION"};
    const bool inner = std::all_of(e.source.begin(), e.source.end(), [&](ActorId a) {
      const auto& sector = actors()[a].sector;
      return actors()[a].kind != ActorKind::kCountry && !sector.empty() && std::find(std::begin(kSectors), std::end(kSectors), sector.front()) != std::end(kSectors);
    });
    const bool force = e.type == EventType::kCoerce || e.type == EventType::kProtest || (e.type == EventType::kAssault && inner);
    if (!inner && e.type != EventType::kProtest) return false;
    if (force && !is_protagonist(e.source)) return true;
    return !is_protagonist(e.source) && !dealings_.partner(e.source);
  }

  [[nodiscard]] bool is_protagonist(const std::vector<ActorId>& side) const {
    return std::any_of(both_.begin(), both_.end(), [&](ActorId a) { return has_code(side, actors()[a].code); });
  }

  /// "condemned the measures", "welcomed the accord", "rejected the charge": whose the thing is, by the last event of its kind.
  [[nodiscard]] std::vector<ActorId> meant_by_thing(std::size_t at) const {
    static constexpr std::string_view kMeasures[] = {"measure", "measures", "decision", "move", "step", "steps", "sanctions", "ban", "expulsion", "expulsions", "action", "closure", "order", "embargo", "moves", "curbs", "tariffs", "attack", "raid", "strikes", "attacks"};
    static constexpr std::string_view kPacts[] = {"accord", "deal", "truce", "agreement", "exchange", "ceasefire", "cease-fire", "pact", "treaty", "talks", "meeting", "summit"};
    static constexpr std::string_view kCharges[] = {"charge", "charges", "allegation", "allegations", "accusation", "accusations", "claim", "claims", "complaint", "report", "reports", "criticism", "insinuations"};
    static constexpr std::string_view kOffers[] = {"offer", "proposal", "plan", "call", "request", "demand", "demands", "invitation", "appeal", "terms", "condition", "conditions"};
    const Event& e = events_[at];
    if (e.type != EventType::kAccuse && e.type != EventType::kReject && e.type != EventType::kSupport) return {};
    std::string_view thing;
    for (const ActorId t : e.target) {
      const std::string& name = actors()[t].name;
      if (actors()[t].code.empty()) thing = std::string_view(name).substr(name.rfind(' ') == std::string::npos ? 0 : name.rfind(' ') + 1);
    }
    if (thing.empty()) return {};
    const auto is_one_of = [&](const auto& words) { return std::find(std::begin(words), std::end(words), thing) != std::end(words); };
    const bool measure = is_one_of(kMeasures), pact = is_one_of(kPacts), charge = is_one_of(kCharges), offer = is_one_of(kOffers);
    if (!measure && !pact && !charge && !offer) return {};
    for (std::size_t k = at; k-- > 0;) {
      const Event& o = events_[k];
      const EventType t = o.type;
      const bool fits = (measure && (t == EventType::kSanction || t == EventType::kCoerce || t == EventType::kAssault || t == EventType::kMobilize)) ||
                        (pact && (t == EventType::kAgree || t == EventType::kConcede || t == EventType::kSupport || t == EventType::kConsult || t == EventType::kRetreat)) ||
                        (charge && t == EventType::kAccuse) || (offer && (t == EventType::kAgree || t == EventType::kRequest));
      if (!fits || !is_coded(o.source)) continue;
      std::vector<ActorId> out;
      for (const ActorId s : o.source) {
        if (!actors()[s].code.empty() && !has_code(e.source, actors()[s].code)) add(out, principal(s));
      }
      if (pact) {
        for (const ActorId s : o.target) {
          if (!actors()[s].code.empty() && !has_code(e.source, actors()[s].code)) add(out, principal(s));
        }
      }
      if (!out.empty()) return out;
    }
    return {};
  }

  /// Whom "agreed" and "turned it down" answer: the last who asked or offered the same side something.
  [[nodiscard]] std::optional<ActorId> asker(std::size_t at) const {
    constexpr std::uint32_t kNear = 4;  // sentences
    const Event& e = events_[at];
    if ((e.type != EventType::kAgree && e.type != EventType::kReject) || e.sentences.empty()) return std::nullopt;
    for (std::size_t k = at; k-- > 0;) {
      const Event& o = events_[k];
      if (o.sentences.empty() || o.sentences.front() + kNear < e.sentences.front()) break;
      const bool asks = o.type == EventType::kRequest || (o.type == EventType::kAccuse && e.type == EventType::kReject) || (o.type == EventType::kAgree && (e.type == EventType::kReject || e.entry.starts_with("agree-accept"))) || (o.type == EventType::kConsult && e.type == EventType::kAgree);
      if (!asks) continue;
      const auto from = principal_of(o.source);
      if (guessed_.contains(k)) continue;  // "Paris has asked for a briefing": of whom, nobody said
      const bool asked = std::any_of(o.target.begin(), o.target.end(), [&](ActorId t) { return !actors()[t].code.empty() && has_code(e.source, actors()[t].code); });
      if (from && asked && !has_code(e.source, actors()[*from].code)) return from;
    }
    return std::nullopt;
  }

  /// For whom "Norway promised $3 million" is, after "Donors pledged $40 million for Gaza": the last who was given or promised something.
  [[nodiscard]] std::optional<ActorId> helped(std::size_t at) const {
    const Event& e = events_[at];
    const auto gives = [](const Event& o) { return (o.type == EventType::kAid && o.measure != "grant-asylum") || (o.type == EventType::kAgree && o.quantity && o.quantity->unit.size() == 3); };  // money, by its ISO code
    if (!gives(e)) return std::nullopt;
    for (std::size_t k = at; k-- > 0;) {
      const Event& o = events_[k];
      if (!gives(o) || o.status == EventStatus::kNegated) continue;
      const auto whom = principal_of(o.target);
      if (whom && actors()[*whom].kind != ActorKind::kPlace && !has_code(e.source, actors()[*whom].code)) return whom;
    }
    return std::nullopt;
  }

  /// "dismissed this as", "rejected the complaint", "rejected that": the last of another side who has said anything, two sentences back at most.
  [[nodiscard]] std::optional<ActorId> disputed(std::size_t at) const {
    constexpr std::uint32_t kNear = 2;
    const Event& e = events_[at];
    if (e.type != EventType::kReject || e.trigger.empty()) return std::nullopt;
    const WordId verb = word_at(document_, e.trigger.front().begin);
    if (verb >= document_.words.size()) return std::nullopt;
    const WordId object = tree_.child(verb, Rel::kObj);
    if (object == kNoWord) return std::nullopt;
    static constexpr std::string_view kSaid[] = {"this", "that", "it", "charge", "allegation", "accusation", "claim", "complaint", "report", "criticism", "suggestion", "remark", "comment", "statement", "version", "account"};
    if (std::find(std::begin(kSaid), std::end(kSaid), document_.words[object].lemma) == std::end(kSaid)) return std::nullopt;
    const std::uint32_t here = tree_.sentence_of(verb);
    std::optional<ActorId> last;
    for (const Speech& s : speech_.statements()) {
      const std::uint32_t there = tree_.sentence_of(s.range.begin);
      if (s.range.begin >= verb || there >= here || there + kNear < here) continue;
      const ActorId who = principal(s.speaker);
      if (!actors()[who].code.empty() && !has_code(e.source, actors()[who].code)) last = who;
    }
    return last;
  }

  /// Deeds of force and dismissals without a diplomatic measure are done to one's own people as well.
  [[nodiscard]] bool may_be_at_home(const Event& e) const {
    if (!e.measure.empty()) return false;
    switch (e.type) {
      case EventType::kSanction: case EventType::kCoerce: break;
      case EventType::kAccuse:
        if (std::find(e.mode.begin(), e.mode.end(), "investigate") == e.mode.end() && !e.cameo.starts_with("115") && !e.cameo.starts_with("116")) return false;
        break;
      default: return false;
    }
    return std::any_of(e.target.begin(), e.target.end(), [&](ActorId t) { return actors()[t].kind != ActorKind::kCountry; });
  }

  /// Police, courts and governments act at home where nothing else is said; armies abroad.
  [[nodiscard]] bool is_at_home(const std::vector<ActorId>& side) const {
    return std::all_of(side.begin(), side.end(), [&](ActorId a) {
      const auto& sector = actors()[a].sector;
      return !sector.empty() && (sector.front() == "COP" || sector.front() == "JUD");
    });
  }

  /// At whom the last event before with the same measure was aimed: "Belgium halted its own assistance" after the EU's.
  [[nodiscard]] std::optional<ActorId> same_measure(const Event& e) const {
    if (e.measure.empty()) return std::nullopt;
    std::optional<ActorId> found;
    for (const Event& o : events_) {
      if (&o == &e) break;
      if (o.measure != e.measure || o.type != e.type) continue;
      for (const ActorId t : o.target) {
        if (!actors()[t].code.empty() && !has_code(e.source, actors()[t].code)) found = principal(t);
      }
    }
    return found;
  }

  /// At whom most other events of the same type are aimed: "Yemen also broke off relations". Two at least, or nobody.
  [[nodiscard]] std::optional<ActorId> focus(const Event& e) const {
    std::map<std::string_view, std::set<const Event*>> aimed;
    for (const Event& o : events_) {
      if (o.type != e.type || &o == &e) continue;
      for (const ActorId t : o.target) aimed[actors()[t].code].insert(&o);
    }
    std::optional<ActorId> best;
    std::size_t most = 1;
    for (const Event& o : events_) {
      if (o.type != e.type || &o == &e) continue;
      for (const ActorId t : o.target) {
        const std::string& code = actors()[t].code;
        if (code.empty() || has_code(e.source, code)) continue;
        const std::size_t count = aimed[code].size();
        if (count > most) most = count, best = principal(t);
      }
    }
    return best;
  }

  Mentions& mentions_;
  const Tree& tree_;
  const Document& document_;
  const SpeechMap& speech_;
  std::vector<Event>& events_;
  Trace* trace_;
  std::set<std::size_t> guessed_;             ///< events of which their own words leave a side open
  std::vector<ActorId> both_;                 ///< the two sides whom the article is about, or none
  mutable std::string_view why_;              ///< the rule that filled the last side
  Dealings dealings_;                         ///< as the sentences by themselves tell them
};

}  // namespace

void complete_sides(const ArticleView& view, const SpeechMap& speech, std::vector<Event>& events, Trace* trace) {
  settle_doers(view, events, trace);  // who deals with whom is counted with them
  Completer(view, speech, events, trace).run();
}

}  // namespace demarche
