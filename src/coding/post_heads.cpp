// Who heads a post: ambassadors and consuls called home, sent out, appointed, received, stood in for. Relies on post_teller.
// Door: tell_post_heads.
#include <algorithm>

#include "base/utf8.h"
#include "coding/post_teller.h"

namespace demarche {
namespace {

class Heads : public PostTeller {
 public:
  using PostTeller::PostTeller;

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
  void read(WordId w) {
    const bool verb = document_.words[w].upos == Upos::kVerb;
    const WordList patients = view_.arguments->patients(w);
    say_sent_away(w, patients);
    if (has(w, is_.bring_home)) say_called_home(w, patients);
    if (has(w, is_.appoint)) say_appointed(w);
    if (document_.words[w].lemma == "declare" && verb) say_unwelcome(w);
    const bool returns = document_.words[w].lemma == "return" || (has_lemma(w, {"fly", "go", "come", "get", "travel", "send"}) && says(w, {"back"}));
    if (returns && verb) say_returned(w, patients);
    if (verb && (has(w, is_.refuse) || has(w, is_.revoke))) say_refused(w);
    if (verb) say_took_up(w);
    if (document_.words[w].lemma == "replace" && verb) say_replaced(w, patients);
  }

  /// Heads of posts among a verb's objects; the parser takes "called its ambassador home" and "gave the envoy 48 hours" for one noun
  /// phrase, so those right behind the verb count too.
  [[nodiscard]] WordList heads_of(WordId w, const WordList& patients) const {
    WordList heads = heads_among(patients);
    for (WordId k = w + 1; heads.empty() && document_.words[w].upos == Upos::kVerb && k < tree_.sentence(w).end && k < w + 9; ++k) {
      const Word& x = document_.words[k];
      if (x.upos == Upos::kVerb || x.upos == Upos::kAux || x.upos == Upos::kPunct || x.upos == Upos::kAdp || x.upos == Upos::kSconj) break;
      if (ends(k, is_.head) && x.rel == Rel::kCompound && k + 1 < tree_.sentence(w).end) heads.push_back(k);
    }
    return heads;
  }

  /// "gave the ambassador 48 hours to leave", "the envoy was told to go".
  [[nodiscard]] bool is_told_to_leave(WordId w) const {
    if (!has_lemma(w, {"give", "tell", "order", "instruct", "direct", "ask"})) return false;
    for (WordId k = w + 1; k < tree_.sentence(w).end && k < w + 12; ++k) {
      const Word& x = document_.words[k];
      if (x.upos == Upos::kVerb) return x.is(kInf) && (has(k, is_.leave) || has_lemma(k, {"depart", "go", "quit", "pack"}));
    }
    return false;
  }

  void say_sent_away(WordId w, const WordList& patients) {
    const bool leave = is_told_to_leave(w);
    const bool out = leave || (has(w, is_.send_away) && (says(w, {"out", "away", "home", "packing"}) || has_lemma(w, {"expel", "eject", "oust", "expulsion"})));
    if (!out) return;
    const WordList heads = heads_of(w, patients);
    if (heads.empty() || !is_real(w)) return;
    const auto by = doer(w);
    for (const WordId h : heads) {
      const PostMention m = post_of_head(h);
      if (m.holders.empty() || (by && sides_.same(m.holders.front(), *by))) continue;
      tell(m, head("expelled", "a head of post expelled"), w);
    }
  }

  void say_called_home(WordId w, const WordList& patients) {
    const bool moves = has_lemma(w, {"withdraw", "recall", "withdrawal", "remove"}) || says(w, {"home", "back", "out"});
    const WordList heads = moves ? heads_of(w, patients) : WordList{};
    if (heads.empty() || !is_real(w)) return;
    for (const WordId h : heads) {
      PostMention m = post_of_head(h);
      auto by = doer(w);
      if (!by && !m.holders.empty() && tree_.is_passive(w)) by = m.holders.front();  // "Syria's ambassador was recalled"
      if (!by || (!m.holders.empty() && !m.from_pronoun && !sides_.same(m.holders.front(), *by))) continue;
      m.holders = {*by};
      if (m.sites.empty()) {
        for (const std::string_view prep : {"from", "in", "to"}) take_site(m, view_.arguments->with_preposition(w, prep));
      }
      tell(m, head("recalled", "a head of post recalled"), w);
    }
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
      if (m.holders.empty() && m.sites.empty()) m = named_before(h, std::move(m));  // "The ambassador, called home in May, flew back"
      if (m.holders.empty() && !patients.empty()) {
        if (const auto by = doer(w)) m.holders = {*by};
      }
      if (m.holders.empty() || m.sites.empty() || sides_.same(m.holders.front(), m.sites.front().host)) continue;
      tell(m, head("returned", "a head of post returned"), w);
    }
  }

  /// The post named last before, within a sentence, where "the ambassador" alone stands for its head.
  [[nodiscard]] PostMention named_before(WordId head, PostMention m) const {
    for (const PostMention& o : posts_.all()) {
      const bool near = o.noun < head && tree_.sentence_of(o.noun) + 1 >= tree_.sentence_of(head) && o.kind == m.kind;
      if (near && m.is_taken_up && !o.holders.empty() && !o.sites.empty()) m.holders = o.holders, m.sites = o.sites;
    }
    return m;
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
      if (m.holders.empty()) return;
      // "has named a new ambassador to Somalia": who it is may come later, or never
      if (name.empty() && (!has_lemma(w, {"appoint", "name", "nominate", "designate", "appointment", "nomination"}) || !is_indefinite(m))) return;
      if (name.empty()) name = "appointed";
      tell(m, head(std::move(name), "a head of post appointed"), w);
      return;
    }
  }

  [[nodiscard]] bool is_indefinite(const PostMention& m) const {
    for (WordId k = m.begin; k < m.noun; ++k) {
      if (has_lemma(k, {"a", "an", "new", "next", "first"})) return true;
    }
    return false;
  }

  /// "has refused agrément to the man whom Guinea wished to send", "rejected Iran's nominee for ambassador".
  void say_refused(WordId w) {
    const Sentence& s = tree_.sentence(w);
    const auto host = doer(w);
    if (!host || !is_real(w)) return;
    for (const WordId p : view_.arguments->patients(w)) {
      const bool consent = ends(p, is_.consent), candidate = ends(p, is_.candidate) && has(w, is_.refuse);
      bool of_post = consent && !has_lemma(p, {"accreditation"});
      for (WordId k = w + 1; k < s.end && !of_post; ++k) of_post = ends(k, is_.head) && !(k + 1 < s.end && document_.words[k + 1].lemma == "'s");
      if ((!consent && !candidate) || !of_post) continue;
      PostMention m = posts_.read(p, "embassy");
      m.is_people = true, m.sites = {{*host, std::nullopt}};
      std::erase_if(m.holders, [&](ActorId a) { return sides_.same(a, *host); });
      for (WordId k = w + 1; k < s.end && m.holders.empty() && consent; ++k) {
        if (document_.words[k].upos != Upos::kPropn && document_.words[k].upos != Upos::kAdj) continue;
        if (const auto side = sides_.at(k); side && !sides_.same(*side, *host)) m.holders = {*side};
      }
      if (!m.holders.empty()) tell(std::move(m), head("refused", "a head of post refused"), w);
      return;
    }
  }

  /// "Ghana's new high commissioner to Kenya, Akosua Mensah, took up her post": who has come is the head now.
  void say_took_up(WordId w) {
    const bool takes = has_lemma(w, {"take"}) && says(w, {"up"});
    if ((!takes && !has_lemma(w, {"arrive"})) || !is_real(w)) return;
    for (const WordId h : heads_among(view_.arguments->agents(w))) {
      PostMention m = post_of_head(h);
      std::string name = person_beside(h, m.end, kNoWord);
      if (m.sites.empty() || m.holders.empty() || name.empty() || (!takes && !is_indefinite(m))) continue;
      tell(std::move(m), head(std::move(name), "a head of post takes up office"), w);
    }
  }

  /// "will replace its ambassador in Moscow with a chargé d'affaires".
  void say_replaced(WordId w, const WordList& patients) {
    const WordList heads = heads_among(patients);
    if (heads.empty() || !is_real(w)) return;
    for (const WordId k : view_.arguments->with_preposition(w, "with")) {
      const bool acting = ends(k, is_.acting) || (k > 0 && ends(k - 1, is_.acting));
      if (acting) tell(post_of_head(heads.front()), head("chargé d'affaires", "a post left to a chargé d'affaires"), w);
      if (acting) return;
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
      if (tree_.sentence_of(m.noun) != tree_.sentence_of(w) || m.noun > w || (m.holders.empty() && m.sites.empty())) continue;
      WordId verb = document_.words[m.noun].head;
      while (verb != kNoWord && document_.words[verb].upos != Upos::kVerb && document_.words[verb].upos != Upos::kAdj) verb = document_.words[verb].head;
      if (verb == kNoWord || !is_real(verb)) continue;
      tell(m, head("chargé d'affaires", "a post left to a chargé d'affaires"), w);
      return;
    }
    // "Its ambassador was withdrawn. Relations will be handled by a chargé d'affaires."
    if (out_.empty() || tree_.sentence_of(out_.back().word) + 2 < tree_.sentence_of(w) || out_.back().word >= w || names_post(w)) return;
    WordId verb = document_.words[w].head;
    while (verb != kNoWord && document_.words[verb].upos != Upos::kVerb) verb = document_.words[verb].head;
    if (verb == kNoWord || !is_real(verb)) return;
    PostTelling stands = out_.back();
    if (stands.change.what != "head" || stands.change.to_status != "recalled") return;
    stands.change = head("chargé d'affaires", "a post left to a chargé d'affaires");
    stands.change.trigger = {document_.words[w].span};
    stands.change.sentences = {tree_.sentence_of(w)};
    stands.word = w;
    out_.push_back(std::move(stands));
  }

  /// Whether the sentence names a post whose holder or host is known before the word: that one is meant then.
  [[nodiscard]] bool names_post(WordId w) const {
    return std::any_of(posts_.all().begin(), posts_.all().end(), [&](const PostMention& m) {
      return m.noun < w && tree_.sentence_of(m.noun) == tree_.sentence_of(w) && (!m.holders.empty() || !m.sites.empty());
    });
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
};

}  // namespace

std::vector<PostTelling> tell_post_heads(const ArticleView& view, Principals& sides, PostMentions& mentions) { return Heads(view, sides, mentions).all(); }

}  // namespace demarche
