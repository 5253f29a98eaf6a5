// An article as it comes in and as every offset counts into it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace demarche {

/// Half-open range of bytes [begin, end) of `Article::text`.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] std::uint32_t size() const { return end - begin; }
  [[nodiscard]] bool empty() const { return end <= begin; }
  [[nodiscard]] bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
  [[nodiscard]] bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
  friend bool operator==(Span, Span) = default;
};

/// A day of the Gregorian calendar, as the number of days since 1970-01-01. No zone: the day as the text means it.
struct Day {
  std::int32_t since_1970 = 0;
  friend auto operator<=>(Day, Day) = default;
};

/// One news article. `text` is clean UTF-8: paragraphs separated by "\n\n", no other control characters, at most 4 GiB.
/// All spans count bytes of `text`; the public JSON converts them to code points (CONTRACT: half-open, Unicode code points).
struct Article {
  std::string id;
  std::string title;   ///< "" where none is known; never part of `text`
  std::string source;  ///< who published it
  std::string url;
  std::string byline;  ///< who wrote it, "By …" left out; "" where not known
  std::optional<Day> published;  ///< day of publication; relative dates are read against it
  std::string published_basis;   ///< where that day was found: "given", "header", "page", "url"; "" where there is none
  std::string language = "en";
  std::string dateline;  ///< "MOSCOW", "ANKARA (AP)"; it also stands in `text` at `dateline_span`
  Span dateline_span;    ///< with the dash or colon that ends it; empty where there is no dateline
  std::string text;
};

}  // namespace demarche
