// Whom the parties of an article act for. Relies on reading's mentions. Door: class Principals.
#include "coding/principals.h"

#include <algorithm>
#include <map>

namespace demarche {

Principals::Principals(const Tree& tree, const Lexicon& lexicon, Mentions& mentions) : tree_(tree), lexicon_(lexicon), mentions_(mentions) {}

ActorId Principals::of_code(std::string_view code) {
  auto& actors = mentions_.actors();
  for (ActorId a = 0; a < actors.size(); ++a) {
    if (actors[a].code == code && (actors[a].kind == ActorKind::kCountry || actors[a].kind == ActorKind::kOrganisation)) return a;
  }
  Actor actor;
  actor.code = code;
  actor.name = code;
  actor.kind = ActorKind::kCountry;
  if (const EntryId entry = lexicon_.by_code(code); entry != kNoEntry) {
    actor.name = lexicon_.actor(entry).name;
    actor.kind = lexicon_.actor(entry).kind;
  }
  if (actor.kind == ActorKind::kCountry) actor.country = code, actor.sector = {"GOV"};
  actors.push_back(std::move(actor));
  return static_cast<ActorId>(actors.size() - 1);
}

std::optional<ActorId> Principals::of(ActorId id) {
  const auto& actors = mentions_.actors();
  for (int steps = 0; steps < 4 && actors[id].represents; ++steps) id = *actors[id].represents;
  const Actor& a = actors[id];
  const std::string& code = a.kind == ActorKind::kPlace && !a.country.empty() ? a.country : a.code;
  if (code.empty() || a.kind == ActorKind::kCompany || a.kind == ActorKind::kMedia) return std::nullopt;
  if (a.kind == ActorKind::kCountry || a.kind == ActorKind::kOrganisation) {
    // "Syria's parliament" is an organisation to the lexicon and Syria's all the same
    if (a.kind == ActorKind::kCountry || a.country.empty()) return id;
  }
  return of_code(a.country.empty() ? std::string(code) : std::string(a.country));
}

std::optional<ActorId> Principals::at(WordId head) {
  if (const auto id = mentions_.resolve(head)) {
    if (const auto side = of(*id)) return side;
  }
  for (const ActorId inner : mentions_.inside(head)) {
    if (const auto side = of(inner)) return side;
  }
  return std::nullopt;
}

bool Principals::same(ActorId a, ActorId b) const {
  const auto& actors = mentions_.actors();
  return a == b || (!actors[a].code.empty() && actors[a].code == actors[b].code);
}

bool Principals::shares(const std::vector<ActorId>& a, const std::vector<ActorId>& b) const {
  return std::any_of(a.begin(), a.end(), [&](ActorId x) { return std::any_of(b.begin(), b.end(), [&](ActorId y) { return same(x, y); }); });
}

bool Principals::has_member(ActorId organisation, ActorId state) const {
  const auto& actors = mentions_.actors();
  if (actors[organisation].kind != ActorKind::kOrganisation || actors[state].code.empty()) return false;
  const EntryId entry = lexicon_.by_code(actors[organisation].code);
  if (entry == kNoEntry) return false;
  const ActorEntry of = lexicon_.actor(entry);
  return std::find(of.members.begin(), of.members.end(), actors[state].code) != of.members.end();
}

bool Principals::meets(const std::vector<ActorId>& a, const std::vector<ActorId>& b) const {
  return shares(a, b) || std::any_of(a.begin(), a.end(), [&](ActorId x) { return std::any_of(b.begin(), b.end(), [&](ActorId y) { return has_member(x, y) || has_member(y, x); }); });
}

/// The subject of the nearest verb of speech outside quotation marks, in the word's paragraph: behind it first ("…," Lavrov said).
std::optional<ActorId> Principals::speaker(WordId word) {
  const Document& d = tree_.document();
  const ClassId speech = lexicon_.class_named("speech-verb");
  std::uint32_t first = tree_.sentence_of(word), last = first;
  while (first > 0 && !d.sentences[first].paragraph_begins) --first;
  while (last + 1 < d.sentences.size() && !d.sentences[last + 1].paragraph_begins) ++last;
  std::optional<ActorId> found;
  bool quoted = false;
  for (WordId w = d.sentences[first].begin; w < d.sentences[last].end; ++w) {
    const std::string_view form = d.words[w].form;
    if (form == "“") quoted = true;
    else if (form == "”") quoted = false;
    else if (form == "\"") quoted = !quoted;
    if (quoted || d.words[w].upos != Upos::kVerb || !lexicon_.in_class(d.words[w].lemma, speech)) continue;
    const WordId subject = tree_.child(w, Rel::kNsubj);
    if (subject == kNoWord) continue;
    const auto id = mentions_.resolve(subject);
    const auto side = id ? of(*id) : std::nullopt;
    if (side) found = side;
    if (side && w > word) return side;
  }
  return found;
}

const std::vector<Principals::Named>& Principals::named() {
  if (is_listed_) return named_;
  is_listed_ = true;
  for (WordId w = 0; w < tree_.document().words.size(); ++w) {
    const Upos u = tree_.word(w).upos;
    if (u != Upos::kPropn && u != Upos::kAdj && u != Upos::kNoun) continue;
    const auto id = mentions_.resolve(w);
    if (!id) continue;
    if (const auto side = of(*id)) named_.push_back({w, *side});
  }
  return named_;
}

std::optional<ActorId> Principals::opposite(ActorId side, WordId word) {
  const std::uint32_t here = tree_.sentence_of(word);
  std::map<ActorId, int> often;
  std::optional<ActorId> nearest;
  std::uint32_t nearest_at = 0;
  std::uint32_t distance = 0;
  for (const Named& n : named()) {
    if (same(n.side, side)) continue;
    ++often[n.side];
    const std::uint32_t there = tree_.sentence_of(n.word);
    if (there > here || there + 2 < here) continue;
    const std::uint32_t far = n.word > word ? n.word - word : word - n.word;
    if (!nearest || there > nearest_at || (there == nearest_at && far < distance)) nearest = n.side, nearest_at = there, distance = far;
  }
  if (nearest) return nearest;
  const auto most = std::max_element(often.begin(), often.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == often.end()) return std::nullopt;
  return most->first;
}

}  // namespace demarche
