// Deeds that are told only as what a move answers, and leave open who did them: "recalled its ambassador to Iran over the killing of a
// Canadian photographer", "marched in anger at the jailing of a lawyer". Whom the move is aimed at did the deed, to his own people where
// nobody else is named. Relies on link_cues. Door: complete_occasions.
#include <algorithm>

#include "coding/alike.h"
#include "coding/coding.h"
#include "coding/link_cues.h"

namespace demarche {
namespace {

class Occasions {
 public:
  Occasions(const ArticleView& view, std::vector<Event>& events)
      : view_(view), tree_(*view.tree), document_(tree_.document()), events_(events), sides_(tree_, *view.lexicon, *view.mentions) {}

  void complete() {
    if (std::none_of(events_.begin(), events_.end(), [&](const Event& e) { return is_deed(e); })) return;
    for (const LinkCue& cue : find_link_cues(tree_, *view_.lexicon, *view_.arguments, sides_)) {
      for (Event& deed : events_) {
        if (!is_deed(deed) || !lies_in(deed, cue.cause)) continue;
        // an attack after which something is done need not be the doing of whom that hits; what one is blamed or punished for is
        const bool is_grievance = deed.type == EventType::kCoerce || (cue.word != kNoWord && document_.words[cue.word].lemma != "after" && document_.words[cue.word].lemma != "following" && document_.words[cue.word].lemma != "follow");
        if (!is_grievance) continue;
        const Event* move = move_of(cue, deed);
        if (!move && cue.is_back_reference) move = move_before(cue);
        if (!move) continue;
        clear_borrowed_doer(deed, *move);
        if (is_open(deed)) complete(deed, *move);
      }
    }
    std::erase_if(events_, [&](const Event& e) { return e.source.empty() && e.target.empty() && e.measure.empty(); });
  }

 private:
  [[nodiscard]] const std::vector<Actor>& actors() const { return view_.mentions->actors(); }
  [[nodiscard]] bool is_coded(const std::vector<ActorId>& side) const {
    return std::any_of(side.begin(), side.end(), [&](ActorId a) { return !actors()[a].code.empty(); });
  }
  [[nodiscard]] static bool is_deed(const Event& e) { return (e.type == EventType::kCoerce || e.type == EventType::kAssault) && !e.trigger.empty(); }
  /// A deed of force that lacks a known doer or a known victim.
  [[nodiscard]] bool is_open(const Event& e) const { return is_deed(e) && (!is_coded(e.source) || !is_coded(e.target)); }

  /// "expelled the consul over the seizure of its tanker": a noun whose doer the words leave out does not have that of the verb around it.
  void clear_borrowed_doer(Event& deed, const Event& move) const {
    const WordId h = head(deed);
    if (move.type == EventType::kProtest || h >= document_.words.size() || document_.words[h].upos != Upos::kNoun || !share_side(deed.source, move.source, actors())) return;
    const WordList by = view_.arguments->with_preposition(h, "by");
    const bool own = std::any_of(tree_.children(h).begin(), tree_.children(h).end(), [&](WordId c) {
      const Word& x = document_.words[c];
      return x.subrel == SubRel::kPoss || x.rel == Rel::kAmod || x.rel == Rel::kCompound;
    });
    if (by.empty() && !own) deed.source.clear();
  }
  [[nodiscard]] WordId head(const Event& e) const { return word_at(document_, e.trigger.front().begin); }
  [[nodiscard]] bool lies_in(const Event& e, const std::vector<WordId>& tops) const {
    const WordId h = head(e);
    return std::any_of(tops.begin(), tops.end(), [&](WordId top) { return h < document_.words.size() && tree_.within(h, top); });
  }

  /// The move that a cue presents as the answer to the deed: a conflict with known parties in the same sentence.
  [[nodiscard]] const Event* move_of(const LinkCue& cue, const Event& deed) const {
    for (const Event& e : events_) {
      if (&e == &deed || e.sentences != deed.sentences || e.trigger.empty() || lies_in(e, cue.cause) || !is_coded(e.source)) continue;
      const auto quad = quad_of(e.type);
      if (quad != "verbal-conflict" && quad != "material-conflict") continue;
      if (lies_in(e, cue.answering)) return &e;
    }
    return nullptr;
  }

  /// "All this was the West's reply to the hijacking": the last measure told in the sentences before, of that side where there is any.
  [[nodiscard]] const Event* move_before(const LinkCue& cue) {
    constexpr std::uint32_t kBack = 4;  // sentences
    const std::uint32_t here = tree_.sentence_of(cue.word);
    const Event* last = nullptr;
    for (const Event& e : events_) {
      if (e.sentences.empty() || e.sentences.front() >= here || e.sentences.front() + kBack < here || quad_of(e.type) != "material-conflict") continue;
      if (!is_coded(e.source) || !is_coded(e.target)) continue;
      const auto side = sides_.of(e.source.front());
      if (cue.by && !(side && sides_.meets({*cue.by}, {*side}))) continue;
      last = &e;
    }
    return last;
  }

  void complete(Event& deed, const Event& move) const {
    const bool is_protest = move.type == EventType::kProtest;
    if (!is_coded(deed.source)) {
      std::vector<ActorId> doers;
      for (const ActorId t : is_coded(move.target) ? move.target : is_protest ? move.source : std::vector<ActorId>{}) {
        if (actors()[t].code.empty() || (!is_protest && same_side(t, move.source, actors()))) continue;
        const auto side = principal_of(t, actors());
        if (std::find(doers.begin(), doers.end(), side) == doers.end()) doers.push_back(side);
      }
      if (doers.empty()) return;
      deed.source = std::move(doers);
    }
    // who is arrested, and no foreigner by any word, is of the country; so is he over whom its people protest
    const bool at_home = is_protest || std::find(deed.mode.begin(), deed.mode.end(), "arrest") != deed.mode.end();
    if (at_home && !deed.target.empty() && !is_coded(deed.target)) deed.target.insert(deed.target.end(), deed.source.begin(), deed.source.end());
    if (at_home && deed.target.empty()) deed.target = deed.source;
  }

  const ArticleView& view_;
  const Tree& tree_;
  const Document& document_;
  std::vector<Event>& events_;
  Principals sides_;
};

}  // namespace

void complete_occasions(const ArticleView& view, std::vector<Event>& events) { Occasions(view, events).complete(); }

}  // namespace demarche
