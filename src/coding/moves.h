// The events of an article as moves: with their sides, the words that tell them, and who can answer whom.
#pragma once

#include <string_view>
#include <vector>

#include "coding/coding.h"
#include "coding/principals.h"

namespace demarche {

[[nodiscard]] bool is_conflict(EventType type);  ///< of either conflict quadrant
[[nodiscard]] bool is_material(EventType type);  ///< material conflict: deeds against somebody

/// Moves are named by the index of their event.
class Moves {
 public:
  Moves(const ArticleView& view, std::vector<Event>& events);

  /// An event with what links ask of it.
  struct Move {
    WordList heads;                        ///< the topmost word of each telling
    std::vector<ActorId> sources, targets; ///< sides
    bool is_earlier = false;               ///< told as past of the past: "had expelled", "earlier", "last month"
  };

  std::vector<Event>& events() { return events_; }
  [[nodiscard]] const Move& operator[](std::uint32_t e) const { return moves_[e]; }
  Principals& sides() { return sides_; }

  // ---- sides and times
  [[nodiscard]] bool by_same(std::uint32_t a, std::uint32_t b) const;
  /// b was done to a's doer, or by those whom a hits, and by somebody else than a's doer.
  [[nodiscard]] bool opposed(std::uint32_t a, std::uint32_t b) const;
  [[nodiscard]] bool contradicts_time(std::uint32_t a, std::uint32_t b) const;  ///< a is over before b begins, by days that are said
  [[nodiscard]] bool same_time(std::uint32_t a, std::uint32_t b) const;         ///< no days are known that part them
  /// Moves in a quarrel answer moves in a quarrel; what is friendly, or asks, answers what was asked or threatened.
  [[nodiscard]] bool fits(std::uint32_t a, std::uint32_t b) const;
  [[nodiscard]] bool is_measure(std::uint32_t e) const;  ///< a sanction that was taken or announced

  // ---- where they are told
  /// Moves of which some telling stands in that sentence, in order.
  [[nodiscard]] const std::vector<std::uint32_t>& in_sentence(std::uint32_t sentence) const { return in_sentence_[sentence]; }
  [[nodiscard]] bool told_within(std::uint32_t e, WordId top) const;
  [[nodiscard]] bool told_in(std::uint32_t e, std::uint32_t sentence) const;
  [[nodiscard]] WordId first_word(std::uint32_t e) const;
  /// Of several moves the one told nearest to a word; what is told before it is nearer than what is told behind it.
  [[nodiscard]] std::uint32_t nearest(const std::vector<std::uint32_t>& all, WordId to) const;
  [[nodiscard]] WordId nearest_head(std::uint32_t e, WordId to) const;

  // ---- what an answer can mean
  /// "NATO's actions", "the sanctions", "the expulsion": events that the noun takes up.
  std::vector<std::uint32_t> named_deeds(WordId noun, std::uint32_t a);
  /// "in kind", "hit back": the last deeds of the other side against the doer, those told in one sentence.
  std::vector<std::uint32_t> deeds_before(std::uint32_t a);
  /// Beside what was done, that it was complained of is not what is answered.
  void prefer_deeds(std::vector<std::uint32_t>& all) const;

  /// Links a to b, unless that links a move to its own side, against time, in a circle, twice, or from what did not happen.
  void add(std::uint32_t a, std::uint32_t b, std::string_view rule);
  static void order(Event& e);  ///< links in order of what they answer

 private:
  Move move_of(const Event& e);
  [[nodiscard]] bool is_earlier(WordId w) const;
  [[nodiscard]] bool is_known_before(std::uint32_t b, std::uint32_t a, WordId noun) const;
  [[nodiscard]] bool says_the_same(std::string_view noun, std::uint32_t e) const;
  [[nodiscard]] std::optional<ActorId> owner_of(WordId noun);

  const Tree& tree_;
  const Document& document_;
  const ArticleView& view_;
  std::vector<Event>& events_;
  Principals sides_;
  ClassId deed_, charge_, plea_;
  std::vector<Move> moves_;
  std::vector<std::vector<std::uint32_t>> in_sentence_;
};

/// "denied the charge", "rejected the demand", "a protest against": links from words to what was said to the doer, or done.
void link_verbal_answers(const ArticleView& view, Moves& moves);

}  // namespace demarche
