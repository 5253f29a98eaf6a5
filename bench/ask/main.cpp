// How long questions to a record take: demarche_ask RECORD. The pairs with most events are asked for, over all time, a year and a month,
// newest hundred first; then words, posts, chains. Times are those of the whole answer, in milliseconds, over one open connection.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "base/day.h"
#include "demarche/record.h"
#include "record/statistics.h"

namespace {

using namespace demarche;

class Times {
 public:
  template <class Act>
  void take(Act&& act) {
    const auto begin = std::chrono::steady_clock::now();
    rows_ += act();
    times_.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
  }
  void print(const char* what) {
    if (times_.empty()) return;
    std::sort(times_.begin(), times_.end());
    const auto at = [&](double share) { return times_[static_cast<std::size_t>(share * static_cast<double>(times_.size() - 1))]; };
    std::printf("ask      %-34s %4zu questions, %6.1f rows each: median %6.2f ms, 95 %% within %6.2f ms, longest %6.2f ms\n", what, times_.size(),
                static_cast<double>(rows_) / static_cast<double>(times_.size()), at(0.5), at(0.95), times_.back());
  }

 private:
  std::vector<double> times_;
  std::size_t rows_ = 0;
};

std::size_t events(const Record& record, const std::string& text) {
  const auto query = parse_query(text);
  const auto answer = query ? record.events(*query) : Result<Answer<RecordedEvent>>(query.error());
  if (!answer) std::fprintf(stderr, "%s: %s\n", text.c_str(), answer.error().text().c_str());
  return answer ? answer->rows.size() : 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fprintf(stderr, "usage: demarche_ask RECORD\n"), 2;
  auto record = Record::open(argv[1]);
  if (!record) return std::fprintf(stderr, "%s\n", record.error().text().c_str()), 1;
  const auto pairs = top_dyads(*record, *parse_query(""), 200);
  const auto counts = record->counts();
  if (!pairs || !counts || pairs->empty()) return std::fprintf(stderr, "the record has no events between two parties\n"), 1;
  // Of the pair that meets most, the event in the middle tells a year in which things happen; the last day may be one that a text foresees.
  const auto middle = record->events(*parse_query("source:" + pairs->front().source + " target:" + pairs->front().target));
  const std::string year = middle && !middle->rows.empty() ? to_string(middle->rows[middle->rows.size() / 2].from).substr(0, 4) : counts->last_day.substr(0, 4);
  Times dyads, years, months, between, sides, typed, words, pages;
  for (const DyadTotal& d : *pairs) {
    const std::string dyad = "source:" + d.source + " target:" + d.target;
    dyads.take([&] { return events(*record, dyad); });
    years.take([&] { return events(*record, dyad + " on:" + year); });
    months.take([&] { return events(*record, dyad + " on:" + year + "-03"); });
    between.take([&] { return events(*record, "between:" + d.source + "," + d.target + " since:" + year); });
    sides.take([&] { return events(*record, "source:" + d.source + " on:" + year); });
    typed.take([&] { return events(*record, dyad + " type:SANCTION since:" + year); });
  }
  for (const char* word : {"ambassador", "embassy", "airspace", "mission", "\"foreign ministry\"", "expelled", "bridge", "tractor"}) {
    words.take([&] { return events(*record, std::string("text:") + word); });
    pages.take([&] {
      const auto answer = record->articles(*parse_query(std::string("text:") + word));
      return answer ? answer->rows.size() : 0;
    });
  }
  dyads.print("a pair, all time"), years.print("a pair in a year"), months.print("a pair in a month"), between.print("between two, since a year"), sides.print("one side in a year");
  typed.print("a pair, one type, since a year"), words.print("events by words"), pages.print("articles by words");
  return 0;
}
