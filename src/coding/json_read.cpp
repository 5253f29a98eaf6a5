// JSON, schema demarche.reading/1 → Reading: the way back of json.cpp.
//
// Relies on: simdjson, base/day, base/utf8. Door: read_reading().
// Every id must name an entry and every offset lie within the text, so that a Reading from outside can be used like one of ours.
#include <simdjson.h>

#include <algorithm>
#include <charconv>

#include "base/day.h"
#include "base/utf8.h"
#include "coding/json.h"
#include "text/text.h"

namespace demarche {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::string_view kSchema = "demarche.reading/1";

/// Code points → bytes of a text; linear once, then a look-up.
class BytesOf {
 public:
  explicit BytesOf(std::string_view text) : size_(text.size()) {
    if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return;
    is_ascii_ = false;
    for (std::size_t at = 0; at < text.size();) {
      starts_.push_back(static_cast<std::uint32_t>(at));
      next_code_point(text, at);
    }
    starts_.push_back(static_cast<std::uint32_t>(text.size()));
  }
  [[nodiscard]] std::optional<std::uint32_t> at(std::uint64_t point) const {
    if (is_ascii_) return point <= size_ ? std::optional(static_cast<std::uint32_t>(point)) : std::nullopt;
    return point < starts_.size() ? std::optional(starts_[point]) : std::nullopt;
  }

 private:
  std::size_t size_;
  bool is_ascii_ = true;
  std::vector<std::uint32_t> starts_;
};

class ReadingParser {
 public:
  ReadingParser(const object& root, const std::string& where) : root_(root), where_(where) {}

  Result<Reading> run(std::optional<std::string> given_text) {
    if (text(root_, "schema") != kSchema) return Error{ErrorKind::kMalformed, where_, "is no reading: its \"schema\" is not " + std::string(kSchema), {}};
    object about;
    if (root_["article"].get(about) != simdjson::SUCCESS) return Error{ErrorKind::kMalformed, where_, "is no reading: it has no \"article\"", {}};
    article(about);
    if (given_text) reading_.article.text = *std::move(given_text);
    if (!is_valid_utf8(reading_.article.text)) fail("article.text", "is no UTF-8");
    bytes_.emplace(reading_.article.text);
    if (text(about, "dateline").size() > 0) dateline();
    spans(root_, "sentences", reading_.sentences);
    // Ids are looked up while the lists are filled, so their sizes are settled first.
    reading_.actors.resize(size_of("actors"));
    reading_.events.resize(size_of("events"));
    each("actors", [&](const object& o, std::size_t n) { actor(o, reading_.actors[n]); });
    each("events", [&](const object& o, std::size_t n) { event(o, reading_.events[n]); });
    each("statements", [&](const object& o, std::size_t) { statement(o, reading_.statements.emplace_back()); });
    each("claims", [&](const object& o, std::size_t) { claim(o, reading_.claims.emplace_back()); });
    each("posts", [&](const object& o, std::size_t) { post(o, reading_.posts.emplace_back()); });
    if (failure_) return *failure_;
    return std::move(reading_);
  }

 private:
  static bool is_valid_utf8(std::string_view s) { return simdjson::validate_utf8(s.data(), s.size()); }

  void fail(std::string_view field, std::string_view what) {
    if (!failure_) failure_ = Error{ErrorKind::kMalformed, where_, std::string(field) + " " + std::string(what), {}};
  }

  // ---- small shapes ----

  static std::string text(const object& o, std::string_view field) {
    std::string_view value;
    return o[field].get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
  }
  static double number(const object& o, std::string_view field) {
    double value = 0;
    return o[field].get(value) == simdjson::SUCCESS ? value : 0;
  }
  static std::optional<double> number_if(const object& o, std::string_view field) {
    double value = 0;
    return o[field].get(value) == simdjson::SUCCESS ? std::optional(value) : std::nullopt;
  }
  static bool flag(const object& o, std::string_view field) {
    bool value = false;
    return o[field].get(value) == simdjson::SUCCESS && value;
  }
  static std::vector<std::string> strings(const object& o, std::string_view field) {
    std::vector<std::string> out;
    array list;
    if (o[field].get(list) != simdjson::SUCCESS) return out;
    for (const element e : list) {
      if (std::string_view value; e.get(value) == simdjson::SUCCESS) out.emplace_back(value);
    }
    return out;
  }
  [[nodiscard]] std::size_t size_of(std::string_view field) const {
    array list;
    std::size_t n = 0;
    if (root_[field].get(list) != simdjson::SUCCESS) return 0;
    for ([[maybe_unused]] const element e : list) ++n;
    return n;
  }
  template <class Act>
  static void each_in(const object& o, std::string_view field, Act&& act) {
    array list;
    std::size_t n = 0;
    if (o[field].get(list) != simdjson::SUCCESS) return;
    for (const element e : list) {
      if (object one; e.get(one) == simdjson::SUCCESS) act(one, n);
      ++n;
    }
  }
  template <class Act>
  void each(std::string_view field, Act&& act) {
    each_in(root_, field, act);
  }

  /// "a3" → 2, where there are so many.
  std::optional<std::uint32_t> id(std::string_view value, char letter, std::size_t many, std::string_view field) {
    std::uint32_t n = 0;
    const char* const end = value.data() + value.size();
    if (value.size() < 2 || value[0] != letter || std::from_chars(value.data() + 1, end, n).ptr != end || n == 0 || n > many) {
      fail(field, "names '" + std::string(value) + "', which is not there");
      return std::nullopt;
    }
    return n - 1;
  }
  std::optional<std::uint32_t> actor_in(const object& o, std::string_view field) {
    const std::string value = text(o, field);
    return value.empty() ? std::nullopt : id(value, 'a', reading_.actors.size(), field);
  }
  std::vector<std::uint32_t> ids(const object& o, std::string_view field, char letter, std::size_t many) {
    std::vector<std::uint32_t> out;
    std::vector<std::string> values = strings(o, field);
    if (const std::string one = text(o, field); !one.empty()) values.push_back(one);
    for (const std::string& value : values) {
      if (const auto n = id(value, letter, many, field)) out.push_back(*n);
    }
    return out;
  }
  std::vector<ActorId> actors(const object& o, std::string_view field) { return ids(o, field, 'a', reading_.actors.size()); }

  std::optional<Span> span_of(const element& e, std::string_view field) {
    array pair;
    std::uint64_t from = 0, to = 0;
    if (e.get(pair) != simdjson::SUCCESS || pair.at(0).get(from) != simdjson::SUCCESS || pair.at(1).get(to) != simdjson::SUCCESS) {
      fail(field, "holds something that is no pair of offsets");
      return std::nullopt;
    }
    const auto begin = bytes_->at(from), end = bytes_->at(to);
    if (!begin || !end || *begin > *end) {
      fail(field, "lies outside the text");
      return std::nullopt;
    }
    return Span{*begin, *end};
  }
  std::optional<Span> span(const object& o, std::string_view field) {
    element e;
    return o[field].get(e) == simdjson::SUCCESS ? span_of(e, field) : std::nullopt;
  }
  void spans(const object& o, std::string_view field, std::vector<Span>& out) {
    array list;
    if (o[field].get(list) != simdjson::SUCCESS) return;
    for (const element e : list) {
      if (const auto s = span_of(e, field)) out.push_back(*s);
    }
  }
  std::optional<DateRange> days(const object& o, std::string_view field) {
    object d;
    if (o[field].get(d) != simdjson::SUCCESS) return std::nullopt;
    const auto from = parse_day(text(d, "from")), to = parse_day(text(d, "to"));
    if (!from || !to) return fail(field, "has no days"), std::nullopt;
    return DateRange{*from, *to, text(d, "text"), flag(d, "inferred")};
  }
  std::optional<Place> place(const object& o) {
    object p;
    if (o["place"].get(p) != simdjson::SUCCESS) return std::nullopt;
    return Place{text(p, "name"), text(p, "country"), number(p, "lat"), number(p, "lon"), flag(p, "inferred")};
  }
  void sentences(const object& o, std::vector<std::uint32_t>& out) {
    array list;
    if (o["sentences"].get(list) != simdjson::SUCCESS) return;
    for (const element n : list) {
      std::uint64_t value = 0;
      if (n.get(value) != simdjson::SUCCESS || value >= reading_.sentences.size()) fail("sentences", "names a sentence that is not there");
      else out.push_back(static_cast<std::uint32_t>(value));
    }
  }
  template <class Enum>
  Enum named(const object& o, std::string_view field, int many) {
    const std::string name = text(o, field);
    for (int n = 0; n < many; ++n) {
      if (name_of(static_cast<Enum>(n)) == name) return static_cast<Enum>(n);
    }
    fail(field, "is '" + name + "', which is none of its values");
    return {};
  }

  // ---- the parts, in the order of json.cpp ----

  void article(const object& o) {
    Article& a = reading_.article;
    a.id = text(o, "id"), a.title = text(o, "title"), a.source = text(o, "source"), a.url = text(o, "url");
    a.byline = text(o, "byline"), a.published_basis = text(o, "published_basis");
    a.published = parse_day(text(o, "published"));
    a.language = text(o, "language"), a.dateline = text(o, "dateline"), a.text = text(o, "text");
    object v;
    if (o["versions"].get(v) == simdjson::SUCCESS) reading_.versions = {text(v, "program"), text(v, "model"), text(v, "lexicon")};
  }
  /// The span is not in the JSON: it is found again as the reader found it.
  void dateline() {
    Article again;
    again.text = reading_.article.text;
    find_dateline(again);
    if (again.dateline == reading_.article.dateline) reading_.article.dateline_span = again.dateline_span;
  }
  void actor(const object& o, Actor& a) {
    a.name = text(o, "name"), a.code = text(o, "code"), a.country = text(o, "country"), a.actor_code = text(o, "actor_code");
    a.kind = named<ActorKind>(o, "kind", static_cast<int>(ActorKind::kUnknown) + 1);
    a.sector = strings(o, "sector"), a.role = text(o, "role");
    a.represents = actor_in(o, "represents");
    spans(o, "mentions", a.mentions);
  }
  void event(const object& o, Event& e) {
    std::string_view type;
    e.has_type = o["event"].get(type) != simdjson::SUCCESS || !type.empty();  // "": the code of a users' dictionary
    if (e.has_type) e.type = named<EventType>(o, "event", kEventTypes);
    e.mode = strings(o, "mode"), e.context = strings(o, "context");
    e.cameo = text(o, "cameo"), e.goldstein = number(o, "goldstein"), e.measure = text(o, "measure");
    e.source = actors(o, "source"), e.target = actors(o, "target");
    object q;
    if (o["quantity"].get(q) == simdjson::SUCCESS)
      e.quantity = Quantity{number(q, "value"), text(q, "unit"), text(q, "of"), text(q, "bound"), number_if(q, "upper"), number_if(q, "killed"), number_if(q, "injured")};
    e.date = days(o, "date");
    e.place = place(o);
    e.status = named<EventStatus>(o, "status", static_cast<int>(EventStatus::kNegated) + 1);
    e.attributed_to = actors(o, "attributed_to");
    spans(o, "trigger", e.trigger);
    sentences(o, e.sentences);
    e.responds_to = ids(o, "responds_to", 'e', reading_.events.size());
    e.responds_rule = strings(o, "responds_rule");
    e.confidence = number(o, "confidence");
    e.rule = text(o, "rule"), e.entry = text(o, "entry");
  }
  void statement(const object& o, Statement& s) {
    s.speaker = actor_in(o, "speaker").value_or(0);
    if (s.speaker >= reading_.actors.size()) fail("speaker", "is nobody");
    s.with = actors(o, "with");
    s.quoted = flag(o, "quoted");
    s.span = span(o, "span").value_or(Span{});
    s.verb = text(o, "verb"), s.stance = text(o, "stance");
    s.toward = actors(o, "toward");
    s.date = days(o, "date");
  }
  void claim(const object& o, Claim& c) {
    c.by = actors(o, "by"), c.about = actors(o, "about");
    c.span = span(o, "span").value_or(Span{});
    c.denied_by = actors(o, "denied_by");
    c.denial_span = span(o, "denial_span");
  }
  void post(const object& o, Post& p) {
    p.holder = actor_in(o, "holder"), p.host = actor_in(o, "host");
    p.kind = text(o, "kind"), p.name = text(o, "name");
    p.place = place(o);
    each_in(o, "changes", [&](const object& c, std::size_t) { change(c, p.changes.emplace_back()); });
  }
  void change(const object& o, PostChange& c) {
    c.what = text(o, "what");
    c.from = number_if(o, "from"), c.to = number_if(o, "to");
    c.to_status = text(o, "to");
    if (const std::string e = text(o, "event"); !e.empty()) c.event = id(e, 'e', reading_.events.size(), "event");
    c.effective = days(o, "effective");
    object e;
    if (o["effective"].get(e) == simdjson::SUCCESS) c.certainty = text(e, "certainty");
    spans(o, "trigger", c.trigger);
    sentences(o, c.sentences);
    c.rule = text(o, "rule");
  }

  const object& root_;
  const std::string& where_;
  Reading reading_;
  std::optional<BytesOf> bytes_;
  std::optional<Error> failure_;
};

}  // namespace

Result<Reading> read_reading(std::string_view json, const std::string& where, std::optional<std::string> text) {
  thread_local simdjson::dom::parser parser;
  const simdjson::padded_string padded(json);
  element root;
  object fields;
  if (const auto failed = parser.parse(padded).get(root); failed != simdjson::SUCCESS)
    return Error{ErrorKind::kMalformed, where, std::string("is no JSON: ") + simdjson::error_message(failed), {}};
  if (root.get(fields) != simdjson::SUCCESS) return Error{ErrorKind::kMalformed, where, "is no JSON object", {}};
  return ReadingParser(fields, where).run(std::move(text));
}

}  // namespace demarche
