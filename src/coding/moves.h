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
  /// Which part of a country acts: its government and forces, its people in the street, or an armed or political opposition.
  enum class Camp : std::uint8_t { kState, kPeople, kOpposition };
  struct Move {
    WordList heads;                        ///< the topmost word of each telling
    WordList words;                        ///< all words that tell it
    std::vector<ActorId> sources, targets; ///< sides
    Camp camp = Camp::kState;              ///< of the doers
    bool is_earlier = false;               ///< told as past of the past: "had expelled", "earlier", "last month"
  };

  std::vector<Event>& events() { return events_; }
  [[nodiscard]] const Move& operator[](std::uint32_t e) const { return moves_[e]; }
  Principals& sides() { return sides_; }

  // ---- sides and times
  /// One side does both. A government and the crowd or the rebels that face it are not one.
  [[nodiscard]] bool by_same(std::uint32_t a, std::uint32_t b) const;
  /// b was done to a's doer, or by those whom a hits, and by somebody else than a's doer.
  [[nodiscard]] bool opposed(std::uint32_t a, std::uint32_t b) const;
  /// a hits those who did b, to whomever they did it; a member of an organisation is hit for what that did.
  [[nodiscard]] bool hits_back(std::uint32_t a, std::uint32_t b) const;
  [[nodiscard]] bool contradicts_time(std::uint32_t a, std::uint32_t b) const;  ///< a is over before b begins, by days that are said
  [[nodiscard]] bool same_time(std::uint32_t a, std::uint32_t b) const;         ///< no days are known that part them
  /// Moves in a quarrel answer moves in a quarrel; what is friendly, or asks, answers what was asked or threatened.
  [[nodiscard]] bool fits(std::uint32_t a, std::uint32_t b) const;
  [[nodiscard]] bool is_measure(std::uint32_t e) const;  ///< a sanction that was taken or announced
  [[nodiscard]] bool is_coup(std::uint32_t e) const;     ///< power seized or tried to be seized in a country

  /// The coup, told before a and not long ago, in the country that a hits from outside.
  [[nodiscard]] std::optional<std::uint32_t> coup_in_target(std::uint32_t a) const;

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
  /// "NATO's actions", "the sanctions", "the expulsion": what was done to the doer of a, or by those whom a hits, and the noun takes up.
  std::vector<std::uint32_t> named_deeds(WordId noun, std::uint32_t a);
  /// "condemned the attack", "welcomed the accord": what was told before, done by whomever, and the noun takes up for a.
  std::vector<std::uint32_t> taken_up(WordId noun, std::uint32_t a);
  /// "in kind", "hit back": the last deeds of the other side against the doer, those told in one sentence.
  std::vector<std::uint32_t> deeds_before(std::uint32_t a);
  /// Beside what was done, that it was complained of is not what is answered.
  void prefer_deeds(std::vector<std::uint32_t>& all) const;
  [[nodiscard]] bool is_history(std::uint32_t b, std::uint32_t a) const;
  void prefer_newest(std::vector<std::uint32_t>& all, std::uint32_t a) const;

  /// Links a to b, unless that links a move to its own side, against time, in a circle, twice, or from what did not happen.
  void add(std::uint32_t a, std::uint32_t b, std::string_view rule);
  static void order(Event& e);  ///< links in order of what they answer

 private:
  Move move_of(const Event& e);
  void aim(std::uint32_t a, std::uint32_t b);
  [[nodiscard]] bool is_earlier(WordId w) const;
  [[nodiscard]] bool is_known_before(std::uint32_t b, std::uint32_t a, WordId noun) const;
  [[nodiscard]] bool says_the_same(std::string_view noun, std::uint32_t e) const;
  [[nodiscard]] bool may_mean(WordId noun, std::uint32_t e) const;
  [[nodiscard]] bool is_definite(WordId noun) const;
  [[nodiscard]] Camp camp_of(const Event& e) const;
  [[nodiscard]] std::optional<ActorId> owner_of(WordId noun);

  const Tree& tree_;
  const Document& document_;
  const ArticleView& view_;
  std::vector<Event>& events_;
  Principals sides_;
  ClassId deed_, charge_, plea_, threat_, step_, violence_, coup_, pact_, release_;
  std::vector<Move> moves_;
  std::vector<std::vector<std::uint32_t>> in_sentence_;
};

/// "denied the charge", "rejected the demand", "a protest against": links from words to what was said to the doer, or done.
void link_verbal_answers(const ArticleView& view, Moves& moves);

/// "condemned the attack", "thanked the president", "demanded their release", "promised a response", measures after a coup: links from
/// what is said or done about a thing told before, by whomever to whomever, to that thing.
void link_reactions(const ArticleView& view, Moves& moves);

}  // namespace demarche
