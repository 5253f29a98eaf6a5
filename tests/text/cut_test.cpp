// Words and sentences of passages in wire style. One line a passage: words joined by a space ("do~n't": parts of one token),
// sentences by " | ", paragraphs by " || ".
#include <gtest/gtest.h>

#include <chrono>
#include <random>

#include "text/glyph.h"
#include "text/text.h"

namespace demarche {
namespace {

Document cut(std::string text) {
  Article article;
  article.text = std::move(text);
  Document doc(std::move(article));
  segment(doc);
  return doc;
}

std::string words(std::string text) {
  const Document doc = cut(std::move(text));
  std::string out;
  for (std::size_t w = 0; w < doc.words.size(); ++w) {
    out += doc.words[w].form;
    if (w + 1 < doc.words.size()) out += doc.words[w].joined_to_next ? "~" : " ";
  }
  return out;
}

std::string sentences(std::string text) {
  const Document doc = cut(std::move(text));
  std::string out;
  for (const Sentence& s : doc.sentences) {
    if (!out.empty()) out += s.paragraph_begins ? " || " : " | ";
    out += doc.text().substr(s.span.begin, s.span.size());
  }
  return out;
}

TEST(Words, CliticsComeOff) {
  EXPECT_EQ(words("They don't know; it's Moscow's."), "They do~n't know ; it~'s Moscow~'s .");
  EXPECT_EQ(words("They don’t know; it’s Moscow’s."), "They do~n’t know ; it~’s Moscow~’s .");
  EXPECT_EQ(words("He can't, won't and cannot. We're gonna"), "He ca~n't , wo~n't and can~not . We~'re gon~na");
  EXPECT_EQ(words("I shouldn't've said she'd go."), "I should~n't~'ve said she~'d go .");
  EXPECT_EQ(words("the ministers' meeting"), "the ministers~' meeting");
  EXPECT_EQ(words("the 'so-called' republic's leaders"), "the ' so - called ' republic~'s leaders");
  EXPECT_EQ(words("‘We wait’, he said"), "‘ We wait ’ , he said");
  EXPECT_EQ(words("the U.S.'s and U.N.’s aides (D-Calif.) left"), "the U.S.~'s and U.N.~’s aides ( D - Calif. ) left");
  EXPECT_EQ(words("They didn't. It wasn't."), "They did~n't . It was~n't .");
  EXPECT_EQ(words("O'Brien in Côte d'Ivoire at five o'clock"), "O'Brien in Côte d'Ivoire at five o'clock");
  EXPECT_EQ(words("in the 1990's and '80s; 2003's war"), "in the 1990's and '80s ; 2003~'s war");
}

TEST(Words, HyphensPartWordsButForPrefixes) {
  EXPECT_EQ(words("In a tit-for-tat move"), "In a tit - for - tat move");
  EXPECT_EQ(words("the 20-member staff of Kim Jong-un"), "the 20 - member staff of Kim Jong - un");
  EXPECT_EQ(words("non-aligned, pro-Russian, ex-minister, anti-corruption e-mail"), "non-aligned , pro-Russian , ex-minister , anti-corruption e-mail");
  EXPECT_EQ(words("counter-terrorism and re-election"), "counter-terrorism and re-election");
  EXPECT_EQ(words("U.S.-led forces and al-Qaida"), "U.S. - led forces and al - Qaida");
  EXPECT_EQ(words("from 1999-2003, 10-15 men, call 713-853-3989"), "from 1999 - 2003 , 10 - 15 men , call 713-853-3989");
  EXPECT_EQ(words("on 2021-10-18 – or later—he"), "on 2021-10-18 – or later — he");
  EXPECT_EQ(words("Talks -- the third -- failed"), "Talks -- the third -- failed");
}

TEST(Words, NumbersMoneyAndTimes) {
  EXPECT_EQ(words("$400 and $49 million, US$2.5bn, £30m, €1,000.50"), "$ 400 and $ 49 million , US$ 2.5 bn , £ 30 m , € 1,000.50");
  EXPECT_EQ(words("Rs5,000, 50% of 1,00,000"), "Rs 5,000 , 50 % of 1,00,000");
  EXPECT_EQ(words("at 5:30 p.m. and 5pm on Nov. 1, the 21st"), "at 5:30 p.m. and 5 pm on Nov. 1 , the 21st");
  EXPECT_EQ(words("20km on 9/11, No. 10, .04"), "20 km on 9/11 , No. 10 , .04");
  EXPECT_EQ(words("2001,2002"), "2001 , 2002");
}

TEST(Words, NamesAbbreviationsAddresses) {
  EXPECT_EQ(words("Gen. J.K. Rowling of the U.S. and the U.N., Ph.D."), "Gen. J.K. Rowling of the U.S. and the U.N. , Ph.D.");
  EXPECT_EQ(words("John F. Kennedy and/or AT&T"), "John F. Kennedy and / or AT&T");
  EXPECT_EQ(words("See http://bbc.co.uk/news?a=b, www.mid.ru. Write to press.office@mfa.gov.lv."),
            "See http://bbc.co.uk/news?a=b , www.mid.ru . Write to press.office@mfa.gov.lv .");
  EXPECT_EQ(words("He wrote to bbc.co.uk and report.pdf #peace @mfa_russia"), "He wrote to bbc.co.uk and report.pdf #peace @mfa_russia");
  EXPECT_EQ(words("Well... yes… what?! \"So,\" [he] (said)"), "Well ... yes … what ?! \" So , \" [ he ] ( said )");
  EXPECT_EQ(words("Fine :-) see (below:)"), "Fine :-) see ( below : )");
}

TEST(Sentences, EndAtStops) {
  EXPECT_EQ(sentences("Talks failed. Both sides left! Why? Nobody knew."), "Talks failed. | Both sides left! | Why? | Nobody knew.");
  EXPECT_EQ(sentences("Talks failed.Both sides left."), "Talks failed. | Both sides left.");
  EXPECT_EQ(sentences("Who had ordered it? nobody would say. It was over! the crowd went home."),
            "Who had ordered it? | nobody would say. | It was over! | the crowd went home.");
  EXPECT_EQ(sentences("Yahoo! said on Monday it would close. The question “why now? why us?” was asked."),
            "Yahoo! said on Monday it would close. | The question “why now? why us?” was asked.");
  EXPECT_EQ(sentences("Output fell 2.5 percent. In 2021 it rose 3.1."), "Output fell 2.5 percent. | In 2021 it rose 3.1.");
  EXPECT_EQ(sentences("He paused... Then he left... and wept."), "He paused... | Then he left... and wept.");
  EXPECT_EQ(sentences("The aide (a lawyer.) left. (He will not return.) It rained."), "The aide (a lawyer.) left. | (He will not return.) | It rained.");
}

TEST(Sentences, SurviveAbbreviations) {
  EXPECT_EQ(sentences("Mr. Smith met Gen. Jones and Lt. Col. Brown on Nov. 3 at St. Paul's vs. No. 10."),
            "Mr. Smith met Gen. Jones and Lt. Col. Brown on Nov. 3 at St. Paul's vs. No. 10.");
  EXPECT_EQ(sentences("He left the U.S. The envoy stayed in the U.S. Embassy."), "He left the U.S. | The envoy stayed in the U.S. Embassy.");
  EXPECT_EQ(sentences("John F. Kennedy and J. A. Smith of Acme Inc. agreed. She works for Acme Inc. He does not."),
            "John F. Kennedy and J. A. Smith of Acme Inc. agreed. | She works for Acme Inc. | He does not.");
  EXPECT_EQ(sentences("They spoke, e.g. Tuesday, i.e. late. No. It failed."), "They spoke, e.g. Tuesday, i.e. late. | No. | It failed.");
  EXPECT_EQ(sentences("It began in Jan. and ended in Dec. The rest is known."), "It began in Jan. and ended in Dec. | The rest is known.");
  EXPECT_EQ(sentences("They chose plan B. The minister resigned."), "They chose plan B. | The minister resigned.");
}

TEST(Sentences, KeepTheirQuotationMarks) {
  EXPECT_EQ(sentences("“We will work.” He said no more."), "“We will work.” | He said no more.");
  EXPECT_EQ(sentences("\"We will work.\" He said no more. \"Go.\""), "\"We will work.\" | He said no more. | \"Go.\"");
  EXPECT_EQ(sentences("“Why?” he asked. “Go!” she said."), "“Why?” he asked. | “Go!” she said.");
  EXPECT_EQ(sentences("“Why now?” Foreign Minister Sergey Lavrov asked. “Why?” Nobody spoke."),
            "“Why now?” Foreign Minister Sergey Lavrov asked. | “Why?” | Nobody spoke.");
  EXPECT_EQ(sentences("“We left the U.S.” Putin said no more of the “U.S.” Embassy."), "“We left the U.S.” | Putin said no more of the “U.S.” Embassy.");
  EXPECT_EQ(sentences("He called it “a farce.” “We are done,” he said."), "He called it “a farce.” | “We are done,” he said.");
}

TEST(Sentences, KeepToParagraphs) {
  EXPECT_EQ(sentences("Envoy recalled\n\nTalks failed. Both left.\n\nMore to come"), "Envoy recalled || Talks failed. | Both left. || More to come");
  EXPECT_EQ(sentences("Talks failed in the\ncapital on Monday. Both\nleft."), "Talks failed in the\ncapital on Monday. | Both\nleft.");
  const std::string longer = "The first line of this text is so long that no typewriter would have set it on one line, and so it is a paragraph";
  EXPECT_EQ(sentences("Headline\n" + longer + "\nNext"), "Headline || " + longer + " || Next");
}

TEST(Sentences, LeaveTheDatelineAlone) {
  EXPECT_EQ(sentences("MOSCOW: In a tit-for-tat move, Russia left. It did."), "MOSCOW: | In a tit-for-tat move, Russia left. | It did.");
  EXPECT_EQ(sentences("ANKARA (AP) — Turkey recalled its envoy."), "ANKARA (AP) — | Turkey recalled its envoy.");
  EXPECT_EQ(sentences("BRUSSELS, Oct. 18 (Reuters) - The alliance met."), "BRUSSELS, Oct. 18 (Reuters) - | The alliance met.");
}

TEST(Sentences, AreBounded) {
  std::string text;
  for (int k = 0; k < 5000; ++k) text += "on and ";
  const Document doc = cut(text);
  EXPECT_EQ(doc.sentences.size(), 10u);
  for (const Sentence& s : doc.sentences) EXPECT_LE(s.size(), kLongestSentence);
}

// ---- what holds for every string of bytes ----

void expect_sound(const Document& doc) {
  const std::string& text = doc.text();
  std::size_t at = 0;
  const auto only_space = [&](std::size_t to) {
    while (at < to) {
      const Sighting s = see(text, at);
      if (s.glyph != Glyph::kSpace) return false;
      at += s.size;
    }
    return at == to;
  };
  for (const Word& w : doc.words) {
    ASSERT_TRUE(only_space(w.span.begin)) << "unread bytes before " << w.span.begin << " of: " << text.substr(0, 200);
    ASSERT_LT(w.span.begin, w.span.end);
    ASSERT_EQ(w.form.data(), text.data() + w.span.begin);
    ASSERT_EQ(w.form.size(), w.span.size());
    at = w.span.end;
  }
  ASSERT_TRUE(only_space(text.size()));
  WordId next = 0;
  for (const Sentence& s : doc.sentences) {
    ASSERT_EQ(s.begin, next);
    ASSERT_LT(s.begin, s.end);
    ASSERT_LE(s.size(), kLongestSentence);
    ASSERT_EQ(s.span, (Span{doc[s.begin].span.begin, doc[s.end - 1].span.end}));
    ASSERT_FALSE(doc[s.end - 1].joined_to_next && doc[s.end - 1].space_after);
    next = s.end;
  }
  ASSERT_EQ(next, doc.words.size());
}

TEST(Cutting, CoversEveryStringOfBytes) {
  std::mt19937 random(20211018);
  const std::vector<std::string> pieces = {"a",  "U.S", ".", ".", "'", "s", "’", "n't", " ", " ", "\n", "\n\n", "-", "--", "http://", "@", "12", ",", "/", "é", "“", "”", "\"",
                                           "(",  ")",  "[", "]", ":", "$", "%", "…", "?", "!", "Mr", "No", "A", "—", "\xC2\xA0", "\xFF", "\xE2\x80", "#", "&", "_", "co", "K"};
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t n = random() % 24; n > 0; --n) text += pieces[random() % pieces.size()];
    ASSERT_NO_FATAL_FAILURE(expect_sound(cut(text)));
  }
  for (int round = 0; round < 5'000; ++round) {
    std::string text;
    for (std::size_t n = random() % 40; n > 0; --n) text.push_back(static_cast<char>(random()));
    ASSERT_NO_FATAL_FAILURE(expect_sound(cut(text)));
  }
}

TEST(Cutting, TakesTimeInProportion) {
  const auto begin = std::chrono::steady_clock::now();
  for (const std::string piece : {"a", "a.", "1-", "1,1", "'s", ".", "http://", "a@", "x.y.", "(", ". ) ", "\"", "[1]", "A. ", "\xE2\x80\x99", "-", "a'", "www.)", ". \"", "no. "}) {
    std::string text;
    while (text.size() < (1u << 20)) text += piece;
    ASSERT_NO_FATAL_FAILURE(expect_sound(cut(text)));
  }
  EXPECT_LT(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(), 60) << "sanitizers included";
}

TEST(Orthography, NamesTheLineThatIsNone) {
  Orthography own;
  EXPECT_TRUE(own.add("# mine\n\nOblt. title\nwid|out split\n", "mine.txt").ok());
  EXPECT_TRUE(own.has("Oblt", Orthography::kTitle));
  EXPECT_FALSE(own.has("oblt", Orthography::kTitle));
  EXPECT_EQ(own.find("without").split, 0u);
  EXPECT_EQ(own.find("widout").split, 3u);
  EXPECT_EQ(own.add("Dr. title\nx what\n", "mine.txt").error().text(), "mine.txt:2: names no kind of convention");
}

TEST(OffsetMap, CountsCodePoints) {
  std::string text;
  for (int k = 0; k < 300; ++k) text += k % 3 == 0 ? "é" : k % 7 == 0 ? "😀" : "a";
  const OffsetMap map(text);
  std::size_t points = 0;
  for (std::size_t at = 0; at < text.size(); ++points) {
    EXPECT_EQ(map.code_points(at), points);
    next_code_point(text, at);
  }
  EXPECT_EQ(map.code_points(text.size()), points);
  EXPECT_EQ(OffsetMap("plain").code_points(3), 3u);
  EXPECT_EQ(OffsetMap("").code_points(0), 0u);
}

}  // namespace
}  // namespace demarche
