// Readings made by hand, and a record in a folder of the test's own.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/day.h"
#include "demarche/record.h"

namespace demarche {

inline constexpr Instant kNow = 1634551200;  // 2021-10-18T10:00:00Z

/// A folder that is gone when the test is over.
class TestFolder {
 public:
  TestFolder() {
    std::string name = ::testing::TempDir() + "/demarche-record-XXXXXX";
    path_ = ::mkdtemp(name.data());
  }
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ignored);
    std::filesystem::remove_all(path_, ignored);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  [[nodiscard]] std::string path(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

/// Builds a reading sentence by sentence.
class Story {
 public:
  explicit Story(const std::string& published, const std::string& source = "The Courier", const std::string& title = "A title") {
    r_.article.published = parse_day(published);
    r_.article.source = source, r_.article.title = title;
    r_.versions = {"test", "m1", "l1"};
  }

  ActorId actor(const std::string& name, const std::string& code, ActorKind kind = ActorKind::kCountry) {
    for (ActorId a = 0; a < r_.actors.size(); ++a) {
      if (r_.actors[a].name == name) return a;
    }
    Actor a;
    a.name = name, a.code = code, a.kind = kind, a.country = code.size() == 3 ? code : "";
    a.sector = {"GOV"};
    r_.actors.push_back(a);
    return static_cast<ActorId>(r_.actors.size() - 1);
  }

  /// A sentence that tells nothing.
  Story& say(const std::string& sentence) {
    if (!r_.article.text.empty()) r_.article.text += ' ';
    const auto begin = static_cast<std::uint32_t>(r_.article.text.size());
    r_.article.text += sentence;
    r_.sentences.push_back({begin, static_cast<std::uint32_t>(r_.article.text.size())});
    return *this;
  }

  /// A sentence that tells an event; more is set through the reference.
  Event& tell(const std::string& sentence, EventType type, const std::string& cameo, const std::string& measure, std::vector<ActorId> source,
              std::vector<ActorId> target, double goldstein = -5) {
    say(sentence);
    Event& e = r_.events.emplace_back();
    e.type = type, e.cameo = cameo, e.measure = measure, e.goldstein = goldstein;
    e.source = std::move(source), e.target = std::move(target);
    e.sentences = {static_cast<std::uint32_t>(r_.sentences.size() - 1)};
    const Span s = r_.sentences.back();
    e.trigger = {{s.begin, s.begin + 3}};
    e.confidence = 0.8, e.rule = "frame", e.entry = "test";
    return e;
  }

  Reading& reading() { return r_; }
  [[nodiscard]] Reading done() const {
    Reading r = r_;
    r.article.id = article_id(r.article);
    return r;
  }

 private:
  static std::string article_id(const Article& a) { return "id-" + std::to_string(std::hash<std::string>()(a.title + a.text + a.source)); }
  Reading r_;
};

inline DateRange on(const std::string& day) { return {*parse_day(day), *parse_day(day), day, false}; }

/// "Russia expelled N British diplomats", as told by one paper.
inline Reading expulsion(const std::string& published, const std::string& source, double number = 2, const std::string& sentence = "Russia expelled two British diplomats on Monday.",
                         const std::string& day = "2021-10-18") {
  Story s(published, source);
  const ActorId rus = s.actor("Russia", "RUS"), gbr = s.actor("Britain", "GBR");
  Event& e = s.tell(sentence, EventType::kSanction, "166", "expel", {rus}, {gbr});
  e.mode = {"expel"}, e.context = {"diplomatic"};
  e.quantity = Quantity{number, "person"};
  if (!day.empty()) e.date = on(day);
  return s.done();
}

template <class T>
T got(Result<T> result) {
  if (!result) ADD_FAILURE() << result.error().text();
  return result ? *std::move(result) : T{};
}

inline Record open_record(const std::string& path, Access access = Access::kCreate) {
  auto record = Record::open(path, {.access = access, .patience_ms = 2000, .writer = "test"});
  if (!record) ADD_FAILURE() << record.error().text();
  return *std::move(record);
}

inline Query query(const std::string& text) { return got(parse_query(text)); }

}  // namespace demarche
