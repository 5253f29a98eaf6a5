// Where a post stands and who stands in for it: moved to another town, or its interests put into a third state's hands. Relies on
// post_teller. Door: tell_post_seats.
#include <algorithm>

#include "base/utf8.h"
#include "coding/post_teller.h"

namespace demarche {
namespace {

class Seats : public PostTeller {
 public:
  using PostTeller::PostTeller;

  std::vector<PostTelling> all() {
    for (WordId w = 0; w < document_.words.size(); ++w) {
      const Upos u = document_.words[w].upos;
      if (u == Upos::kVerb && has(w, is_.move)) say_moved(w);
      if (u == Upos::kVerb) say_protected(w);
      if (u == Upos::kNoun && document_.words[w].lemma == "power") say_protecting_power(w);
    }
    return std::move(out_);
  }

 private:
  /// "moved its embassy from Tel Aviv to Jerusalem", "will transfer its embassy there from Yangon", "the embassy has moved to Abuja".
  void say_moved(WordId w) {
    WordList what = view_.arguments->patients(w);
    const bool itself = what.empty();
    if (itself) what = view_.arguments->agents(w);
    const auto posts = posts_of(w, what, {});
    if (posts.empty() || !is_real(w) || orderer(w)) return;  // "told Taiwan to move its office": it has not moved
    const std::string town = town_after(w);
    if (town.empty()) return;
    PostChange c;
    c.what = "seat";
    c.to_status = town;
    c.rule = "a post moved to another town";
    for (PostMention m : posts) {
      std::erase_if(m.sites, [&](const PostSite& s) { return s.place && s.place->name != town && to_host(w, s.host); });
      if (m.sites.empty() || itself) add_site(m, w);
      tell(m, c, w);
    }
  }

  /// A site that only tells the old or the new town of the same host may be said again by the verb's own phrases.
  [[nodiscard]] bool to_host(WordId w, ActorId host) const {
    for (const WordId k : view_.arguments->with_preposition(w, "to")) {
      if (const auto side = sides_.at(k); side && sides_.same(*side, host)) return true;
    }
    return false;
  }

  void add_site(PostMention& m, WordId w) const {
    for (const std::string_view prep : {"to", "from"}) {
      for (const WordId k : view_.arguments->with_preposition(w, prep)) {
        const auto host = sides_.at(k);
        if (!host || (!m.holders.empty() && sides_.same(*host, m.holders.front()))) continue;
        if (m.sites.empty()) m.sites = {{*host, posts_.place_named(k)}};
      }
    }
  }

  /// The town behind "to"; "there" is the town named last before.
  [[nodiscard]] std::string town_after(WordId w) const {
    const Sentence& s = tree_.sentence(w);
    for (WordId k = w + 1; k + 1 < s.end && k < w + 18; ++k) {
      if (document_.words[k].upos == Upos::kVerb) break;
      if (document_.words[k].lemma == "to" && document_.words[k + 1].upos == Upos::kPropn) return run_of_names(k + 1);
      if (document_.words[k].lemma != "there" || document_.words[k].upos != Upos::kAdv) continue;
      for (WordId b = w; b-- > 0 && tree_.sentence_of(b) + 1 >= tree_.sentence_of(w);) {
        if (document_.words[b].upos == Upos::kPropn && view_.mentions->place_at(b) != nullptr) return run_of_names(b);
        if (document_.words[b].upos == Upos::kPropn && posts_.place_named(b)) return run_of_names(b);
      }
    }
    return {};
  }

  [[nodiscard]] std::string run_of_names(WordId w) const {
    const Sentence& s = tree_.sentence(w);
    WordId end = w + 1;
    while (end < s.end && document_.words[end].upos == Upos::kPropn && document_.words[end].rel == Rel::kFlat) ++end;
    const std::uint32_t from = document_.words[w].span.begin;
    return document_.text().substr(from, document_.words[end - 1].span.end - from);
  }

  /// "Switzerland looks after Mexico's interests in Quito", "Sweden will represent Canada's interests in Syria".
  void say_protected(WordId w) {
    const Sentence& s = tree_.sentence(w);
    const bool verb = has_lemma(w, {"represent", "protect", "handle", "safeguard"}) || (has_lemma(w, {"look"}) && w + 1 < s.end && document_.words[w + 1].lemma == "after");
    if (!verb || !is_real(w)) return;
    for (WordId k = w + 1; k < s.end && k < w + 10; ++k) {
      if (document_.words[k].upos == Upos::kVerb) return;
      if (document_.words[k].lemma == "interest") return tell_protector(doer(w), k, w);
    }
    if (!tree_.is_passive(w)) return;
    for (const WordId p : view_.arguments->patients(w)) {
      if (document_.words[p].lemma == "interest") return tell_protector(doer(w), p, w);
    }
  }

  /// "Norway will act as protecting power for Ghana in Chad".
  void say_protecting_power(WordId w) {
    if (w == 0 || lower(document_.words[w - 1].form) != "protecting") return;
    WordId verb = document_.words[w].head;  // the parser may take "protecting" for a verb of its own
    while (verb != kNoWord && (document_.words[verb].upos != Upos::kVerb || lower(document_.words[verb].form) == "protecting")) verb = document_.words[verb].head;
    if (verb == kNoWord || !is_real(verb)) return;
    tell_protector(doer(verb), w, verb);
  }

  /// `of`: the word whose possessor or "of"- or "for"-phrase tells whose interests they are, and "in" where.
  void tell_protector(std::optional<ActorId> by, WordId of, WordId word) {
    if (!by || sides_.is_organisation(*by)) return;
    PostMention m = posts_.read(of, "embassy");
    m.is_people = true;  // no post of that name: the embassy that is, or was, there
    if (document_.words[of].lemma == "power") {  // "for Canada in Iran"
      m.holders.clear(), m.sites.clear();
      for (WordId k = of + 1; k < tree_.sentence(of).end && k < of + 8; ++k) {
        if (document_.words[k].upos != Upos::kPropn || document_.words[k].rel == Rel::kFlat) continue;
        const auto side = sides_.at(k);
        if (side && (tree_.has_preposition(k, "for") || tree_.has_preposition(k, "of")) && m.holders.empty()) m.holders = {*side};
        if (side && tree_.has_preposition(k, "in") && m.sites.empty()) m.sites = {{*side, posts_.place_named(k)}};
      }
    }
    std::erase_if(m.holders, [&](ActorId a) { return sides_.same(a, *by) || sides_.is_organisation(a); });
    std::erase_if(m.sites, [&](const PostSite& s) { return sides_.same(s.host, *by) || (!m.holders.empty() && sides_.same(s.host, m.holders.front())); });
    if (m.sites.empty()) {
      for (const WordId k : view_.arguments->with_preposition(word, "in")) {
        const auto host = sides_.at(k);
        if (host && m.sites.empty() && !sides_.same(*host, *by)) m.sites = {{*host, posts_.place_named(k)}};
      }
    }
    if (m.holders.size() != 1 || m.sites.empty()) return;
    PostChange c;
    c.what = "protecting-power";
    c.to_status = view_.mentions->actors()[*by].name;
    c.rule = "a third state looks after interests";
    tell(std::move(m), std::move(c), word);
  }
};

}  // namespace

std::vector<PostTelling> tell_post_seats(const ArticleView& view, Principals& sides, PostMentions& mentions) { return Seats(view, sides, mentions).all(); }

}  // namespace demarche
