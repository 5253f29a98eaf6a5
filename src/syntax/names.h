// Names: which words are the name of a person, an organisation, a place or of something else.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "demarche/document.h"
#include "demarche/result.h"
#include "syntax/tensors.h"

namespace demarche {

/// What a caller knows of a name beforehand, from lists of its own.
enum class NameHint : std::uint8_t { kNone, kCountry, kPeople, kPlace, kOrganisation, kPerson };

/// The caller's lists. `at` may be called from many threads at once.
class NameHints {
 public:
  struct Hint {
    WordId words = 0;  ///< how many words from `at` the name takes; 0 where none begins there
    NameHint kind = NameHint::kNone;
  };
  virtual ~NameHints() = default;
  /// The longest known name that begins at word `at` and ends before `end`.
  [[nodiscard]] virtual Hint at(const Document& document, WordId at, WordId end) const = 0;
};

namespace syntax {

struct Network;

struct NameClass {
  NameKind kind = NameKind::kNone;
  bool begins = false;
};

/// The classes of words in and out of names, and which may follow which: an I- only its own B- or I-.
struct NameClasses {
  NameClasses() = default;
  explicit NameClasses(std::span<const std::string_view> lines);  ///< "O", "B-PER", "I-PER" …
  std::vector<NameClass> all;
  std::vector<std::uint8_t> may_follow;  ///< [before × after]
  [[nodiscard]] std::size_t size() const { return all.size(); }
  [[nodiscard]] const NameClass& operator[](std::size_t n) const { return all[n]; }
};

/// What names are decided by: models/english.names. Immutable; the bytes must outlive it.
struct NameChain {
  static const NameChain& embedded();
  static Result<NameChain> from_bytes(Bytes bytes, const std::string& where, bool checksum = true);
  NameClasses classes;
  Matrix weights;  ///< [buckets × classes]: what each hashed feature adds for each class
  Matrix steps;    ///< [classes × classes]: what each step adds
};

/// Words that speak of names, and well-known names: data/names. Immutable once filled; the texts must outlive it.
class NameCues {
 public:
  enum Kind : std::uint8_t { kTitle = 1, kBody = 2, kGround = 4, kWork = 8, kGiven = 16, kFamily = 32 };
  struct Known {
    WordId words = 0;  ///< how many it takes; 0 where no well-known name begins
    NameKind kind = NameKind::kNone;
  };
  /// The built-in ones.
  static const NameCues& english();
  /// Lines "KIND word word …"; kMalformed, "FILE:LINE", where KIND is none.
  Status add_cues(std::string_view text, const std::string& where);
  void add_names(Kind kind, std::string_view text);  ///< kGiven or kFamily
  /// Lines "KIND name, name, …"; kMalformed, "FILE:LINE", where KIND is none.
  Status add_known(std::string_view text, const std::string& where);
  /// Bits of Kind; `form` as written, `lower` the same in small letters.
  [[nodiscard]] std::uint8_t of(std::string_view form, std::string_view lower) const;
  /// The longest well-known name that the words begin with, however they are cut.
  [[nodiscard]] Known known(std::span<const std::string_view> words) const;

 private:
  std::unordered_map<std::string_view, std::uint8_t> cues_, persons_;
  std::unordered_map<std::string, NameKind> known_;  ///< by the name without blanks
  std::size_t longest_ = 0;                          ///< bytes of the longest key
};

/// Finds the stretches of a tagged and parsed document that may hold names, and describes each of their words by hashed features.
/// Buffers are reused from document to document.
class NameFeatures {
 public:
  explicit NameFeatures(const Network& net, const NameCues& cues = NameCues::english()) : net_(net), cues_(cues) {}

  struct Stretch {
    WordId begin = 0, end = 0;
  };
  /// `shown`, where not empty, are the words as running text sets them. `hints` may be null.
  void read(const Document& doc, std::span<const std::string_view> shown, const NameHints* hints);
  [[nodiscard]] std::span<const Stretch> stretches() const { return stretches_; }
  /// Feature hashes of a word of a stretch; good until the next call.
  std::span<const std::uint32_t> of(const Stretch& stretch, WordId word);
  /// The word in small letters.
  [[nodiscard]] std::string_view lower(WordId word) const { return words_[word].lower; }

 private:
  struct View {  ///< a word as the features see it
    std::string_view form;
    std::string lower, shape;
    std::string lists;  ///< what all lists say of it, in a few letters
    std::uint8_t cues = 0;
    bool capital = false;
    bool first = false, last = false;  ///< of its sentence
  };
  struct Evidence {  ///< of a word in the rest of the article
    std::uint16_t small = 0, capital = 0;
    bool of_person = false;  ///< somewhere behind a title or a given name
    std::vector<WordId> seen;  ///< where it stands with a capital, the first few
  };
  void view_words(const Document& doc, std::span<const std::string_view> shown);
  void find_stretches();
  void find_hints(const NameHints* hints);
  void find_known();
  [[nodiscard]] bool may_be_name(WordId word) const;
  [[nodiscard]] bool joins(WordId word, WordId end) const;
  [[nodiscard]] bool is_tight_hyphen(WordId word, WordId end) const;

  void put(char group, std::string_view a, std::string_view b = {});
  void put_word(WordId w);
  void put_neighbours(WordId w);
  void put_stretch(const Stretch& s, WordId w);
  void put_tree(WordId w);
  void put_evidence(WordId w);
  void put_elsewhere(WordId other);
  void put_cues(char group, WordId w);
  void put_hints(char group, std::uint16_t hint);
  void put_lists(const Stretch& s, WordId w);
  [[nodiscard]] std::string_view lists_at(std::int64_t w);
  [[nodiscard]] std::string_view lower_at(std::int64_t w) const;
  [[nodiscard]] std::string_view shape_at(std::int64_t w) const;
  [[nodiscard]] std::string_view upos_at(std::int64_t w) const;

  const Network& net_;
  const NameCues& cues_;
  const Document* doc_ = nullptr;
  std::vector<View> words_;
  std::vector<std::uint16_t> hints_, known_;  ///< kind, and 8 begins, 16 goes on, 32 ends
  std::vector<std::string_view> forms_;
  std::vector<Stretch> stretches_;
  std::unordered_map<std::string_view, Evidence> evidence_;
  std::vector<std::vector<WordId>> children_;  ///< of the words of the sentence at hand
  Sentence sentence_;
  std::vector<std::uint32_t> out_;
  std::string key_;
};

/// What training/names.py learns from: for each word of the document, in order, a line with the feature hashes of a word of a
/// stretch, blank-separated, or an empty line for any other word; "." begins a stretch's first line.
void write_name_features(const Document& doc, const Network& net, const NameHints* hints, std::string& out);

}  // namespace syntax
}  // namespace demarche
