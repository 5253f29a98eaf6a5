// Documents for tests, written down with their parts of speech.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "syntax/syntax.h"

namespace demarche {

/// Sentences of words "Form/UPOS", NOUN where none is given; all words of a sentence hang from its first.
inline Document tagged(const std::vector<std::string>& sentences) {
  std::string conllu;
  for (const std::string& sentence : sentences) {
    std::size_t number = 0;
    for (std::size_t at = 0; at < sentence.size();) {
      const std::size_t end = std::min(sentence.find(' ', at), sentence.size());
      const std::string word = sentence.substr(at, end - at);
      const std::size_t slash = std::min(word.rfind('/'), word.size());
      const std::string upos = slash == word.size() ? "NOUN" : word.substr(slash + 1);
      ++number;
      conllu += std::to_string(number) + "\t" + word.substr(0, slash) + "\t_\t" + upos + "\t_\t_\t" +
                (number == 1 ? "0\troot" : "1\tdep") + "\t_\t_\n";
      at = end + 1;
    }
    conllu += "\n";
  }
  auto docs = read_conllu(conllu);
  EXPECT_TRUE(docs) << docs.error().text();
  return std::move(docs->front());
}

}  // namespace demarche
