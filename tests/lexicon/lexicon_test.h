// Shared by the lexicon's tests: compiling a few lines, cutting a sentence, the real data.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/files.h"
#include "lexicon/lexicon.h"
#include "text/text.h"

namespace demarche::test {

inline const std::string kCodes = "16 | SANCTION | - | diplomatic | -4 | reduce relations\n166 | SANCTION | expel | - | -7 | expel\n010 | - | - | - | 0 | speak\n";

/// Text and all errors of a compilation, one after the other; "" where it succeeds.
inline std::string errors_of(std::vector<SourceFile> files) {
  std::vector<Error> errors;
  const auto lexicon = Lexicon::compile(files, &errors);
  std::string out;
  for (const Error& error : errors) out += error.text() + "\n";
  EXPECT_EQ(lexicon.ok(), errors.empty());
  return out;
}

inline Lexicon compiled(std::vector<SourceFile> files) {
  auto lexicon = Lexicon::compile(files);
  if (!lexicon) ADD_FAILURE() << lexicon.error().text();
  return std::move(*lexicon);
}

/// A sentence cut into words whose lemmas are their forms in lower case, a plural's last "s" taken off.
inline Document sentence(const std::string& text) {
  Article article;
  article.text = text;
  Document doc(std::move(article));
  segment(doc);
  for (Word& word : doc.words) {
    std::string lemma(word.form);
    for (char& c : lemma) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (lemma.size() > 3 && lemma.ends_with('s')) lemma.pop_back();
    word.lemma = doc.keep(lemma);
  }
  return doc;
}

inline WordId word_in(const Document& doc, std::string_view form) {
  for (WordId w = 0; w < doc.words.size(); ++w) {
    if (doc[w].form == form) return w;
  }
  ADD_FAILURE() << "no word " << form;
  return 0;
}

/// The files of data/ that the lexicon is made of.
inline std::vector<SourceFile> real_sources() {
  std::vector<SourceFile> out;
  const std::string root = DEMARCHE_SOURCE_DIR "/data/";
  for (const char* folder : {"actors", "codes", "frames", "words"}) {
    const auto names = list_files(root + folder);
    if (!names) continue;
    for (const std::string& name : *names) {
      auto text = read_file(name);
      if (text) out.push_back({name.substr(root.size() - 5), std::move(*text)});
    }
  }
  return out;
}

}  // namespace demarche::test
