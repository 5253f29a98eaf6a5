// What stands changed: one passage a line, with the posts that must be read from it, and a corpus of what is no post.
#include <gtest/gtest.h>

#include "passage.h"

namespace demarche {
namespace {

const Day kDay = day_of({2022, 3, 10});  // a Thursday

struct Line {
  const char* passage;
  const char* posts;
};

void check(const std::vector<Line>& lines) {
  for (const Line& line : lines) EXPECT_EQ(test::posts_of(line.passage, kDay), line.posts) << line.passage;
}

TEST(Posts, AreClosedByTheirHolder) {
  check({
      {"Finland closed its consulate in Murmansk on Monday.", "FIN@RUS consulate Murmansk: status closed"},
      {"Canada is shutting down its embassy in Tehran, the foreign minister said.", "CAN@IRN embassy Tehran: status closed"},
      {"Bulgaria's embassy in Khartoum was closed on Tuesday because of the fighting.", "BGR@SDN embassy Khartoum: status closed"},
      {"Brazil closed its embassy in Pyongyang and its consulate in Vladivostok.", "BRA@PRK embassy Pyongyang: status closed; BRA@RUS consulate Vladivostok: status closed"},
      {"Chile announced the closure of its consulate in La Paz.", "CHL@BOL consulate La Paz: status closed"},
      {"Poland shut its consulates in Grodno and Vitebsk.", "POL@BLR consulate Grodno: status closed; POL@BLR consulate Vitebsk: status closed"},
      {"The German and French embassies in Niamey were closed.", "DEU@NER embassy Niamey: status closed; FRA@NER embassy Niamey: status closed"},
  });
}

TEST(Posts, AreClosedByTheirHost) {
  check({
      {"Hungary ordered the closure of Ukraine's consulate in Debrecen.", "UKR@HUN consulate Debrecen: status closed"},
      {"Georgia has ordered Iran to close its embassy in Tbilisi within ten days.", "IRN@GEO embassy Tbilisi: status closed"},
      {"Armenia revoked the licence of the Turkish consulate in Gyumri.", "TUR@ARM consulate Gyumri: status closed"},
      {"Turkey has until Friday to empty its consulate in Basra.", "TUR@IRQ consulate Basra: status closed"},
      {"Estonia told Russia to vacate its consulate in Narva by Monday.", "RUS@EST consulate Narva: status closed"},
      {"Moldova sent home the entire Belarusian embassy on Friday.", "BLR@MDA embassy: status closed"},
      {"Russia closed NATO's information office and military liaison office in Moscow.", "NATO@RUS office Moscow: status closed; NATO@RUS office Moscow: status closed"},
      {"NATO expelled eight members of the Russian mission, and Moscow closed the alliance's office in the capital.", "NATO@RUS office: status closed"},
  });
}

TEST(Posts, AreSuspendedAndOpened) {
  check({
      {"Norway suspended the work of its embassy in Kabul.", "NOR@AFG embassy Kabul: status suspended"},
      {"The Danish embassy in Bamako has suspended its operations.", "DNK@MLI embassy Bamako: status suspended"},
      {"Russia is suspending its permanent mission to NATO, the minister said.", "RUS@NATO mission: status suspended"},
      {"“We suspend the work of our mission to the European Union,” Serbia's foreign minister said.", "SRB@EU mission: status suspended"},
      {"Greece reopened its embassy in Tripoli after six years.", "GRC@LBY embassy Tripoli: status open"},
      {"The Czech consulate in Erbil reopened on Sunday.", "CZE@IRQ consulate Erbil: status open"},
      {"Hungary and Slovakia agreed to reopen their embassies.", "SVK@HUN embassy: status open; HUN@SVK embassy: status open"},
      {"Ghana will open an embassy in Rabat next month.", "GHA@MAR embassy Rabat: status open"},
      {"Operations at Thailand's consulates in Mumbai and Kolkata will be paused.", "THA@IND consulate Mumbai: status suspended; THA@IND consulate Kolkata: status suspended"},
      {"The European Union opened a delegation in Ashgabat.", "EU@TKM delegation Ashgabat: status open"},
  });
}

TEST(Posts, LoseStaff) {
  check({
      {"Russia will be allowed to keep only ten diplomats at its embassy in Sofia.", "RUS@BGR embassy Sofia: staff >10"},
      {"The Belarusian embassy in Vilnius may have no more than five diplomats from June 1, Lithuania said.", "BLR@LTU embassy Vilnius: staff >5"},
      {"Latvia reduced the staff of the Russian embassy in Riga from 30 to 18.", "RUS@LVA embassy Riga: staff 30>18"},
      {"NATO halved the size of the Belarusian mission at its headquarters from 12 to six.", "BLR@NATO mission: staff 12>6"},
      {"Estonia limited the Russian embassy in Tallinn to eight diplomats.", "RUS@EST embassy Tallinn: staff >8"},
      {"The ceiling on personnel at the U.S. embassy in Caracas was lowered from 40 to 25.", "USA@VEN embassy Caracas: staff 40>25"},
      {"Pakistan must cut its embassy in New Delhi to 55 staff, the Indian foreign ministry said.", "PAK@IND embassy New Delhi: staff >55"},
      {"Bulgaria reduced the number of Russian diplomats in Sofia from 48 to no more than 25.", "RUS@BGR embassy Sofia: staff 48>25"},
      {"Japan withdrew staff from its embassy in Kyiv.", "JPN@UKR embassy Kyiv: status reduced"},
      {"Portugal has withdrawn 20 diplomats from Angola.", "PRT@AGO embassy: status reduced"},
      {"The Thai embassy in Yangon cut its staff to 12.", "THA@MMR embassy Yangon: staff >12"},
      {"Azerbaijan evacuated its embassy in Tehran and brought the staff home.", "AZE@IRN embassy Tehran: status suspended"},
  });
}

TEST(Posts, ChangeTheirHeads) {
  check({
      {"Spain recalled its ambassador to Nicaragua.", "ESP@NIC embassy: head recalled"},
      {"Jordan called its ambassador in Damascus home for consultations.", "JOR@SYR embassy Damascus: head recalled"},
      {"Kenya declared the Somali ambassador persona non grata.", "SOM@KEN embassy: head persona non grata"},
      {"Bolivia expelled the Peruvian ambassador.", "PER@BOL embassy: head expelled"},
      {"Uruguay gave Ecuador's ambassador 72 hours to leave the country.", "ECU@URY embassy: head expelled"},
      {"The Malian ambassador was told to leave Niger by Sunday.", "MLI@NER embassy: head expelled"},
      {"Nepal called its ambassador home from Qatar.", "NPL@QAT embassy: head recalled"},
      {"Haiti's ambassador to Canada was recalled.", "HTI@CAN embassy: head recalled"},
      {"Austria's ambassador returned to Ankara on Sunday.", "AUT@TUR embassy Ankara: head returned"},
      {"Canada named Jane Whitfield ambassador to Mongolia.", "CAN@MNG embassy: head Jane Whitfield"},
      {"Sweden's embassy in Caracas will be headed by a chargé d'affaires.", "SWE@VEN embassy Caracas: head chargé d'affaires"},
      {"Belarus recalled its ambassador to the European Union.", "BLR@EU mission: head recalled"},
      {"President Milan Novak received the credentials of Cuba's new ambassador to Slovakia, Rosa Delgado.", "CUB@SVK embassy: head Rosa Delgado"},
  });
}

TEST(Posts, AreOneHoweverOftenTold) {
  check({
      {"Italy closed its embassy in Juba on Monday. The closure of the Italian embassy was ordered by the minister.", "ITA@SSD embassy Juba: status closed"},
      {"The Swiss embassy in Minsk lost its ambassador. The staff of the embassy will be cut from 14 to nine, Belarus said.", "CHE@BLR embassy Minsk: staff 14>9"},
      {"Kuwait's embassy in Beirut was shut in January. It was reopened by Kuwait on Wednesday, and the embassy is open again.", "KWT@LBN embassy Beirut: status closed, status open"},
  });
}

TEST(Posts, WithoutChangeAreNone) {
  check({
      {"Slovenia will not close its embassy in Kyiv.", ""},
      {"Peru threatened to close its embassy in La Paz.", ""},
      {"Deputies urged the Bulgarian government to shut the Russian consulate in Varna.", ""},
      {"The ambassador of Japan met the foreign minister of Vietnam at the embassy in Hanoi.", ""},
      {"The bank closed its office in Zurich.", ""},
      {"Police closed the street in front of the French embassy in Tunis.", ""},
      {"The rescue mission in Nepal was suspended because of snow.", ""},
      {"If Paris recalls its ambassador to Ankara, Rome may follow.", ""},
      {"Denmark may reopen its embassy in Baghdad.", ""},
      {"Brazil denied that it had recalled its ambassador to Peru.", ""},
      {"The Dutch consulate in Lyon was closed in 1994.", ""},
      {"Ethiopia asked Egypt to reopen its consulate in Gambela.", ""},
      {"The Irish embassy in Lisbon was closed for the holiday.", ""},
      {"Contacts go through the Turkish embassy in Yerevan.", ""},
      {"The minister opened an exhibition at the Mexican embassy in Rome.", ""},
      {"Serbia is considering whether to close its consulate in Knin.", ""},
      {"The trade delegation from India left Nairobi on Monday.", ""},
      {"A bomb went off near the Kenyan embassy in Mogadishu, and shops closed.", ""},
      {"Oman called back the staff, while its consulates in Mumbai and Karachi stayed open.", ""},
      {"The Greek embassy in Sarajevo has 12 diplomats and a chef.", ""},
      {"Visitors have until Friday to leave the museum beside the Danish consulate in Boston.", ""},
      {"The parking lot of the Cuban embassy in Lima was closed to traffic.", ""},
      {"NATO expelled eight members of the Russian mission.", ""},
      {"The airline will close its representative office in Jakarta and move the staff to Singapore.", ""},
      {"Egypt has recalled the product from its embassy shops in Vienna.", ""},
      {"The embassy of Malta in Tunis remains open.", ""},
      {"Nobody at the Kazakh embassy in Prague answered the telephone, which had been cut.", ""},
      {"The company reduced staff at its Warsaw office from 40 to 20.", ""},
      {"The ambassador opened the meeting and closed it an hour later.", ""},
  });
}

}  // namespace
}  // namespace demarche
