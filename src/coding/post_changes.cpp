// Words that change a post → tellings. Relies on arguments, factuality, post mentions and data/words/posts.words.
// Door: tell_post_changes.
#include "coding/post_changes.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/utf8.h"

namespace demarche {
namespace {

constexpr int kFarthest = 14;  // words between "halved" and its numbers

struct Classes {
  explicit Classes(const Lexicon& lx)
      : work(lx.class_named("post-work")), licence(lx.class_named("post-licence")), staff(lx.class_named("post-staff")),
        people(lx.class_named("post-people")), all(lx.class_named("post-all")), close(lx.class_named("post-close")),
        suspend(lx.class_named("post-suspend")), open(lx.class_named("post-open")), reopen(lx.class_named("post-reopen")),
        revoke(lx.class_named("post-revoke")), cut(lx.class_named("post-cut")), downgrade(lx.class_named("post-downgrade")),
        send_away(lx.class_named("post-send-away")), bring_home(lx.class_named("post-bring-home")), leave(lx.class_named("post-leave")),
        unreal(lx.class_named("post-unreal")), head(lx.class_named("head-of-post")), acting(lx.class_named("head-acting")),
        appoint(lx.class_named("head-appoint")), unwelcome(lx.class_named("head-unwelcome")) {}
  ClassId work, licence, staff, people, all, close, suspend, open, reopen, revoke, cut, downgrade, send_away, bring_home, leave, unreal, head,
      acting, appoint, unwelcome;
};

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

class Teller {
 public:
  Teller(const ArticleView& view, Principals& sides, PostMentions& posts)
      : view_(view), tree_(*view.tree), document_(tree_.document()), sides_(sides), posts_(posts), is_(*view.lexicon) {}

  std::vector<PostTelling> all() {
    for (WordId w = 0; w < document_.words.size(); ++w) {
      const Upos u = document_.words[w].upos;
      if (u == Upos::kVerb || u == Upos::kNoun) read(w);
      if (u == Upos::kNoun || u == Upos::kPropn || u == Upos::kAdj) read_acting_head(w);
      if (u == Upos::kNoun || u == Upos::kPropn) read_credentials(w);
    }
    return std::move(out_);
  }

 private:
  using Say = PostChange;

  [[nodiscard]] bool has(WordId w, ClassId cls) const { return view_.lexicon->in_class(document_.words[w].lemma, cls); }
  [[nodiscard]] bool ends(WordId w, ClassId cls) const { return posts_.is(w, cls); }

  static Say status(std::string_view to, std::string_view rule) {
    Say c;
    c.what = "status";
    c.to_status = to;
    c.rule = rule;
    return c;
  }
  static Say head(std::string to, std::string_view rule) {
    Say c;
    c.what = "head";
    c.to_status = std::move(to);
    c.rule = rule;
    return c;
  }

  // ---- does it hold?

  /// Whether the text says that it is so, or is decided: no negation, no condition, no threat, wish or plea.
  [[nodiscard]] bool is_real(WordId w) const {
    if (view_.factualities->of(w).is_negated) return false;
    WordId at = w;
    for (int steps = 0; at != kNoWord && steps < 24; ++steps) {
      const Word& x = document_.words[at];
      for (const WordId c : tree_.children(at)) {
        const Word& y = document_.words[c];
        const std::string form = lower(y.form);
        const bool clause = x.rel == Rel::kAdvcl || x.rel == Rel::kCcomp || x.rel == Rel::kRoot || x.rel == Rel::kConj || x.rel == Rel::kAcl || x.rel == Rel::kParataxis;
        if (y.rel == Rel::kMark && (form == "if" || form == "unless" || form == "whether")) return false;
        if (y.rel == Rel::kAux && clause && (form == "may" || form == "might" || form == "could" || form == "can" || form == "should")) return false;
        if (y.rel == Rel::kAdvcl && clause && c < at + 40) {
          for (const WordId m : tree_.children(c)) {
            if (document_.words[m].rel == Rel::kMark && (document_.words[m].lemma == "if" || document_.words[m].lemma == "unless")) return false;
          }
        }
        if (y.rel == Rel::kAdvmod && (form == "never" || form == "not" || form == "n't")) {
          if (at == w || x.rel == Rel::kRoot || steps < 2) return false;
        }
      }
      const WordId up = x.head;
      if (up == kNoWord) break;
      const bool content = x.rel == Rel::kXcomp || x.rel == Rel::kCcomp || x.rel == Rel::kObj || x.rel == Rel::kAcl || x.rel == Rel::kNmod ||
                           x.rel == Rel::kObl || (x.rel == Rel::kNsubj && x.subrel == SubRel::kPass) || (x.rel == Rel::kAdvcl && (x.is(kInf) || x.is(kGer)));
      const bool beside = x.rel == Rel::kObl || x.rel == Rel::kNmod;
      const bool after = beside && (tree_.has_preposition(at, "after") || tree_.has_preposition(at, "since") || tree_.has_preposition(at, "following") || tree_.has_preposition(at, "over"));
      if (content && !after && (x.rel != Rel::kAcl || x.subrel != SubRel::kRelcl) && has(up, is_.unreal)) return false;
      if (x.rel == Rel::kAdvcl && x.is(kInf) && !has(up, is_.send_away) && document_.words[up].lemma != "tell" && document_.words[up].lemma != "give") return false;
      if (x.rel == Rel::kAcl && x.subrel == SubRel::kRelcl) break;
      if (after) break;
      at = up;
    }
    return true;
  }

  [[nodiscard]] std::optional<ActorId> side_of(const WordList& words) const {
    for (const WordId w : words) {
      if (const auto side = sides_.at(w)) return side;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<ActorId> doer(WordId w) const { return side_of(view_.arguments->agents(w)); }

  /// "ordered Belgium to close", "told it to leave by Monday": who gives the order.
  [[nodiscard]] std::optional<ActorId> orderer(WordId w) const {
    for (int steps = 0; w != kNoWord && steps < 6; ++steps) {
      const Word& x = document_.words[w];
      if (x.head == kNoWord || (x.rel != Rel::kXcomp && x.rel != Rel::kCcomp && x.rel != Rel::kConj && x.rel != Rel::kAdvcl && x.rel != Rel::kAcl)) return std::nullopt;
      w = x.head;
      if (has(w, is_.send_away) || document_.words[w].lemma == "tell" || document_.words[w].lemma == "give" || document_.words[w].lemma == "instruct" || document_.words[w].lemma == "force") return doer(w);
    }
    return std::nullopt;
  }

  void tell(PostMention post, Say change, WordId word) {
    change.trigger = {document_.words[word].span};
    change.sentences = {tree_.sentence_of(word)};
    const auto by = doer(word);
    // "ordered Iran to close its embassy": the pronoun is bound by the clause that it stands in
    if (post.from_pronoun && by && document_.words[word].upos == Upos::kVerb) post.holders = {*by};
    out_.push_back({std::move(post), std::move(change), word, by, orderer(word)});
  }

  // ---- the posts that a predicate is about

  /// Posts among words, or behind words that stand for them ("the work of our mission", "the licence of the post").
  std::vector<PostMention> posts_of(const WordList& words, std::initializer_list<ClassId> through) {
    std::vector<PostMention> found;
    for (const WordId p : words) {
      if (const PostMention* m = posts_.at(p)) {
        found.push_back(*m);
        continue;
      }
      if (!std::any_of(through.begin(), through.end(), [&](ClassId c) { return ends(p, c); })) continue;
      for (const PostMention& m : posts_.all()) {
        if (m.noun != p && tree_.sentence_of(m.noun) == tree_.sentence_of(p) && is_within(m.noun, p)) found.push_back(m);
      }
    }
    return found;
  }

  /// "the work of our mission", "the embassy's staff", "staff at the consulate": the post hangs from the noun, or stands right behind it.
  [[nodiscard]] bool is_within(WordId post, WordId noun) const {
    if (tree_.within(post, noun)) return true;
    if (post < noun || post > noun + 6) return false;
    for (WordId k = noun + 1; k < post; ++k) {
      const Upos u = document_.words[k].upos;
      if (u == Upos::kVerb || u == Upos::kPunct || u == Upos::kAux) return false;
    }
    return true;
  }

  // ---- rules by verb or noun

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
    if (has(w, is_.leave) && verb && orderer(w)) say_status(w, patients, {}, "closed", "a post ordered to be left");
    if (has(w, is_.downgrade)) say_status(w, what, {}, "reduced", "a post downgraded");
    if (has(w, is_.cut)) say_staff(w, what);
    if (has(w, is_.send_away)) say_sent_away(w, patients);
    if (has(w, is_.bring_home)) say_brought_home(w, patients);
    if (has(w, is_.appoint)) say_appointed(w);
    if (document_.words[w].lemma == "declare" && verb) say_unwelcome(w);
    if (document_.words[w].lemma == "return" && verb) say_returned(w, patients);
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
    const auto posts = posts_of(what, through);
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
  void read_numbers(WordId w, WordId until, Say& c) const {
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
    std::vector<PostMention> posts = posts_of(what, {is_.staff, is_.people});
    const bool of_post = !posts.empty() && std::any_of(what.begin(), what.end(), [&](WordId p) { return posts_.at(p) != nullptr; });
    if (posts.empty()) posts = people_of(what);
    if (posts.empty() || !is_real(w)) return;
    Say c;
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
    const WordList heads = heads_among(patients);
    if (!heads.empty()) {
      const bool out = says(w, {"out", "away", "home", "packing"}) || has_lemma(w, {"expel", "eject", "oust", "expulsion"});
      if (!out || !is_real(w)) return;
      const auto by = doer(w);
      for (const WordId h : heads) {
        const PostMention m = post_of_head(h);
        if (m.holders.empty() || (by && sides_.same(m.holders.front(), *by))) continue;
        tell(m, head("expelled", "a head of post expelled"), w);
      }
      return;
    }
    const bool away = says(w, {"out", "away", "home"}) || has_lemma(w, {"expel", "eject", "oust", "expulsion"});
    WordList whole;  // "members of the mission" are not the mission
    for (const WordId p : patients) {
      const Rel r = document_.words[p].rel;
      if (r == Rel::kObj || r == Rel::kNsubj || document_.words[w].upos == Upos::kNoun) whole.push_back(p);
    }
    if (away) say_status(w, whole, {}, "closed", "a whole post sent home");
  }

  [[nodiscard]] bool has_lemma(WordId w, std::initializer_list<std::string_view> lemmas) const {
    return std::find(lemmas.begin(), lemmas.end(), document_.words[w].lemma) != lemmas.end();
  }
  /// Whether one of the words stands with the verb: "called _ home", "ordered _ out".
  [[nodiscard]] bool says(WordId w, std::initializer_list<std::string_view> words) const {
    const auto is_one = [&](WordId k) { return std::find(words.begin(), words.end(), lower(document_.words[k].form)) != words.end(); };
    for (const WordId c : tree_.children(w)) {
      if (is_one(c)) return true;
      for (const WordId d : tree_.children(c)) {
        if (d > w && is_one(d) && (document_.words[d].rel == Rel::kAdvmod || document_.words[d].rel == Rel::kCase)) return true;
      }
    }
    return w + 1 < tree_.sentence(w).end && is_one(w + 1);
  }

  /// "bringing the rest of its embassy staff home", "withdrew non-essential staff from its embassy".
  void say_brought_home(WordId w, const WordList& patients) {
    const bool moves = has_lemma(w, {"withdraw", "evacuate", "recall", "withdrawal", "evacuation", "remove"});
    const bool home = says(w, {"home", "back", "out"});
    if (!moves && !home) return;
    const WordList heads = heads_among(patients);
    if (!heads.empty()) {
      if (!is_real(w)) return;
      const auto by = doer(w);
      for (const WordId h : heads) {
        PostMention m = post_of_head(h);
        if (!by || (!m.holders.empty() && !sides_.same(m.holders.front(), *by))) continue;
        m.holders = {*by};
        if (m.sites.empty()) {
          for (const std::string_view prep : {"from", "in", "to"}) take_site(m, view_.arguments->with_preposition(w, prep));
        }
        tell(m, head("recalled", "a head of post recalled"), w);
      }
      return;
    }
    WordList staff;
    for (const WordId p : patients) {
      if (posts_.at(p) == nullptr) staff.push_back(p);
    }
    auto posts = posts_of(staff, {is_.staff, is_.people});
    if (posts.empty()) {  // "the rest of its embassy staff", "staff from its embassy"
      for (const WordId p : staff) {
        for (const PostMention& m : posts_.all()) {
          const bool near = m.noun > w && m.noun < w + 10 && tree_.sentence_of(m.noun) == tree_.sentence_of(w);
          if (near && (is_staff_behind(m.noun) || (ends(p, is_.staff) && m.noun > p))) posts.push_back(m);
        }
      }
    }
    if (posts.empty() || !is_real(w)) return;
    for (const PostMention& m : posts) tell(m, status("reduced", "a post's staff brought home"), w);
  }

  /// The first side among words that is not the holder's own becomes the host.
  void take_site(PostMention& m, const WordList& words) const {
    for (const WordId k : words) {
      const auto host = sides_.at(k);
      if (!host || !m.sites.empty()) continue;
      if (!m.holders.empty() && sides_.same(*host, m.holders.front())) continue;
      m.sites = {{*host, posts_.place_named(k)}};
    }
  }

  [[nodiscard]] bool is_staff_behind(WordId post) const { return post + 1 < tree_.sentence(post).end && ends(post + 1, is_.staff); }

  // ---- heads

  [[nodiscard]] WordList heads_among(const WordList& words) const {
    WordList out;
    for (const WordId p : words) {
      if (ends(p, is_.head)) out.push_back(p);
    }
    return out;
  }

  /// The post that an ambassador or consul heads.
  PostMention post_of_head(WordId w) {
    const std::string lemma = lower(document_.words[w].lemma);
    PostMention m = posts_.read(w, lemma == "consul" || lemma == "consul-general" ? "consulate" : "embassy");
    m.is_people = true;
    return m;
  }

  void say_unwelcome(WordId w) {
    const WordId last = std::min(tree_.sentence(w).end, w + 16);
    WordId unwelcome = w + 1;
    while (unwelcome < last && !has(unwelcome, is_.unwelcome)) ++unwelcome;
    if (unwelcome == last || !is_real(w)) return;
    for (WordId k = w + 1; k < unwelcome; ++k) {
      if (ends(k, is_.head)) tell(post_of_head(k), head("persona non grata", "a head of post declared unwelcome"), w);
    }
  }

  void say_returned(WordId w, const WordList& patients) {
    const WordList heads = heads_among(patients.empty() ? view_.arguments->agents(w) : patients);
    if (heads.empty() || !is_real(w)) return;
    for (const WordId h : heads) {
      PostMention m = post_of_head(h);
      if (m.sites.empty()) take_site(m, view_.arguments->with_preposition(w, "to"));
      if (m.holders.empty() && !patients.empty()) {
        if (const auto by = doer(w)) m.holders = {*by};
      }
      if (m.holders.empty() || m.sites.empty() || sides_.same(m.holders.front(), m.sites.front().host)) continue;
      tell(m, head("returned", "a head of post returned"), w);
    }
  }

  /// The run of proper nouns around a word, where it looks like a person's name.
  [[nodiscard]] std::string name_at(WordId w) const {
    const auto part = [&](WordId k) {
      return k >= tree_.sentence(w).begin && k < tree_.sentence(w).end && document_.words[k].upos == Upos::kPropn && !ends(k, is_.head);
    };
    if (!part(w)) return {};
    if (const auto id = view_.mentions->resolve(w)) {
      const ActorKind kind = view_.mentions->actors()[*id].kind;
      if (kind == ActorKind::kCountry || kind == ActorKind::kOrganisation || kind == ActorKind::kPlace || kind == ActorKind::kPeople) return {};
    }
    WordId begin = w, end = w + 1;
    while (begin > 0 && part(begin - 1)) --begin;
    while (part(end)) ++end;
    const std::uint32_t from = document_.words[begin].span.begin;
    return document_.text().substr(from, document_.words[end - 1].span.end - from);
  }

  /// The person beside an office: "Indonesia's new ambassador, Retno Wulandari", "named Jane Roe ambassador to Chad".
  [[nodiscard]] std::string person_beside(WordId office, WordId office_end, WordId verb) const {
    WordId behind = office_end;
    if (behind < tree_.sentence(office).end && document_.words[behind].lemma == ",") ++behind;
    if (behind < tree_.sentence(office).end) {
      if (std::string name = name_at(behind); !name.empty()) return name;
    }
    if (office + 1 < tree_.sentence(office).end) {
      if (std::string name = name_at(office + 1); !name.empty()) return name;
    }
    if (verb == kNoWord) return {};
    for (WordId k = verb + 1; k < office; ++k) {
      const bool owner = k + 1 < office && document_.words[k + 1].lemma == "'s";
      if (owner) continue;
      if (std::string name = name_at(k); !name.empty()) return name;
    }
    if (tree_.is_passive(verb)) {
      for (const WordId p : view_.arguments->patients(verb)) {
        if (std::string name = name_at(p); !name.empty()) return name;
      }
    }
    return {};
  }

  void say_appointed(WordId w) {
    const Sentence& s = tree_.sentence(w);
    for (WordId k = w + 1; k < s.end && k < w + 12; ++k) {
      if (!ends(k, is_.head) || !(tree_.within(k, w) || k < w + 8)) continue;
      PostMention m = post_of_head(k);
      if (m.sites.empty() || !is_real(w)) return;
      std::string name = person_beside(k, m.end, w);
      const auto by = doer(w);
      if (m.holders.empty() && by) m.holders = {*by};
      if (name.empty() || m.holders.empty()) return;
      tell(m, head(std::move(name), "a head of post appointed"), w);
      return;
    }
  }

  /// "took delivery of the letters of credence of Indonesia's new ambassador, Retno Wulandari".
  void read_credentials(WordId w) {
    const std::string lemma = lower(document_.words[w].lemma);
    if (lemma != "credential" && lemma != "credence") return;
    const Sentence& s = tree_.sentence(w);
    WordId verb = w;  // the verb about the credentials
    while (verb != kNoWord && document_.words[verb].upos != Upos::kVerb) verb = document_.words[verb].head;
    if (verb == kNoWord || !is_real(verb)) return;
    for (WordId k = s.begin; k < s.end; ++k) {
      if (!ends(k, is_.head)) continue;
      PostMention m = post_of_head(k);
      std::string name = person_beside(k, m.end, kNoWord);
      if (name.empty()) name = document_.words[k].form;
      auto by = doer(verb);
      if (by && !m.holders.empty() && sides_.same(*by, m.holders.front())) by = side_of(view_.arguments->with_preposition(verb, "to"));
      if (m.sites.empty() && by) m.sites = {{*by, std::nullopt}};
      if (m.holders.empty()) return;
      tell(m, head(std::move(name), "credentials presented"), w);
      return;
    }
  }

  /// "will stay open under a chargé d'affaires", "leaving the embassy to a chargé".
  void read_acting_head(WordId w) {
    const std::string form = lower(document_.words[w].form);
    if (form != "chargé" && form != "charge" && form != "chargés") return;
    const Sentence& s = tree_.sentence(w);
    const bool full = w + 1 < s.end && lower(document_.words[w + 1].form).find("affaires") != std::string::npos;
    const bool apart = w + 2 < s.end && (lower(document_.words[w + 1].form).starts_with("d")) && lower(document_.words[w + 2].form).find("affaires") != std::string::npos;
    if (form == "charge" && !full && !apart) return;
    if (!has_before(w, {"under", "to", "by"}) && !leads(w)) return;
    for (const PostMention& m : posts_.all()) {
      if (tree_.sentence_of(m.noun) != tree_.sentence_of(w) || m.noun > w) continue;
      WordId verb = document_.words[m.noun].head;
      while (verb != kNoWord && document_.words[verb].upos != Upos::kVerb && document_.words[verb].upos != Upos::kAdj) verb = document_.words[verb].head;
      if (verb == kNoWord || !is_real(verb)) continue;
      tell(m, head("chargé d'affaires", "a post left to a chargé d'affaires"), w);
      return;
    }
  }
  [[nodiscard]] bool has_before(WordId w, std::initializer_list<std::string_view> preps) const {
    for (WordId k = w; k-- > tree_.sentence(w).begin && k + 4 > w;) {
      if (document_.words[k].upos == Upos::kAdp || document_.words[k].upos == Upos::kPart) {
        return std::find(preps.begin(), preps.end(), document_.words[k].lemma) != preps.end();
      }
    }
    return false;
  }
  [[nodiscard]] bool leads(WordId w) const {
    const WordId verb = document_.words[w].head;
    return verb != kNoWord && has_lemma(verb, {"head", "lead", "run", "manage"});
  }

  const ArticleView& view_;
  const Tree& tree_;
  const Document& document_;
  Principals& sides_;
  PostMentions& posts_;
  Classes is_;
  std::vector<PostTelling> out_;
};

}  // namespace

std::vector<PostTelling> tell_post_changes(const ArticleView& view, Principals& sides, PostMentions& mentions) { return Teller(view, sides, mentions).all(); }

}  // namespace demarche
