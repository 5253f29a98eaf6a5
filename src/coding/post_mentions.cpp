// Noun phrases → posts with holder, host and place, by composition: "Russia's mission at NATO", "the Kolkata consulate", "NATO's
// military liaison and information offices in Moscow", "its embassy there". Relies on principals and the classes of data/words/posts.words.
// Door: class PostMentions.
//
// Phrases are read word by word around the noun rather than off the tree: what stands next to it belongs to it more surely than
// the parser hangs it there ("closed | its mission at NATO").
#include "coding/post_mentions.h"

#include <algorithm>

#include "base/utf8.h"

namespace demarche {
namespace {

void add_new(std::vector<ActorId>& to, ActorId id) {
  if (std::find(to.begin(), to.end(), id) == to.end()) to.push_back(id);
}

bool is_genitive(const Word& w) { return w.lemma == "'s" || w.form == "'s" || w.form == "’s" || w.form == "'" || w.form == "’"; }

}  // namespace

PostMentions::PostMentions(const Tree& tree, const Lexicon& lexicon, Mentions& mentions, Principals& sides)
    : tree_(tree), document_(tree.document()), lexicon_(lexicon), mentions_(mentions), sides_(sides),
      embassy_(lexicon.class_named("kind-embassy")), consulate_(lexicon.class_named("kind-consulate")), mission_(lexicon.class_named("kind-mission")),
      office_(lexicon.class_named("kind-office")), delegation_(lexicon.class_named("kind-delegation")), again_(lexicon.class_named("post-again")),
      purpose_(lexicon.class_named("office-purpose")), none_(lexicon.class_named("no-post")),
      no_owner_(lexicon.class_named("no-post-owner")), unwelcome_(lexicon.class_named("head-unwelcome")), town_(lexicon.class_named("town-word")) {
  for (WordId w = 0; w < document_.words.size(); ++w) {
    const Upos u = document_.words[w].upos;
    if (const PostMention* like = one_like(w)) {
      const PostMention before = *like;
      PostMention m = read(w, before.kind);
      if (m.holders.empty()) m.holders = before.holders, m.from_pronoun = before.from_pronoun;
      if (!m.sites.empty()) all_.push_back(std::move(m));
      continue;
    }
    if (u != Upos::kNoun && u != Upos::kPropn) continue;
    std::string kind = kind_of(w);
    const bool again = kind.empty() && is(w, again_);
    if (kind.empty() && !again) continue;
    PostMention m = read(w, std::move(kind));
    if (again) m.is_taken_up = true, m.holders.clear(), m.sites.clear();
    if (!again && is_of_another_kind(w, m)) continue;
    all_.push_back(std::move(m));
  }
  share_in_coordination();
  for (std::size_t k = 0; k < all_.size(); ++k) take_up(k);
  std::erase_if(all_, [](const PostMention& m) { return m.kind.empty() && !m.is_people; });
}

/// "will shut its embassy in Canberra and reopen one in Suva": the post that "one" is like, named before in its sentence.
const PostMention* PostMentions::one_like(WordId w) const {
  const Word& x = document_.words[w];
  const std::string form = lower(x.form);
  if ((form != "one" && form != "those") || all_.empty() || w + 2 >= tree_.sentence(w).end || document_.words[w + 1].lemma != "in" || w == 0) return nullptr;
  const PostMention& last = all_.back();
  // "reopen one in Suva"; "closed its embassy in Berlin, and later those in Seoul and Quito"
  const bool after_verb = document_.words[w - 1].upos == Upos::kVerb || (form == "those" && x.rel == Rel::kConj);
  return after_verb && tree_.sentence_of(last.noun) == tree_.sentence_of(w) && !last.kind.empty() ? &last : nullptr;
}

/// "NATO's information office and liaison office in Moscow": the first tells whose, the last one where, of both.
void PostMentions::share_in_coordination() {
  for (std::size_t k = 1; k < all_.size(); ++k) {
    PostMention& a = all_[k - 1];
    PostMention& b = all_[k];
    const bool joined = document_.words[b.noun].rel == Rel::kConj && document_.words[b.noun].head == a.noun;
    const bool beside = a.end < b.begin && a.end + 2 >= b.begin && document_.words[a.end].upos == Upos::kCconj && !b.is_taken_up;
    if (!joined && !beside) continue;
    if (b.holders.empty()) b.holders = a.holders, b.from_pronoun = a.from_pronoun;
    if (a.sites.empty()) a.sites = b.sites;
    if (b.sites.empty()) {  // "its embassy in Washington and all its consulates"
      for (const PostSite& s : a.sites) b.sites.push_back({s.host, std::nullopt});
    }
  }
}

bool PostMentions::is(WordId w, ClassId cls) const { return lexicon_.in_class(document_, tree_.sentence(w).begin, w, cls); }

std::string PostMentions::kind_of(WordId w) const {
  if (is(w, embassy_)) return "embassy";
  if (is(w, consulate_)) return "consulate";
  if (is(w, office_)) return "office";
  if (is(w, delegation_)) return "delegation";
  if (document_.words[w].lemma == "representation") return "representation";
  if (is(w, mission_)) return "mission";
  return {};
}

const PostMention* PostMentions::at(WordId w) const {
  const auto found = std::find_if(all_.begin(), all_.end(), [&](const PostMention& m) {
    if (m.noun == w) return true;
    // "consulate general", "Embassy Row": the phrase's head stands behind the noun; of a plural with two purposes, beside it
    return m.begin <= w && w < m.end && w != m.noun && document_.words[m.noun].head == w && w <= m.noun + 1;
  });
  return found == all_.end() ? nullptr : &*found;
}

PostMention PostMentions::read(WordId noun, std::string kind) {
  PostMention m;
  m.noun = noun;
  m.kind = std::move(kind);
  m.begin = read_before(m);
  m.end = noun + 1;
  if (m.end < tree_.sentence(noun).end && lower(document_.words[m.end].form) == "general") ++m.end;
  read_behind(m);
  return m;
}

/// Determiners, possessors, adjectives and nouns before the noun; returns where the phrase begins.
WordId PostMentions::read_before(PostMention& m) {
  const WordId first = tree_.sentence(m.noun).begin;
  WordId begin = m.noun;
  std::vector<ActorId> adjectives;
  std::vector<std::pair<WordId, WordId>> purposes;  // runs of words between owners and "and", last one first
  bool open = false;                                 // a run is being read
  bool possessed = false;
  for (WordId w = m.noun; w-- > first;) {
    const Word& x = document_.words[w];
    const bool joins = x.upos == Upos::kCconj || x.lemma == ",";
    if (is_genitive(x)) {
      if (w == first) break;
      WordId owner = w - 1;
      auto side = sides_.at(owner);
      if (!side && document_.words[owner].head != kNoWord && document_.words[owner].head + 4 > owner && document_.words[owner].head < owner) side = sides_.at(document_.words[owner].head);
      if (side) add_new(m.holders, *side);
      possessed = true;
      begin = owner;
      break;
    }
    if (x.upos == Upos::kPron && x.is(kPoss)) {
      const bool first_person = x.is(kPerson1) || x.lemma == "our" || x.lemma == "we";
      const auto side = first_person ? sides_.speaker(w) : sides_.at(w);
      if (side) add_new(m.holders, *side);
      m.from_pronoun = !first_person;
      possessed = true;
      begin = w;
      break;
    }
    if (x.upos == Upos::kDet) {
      m.is_taken_up = x.lemma == "the" || x.lemma == "that" || x.lemma == "this";
      begin = w;
      break;
    }
    if (joins) {
      if (w == first || begin == m.noun) break;
      const Word& before = document_.words[w - 1];
      if (!kind_of(w - 1).empty()) break;
      const bool goes_on = (before.upos == Upos::kAdj || before.upos == Upos::kNoun || before.upos == Upos::kPropn) && x.lemma != "or" &&
                           (tree_.word(begin).rel == Rel::kConj || document_.words[m.noun].rel == Rel::kConj);
      if (!goes_on) break;
      open = false;
      continue;
    }
    if (x.upos == Upos::kPunct && (x.form == "-" || x.form == "–")) continue;
    if (x.upos != Upos::kAdj && x.upos != Upos::kNoun && x.upos != Upos::kPropn && x.upos != Upos::kNum) break;
    begin = w;
    if (const auto id = mentions_.is_listed(w) ? mentions_.resolve(w) : std::nullopt) {  // a name, whether the lexicon knows it or not
      const NameUse use = mentions_.use(w);
      const auto side = sides_.of(*id);
      const bool is_town = use == NameUse::kCapital || use == NameUse::kPlace || use == NameUse::kSeat;
      if (side && is_town) {
        m.sites.insert(m.sites.begin(), {*side, place_named(w)});
      } else if (side) {
        adjectives.insert(adjectives.begin(), *side);
      }
      open = false;
    } else if (x.upos != Upos::kNum) {
      if (open) purposes.back().first = w;
      else purposes.emplace_back(w, w + 1);
      open = true;
    }
  }
  m.is_possessed = possessed;
  if (!possessed) {
    for (const ActorId a : adjectives) add_new(m.holders, a);
  }
  if (possessed && document_.words[begin].head != kNoWord && begin > first && document_.words[begin - 1].upos == Upos::kDet) --begin;
  for (auto run = purposes.rbegin(); run != purposes.rend(); ++run) {
    bool tells = false;
    for (WordId k = run->first; k < run->second; ++k) tells = tells || is(k, purpose_) || document_.words[k].lemma == "permanent";
    if (!tells) continue;
    const Span span{document_.words[run->first].span.begin, document_.words[run->second - 1].span.end};
    m.purposes.push_back(document_.text().substr(span.begin, span.size()));
  }
  return begin;
}

/// "in Moscow and Kazan", "of Germany", "to the United Nations in New York", "there".
void PostMentions::read_behind(PostMention& m) {
  const WordId last = tree_.sentence(m.noun).end;
  for (int phrases = 0; m.end < last && phrases < 3; ++phrases) {
    const Word& x = document_.words[m.end];
    if (x.lemma == "there" && m.sites.empty()) {  // the place named last before, if it is not the holder's own
      const WordId here = m.begin;
      for (WordId w = here; w-- > 0 && tree_.sentence_of(w) + 2 > tree_.sentence_of(here);) {
        if (document_.words[w].upos != Upos::kPropn) continue;
        const auto side = sides_.at(w);
        if (side && !std::any_of(m.holders.begin(), m.holders.end(), [&](ActorId h) { return sides_.same(h, *side); })) {
          m.sites = {{*side, place_named(w)}};
          break;
        }
      }
      ++m.end;
      return;
    }
    if (x.upos != Upos::kAdp && x.lemma != "to") return;
    const WordId end = read_phrase_behind(m, m.end);
    if (end == m.end) return;
    m.end = end;
  }
}

/// Reads the prepositional phrase that begins at a preposition; returns its end, or the preposition where it says nothing of a post.
WordId PostMentions::read_phrase_behind(PostMention& m, WordId preposition) {
  const std::string_view prep = document_.words[preposition].lemma;
  const bool whose = prep == "of";
  const bool where = prep == "in" || prep == "at" || prep == "to" || prep == "with" || prep == "near" || prep == "for";
  if (!whose && !where) return preposition;
  const WordId last = tree_.sentence(preposition).end;
  std::vector<WordId> heads;
  WordId w = preposition + 1;
  for (; w < last; ++w) {
    const Word& x = document_.words[w];
    const bool nominal = x.upos == Upos::kNoun || x.upos == Upos::kPropn || (x.upos == Upos::kPron && x.is(kPoss));
    if (nominal && is(w, unwelcome_)) break;  // "the ambassador of Belarus | persona non grata"
    if (where && w + 2 < last && is(w, town_) && document_.words[w + 1].lemma == "of" && document_.words[w + 2].upos == Upos::kPropn) {
      ++w;  // "in the city of David"
      continue;
    }
    if (x.upos == Upos::kDet || x.upos == Upos::kAdj || is_genitive(x) || x.form == "-" || x.rel == Rel::kAmod) continue;
    if (nominal) {
      if (!heads.empty() && heads.back() + 1 == w) {  // "New York", "Security Council", but not "Damascus | home"
        if (x.head != heads.back() && document_.words[heads.back()].head != w) break;
        heads.back() = w;
      } else {
        heads.push_back(w);
      }
      continue;
    }
    // "in Moscow and Kazan", "in Mumbai, Delhi and Pune": the coordination goes on with a name
    const bool joins = (x.upos == Upos::kCconj || x.lemma == ",") && !heads.empty() && w + 1 < last && document_.words[w + 1].upos == Upos::kPropn &&
                       names_side(w + 1);
    if (!joins) break;
  }
  if (heads.empty()) return preposition;
  bool read = false;
  for (const WordId h : heads) {
    if (whose && is(h, no_owner_)) m.kind.clear();
    if (where && is_namesake(h)) continue;
    auto side = sides_.at(h);
    if (whose && m.kind == "office") {  // "the bureau of the Qatari-owned broadcaster" is no bureau of Qatar's
      const auto id = mentions_.resolve(h);
      side = id ? sides_.of(*id) : std::nullopt;
    }
    if (!side && h > preposition + 1 && names_side(h - 1)) side = sides_.at(h - 1);
    if (!side) continue;
    const bool own = std::any_of(m.holders.begin(), m.holders.end(), [&](ActorId a) { return sides_.same(a, *side); });
    if (whose) {
      if (!read) m.holders.clear();
      add_new(m.holders, *side);
      m.from_pronoun = false;
    } else if (m.sites.empty() || read) {
      if (!own || m.from_pronoun) m.sites.push_back({*side, place_named(h)});
    } else if (m.sites.size() == 1 && !m.sites.front().place) {
      m.sites.front().place = place_named(h);  // "to the United Nations in Geneva": a second phrase tells the town
    }
    read = true;
  }
  return read ? w : preposition;
}

/// A town that the lexicon knows as somebody's name alone: "its consul in Rosario" stands with no Mr Rosario.
bool PostMentions::is_namesake(WordId w) const {
  const auto id = mentions_.resolve(w);
  return id && document_.words[w].upos == Upos::kPropn && mentions_.actors()[*id].kind == ActorKind::kPerson;
}

/// Whether a word by itself names a state, an organisation or a town.
bool PostMentions::names_side(WordId w) const {
  const auto id = mentions_.resolve(w);
  if (!id) return false;
  const ActorKind kind = mentions_.actors()[*id].kind;
  return (kind == ActorKind::kCountry || kind == ActorKind::kOrganisation || kind == ActorKind::kPlace) && sides_.of(*id);
}

std::optional<Place> PostMentions::place_named(WordId w) const {
  const NameUse use = mentions_.use(w);
  if (use != NameUse::kCapital && use != NameUse::kPlace && use != NameUse::kSeat) return std::nullopt;
  const WordId first = tree_.sentence(w).begin;
  for (WordId begin = w >= first + 3 ? w - 3 : first; begin <= w; ++begin) {  // the name may have several words: "La Paz"
    const NameMatch match = lexicon_.name_at(document_, begin, tree_.sentence(w).end);
    if (match.words == 0 || begin + match.words <= w) continue;
    for (const NameSense& s : match.senses) {
      if (s.use != use) continue;
      const ActorEntry e = lexicon_.actor(s.entry);
      const std::uint32_t from = document_.words[begin].span.begin;
      Place place;
      place.name = document_.text().substr(from, document_.words[begin + match.words - 1].span.end - from);
      place.country = std::string(e.country.empty() && e.kind == ActorKind::kCountry ? e.code : e.country);
      if (use != NameUse::kSeat) place.latitude = e.latitude, place.longitude = e.longitude;
      return place;
    }
  }
  return std::nullopt;
}

/// Offices of firms, missions to mend a rift, delegations to a talk.
bool PostMentions::is_of_another_kind(WordId w, const PostMention& m) const {
  if (m.kind.empty()) return true;
  if (m.kind != "office") {
    for (WordId k = m.begin; k < w; ++k) {
      if (is(k, none_)) return true;
    }
    return false;
  }
  bool of_purpose = false;
  for (WordId k = m.begin; k < w; ++k) of_purpose = of_purpose || is(k, purpose_);
  if (of_purpose) return false;
  // "the alliance's office in Moscow": a state or organisation has it; "will open an office in Port Sudan": who opens it may be one
  return m.holders.empty() && (m.is_possessed || m.is_taken_up || m.sites.empty());
}

/// "the embassy's staff", "the post": one named before tells whose and where; one that lacks a side has it from its like.
void PostMentions::take_up(std::size_t k) {
  PostMention& m = all_[k];
  if (!m.holders.empty() && !m.sites.empty()) return;
  const auto shares_host = [&](const PostMention& o) {
    return std::any_of(m.sites.begin(), m.sites.end(), [&](const PostSite& s) {
      return std::any_of(o.sites.begin(), o.sites.end(), [&](const PostSite& t) { return sides_.same(s.host, t.host); });
    });
  };
  const bool is_unsaid = m.holders.empty() && m.sites.empty();
  if (is_unsaid && !m.is_taken_up) return;
  for (std::size_t back = k; back-- > 0;) {
    const PostMention& o = all_[back];
    if (o.is_people || o.kind.empty() || (!m.kind.empty() && o.kind != m.kind)) continue;
    if (o.holders.empty() && o.sites.empty()) continue;
    const bool same_holder = !m.holders.empty() && sides_.shares(m.holders, o.holders) && !o.sites.empty();
    const bool same_host = !m.sites.empty() && shares_host(o) && !o.holders.empty();
    if (!is_unsaid && !same_holder && !same_host) continue;
    if (m.kind.empty()) m.kind = o.kind;
    if (m.holders.empty()) m.holders = o.holders;
    if (m.sites.empty()) m.sites = o.sites;
    return;
  }
}

}  // namespace demarche
