// How fast each stage is, one thread: cutting, parsing, the whole reading, and the reading as JSON.
//
//   build/release/bench/demarche_bench                          all stages
//   build/release/bench/demarche_bench --benchmark_filter=Read  one
//
// The text is the samples', repeated to 64 articles; sentences and tokens per second stand beside the times. Compare with
// numbers taken on the same machine only.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/files.h"
#include "coding/json.h"
#include "coding/reader.h"
#include "text/text.h"

namespace demarche {
namespace {

constexpr std::size_t kArticles = 64;

std::vector<Article> sample_articles() {
  std::vector<Article> out;
  const auto files = list_files(std::string(DEMARCHE_SOURCE_DIR) + "/samples");
  if (!files) return out;
  for (const std::string& file : *files) {
    if (!file.ends_with(".txt")) continue;
    auto reader = ArticleReader::open(file);
    if (!reader) continue;
    while (auto article = reader->next()) {
      if (*article) out.push_back(**std::move(article));
    }
  }
  return out;
}

const std::vector<Article>& articles() {
  static const std::vector<Article> all = [] {
    const std::vector<Article> samples = sample_articles();
    if (samples.empty()) {
      std::fprintf(stderr, "demarche_bench: samples/*.txt gives no articles\n");
      std::exit(1);
    }
    std::vector<Article> out;
    for (std::size_t n = 0; n < kArticles; ++n) out.push_back(samples[n % samples.size()]);
    return out;
  }();
  return all;
}

struct Size {
  double sentences = 0, tokens = 0, bytes = 0;
};

const Size& size_of_all() {
  static const Size size = [] {
    Size out;
    for (const Article& a : articles()) {
      Document d(a);
      segment(d);
      out.sentences += static_cast<double>(d.sentences.size());
      out.tokens += static_cast<double>(d.words.size());
      out.bytes += static_cast<double>(a.text.size());
    }
    return out;
  }();
  return size;
}

void count(benchmark::State& state) {
  const double rounds = static_cast<double>(state.iterations());
  state.counters["sentences/s"] = benchmark::Counter(size_of_all().sentences * rounds, benchmark::Counter::kIsRate);
  state.counters["tokens/s"] = benchmark::Counter(size_of_all().tokens * rounds, benchmark::Counter::kIsRate);
  state.SetBytesProcessed(static_cast<std::int64_t>(size_of_all().bytes * rounds));
}

std::vector<Document> cut_documents() {
  std::vector<Document> out;
  for (const Article& a : articles()) out.emplace_back(a), segment(out.back());
  return out;
}

void Segment(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(cut_documents());
  count(state);
}

void Parse(benchmark::State& state) {
  std::vector<Document> documents = cut_documents();
  std::vector<Document*> all;
  for (Document& d : documents) all.push_back(&d);
  Parser parser(Model::embedded());
  for (auto _ : state) parser.annotate(all);
  count(state);
}

/// Cutting, parsing and everything above.
void Read(benchmark::State& state) {
  Reader reader(Model::embedded(), Lexicon::embedded());
  for (auto _ : state) benchmark::DoNotOptimize(reader.read(articles()));
  count(state);
}

void WriteJson(benchmark::State& state) {
  Reader reader(Model::embedded(), Lexicon::embedded());
  const std::vector<Reading> readings = reader.read(articles());
  for (auto _ : state) {
    std::string out;
    for (const Reading& r : readings) write_json(r, out);
    benchmark::DoNotOptimize(out);
  }
  count(state);
}

BENCHMARK(Segment)->Unit(benchmark::kMillisecond);
BENCHMARK(Parse)->Unit(benchmark::kMillisecond);
BENCHMARK(Read)->Unit(benchmark::kMillisecond);
BENCHMARK(WriteJson)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace demarche
