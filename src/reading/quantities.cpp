// How many or how much an event is about: persons, money, measures, killed and injured. Relies on tree,
// mentions, arguments and on amounts. Door: class Quantities.
//
// A number belongs to the noun before which it stands, whatever the parser made of its words; to what the noun consists of, where
// the noun is a vessel ("the assets of 78 people"); and to a whole coordination together.
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "reading/amounts.h"

namespace demarche {
Quantities::Quantities(const Tree& tree, const Lexicon& lexicon, Mentions& mentions, const Arguments& arguments)
    : tree_(&tree),
      lexicon_(&lexicon),
      mentions_(&mentions),
      arguments_(&arguments),
      casualty_(lexicon.class_named("casualty")),
      killing_(lexicon.class_named("killing-verb")),
      wounding_(lexicon.class_named("wounding-verb")),
      decrease_(lexicon.class_named("decrease-word")),
      people_(lexicon.class_named("people-form")),
      side_(lexicon.class_named("side-noun")),
      takes_person_(lexicon.class_named("takes-person")),
      body_(lexicon.class_named("counted-body")) {
  for (const std::string_view name : {"person-word", "civilian", "national", "worker", "journalist", "prisoner", "hostage",
                                      "refugee", "diplomat", "activist", "kin", "soldier-person", "crew-word", "casualty"}) {
    if (const ClassId c = lexicon.class_named(name); c != kNoClass) persons_.push_back(c);
  }
}

bool Quantities::is_person(WordId head) const {
  const Word& w = tree_->word(head);
  if (lexicon_->in_class(w.form, people_)) return true;
  const NameUse use = mentions_->use(head);
  if (mentions_->is_listed(head) && (use == NameUse::kPeople || use == NameUse::kPeoples)) return true;
  const RoleMatch role = lexicon_->role_ending_at(tree_->document(), tree_->sentence(head).begin, head);
  if (role.words) return (role.nature == RoleNature::kPerson || role.nature == RoleNature::kGroup) && !lexicon_->in_class(w.lemma, body_);  // "13 aid groups"
  const WordId first = tree_->sentence(head).begin;
  return std::any_of(persons_.begin(), persons_.end(),
                     [&](ClassId c) { return lexicon_->in_class(tree_->document(), first, head, c); });
}

/// "$92 million", "30 million euros", "a $500 million loan" among the words [begin, …] of a phrase.
std::optional<Quantity> Quantities::money(WordId head, WordId begin) const {
  const Tree& t = *tree_;
  const Document& d = t.document();
  const WordId end = tree_->sentence(head).end;
  for (WordId k = begin; k <= head; ++k) {
    if (!is_currency_sign(d[k].form)) continue;
    auto n = number_at(d, k + 1, end);
    if (!n) continue;
    if (const auto whole = k > begin ? number_at(d, begin, k + 1) : std::nullopt;
        !whole) {  // "more than $5 million": the words before the sign
      for (WordId q = k >= 3 ? k - 3 : 0; q < k; ++q) {
        if (same_word(d[q].form, "least") || same_word(d[q].form, "than") || same_word(d[q].form, "over")) n->at_least = true;
        if (same_word(d[q].form, "about") || same_word(d[q].form, "some") || same_word(d[q].form, "nearly")) n->about = true;
      }
    }
    Quantity q = quantity(*n);
    q.unit = currency_of(d[k].form);
    return q;
  }
  const std::string_view code = currency_of(d[head].lemma);
  if (code.empty() || d[head].upos != Upos::kNoun) return std::nullopt;
  const auto n = number_before(t, begin, head);
  if (!n || n->end > head) return std::nullopt;
  Quantity q = quantity(*n);
  // "Canadian dollars" are no American ones
  const bool foreign = n->end < head && d[n->end].upos == Upos::kAdj && !same_word(d[n->end].form, "u.s.");
  q.unit = foreign ? lower(d[n->end].form) + " " + std::string(d[head].lemma) : std::string(code);
  return q;
}

/// The number before a noun, or a number that stands for one.
std::optional<Quantity> Quantities::counted(WordId head) const {
  const Tree& t = *tree_;
  const Document& d = t.document();
  const WordId begin = phrase_begin(t, head);
  if (auto q = money(head, begin)) return q;
  const Sentence& s = t.sentence(head);
  const auto unit_of = [&](Quantity& q, WordId w) {
    if (is_person(w)) {
      q.unit = "person";
      return;
    }
    q.unit = is_percent(d, w) ? "percent" : lower(d[w].lemma);
    for (const WordId c : t.children(w)) {  // "5,000 tonnes of rice"
      if (d[c].rel == Rel::kNmod && t.has_preposition(c, "of") && c > w) q.thing = lower(d[c].lemma);
    }
  };
  const auto itself = number_at(d, head, s.end);  // "tens of thousands" with "thousands" for its head
  // "dozens of people", "three of his aides", "a third of the staff": the number stands before "of"
  WordId outer = begin;  // "three of the consulate's five staff"
  for (const WordId c : t.children(head)) {
    if (d[c].subrel == SubRel::kPoss && c < outer) outer = phrase_begin(t, c);
  }
  const bool parted = outer < begin && outer > s.begin + 1 && same_word(d[outer - 1].form, "of");
  if (!itself && (parted || (begin > s.begin + 1 && same_word(d[begin - 1].form, "of")))) {
    const WordId first = parted ? outer : begin;
    const WordId floor = first > s.begin + 8 ? first - 8 : s.begin;
    for (WordId k = floor; k + 1 < first; ++k) {
      if (const auto share = share_at(d, k, first); share && share->end == first - 1) {
        Quantity q{100 * share->value, "percent"};
        q.thing = lower(d[head].lemma);
        return q;
      }
      const auto n = number_at(d, k, first - 1);
      if (n && n->end + 1 < first && is_percent(d, first - 2) && n->end + 2 >= first - 1) {
        Quantity q = quantity(*n);
        q.unit = "percent", q.thing = lower(d[head].lemma);
        return q;
      }
      if (!n || n->end != first - 1 || (n->value == 1 && !n->upper)) continue;
      Quantity q = quantity(*n);
      unit_of(q, head);
      return q;
    }
  }
  auto n = itself ? std::optional(widened(d, *itself, s.begin)) : number_before(t, begin, head);
  if (!n) return std::nullopt;
  Quantity q = quantity(*n);
  if (n->end <= head) {
    if (lexicon_->in_class(d[head].lemma, side_)) return std::nullopt;  // "the two governments agreed": who, not how many
    const WordId behind = n->end < head && d[n->end].form == "-" ? n->end + 1 : n->end;
    if (behind < head && is_percent(d, behind)) {  // "a 25 percent tariff"
      q.unit = "percent", q.thing = lower(d[head].lemma);
      return q;
    }
    unit_of(q, head);
    return q;
  }
  if (n->end < s.end) {  // "1.5bn euros" with the number for its head
    std::string_view noun = d[n->end].form;
    if (currency_of(noun).empty() && noun.ends_with('s')) noun.remove_suffix(1);
    q.unit = currency_of(noun);
    if (!q.unit.empty()) return q;
  }
  // the number itself is the head: "killed at least 12", "dozens of apps", but not "the two", which are known already, unless it
  // is done to them: "the three had been kidnapped"
  if (n->begin > s.begin && same_word(d[n->begin - 1].form, "the") && !(d[head].rel == Rel::kNsubj && d[head].subrel == SubRel::kPass)) return std::nullopt;
  if (n->end + 1 < s.end && same_word(d[n->end].form, "of")) {
    for (WordId c = n->end + 1; c < s.end && c < n->end + 6;
         ++c) {  // what is counted: the noun that heads the phrase behind "of"
      if (d[c].head == kNoWord || (d[c].head > n->end && d[c].head < s.end && d[c].rel != Rel::kNmod)) continue;
      if (d[c].upos != Upos::kNoun && d[c].upos != Upos::kPropn && d[c].upos != Upos::kPron) continue;
      unit_of(q, c);
      return q;
    }
  }
  if (n->value == 1) return std::nullopt;
  q.unit = "person";
  return q;
}

/// What a noun consists of or belongs to: "the accreditation of eight officials", "the assets of 78 people".
std::optional<Quantity> Quantities::in_parts(WordId head, int depth) const {
  if (depth > 2 || is_person(head)) return std::nullopt;
  for (const WordId c : tree_->children(head)) {
    const Word& w = tree_->word(c);
    const bool part =
        (w.rel == Rel::kNmod && w.subrel != SubRel::kPoss && tree_->has_preposition(c, "of")) || w.subrel == SubRel::kPoss;
    if (!part) continue;
    if (auto q = counted(c)) return q->unit == "percent" ? std::nullopt : q;
    if (w.subrel == SubRel::kPoss) continue;
    if (auto q = in_parts(c, depth + 1)) return q;
  }
  return std::nullopt;
}

/// "they" are as many as the phrase said that named them.
std::optional<Quantity> Quantities::of_pronoun(WordId head) const {
  const Document& d = tree_->document();
  if (!same_word(d[head].form, "they") && !same_word(d[head].form, "them")) return std::nullopt;
  const auto id = mentions_->resolve(head);
  if (!id) return std::nullopt;
  const std::vector<Span>& mentions = mentions_->actors()[*id].mentions;
  for (std::size_t k = mentions.size(); k-- > 0;) {
    if (mentions[k].begin >= d[head].span.begin) continue;
    const auto at = std::lower_bound(d.words.begin(), d.words.end(), mentions[k].begin,
                                     [](const Word& w, std::uint32_t b) { return w.span.begin < b; });
    const WordId begin = static_cast<WordId>(at - d.words.begin());
    const auto n = number_at(d, begin, static_cast<WordId>(d.words.size()));
    if (!n || n->end >= d.words.size() || d[n->end - 1].span.end >= mentions[k].end) return std::nullopt;
    Quantity q = quantity(*n);
    q.unit = "person";
    return q;
  }
  return std::nullopt;
}

std::optional<Quantity> Quantities::of_phrase(WordId head) const {
  if (tree_->word(head).upos == Upos::kPron) return of_pronoun(head);
  if (auto q = counted(head)) return q;
  return in_parts(head, 0);
}

namespace {
bool is_article(const Word& w) { return same_word(w.form, "a") || same_word(w.form, "an") || same_word(w.form, "one"); }
}  // namespace

/// "a clerk": one, of a noun that can be counted.
bool Quantities::is_one(WordId head) const {
  if (tree_->word(head).is(kPlur) || tree_->word(head).upos != Upos::kNoun) return false;
  const auto children = tree_->children(head);
  return std::any_of(children.begin(), children.end(), [&](WordId c) { return tree_->word(c).rel == Rel::kDet && is_article(tree_->word(c)); });
}

/// Whom a deed strikes where the phrase has no number: "a palace guard was shot dead" is one.
std::optional<Quantity> Quantities::one_person(WordId verb) const {
  // the object itself: of "a member of the mission" the arguments tell the mission
  WordId object = tree_->child(verb, Rel::kNsubj, SubRel::kPass);
  if (object == kNoWord) object = tree_->child(verb, Rel::kObj);
  const WordList heads = object == kNoWord ? arguments_->patients(verb) : tree_->coordinated(object);
  if (heads.size() != 1 || !is_one(heads.front())) return std::nullopt;
  const WordId head = heads.front();
  const RoleMatch role = lexicon_->role_ending_at(tree_->document(), tree_->sentence(head).begin, head);
  if (role.words && role.nature != RoleNature::kPerson) return std::nullopt;  // "a group", "a patrol"
  if (!is_person(head) && !lexicon_->in_class(tree_->word(verb).lemma, takes_person_)) return std::nullopt;
  return Quantity{1, "person"};
}

/// Coordinated phrases of one unit add up; one person without a number counts where others have one.
std::optional<Quantity> Quantities::sum(const WordList& heads) const {
  std::optional<Quantity> total;
  bool more = false;
  double singles = 0;
  // "two soldiers and a shepherd": beside persons that are counted, one of whom no list knows counts too
  const bool beside_counted = heads.size() > 1 && std::any_of(heads.begin(), heads.end(), [&](WordId h) {
                                const auto q = of_phrase(h);
                                return q && q->unit == "person";
                              });
  for (const WordId h : heads) {
    const Word& w = tree_->word(h);
    const auto q = of_phrase(h);
    if (!q) {
      if (!is_person(h) && !(beside_counted && w.upos == Upos::kNoun && is_one(h))) continue;
      if (w.is(kPlur) || w.upos == Upos::kPron)
        more = true;
      else
        singles += 1;
    } else if (!total) {
      total = q;
    } else if (total->unit == q->unit) {
      total->value += q->value;
      if (total->upper || q->upper) total->upper = total->upper.value_or(total->value - q->value) + q->upper.value_or(q->value);
      if (total->bound.empty()) total->bound = q->bound;
    }
  }
  if (!total || total->unit != "person") return total;
  total->value += singles;
  if (total->upper) *total->upper += singles;
  if (more && total->bound.empty()) total->bound = "at_least";
  return total;
}

/// "arrested up to 40 students", "wounded more than 40": to the parser such words are prepositions and what follows is no object.
std::optional<Quantity> Quantities::behind(WordId head) const {
  const Document& d = tree_->document();
  const WordId end = tree_->sentence(head).end;
  const auto n = number_at(d, head + 1, end);
  if (!n || !(n->at_least || n->at_most || n->about || n->upper)) return std::nullopt;
  Quantity q = quantity(*n);
  WordId noun = n->end;
  while (noun < end && noun < n->end + 3 && (d[noun].upos == Upos::kAdj || d[noun].rel == Rel::kCompound)) ++noun;
  const bool counts = noun < end && (d[noun].upos == Upos::kNoun || d[noun].upos == Upos::kPropn);
  q.unit = counts && !is_person(noun) ? lower(d[noun].lemma) : "person";
  return q;
}

std::optional<Quantity> Quantities::of(const FrameMatch& match) const {
  const EventType type = lexicon_->frame(match.frame).type;
  const WordId head = match.head;
  const bool is_noun = tree_->word(head).upos == Upos::kNoun;
  std::optional<Quantity> q;
  if (type == EventType::kProtest) q = sum(arguments_->agents(head));
  if (!q) q = sum(arguments_->patients(head));
  const WordId passive = tree_->child(head, Rel::kNsubj, SubRel::kPass);
  if (!q && passive != kNoWord) q = sum({passive});  // "two members have been asked to leave": whom it is asked of
  if (!q) q = behind(head);
  if (!q && match.target_word != kNoWord) {  // "20 soldiers died": who suffers it is the subject
    const WordList agents = arguments_->agents(head);
    if (std::find(agents.begin(), agents.end(), match.target_word) != agents.end()) q = sum(agents);
  }
  if (!q && is_noun && lexicon_->in_class(tree_->word(head).lemma, casualty_)) q = counted(head);
  if (type == EventType::kAssault || type == EventType::kProtest) count_casualties(match, q);
  const bool strikes = type == EventType::kAssault || type == EventType::kCoerce || type == EventType::kSanction;
  const bool is_verb = tree_->word(head).upos == Upos::kVerb;
  if (!q && is_verb && (strikes || lexicon_->in_class(tree_->word(head).lemma, takes_person_))) q = one_person(head);
  return q;
}

/// "killing 12 people and wounding 40", "12 were killed and more than 40 injured": in the clauses beside and below the event's.
void Quantities::count_casualties(const FrameMatch& match, std::optional<Quantity>& q) const {
  const Tree& t = *tree_;
  const Document& d = t.document();
  WordId top = match.head;
  while (d[top].rel == Rel::kConj && d[top].head != kNoWord) top = d[top].head;
  std::optional<Quantity> killed, injured;
  WordList level{top};
  for (int depth = 0; depth < 3 && !level.empty(); ++depth) {
    WordList next;
    for (const WordId w : level) {
      const bool kills = lexicon_->in_class(d[w].lemma, killing_);
      const bool wounds = lexicon_->in_class(d[w].lemma, wounding_);
      std::optional<Quantity>& slot = kills ? killed : injured;
      if ((kills || wounds) && !slot) {
        slot = sum(arguments_->patients(w));
        if (!slot) slot = behind(w);
        if (!slot && same_word(d[w].lemma, "die")) slot = sum(arguments_->agents(w));
        if (!slot && w > 0) {  // "and more than 40 injured"
          for (WordId k = w > 5 ? w - 5 : 0; k < w && !slot; ++k) {
            if (const auto n = number_at(d, k, w); n && n->end == w) slot = quantity(*n), slot->unit = "person";
          }
        }
        if (slot && slot->unit != "person") slot.reset();
      }
      for (const WordId c : t.children(w)) {
        const Rel r = d[c].rel;
        if (r == Rel::kConj || r == Rel::kAdvcl || r == Rel::kAcl || r == Rel::kParataxis || r == Rel::kXcomp ||
            (w == top && (r == Rel::kNsubj || r == Rel::kObj)))
          next.push_back(c);
      }
    }
    level = std::move(next);
  }
  if (!killed && !injured) return;
  if (!q) q = killed ? killed : injured;
  if (killed) q->killed = killed->value;
  if (injured) q->injured = injured->value;
}

}  // namespace demarche
