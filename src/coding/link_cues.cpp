// "in retaliation for", "Russia's reply to", "answered by", "prompting", "after": cues with their two ends, off the tree.
// Relies on principals, arguments and data/words/links.words. Door: find_link_cues.
#include "coding/link_cues.h"

#include <algorithm>

#include "base/utf8.h"

namespace demarche {
namespace {

class Finder {
 public:
  Finder(const Tree& tree, const Lexicon& lexicon, const Arguments& arguments, Principals& sides)
      : tree_(tree), document_(tree.document()), lexicon_(lexicon), arguments_(arguments), sides_(sides), noun_(lexicon.class_named("response-noun")),
        verb_(lexicon.class_named("response-verb")), adjective_(lexicon.class_named("response-adjective")), prompt_(lexicon.class_named("prompt-verb")), name_(lexicon.class_named("name-verb")),
        negator_(lexicon.class_named("negator")), reason_(lexicon.class_named("reason-verb")), anger_(lexicon.class_named("anger-verb")),
        mirror_(lexicon.class_named("mirror-verb")) {}

  std::vector<LinkCue> all() {
    for (WordId w = 0; w < document_.words.size(); ++w) {
      const Word& x = document_.words[w];
      if (is(w, noun_) && (x.upos == Upos::kNoun || x.upos == Upos::kAdj || x.upos == Upos::kAdv)) noun(w);
      if (x.upos == Upos::kVerb && is(w, verb_)) verb(w);
      if (x.upos == Upos::kVerb && is(w, prompt_)) prompting(w);
      if (x.upos == Upos::kVerb) reason(w);
      if (x.upos == Upos::kVerb && x.lemma == "follow") following(w);
      if ((x.upos == Upos::kAdj || x.upos == Upos::kNoun) && is(w, adjective_)) adjective(w);
      if (x.upos == Upos::kAdp || x.upos == Upos::kSconj || x.upos == Upos::kVerb || x.upos == Upos::kAdv) preposition(w);
      later(w);
      if (x.upos == Upos::kVerb) as_asked(w);
      if (x.lemma == "request" || x.lemma == "invitation" || x.lemma == "behest") at_request(w);
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool is(WordId w, ClassId cls) const { return lexicon_.in_class(document_.words[w].lemma, cls); }

  [[nodiscard]] WordId clause_of(WordId w) const {
    WordId at = document_.words[w].head;
    for (int steps = 0; at != kNoWord && steps < 16; ++steps) {
      if (tree_.is_predicate(at)) return at;
      at = document_.words[at].head;
    }
    return kNoWord;
  }

  [[nodiscard]] std::optional<ActorId> owner(WordId w) const {
    for (const WordId c : tree_.children(w)) {
      const Word& x = document_.words[c];
      const bool owns = x.subrel == SubRel::kPoss || ((x.rel == Rel::kNmod || x.rel == Rel::kObl) && tree_.has_preposition(c, "by"));
      const bool adjective = x.rel == Rel::kAmod || x.rel == Rel::kCompound;
      if (!owns && !adjective) continue;
      if (const auto side = sides_.at(c)) return side;
    }
    return std::nullopt;
  }

  /// "to Y", "for Y", "against Y" behind a cue.
  [[nodiscard]] std::vector<WordId> complement(WordId w, std::initializer_list<std::string_view> preps) const {
    std::vector<WordId> out;
    for (const WordId c : tree_.children(w)) {
      const Word& x = document_.words[c];
      if (x.rel != Rel::kNmod && x.rel != Rel::kObl && x.rel != Rel::kAcl && x.rel != Rel::kAdvcl) continue;
      if (c < w) continue;
      if (std::any_of(preps.begin(), preps.end(), [&](std::string_view p) { return tree_.has_preposition(c, p); })) {
        for (const WordId k : tree_.coordinated(c)) out.push_back(k);
      }
    }
    // the parser may hang "to …" from the verb: what stands right behind the cue belongs to it
    if (out.empty() && w + 1 < tree_.sentence(w).end && std::find(preps.begin(), preps.end(), document_.words[w + 1].lemma) != preps.end()) {
      const WordId head = document_.words[w + 1].head;
      if (head != kNoWord && head > w) out.push_back(head);
    }
    return out;
  }

  [[nodiscard]] bool is_relative(WordId w) const {
    const std::string_view lemma = document_.words[w].lemma;
    return lemma == "which" || lemma == "that" || lemma == "who" || lemma == "whom";
  }
  [[nodiscard]] bool is_negated(WordId w) const {
    for (const WordId c : tree_.children(w)) {
      if (document_.words[c].rel == Rel::kAdvmod && is(c, negator_)) return true;
    }
    return false;
  }

  void add(LinkCue cue) {
    if (is_negated(cue.word)) return;
    if (!cue.answering.empty() || cue.is_back_reference) out_.push_back(std::move(cue));
  }

  [[nodiscard]] static bool is_back_pointing(const Word& x) {
    const std::string form = lower(x.form);
    return form == "this" || form == "that" || form == "it" || form == "these" || form == "those" || form == "all" || form == "they";
  }

  void noun(WordId w) {
    const Word& x = document_.words[w];
    const std::string_view lemma = x.lemma;
    std::string prep = tree_.preposition(w);
    if (lemma == "tit" || lemma == "tat") {
      if (lemma == "tat" || w + 4 >= tree_.sentence(w).end || lower(document_.words[w + 4].form) != "tat") {
        if (!(w + 2 < tree_.sentence(w).end && lower(document_.words[w + 2].form) == "tat")) return;
      }
      // "in a tit-for-tat move": the clause around answers
      LinkCue cue;
      cue.rule = "tit-for-tat";
      cue.word = w;
      if (const WordId clause = clause_of(w); clause != kNoWord) cue.answering = {clause};
      return add(std::move(cue));
    }
    if ((lemma == "kind" || lemma == "return") && !(prep == "in" && w > 0 && document_.words[w - 1].lemma == "in")) return;
    const bool mood = lemma == "anger" || lemma == "outrage" || lemma == "fury" || lemma == "dismay" || lemma == "indignation";
    if ((lemma == "revenge" || lemma == "protest" || mood) && prep != "in") return;
    LinkCue cue;
    cue.word = w;
    cue.cause = complement(w, {"to", "for", "against", "at", "over"});
    cue.by = owner(w);
    for (const WordId c : prep == "in" ? cue.cause : std::vector<WordId>{}) {
      // "in response to NATO's actions we suspend the mission": the parser takes what follows as a relative clause
      for (const WordId r : tree_.children(c)) {
        const bool whole = tree_.child(r, Rel::kNsubj) != kNoWord && tree_.child(r, Rel::kObj) != kNoWord;
        if (document_.words[r].rel == Rel::kAcl && whole && !is_relative(tree_.child(r, Rel::kNsubj)) && !is_relative(tree_.child(r, Rel::kObj))) cue.answering.push_back(r);
      }
    }
    if (!cue.answering.empty()) {
      cue.rule = "in response to";
      return add(std::move(cue));
    }
    if (const WordId up = x.head; up != kNoWord && x.rel == Rel::kAppos && document_.words[up].rel == Rel::kObj && document_.words[up].head != kNoWord &&
                                  is(document_.words[up].head, name_) && !cue.cause.empty()) {  // the same, as the parser has it at times
      cue.rule = "called a response to";
      cue.by.reset();
      cue.answering = {up};
      cue.is_back_reference = true;
      return add(std::move(cue));
    }
    if (const WordId up = x.head; up != kNoWord && is(up, name_) && (x.rel == Rel::kXcomp || x.rel == Rel::kObl || x.rel == Rel::kObj || x.rel == Rel::kCcomp)) {
      const WordId named = tree_.child(up, Rel::kObj);
      if (named == kNoWord || cue.cause.empty()) return;
      cue.rule = "called a response to";
      cue.by.reset();
      cue.answering = {named};
      cue.is_back_reference = true;
      return add(std::move(cue));
    }
    if (x.upos == Upos::kAdv) {  // "as payback for"
      if (cue.cause.empty() || x.head == kNoWord) return;
      cue.rule = "as a response";
      cue.answering = {x.head};
      return add(std::move(cue));
    }
    if (x.rel == Rel::kNsubj && x.head != kNoWord && cue.by && prep.empty()) {  // "Fiji's answer came on Friday: it expelled …"
      const std::string_view verb = document_.words[x.head].lemma;
      if (verb != "come" && verb != "arrive" && verb != "follow" && verb != "be") return;
      cue.rule = "the response announced";
      cue.answering = {x.head};
      return add(std::move(cue));
    }
    if (prep == "in" || prep == "as" || prep == "by") {
      const bool bare = tree_.child(w, Rel::kDet) == kNoWord && !cue.by;
      if (prep == "in" && !bare && cue.cause.empty()) return;
      if (lemma == "reaction" && cue.cause.empty()) return;
      cue.rule = prep == "in" ? (cue.cause.empty() ? "in response" : "in response to") : "as a response";
      WordId clause = clause_of(w);
      // "the move came in response to", "was in response to": the subject answers
      if (clause == kNoWord && tree_.child(w, Rel::kCop) != kNoWord) clause = w;
      if (clause != kNoWord) subject_or_clause(cue, clause, document_.words[clause].lemma == "come" || document_.words[clause].lemma == "be" || clause == w);
      return add(std::move(cue));
    }
    if (tree_.child(w, Rel::kCop) != kNoWord) {  // "was Russia's reply to"
      if (cue.cause.empty()) return;
      for (const WordId c : tree_.children(w)) {  // clauses behind "to …" belong to it, wherever the parser hangs them
        if (c > cue.cause.front() && document_.words[c].rel == Rel::kAdvcl) cue.cause.push_back(c);
      }
      cue.rule = "was the response to";
      subject_or_clause(cue, w, true);
      return add(std::move(cue));
    }
    if (x.rel == Rel::kObj && x.head != kNoWord) {  // "delivered Moscow's response, announcing …"
      cue.rule = "the response announced";
      if (!cue.by) return;
      cue.answering = {x.head};
      return add(std::move(cue));
    }
    if ((x.rel == Rel::kAppos || x.rel == Rel::kParataxis || x.rel == Rel::kObl || x.rel == Rel::kNmod || x.rel == Rel::kConj || x.rel == Rel::kDep || x.rel == Rel::kAdvcl) && prep.empty()) {
      if (cue.cause.empty() || !(w > 0)) return;
      cue.rule = "its response to";
      cue.answering = {tree_.sentence(w).root};
      return add(std::move(cue));
    }
  }

  void subject_or_clause(LinkCue& cue, WordId clause, bool is_about_subject) const {
    if (!is_about_subject) {
      cue.answering = {clause};
      return;
    }
    const WordId subject = tree_.child(clause, Rel::kNsubj);
    if (subject == kNoWord) {
      cue.answering = {clause};
      return;
    }
    cue.answering = {subject};
    cue.is_back_reference = is_back_pointing(document_.words[subject]) || tree_.child(subject, Rel::kDet) != kNoWord;
  }

  void verb(WordId w) {
    const Word& x = document_.words[w];
    const std::string_view lemma = x.lemma;
    if (lemma == "hit" || lemma == "strike" || lemma == "fire" || lemma == "return") {  // "hit back", "fired back"
      const bool back = w + 1 < tree_.sentence(w).end && lower(document_.words[w + 1].form) == "back";
      const bool favour = lemma == "return" && [&] {
        const WordId o = tree_.child(w, Rel::kObj);
        return o != kNoWord && (document_.words[o].lemma == "favour" || document_.words[o].lemma == "favor" || document_.words[o].lemma == "compliment" || document_.words[o].lemma == "fire");
      }();
      if (!back && !favour) return;
    }
    // "replied that …" is speech; what it says is for the verbal answers
    const bool speech = tree_.child(w, Rel::kCcomp) != kNoWord || tree_.child(w, Rel::kParataxis) != kNoWord;
    if (speech && lemma != "retaliate" && lemma != "reciprocate") return;
    LinkCue cue;
    cue.rule = "responds by";
    cue.word = w;
    for (const WordId a : arguments_.agents(w)) {
      if (const auto side = sides_.at(a)) {
        cue.by = side;
        break;
      }
    }
    const WordList to = arguments_.with_preposition(w, "to");
    cue.cause.assign(to.begin(), to.end());
    for (const std::string_view p : {"for", "against", "over"}) {
      for (const WordId k : arguments_.with_preposition(w, p)) cue.cause.push_back(k);
    }
    if (const WordId object = tree_.child(w, Rel::kObj); object != kNoWord && (lemma == "answer" || lemma == "counter")) cue.cause.push_back(object);
    cue.answering = {w};
    if (tree_.child(w, Rel::kAux, SubRel::kPass) != kNoWord) {  // "the closure was answered by the expulsion of …"
      cue.answering.clear();
      for (const WordId k : arguments_.with_preposition(w, "by")) cue.answering.push_back(k);
      for (const WordId k : arguments_.with_preposition(w, "with")) cue.answering.push_back(k);
      const WordList patients = arguments_.patients(w);
      cue.cause.assign(patients.begin(), patients.end());
      cue.by.reset();
    }
    add(std::move(cue));
  }

  void adjective(WordId w) {
    LinkCue cue;
    cue.rule = "a retaliatory measure";
    cue.word = w;
    WordId noun = document_.words[w].head;
    if (document_.words[w].upos == Upos::kNoun && document_.words[w].rel != Rel::kCompound) return;
    if (noun == kNoWord) return;
    const WordId clause = clause_of(w);
    cue.answering = {noun};
    if (clause != kNoWord && document_.words[noun].rel != Rel::kNsubj) cue.answering.push_back(clause);
    add(std::move(cue));
  }

  /// "…, prompting Warsaw to close its consulate": what lies in it answers the clause that it hangs from.
  void prompting(WordId w) {
    const Word& x = document_.words[w];
    LinkCue cue;
    cue.rule = "prompted by";
    cue.word = w;
    if (x.rel == Rel::kAdvcl && x.is(kPart) && !x.is(kPast)) {
      cue.cause = {x.head};
    } else {
      const WordId subject = tree_.child(w, Rel::kNsubj);
      if (subject == kNoWord) return;
      if (tree_.child(w, Rel::kAux, SubRel::kPass) != kNoWord) {
        const WordList by = arguments_.agents(w);
        cue.cause.assign(by.begin(), by.end());
        cue.answering = {subject};
        if (!cue.cause.empty()) add(std::move(cue));
        return;
      }
      cue.cause = {subject};
    }
    for (const WordId c : tree_.children(w)) {
      const Rel r = document_.words[c].rel;
      if (r == Rel::kXcomp || r == Rel::kCcomp || r == Rel::kObj || r == Rel::kAdvcl) cue.answering.push_back(c);
      if (r == Rel::kObj && document_.words[c].upos == Upos::kNoun) cue.answering.push_back(w);  // "drew a rebuke from Israel"
    }
    add(std::move(cue));
  }

  /// "Citing the raid, Mexico …"; "to protest against the arrest"; "angered by the ruling"; "mirroring what Tokyo did".
  void reason(WordId w) {
    const Word& x = document_.words[w];
    if (x.rel != Rel::kAdvcl || x.head == kNoWord) return;
    const bool mirrors = is(w, mirror_);
    LinkCue cue;
    cue.word = w;
    cue.is_temporal = true;
    cue.answering = {x.head};
    if (is(w, anger_) && x.is(kPart) && x.is(kPast)) {
      cue.rule = "because of what the other side did";
      const WordList by = arguments_.with_preposition(w, "by");
      const WordList at = arguments_.with_preposition(w, "at");
      cue.cause.assign(by.begin(), by.end());
      cue.cause.insert(cue.cause.end(), at.begin(), at.end());
    } else if ((is(w, reason_) || mirrors) && (x.is(kInf) || x.is(kGer) || x.is(kPart))) {
      cue.rule = mirrors ? "mirrors what the other side did" : "because of what the other side did";
      for (const WordId c : tree_.children(w)) {
        const Word& y = document_.words[c];
        const bool about = y.rel == Rel::kObj || y.rel == Rel::kCcomp || (y.rel == Rel::kAdvcl && tree_.has_preposition(c, "for")) ||
                           (y.rel == Rel::kObl && (tree_.has_preposition(c, "against") || tree_.has_preposition(c, "at") || tree_.has_preposition(c, "over") || tree_.has_preposition(c, "for")));
        if (about) cue.cause.push_back(c);
      }
    }
    if (!cue.cause.empty()) add(std::move(cue));
  }

  /// "The expulsion follows a raid"; "the raid was followed by the expulsion of …".
  void following(WordId w) {
    WordId subject = tree_.child(w, Rel::kNsubj);
    if (subject == kNoWord) return;
    LinkCue cue;
    cue.rule = "following what the other side did";
    cue.word = w;
    cue.is_temporal = true;
    if (tree_.child(w, Rel::kAux, SubRel::kPass) != kNoWord) {
      for (const WordId k : arguments_.with_preposition(w, "by")) cue.answering.push_back(k);
      cue.cause = {subject};
    } else if (const WordId object = tree_.child(w, Rel::kObj); object != kNoWord) {
      cue.answering = {subject};
      cue.is_back_reference = is_back_pointing(document_.words[subject]) || tree_.child(subject, Rel::kDet) != kNoWord;
      cue.cause = {object};
    }
    if (!cue.cause.empty()) add(std::move(cue));
  }

  /// "after", "following", "over", "because of", "as a result of" and what comes behind.
  void preposition(WordId w) {
    const Word& x = document_.words[w];
    const std::string_view lemma = x.lemma;
    if (x.head == kNoWord) return;
    std::string_view rule;
    if (lemma == "after") rule = "after what the other side did";
    else if (lemma == "following" || (lemma == "follow" && x.rel == Rel::kCase)) rule = "following what the other side did";
    else if (lemma == "over") rule = "over what the other side did";
    else if (lemma == "as" && w + 3 < tree_.sentence(w).end && document_.words[w + 2].lemma == "result" && document_.words[w + 3].lemma == "of") return as_result(w + 2);
    else if (lemma == "because" || lemma == "due") rule = "because of what the other side did";
    else return;
    if (x.rel != Rel::kCase && x.rel != Rel::kMark && x.rel != Rel::kFixed) return;
    const WordId head = x.head;
    const Word& y = document_.words[head];
    if (y.head == kNoWord) return;
    LinkCue cue;
    cue.rule = rule;
    cue.word = w;
    cue.is_temporal = true;
    cue.cause = {head};
    cue.answering = {y.head};
    if (!tree_.is_predicate(y.head)) {
      if (const WordId clause = clause_of(head); clause != kNoWord && clause != y.head) cue.answering.push_back(clause);
    }
    add(std::move(cue));
  }

  /// "as a result of NATO's moves, we …": all that is coordinated with the clause answers.
  void as_result(WordId result) {
    LinkCue cue;
    cue.rule = "as a result of";
    cue.word = result;
    cue.cause = complement(result, {"of"});
    const WordId clause = clause_of(result);
    if (cue.cause.empty() || clause == kNoWord) return;
    cue.answering = {clause};
    add(std::move(cue));
  }

  /// "three days later", "the next day", "within hours", "in turn": a sequel.
  void later(WordId w) {
    const Sentence& s = tree_.sentence(w);
    const auto is_time = [&](WordId k) {
      const std::string_view lemma = document_.words[k].lemma;
      return lemma == "day" || lemma == "hour" || lemma == "week" || lemma == "minute";
    };
    const std::string form = lower(document_.words[w].form);
    const bool behind = form == "later" && w > s.begin && is_time(w - 1);
    const bool before = (form == "next" || form == "following") && w + 1 < s.end && is_time(w + 1) && document_.words[w + 1].is(kSing) && w > s.begin && document_.words[w - 1].lemma == "the";
    const bool soon = form == "within" && w + 1 < s.end && is_time(w + 1);
    const bool turn = form == "turn" && w > s.begin && document_.words[w - 1].lemma == "in" && tree_.child(w, Rel::kDet) == kNoWord;
    if (!behind && !before && !soon && !turn) return;
    LinkCue cue;
    cue.rule = turn ? "in turn" : "soon after what the other side did";
    cue.word = w;
    cue.is_sequel = true;
    if (const WordId clause = clause_of(w); clause != kNoWord) cue.answering = {clause};
    add(std::move(cue));
  }

  /// "withdrew the frigate, as Iran had demanded"; "half of what the government had asked for".
  void as_asked(WordId w) {
    static constexpr std::string_view kAsking[] = {"ask", "demand", "request", "seek", "urge", "want", "insist", "propose", "suggest"};
    const Word& x = document_.words[w];
    if (std::find(std::begin(kAsking), std::end(kAsking), x.lemma) == std::end(kAsking) || x.head == kNoWord) return;
    bool as = false;
    for (const WordId c : tree_.children(w)) as = as || (document_.words[c].rel == Rel::kMark && document_.words[c].lemma == "as" && c < w);
    // "what X had asked for", in whatever way the parser has it
    const bool free_relative = w > tree_.sentence(w).begin && tree_.child(w, Rel::kNsubj) != kNoWord && [&] {
      for (WordId k = tree_.sentence(w).begin; k < w; ++k) {
        if (document_.words[k].lemma == "what" && k + 8 > w && (tree_.within(k, w) || document_.words[w].head == k)) return true;
      }
      return false;
    }();
    if (!as && !free_relative) return;
    LinkCue cue;
    cue.rule = "as was asked";
    cue.word = w;
    cue.cause = {w};
    cue.is_request = true;
    for (WordId clause = clause_of(w); clause != kNoWord; clause = clause_of(clause)) {  // "pledged 5 million to rebuild the port, half of what …"
      cue.answering.push_back(clause);
      if (document_.words[clause].is(kFin)) break;
    }
    add(std::move(cue));
  }

  /// "meets at Cambodia's request".
  void at_request(WordId w) {
    if (tree_.preposition(w) != "at") return;
    LinkCue cue;
    cue.rule = "at the request of";
    cue.word = w;
    cue.cause = {w};
    cue.is_request = true;
    if (const WordId clause = clause_of(w); clause != kNoWord) cue.answering = {clause};
    add(std::move(cue));
  }

  const Tree& tree_;
  const Document& document_;
  const Lexicon& lexicon_;
  const Arguments& arguments_;
  Principals& sides_;
  ClassId noun_, verb_, adjective_, prompt_, name_, negator_, reason_, anger_, mirror_;
  std::vector<LinkCue> out_;
};

}  // namespace

std::vector<LinkCue> find_link_cues(const Tree& tree, const Lexicon& lexicon, const Arguments& arguments, Principals& sides) {
  return Finder(tree, lexicon, arguments, sides).all();
}

}  // namespace demarche
