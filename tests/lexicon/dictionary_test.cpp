// Pattern dictionaries: what the compiler says of mistakes, and what their look-ups find.
#include "lexicon_test.h"

namespace demarche::test {
namespace {

std::string errors_in(const std::string& text) { return errors_of({{"d.dictionary", text}}); }

std::vector<std::string> tokens(const std::string& text) {
  std::vector<std::string> out;
  const Document doc = sentence(text);
  for (const Word& word : doc.words) {
    if (std::string token = token_of(word.form); counts_as_word(token)) out.push_back(std::move(token));
  }
  return out;
}

std::string code_on(const Lexicon& lexicon, const std::string& name, const std::string& day) {
  const auto words = tokens(name);
  const auto match = lexicon.dictionary().actor_at(words, 0);
  const auto when = parse_published(day);
  return match.words == 0 ? "none" : std::string(match.code_on(when ? &*when : nullptr));
}

// ---- mistakes

TEST(DictionaryErrors, AreNamedWithTheirPlace) {
  EXPECT_EQ(errors_in("actor Norland\n"), "d.dictionary:1:7: the actor has no code\nactor Norland\n      ^\n");
  EXPECT_EQ(errors_in("actor Norland\n  code NOR 2001-01-01\n"),
            "d.dictionary:2:12: days are written from..to, as in 2004-03-09..2012-05-21, either end left open where it is\n"
            "  code NOR 2001-01-01\n"
            "           ^\n");
  EXPECT_EQ(errors_in("agent police\n  code COP\n"),
            "d.dictionary:2:8: an agent's code is ~CODE, put behind the actor's, or CODE~, put before it\n  code COP\n       ^\n");
  EXPECT_EQ(errors_in("agent police\n"), "d.dictionary:1:7: an agent has one code, ~CODE behind the actor's or CODE~ before it\nagent police\n      ^\n");
  EXPECT_EQ(errors_in("person X\n"),
            "d.dictionary:1:1: a .dictionary file holds actor, agent, words, verb, discard and discard-article, not \"person\"\nperson X\n^\n");
  EXPECT_EQ(errors_in("verb meet\n  form meets\n  also met\n"), "d.dictionary:3:3: an entry of this kind has no field \"also\"\n  also met\n  ^\n");
}

TEST(DictionaryErrors, OfPatternsPointAtTheToken) {
  const std::string head = "words talks\n  talks, dialogue\nverb hold\n  form hold, holds, held\n";
  EXPECT_EQ(errors_in(head + "  - * &talks : 031\n"), "");
  EXPECT_EQ(errors_in(head + "  - * &tlaks : 031\n"), "d.dictionary:5:7: there is no set of words \"tlaks\"\n  - * &tlaks : 031\n      ^\n");
  EXPECT_EQ(errors_in(head + "  - * firm * : 031\n"), "d.dictionary:5:5: a pattern has one *, the place of its verb\n  - * firm * : 031\n    ^\n");
  EXPECT_EQ(errors_in(head + "  - firm : 031\n"), "d.dictionary:5:5: a pattern has a *, the place of its verb\n  - firm : 031\n    ^\n");
  EXPECT_EQ(errors_in(head + "  - * (with) : 031\n"), "d.dictionary:5:7: this is no word, and no sign of a pattern either\n  - * (with) : 031\n      ^\n");
  EXPECT_EQ(errors_in(head + "  - * {firm : 031\n"), "d.dictionary:5:7: the { that begins here is not closed\n  - * {firm : 031\n      ^\n");
  EXPECT_EQ(errors_in(head + "  - * {firm $} : 031\n"), "d.dictionary:5:13: a group holds words and sets of words only\n  - * {firm $} : 031\n            ^\n");
  EXPECT_EQ(errors_in(head + "  - * firm\n"), "d.dictionary:5:5: a pattern ends with its code: \"- * to_attend : 031\"\n  - * firm\n    ^\n");
}

TEST(DictionaryErrors, ALaterFileReplacesAndTheSameFileMayNot) {
  EXPECT_EQ(errors_in("actor Norland\n  code NOR\nactor NORLAND\n  code NRL\n"),
            "d.dictionary:3:7: actor NORLAND is given twice; first on line 1\nactor NORLAND\n      ^\n");
  const Lexicon lexicon = compiled({{"a.dictionary", "actor Norland\n  code NOR\n"}, {"b.dictionary", "actor Norland\n  code NRL\n"}});
  EXPECT_EQ(code_on(lexicon, "Norland", ""), "NRL");
}

// ---- names

TEST(Dictionary, CodesHoldOnTheirDays) {
  const Lexicon lexicon = compiled({{"d.dictionary",
                                     "actor Ada Brun\n"
                                     "  code NORBUS ..2001-05-31\n"
                                     "  code NORELI 2003-01-01..2003-02-28\n"
                                     "  code NORGOV 2001-06-01..2004-12-31\n"
                                     "  code NOR\n"}});
  EXPECT_EQ(code_on(lexicon, "Ada Brun", "1999-01-01"), "NORBUS");
  EXPECT_EQ(code_on(lexicon, "Ada Brun", "2001-05-31"), "NORBUS");
  EXPECT_EQ(code_on(lexicon, "Ada Brun", "2001-06-01"), "NORGOV");
  EXPECT_EQ(code_on(lexicon, "Ada Brun", "2003-02-01"), "NORELI");  // the first line that holds the day
  EXPECT_EQ(code_on(lexicon, "Ada Brun", "2004-12-31"), "NORGOV");
  EXPECT_EQ(code_on(lexicon, "Ada Brun", "2005-01-01"), "NOR");
  EXPECT_EQ(code_on(lexicon, "Ada Brun", ""), "NOR");
}

TEST(Dictionary, NamesAreComparedWordByWord) {
  const Lexicon lexicon = compiled({{"d.dictionary",
                                     "actor Al-Noor_Front\n  code ALN\n"
                                     "actor Norland radio\n  code NORMED\n"
                                     "actor Norland\n  also Norl~\n  code NOR\n"
                                     "actor U.N.\n  code UNO\n"}});
  EXPECT_EQ(code_on(lexicon, "Al-Noor Front", ""), "ALN");
  EXPECT_EQ(code_on(lexicon, "AL NOOR FRONT", ""), "ALN");
  EXPECT_EQ(code_on(lexicon, "Al-Noor Liberation Front", ""), "none");     // "_" lets nothing stand between
  EXPECT_EQ(code_on(lexicon, "Norland state radio", ""), "NORMED");        // a blank does
  EXPECT_EQ(code_on(lexicon, "Norlanders", ""), "NOR");                    // "~"
  EXPECT_EQ(code_on(lexicon, "U.N. envoys", ""), "UNO");
  EXPECT_EQ(code_on(lexicon, "us", ""), "none");
}

TEST(Dictionary, TheLongestNameWins) {
  const Lexicon lexicon = compiled({{"d.dictionary", "actor Zeal\n  code DNK\nactor New_Zeal\n  code NZE\nagent chief\n  code ~ELI\nagent police_chief\n  code ~COP\n"}});
  const auto words = tokens("New Zeal police chief");
  EXPECT_EQ(lexicon.dictionary().actor_at(words, 0).words, 2u);
  EXPECT_EQ(lexicon.dictionary().actor_at(words, 0).code_on(nullptr), "NZE");
  EXPECT_EQ(lexicon.dictionary().actor_at(words, 1).code_on(nullptr), "DNK");
  EXPECT_EQ(lexicon.dictionary().agent_at(words, 2).code, "COP");
  EXPECT_EQ(lexicon.dictionary().agent_at(words, 3).code, "ELI");
}

TEST(Dictionary, AgentsStandBeforeOrBehind) {
  const Lexicon lexicon = compiled({{"d.dictionary", "agent medics\n  code NGO~\nagent envoy\n  also envoys\n  code ~GOV\n"}});
  const auto words = tokens("medics envoys");
  EXPECT_TRUE(lexicon.dictionary().agent_at(words, 0).goes_before);
  EXPECT_EQ(lexicon.dictionary().agent_at(words, 0).code, "NGO");
  EXPECT_FALSE(lexicon.dictionary().agent_at(words, 1).goes_before);
  EXPECT_EQ(lexicon.dictionary().agent_at(words, 1).code, "GOV");
}

// ---- verbs

TEST(Dictionary, VerbsOfSeveralWordsKnowTheirOwn) {
  const Lexicon lexicon = compiled({{"d.dictionary",
                                     "verb break\n  code 17\n  form break, broke\n  form broke_down : 18\n  form wire_+tapped : 19:20\n"}});
  const auto words = tokens("broke down what it wire tapped");
  const auto down = lexicon.dictionary().verb_at(words, 0);
  EXPECT_EQ(down.codes.forth, "18");
  EXPECT_EQ(down.end, 2u);
  const auto tapped = lexicon.dictionary().verb_at(words, 5);
  EXPECT_EQ(tapped.begin, 4u);
  EXPECT_EQ(tapped.codes.forth, "19");
  EXPECT_EQ(tapped.codes.back, "20");
  EXPECT_EQ(lexicon.dictionary().verb_at(words, 4).verb, nullptr);
  const auto alone = tokens("broke up");
  EXPECT_EQ(lexicon.dictionary().verb_at(alone, 0).codes.forth, "17");
}

TEST(Dictionary, LongerPatternsAreTriedFirst) {
  const Lexicon lexicon = compiled({{"d.dictionary", "verb cut\n  form cut\n  - * aid : 1\n  - not * aid to_+ : 2\n  - * military aid : 3\n"}});
  const auto& patterns = lexicon.dictionary().verbs().front().patterns;
  ASSERT_EQ(patterns.size(), 3u);
  EXPECT_EQ(patterns[0].codes.forth, "2");
  EXPECT_EQ(patterns[1].codes.forth, "3");
  EXPECT_EQ(patterns[2].codes.forth, "1");
  EXPECT_TRUE(patterns[0].after[2].is_next);
  EXPECT_FALSE(patterns[0].after[1].is_next);
}

TEST(Dictionary, DiscardsAreFoundAnywhere) {
  const Lexicon lexicon = compiled({{"d.dictionary", "discard football\ndiscard-article world_cup\n"}});
  std::string_view phrase;
  EXPECT_TRUE(lexicon.dictionary().is_discarded(tokens("Norland lost a football match"), DictionaryKind::kDiscard, phrase));
  EXPECT_EQ(phrase, "football");
  EXPECT_FALSE(lexicon.dictionary().is_discarded(tokens("Norland lost a football match"), DictionaryKind::kDiscardArticle, phrase));
  EXPECT_TRUE(lexicon.dictionary().is_discarded(tokens("The World Cup begins"), DictionaryKind::kDiscardArticle, phrase));
  EXPECT_FALSE(lexicon.dictionary().is_discarded(tokens("The world won a cup"), DictionaryKind::kDiscardArticle, phrase));
}

// ---- the image

TEST(Dictionary, SurvivesTheImage) {
  const Lexicon lexicon = compiled({{"d.dictionary",
                                     "actor Norland\n  code NORGOV ..2001-05-31\nwords talks\n  talks\nverb hold\n  form held\n  - * &talks : 031\n"}});
  const std::string image = lexicon.image();
  const auto again = Lexicon::from_image(as_bytes(image));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(code_on(*again, "Norland", "2000-01-01"), "NORGOV");
  EXPECT_EQ(code_on(*again, "Norland", "2002-01-01"), "");
  EXPECT_EQ(again->dictionary().patterns(), 1u);
  EXPECT_TRUE(again->dictionary().has_verbs());
}

TEST(Codes, ImplyTypeModesAndContexts) {
  const Lexicon lexicon = compiled({{"a.codes", kCodes}});
  ASSERT_NE(lexicon.code("1663"), nullptr);
  EXPECT_EQ(lexicon.code("1663")->code, "166");
  EXPECT_EQ(*lexicon.code("166")->type, EventType::kSanction);
  EXPECT_EQ(lexicon.code("166")->modes.front(), "expel");
  EXPECT_EQ(lexicon.code("169")->contexts.front(), "diplomatic");
  EXPECT_FALSE(lexicon.code("010")->type.has_value());
  EXPECT_EQ(lexicon.code("345"), nullptr);
}

}  // namespace
}  // namespace demarche::test
