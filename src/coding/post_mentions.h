// Standing posts as the text names them: an embassy, consulate, mission, office or delegation with whose it is and where.
#pragma once

#include <string>
#include <vector>

#include "coding/principals.h"

namespace demarche {

/// With whom a post stands, and in which town where that is said.
struct PostSite {
  ActorId host = 0;  ///< a side
  std::optional<Place> place;
};

/// One noun phrase that names a post, or several of a kind at once ("its consulates in Poznan and Gdansk").
struct PostMention {
  WordId noun = kNoWord;
  WordId begin = kNoWord, end = kNoWord;  ///< words of the phrase, with what follows as to whose and where
  std::string kind;                       ///< "" where the noun only takes up a post named before ("the premises")
  std::vector<std::string> purposes;      ///< "military liaison", "information": one a post; empty where none is said
  std::vector<ActorId> holders;           ///< sides; empty where not said. Several: several posts
  std::vector<PostSite> sites;            ///< the same
  bool is_possessed = false;  ///< somebody's, whether or not a side: "its", "the company's"
  bool from_pronoun = false;  ///< the holder was a pronoun: less sure
  bool is_taken_up = false;   ///< definite, or a noun of "post-again": may stand for one named before
  bool is_people = false;     ///< the post's people stand for it: "its diplomats in Sofia", "Moscow's team at the headquarters"
};

class PostMentions {
 public:
  PostMentions(const Tree& tree, const Lexicon& lexicon, Mentions& mentions, Principals& sides);

  /// In order of text. Those without holder and host are kept: a later look at the clause may tell.
  [[nodiscard]] const std::vector<PostMention>& all() const { return all_; }
  /// The one whose noun (or whose phrase's head) is `w`.
  [[nodiscard]] const PostMention* at(WordId w) const;
  /// Reads the phrase of a noun that is no post itself but implies one: "ambassador", "diplomats", "team".
  [[nodiscard]] PostMention read(WordId noun, std::string kind);
  /// Whether `w` is one of the words of a class of the lexicon, or ends one of its phrases.
  [[nodiscard]] bool is(WordId w, ClassId cls) const;
  /// The town of a name that stands at `w`, and the phrase behind a preposition that names hosts, as read_behind reads them.
  [[nodiscard]] std::optional<Place> place_named(WordId w) const;

 private:
  [[nodiscard]] std::string kind_of(WordId w) const;
  [[nodiscard]] bool names_side(WordId w) const;
  [[nodiscard]] bool is_namesake(WordId w) const;
  [[nodiscard]] const PostMention* one_like(WordId w) const;
  [[nodiscard]] bool is_of_another_kind(WordId w, const PostMention& m) const;
  WordId read_before(PostMention& m);
  void read_behind(PostMention& m);
  WordId read_phrase_behind(PostMention& m, WordId preposition);
  void take_up(std::size_t k);
  void share_in_coordination();

  const Tree& tree_;
  const Document& document_;
  const Lexicon& lexicon_;
  Mentions& mentions_;
  Principals& sides_;
  ClassId embassy_, consulate_, mission_, office_, delegation_, again_, purpose_, none_, no_owner_, unwelcome_, town_;
  std::vector<PostMention> all_;
};

}  // namespace demarche
