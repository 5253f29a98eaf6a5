// The query's text → terms. Door: parse_query().
//
//   query  = { term }
//   term   = [ "-" | "!" ] ( field ":" values | word )
//   values = value { "," value }
//   value  = bare | '"' { any character but '"' } '"'
//
// A bare word is sought in the text. Errors point at the place with a caret.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "base/day.h"
#include "base/utf8.h"
#include "demarche/query.h"
#include "demarche/reading.h"

namespace demarche {
namespace {

using Field = QueryTerm::Field;

enum class Takes : std::uint8_t { kWords, kNumber, kDay, kType, kQuad, kStatus, kVerdict, kKey, kPair };

struct Entry {
  std::string_view name;
  Field field;
  Takes takes;
  std::string_view help, example;
};

constexpr std::array kFields = {
    Entry{"source", Field::kSource, Takes::kWords, "code or name of who did it", "source:RUS"},
    Entry{"target", Field::kTarget, Takes::kWords, "code or name of whom it was done to", "target:NATO"},
    Entry{"actor", Field::kActor, Takes::kWords, "code or name on either side", "actor:\"Sergey Lavrov\""},
    Entry{"between", Field::kBetween, Takes::kPair, "two parties, in either direction", "between:RUS,NATO"},
    Entry{"type", Field::kType, Takes::kType, "PLOVER type", "type:SANCTION"},
    Entry{"mode", Field::kMode, Takes::kWords, "PLOVER mode", "mode:expel"},
    Entry{"context", Field::kContext, Takes::kWords, "PLOVER context", "context:diplomatic"},
    Entry{"measure", Field::kMeasure, Takes::kWords, "diplomatic measure", "measure:close-post"},
    Entry{"cameo", Field::kCameo, Takes::kWords, "CAMEO code or its beginning", "cameo:16"},
    Entry{"quad", Field::kQuad, Takes::kQuad, "quad class, by name or number", "quad:material-conflict"},
    Entry{"status", Field::kStatus, Takes::kStatus, "what became of it", "status:done,announced"},
    Entry{"verdict", Field::kVerdict, Takes::kVerdict, "what readers found of it: right, mended, wrong, none", "verdict:mended"},
    Entry{"goldstein", Field::kGoldstein, Takes::kNumber, "Goldstein score", "goldstein:<-5"},
    Entry{"confidence", Field::kConfidence, Takes::kNumber, "0 to 1", "confidence:>=0.8"},
    Entry{"quantity", Field::kQuantity, Takes::kNumber, "how many or much", "quantity:>10"},
    Entry{"reports", Field::kReports, Takes::kNumber, "articles that tell it", "reports:>=3"},
    Entry{"sources", Field::kSources, Takes::kNumber, "publishers that tell it", "sources:>1"},
    Entry{"since", Field::kSince, Takes::kDay, "from this day, month or year on", "since:2021-10"},
    Entry{"until", Field::kUntil, Takes::kDay, "up to and with this day, month or year", "until:2021"},
    Entry{"on", Field::kOn, Takes::kDay, "in this day, month or year", "on:2021-10-18"},
    Entry{"seen", Field::kSeen, Takes::kDay, "first met by the record since", "seen:7d"},
    Entry{"place", Field::kPlace, Takes::kWords, "place, or country by code", "place:Brussels"},
    Entry{"text", Field::kText, Takes::kWords, "words of the article", "text:\"liaison office\""},
    Entry{"title", Field::kTitle, Takes::kWords, "words of its title", "title:envoy"},
    Entry{"publisher", Field::kPublisher, Takes::kWords, "who published the article", "publisher:Reuters"},
    Entry{"language", Field::kLanguage, Takes::kWords, "of the article", "language:en"},
    Entry{"url", Field::kUrl, Takes::kWords, "beginning of its address", "url:https://example.org"},
    Entry{"holder", Field::kHolder, Takes::kWords, "of a post: whose it is", "holder:RUS"},
    Entry{"host", Field::kHost, Takes::kWords, "of a post: where it stands", "host:NATO"},
    Entry{"kind", Field::kKind, Takes::kWords, "of a post or an actor", "kind:embassy"},
    Entry{"sector", Field::kSector, Takes::kWords, "of an actor", "sector:MIL"},
    Entry{"country", Field::kCountry, Takes::kWords, "of an actor", "country:RUS"},
    Entry{"code", Field::kCode, Takes::kWords, "of an actor", "code:HAMAS"},
    Entry{"speaker", Field::kSpeaker, Takes::kWords, "of a statement: code or name", "speaker:RUS"},
    Entry{"stance", Field::kStance, Takes::kWords, "of a statement", "stance:deny"},
    Entry{"event", Field::kEvent, Takes::kKey, "one event", "event:E12"},
    Entry{"article", Field::kArticle, Takes::kKey, "one article", "article:A3"},
};

constexpr std::array<std::string_view, 4> kQuads = {"verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"};
constexpr int kStatuses = static_cast<int>(EventStatus::kNegated) + 1;

const Entry* entry_of(std::string_view name) {
  const auto found = std::find_if(kFields.begin(), kFields.end(), [&](const Entry& e) { return e.name == name; });
  return found == kFields.end() ? nullptr : &*found;
}

/// Letters to put in, take out or change to make one word of the other; for "did you mean".
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t k = 0; k <= b.size(); ++k) row[k] = k;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i;
    for (std::size_t k = 1; k <= b.size(); ++k) {
      const std::size_t above = row[k];
      row[k] = std::min({row[k] + 1, row[k - 1] + 1, corner + (a[i - 1] == b[k - 1] ? 0 : 1)});
      corner = above;
    }
  }
  return row[b.size()];
}

std::string upper(std::string_view s) {
  std::string out(s);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 0x20);
  }
  return out;
}

class QueryParser {
 public:
  QueryParser(std::string_view text, std::optional<Day> today) : in_(text), today_(today) {}

  Result<Query> run() {
    Query query;
    query.text = in_;
    for (skip_blanks(); at_ < in_.size() && !failure_; skip_blanks()) query.terms.push_back(term());
    if (failure_) return *failure_;
    return query;
  }

 private:
  void fail(std::size_t at, std::string message) {
    if (failure_) return;
    std::string shown;
    for (const char c : in_) shown.push_back(c == '\n' || c == '\t' ? ' ' : c);
    const std::size_t column = count_code_points(in_.substr(0, at));
    failure_ = Error{ErrorKind::kUsage, "query:" + std::to_string(column + 1), std::move(message), "  " + shown + "\n  " + std::string(column, ' ') + "^"};
  }

  static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
  void skip_blanks() {
    while (at_ < in_.size() && is_blank(in_[at_])) ++at_;
  }

  QueryTerm term() {
    QueryTerm t;
    t.at = static_cast<std::uint32_t>(at_);
    if ((in_[at_] == '-' || in_[at_] == '!') && at_ + 1 < in_.size() && !is_blank(in_[at_ + 1])) t.negated = true, ++at_;
    const std::size_t begin = at_;
    if (in_[at_] == '"') {
      t.values.push_back(quoted());
      if (at_ < in_.size() && !is_blank(in_[at_])) fail(at_, "expected a blank behind the closing quotation mark");
      return t;
    }
    while (at_ < in_.size() && !is_blank(in_[at_]) && in_[at_] != ':' && in_[at_] != '"') ++at_;
    const std::string_view word = in_.substr(begin, at_ - begin);
    if (at_ >= in_.size() || in_[at_] != ':') {
      if (at_ < in_.size() && in_[at_] == '"') fail(at_, "a quotation mark within a word; put a blank or a field and ':' before it");
      t.values.emplace_back(word);
      return t;
    }
    const Entry* entry = entry_of(lower(word));
    if (!entry) return unknown_field(word, begin), t;
    ++at_;
    t.field = entry->field;
    values(t, *entry);
    return t;
  }

  void unknown_field(std::string_view word, std::size_t begin) {
    if (word.empty()) return fail(begin, "a field's name is missing before ':'");
    const std::string small = lower(word);
    const auto nearest = std::min_element(kFields.begin(), kFields.end(), [&](const Entry& a, const Entry& b) { return distance(small, a.name) < distance(small, b.name); });
    std::string message = "there is no field '" + std::string(word) + "'";
    // Two letters amiss in a word of two are another word.
    const std::size_t amiss = distance(small, nearest->name);
    if (amiss <= 2 && 2 * amiss <= nearest->name.size()) message += "; did you mean '" + std::string(nearest->name) + "'?";
    else message += "; to seek the words themselves, put them in quotation marks";
    fail(begin, message);
  }

  /// The text between quotation marks; `at_` is at the opening one.
  std::string quoted() {
    const std::size_t begin = at_++;
    const std::size_t end = in_.find('"', at_);
    if (end == std::string_view::npos) {
      fail(begin, "this quotation mark is never closed");
      at_ = in_.size();
      return {};
    }
    std::string out(in_.substr(at_, end - at_));
    at_ = end + 1;
    if (std::all_of(out.begin(), out.end(), is_blank)) fail(begin, "nothing stands between these quotation marks");
    return out;
  }

  void values(QueryTerm& t, const Entry& entry) {
    for (;;) {
      const std::size_t begin = at_;
      std::string value;
      if (at_ < in_.size() && in_[at_] == '"') {
        value = quoted();
      } else {
        while (at_ < in_.size() && !is_blank(in_[at_]) && in_[at_] != ',' && in_[at_] != '"') ++at_;
        value = in_.substr(begin, at_ - begin);
      }
      if (failure_) return;
      if (value.empty()) return fail(begin, "'" + std::string(entry.name) + ":' needs a value, such as " + std::string(entry.example));
      take(t, entry, std::move(value), begin);
      if (failure_) return;
      if (at_ < in_.size() && in_[at_] == '"') return fail(at_, "a quotation mark within a value");
      if (at_ >= in_.size() || in_[at_] != ',') break;
      ++at_;
    }
    if (entry.takes == Takes::kPair && t.values.size() != 2) fail(t.at, "'between:' takes two parties, such as between:RUS,NATO");
    const bool one_only = entry.takes == Takes::kDay || entry.takes == Takes::kNumber;
    if (one_only && t.values.size() > 1) fail(t.at, "'" + std::string(entry.name) + ":' takes one value");
  }

  void take(QueryTerm& t, const Entry& entry, std::string value, std::size_t at) {
    switch (entry.takes) {
      case Takes::kWords:
      case Takes::kPair: break;
      case Takes::kNumber: number(t, value, at); break;
      case Takes::kDay: day(t, value, at); break;
      case Takes::kType:
        value = upper(value);
        if (!event_type_of(value)) fail(at, "'" + value + "' is no PLOVER type; " + all_types());
        break;
      case Takes::kQuad: value = quad(value, at); break;
      case Takes::kStatus: {
        value = lower(value);
        std::string all;
        bool known = false;
        for (int n = 0; n < kStatuses; ++n) {
          const std::string_view name = name_of(static_cast<EventStatus>(n));
          known |= name == value;
          all += (n > 0 ? ", " : "") + std::string(name);
        }
        if (!known) fail(at, "'" + value + "' is no status; there are " + all);
        break;
      }
      case Takes::kVerdict: {
        value = lower(value);
        if (value != "right" && value != "mended" && value != "wrong" && value != "none") fail(at, "'" + value + "' is no verdict; there are right, mended, wrong, none");
        break;
      }
      case Takes::kKey: value = key(value, entry, at); break;
    }
    t.values.push_back(std::move(value));
  }

  static std::string all_types() {
    std::string out = "there are ";
    for (int n = 0; n < kEventTypes; ++n) out += (n > 0 ? ", " : "") + std::string(name_of(static_cast<EventType>(n)));
    return out;
  }

  std::string quad(const std::string& value, std::size_t at) {
    const std::string small = lower(value);
    if (small.size() == 1 && small[0] >= '1' && small[0] <= '4') return std::string(kQuads[static_cast<std::size_t>(small[0] - '1')]);
    if (std::find(kQuads.begin(), kQuads.end(), small) == kQuads.end()) fail(at, "'" + value + "' is no quad class; there are verbal-cooperation (1), material-cooperation (2), verbal-conflict (3), material-conflict (4)");
    return small;
  }

  std::string key(const std::string& value, const Entry& entry, std::size_t at) {
    const char letter = entry.field == Field::kEvent ? 'E' : 'A';
    std::string_view digits = value;
    if (!digits.empty() && (digits[0] == letter || digits[0] == letter + 0x20)) digits.remove_prefix(1);
    std::int64_t n = 0;
    if (digits.empty() || std::from_chars(digits.data(), digits.data() + digits.size(), n).ptr != digits.data() + digits.size() || n <= 0) {
      fail(at, "'" + value + "' is no key such as " + letter + "12");
    }
    return std::to_string(n);
  }

  /// "5", ">5", ">=5", "<5", "<=5", "2..5"
  void number(QueryTerm& t, std::string_view value, std::size_t at) {
    t.least = -std::numeric_limits<double>::infinity(), t.most = std::numeric_limits<double>::infinity();
    const auto read = [&](std::string_view digits, double& to) {
      const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), to);
      return failed == std::errc() && end == digits.data() + digits.size() && std::isfinite(to);
    };
    bool good = false;
    if (const std::size_t dots = value.find(".."); dots != std::string_view::npos) {
      good = read(value.substr(0, dots), t.least) && read(value.substr(dots + 2), t.most);
    } else if (value.starts_with('>') || value.starts_with('<')) {
      const bool or_equal = value.substr(1).starts_with('=');
      const bool more = value[0] == '>';
      good = read(value.substr(or_equal ? 2 : 1), more ? t.least : t.most);
      (more ? t.least_open : t.most_open) = !or_equal;
    } else {
      good = read(value, t.least);
      t.most = t.least;
    }
    if (!good) fail(at, "'" + std::string(value) + "' is no number; write 5, >5, >=5, <5, <=5 or 2..5");
  }

  /// "2021", "2021-10", "2021-10-18", "7d", "today", "yesterday"
  void day(QueryTerm& t, std::string_view value, std::size_t at) {
    const auto part = [&](std::size_t from, std::size_t size) {
      int n = -1;
      const char* const end = value.data() + from + size;
      return std::from_chars(value.data() + from, end, n).ptr == end ? n : -1;
    };
    const auto all = [&](Day from, Day to) { t.from = from, t.to = to; };
    const bool relative = value == "today" || value == "yesterday" || (value.size() >= 2 && value.size() <= 6 && value.back() == 'd' && part(0, value.size() - 1) >= 0);
    if (relative && !today_) return fail(at, "'" + std::string(value) + "' needs to know what day it is, which is not known here");
    if (value == "today") return all(*today_, *today_);
    if (value == "yesterday") return all(Day{today_->since_1970 - 1}, Day{today_->since_1970 - 1});
    if (relative) return all(Day{today_->since_1970 - part(0, value.size() - 1)}, *today_);
    const int year = value.size() >= 4 ? part(0, 4) : -1;
    if (value.size() == 4 && exists({year, 1, 1})) return all(day_of({year, 1, 1}), day_of({year, 12, 31}));
    const int month = value.size() >= 7 && value[4] == '-' ? part(5, 2) : -1;
    if (value.size() == 7 && exists({year, month, 1})) return all(day_of({year, month, 1}), day_of({year, month, days_in_month(year, month)}));
    if (value.size() == 10) {
      if (const auto d = parse_day(value)) return all(*d, *d);
    }
    fail(at, "'" + std::string(value) + "' is no day; write 2021-10-18, 2021-10, 2021, 7d, today or yesterday");
  }

  std::string_view in_;
  std::optional<Day> today_;
  std::size_t at_ = 0;
  std::optional<Error> failure_;
};

}  // namespace

std::string_view name_of(QueryTerm::Field field) {
  return std::find_if(kFields.begin(), kFields.end(), [&](const Entry& e) { return e.field == field; })->name;
}

std::vector<QueryFieldHelp> query_fields() {
  std::vector<QueryFieldHelp> out;
  for (const Entry& e : kFields) out.push_back({e.name, e.help, e.example});
  return out;
}

Result<Query> parse_query(std::string_view text, std::optional<Day> today) { return QueryParser(text, today).run(); }

}  // namespace demarche
