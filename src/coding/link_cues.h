// Words that present something as an answer: a cue, the clause that answers, and what it answers as far as the words say.
#pragma once

#include <string_view>
#include <vector>

#include "coding/principals.h"

namespace demarche {

struct LinkCue {
  std::string_view rule;          ///< human name: "in response to", "after what the other side did"
  WordId word = kNoWord;
  std::vector<WordId> answering;  ///< heads of the clauses or phrases that answer; what is coordinated with them answers too
  std::vector<WordId> cause;      ///< heads of what is answered; empty where the words leave it open ("in kind")
  std::optional<ActorId> by;      ///< the side that answers, where the cue names it ("Russia's reply")
  bool is_back_reference = false; ///< the answering phrase takes up what sentences before told ("This was the West's reply to")
  bool is_sequel = false;         ///< "three days later": answers deeds told before it, where sides are opposed
  bool is_request = false;        ///< only a request can be the cause
  bool is_temporal = false;       ///< "after", "following", "over": an answer only between opposed sides
};

/// All cues of a document, in order of text.
std::vector<LinkCue> find_link_cues(const Tree& tree, const Lexicon& lexicon, const Arguments& arguments, Principals& sides);

}  // namespace demarche
