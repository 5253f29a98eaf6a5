// Shared by the tests of posts and links: a passage is parsed with the embedded model and read with the embedded lexicon, and what
// came of it is told in one line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "coding/coding.h"
#include "demarche/reading.h"
#include "reading/speech.h"
#include "text/text.h"

namespace demarche::test {

/// A passage with everything that the stages of coding ask of it.
struct Passage {
  Passage(const std::string& text, Day published) : document(with(text, published)), tree(annotated(document)), mentions(tree, lexicon(), published),
        arguments(tree, lexicon()), factualities(tree, lexicon()), dates(tree, lexicon()),
        view{&tree, &lexicon(), &mentions, &arguments, &factualities, &dates} {}

  static const Lexicon& lexicon() { return Lexicon::embedded(); }

  Document document;
  Tree tree;
  Mentions mentions;
  Arguments arguments;
  Factualities factualities;
  Dates dates;
  ArticleView view;

 private:
  static Document with(const std::string& text, Day published) {
    Article article;
    article.text = text;
    article.published = published;
    Document document(std::move(article));
    segment(document);
    return document;
  }
  static const Document& annotated(Document& document) {
    static Parser parser(Model::embedded());
    parser.annotate(document);
    return document;
  }
};

inline std::string number(double value) {
  std::string out = std::to_string(value);
  return out.substr(0, out.find('.'));
}

/// "FIN@RUS consulate Murmansk: status closed; RUS@FIN embassy: staff 20>10, head recalled"; "" for no post.
inline std::string told(const std::vector<Post>& posts, const std::vector<Actor>& actors) {
  std::string out;
  for (const Post& p : posts) {
    out += (out.empty() ? "" : "; ") + (p.holder ? actors[*p.holder].code : "?") + "@" + (p.host ? actors[*p.host].code : "?") + " " + p.kind;
    if (p.place) out += " " + p.place->name;
    for (std::size_t n = 0; n < p.changes.size(); ++n) {
      const PostChange& c = p.changes[n];
      out += n == 0 ? ": " : ", ";
      if (c.what == "staff-limit") out += "staff " + (c.from ? number(*c.from) : "") + ">" + (c.to ? number(*c.to) : "");
      else out += c.what + " " + c.to_status;
    }
  }
  return out;
}

inline std::string posts_of(const std::string& text, Day published) {
  Passage p(text, published);
  const auto matches = match_frames(p.tree, p.lexicon(), p.mentions, p.arguments, nullptr);
  auto coded = code_events(p.view, matches, nullptr);
  complete_occasions(p.view, coded);
  complete_sides(p.view, read_speech(p.tree, p.lexicon(), p.mentions, p.arguments, p.dates), coded, nullptr);
  const auto events = merge_events(std::move(coded), p.mentions.actors());
  const auto posts = read_posts(p.view, events);
  return told(posts, p.mentions.actors());
}

}  // namespace demarche::test
