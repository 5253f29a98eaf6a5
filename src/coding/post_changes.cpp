// Words that close, suspend, open and empty a post → tellings. Relies on post_teller and data/words/posts.words.
// Door: tell_post_changes, which also asks post_staff, post_heads and post_seats.
#include "coding/post_changes.h"

#include <algorithm>

#include "base/utf8.h"
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
    if (has(w, is_.close)) {
      say_status(w, what, {is_.work}, "closed", "a post closed");
      if (verb && is_work(patients)) say_status(w, view_.arguments->agents(w), {}, "closed", "a post shuts its doors");
    }
    if (has(w, is_.suspend)) {
      say_status(w, what, {is_.work}, "suspended", "a post's work suspended");
      if (verb && is_work(patients)) {
        say_status(w, view_.arguments->agents(w), {}, "suspended", "a post suspends its work");
      }
    }
    if (has(w, is_.open)) {
      const bool doors = std::any_of(patients.begin(), patients.end(), [&](WordId p) { return has_lemma(p, {"door", "gate"}); });
      say_status(w, what, {}, "open", "a post opened");
      if (verb && doors && view_.arguments->with_preposition(w, "to").empty()) say_status(w, view_.arguments->agents(w), {}, "open", "a post opens its doors");
    }
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
    auto posts = posts_of(w, what, through);
    if (posts.empty()) posts = meant_by_it(what);
    if (posts.empty() || !is_real(w)) return;
    if (is_for_a_day(w)) {
      only_doors_.insert(only_doors_.end(), posts.begin(), posts.end());
      return;
    }
    if (is_aside(w)) return;
    for (const PostMention& m : posts) {
      if (to != "open" || !is_only_doors(m)) tell(m, status(to, rule), w);
    }
  }

  /// "The flag came down over the embassy in Dublin. It was being closed, he said": the one post of the sentence before, or of its own.
  [[nodiscard]] std::vector<PostMention> meant_by_it(const WordList& what) const {
    if (what.size() != 1 || lower(document_.words[what.front()].form) != "it") return {};
    const WordId it = what.front();
    const std::uint32_t here = tree_.sentence_of(it);
    std::vector<PostMention> found;
    for (const PostMention& m : posts_.all()) {
      if (m.noun > it || tree_.sentence_of(m.noun) + 1 < here || m.is_people || m.holders.empty() || m.sites.empty()) continue;
      const bool same = !found.empty() && sides_.shares(found.front().holders, m.holders) && found.front().kind == m.kind;
      if (!found.empty() && !same) return {};
      if (found.empty()) found.push_back(m);
    }
    return found;
  }

  /// Whether what the verb is done to is a post's work: "suspended its operations", "resumed work".
  [[nodiscard]] bool is_work(const WordList& words) const {
    return std::any_of(words.begin(), words.end(), [&](WordId p) { return ends(p, is_.work); });
  }

  /// "closed for the holiday", "shut for repairs": its doors, not the post.
  [[nodiscard]] bool is_for_a_day(WordId w) const {
    for (const WordId f : view_.arguments->with_preposition(w, "for")) {
      if (has_lemma(f, {"holiday", "weekend", "day", "afternoon", "repair", "renovation", "lunch", "night", "christmas", "easter", "visitor", "public"})) return true;
    }
    return false;
  }

  /// "was closed for the day. It will open again on Thursday": its doors again.
  [[nodiscard]] bool is_only_doors(const PostMention& m) const {
    return std::any_of(only_doors_.begin(), only_doors_.end(), [&](const PostMention& o) { return o.kind == m.kind && sides_.shares(o.holders, m.holders); });
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


  std::vector<PostMention> only_doors_;  ///< posts whose doors are shut for a day
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
