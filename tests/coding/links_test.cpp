// Who answers whom. Events are marked in the passage, so that links are tested by themselves, whatever frames find:
//   [1 SANCTION expel POL>RUS: expelled]             number, type, measure ("-" for none), sources>targets, the words that say it
//   [1 SANCTION expel POL>RUS @2022-03-07: expelled] with its day
//   [1: expulsion]                                   another telling of event 1
// One passage a line, with the links that must be read: "2>1" says that event 2 answers event 1.
#include <gtest/gtest.h>

#include <map>

#include "passage.h"

namespace demarche {
namespace {

const Day kDay = day_of({2022, 3, 10});  // a Thursday

std::vector<std::string> split(std::string_view s, char at) {
  std::vector<std::string> out;
  while (!s.empty()) {
    const auto end = s.find(at);
    out.emplace_back(s.substr(0, end));
    if (end == std::string_view::npos) break;
    s.remove_prefix(end + 1);
  }
  return out;
}

/// A passage with its marks taken out, and what they say.
struct Marked {
  explicit Marked(std::string_view passage) {
    for (std::size_t at = 0; at < passage.size();) {
      if (passage[at] != '[') {
        text += passage[at++];
        continue;
      }
      const auto colon = passage.find(": ", at), end = passage.find(']', at);
      const auto fields = split(passage.substr(at + 1, colon - at - 1), ' ');
      const std::string_view words = passage.substr(colon + 2, end - colon - 2);
      Mark& mark = marks[std::stoi(fields[0])];
      mark.spans.push_back({static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(text.size() + words.size())});
      if (fields.size() > 3) mark.fields = fields;
      text += words;
      at = end + 1;
    }
  }
  struct Mark {
    std::vector<std::string> fields;
    std::vector<Span> spans;
  };
  std::string text;
  std::map<int, Mark> marks;
};

ActorId actor_of(Mentions& mentions, const std::string& code) {
  auto& actors = mentions.actors();
  for (ActorId a = 0; a < actors.size(); ++a) {
    if (actors[a].code == code && (actors[a].kind == ActorKind::kCountry || actors[a].kind == ActorKind::kOrganisation)) return a;
  }
  Actor actor;
  actor.code = actor.name = code;
  actor.kind = code.size() == 3 ? ActorKind::kCountry : ActorKind::kOrganisation;
  actors.push_back(actor);
  return static_cast<ActorId>(actors.size() - 1);
}

std::string links_of(std::string_view passage) {
  const Marked marked(passage);
  test::Passage p(marked.text, kDay);
  std::vector<Event> events;
  std::vector<int> numbers;
  for (const auto& [number, mark] : marked.marks) {
    Event e;
    e.type = *event_type_of(mark.fields.at(1));
    e.measure = mark.fields.at(2) == "-" ? "" : mark.fields.at(2);
    const auto sides = split(mark.fields.at(3), '>');
    for (const std::string& code : split(sides.at(0), ',')) {
      if (code != "-") e.source.push_back(actor_of(p.mentions, code));
    }
    for (const std::string& code : split(sides.size() > 1 ? sides.at(1) : "", ',')) {
      if (code != "-") e.target.push_back(actor_of(p.mentions, code));
    }
    for (std::size_t f = 4; f < mark.fields.size(); ++f) {
      if (mark.fields[f].front() == '@') {
        const Day day = *parse_published(mark.fields[f].substr(1));
        e.date = DateRange{day, day, {}};
      }
      if (mark.fields[f] == "negated") e.status = EventStatus::kNegated;
      if (mark.fields[f] == "alleged") e.status = EventStatus::kAlleged;
    }
    e.trigger = mark.spans;
    for (std::uint32_t s = 0; s < p.document.sentences.size(); ++s) {
      if (std::any_of(mark.spans.begin(), mark.spans.end(), [&](Span t) { return p.document.sentences[s].span.overlaps(t); })) e.sentences.push_back(s);
    }
    events.push_back(std::move(e));
    numbers.push_back(number);
  }
  link_events(p.view, events);
  std::string out;
  for (std::size_t a = 0; a < events.size(); ++a) {
    EXPECT_EQ(events[a].responds_to.size(), events[a].responds_rule.size());
    for (const std::uint32_t b : events[a].responds_to) out += (out.empty() ? "" : " ") + std::to_string(numbers[a]) + ">" + std::to_string(numbers[b]);
  }
  return out;
}

struct Line {
  const char* passage;
  const char* links;
};

void check(const std::vector<Line>& lines) {
  for (const Line& line : lines) EXPECT_EQ(links_of(line.passage), line.links) << line.passage;
}

TEST(Links, BySayingSo) {
  check({
      {"Latvia [2 SANCTION expel LVA>BLR: expelled] two Belarusian diplomats in retaliation for the [1 SANCTION expel BLR>LVA: expulsion] of its consul.", "2>1"},
      {"In response to the [1 SANCTION close-post HUN>UKR: closure] of its consulate in Debrecen, Ukraine [2 SANCTION close-post UKR>HUN: shut] a Hungarian one.", "2>1"},
      {"Croatia's decision to [1 SANCTION expel HRV>SRB: expel] an attaché drew an answer within hours. Serbia [2 SANCTION expel SRB>HRV: expelled] a Croatian one in return.", "2>1"},
      {"Norway [1 SANCTION expel NOR>RUS: threw out] three Russians on Monday. Moscow [2 SANCTION expel RUS>NOR: ordered] three Norwegians [2: out] in response.", "2>1"},
      {"Peru [1 SANCTION expel PER>BOL: expelled] the Bolivian consul. La Paz [2 SANCTION recall-envoy BOL>PER: recalled] its ambassador in a tit-for-tat move.", "2>1"},
      {"China [1 SANCTION impose-sanctions CHN>AUS: imposed] tariffs on barley, and Australia answered by [2 SANCTION cancel-visit AUS>CHN: calling off] a visit.", "2>1"},
      {"Sudan [2 SANCTION expel SDN>TCD: expelled] the attaché, its reply to Chad's decision to [1 SANCTION close-border TCD>SDN: close] the border.", "2>1"},
      {"Iran retaliated by [2 SANCTION expel IRN>DNK: expelling] two Danes after Copenhagen [1 SANCTION recall-envoy DNK>IRN: recalled] its envoy.", "2>1"},
      {"Kenya's [1 SANCTION close-border KEN>SOM: closure] of the border prompted Somalia to [2 SANCTION recall-envoy SOM>KEN: recall] its ambassador.", "2>1"},
      {"Cuba [1 SANCTION expel CUB>PAN: ordered out] Panama's consul, prompting Panama to [2 SANCTION ban-entry PAN>CUB: bar] Cuban officials.", "2>1"},
      {"The [2 SANCTION expel GEO>IRN: expulsion] of two Iranians was a response to Iran's [1 COERCE - IRN>GEO: seizure] of a Georgian ship.", "2>1"},
      {"Turkey [1 SANCTION close-airspace TUR>ARM: closed] its airspace to Armenian planes. Yerevan hit back by [2 SANCTION embargo ARM>TUR: banning] Turkish goods.", "2>1"},
      {"The EU [1 SANCTION freeze-assets EU>BLR: froze] the assets of 20 officials and [2 SANCTION ban-entry EU>BLR: barred] them. Minsk [3 SANCTION recall-envoy BLR>EU: recalled] its envoy in response to the sanctions.", "3>1 3>2"},
      {"Mali [1 SANCTION expel MLI>FRA: expelled] the French ambassador. In response to Mali's actions, Paris [2 SANCTION suspend-aid FRA>MLI: suspended] aid.", "2>1"},
      {"Retaliatory [2 SANCTION embargo EGY>TUR: bans] on Turkish goods followed; Ankara had [1 SANCTION recall-envoy TUR>EGY: withdrawn] its envoy from Cairo.", "2>1"},
      {"Samoa [1 ACCUSE - WSM>TON: condemned] Tonga on Monday. Tonga [2 SANCTION recall-envoy TON>WSM: recalled] its envoy in response.", "2>1"},
      {"The [1 SANCTION close-post POL>RUS: closure] was answered with the [2 SANCTION expel RUS>POL: expulsion] of three Poles.", "2>1"},
      {"Qatar [2 SANCTION recall-envoy QAT>TCD: called] its ambassador [2: home] because Chad [1 SANCTION close-post TCD>QAT: shut] its embassy.", "2>1"},
      {"Spain [1 SANCTION expel ESP>VEN: expelled] an attaché. This was Madrid's reply to the [2 COERCE - VEN>ESP: arrest] of two Spaniards in Caracas.", "1>2"},
  });
}

TEST(Links, InOtherWords) {
  check({
      {"Nicaragua [2 SANCTION expel NIC>COL: expelled] the Colombian consul in protest at the [1 COERCE - COL>NIC: seizure] of two trawlers.", "2>1"},
      {"To protest against Iraq's [1 COERCE - IRQ>KWT: detention] of a minister, Kuwait [2 SANCTION recall-envoy KWT>IRQ: recalled] its ambassador.", "2>1"},
      {"The [2 SANCTION close-border BOL>CHL: closure] came two days after Chilean police [1 COERCE - CHL>BOL: arrested] nine Bolivian customs officers.", "2>1"},
      {"Zimbabwe's [2 SANCTION expel ZWE>ZMB: expulsion] of the envoy follows Zambia's [1 ACCUSE - ZMB>ZWE: criticism] of its elections.", "2>1"},
      {"Australia [1 SANCTION expel AUS>FJI: ordered] the Fijian commissioner [1: out]. Fiji's answer came on Friday: it [2 SANCTION expel FJI>AUS: expelled] the Australian one.", "2>1"},
      {"Lebanon [1 SANCTION recall-envoy LBN>SAU: withdrew] its envoy, a step that Saudi Arabia [2 SANCTION recall-envoy SAU>LBN: matched] the next day.", "2>1"},
      {"Indonesia [1 SANCTION suspend-treaty IDN>AUS: suspended] military cooperation. Canberra reciprocated by [2 SANCTION cancel-visit AUS>IDN: cancelling] an exercise.", "2>1"},
      {"As payback for the [1 SANCTION impose-sanctions GBR>MMR: sanctions], Myanmar [2 SANCTION ban-entry MMR>GBR: barred] two British lawmakers.", "2>1"},
      {"Ecuador's [1 COERCE - ECU>MEX: raid] on the Mexican embassy led Mexico to [2 SANCTION sever-relations MEX>ECU: break off] relations.", "2>1"},
      {"Citing Rwanda's [1 ASSAULT - RWA>COD: shelling] of a camp, Congo [2 SANCTION expel COD>RWA: expelled] the Rwandan ambassador.", "2>1"},
      {"South Korea [1 SANCTION embargo KOR>JPN: removed] Japan from a trade list, mirroring a decision that Tokyo [2 SANCTION embargo JPN>KOR: took] a week earlier.", "1>2"},
      {"Algeria [2 SANCTION close-airspace DZA>FRA: closed] its airspace to French military planes, punishing Paris for [1 SANCTION ban-entry FRA>DZA: cutting] visas.", "2>1"},
      {"Denmark [1 SANCTION reduce-staff DNK>RUS @2022-03-01: limited] the Russian embassy to five diplomats. On Thursday Russia [2 SANCTION reduce-staff RUS>DNK @2022-03-10: imposed] the same limit.", "2>1"},
      {"Peru [1 SANCTION sever-relations PER>ECU: broke off] relations on Monday. It accused Quito of bad faith. Ecuador [2 SANCTION close-post ECU>PER: closed] its embassy in Lima two days later.", "2>1"},
      {"Kenya [1 SANCTION embargo KEN>UGA: banned] Ugandan eggs. Kampala in turn [2 SANCTION embargo UGA>KEN: stopped] imports of Kenyan milk.", "2>1"},
      {"Togo [1 SANCTION close-border TGO>BEN: shut] its border after Benin's guards were [2 ACCUSE - TGO>BEN: accused] of beating traders. The guards [3 ASSAULT - BEN>TGO alleged: hit] five women, Togo said.", "1>3"},
      {"The ambassador was [2 ACCUSE summon-envoy SRB>HRV: summoned] over the [1 SANCTION expel HRV>SRB: expulsion] of a Serbian attaché.", "2>1"},
      {"Somaliland's port deal [1 AGREE - ETH>-: signed] by Ethiopia brought Somalia to [2 SANCTION recall-envoy SOM>ETH: recall] its ambassador.", ""},
  });
}

TEST(Links, AfterAndOver) {
  check({
      {"Finland [2 SANCTION expel FIN>RUS: expelled] two Russians after Russian jets [1 COERCE - RUS>FIN: violated] its airspace.", "2>1"},
      {"Jordan [2 SANCTION recall-envoy JOR>ISR: recalled] its ambassador over Israel's [1 COERCE - ISR>JOR: detention] of two Jordanians.", "2>1"},
      {"A day after Prague [1 SANCTION expel CZE>RUS: threw out] 18 Russians, Moscow [2 SANCTION expel RUS>CZE: expelled] 20 Czechs.", "2>1"},
      {"Uganda [2 MOBILIZE - UGA>RWA: sent] troops to the border following a raid in which Rwandan soldiers [1 ASSAULT - RWA>UGA: killed] two Ugandans.", "2>1"},
      {"Zambia [2 SANCTION close-border ZMB>ZWE: shut] the border and [3 SANCTION recall-envoy ZMB>ZWE: recalled] its envoy after Zimbabwean police [1 COERCE - ZWE>ZMB: detained] its consul.", "2>1 3>1"},
  });
}

TEST(Links, ByWordOfMouth) {
  check({
      {"Ghana [1 ACCUSE - GHA>TGO: accused] Togo of arming rebels. Togo [2 REJECT - TGO>GHA: denied] the charge.", "2>1"},
      {"Togo has [2 REJECT - TGO>GHA: dismissed] as absurd Ghana's [1 ACCUSE - GHA>TGO: allegation] that it arms rebels.", "2>1"},
      {"Eritrea [1 ACCUSE - ERI>DJI: charged] that Djibouti had moved the markers, which Djibouti [2 REJECT - DJI>ERI: denied].", "2>1"},
      {"Oslo [1 REQUEST - NOR>RUS: demanded] the release of the sailors. Russia [2 REJECT - RUS>NOR: rejected] the demand on Friday.", "2>1"},
      {"Malaysia [1 REQUEST - MYS>PHL: proposed] a truce, and the Philippines [2 AGREE - PHL>MYS: accepted].", "2>1"},
      {"Niger [1 THREATEN - NER>BEN: threatened] to close the pipeline. Benin [2 REJECT - BEN>NER: dismissed] the threat.", "2>1"},
      {"Oman [1 REQUEST - OMN>YEM: asked] both sides to hold their fire. Yemen [2 REJECT - YEM>OMN: turned down] the appeal.", "2>1"},
      {"Bulgaria [1 SANCTION expel BGR>RUS: expelled] ten Russians. Russia [2 ACCUSE protest-note RUS>BGR: handed] the Bulgarian ambassador a note of protest.", "2>1"},
  });
}

TEST(Links, ByMirrorImage) {
  check({
      {"Sweden [1 SANCTION expel SWE>RUS @2022-03-03: expelled] four Russians. Russia [2 SANCTION expel RUS>SWE @2022-03-09: expelled] four Swedes.", "2>1"},
      {"Russia [2 SANCTION expel RUS>SWE @2022-03-09: expelled] four Swedes. Sweden [1 SANCTION expel SWE>RUS @2022-03-03: expelled] four Russians.", "2>1"},
      {"Italy [2 SANCTION close-post ITA>LBY: closed] Libya's consulate in Milan. Tripoli had [1 SANCTION close-post LBY>ITA: shut] an Italian one.", "2>1"},
      {"Sweden [1 SANCTION expel SWE>RUS @2021-03-03: expelled] four Russians. Russia [2 SANCTION expel RUS>SWE @2022-03-09: expelled] four Swedes.", ""},
      {"Sweden [1 SANCTION expel SWE>RUS @2022-03-03: expelled] four Russians. Norway [2 SANCTION expel NOR>RUS @2022-03-09: expelled] four more.", ""},
  });
}

TEST(Links, InChains) {
  check({
      {"Poland [1 SANCTION expel POL>BLR: expelled] two Belarusians. Minsk [2 SANCTION expel BLR>POL: ordered] two Poles [2: out] in retaliation. Warsaw responded by [3 SANCTION close-border POL>BLR: closing] a crossing.",
       "2>1 3>2"},
      {"India [1 ACCUSE - IND>PAK: accused] Pakistan of harbouring gunmen. Islamabad [2 REJECT - PAK>IND: denied] it and [3 ACCUSE - PAK>IND: accused] Delhi of meddling. India [4 REJECT - IND>PAK: rejected] the allegation.",
       "2>1 4>3"},
  });
}

TEST(Links, WhatFollowsIsNotAlwaysAnAnswer) {
  check({
      {"Japan [1 CONSULT - JPN>KOR: met] South Korea on Monday. Japan [2 SANCTION embargo JPN>PRK: banned] North Korean crab on Tuesday.", ""},
      {"Chile [1 SANCTION recall-envoy CHL>VEN: recalled] its ambassador. Venezuela [2 CONSULT - VEN>CUB: hosted] Cuba's president after a storm.", ""},
      {"Greece [1 SANCTION expel GRC>RUS: expelled] two Russians after Albania [2 SANCTION expel ALB>IRN: expelled] two Iranians.", ""},
      {"After a meeting with Nigeria's minister, Benin [1 SANCTION close-border BEN>NER: closed] its border with Niger.", ""},
      {"Kuwait [1 ACCUSE - KWT>IRQ: accused] Iraq of drilling. Iran [2 REJECT - IRN>USA: rejected] an American offer.", ""},
      {"Mexico [1 SANCTION expel MEX>PER: expelled] the consul and [2 SANCTION recall-envoy MEX>PER: recalled] its envoy.", ""},
      {"Tunisia [1 SANCTION recall-envoy TUN>MAR: recalled] its ambassador. Morocco did not [2 SANCTION recall-envoy MAR>TUN negated: recall] its own in return.", ""},
      {"Belgium [1 SANCTION expel BEL>RUS: expelled] 21 Russians and the Netherlands [2 SANCTION expel NLD>RUS: expelled] 17 on the same day.", ""},
      {"A month after Cyprus [1 CONSULT - CYP>ISR: hosted] Israel's president, Turkey [2 MOBILIZE - TUR>CYP: sent] a frigate to the area.", ""},
      {"Poland [1 REQUEST - POL>DEU: asked] Germany for reparations. Germany [2 CONSULT - DEU>FRA: met] France over dinner.", ""},
      {"Ghana [1 SANCTION close-border GHA>TGO: closed] the border. It [2 AGREE - GHA>TGO: promised] to reopen it after the vote.", ""},
      {"Iceland [1 SANCTION recall-envoy ISL>CHN: recalled] its envoy. Two days later Malta [2 SANCTION expel MLT>IRN: expelled] an Iranian.", ""},
      {"Gabon [1 ACCUSE - GAB>GNQ: accused] its neighbour. Chad [2 REJECT - TCD>LBY: rejected] a Libyan claim.", ""},
      {"Laos [1 AGREE - LAO>VNM: promised] to open a crossing. Vietnam [2 ACCUSE - VNM>CHN: protested] to China.", ""},
      {"Angola [1 REQUEST - AGO>COD: asked] Kinshasa for help. Years later Congo [2 REJECT - COD>RWA: refused] a Rwandan demand.", ""},
      {"Ukraine [1 AGREE - UKR>POL: agreed] to open the archives. Poland [2 REQUEST - POL>UKR: asked] for more.", ""},
  });
}

}  // namespace
}  // namespace demarche
