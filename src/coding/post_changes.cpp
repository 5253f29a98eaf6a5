// Words that close, suspend, open and empty a post → tellings. Relies on post_teller and data/words/posts.words.
// Door: tell_post_changes, which also asks post_staff, post_heads and post_seats.
#include "coding/post_changes.h"

#include <algorithm>

#include "coding/post_teller.h"

namespace demarche {
namespace {

class Changes : public PostTeller {
 public:
  using PostTeller::PostTeller;

  std::vector<PostTelling> all() {
    for (WordId w = 0; w < document_.words.size(); ++w) {
      const Upos u = document_.words[w].upos;
      if (u == Upos::kVerb || u == Upos::kNoun) read(w);
      if ((u == Upos::kVerb || u == Upos::kAdj) && has(w, is_.leave)) read_leaving(w);
    }
    return std::move(out_);
  }

 private:
  void read(WordId w) {
    const bool verb = document_.words[w].upos == Upos::kVerb;
    const WordList patients = undergoers(w);
    const WordList agents = verb && patients.empty() ? view_.arguments->agents(w) : WordList{};
    const WordList& what = patients.empty() ? agents : patients;
    if (has(w, is_.close)) say_status(w, what, {is_.work}, "closed", "a post closed");
    if (has(w, is_.suspend)) {
      say_status(w, what, {is_.work}, "suspended", "a post's work suspended");
      if (verb && is_work(patients)) {
        say_status(w, view_.arguments->agents(w), {}, "suspended", "a post suspends its work");
      }
    }
    if (has(w, is_.open)) say_status(w, what, {}, "open", "a post opened");
    if (has(w, is_.reopen)) {
      say_status(w, what, {is_.work}, "open", "a post reopened");
      if (verb && is_work(patients)) say_status(w, view_.arguments->agents(w), {}, "open", "a post resumes its work");
    }
    if (has(w, is_.revoke)) say_revoked(w, patients);
    if (has(w, is_.downgrade)) say_status(w, what, {}, "reduced", "a post downgraded");
    if (has(w, is_.send_away)) say_sent_away(w, patients);
  }

  /// "ordered China to vacate its consulate", "has until Friday to empty it".
  void read_leaving(WordId w) {
    if (!orderer(w) && !has_deadline(w)) return;
    WordList patients = view_.arguments->patients(w);
    if (const WordId object = tree_.child(w, Rel::kObj); patients.empty() && object != kNoWord) patients = {object};
    say_status(w, patients, {}, "closed", "a post ordered to be left");
  }

  void say_status(WordId w, const WordList& what, std::initializer_list<ClassId> through, std::string_view to, std::string_view rule) {
    const auto posts = posts_of(w, what, through);
    if (posts.empty() || !is_real(w)) return;
    if (is_for_a_day(w) || is_aside(w)) return;
    for (const PostMention& m : posts) tell(m, status(to, rule), w);
  }

  /// Whether what the verb is done to is a post's work: "suspended its operations", "resumed work".
  [[nodiscard]] bool is_work(const WordList& words) const {
    return std::any_of(words.begin(), words.end(), [&](WordId p) { return ends(p, is_.work); });
  }

  /// "the embassy, shut since the pandemic, will …": how things stood before, told in passing.
  [[nodiscard]] bool is_aside(WordId w) const {
    const Word& x = document_.words[w];
    const bool reduced = x.upos == Upos::kVerb && tree_.child(w, Rel::kAux) == kNoWord && tree_.child(w, Rel::kNsubj) == kNoWord && x.rel != Rel::kRoot;
    return reduced && w + 1 < tree_.sentence(w).end && document_.words[w + 1].lemma == "since";
  }

  /// "closed for the holiday", "shut for repairs": its doors, not the post.
  [[nodiscard]] bool is_for_a_day(WordId w) const {
    for (const WordId f : view_.arguments->with_preposition(w, "for")) {
      if (has_lemma(f, {"holiday", "weekend", "day", "afternoon", "repair", "renovation", "lunch", "night", "christmas", "easter", "visitor", "public"})) return true;
    }
    return false;
  }

  void say_revoked(WordId w, const WordList& patients) {
    WordList licences;
    for (const WordId p : patients) {
      if (ends(p, is_.licence)) licences.push_back(p);
    }
    say_status(w, licences, {is_.licence}, "closed", "a post's licence revoked");
  }

  /// "sent home the entire Latvian embassy".
  void say_sent_away(WordId w, const WordList& patients) {
    if (!heads_among(patients).empty()) return;
    const bool away = says(w, {"out", "away", "home"}) || has_lemma(w, {"expel", "eject", "oust", "expulsion"});
    WordList whole;  // "members of the mission" are not the mission
    for (const WordId p : patients) {
      const Rel r = document_.words[p].rel;
      if (r == Rel::kObj || r == Rel::kNsubj || document_.words[w].upos == Upos::kNoun) whole.push_back(p);
    }
    if (away) say_status(w, whole, {}, "closed", "a whole post sent home");
  }

};

}  // namespace

std::vector<PostTelling> tell_post_changes(const ArticleView& view, Principals& sides, PostMentions& mentions) {
  std::vector<PostTelling> all = Changes(view, sides, mentions).all();
  for (const auto tell : {tell_post_staff, tell_post_heads, tell_post_seats}) {
    for (PostTelling& t : tell(view, sides, mentions)) all.push_back(std::move(t));
  }
  std::stable_sort(all.begin(), all.end(), [](const PostTelling& a, const PostTelling& b) { return a.word < b.word; });
  return all;
}

}  // namespace demarche
