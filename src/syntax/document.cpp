// The names of UD's classes and the small parsers for FEATS and DEPREL. Relies on nothing. Doors: the functions at the end of
// demarche/document.h.
#include "demarche/document.h"

#include <algorithm>
#include <array>
#include <utility>

namespace demarche {
namespace {

constexpr std::array<std::string_view, 17> kUposNames = {"ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN", "NUM",
                                                         "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};

constexpr std::array<std::string_view, 37> kRelNames = {
    "root",       "nsubj",     "csubj",  "obj",       "iobj",       "ccomp", "xcomp", "obl",   "vocative", "expl",
    "dislocated", "advcl",     "advmod", "discourse", "aux",        "cop",   "mark",  "nmod",  "appos",    "nummod",
    "acl",        "amod",      "det",    "clf",       "case",       "conj",  "cc",    "fixed", "flat",     "compound",
    "list",       "parataxis", "orphan", "goeswith",  "reparandum", "punct", "dep"};

constexpr std::array<std::pair<std::string_view, SubRel>, 12> kSubRels = {{{"pass", SubRel::kPass},
                                                                           {"agent", SubRel::kAgent},
                                                                           {"poss", SubRel::kPoss},
                                                                           {"prt", SubRel::kPrt},
                                                                           {"relcl", SubRel::kRelcl},
                                                                           {"tmod", SubRel::kTmod},
                                                                           {"npmod", SubRel::kNpmod},
                                                                           {"unmarked", SubRel::kUnmarked},
                                                                           {"preconj", SubRel::kPreconj},
                                                                           {"predet", SubRel::kPredet},
                                                                           {"desc", SubRel::kDesc},
                                                                           {"outer", SubRel::kOuter}}};

constexpr std::array<std::pair<std::string_view, Morph>, 23> kMorphs = {
    {{"Number=Sing", kSing},      {"Number=Plur", kPlur},        {"Tense=Past", kPast},       {"Tense=Pres", kPres},
     {"VerbForm=Fin", kFin},      {"VerbForm=Inf", kInf},        {"VerbForm=Part", kPart},    {"VerbForm=Ger", kGer},
     {"Voice=Pass", kPassive},    {"Mood=Imp", kImperative},     {"Mood=Sub", kSubjunctive},  {"Poss=Yes", kPoss},
     {"Person=1", kPerson1},      {"Person=2", kPerson2},        {"Person=3", kPerson3},      {"Polarity=Neg", kNegative},
     {"Definite=Def", kDefinite}, {"Definite=Ind", kIndefinite}, {"Gender=Masc", kMasc},      {"Gender=Fem", kFem},
     {"Gender=Neut", kNeut},      {"Degree=Cmp", kComparative},  {"Degree=Sup", kSuperlative}}};

std::uint32_t bit_of(std::string_view feature) {
  const auto found = std::find_if(kMorphs.begin(), kMorphs.end(), [&](const auto& m) { return m.first == feature; });
  return found == kMorphs.end() ? 0u : static_cast<std::uint32_t>(found->second);
}

Rel rel_of(std::string_view name) {
  const auto found = std::find(kRelNames.begin(), kRelNames.end(), name);
  return found == kRelNames.end() ? Rel::kDep : static_cast<Rel>(found - kRelNames.begin());
}

SubRel subrel_of(std::string_view name) {
  const auto found = std::find_if(kSubRels.begin(), kSubRels.end(), [&](const auto& s) { return s.first == name; });
  return found == kSubRels.end() ? SubRel::kOther : found->second;
}

}  // namespace

std::string_view name_of(Upos upos) { return kUposNames[static_cast<std::size_t>(upos)]; }
std::string_view name_of(Rel rel) { return kRelNames[static_cast<std::size_t>(rel)]; }

Upos upos_of(std::string_view name) {
  const auto found = std::find(kUposNames.begin(), kUposNames.end(), name);
  return found == kUposNames.end() ? Upos::kX : static_cast<Upos>(found - kUposNames.begin());
}

void split_deprel(std::string_view deprel, Rel& rel, SubRel& subrel) {
  const std::size_t colon = deprel.find(':');
  rel = rel_of(deprel.substr(0, colon));
  subrel = colon == std::string_view::npos ? SubRel::kNone : subrel_of(deprel.substr(colon + 1));
}

std::uint32_t morph_of(std::string_view feats) {
  std::uint32_t bits = 0;
  while (!feats.empty()) {
    const std::size_t bar = feats.find('|');
    bits |= bit_of(feats.substr(0, bar));
    feats = bar == std::string_view::npos ? std::string_view{} : feats.substr(bar + 1);
  }
  return bits;
}

}  // namespace demarche
