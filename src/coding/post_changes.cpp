// Words that close, suspend, open, cut and empty a post → tellings. Relies on post_teller and data/words/posts.words.
// Door: tell_post_changes, which also asks post_heads.
#include "coding/post_changes.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/utf8.h"
#include "coding/post_teller.h"

namespace demarche {
namespace {

constexpr int kFarthest = 14;  // words between "halved" and its numbers

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

class Changes : public PostTeller {
 public:
  using PostTeller::PostTeller;

  std::vector<PostTelling> all() {
    for (WordId w = 0; w < document_.words.size(); ++w) {
      const Upos u = document_.words[w].upos;
      if (u == Upos::kVerb || u == Upos::kNoun) read(w);
      if (u == Upos::kVerb && has(w, is_.keep)) read_allowance(w);
      if ((u == Upos::kVerb || u == Upos::kAdj) && has(w, is_.leave)) read_leaving(w);
    }
    return std::move(out_);
  }

 private:
  void read(WordId w) {
    const bool verb = document_.words[w].upos == Upos::kVerb;
    WordList patients = view_.arguments->patients(w);
    if (patients.empty() && verb) patients = parted_subject(w);
    const WordList agents = verb && patients.empty() ? view_.arguments->agents(w) : WordList{};
    const WordList& what = patients.empty() ? agents : patients;
    if (has(w, is_.close)) say_status(w, what, {is_.work}, "closed", "a post closed");
    if (has(w, is_.suspend)) {
      say_status(w, what, {is_.work}, "suspended", "a post's work suspended");
      if (verb && !patients.empty() && std::any_of(patients.begin(), patients.end(), [&](WordId p) { return ends(p, is_.work); })) {
        say_status(w, view_.arguments->agents(w), {}, "suspended", "a post suspends its work");
      }
    }
    if (has(w, is_.open)) say_status(w, what, {}, "open", "a post opened");
    if (has(w, is_.reopen)) say_status(w, what, {is_.work}, "open", "a post reopened");
    if (has(w, is_.revoke)) say_revoked(w, patients);
    if (has(w, is_.downgrade)) say_status(w, what, {}, "reduced", "a post downgraded");
    if (has(w, is_.cut)) say_staff(w, what);
    if (has(w, is_.send_away)) say_sent_away(w, patients);
    if (has(w, is_.bring_home)) say_brought_home(w, patients);
  }

  /// "ordered China to vacate its consulate", "has until Friday to empty it".
  void read_leaving(WordId w) {
    if (!orderer(w) && !has_deadline(w)) return;
    WordList patients = view_.arguments->patients(w);
    if (const WordId object = tree_.child(w, Rel::kObj); patients.empty() && object != kNoWord) patients = {object};
    say_status(w, patients, {}, "closed", "a post ordered to be left");
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

  /// "The ceiling, it added, would be lowered": the parser takes what stands before the inserted clause as its subject.
  [[nodiscard]] WordList parted_subject(WordId w) const {
    const WordId up = document_.words[w].head;
    const bool passive = tree_.child(w, Rel::kAux, SubRel::kPass) != kNoWord;
    if (!passive || up == kNoWord || up > w || tree_.child(w, Rel::kNsubj) != kNoWord) return {};
    WordList subjects;
    for (const WordId c : tree_.children(up)) {
      if (document_.words[c].rel == Rel::kNsubj && c < up) subjects.push_back(c);
    }
    return subjects.size() > 1 ? WordList{subjects.front()} : WordList{};
  }

  void say_status(WordId w, const WordList& what, std::initializer_list<ClassId> through, std::string_view to, std::string_view rule) {
    const auto posts = posts_of(w, what, through);
    if (posts.empty() || !is_real(w)) return;
    if (is_for_a_day(w)) return;
    for (const PostMention& m : posts) tell(m, status(to, rule), w);
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

  // ---- staff

  /// "from 20 to 10", "to 10", "at 10", "to no more than 12".
  void read_numbers(WordId w, WordId until, PostChange& c) const {
    for (WordId k = w + 1; k < until && k < w + kFarthest; ++k) {
      const std::string_view prep = document_.words[k].lemma;
      if (document_.words[k].upos == Upos::kVerb && k > w + 1) break;
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

  void say_staff(WordId w, const WordList& what) {
    std::vector<PostMention> posts = posts_of(w, what, {is_.staff, is_.people});
    const bool of_post = !posts.empty() && std::any_of(what.begin(), what.end(), [&](WordId p) { return posts_.at(p) != nullptr; });
    if (posts.empty() && document_.words[w].upos == Upos::kVerb && std::any_of(what.begin(), what.end(), [&](WordId p) { return ends(p, is_.staff); })) {
      posts = posts_of(w, view_.arguments->agents(w), {});  // "the embassy cut its staff to 20"
    }
    if (posts.empty()) posts = people_of(what);
    if (posts.empty() || !is_real(w)) return;
    PostChange c;
    c.what = "staff-limit";
    c.rule = "a post's staff cut or capped";
    read_numbers(w, tree_.sentence(w).end, c);
    const std::string_view lemma = document_.words[w].lemma;
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

  /// "bringing the rest of its embassy staff home", "withdrew non-essential staff from its embassy".
  void say_brought_home(WordId w, const WordList& patients) {
    const bool moves = has_lemma(w, {"withdraw", "evacuate", "recall", "withdrawal", "evacuation", "remove"});
    const bool home = says(w, {"home", "back", "out"});
    if (!moves && !home) return;
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

std::vector<PostTelling> tell_post_changes(const ArticleView& view, Principals& sides, PostMentions& mentions) {
  std::vector<PostTelling> all = Changes(view, sides, mentions).all();
  for (PostTelling& t : tell_post_heads(view, sides, mentions)) all.push_back(std::move(t));
  std::stable_sort(all.begin(), all.end(), [](const PostTelling& a, const PostTelling& b) { return a.word < b.word; });
  return all;
}

}  // namespace demarche
