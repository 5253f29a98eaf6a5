// Passages written for this test, read from raw text: who says what (speech.passages), and what one side says of another
// (claims.passages; both tell their notation). What the parser of the day gets wrong costs a passage here and there, so a share
// may fail; every one that does is printed. The small tests below need no model.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "base/day.h"
#include "reading/speech.h"
#include "syntax/syntax.h"
#include "text/text.h"

namespace demarche {
namespace {

// ---------------------------------------------------------------- the notation

struct Expected {
  std::string head;   ///< "RUS assert quoted", "UKR > RUS ! RUS"
  std::string words;  ///< that the span must hold
};

struct Passage {
  std::string where, text;
  std::optional<std::vector<Expected>> statements, claims;  ///< absent where the passage does not ask
};

std::string trimmed(std::string s) {
  const auto is_blank = [](unsigned char c) { return c == ' '; };
  s.erase(s.begin(), std::find_if_not(s.begin(), s.end(), is_blank));
  s.erase(std::find_if_not(s.rbegin(), s.rend(), is_blank).base(), s.end());
  return s;
}

std::vector<std::string> split(const std::string& s, const std::string& at) {
  std::vector<std::string> out;
  for (std::size_t begin = 0;;) {
    const std::size_t end = s.find(at, begin);
    out.push_back(trimmed(s.substr(begin, end == std::string::npos ? end : end - begin)));
    if (end == std::string::npos) return out;
    begin = end + at.size();
  }
}

std::vector<Expected> expected(const std::string& list) {
  std::vector<Expected> out;
  if (list == "-" || list.empty()) return out;
  for (const std::string& one : split(list, "|")) {
    const std::size_t colon = one.find(": ");
    out.push_back({one.substr(0, colon), colon == std::string::npos ? "" : one.substr(colon + 2)});
  }
  return out;
}

std::vector<Passage> passages(const std::string& name) {
  const std::string path = std::string(DEMARCHE_SOURCE_DIR) + "/tests/reading/" + name;
  std::ifstream in(path);
  std::vector<Passage> out;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t arrow = line.find(" => ");
    if (arrow == std::string::npos) {
      ADD_FAILURE() << name << ":" << number << ": no => in it";
      continue;
    }
    Passage p{name + ":" + std::to_string(number), line.substr(0, arrow), {}, {}};
    for (std::size_t at; (at = p.text.find(" ¶ ")) != std::string::npos;) p.text.replace(at, std::string(" ¶ ").size(), "\n\n");
    const std::vector<std::string> sides = split(line.substr(arrow + 4), "||");
    if (sides[0] != "*") p.statements = expected(sides[0]);
    if (sides.size() > 1) p.claims = expected(sides[1]);
    out.push_back(std::move(p));
  }
  return out;
}

// ---------------------------------------------------------------- reading a passage

struct Read {
  Document document;
  std::vector<Actor> actors;
  std::vector<Statement> statements;
  std::vector<Claim> claims;
};

Read read(const std::string& text) {
  static Parser parser(Model::embedded());
  const Lexicon& lexicon = Lexicon::embedded();
  Article article;
  article.text = text;
  article.published = day_of({2021, 10, 18});
  Read out{Document(std::move(article)), {}, {}, {}};
  segment(out.document);
  parser.annotate(out.document);
  const Tree tree(out.document);
  Mentions mentions(tree, lexicon, out.document.article->published);
  const Arguments arguments(tree, lexicon);
  const Dates dates(tree, lexicon);
  const std::vector<FrameMatch> frames = match_frames(tree, lexicon, mentions, arguments, nullptr);
  const SpeechMap speech = read_speech(tree, lexicon, mentions, arguments, dates);
  for (ClaimReading& c : read_claims(tree, lexicon, mentions, arguments, frames, speech)) out.claims.push_back(std::move(c.claim));
  out.statements = statements_of(speech);
  out.actors = mentions.actors();
  return out;
}

bool is_code(const std::string& s) {
  return s.size() >= 2 && std::all_of(s.begin(), s.end(), [](unsigned char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

/// "RUS", "Witnesses", "SAU+ARE": every party named is among the actors.
bool are_parties(const std::string& wanted, const std::vector<ActorId>& ids, const Read& r) {
  const std::vector<std::string> all = split(wanted, "+");
  return std::all_of(all.begin(), all.end(), [&](const std::string& one) {
    return std::any_of(ids.begin(), ids.end(), [&](ActorId a) {
      return r.actors[a].code == one || (!is_code(one) && r.actors[a].name.find(one) != std::string::npos);
    });
  });
}

std::string words_of(Span s, const Read& r) { return r.document.text().substr(s.begin, s.size()); }

std::string shown(const std::vector<ActorId>& ids, const Read& r) {
  std::string out;
  for (const ActorId a : ids) out += (out.empty() ? "" : "+") + (r.actors[a].code.empty() ? r.actors[a].name : r.actors[a].code);
  return out;
}

std::string head_of(const Statement& s) { return " " + s.stance + (s.quoted ? " quoted" : ""); }

bool is_read(const Expected& e, const Statement& s, const Read& r) {
  const std::string tail = head_of(s);
  if (!e.head.ends_with(tail)) return false;
  return words_of(s.span, r).find(e.words) != std::string::npos && are_parties(e.head.substr(0, e.head.size() - tail.size()), {s.speaker}, r);
}

bool is_read(const Expected& e, const Claim& c, const Read& r) {
  const std::vector<std::string> sides = split(e.head, ">");
  const std::vector<std::string> about = split(sides[1], "!");
  if (words_of(c.span, r).find(e.words) == std::string::npos || !are_parties(sides[0], c.by, r) || !are_parties(about[0], c.about, r)) return false;
  return about.size() > 1 ? are_parties(about[1], c.denied_by, r) : c.denied_by.empty();
}

/// Compares what is wanted with what was read, both ways; one statement may hold several of the wanted words.
template <class Thing, class Show>
std::string difference(const std::vector<Expected>& wanted, const std::vector<Thing>& got, const Read& r, Show show) {
  std::string out;
  std::vector<bool> used(got.size(), false);
  for (const Expected& e : wanted) {
    bool found = false;
    for (std::size_t k = 0; k < got.size(); ++k) {
      if (is_read(e, got[k], r)) used[k] = found = true;
    }
    if (!found) out += "\n    missing " + e.head + ": " + e.words;
  }
  for (std::size_t k = 0; k < got.size(); ++k) {
    if (!used[k]) out += "\n    not asked for " + show(got[k]);
  }
  return out;
}

void read_all(const std::string& name, int percent) {
  int right = 0, all = 0;
  for (const Passage& p : passages(name)) {
    const Read r = read(p.text);
    std::string wrong;
    if (p.statements) {
      wrong += difference(*p.statements, r.statements, r, [&](const Statement& s) { return shown({s.speaker}, r) + head_of(s) + ": " + words_of(s.span, r); });
    }
    if (p.claims) {
      wrong += difference(*p.claims, r.claims, r, [&](const Claim& c) {
        return shown(c.by, r) + " > " + shown(c.about, r) + (c.denied_by.empty() ? "" : " ! " + shown(c.denied_by, r)) + ": " + words_of(c.span, r);
      });
    }
    ++all, right += wrong.empty();
    if (!wrong.empty()) std::printf("%s %s%s\n", p.where.c_str(), p.text.c_str(), wrong.c_str());
  }
  std::printf("%s: %d of %d passages read right\n", name.c_str(), right, all);
  ASSERT_GT(all, 40);
  EXPECT_GE(right * 100, all * percent);
}

TEST(Speech, Passages) { read_all("speech.passages", 94); }
TEST(Claims, Passages) { read_all("claims.passages", 90); }

// ---------------------------------------------------------------- quotation marks

std::vector<std::string> quotations(const std::string& text) {
  Article article;
  article.text = text;
  Document d(std::move(article));
  segment(d);
  std::vector<std::string> out;
  for (const Quotation& q : find_quotations(d)) {
    const Span first = d[q.range.begin].span, last = d[q.range.end - 1].span;
    out.push_back(d.text().substr(first.begin, last.end - first.begin));
  }
  return out;
}
using Texts = std::vector<std::string>;

TEST(Quotes, StraightMarksOpenAndCloseByTurns) {
  EXPECT_EQ(quotations("\"Yes,\" he said. \"No.\""), (Texts{"\"Yes,\"", "\"No.\""}));
}
TEST(Quotes, CurlyMarksSpanSentences) { EXPECT_EQ(quotations("“One. Two. Three,” he said."), (Texts{"“One. Two. Three,”"})); }
TEST(Quotes, AParagraphThatOpensWithAMarkGoesOn) {
  EXPECT_EQ(quotations("“One.\n\n“Two,” he said."), (Texts{"“One.\n\n“Two,”"}));
  EXPECT_EQ(quotations("\"One.\n\n\"Two,\" he said."), (Texts{"\"One.\n\n\"Two,\""}));
}
TEST(Quotes, AMarkNeverClosedEndsWithItsParagraph) { EXPECT_EQ(quotations("He said “no.\n\nThey left."), (Texts{"“no."})); }
TEST(Quotes, WithinAQuotationTheOuterOneCounts) { EXPECT_EQ(quotations("“He said ‘no’ to us,” she said."), (Texts{"“He said ‘no’ to us,”"})); }
TEST(Quotes, ApostrophesAreNoMarks) { EXPECT_EQ(quotations("The diplomats' wives don't rock 'n' roll."), Texts{}); }
TEST(Quotes, NothingBetweenMarksIsNoQuotation) { EXPECT_EQ(quotations("He wrote \"\" and left."), Texts{}); }

// ---------------------------------------------------------------- whose words a word is

TEST(SpeechMap, TheInnermostStatementHoldsAWord) {
  Speech outer, inner;
  outer.speaker = 1, outer.range = {2, 10}, outer.saying.content = {{2, 10}};
  inner.speaker = 2, inner.range = {5, 8}, inner.saying.content = {{6, 8}};
  const SpeechMap map({outer, inner}, 12);
  EXPECT_EQ(map.at(1), nullptr);
  EXPECT_EQ(map.at(2)->speaker, 1U);
  EXPECT_EQ(map.at(5)->speaker, 1U);  // "he said" within is the outer speaker's
  EXPECT_EQ(map.at(7)->speaker, 2U);
  EXPECT_EQ(map.at(9)->speaker, 1U);
  EXPECT_EQ(map.at(11), nullptr);
  EXPECT_EQ(map.at(400), nullptr);
}

TEST(SpeechMap, EmptyAndMarksAloneAreReadAsNothing) {
  for (const std::string text : {"", "\"", "“”", "” said.", "\" \" \"", "said said said said", "according to", "according to ,", ": : :", "“ said ” said “", ", he said ,"}) {
    const Read r = read(text);
    for (const Statement& s : r.statements) EXPECT_LE(s.span.end, r.document.text().size()) << text;
  }
}

}  // namespace
}  // namespace demarche
