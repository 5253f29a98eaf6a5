// Shared by the tests of reading: a file of passages, one a line, with what must be read from each; the embedded model and lexicon.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "reading/reading.h"
#include "syntax/syntax.h"
#include "text/text.h"

namespace demarche::test {

/// A line "a | b | c" of a file: its fields without outer blanks, and where it stands.
struct Line {
  std::vector<std::string> fields;
  std::string where;
};

inline std::string trimmed(const std::string& s) {
  const std::size_t begin = s.find_first_not_of(' ');
  return begin == std::string::npos ? "" : s.substr(begin, s.find_last_not_of(' ') - begin + 1);
}

/// The lines of tests/data/NAME that are no comments.
inline std::vector<Line> lines_of(const std::string& name) {
  std::ifstream file(DEMARCHE_SOURCE_DIR "/tests/data/" + name);
  EXPECT_TRUE(file) << name;
  std::vector<Line> out;
  int number = 0;
  for (std::string text; std::getline(file, text);) {
    ++number;
    if (text.empty() || text.front() == '#') continue;
    Line line{{}, name + ":" + std::to_string(number)};
    std::istringstream fields(text);
    for (std::string field; std::getline(fields, field, '|');) line.fields.push_back(trimmed(field));
    out.push_back(std::move(line));
  }
  return out;
}

/// A passage with all that the stages of reading ask; "//" in the text begins a new paragraph.
class Passage {
 public:
  explicit Passage(const std::string& text, std::optional<Day> published = {}) {
    Article article;
    article.published = published;
    for (std::size_t k = 0; k < text.size(); ++k) {
      const bool breaks = text[k] == '/' && k + 1 < text.size() && text[k + 1] == '/';
      article.text += breaks ? "\n\n" : std::string(1, text[k]);
      if (breaks) ++k;
    }
    document = std::make_unique<Document>(std::move(article));
    segment(*document);
    static Parser parser(Model::embedded());
    parser.annotate(*document);
    tree = std::make_unique<Tree>(*document);
    mentions = std::make_unique<Mentions>(*tree, lexicon(), published);
    arguments = std::make_unique<Arguments>(*tree, lexicon());
  }

  static const Lexicon& lexicon() { return Lexicon::embedded(); }

  /// The `nth` word with that form; "closed#2" is the second. kNoWord where there is none.
  [[nodiscard]] WordId word(std::string form) const {
    int nth = 1;
    if (const std::size_t sign = form.find('#'); sign != std::string::npos) nth = std::stoi(form.substr(sign + 1)), form.resize(sign);
    for (WordId w = 0; w < document->words.size(); ++w) {
      if (document->words[w].form == form && --nth == 0) return w;
    }
    return kNoWord;
  }

  /// A match of some frame of a PLOVER type at a word, with the sides that grammar gives it.
  [[nodiscard]] FrameMatch match(WordId head, std::string_view type) const {
    FrameMatch m;
    m.head = head;
    for (FrameId f = 0; f < lexicon().frames(); ++f) {
      if (name_of(lexicon().frame(f).type) == type) {
        m.frame = f;
        break;
      }
    }
    const WordList agents = arguments->agents(head), patients = arguments->patients(head);
    if (!agents.empty()) m.source_word = agents.front();
    if (!agents.empty() && patients.empty()) m.target_word = agents.front();
    for (const WordId a : agents) {
      if (const auto id = mentions->resolve(a)) m.source.push_back(*id);
    }
    for (const WordId p : patients) {
      if (const auto id = mentions->resolve(p)) m.target.push_back(*id);
    }
    return m;
  }

  std::unique_ptr<Document> document;
  std::unique_ptr<Tree> tree;
  std::unique_ptr<Mentions> mentions;
  std::unique_ptr<Arguments> arguments;
};

/// "killed ASSAULT" → "killed", "ASSAULT"; SANCTION where no type stands there.
inline std::pair<std::string, std::string> word_and_type(const std::string& field) {
  const std::size_t blank = field.find(' ');
  if (blank == std::string::npos) return {field, "SANCTION"};
  return {field.substr(0, blank), field.substr(blank + 1)};
}

inline std::string shortest(double value) {
  std::ostringstream out;
  out.precision(6);
  if (value == static_cast<double>(static_cast<long long>(value))) out << static_cast<long long>(value);
  else out << value;
  return out.str();
}

}  // namespace demarche::test
