// A reading → all that can be made of it without the record: its names by hash, its JSON, the marks of its text.
//
// Relies on: libsodium (BLAKE2b), zstd, coding/json. Doors: prepare(), content_hash(), bands_of(), likeness(), content_words().
// Same text (MinHash): a text is the set of its five-word runs; 36 permutations of their hashes, each by its least value, are cut
// into 12 bands of 3. Two texts that share a share J of their runs share a band with probability 1 − (1 − J³)¹²: 0.95 at J = 0.6.
// What shares a band is then compared run by run. (Broder 1997; bands after Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, 3.4.)
#include <sodium.h>
#include <zstd.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "coding/json.h"
#include "record/record.h"

namespace demarche {
namespace {

constexpr std::size_t kRun = 5;
constexpr std::size_t kFewestWords = 24;
constexpr std::size_t kBands = 12, kRows = 3;
constexpr int kPackLevel = 3;

/// SplitMix64's finisher: spreads what FNV leaves in the low bits.
std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
  return x ^ (x >> 31);
}

/// Calls `act` with each word: a run of letters, digits and bytes above ASCII, in small letters.
template <class Act>
void each_word(std::string_view text, Act&& act) {
  std::string word;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const unsigned char c = at < text.size() ? static_cast<unsigned char>(text[at]) : ' ';
    const bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    if (letter) word.push_back(static_cast<char>(c | 0x20));
    else if ((c >= '0' && c <= '9') || (c >= 0x80 && c != 0xE2 /* dashes and quotation marks begin so */)) word.push_back(static_cast<char>(c));
    else if (c == 0xE2 && at + 2 < text.size()) at += 2, word.empty() ? void() : (act(word), word.clear());
    else if (!word.empty()) act(word), word.clear();
  }
}

std::vector<std::uint64_t> runs_of(std::string_view text) {
  std::vector<std::uint64_t> words, runs;
  each_word(text, [&](const std::string& w) { words.push_back(mixed(stable_hash(w))); });
  if (words.size() < kRun) return runs;
  runs.reserve(words.size());
  for (std::size_t at = 0; at + kRun <= words.size(); ++at) {
    std::uint64_t h = 0;
    for (std::size_t k = 0; k < kRun; ++k) h = (h << 7 | h >> 57) ^ words[at + k];
    runs.push_back(mixed(h));
  }
  std::sort(runs.begin(), runs.end());
  runs.erase(std::unique(runs.begin(), runs.end()), runs.end());
  return runs;
}

/// Words that say nothing of what a sentence is about; longer ones than three letters, since shorter ones are left out anyway.
constexpr std::array<std::string_view, 40> kFunctionWords = {
    "about", "after",  "against", "also",  "amid",  "because", "been",   "before", "being", "between", "could", "during", "from",  "have",
    "into",  "more",   "over",    "said",  "says",  "since",   "some",   "such",   "than",  "that",    "their", "them",   "then",  "there",
    "these", "they",   "this",    "those", "under", "were",    "when",   "where",  "which", "while",   "will",  "with"};

}  // namespace

std::uint64_t stable_hash(std::string_view bytes, std::uint64_t seed) {
  for (const char c : bytes) seed = (seed ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return seed;
}

std::string content_hash(const Article& a) {
  // Each field with its length before it, so that no two articles run together to the same bytes.
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, crypto_generichash_BYTES);
  const auto add = [&](std::string_view field) {
    const std::string size = std::to_string(field.size()) + ":";
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(size.data()), size.size());
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(field.data()), field.size());
  };
  add(a.id), add(a.source), add(a.url), add(a.published ? to_string(*a.published) : ""), add(a.title), add(a.text);
  std::array<char, crypto_generichash_BYTES> out{};
  crypto_generichash_final(&state, reinterpret_cast<unsigned char*>(out.data()), out.size());
  return {out.data(), out.size()};
}

std::string pack(std::string_view text) {
  thread_local const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(), ZSTD_freeCCtx);
  std::string out(ZSTD_compressBound(text.size()), '\0');
  const std::size_t size = ZSTD_compressCCtx(context.get(), out.data(), out.size(), text.data(), text.size(), kPackLevel);
  out.resize(ZSTD_isError(size) ? 0 : size);
  return out;
}

Result<std::string> unpack(std::string_view packed, std::size_t limit) {
  const auto broken = [](const char* what) { return Error{ErrorKind::kMalformed, {}, what, {}}; };
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN) return broken("is no zstd frame");
  if (size > limit) return Error{ErrorKind::kTooLarge, {}, "holds more than the limit", {}};
  std::string out(static_cast<std::size_t>(size), '\0');
  const std::size_t got = ZSTD_decompress(out.data(), out.size(), packed.data(), packed.size());
  if (ZSTD_isError(got) || got != out.size()) return broken("is a damaged zstd frame");
  return out;
}

std::vector<std::int64_t> bands_of(std::string_view text) {
  const std::vector<std::uint64_t> runs = runs_of(text);
  std::vector<std::int64_t> out;
  if (runs.size() + kRun - 1 < kFewestWords) return out;
  std::array<std::uint64_t, kBands * kRows> least;
  least.fill(~0ull);
  for (const std::uint64_t run : runs) {
    for (std::size_t k = 0; k < least.size(); ++k) {
      const std::uint64_t permuted = (run ^ (0x9E3779B97F4A7C15ull * (k + 1))) * (0xD6E8FEB86659FD93ull + 2 * k);
      least[k] = std::min(least[k], permuted);
    }
  }
  for (std::size_t b = 0; b < kBands; ++b) {
    std::uint64_t h = b + 1;
    for (std::size_t r = 0; r < kRows; ++r) h = mixed(h ^ least[b * kRows + r]);
    out.push_back(static_cast<std::int64_t>(h >> 24));  // 40 bits: short in the file; what falls together by chance is compared anyway
  }
  return out;
}

Likeness likeness(std::string_view a, std::string_view b) {
  const std::vector<std::uint64_t> left = runs_of(a), right = runs_of(b);
  if (left.empty() || right.empty()) return {};
  std::vector<std::uint64_t> common;
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(common));
  const auto shared = static_cast<double>(common.size());
  return {shared / static_cast<double>(left.size() + right.size() - common.size()), shared / static_cast<double>(std::min(left.size(), right.size()))};
}

bool is_same_text(Likeness l) { return l.jaccard >= 0.55 || (l.contained >= 0.85 && l.jaccard >= 0.4); }

std::string content_words(std::string_view sentence) {
  std::vector<std::uint16_t> hashes;
  each_word(sentence, [&](const std::string& w) {
    const bool number = w[0] >= '0' && w[0] <= '9';
    if (!number && (w.size() < 4 || std::binary_search(kFunctionWords.begin(), kFunctionWords.end(), w))) return;
    hashes.push_back(static_cast<std::uint16_t>(mixed(stable_hash(std::string_view(w).substr(0, 6)))));  // six letters: a crude stem
  });
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  std::string out;
  for (const std::uint16_t h : hashes) out.push_back(static_cast<char>(h >> 8)), out.push_back(static_cast<char>(h & 255));
  return out;
}

double shared_words(std::string_view a, std::string_view b) {
  const auto at = [](std::string_view s, std::size_t n) { return static_cast<unsigned char>(s[2 * n]) << 8 | static_cast<unsigned char>(s[2 * n + 1]); };
  const std::size_t left = a.size() / 2, right = b.size() / 2;
  if (left == 0 || right == 0) return 0;
  std::size_t common = 0;
  for (std::size_t i = 0, k = 0; i < left && k < right;) {
    const int x = at(a, i), y = at(b, k);
    if (x == y) ++common, ++i, ++k;
    else if (x < y) ++i;
    else ++k;
  }
  return static_cast<double>(common) / static_cast<double>(std::min(left, right));
}

Prepared prepare(Reading reading, std::string origin) {
  auto out = std::make_shared<PreparedReading>();
  out->origin = std::move(origin);
  out->reading = std::move(reading);
  const Article& article = out->reading.article;
  out->hash = content_hash(article);
  std::string json;
  write_json_without_text(out->reading, json);
  out->json = pack(json);
  out->bands = bands_of(article.text);
  out->offsets.emplace(article.text);
  return out;
}

}  // namespace demarche
