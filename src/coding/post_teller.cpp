// Whether a change is real, who makes it, which posts it is about. Relies on arguments, factuality and post mentions. Door: PostTeller.
#include "coding/post_teller.h"

#include <algorithm>

#include "base/utf8.h"

namespace demarche {
namespace {

constexpr int kHighest = 24;  // clauses above a predicate that are looked at

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) { return std::find(words.begin(), words.end(), word) != words.end(); }

}  // namespace

bool PostTeller::has_lemma(WordId w, std::initializer_list<std::string_view> lemmas) const {
  return std::find(lemmas.begin(), lemmas.end(), document_.words[w].lemma) != lemmas.end();
}
/// Whether one of the words stands with the verb: "called _ home", "ordered _ out".
bool PostTeller::says(WordId w, std::initializer_list<std::string_view> words) const {
  const auto is_one = [&](WordId k) { return std::find(words.begin(), words.end(), lower(document_.words[k].form)) != words.end(); };
  for (const WordId c : tree_.children(w)) {
    if (is_one(c)) return true;
    for (const WordId d : tree_.children(c)) {
      if (d > w && is_one(d) && (document_.words[d].rel == Rel::kAdvmod || document_.words[d].rel == Rel::kCase)) return true;
    }
  }
  return w + 1 < tree_.sentence(w).end && is_one(w + 1);
}

/// "may close", "if Paris recalls", "asked whether it would": the clause does not say that it is so.
bool PostTeller::is_hedged(WordId clause) const {
  const Rel rel = document_.words[clause].rel;
  const bool nominal = rel == Rel::kObj || rel == Rel::kNmod || rel == Rel::kObl || rel == Rel::kNsubj;
  for (const WordId c : tree_.children(clause)) {
    const Word& x = document_.words[c];
    const std::string form = lower(x.form);
    if (x.rel == Rel::kMark && is_one_of(form, {"if", "unless", "whether"})) return true;
    if (nominal) continue;
    if (x.rel == Rel::kAux && is_one_of(form, {"may", "might", "could", "can", "should"})) return true;
    if (x.rel != Rel::kAdvcl) continue;
    for (const WordId m : tree_.children(c)) {
      if (document_.words[m].rel == Rel::kMark && is_one_of(document_.words[m].lemma, {"if", "unless"})) return true;
    }
  }
  return false;
}

bool PostTeller::is_real(WordId w) const {
  if (view_.factualities->of(w).is_negated) return false;
  WordId at = w;
  for (int steps = 0; steps < kHighest; ++steps) {
    const Word& x = document_.words[at];
    if (is_hedged(at)) return false;
    for (const WordId c : tree_.children(at)) {
      const bool denies = document_.words[c].rel == Rel::kAdvmod && is_one_of(lower(document_.words[c].form), {"never", "not", "n't", "n’t"});
      if (denies && (steps < 2 || x.rel == Rel::kRoot)) return false;
    }
    const WordId up = x.head;
    if (up == kNoWord || (x.rel == Rel::kAcl && x.subrel == SubRel::kRelcl)) return true;
    const bool beside = x.rel == Rel::kObl || x.rel == Rel::kNmod;
    // what lies behind "after" and the like is told as a fact, whatever the clause around it says
    if (beside && (tree_.has_preposition(at, "after") || tree_.has_preposition(at, "since") || tree_.has_preposition(at, "following") || tree_.has_preposition(at, "over"))) return true;
    const bool content = beside || x.rel == Rel::kXcomp || x.rel == Rel::kCcomp || x.rel == Rel::kObj || x.rel == Rel::kAcl ||
                         (x.rel == Rel::kNsubj && x.subrel == SubRel::kPass) || (x.rel == Rel::kAdvcl && (x.is(kInf) || x.is(kGer)));
    if (content && has(up, is_.unreal)) return false;
    const bool purpose = x.rel == Rel::kAdvcl && x.is(kInf);
    if (purpose && !has(up, is_.send_away) && !has_lemma(up, {"tell", "give"}) && !has_deadline(at)) return false;
    at = up;
  }
  return true;
}

/// "the embassy, shut since the pandemic, will …": how things stood before, told in passing.
bool PostTeller::is_aside(WordId w) const {
  const Word& x = document_.words[w];
  const bool reduced = x.upos == Upos::kVerb && tree_.child(w, Rel::kAux) == kNoWord && tree_.child(w, Rel::kNsubj) == kNoWord && x.rel != Rel::kRoot;
  const bool long_ago = w > 0 && document_.words[w - 1].lemma == "long";
  return reduced && (long_ago || (w + 1 < tree_.sentence(w).end && document_.words[w + 1].lemma == "since"));
}

std::optional<ActorId> PostTeller::side_of(const WordList& words) const {
  for (const WordId w : words) {
    if (const auto side = sides_.at(w)) return side;
  }
  return std::nullopt;
}

/// "ordered Belgium to close", "told it to leave by Monday": who gives the order.
std::optional<ActorId> PostTeller::orderer(WordId w) const {
  for (int steps = 0; w != kNoWord && steps < 6; ++steps) {
    const Word& x = document_.words[w];
    if (x.head == kNoWord || (x.rel != Rel::kXcomp && x.rel != Rel::kCcomp && x.rel != Rel::kConj && x.rel != Rel::kAdvcl && x.rel != Rel::kAcl)) return std::nullopt;
    w = x.head;
    if (has(w, is_.send_away) || document_.words[w].lemma == "tell" || document_.words[w].lemma == "give" || document_.words[w].lemma == "instruct" || document_.words[w].lemma == "force") return doer(w);
  }
  return std::nullopt;
}

bool PostTeller::has_deadline(WordId w) const {
  const WordId up = document_.words[w].head;
  if (up == kNoWord || !has_lemma(up, {"have", "give", "get"})) return false;
  for (WordId k = up + 1; k < w; ++k) {
    if (has_lemma(k, {"until", "till"}) || (has_lemma(k, {"hour", "day", "week"}) && k > up + 1)) return true;
  }
  return false;
}

void PostTeller::tell(PostMention post, PostChange change, WordId word) {
  change.trigger = {document_.words[word].span};
  change.sentences = {tree_.sentence_of(word)};
  const auto by = doer(word);
  // "ordered Iran to close its embassy": the pronoun is bound by the clause that it stands in
  if (post.from_pronoun && by && document_.words[word].upos == Upos::kVerb) post.holders = {*by};
  std::vector<ActorId> doers;
  for (const WordId w : view_.arguments->agents(word)) {
    const auto side = sides_.at(w);
    if (side && std::none_of(doers.begin(), doers.end(), [&](ActorId d) { return sides_.same(d, *side); })) doers.push_back(*side);
  }
  out_.push_back({std::move(post), std::move(change), word, by, std::move(doers), orderer(word)});
}

/// Posts among words, or behind words that stand for them ("the work of our mission", "the licence of the post").
std::vector<PostMention> PostTeller::posts_of(WordId trigger, const WordList& words, std::initializer_list<ClassId> through) const {
  std::vector<PostMention> found;
  for (const WordId p : words) {
    const Word& x = document_.words[p];
    const bool of_other = x.rel == Rel::kNmod && x.head != kNoWord && x.head != trigger && document_.words[x.head].upos == Upos::kNoun &&
                          !has_lemma(x.head, {"number", "dozen", "half", "majority", "most", "all", "couple", "score", "pair"});
    if (of_other) continue;  // "the parking lot of the embassy", "members of the mission"
    if (const PostMention* m = posts_.at(p)) {
      found.push_back(*m);
      continue;
    }
    // "closed the crossing at Sculeni and its consulate in Balti": the parser may hang the post from the town before
    for (const PostMention& m : posts_.all()) {
      const WordId up = document_.words[m.noun].head;
      const bool joined = document_.words[m.noun].rel == Rel::kConj && m.begin > p + 1 && document_.words[m.begin - 1].upos == Upos::kCconj && m.is_possessed;
      if (joined && up != kNoWord && up > p && document_.words[up].upos == Upos::kPropn && tree_.within(up, p)) found.push_back(m);
    }
    if (!std::any_of(through.begin(), through.end(), [&](ClassId c) { return ends(p, c); })) continue;
    for (const PostMention& m : posts_.all()) {
      if (m.noun != p && tree_.sentence_of(m.noun) == tree_.sentence_of(p) && is_within(m.noun, p)) found.push_back(m);
    }
  }
  // "its embassy in Havana and its consulate in Lagos": the parser may hang the second one from the town
  for (std::size_t k = 0; k < found.size(); ++k) {
    const auto next = std::find_if(posts_.all().begin(), posts_.all().end(), [&](const PostMention& m) {
      return m.begin == found[k].end + 1 && document_.words[found[k].end].upos == Upos::kCconj && document_.words[m.noun].rel == Rel::kConj;
    });
    const auto is_it = [&](const PostMention& m) { return m.noun == next->noun; };
    if (next != posts_.all().end() && std::none_of(found.begin(), found.end(), is_it)) found.push_back(*next);
  }
  return found;
}

/// "the work of our mission", "the embassy's staff", "staff at the consulate": the post hangs from the noun, or stands right behind it.
bool PostTeller::is_within(WordId post, WordId noun) const {
  if (tree_.within(post, noun)) return true;
  if (post < noun || post > noun + 6) return false;
  for (WordId k = noun + 1; k < post; ++k) {
    const Upos u = document_.words[k].upos;
    if (u == Upos::kVerb || u == Upos::kPunct || u == Upos::kAux) return false;
  }
  return true;
}

WordList PostTeller::heads_among(const WordList& words) const {
  WordList out;
  for (const WordId p : words) {
    if (ends(p, is_.head)) out.push_back(p);
  }
  return out;
}

/// "The ceiling, it added, would be lowered": the parser takes what stands before the inserted clause as its subject.
WordList PostTeller::parted_subject(WordId w) const {
  const WordId up = document_.words[w].head;
  const bool passive = tree_.child(w, Rel::kAux, SubRel::kPass) != kNoWord;
  if (!passive || up == kNoWord || up > w || tree_.child(w, Rel::kNsubj) != kNoWord) return {};
  WordList subjects;
  for (const WordId c : tree_.children(up)) {
    if (document_.words[c].rel == Rel::kNsubj && c < up) subjects.push_back(c);
  }
  return subjects.size() > 1 ? WordList{subjects.front()} : WordList{};
}

WordList PostTeller::undergoers(WordId w) const {
  WordList patients = view_.arguments->patients(w);
  if (patients.empty() && document_.words[w].upos == Upos::kVerb) patients = parted_subject(w);
  return patients;
}

PostChange PostTeller::status(std::string_view to, std::string_view rule) {
  PostChange c;
  c.what = "status";
  c.to_status = to;
  c.rule = rule;
  return c;
}

PostChange PostTeller::head(std::string to, std::string_view rule) {
  PostChange c;
  c.what = "head";
  c.to_status = std::move(to);
  c.rule = rule;
  return c;
}

}  // namespace demarche
