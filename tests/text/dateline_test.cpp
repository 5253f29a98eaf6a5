#include <gtest/gtest.h>

#include "text/text.h"

namespace demarche {
namespace {

/// "dateline|what span covers", or "" for none
std::string dateline(std::string text) {
  Article a;
  a.text = std::move(text);
  find_dateline(a);
  if (a.dateline_span.empty()) return "";
  return a.dateline + "|" + a.text.substr(a.dateline_span.begin, a.dateline_span.size());
}

TEST(Dateline, IsFound) {
  EXPECT_EQ(dateline("MOSCOW: In a tit-for-tat move, Russia suspended its mission."), "MOSCOW|MOSCOW:");
  EXPECT_EQ(dateline("ANKARA (AP) — Turkey recalled its envoy."), "ANKARA (AP)|ANKARA (AP) —");
  EXPECT_EQ(dateline("BRUSSELS, Oct. 18 (Reuters) - The alliance said."), "BRUSSELS, Oct. 18 (Reuters)|BRUSSELS, Oct. 18 (Reuters) -");
  EXPECT_EQ(dateline("FREETOWN, Sierra Leone (WNA) — The envoy left."), "FREETOWN, Sierra Leone (WNA)|FREETOWN, Sierra Leone (WNA) —");
  EXPECT_EQ(dateline("MOSCOW, June 14 - The ministry said."), "MOSCOW, June 14|MOSCOW, June 14 -");
  EXPECT_EQ(dateline("PARIS – The president left."), "PARIS|PARIS –");
  EXPECT_EQ(dateline("PORT-AU-PRINCE, Haiti -- Police fired."), "PORT-AU-PRINCE, Haiti|PORT-AU-PRINCE, Haiti --");
  EXPECT_EQ(dateline("N'DJAMENA (AFP) - Chad closed its border."), "N'DJAMENA (AFP)|N'DJAMENA (AFP) -");
  EXPECT_EQ(dateline("WASHINGTON, D.C. — The envoy left."), "WASHINGTON, D.C.|WASHINGTON, D.C. —");
  EXPECT_EQ(dateline("UNITED NATIONS (AP) — The council met."), "UNITED NATIONS (AP)|UNITED NATIONS (AP) —");
  EXPECT_EQ(dateline("Moscow (Interfax) - The ministry said."), "Moscow (Interfax)|Moscow (Interfax) -");
  EXPECT_EQ(dateline("KYIV: Ukraine expelled two diplomats."), "KYIV|KYIV:");
  EXPECT_EQ(dateline("NEW DELHI, 18 October 2021 (PTI): India summoned the envoy."), "NEW DELHI, 18 October 2021 (PTI)|NEW DELHI, 18 October 2021 (PTI):");
  EXPECT_EQ(dateline("By a staff writer\n\nACCRA, Ghana — The court ruled."), "ACCRA, Ghana|ACCRA, Ghana —");
}

TEST(Dateline, IsNotImagined) {
  EXPECT_EQ(dateline("WASHINGTON is waiting for an answer."), "");
  EXPECT_EQ(dateline("Mr. Lavrov: we will answer."), "");
  EXPECT_EQ(dateline("MR. LAVROV: We will answer."), "");
  EXPECT_EQ(dateline("NATO - which has 30 members - met."), "");
  EXPECT_EQ(dateline("PUTIN: We will answer.\n\nBIDEN: So will we."), "");
  EXPECT_EQ(dateline("QUESTION: Will you answer?"), "");
  EXPECT_EQ(dateline("Russia – the largest country – left."), "");
  EXPECT_EQ(dateline("Russia: the story so far"), "");
  EXPECT_EQ(dateline("US-led forces left."), "");
  EXPECT_EQ(dateline("The Kremlin (Moscow) was silent."), "");
  EXPECT_EQ(dateline("MOSCOW:"), "");
  EXPECT_EQ(dateline(""), "");
}

}  // namespace
}  // namespace demarche
