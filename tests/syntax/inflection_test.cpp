// How verbs, plurals and comparatives are brought back to their dictionary form.
#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "base/files.h"
#include "syntax/inflection.h"

namespace demarche::syntax {
namespace {

std::string list(const std::string& name) {
  auto text = read_file(std::string(DEMARCHE_SOURCE_DIR) + "/data/inflection/" + name);
  return text ? *std::move(text) : std::string();
}

/// One form a line of `pairs`: "form lemma".
template <class Undo>
void expect_all(const std::string& pairs, const Undo& undo) {
  std::istringstream in(pairs);
  std::size_t n = 0;
  for (std::string form, lemma; in >> form >> lemma; ++n) EXPECT_EQ(undo(form), lemma) << form;
  EXPECT_GT(n, 0u);
}

struct Miss {
  std::size_t forms = 0, wrong = 0;
  std::string words;
};

/// Bends all verbs of `from` and undoes each form by `by`; counts misses by class of form.
std::map<std::string, Miss> round_trip(const Inflection& from, const Inflection& by) {
  std::map<std::string, Miss> out;
  for (const std::string_view verb : from.verbs()) {
    const Inflection::Paradigm all = from.bend(verb);
    const auto check = [&](const char* kind, const std::vector<std::string>& forms, std::uint32_t morph) {
      for (const std::string& form : forms) {
        Miss& m = out[kind];
        ++m.forms;
        const std::string got = by.verb(form, morph);
        if (got == verb) continue;
        ++m.wrong;
        m.words += " " + form + ">" + got;
      }
    };
    check("base", {std::string(verb)}, kInf);
    check("third", all.third, kPres | kFin | kPerson3 | kSing);
    check("past", all.past, kPast | kFin);
    check("participle", all.participle, kPast | kPart);
    check("gerund", all.gerund, kGer);
  }
  return out;
}

TEST(Inflection, UndoesWhatItBends) {
  const Inflection& english = Inflection::english();
  EXPECT_GE(english.verbs().size(), 4000u);
  std::size_t wrong = 0, forms = 0;
  for (const auto& [kind, miss] : round_trip(english, english)) {
    RecordProperty(kind + "_misses", std::to_string(miss.wrong) + " of " + std::to_string(miss.forms) + ":" + miss.words);
    std::printf("%-10s %5zu forms, %3zu of another verb:%s\n", kind.c_str(), miss.forms, miss.wrong, miss.words.c_str());
    wrong += miss.wrong, forms += miss.forms;
  }
  // What is left belongs to two verbs at once: "found", "lay", "wound", "costing".
  EXPECT_LE(wrong, 30u) << "of " << forms;
}

TEST(Inflection, RulesAloneDoForMostVerbsThatNoListHas) {
  const std::string endings = list("endings.txt");
  Inflection rules;
  ASSERT_TRUE(rules.add_endings(endings, "endings.txt"));
  const std::string verbs = list("verbs.txt");
  Inflection regular;
  ASSERT_TRUE(regular.add_verbs(verbs, "verbs.txt"));
  for (const auto& [kind, miss] : round_trip(regular, rules)) {
    std::printf("%-10s %5zu forms, %3zu wrong:%s\n", kind.c_str(), miss.forms, miss.wrong, miss.words.c_str());
    EXPECT_LE(static_cast<double>(miss.wrong), 0.05 * static_cast<double>(miss.forms)) << kind;
  }
}

TEST(Inflection, PastsOfTheNews) {
  expect_all(
      "expelled expel controlled control patrolled patrol propelled propel rebelled rebel compelled compel repelled repel "
      "signalled signal signaled signal quarrelled quarrel labelled label labeled label cancelled cancel canceled cancel "
      "travelled travel marshalled marshal fuelled fuel rivalled rival channelled channel levelled level "
      "enrolled enroll fulfilled fulfill appalled appall installed install pulled pull killed kill called call polled poll "
      "deterred deter referred refer preferred prefer occurred occur transferred transfer conferred confer barred bar "
      "admitted admit committed commit permitted permit submitted submit omitted omit transmitted transmit rebutted rebut "
      "banned ban planned plan pinned pin outgunned outgun stunned stun kidnapped kidnap stopped stop dropped drop "
      "overlapped overlap strapped strap wiretapped wiretap robbed rob stabbed stab grabbed grab mobbed mob embedded embed "
      "nodded nod prodded prod flagged flag bugged bug dragged drag jammed jam slammed slam rammed ram programmed program "
      "worshipped worship equipped equip focused focus focussed focus "
      "denied deny tried try allied ally complied comply vilified vilify died die tied tie vied vie lied lie belied belie "
      "panicked panic trafficked traffic mimicked mimic attacked attack blocked block "
      "agreed agree freed free guaranteed guarantee fled flee disagreed disagree "
      "visited visit limited limit targeted target offered offer entered enter edited edit developed develop "
      "invited invite united unite voted vote disputed dispute accused accuse refused refuse ceased cease seized seize "
      "released release raised raise announced announce denounced denounce merged merge pledged pledge urged urge "
      "negotiated negotiate mediated mediate repeated repeat defeated defeat treated treat created create "
      "rescued rescue continued continue argued argue issued issue valued value "
      "battled battle struggled struggle settled settle handled handle toppled topple "
      "condemned condemn imprisoned imprison abandoned abandon undermined undermine convened convene intervened intervene "
      "vetoed veto torpedoed torpedo embargoed embargo radioed radio "
      "re-arrested re-arrest rearrested rearrest reopened reopen counterattacked counterattack co-hosted co-host "
      "demilitarised demilitarise demilitarized demilitarize denuclearised denuclearise",
      [](const std::string& form) { return Inflection::english().verb(form, kPast | kFin); });
}

TEST(Inflection, IrregularPasts) {
  expect_all(
      "sought seek fought fight led lead struck strike shot shoot hung hang overthrew overthrow withdrew withdraw withheld "
      "withhold undertook undertake upheld uphold foresaw foresee forbade forbid oversaw oversee overran overrun outran outrun "
      "rebuilt rebuild remade remake retook retake rewrote rewrite resold resell repaid repay misled mislead misunderstood "
      "misunderstand outfought outfight outspent outspend undercut undercut underwent undergo broke break broken break "
      "chosen choose driven drive fallen fall flown fly forbidden forbid forgiven forgive frozen freeze given give "
      "hidden hide known know overthrown overthrow proven prove ridden ride risen rise seen see shaken shake shown show "
      "spoken speak stolen steal sworn swear taken take thrown throw torn tear withdrawn withdraw written write "
      "began begin begun begin became become brought bring bought buy burst burst caught catch cost cost dealt deal dug dig "
      "fed feed felt feel found find ground grind grew grow held hold hit hit hurt hurt kept keep laid lay left leave lent lend "
      "lit light lost lose made make meant mean met meet paid pay put put quit quit ran run rang ring rose rise said say sold sell "
      "sent send set set shed shed shrank shrink shut shut sank sink sat sit slew slay slain slay sped speed spent spend "
      "spun spin split split spread spread sprang spring stood stand stuck stick stung sting swept sweep swung swing taught teach "
      "told tell thought think threw throw told tell trod tread understood understand wept weep won win wound wind woke wake",
      [](const std::string& form) { return Inflection::english().verb(form, kPast | kFin); });
}

TEST(Inflection, OtherFormsOfVerbs) {
  expect_all(
      "expelling expel controlling control denying deny dying die lying lie tying tie vying vie panicking panic "
      "trafficking traffic seeing see fleeing flee agreeing agree dyeing dye ageing age aging age "
      "invading invade withdrawing withdraw planning plan planing plane staring stare starring star hoping hope hopping hop "
      "singing sing bringing bring shelling shell polling poll",
      [](const std::string& form) { return Inflection::english().verb(form, kGer); });
  expect_all(
      "expels expel denies deny dies die ties tie goes go does do vetoes veto accuses accuse passes pass pushes push "
      "watches watch taxes tax reaches reach has have is be says say flies fly undergoes undergo co-hosts co-host",
      [](const std::string& form) { return Inflection::english().verb(form, kPres | kFin | kPerson3 | kSing); });
  expect_all("found found lay lay bound bound wound wound need need focus focus bring bring embed embed",
             [](const std::string& form) { return Inflection::english().verb(form, kInf); });
}

TEST(Inflection, Plurals) {
  expect_all(
      "crises crisis analyses analysis bases base cases case phases phase theses thesis criteria criterion phenomena phenomenon "
      "men man women woman children child policemen policeman fishermen fisherman tribesmen tribesman schoolchildren schoolchild "
      "wives wife lives life knives knife thieves thief halves half leaders leader forces force countries country "
      "allies ally armies army ties tie lies lie movies movie sorties sortie boundaries boundary "
      "troops troops police police headquarters headquarters series series species species aircraft aircraft helicopters helicopter "
      "spacecraft spacecraft barracks barracks personnel personnel means means news news "
      "embassies embassy missions mission churches church crashes crash boxes box buses bus gases gas viruses virus "
      "houses house causes cause clauses clause abuses abuse bonuses bonus responses response licences licence premises premises "
      "vetoes veto heroes hero shoes shoe torpedoes torpedo losses loss witnesses witness prizes prize sizes size quizzes quiz "
      "passers-by passer-by attorneys-general attorney-general commanders-in-chief commander-in-chief "
      "referendums referendum referenda referendum memoranda memorandum moratoria moratorium bureaux bureau appendices appendix "
      "moves move waves wave olives olive natives native proofs proof roofs roof chiefs chief",
      [](const std::string& form) { return Inflection::english().noun(form); });
}

TEST(Inflection, Degrees) {
  expect_all(
      "bigger big biggest big hottest hot larger large later late wider wide safer safe closer close stronger strong younger young "
      "smaller small heavier heavy deadliest deadly simpler simple narrower narrow fewer few worse bad best good further further",
      [](const std::string& form) { return Inflection::english().adjective(form); });
}

TEST(Inflection, AnythingMayBeAsked) {
  const Inflection& english = Inflection::english();
  for (const std::string_view form : {"", "s", "ed", "ing", "ies", "-", "--", "re-", "e", "qu", "sses", "reed", "unreing", "ying"}) {
    for (const std::uint32_t morph : {0u, std::uint32_t{kPast}, std::uint32_t{kGer}, std::uint32_t{kInf}}) {
      EXPECT_LE(english.verb(form, morph).size(), form.size() + 2) << form;
    }
    EXPECT_LE(english.noun(form).size(), form.size() + 2) << form;
    EXPECT_LE(english.adjective(form).size(), form.size() + 2) << form;
  }
}

TEST(Inflection, NamesTheLineThatIsWrong) {
  Inflection some;
  const Status verbs = some.add_verbs("# ours\nrun*~ walk\n", "verbs.txt");
  ASSERT_FALSE(verbs);
  EXPECT_EQ(verbs.error().where, "verbs.txt:2");
  const Status irregular = some.add_irregular("verb go went gone\nverb lead\n", "irregular.txt");
  ASSERT_FALSE(irregular);
  EXPECT_EQ(irregular.error().where, "irregular.txt:2");
  const Status endings = some.add_endings("at e\n\nit maybe\n", "endings.txt");
  ASSERT_FALSE(endings);
  EXPECT_EQ(endings.error().where, "endings.txt:3");
}

}  // namespace
}  // namespace demarche::syntax
