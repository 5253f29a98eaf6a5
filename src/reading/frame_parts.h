// The words that must stand with a frame's trigger. A stage of the frames; see frames.cpp.
#pragma once

#include "reading/reading.h"

namespace demarche {

/// Finds a trigger's words in a tree. Keeps no state; what it is given must outlive it.
class FrameParts {
 public:
  FrameParts(const Tree& tree, const Lexicon& lexicon, const Mentions& mentions, const Arguments& arguments)
      : tree_(tree), document_(tree.document()), lexicon_(lexicon), mentions_(mentions), arguments_(arguments), money_(lexicon.class_named("money")) {}

  /// Whether a word of this kind can head a predicate here: no listed name, no participle that only modifies.
  [[nodiscard]] bool may_head(WordId w, TriggerPos pos) const;
  /// Whether a word has the lemma, or is of the class where no lemma is asked for.
  [[nodiscard]] bool is_word(WordId w, std::string_view lemma, ClassId cls) const;
  /// Whether all further words of the trigger stand with `head`; `found` gets them in the trigger's order.
  bool match(WordId head, const Trigger& trigger, WordList& found) const;
  /// "90 million guilders in development aid", "€14m of technical aid": what the money is.
  [[nodiscard]] WordList measured_in(WordId w) const;

 private:
  WordId find_part(WordId head, const Part& part, const WordList& found, WordId whole) const;
  WordId find_particle(WordId head, const Part& part, const WordList& found) const;
  [[nodiscard]] bool is_day(WordId w) const;
  [[nodiscard]] bool is_span_of_time(WordId w, const Part& part) const;
  [[nodiscard]] bool is_before_hyphen(WordId w) const;

  const Tree& tree_;
  const Document& document_;
  const Lexicon& lexicon_;
  const Mentions& mentions_;
  const Arguments& arguments_;
  ClassId money_;
};

}  // namespace demarche
