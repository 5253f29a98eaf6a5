// What lies within another frame's content: a threat swallows the attack that it threatens, a verb the event noun that is its object.
// Relies on tree, arguments. Doors: swallow_contents, only_describes.
#include "reading/frame_contents.h"

#include <algorithm>

namespace demarche {
namespace {

class Contents {
 public:
  Contents(const Tree& tree, const Lexicon& lexicon, const Arguments& arguments) : tree_(tree), lexicon_(lexicon), arguments_(arguments), response_(lexicon.class_named("response-noun")) {}

  void swallow(std::vector<FrameMatch>& matches) const {
    for (auto first = matches.begin(); first != matches.end();) {  // matches stand in order of their heads, so those of a sentence together
      const auto last = std::find_if(first, matches.end(), [&](const FrameMatch& m) { return tree_.sentence_of(m.head) != tree_.sentence_of(first->head); });
      swallow(std::span(first, last));
      first = last;
    }
  }

 private:
  void swallow(std::span<FrameMatch> of_sentence) const {
    for (FrameMatch& inner : of_sentence) {
      for (const FrameMatch& outer : of_sentence) {
        if (&inner == &outer || inner.is_swallowed) continue;
        const bool part = std::find(outer.parts.begin(), outer.parts.end(), inner.head) != outer.parts.end();
        const bool both_parts = part && std::find(inner.parts.begin(), inner.parts.end(), outer.head) != inner.parts.end();
        if (both_parts ? inner.head > outer.head : part) { inner.is_swallowed = true; break; }
        if (is_alleged_deed(inner, outer) || is_grievance(inner, outer)) continue;
        if (lexicon_.frame(outer.frame).content == Content::kAbsorbed ? in_content(inner.head, outer) : is_its_object(inner, outer)) {
          inner.is_swallowed = true;
          break;
        }
      }
    }
  }

  /// "accused Mali of arming the rebels": the accusation, and the deed as alleged.
  [[nodiscard]] bool is_alleged_deed(const FrameMatch& inner, const FrameMatch& outer) const {
    if (lexicon_.frame(outer.frame).type != EventType::kAccuse || only_describes(tree_, arguments_, outer.head)) return false;
    const EventType t = lexicon_.frame(inner.frame).type;
    const bool deed = t == EventType::kAssault || t == EventType::kCoerce;
    if (!deed || inner.source.empty() || inner.source == outer.source || tree_.document().words[inner.head].upos != Upos::kVerb) return false;
    return std::find(outer.parts.begin(), outer.parts.end(), inner.head) == outer.parts.end() && in_content(inner.head, outer);
  }

  /// "marched over the killing of a classmate", "lodged a protest over the detention of …": the protest, and the deed.
  [[nodiscard]] bool is_grievance(const FrameMatch& inner, const FrameMatch& outer) const {
    const Frame& about = lexicon_.frame(outer.frame);
    const bool to_envoys = about.measure == "summon-envoy" || about.measure == "protest-note" || std::any_of(outer.parts.begin(), outer.parts.end(), [&](WordId p) {
      return tree_.word(p).lemma == "protest" || tree_.word(p).lemma == "complaint";
    });
    if (about.type != EventType::kProtest && !(about.type == EventType::kAccuse && to_envoys)) return false;
    if (tree_.word(inner.head).upos != Upos::kNoun || lexicon_.frame(inner.frame).is_wide || !tree_.is_occasion(inner.head)) return false;
    const EventType t = lexicon_.frame(inner.frame).type;
    return (t == EventType::kAssault || t == EventType::kCoerce) && std::find(outer.parts.begin(), outer.parts.end(), inner.head) == outer.parts.end();
  }

  /// "suspended talks", "ended the siege": what the verb says of the event noun is the event.
  [[nodiscard]] bool is_its_object(const FrameMatch& inner, const FrameMatch& outer) const {
    const Word& x = tree_.document().words[inner.head];
    if (x.upos == Upos::kVerb || x.head != outer.head || tree_.document().words[outer.head].upos != Upos::kVerb) return false;
    return x.rel == Rel::kObj || (x.rel == Rel::kNsubj && x.subrel == SubRel::kPass);
  }

  [[nodiscard]] bool in_content(WordId w, const FrameMatch& outer) const {
    static constexpr std::string_view kOutside[] = {"after", "before", "since", "despite", "during", "because", "because of", "amid", "following",
                                                    "while", "when", "if", "unless", "until", "although", "though", "in response to", "in retaliation"};
    for (int steps = 0; w != kNoWord && steps < 64; ++steps) {
      const WordId up = tree_.document().words[w].head;
      const Word& x = tree_.document().words[w];
      if (x.rel == Rel::kAcl && x.subrel == SubRel::kRelcl) return false;
      if (x.rel == Rel::kParataxis) return false;
      if (up == kNoWord) return false;
      const bool reached = up == outer.head || std::find(outer.parts.begin(), outer.parts.end(), up) != outer.parts.end();
      const std::string prep = tree_.preposition(w);
      const WordId mark = tree_.child(w, Rel::kMark);
      const std::string_view marker = mark == kNoWord ? std::string_view() : tree_.document().words[mark].lemma;
      for (const std::string_view out : kOutside) {
        if (prep == out || marker == out) return false;
      }
      if (reached) {
        if ((prep == "in" || prep == "as") && x.upos == Upos::kNoun && lexicon_.in_class(x.lemma, response_)) return false;  // "in answer to the jailing"
        switch (x.rel) {
          case Rel::kCcomp: case Rel::kXcomp: case Rel::kObj: case Rel::kObl: case Rel::kNmod: case Rel::kAcl: case Rel::kIobj: return true;
          case Rel::kAdvcl: return x.is(kInf) || x.is(kGer) || marker == "of" || marker == "to" || marker == "for";
          case Rel::kNsubj: return x.subrel == SubRel::kPass;
          case Rel::kAmod: case Rel::kCompound: return true;
          default: return false;
        }
      }
      w = up;
    }
    return false;
  }

  const Tree& tree_;
  const Lexicon& lexicon_;
  const Arguments& arguments_;
  ClassId response_;
};

}  // namespace

/// "a man suspected of belonging to the group", "those accused of the raid": a participle on a noun that names no accuser.
bool only_describes(const Tree& tree, const Arguments& arguments, WordId w) {
  const Word& x = tree.word(w);
  if (x.upos != Upos::kVerb) return false;
  // the parser takes "arrested a man suspected of" for a complement at times
  const bool bare = (x.rel == Rel::kCcomp || x.rel == Rel::kXcomp) && x.is(kPart) && x.is(kPassive) && tree.child(w, Rel::kAux) == kNoWord && tree.child(w, Rel::kNsubj) == kNoWord;
  if (bare) return arguments.with_preposition(w, "by").empty();
  return x.rel == Rel::kAcl && x.subrel != SubRel::kRelcl && tree.is_passive(w) && arguments.agents(w).empty();
}

void swallow_contents(const Tree& tree, const Lexicon& lexicon, const Arguments& arguments, std::vector<FrameMatch>& matches) {
  Contents(tree, lexicon, arguments).swallow(matches);
}

}  // namespace demarche
