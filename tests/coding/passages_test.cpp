// Passages of several sentences, read through the whole path, against what a person reads in them: tests/data/passages.txt tells the
// form, claims.txt, posts.txt and answers.txt beside it what they add. A passage that the present model misses is marked so there; one that is read again must lose its mark.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "base/day.h"
#include "coding/reader.h"

namespace demarche {
namespace {

std::string side(const Reading& reading, const std::vector<ActorId>& actors) {
  std::set<std::string> codes;
  for (const ActorId a : actors) {
    if (!reading.actors[a].code.empty()) codes.insert(reading.actors[a].code);
  }
  std::string out;
  for (const std::string& c : codes) out += (out.empty() ? "" : ",") + c;
  return out.empty() ? "-" : out;
}

/// "SANCTION recall-envoy MLI > NER planned", parts that say nothing left out; a request is `requested`, a threat `threatened`.
std::string told(const Reading& reading, const Event& e) {
  std::string out(name_of(e.type));
  if (!e.measure.empty()) out += " " + e.measure;
  out += " " + side(reading, e.source) + " > " + side(reading, e.target);
  const bool natural = (e.type == EventType::kRequest && e.status == EventStatus::kRequested) || (e.type == EventType::kThreaten && e.status == EventStatus::kThreatened);
  if (e.status != EventStatus::kDone && !natural) out += " " + std::string(name_of(e.status));
  return out;
}

/// "answer SANCTION expel LVA > BLR <- SANCTION expel BLR > LVA"
std::string told(const Reading& reading, const Event& e, const Event& cause) { return "answer " + told(reading, e) + " <- " + told(reading, cause); }

/// "claim RUS > NATO ! NATO"
std::string told(const Reading& reading, const Claim& c) {
  std::string out = "claim " + side(reading, c.by) + " > " + side(reading, c.about);
  if (!c.denied_by.empty()) out += " ! " + side(reading, c.denied_by);
  return out;
}

/// "post FIN@RUS consulate: status closed"; of a limit of staff "staff 20>10".
std::string told(const Reading& reading, const Post& p, const PostChange& c) {
  const auto code = [&](const std::optional<ActorId>& a) { return a ? side(reading, {*a}) : std::string("-"); };
  const auto number = [](const std::optional<double>& n) { return n ? std::to_string(static_cast<int>(*n)) : std::string(); };
  const std::string out = "post " + code(p.holder) + "@" + code(p.host) + " " + p.kind + ": ";
  return c.what == "staff-limit" ? out + "staff " + number(c.from) + ">" + number(c.to) : out + c.what + " " + c.to_status;
}

/// " by 2024-05-31", " on 2024-05-31": the last day of a time given, else the first from which the change holds; "" where none is read.
std::string when(const PostChange& c) {
  if (!c.effective) return "";
  const bool is_deadline = c.certainty == "deadline";
  return (is_deadline ? " by " : " on ") + to_string(is_deadline ? c.effective->to : c.effective->from);
}

using Lines = std::set<std::string>;

struct Case {
  std::string text, line;
  Lines wanted;
  bool is_missed = false;

  [[nodiscard]] bool wants(std::string_view begins) const {
    return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& w) { return w.starts_with(begins); });
  }
  /// A passage asks for what its lines are of; without any, or with a line of an event, for its events.
  [[nodiscard]] bool asks_claims() const { return wants("claim "); }
  [[nodiscard]] bool asks_posts() const { return wants("post "); }
  [[nodiscard]] bool asks_answers() const { return wants("answer "); }
  [[nodiscard]] bool asks_events() const {
    return wanted.empty() || std::any_of(wanted.begin(), wanted.end(), [](const std::string& w) { return !w.starts_with("claim ") && !w.starts_with("post ") && !w.starts_with("answer "); });
  }
};

std::vector<Case> cases(const std::string& name) {
  std::ifstream in(std::string(DEMARCHE_SOURCE_DIR) + "/tests/data/" + name);
  std::vector<Case> out;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    if (line[0] == '>') {
      if (!out.empty() && line.size() > 2) out.back().wanted.insert(line.substr(2));
    } else if (line[0] == '?') {
      if (!out.empty()) out.back().is_missed = true;
    } else {
      out.push_back({line, name + ": line " + std::to_string(number), {}, false});
    }
  }
  return out;
}

/// Everything of the kinds that the passage asks for, in its own notation.
Lines read_lines(const Case& c, const Reading& reading) {
  Lines got;
  if (c.asks_events()) {
    for (const Event& e : reading.events) got.insert(told(reading, e));
  }
  if (c.asks_claims()) {
    if (reading.claims.empty()) got.insert("claim none");
    for (const Claim& claim : reading.claims) got.insert(told(reading, claim));
  }
  if (c.asks_answers()) {
    for (const Event& e : reading.events) {
      for (const std::uint32_t b : e.responds_to) got.insert(told(reading, e, reading.events[b]));
    }
    if (got.empty()) got.insert("answer none");
  }
  if (c.asks_posts()) {
    if (reading.posts.empty()) got.insert("post none");
    for (const Post& p : reading.posts) {
      for (const PostChange& change : p.changes) {
        const std::string plain = told(reading, p, change), dated = plain + when(change);
        const bool asks_day = c.wants(plain + " on ") || c.wants(plain + " by ");
        got.insert(asks_day ? dated : plain);
      }
    }
  }
  return got;
}

void read_all(const std::string& name, std::size_t at_least) {
  Reader reader(Model::embedded(), Lexicon::embedded());
  const std::vector<Case> all = cases(name);
  ASSERT_GE(all.size(), at_least);
  for (const Case& c : all) {
    Article article;
    article.text = c.text;
    article.published = parse_day("2024-05-15");
    const Lines got = read_lines(c, reader.read(std::move(article)));
    std::string shown;
    for (const std::string& g : got) shown += "\n> " + g;
    if (c.is_missed) {
      EXPECT_NE(got, c.wanted) << c.line << " is read now; take its ? away: " << c.text;
    } else {
      EXPECT_EQ(got, c.wanted) << c.line << ": " << c.text << shown;
    }
  }
}

TEST(Passages, AreReadAsAPersonReadsThem) { read_all("passages.txt", 150); }
TEST(Passages, TellWhatOneSideSaysOfAnother) { read_all("claims.txt", 30); }
TEST(Passages, TellWhatBecomesOfPosts) { read_all("posts.txt", 30); }
TEST(Passages, TellWhoAnswersWhom) { read_all("answers.txt", 75); }

}  // namespace
}  // namespace demarche
