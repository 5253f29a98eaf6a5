// Look-ups in the real data, as the reading layer makes them.
#include <algorithm>
#include <set>

#include "lexicon_test.h"

namespace demarche::test {
namespace {

const Lexicon& real() { return Lexicon::embedded(); }

/// "RUS name" of a name's senses, joined by "; "; the entry's name stands in for a missing code.
std::string senses(std::span<const NameSense> all) {
  static constexpr const char* kUses[] = {"name", "adjective", "person", "persons", "capital", "metonym", "body", "place", "seat", "surname", "short"};
  std::string out;
  for (const NameSense& s : all) {
    const ActorEntry actor = real().actor(s.entry);
    out += (out.empty() ? "" : "; ") + std::string(actor.code.empty() ? actor.name : actor.code) + " " + kUses[static_cast<int>(s.use)];
    if (!s.sector.empty()) out += " " + std::string(s.sector);
  }
  return out;
}

std::string match(const std::string& text, std::string_view first) {
  const Document doc = sentence(text);
  const WordId at = word_in(doc, first);
  const NameMatch found = real().name_at(doc, at, static_cast<WordId>(doc.words.size()));
  if (found.words == 0) return "";
  const Span span{doc[at].span.begin, doc[at + found.words - 1].span.end};
  return doc.text().substr(span.begin, span.size()) + ": " + senses(found.senses);
}

TEST(LexiconNames, However_They_Are_Cut) {
  EXPECT_EQ(match("The U.S. army left.", "U.S."), "U.S.: USA name; USA adjective");
  EXPECT_EQ(match("The US army left.", "US"), "US: USA name; USA adjective");
  EXPECT_EQ(match("UNITED NATIONS envoys left.", "UNITED"), "UNITED NATIONS: UN name; UN adjective");
  EXPECT_EQ(match("He blamed al-Qaeda again.", "al"), "al-Qaeda: ALQAEDA name; ALQAEDA adjective");
  EXPECT_EQ(match("Al-Qaeda denied it.", "Al"), "Al-Qaeda: ALQAEDA name; ALQAEDA adjective");
  EXPECT_EQ(match("AL-QAEDA DENIED IT.", "AL"), "AL-QAEDA: ALQAEDA name; ALQAEDA adjective");
}

TEST(LexiconNames, Uses) {
  EXPECT_EQ(match("Russian troops left.", "Russian"), "Russian: RUS adjective; RUS person");
  EXPECT_EQ(match("Three Russians left.", "Russians"), "Russians: RUS persons");
  EXPECT_EQ(match("The Kremlin denied it.", "Kremlin"), "Kremlin: RUS metonym");
  EXPECT_EQ(match("Moscow denied it.", "Moscow"), "Moscow: RUS capital; Moscow place; CSTO seat; EAEU seat");
  EXPECT_EQ(match("POLISH troops left.", "POLISH"), "POLISH: POL adjective");
  EXPECT_EQ(match("The Pentagon denied it.", "Pentagon"), "Pentagon: USA metonym MIL");
}

TEST(LexiconNames, LongestWins) {
  EXPECT_EQ(match("Sergey Lavrov spoke.", "Sergey"), "Sergey Lavrov: Sergey Lavrov name");
  EXPECT_TRUE(match("South Korea spoke.", "South").starts_with("South Korea: KOR name"));
  EXPECT_EQ(match("Lavrov spoke.", "Lavrov"), "Lavrov: Sergey Lavrov surname");
  EXPECT_EQ(match("They gave us money.", "us"), "");
  EXPECT_EQ(match("Cuba's envoy left.", "Cuba"), "Cuba: CUB name");  // no Cubas
  EXPECT_TRUE(match("Moody's cut the rating.", "Moody").starts_with("Moody's: "));
}

TEST(LexiconNames, SeveralMeanings) {
  EXPECT_EQ(match("George Bush spoke.", "George"), "George Bush: George H.W. Bush name; George W. Bush name");
}

TEST(LexiconNames, AsText) {
  EXPECT_EQ(senses(real().senses_of("NATO")), "NATO name; NATO adjective");
  EXPECT_TRUE(real().senses_of("Nowhereland").empty());
  EXPECT_TRUE(real().senses_of("").empty());
}

TEST(LexiconNames, WithinTheirDays) {
  const Lexicon lexicon = compiled({{"a.actors",
                                     "country SRB Serbia\ncountry YUG Yugoslavia\n  days ..1992-04-27\n"
                                     "country XXX Elsewhere\n  also Yugoslavia\n"}});
  const auto found = lexicon.senses_of("Yugoslavia");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(lexicon.actor(found[0].entry).code, "YUG");
  EXPECT_EQ(found[0].to.since_1970, 8152);
  EXPECT_EQ(lexicon.actor(found[1].entry).code, "XXX");
  EXPECT_EQ(found[1].to.since_1970, INT32_MAX);
}

TEST(LexiconNames, ShortOnes) {
  const Lexicon lexicon = compiled({{"a.actors",
                                     "country LVA Latvia\nparty VIENOTIBA Unity of Latvia\n  short Unity\n  country LVA\n"
                                     "company MINT Mint\n  short Mint, MINT\n  country LVA\n"}});
  ASSERT_EQ(lexicon.senses_of("Unity").size(), 1U);
  EXPECT_EQ(lexicon.senses_of("Unity")[0].use, NameUse::kShort);
  EXPECT_EQ(lexicon.senses_of("Unity of Latvia")[0].use, NameUse::kName);
  ASSERT_EQ(lexicon.senses_of("Mint").size(), 1U);  // its own name means it only beside its country
  EXPECT_EQ(lexicon.senses_of("Mint")[0].use, NameUse::kShort);
  for (const NameSense& s : lexicon.senses_of("MINT")) EXPECT_EQ(s.use, NameUse::kShort);
}

TEST(LexiconActors, Entries) {
  const ActorEntry russia = real().actor(real().by_code("RUS"));
  EXPECT_EQ(russia.name, "Russia");
  EXPECT_EQ(russia.country, "RUS");
  EXPECT_EQ(russia.kind, ActorKind::kCountry);
  EXPECT_NEAR(russia.latitude, 55.75, 0.01);
  const ActorEntry un = real().actor(real().by_code("UN"));
  EXPECT_EQ(un.sector, "IGO");
  ASSERT_FALSE(un.nouns.empty());
  EXPECT_EQ(un.nouns[0], "world body");
  EXPECT_EQ(real().by_code("NOSUCH"), kNoEntry);
  EXPECT_EQ(real().actor(kNoEntry).name, "");
}

TEST(LexiconActors, Persons) {
  const auto found = real().senses_of("Condoleezza Rice");
  ASSERT_EQ(found.size(), 1U);
  const ActorEntry rice = real().actor(found[0].entry);
  EXPECT_EQ(rice.kind, ActorKind::kPerson);
  EXPECT_EQ(rice.country, "USA");
  ASSERT_EQ(rice.offices.size(), 2U);
  EXPECT_EQ(rice.offices[0].title, "secretary of state");
  EXPECT_EQ(rice.offices[1].title, "national security adviser");
  EXPECT_LT(rice.offices[0].from, rice.offices[0].to);
}

std::string role(const std::string& text, std::string_view head) {
  const Document doc = sentence(text);
  const RoleMatch found = real().role_ending_at(doc, 0, word_in(doc, head));
  return found.words == 0 ? "" : std::to_string(found.words) + " " + std::string(found.sector);
}

TEST(LexiconWords, Roles) {
  EXPECT_EQ(role("The British foreign minister spoke.", "minister"), "2 GOV");
  EXPECT_EQ(role("Two foreign ministers spoke.", "ministers"), "2 GOV");
  EXPECT_EQ(role("Iran's vice-president spoke.", "president"), "3 GOV");
  EXPECT_EQ(role("Its armed forces left.", "forces"), "2 MIL");
  EXPECT_EQ(role("A purple lamp spoke.", "lamp"), "");
}

TEST(LexiconWords, Classes) {
  const ClassId diplomat = real().class_named("diplomat");
  ASSERT_NE(diplomat, kNoClass);
  EXPECT_TRUE(real().in_class("ambassador", diplomat));
  EXPECT_FALSE(real().in_class("banana", diplomat));
  EXPECT_FALSE(real().in_class("", diplomat));
  const Document doc = sentence("Two embassy officials and a chargé d’affaires left the office.");
  EXPECT_TRUE(real().in_class(doc, 0, word_in(doc, "officials"), diplomat));
  EXPECT_FALSE(real().in_class(doc, word_in(doc, "officials"), word_in(doc, "officials"), diplomat)) << "\"embassy\" lies before begin";
  EXPECT_FALSE(real().in_class(doc, 0, word_in(doc, "office"), diplomat));
  EXPECT_EQ(real().class_named("no-such-class"), kNoClass);
}

TEST(LexiconWords, ClassesNest) {
  const Lexicon lexicon = compiled({{"a.words", "class all\n  @some, lamp\nclass some\n  @few, chair\nclass few\n  table, arm chair\n"}});
  const ClassId all = lexicon.class_named("all");
  for (const char* word : {"lamp", "chair", "table"}) EXPECT_TRUE(lexicon.in_class(word, all)) << word;
  EXPECT_FALSE(lexicon.in_class("lamp", lexicon.class_named("some")));
  const Document doc = sentence("Two arm chairs left.");
  EXPECT_TRUE(lexicon.in_class(doc, 0, 2, all));
}

TEST(LexiconWords, HyphensMatchAsTheTokeniserCutsThem) {
  const ClassId truce = real().class_named("truce-noun");
  const Document doc = sentence("They signed a cease-fire and a ceasefire.");
  EXPECT_TRUE(real().in_class(doc, 0, word_in(doc, "ceasefire"), truce));
  EXPECT_TRUE(real().in_class(doc, 0, word_in(doc, "ceasefire") - 3, truce));
}

TEST(LexiconFrames, Codes) {
  EXPECT_DOUBLE_EQ(real().goldstein("166"), real().goldstein("1669"));
  EXPECT_LT(real().goldstein("190"), -5);
  EXPECT_EQ(real().goldstein("99"), 0);
}

TEST(LexiconFrames, OfExpel) {
  std::set<std::string_view> names;
  for (const Trigger& t : real().triggers("expel")) names.insert(real().frame(t.frame).name);
  ASSERT_TRUE(names.contains("sanction-expel-diplomats"));
  for (const Trigger& t : real().triggers("expel")) {
    const Frame& frame = real().frame(t.frame);
    if (frame.name != "sanction-expel-diplomats") continue;
    EXPECT_EQ(frame.type, EventType::kSanction);
    EXPECT_EQ(frame.cameo, "166");
    EXPECT_EQ(frame.measure, "expel");
    EXPECT_TRUE(t.parts.empty());
    EXPECT_FALSE(frame.conditions.empty());
    EXPECT_EQ(frame.source.front().kind, RoleKind::kAgent);
  }
  EXPECT_TRUE(real().triggers("sing-song").empty());
}

/// A trigger's parts as text: "+out [obj @0] of:country ^house".
std::string parts_of(const std::string& field) {
  const Lexicon lexicon = compiled({{"a.codes", kCodes}, {"a.words", "class talks\n  talk, peace talk\n"}, {"a.frames", "frame f\n  code 166\n  " + field + "\n"}});
  std::string out;
  for (const char* head : {"place", "order", "hold", "call", "summon", "set", "take", "hand", "lay", "bring", "strike", "emergency", "state", "show",
                           "attack", "sit", "go", "keep", "break", "call off"}) {
    for (const Trigger& t : lexicon.triggers(head)) {
      out += (out.empty() ? "" : " / ") + std::string(head);
      for (const Part& p : t.parts) {
        const std::string word = p.cls == kNoClass ? std::string(p.lemma) : "@" + std::to_string(p.cls);
        if (p.kind == PartKind::kParticle) out += " +" + word;
        if (p.kind == PartKind::kObject) out += " obj:" + word;
        if (p.kind == PartKind::kPrepObject) out += " " + std::string(p.prep) + ":" + word;
        if (p.kind == PartKind::kModifier) out += (p.of_trigger ? " ^" : " ^^") + word;
      }
    }
  }
  return out;
}

TEST(LexiconTriggers, OfVerbs) {
  EXPECT_EQ(parts_of("verb place under house arrest"), "place under:arrest ^^house");
  EXPECT_EQ(parts_of("verb order out of country"), "order +out of:country");
  EXPECT_EQ(parts_of("verb hold @talks"), "hold obj:@0");
  EXPECT_EQ(parts_of("verb hold @talks with"), "hold obj:@0 +with");
  EXPECT_EQ(parts_of("verb call for"), "call +for");
  EXPECT_EQ(parts_of("verb call off @talks"), "call +off obj:@0");
  EXPECT_EQ(parts_of("verb summon foreign minister"), "summon obj:minister ^^foreign");
  EXPECT_EQ(parts_of("verb set free"), "set +free");
  EXPECT_EQ(parts_of("verb take hostage"), "take +hostage");
  EXPECT_EQ(parts_of("verb take to street"), "take to:street");
  EXPECT_EQ(parts_of("verb hand over suspect"), "hand +over obj:suspect");
  EXPECT_EQ(parts_of("verb lay down arms to"), "lay +down obj:@1 +to") << "a plural is looked for by form too";
  EXPECT_EQ(parts_of("verb bring _ to justice"), "bring to:justice");
  EXPECT_EQ(parts_of("verb go missing"), "go +missing");
  EXPECT_EQ(parts_of("verb keep in place @talks"), "keep in:place obj:@0");
  EXPECT_EQ(parts_of("verb break off the peace talk with"), "break +off obj:talk ^^peace +with");
}

TEST(LexiconTriggers, OfNouns) {
  EXPECT_EQ(parts_of("noun hunger strike"), "strike ^hunger");
  EXPECT_EQ(parts_of("noun state of emergency"), "state of:emergency");
  EXPECT_EQ(parts_of("noun show of force"), "show of:force");
  EXPECT_EQ(parts_of("noun attack on"), "attack +on");
  EXPECT_EQ(parts_of("noun sit-in"), "sit +in");
}

TEST(LexiconFrames, DefaultsAndOverrides) {
  const Lexicon lexicon = compiled({{"a.codes", kCodes},
                                    {"a.frames", "frame a\n  code 1663\n  verb expel\nframe b\n  code 166\n  type ACCUSE\n  verb oust\n  mutual\n  weak\n  needs source, target\n  context legal\n"}});
  const Frame& a = lexicon.frame(0);
  EXPECT_EQ(a.type, EventType::kSanction);
  EXPECT_EQ(a.content, Content::kAsserted);
  ASSERT_EQ(a.modes.size(), 1U);
  EXPECT_EQ(a.modes[0], "expel");
  EXPECT_DOUBLE_EQ(a.goldstein, -7);
  ASSERT_EQ(a.target.size(), 1U);
  EXPECT_EQ(a.target[0].kind, RoleKind::kPatient);
  const Frame& b = lexicon.frame(1);
  EXPECT_EQ(b.content, Content::kAbsorbed);
  EXPECT_TRUE(b.modes.empty()) << "the code's modes are those of another type";
  ASSERT_EQ(b.contexts.size(), 1U);
  EXPECT_EQ(b.contexts[0], "legal");
  EXPECT_TRUE(b.is_mutual && b.is_weak && b.needs_source && b.needs_target);
}

TEST(LexiconFrames, TestsOfSeveralWordsBecomeClasses) {
  const Lexicon lexicon = compiled({{"a.codes", kCodes}, {"a.frames", "frame a\n  code 166\n  verb expel\n  when patient foreign minister | envoy | country\n"}});
  const auto tests = lexicon.frame(0).conditions[0].tests;
  ASSERT_EQ(tests.size(), 3U);
  EXPECT_EQ(tests[0].kind, TestKind::kClass);
  const Document doc = sentence("Two foreign ministers left.");
  EXPECT_TRUE(lexicon.in_class(doc, 0, 2, tests[0].cls));
  EXPECT_EQ(tests[1].kind, TestKind::kLemma);
  EXPECT_EQ(tests[1].lemma, "envoy");
  EXPECT_EQ(tests[2].kind, TestKind::kCountry);
}

TEST(LexiconOverlays, LaterFilesReplace) {
  const Lexicon lexicon = compiled({{"a.codes", kCodes},
                                    {"a.words", "class c\n  one\nrole GOV person\n  boss\n"},
                                    {"a.frames", "frame a\n  code 166\n  verb expel\n"},
                                    {"a.people", "Ann Lee | RUS | GOV | envoy | .. | sure\n"},
                                    {"a.actors", "country RUS Russia\n  also Rus\n"},
                                    {"z.words", "class c\n  two\nrole BUS person\n  boss\n"},
                                    {"z.frames", "frame a\n  code 16\n  verb oust\n"},
                                    {"z.actors", "country RUS Russia\n  also Rossiya\n"},
                                    {"z.people", "Ann Lee | RUS | MIL | general | .. | sure\n"}});
  EXPECT_FALSE(lexicon.in_class("one", lexicon.class_named("c")));
  EXPECT_TRUE(lexicon.in_class("two", lexicon.class_named("c")));
  EXPECT_EQ(lexicon.frames(), 1U);
  EXPECT_TRUE(lexicon.triggers("expel").empty());
  EXPECT_EQ(lexicon.frame(0).cameo, "16");
  EXPECT_TRUE(lexicon.senses_of("Rus").empty());
  EXPECT_EQ(lexicon.senses_of("Rossiya").size(), 1U);
  const Document doc = sentence("The boss left.");
  EXPECT_EQ(lexicon.role_ending_at(doc, 0, 1).sector, "BUS");
  const auto person = lexicon.actor(lexicon.senses_of("Ann Lee")[0].entry);
  ASSERT_EQ(person.offices.size(), 1U);
  EXPECT_EQ(person.offices[0].title, "general");
}

}  // namespace
}  // namespace demarche::test
