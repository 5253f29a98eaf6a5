// Who stands on either side of a frame. Between arguments (words by grammatical role) and frames (which ask for them).
#pragma once

#include <string>
#include <vector>

#include "reading/reading.h"

namespace demarche {

class Parties {
 public:
  Parties(const Tree& tree, const Lexicon& lexicon, Mentions& mentions, const Arguments& arguments)
      : tree_(tree), lexicon_(lexicon), mentions_(mentions), arguments_(arguments), text_(lexicon.class_named("ruling-text")), making_(lexicon.class_named("text-making-verb")) {}

  /// Fills both sides with parties of the article; false with a reason where the frame's needs are not met.
  bool fill(FrameMatch& match, const Frame& frame, std::string& why);
  /// Whether some party with a code stands in what the predicate is about, near or deep.
  bool has_party_within(const FrameMatch& match) {
    WordId word = kNoWord;
    return !within_content(match, false, word).empty();
  }
  /// Who stands in the sentence under no known name is still a party: fills sides that are still empty.
  void fill_unlisted(FrameMatch& match, const Frame& frame);

 private:
  std::vector<ActorId> of(const WordList& fillers, const std::vector<ActorId>& not_these, WordId& word);
  std::vector<ActorId> side(const FrameMatch& match, std::span<const Role> roles, const std::vector<ActorId>& not_these, WordId& word, bool judges);
  std::vector<ActorId> within_content(const FrameMatch& match, bool own_side_too, WordId& word);
  std::vector<ActorId> in_condition(FrameMatch& match);
  std::vector<ActorId> speaking_capital(FrameMatch& match, const Frame& frame);
  void senders(FrameMatch& match, const Frame& frame);
  std::vector<ActorId> asked_by_deed(FrameMatch& match);
  void face_government(FrameMatch& match);
  void place_protesters(const FrameMatch& match);
  [[nodiscard]] bool is_hardly_other(const Role& role, const std::vector<ActorId>& found, WordId word, const FrameMatch& match, const std::vector<ActorId>& doers) const;
  [[nodiscard]] bool is_owned_by(WordId word, const std::vector<ActorId>& owners) const;
  [[nodiscard]] bool is_all_on_side(const std::vector<ActorId>& all, const std::vector<ActorId>& side) const;
  [[nodiscard]] bool is_talk_of_doers(const FrameMatch& match, const Frame& frame) const;
  [[nodiscard]] bool is_negated(WordId w) const;
  [[nodiscard]] bool is_media(const std::vector<ActorId>& side) const;
  [[nodiscard]] bool are_apart(const std::vector<ActorId>& side) const;
  [[nodiscard]] bool is_on_side(ActorId id, const std::vector<ActorId>& side) const;
  [[nodiscard]] static bool is_judgement(const Frame& frame);
  [[nodiscard]] bool is_each_other(const FrameMatch& match) const;
  [[nodiscard]] bool is_coded(const std::vector<ActorId>& side) const;
  [[nodiscard]] bool leads_into_content(WordId c, WordId from, int depth) const;
  [[nodiscard]] int rank_of_link(WordId c) const;
  std::vector<ActorId> authors(WordId text, WordId& word);
  [[nodiscard]] bool is_text(WordId w) const;
  [[nodiscard]] bool can_be_party(WordId w) const;

  const Tree& tree_;
  const Lexicon& lexicon_;
  Mentions& mentions_;
  const Arguments& arguments_;
  ClassId text_, making_;
};

}  // namespace demarche
