// A reading for people: what a desk officer wants to see at a glance.
// Relies on: base/day, base/utf8. Doors: write_report(), write_event(), Page::of_output().
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <vector>

#include "base/day.h"
#include "base/utf8.h"
#include "cli/commands.h"

namespace demarche {
namespace {

constexpr std::size_t kNarrowest = 40;
constexpr std::size_t kWidest = 160;       // longer lines are hard to read
constexpr std::size_t kLongestQuote = 320; // code points of a statement that are shown
constexpr std::size_t kAnswerIndent = 4;

constexpr std::array<std::string_view, 12> kMonths = {"January", "February", "March",     "April",   "May",      "June",
                                                      "July",    "August",   "September", "October", "November", "December"};

// ---- colours ----

constexpr std::string_view kBold = "1", kDim = "2";

std::string painted(std::string_view text, std::string_view colour, const Page& page) {
  if (!page.coloured || text.empty()) return std::string(text);
  return "\x1b[" + std::string(colour) + "m" + std::string(text) + "\x1b[0m";
}

std::string_view colour_of(EventType type) {
  const std::string_view quad = quad_of(type);
  if (quad == "verbal-cooperation") return "36";
  if (quad == "material-cooperation") return "32";
  return quad == "verbal-conflict" ? "33" : "31";
}

// ---- words ----

/// White space runs as one space each: line breaks of the text are none of the page's. Other control characters are left out,
/// so that no article can steer the terminal.
std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == ' ' || byte == '\n' || byte == '\t') {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (byte > ' ' && byte != 0x7F) {
      out += c;
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string shortened(std::string text) {
  std::size_t at = 0;
  for (std::size_t n = 0; at < text.size() && n < kLongestQuote; ++n) next_code_point(text, at);
  if (at < text.size()) text.replace(text.find_last_of(' ', at), std::string::npos, " …");
  return text;
}

std::string words_at(const Reading& r, Span s) { return one_line(std::string_view(r.article.text).substr(s.begin, s.size())); }

std::string trigger_words(const Reading& r, const Event& e) {
  std::string out;
  for (const Span s : e.trigger) out += (out.empty() ? "" : " … ") + words_at(r, s);
  return out;
}

std::string number(double value) {
  char digits[400];
  return {digits, std::to_chars(digits, digits + sizeof digits, value, std::chars_format::fixed).ptr};
}

/// "8 persons", "2.5 USD": units in capitals are symbols and take no plural.
std::string amount(const Quantity& q) {
  std::string out = number(q.value);
  if (q.unit.empty()) return out;
  out += " " + q.unit;
  const char last = q.unit.back();
  if (q.value != 1 && last >= 'a' && last <= 'z' && last != 's') out += "s";
  return out;
}

std::string names_in_words(const Reading& r, const std::vector<ActorId>& actors, const Page& page) {
  std::string out;
  for (std::size_t n = 0; n < actors.size(); ++n) {
    if (n > 0) out += n + 1 == actors.size() ? " and " : ", ";
    out += painted(one_line(r.actors[actors[n]].name), kBold, page);
  }
  return out.empty() ? "?" : out;
}

std::string sentence_words(const std::vector<std::uint32_t>& sentences) {
  std::string out = sentences.size() == 1 ? "(sentence " : "(sentences ";
  for (std::size_t n = 0; n < sentences.size(); ++n) out += (n > 0 ? ", " : "") + std::to_string(sentences[n] + 1);
  return out + ")";
}

std::string event_words(const Reading& r, std::uint32_t index, std::optional<std::uint32_t> under, const Page& page) {
  const Event& e = r.events[index];
  std::string out = std::to_string(index + 1) + ". " + names_in_words(r, e.source, page);
  if (!e.target.empty()) out += " → " + names_in_words(r, e.target, page);
  out += "  " + painted(name_of(e.type), colour_of(e.type), page) + " (" + e.cameo + ")";
  if (!e.measure.empty()) out += " " + e.measure;
  if (e.quantity) out += ", " + amount(*e.quantity);
  if (e.place) out += ", in " + one_line(e.place->name);
  out += " [" + std::string(name_of(e.status));
  if (!e.attributed_to.empty()) out += " by " + names_in_words(r, e.attributed_to, page);
  if (e.date) out += ", " + in_words(*e.date);
  out += "] " + painted("\"" + trigger_words(r, e) + "\"", kDim, page) + " " + sentence_words(e.sentences);
  std::string also;
  for (const std::uint32_t answered : e.responds_to) {
    if (under && answered == *under) continue;
    also += (also.empty() ? " answers " : ", ") + std::to_string(answered + 1);
  }
  return out + also;
}

void write_event_under(const Reading& r, std::uint32_t index, std::optional<std::uint32_t> under, std::size_t indent, const Page& page,
                       std::string& out) {
  out.append(indent, ' ');
  write_wrapped(event_words(r, index, under, page), indent, indent + kAnswerIndent - 1, page, out);
}

/// Writes every event once: those that answer nothing at the margin, answers under the first event they answer. Answers that
/// run in a circle begin where the circle is met first. Depth is bounded: deep chains stop moving to the right.
class EventTree {
 public:
  EventTree(const Reading& r, const Page& page, std::string& out) : r_(r), page_(page), out_(out), written_(r.events.size(), false) {}

  void write() {
    for (std::uint32_t e = 0; e < r_.events.size(); ++e) {
      if (r_.events[e].responds_to.empty()) write_chain(e);
    }
    for (std::uint32_t e = 0; e < r_.events.size(); ++e) {
      if (!written_[e]) write_chain(e);
    }
  }

 private:
  struct Step {
    std::uint32_t event;
    std::optional<std::uint32_t> under;
    std::size_t depth;
  };

  void write_chain(std::uint32_t first) {
    std::vector<Step> left = {{first, std::nullopt, 0}};
    while (!left.empty()) {
      const Step step = left.back();
      left.pop_back();
      if (written_[step.event]) continue;
      written_[step.event] = true;
      write_event_under(r_, step.event, step.under, 2 + std::min<std::size_t>(step.depth, 5) * kAnswerIndent, page_, out_);
      for (std::uint32_t e = static_cast<std::uint32_t>(r_.events.size()); e-- > 0;) {
        const auto& answered = r_.events[e].responds_to;
        if (!answered.empty() && answered.front() == step.event) left.push_back({e, step.event, step.depth + 1});
      }
    }
  }

  const Reading& r_;
  const Page& page_;
  std::string& out_;
  std::vector<bool> written_;
};

// ---- the parts of a report ----

void heading(std::string_view words, const Page& page, std::string& out) {
  out += "\n" + painted(words, kBold, page) + "\n";
}

void item(const std::string& words, const Page& page, std::string& out) {
  out += "  ";
  write_wrapped(words, 2, 4, page, out);
}

void write_head(const Reading& r, const Page& page, std::string& out) {
  const Article& a = r.article;
  const std::string title = one_line(a.title.empty() ? a.id : a.title);
  std::string words;
  for (std::size_t at = 0; at < title.size();) {  // painted word by word: the wrap may fall between any two
    const std::size_t end = std::min(title.find(' ', at), title.size());
    words += (at > 0 ? " " : "") + painted(std::string_view(title).substr(at, end - at), kBold, page);
    at = end + 1;
  }
  write_wrapped(words, 0, 0, page, out);
  std::string line = one_line(a.source);
  if (a.published) line += (line.empty() ? "" : ", ") + in_words({*a.published, *a.published, {}});
  if (!line.empty()) out += painted(line, kDim, page) + "\n";
}

void write_statements(const Reading& r, const Page& page, std::string& out) {
  if (r.statements.empty()) return;
  heading("Statements", page, out);
  for (const Statement& s : r.statements) {
    std::string words = names_in_words(r, {s.speaker}, page) + " " + s.verb + " (" + s.stance;
    if (!s.toward.empty()) words += " toward " + names_in_words(r, s.toward, page);
    if (s.date) words += ", " + in_words(*s.date);
    item(words + (s.quoted ? ", quoted): " : "): ") + shortened(words_at(r, s.span)), page, out);
  }
}

void write_claims(const Reading& r, const Page& page, std::string& out) {
  if (r.claims.empty()) return;
  heading("Claims", page, out);
  for (const Claim& c : r.claims) {
    std::string words = names_in_words(r, c.by, page);
    if (!c.about.empty()) words += " of " + names_in_words(r, c.about, page);
    words += ": " + shortened(words_at(r, c.span));
    item(words, page, out);
    if (c.denied_by.empty()) continue;
    std::string denial = "denied by " + names_in_words(r, c.denied_by, page);
    if (c.denial_span) denial += ": " + shortened(words_at(r, *c.denial_span));
    out += "    ";
    write_wrapped(denial, 4, 6, page, out);
  }
}

std::string change_words(const PostChange& c) {
  std::string out = c.what + " ";
  if (c.from) out += number(*c.from) + " ";
  out += "→ " + (c.to ? number(*c.to) : one_line(c.to_status));
  if (c.effective) out += ", from " + in_words(*c.effective);
  if (c.effective && !c.certainty.empty()) out += " (" + c.certainty + ")";
  if (c.event) out += " [event " + std::to_string(*c.event + 1) + "]";
  return out;
}

void write_posts(const Reading& r, const Page& page, std::string& out) {
  if (r.posts.empty()) return;
  heading("Posts", page, out);
  for (const Post& p : r.posts) {
    std::string words = p.name.empty() ? p.kind : one_line(p.name);
    if (p.name.empty() && p.holder) words += " of " + names_in_words(r, {*p.holder}, page);
    if (p.name.empty() && p.host) words += " at " + names_in_words(r, {*p.host}, page);
    item(words, page, out);
    for (const PostChange& c : p.changes) {
      out += "    ";
      write_wrapped(change_words(c), 4, 6, page, out);
    }
  }
}

}  // namespace

Page Page::of_output() {
  Page page;
  if (::isatty(STDOUT_FILENO) != 1) return page;
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    page.width = std::clamp<std::size_t>(size.ws_col, kNarrowest, kWidest);
  }
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  page.coloured = (no_color == nullptr || *no_color == '\0') && !(term != nullptr && std::string_view(term) == "dumb");
  return page;
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\x1b') {
      const std::size_t end = text.find('m', at);
      at = end == std::string_view::npos ? text.size() : end + 1;
      continue;
    }
    next_code_point(text, at);
    ++columns;
  }
  return columns;
}

void write_wrapped(std::string_view text, std::size_t column, std::size_t hang, const Page& page, std::string& out) {
  bool begun = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::size_t space_end = std::min(text.find_first_not_of(' ', end), text.size());
    const std::string_view word = text.substr(at, end - at);
    const std::size_t width = columns_of(word);
    if (begun && column + width > page.width) {
      while (!out.empty() && out.back() == ' ') out.pop_back();
      out += "\n" + std::string(hang, ' ');
      column = hang;
    }
    out += word;
    out += text.substr(end, space_end - end);
    column += width + (space_end - end);
    begun = true;
    at = space_end;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  out += '\n';
}

std::string names_of(const Reading& reading, const std::vector<ActorId>& actors) { return names_in_words(reading, actors, Page{}); }

std::string in_words(const DateRange& date) {
  const CivilDay a = civil_of(date.from), b = civil_of(date.to);
  const auto month = [](CivilDay d) { return std::string(kMonths[static_cast<std::size_t>(d.month - 1)]); };
  const std::string last = std::to_string(b.day) + " " + month(b) + " " + std::to_string(b.year);
  if (date.from == date.to) return last;
  if (a.year == b.year && a.month == b.month) return std::to_string(a.day) + "–" + last;
  const std::string first = std::to_string(a.day) + " " + month(a);
  return a.year == b.year ? first + " – " + last : first + " " + std::to_string(a.year) + " – " + last;
}

void write_event(const Reading& reading, std::uint32_t event, std::size_t indent, const Page& page, std::string& out) {
  write_event_under(reading, event, std::nullopt, indent, page, out);
}

void write_report(const Reading& reading, const Page& page, std::string& out) {
  write_head(reading, page, out);
  if (reading.events.empty()) {
    out += "\n  No events found.\n";
  } else {
    heading("Events", page, out);
    EventTree(reading, page, out).write();
  }
  write_statements(reading, page, out);
  write_claims(reading, page, out);
  write_posts(reading, page, out);
}

}  // namespace demarche
