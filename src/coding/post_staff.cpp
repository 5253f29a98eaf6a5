// How many people a post has or may have: staff cut, raised, capped, brought home, numbers that a post must make do with → tellings.
// Relies on post_teller and data/words/posts.words. Door: tell_post_staff.
#include <algorithm>
#include <array>
#include <charconv>

#include "base/utf8.h"
#include "coding/post_teller.h"

namespace demarche {
namespace {

constexpr int kFarthest = 20;  // words between "halved" and its numbers

std::optional<double> number_of(std::string_view word) {
  static constexpr std::array<std::string_view, 21> kNumbers{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
                                                             "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
                                                             "nineteen", "twenty"};
  const std::string form = lower(word);
  std::string digits;
  for (const char c : form) {
    if (c != ',') digits.push_back(c);
  }
  int value = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (!digits.empty() && failed == std::errc() && end == digits.data() + digits.size()) return value;
  for (std::size_t k = 0; k < kNumbers.size(); ++k) {
    if (form == kNumbers[k]) return static_cast<double>(k);
  }
  return std::nullopt;
}

class Staff : public PostTeller {
 public:
  using PostTeller::PostTeller;

  std::vector<PostTelling> all() {
    for (WordId w = 0; w < document_.words.size(); ++w) {
      const Upos u = document_.words[w].upos;
      if (u == Upos::kVerb || u == Upos::kNoun) read(w);
      if (u == Upos::kVerb && has(w, is_.keep)) read_allowance(w);
    }
    return std::move(out_);
  }

 private:
  void read(WordId w) {
    const WordList patients = undergoers(w);
    if (document_.words[w].upos == Upos::kVerb && has_lemma(w, {"remain", "stay", "make", "get", "leave", "manage", "cope"})) {
      read_remaining(w);
      read_makeshift(w);
    }
    if (has(w, is_.cut) || has(w, is_.raise)) {
      const bool verb = document_.words[w].upos == Upos::kVerb;
      say_staff(w, verb && patients.empty() ? view_.arguments->agents(w) : patients);
    }
    if (has(w, is_.bring_home)) say_brought_home(w, patients);
  }

  /// "may keep no more than ten people at its embassy", "the embassy may have only five diplomats".
  void read_allowance(WordId w) {
    const Sentence& s = tree_.sentence(w);
    WordId number = w + 1;
    bool limits = false;
    for (; number < s.end && number < w + 7 && document_.words[number].upos != Upos::kNum; ++number) {
      limits = limits || has_lemma(number, {"only", "just", "than", "most", "maximum", "mere"});
      if (document_.words[number].upos == Upos::kVerb || document_.words[number].upos == Upos::kPunct) return;
    }
    if (!limits || number + 1 >= s.end || document_.words[number].upos != Upos::kNum || view_.factualities->of(w).is_negated) return;
    const auto value = number_of(document_.words[number].form);
    const WordId people = number + 1;
    if (!value || !(ends(people, is_.people) || ends(people, is_.staff) || has_lemma(people, {"people", "person", "member", "post"}))) return;
    std::vector<PostMention> posts = posts_of(w, view_.arguments->agents(w), {});
    for (const PostMention& m : posts_.all()) {
      if (posts.empty() && m.noun > people && m.noun < people + 6 && tree_.sentence_of(m.noun) == tree_.sentence_of(w) && !is_parted(people, m.noun)) posts = {m};
    }
    PostChange c;
    c.what = "staff-limit";
    c.rule = "a post allowed so many people";
    c.to = value;
    for (const PostMention& m : posts) tell(m, c, w);
  }

  /// "from 20 to 10", "to 10", "at 10", "to no more than 12".
  void read_numbers(WordId w, WordId until, PostChange& c) const {
    for (WordId k = w + 1; k < until && k < w + kFarthest; ++k) {
      const std::string_view prep = document_.words[k].lemma;
      const bool of_people = has(k, is_.keep);  // "the number of people the embassy may employ from 24 to 12"
      if (document_.words[k].upos == Upos::kVerb && k > w + 1 && !of_people) break;
      if (prep != "from" && prep != "to" && prep != "at") continue;
      for (WordId n = k + 1; n < until && n < k + 6; ++n) {
        const Word& x = document_.words[n];
        if (x.upos == Upos::kNum) {
          const auto value = number_of(x.form);
          const bool day = n > w && document_.words[n - 1].upos == Upos::kPropn;
          if (value && !day) (prep == "from" ? c.from : c.to) = value;
          break;
        }
        if (x.upos == Upos::kVerb || x.upos == Upos::kPunct || x.upos == Upos::kPropn || x.upos == Upos::kNoun) {
          if (x.lemma != "maximum" && x.lemma != "total") break;
        }
      }
    }
  }

  void say_staff(WordId w, WordList what) {
    for (WordId& p : what) {  // "the number of people the embassy may employ": the number is what is cut
      const WordId up = document_.words[p].head;
      if (!ends(p, is_.people) && up != kNoWord && up > w && up < p && ends(up, is_.staff)) p = up;
    }
    std::vector<PostMention> posts = posts_of(w, what, {is_.staff, is_.people});
    const bool of_post = !posts.empty() && std::any_of(what.begin(), what.end(), [&](WordId p) { return posts_.at(p) != nullptr; });
    if (posts.empty() && document_.words[w].upos == Upos::kVerb && std::any_of(what.begin(), what.end(), [&](WordId p) { return ends(p, is_.staff); })) {
      posts = posts_of(w, view_.arguments->agents(w), {});  // "the embassy cut its staff to 20"
    }
    if (posts.empty()) posts = people_of(what);
    if (posts.empty() || !is_real(w) || is_aside(w)) return;
    PostChange c;
    c.what = "staff-limit";
    c.rule = "a post's staff cut or capped";
    read_numbers(w, tree_.sentence(w).end, c);
    const std::string_view lemma = document_.words[w].lemma;
    if (!c.to && has(w, is_.raise)) return;
    if (!c.to) {  // "limited the embassy to …" has its number, "set" and "fix" say nothing without one
      if (lemma == "limit" || lemma == "cap" || lemma == "set" || lemma == "fix" || lemma == "restrict") return;
      if (of_post && document_.words[w].upos != Upos::kVerb) return;
      c = status("reduced", "a post's staff reduced");
    }
    if (c.from && c.to && *c.from == *c.to) return;
    for (const PostMention& m : posts) tell(m, c, w);
  }

  /// "the number of Russian diplomats in Sofia", "Moscow's team at its headquarters": people who stand for a post of theirs.
  std::vector<PostMention> people_of(const WordList& what) {
    std::vector<PostMention> found;
    for (const WordId p : what) {
      WordList candidates{p};
      for (WordId k = p + 1; k < tree_.sentence(p).end && k < p + 6; ++k) candidates.push_back(k);
      for (const WordId k : candidates) {
        if (k != p && !ends(p, is_.staff)) break;
        const bool team = document_.words[k].lemma == "team" || document_.words[k].lemma == "contingent";
        const bool people = document_.words[k].lemma == "diplomat" || document_.words[k].lemma == "envoy" || document_.words[k].lemma == "staff" || document_.words[k].lemma == "personnel" || document_.words[k].lemma == "official";
        if (document_.words[k].upos != Upos::kNoun || (!team && !people)) continue;
        PostMention m = posts_.read(k, "");
        m.is_people = true;
        if (m.holders.size() != 1 || (!has_word(m, "diplomatic") && !has_word(m, "embassy") && document_.words[k].lemma != "diplomat" && m.sites.empty())) continue;
        found.push_back(std::move(m));
        break;
      }
    }
    return found;
  }

  [[nodiscard]] bool has_word(const PostMention& m, std::string_view lemma) const {
    for (WordId k = m.begin; k < m.end; ++k) {
      if (document_.words[k].lemma == lemma) return true;
    }
    return false;
  }

  /// "bringing the rest of its embassy staff home", "withdrew non-essential staff from its embassy".
  void say_brought_home(WordId w, const WordList& patients) {
    const bool moves = has_lemma(w, {"withdraw", "evacuate", "recall", "withdrawal", "evacuation", "remove"});
    const bool home = says(w, {"home", "back", "out"});
    if (!moves && !home) return;
    if (say_all_but(w)) return;
    if (!heads_among(patients).empty()) return;
    WordList staff;
    for (const WordId p : patients) {
      if (posts_.at(p) == nullptr) staff.push_back(p);
    }
    auto posts = posts_of(w, staff, {is_.staff, is_.people});
    if (posts.empty()) {  // "the rest of its embassy staff", "staff from its embassy"
      for (const WordId p : staff) {
        for (const PostMention& m : posts_.all()) {
          const bool near = m.noun > w && m.noun < w + 10 && tree_.sentence_of(m.noun) == tree_.sentence_of(w) && !is_parted(w, m.noun);
          if (near && (is_staff_behind(m.noun) || (ends(p, is_.staff) && m.noun > p))) posts.push_back(m);
        }
      }
    }
    if (posts.empty()) posts = own_people(w, staff);
    if (posts.empty() || !is_real(w)) return;
    for (const PostMention& m : posts) tell(m, status("reduced", "a post's staff brought home"), w);
  }

  /// "flew out all but three of the 14 diplomats at its embassy": the three stay.
  bool say_all_but(WordId w) {
    const WordId last = std::min(tree_.sentence(w).end, w + 6);
    WordId all = w + 1;
    while (all + 2 < last && !(has_lemma(all, {"all"}) && has_lemma(all + 1, {"but"}) && document_.words[all + 2].upos == Upos::kNum)) ++all;
    if (all + 2 >= last || !is_real(w)) return false;
    PostChange c;
    c.what = "staff-limit";
    c.rule = "all but a few of a post's staff brought home";
    c.to = number_of(document_.words[all + 2].form);
    WordId people = all + 3;
    while (people < tree_.sentence(w).end && people < all + 9 && !ends(people, is_.people) && !ends(people, is_.staff)) {
      if (document_.words[people].upos == Upos::kNum) c.from = number_of(document_.words[people].form);
      ++people;
    }
    if (!c.to || people >= tree_.sentence(w).end || people >= all + 9) return false;
    std::vector<PostMention> posts;
    for (const PostMention& m : posts_.all()) {
      if (posts.empty() && m.noun > people && m.noun < people + 6 && tree_.sentence_of(m.noun) == tree_.sentence_of(w) && !is_parted(people, m.noun)) posts = {m};
    }
    if (posts.empty()) posts = own_people(w, {people});
    for (const PostMention& m : posts) tell(m, c, w);
    return !posts.empty();
  }

  /// "No more than 20 may remain from July 1": of the post told of before.
  void read_remaining(WordId w) {
    const WordId subject = tree_.child(w, Rel::kNsubj);
    const bool counts = has_lemma(tree_.sentence(w).begin, {"no", "only", "just", "at"});  // "No more than 20 may remain", whatever the tree makes of 20
    if (!has_lemma(w, {"remain", "stay"}) || (subject == kNoWord && !counts) || (subject != kNoWord && subject > w) || tree_.child(w, Rel::kAux) == kNoWord || out_.empty()) return;
    bool limits = false;
    std::optional<double> value;
    for (WordId k = tree_.sentence(w).begin; k < w; ++k) {
      limits = limits || has_lemma(k, {"only", "just", "than", "most", "maximum"});
      if (document_.words[k].upos == Upos::kNum && (subject == kNoWord || tree_.within(k, subject))) value = number_of(document_.words[k].form);
    }
    const bool of_people = subject == kNoWord || document_.words[subject].upos == Upos::kNum || ends(subject, is_.people) || ends(subject, is_.staff);
    const PostTelling& before = out_.back();
    if (!limits || !value || !of_people || tree_.sentence_of(before.word) + 1 < tree_.sentence_of(w) || is_refused(w)) return;
    PostChange c;
    c.what = "staff-limit";
    c.rule = "a post allowed so many people";
    c.to = value;
    PostMention post = before.post;
    if (post.sites.empty() || post.holders.empty()) post.from_pronoun = false;
    tell(std::move(post), std::move(c), w);
  }

  /// "20 may not remain"; "no more than 20 may" negates nothing.
  [[nodiscard]] bool is_refused(WordId w) const {
    const auto children = tree_.children(w);
    return std::any_of(children.begin(), children.end(), [&](WordId c) { return document_.words[c].lemma == "not" || document_.words[c].lemma == "never"; });
  }

  /// "will have to make do with four foreign staff instead of nine", "is left with ten diplomats".
  void read_makeshift(WordId w) {
    const Sentence& s = tree_.sentence(w);
    const bool does = (has_lemma(w, {"make"}) && w + 1 < s.end && has_lemma(w + 1, {"do"})) || (has_lemma(w, {"get"}) && w + 1 < s.end && has_lemma(w + 1, {"by"})) ||
                      (has_lemma(w, {"leave"}) && tree_.is_passive(w)) || has_lemma(w, {"manage", "cope"});
    WordId with = w + 1;
    while (with < s.end && with < w + 4 && document_.words[with].lemma != "with") ++with;
    if (!does || with >= s.end || with >= w + 4 || !is_real(w)) return;
    PostChange c;
    c.what = "staff-limit";
    c.rule = "a post left with so many people";
    bool of_people = false;
    for (WordId k = with + 1; k < s.end && k < with + 12; ++k) {
      const Word& x = document_.words[k];
      if (x.upos == Upos::kVerb || (x.upos == Upos::kPunct && x.form != "-")) break;
      of_people = of_people || ends(k, is_.people) || ends(k, is_.staff) || has_lemma(k, {"people"});
      const bool was = k > with + 1 && (has_lemma(k - 1, {"of", "than", "from"}) || (k > with + 2 && has_lemma(k - 2, {"of", "than", "from"})));
      if (x.upos == Upos::kNum) (was && c.to ? c.from : c.to) = number_of(x.form);
    }
    if (!c.to || !of_people) return;
    const PostMention* post = nullptr;
    for (const PostMention& m : posts_.all()) {
      if (m.noun < w && tree_.sentence_of(m.noun) == tree_.sentence_of(w)) post = &m;
    }
    if (post) tell(*post, c, w);
  }

  /// "withdrew 41 diplomats from India": the doer's own, from where they served.
  std::vector<PostMention> own_people(WordId w, const WordList& staff) {
    const auto by = doer(w);
    for (const WordId p : staff) {
      if (!by || document_.words[p].lemma != "diplomat" || !document_.words[p].is(kPlur)) continue;
      PostMention m = posts_.read(p, "");
      m.is_people = true;
      if (!m.holders.empty() && !m.from_pronoun && !sides_.same(m.holders.front(), *by)) continue;
      m.holders = {*by};
      WordList places = view_.arguments->with_preposition(w, "from");
      for (const WordId k : view_.arguments->with_preposition(p, "from")) places.push_back(k);
      for (const WordId from : places) {
        if (const auto host = sides_.at(from); m.sites.empty() && host && !sides_.same(*host, *by)) m.sites = {{*host, posts_.place_named(from)}};
      }
      if (!m.sites.empty()) return {m};
    }
    return {};
  }

  /// Whether a verb or a mark stands between: "called back its staff, while its consulates stayed open".
  [[nodiscard]] bool is_parted(WordId from, WordId to) const {
    for (WordId k = from + 1; k < to; ++k) {
      const Upos u = document_.words[k].upos;
      if (u == Upos::kVerb || u == Upos::kSconj || (u == Upos::kPunct && document_.words[k].form != "-")) return true;
    }
    return false;
  }

  [[nodiscard]] bool is_staff_behind(WordId post) const { return post + 1 < tree_.sentence(post).end && ends(post + 1, is_.staff); }
};

}  // namespace

std::vector<PostTelling> tell_post_staff(const ArticleView& view, Principals& sides, PostMentions& mentions) { return Staff(view, sides, mentions).all(); }

}  // namespace demarche
