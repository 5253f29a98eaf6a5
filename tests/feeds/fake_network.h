// A network and a clock of the test's own: what a server answers, and what time it is.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "feeds/network.h"

namespace demarche {

class FakeClock : public WallClock {
 public:
  explicit FakeClock(std::int64_t begin_ms = 1634551200000) : now_(begin_ms) {}  // 2021-10-18T10:00:00Z
  std::int64_t now_ms() override { return now_; }
  void pass(std::int64_t ms) { now_ += ms; }

 private:
  std::int64_t now_;
};

/// Answers at once, or after the time that an address takes; waiting moves the clock.
class FakeNetwork : public Network {
 public:
  explicit FakeNetwork(FakeClock& clock) : clock_(clock) {}

  struct Asked {
    std::int64_t at_ms = 0;
    WebRequest request;
  };
  std::map<std::string, std::function<WebReply(const WebRequest&)>> pages;  ///< by address; others are 404
  std::int64_t takes_ms = 10;
  std::vector<Asked> asked;

  void put(const std::string& url, const std::string& body, int status = 200) {
    pages[url] = [=](const WebRequest&) {
      WebReply r;
      r.status = status, r.body = body, r.type = "text/html";
      return r;
    };
  }
  [[nodiscard]] std::vector<std::int64_t> times(const std::string& url) const {
    std::vector<std::int64_t> out;
    for (const Asked& a : asked) {
      if (a.request.url == url) out.push_back(a.at_ms);
    }
    return out;
  }
  [[nodiscard]] std::size_t most_at_once() const { return most_; }

  void start(std::uint64_t ticket, WebRequest request) override {
    asked.push_back({clock_.now_ms(), request});
    const auto page = pages.find(request.url);
    WebReply reply;
    if (page != pages.end()) reply = page->second(request);
    else reply.status = 404;
    running_.push_back({clock_.now_ms() + takes_ms, ticket, std::move(reply)});
    most_ = std::max(most_, running_.size());
  }

  std::vector<Ended> wait(std::int64_t at_most_ms) override {
    std::int64_t until = clock_.now_ms() + at_most_ms;
    for (const Running& r : running_) until = std::min(until, r.end_ms);
    if (until > clock_.now_ms()) clock_.pass(until - clock_.now_ms());
    std::vector<Ended> out;
    std::erase_if(running_, [&](Running& r) {
      if (r.end_ms > clock_.now_ms()) return false;
      out.push_back({r.ticket, std::move(r.reply)});
      return true;
    });
    return out;
  }
  void interrupt() override {}

 private:
  struct Running {
    std::int64_t end_ms = 0;
    std::uint64_t ticket = 0;
    WebReply reply;
  };
  FakeClock& clock_;
  std::vector<Running> running_;
  std::size_t most_ = 0;
};

}  // namespace demarche
