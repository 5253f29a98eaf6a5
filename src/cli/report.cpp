// A reading for people: what a desk officer wants to see at a glance.
// Relies on: base/day, base/utf8, ladder. Doors: write_report(), write_event(), Page::of_output().
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "base/day.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/ladder.h"

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

std::string shortened(std::string text) {
  std::size_t at = 0;
  for (std::size_t n = 0; at < text.size() && n < kLongestQuote; ++n) next_code_point(text, at);
  if (at < text.size()) text.replace(text.find_last_of(' ', at), std::string::npos, " …");
  return text;
}

std::string words_at(const Reading& r, Span s) { return one_line(std::string_view(r.article.text).substr(s.begin, s.size())); }

/// Painted word by word: the wrap may fall between any two.
std::string painted_words(const std::string& text, std::string_view colour, const Page& page) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    out += (at > 0 ? " " : "") + painted(std::string_view(text).substr(at, end - at), colour, page);
    at = end + 1;
  }
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

std::string sides_in_words(const Reading& r, const std::vector<ActorId>& actors, const Page& page) {
  return painted_words(short_names(r, sides_of(r, actors)), kBold, page);
}

// ---- moves ----

/// "18 October 2021", "about 18 October 2021" where only the story's day is known.
std::string day_in_words(const Event& e) {
  if (!e.date) return "no day";
  return (e.date->is_inferred ? "about " : "") + in_words(*e.date);
}

/// "18 October 2021: Russia → NATO closes a post" and, on lines of their own, the posts, what it answers and the evidence.
void write_move(const Reading& r, std::uint32_t index, std::size_t indent, const Page& page, std::string& out) {
  const Event& e = r.events[index];
  const std::string number = std::to_string(index + 1) + ". ";
  const std::size_t hang = indent + number.size();
  const auto line = [&](const std::string& words) {
    out.append(hang, ' ');
    write_wrapped(words, hang, hang + 2, page, out);
  };
  std::string words = number + sides_in_words(r, e.source, page);
  const bool mutual = !e.target.empty() && sides_of(r, e.source) == sides_of(r, e.target);
  if (!e.target.empty() && !mutual) words += " → " + sides_in_words(r, e.target, page);
  words += "  " + painted_words(deed_in_words(e), colour_of(e.type), page) + ", " + day_in_words(e);
  if (e.place) words += ", in " + one_line(e.place->name);
  out.append(indent, ' ');
  write_wrapped(words, indent, hang, page, out);
  for (const std::string& post : posts_changed_by(r, index)) line("· " + post);
  if (!e.responds_to.empty()) {
    std::string answers = "↳ answers ";
    for (std::size_t n = 0; n < e.responds_to.size(); ++n) answers += (n > 0 ? ", " : "") + std::to_string(e.responds_to[n] + 1);
    if (const std::string rules = answer_rules(e); !rules.empty()) answers += " (" + rules + ")";
    line(answers);
  }
  std::string evidence = "\"" + trigger_in_words(r, e.trigger) + "\", " + in_sentences(e.sentences) + "; " + (e.has_type ? std::string(name_of(e.type)) + " " : std::string()) + e.cameo;
  if (!e.measure.empty()) evidence += " " + e.measure;
  evidence += ", " + std::string(name_of(e.status));
  if (!e.attributed_to.empty()) evidence += " by the word of " + names_of(r, e.attributed_to);
  line(painted_words(evidence, kDim, page));
}

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
  write_wrapped(painted_words(one_line(a.title.empty() ? a.id : a.title), kBold, page), 0, 0, page, out);
  std::string line = one_line(a.source);
  if (a.published) line += (line.empty() ? "" : ", ") + in_words({*a.published, *a.published, {}});
  if (!line.empty()) out += painted(line, kDim, page) + "\n";
}

void write_exchanges(const Reading& r, const Ladder& ladder, const Page& page, std::string& out) {
  for (const Exchange& exchange : ladder.exchanges) {
    heading("Exchange: " + short_names(r, exchange.sides), page, out);
    for (const Rung& rung : exchange.rungs) write_move(r, rung.event, 2 + std::min<std::size_t>(rung.depth, 5) * kAnswerIndent, page, out);
  }
  if (ladder.others.empty()) return;
  heading(ladder.exchanges.empty() ? "Events" : "Other events", page, out);
  for (const std::uint32_t e : ladder.others) write_move(r, e, 2, page, out);
}

/// What a statement does, of its stance.
std::string_view act_of(std::string_view stance) {
  constexpr std::array<std::array<std::string_view, 2>, 7> kActs = {{{"accuse", "accuses"}, {"deny", "denies"}, {"promise", "promises"}, {"threaten", "threatens"},
                                                                     {"praise", "praises"}, {"request", "asks"}, {"inform", "reports"}}};
  for (const auto& [name, act] : kActs) {
    if (name == stance) return act;
  }
  return "says";
}

void write_statements(const Reading& r, const Page& page, std::string& out) {
  if (r.statements.empty()) return;
  heading("Who says what", page, out);
  for (const Statement& s : r.statements) {
    std::string words = names_in_words(r, {s.speaker}, page);
    if (const ActorId side = side_of(r, s.speaker); side != s.speaker) words += " (" + short_name(r, side) + ")";
    words += " " + std::string(act_of(s.stance));
    if (!s.toward.empty()) words += (s.stance == "accuse" || s.stance == "praise" ? " " : " to ") + short_names(r, sides_of(r, s.toward));
    if (s.date && !s.date->is_inferred) words += ", " + in_words(*s.date);
    item(words + (s.quoted ? ", quoted: " : ": ") + shortened(words_at(r, s.span)) + " (" + in_sentences(sentences_at(r, s.span)) + ")", page, out);
  }
}

void write_claims(const Reading& r, const Page& page, std::string& out) {
  if (r.claims.empty()) return;
  heading("Who claims and who denies", page, out);
  for (const Claim& c : r.claims) {
    std::string words = names_in_words(r, c.by, page);
    if (!c.about.empty()) words += " of " + names_in_words(r, c.about, page);
    words += ": " + shortened(words_at(r, c.span)) + " (" + in_sentences(sentences_at(r, c.span)) + ")";
    item(words, page, out);
    std::string denial = c.denied_by.empty() ? "not denied in this article" : "denied by " + names_in_words(r, c.denied_by, page);
    if (c.denial_span) denial += ": " + shortened(words_at(r, *c.denial_span)) + " (" + in_sentences(sentences_at(r, *c.denial_span)) + ")";
    out += "    ";
    write_wrapped(denial, 4, 6, page, out);
  }
}

std::string effective_in_words(const PostChange& c) {
  if (!c.effective) return {};
  if (c.certainty == "deadline") return ", by " + in_words({c.effective->to, c.effective->to, {}});
  return ", from " + in_words(*c.effective) + (c.certainty.empty() ? "" : " (" + c.certainty + ")");
}

void write_posts(const Reading& r, const Page& page, std::string& out) {
  if (r.posts.empty()) return;
  heading("Posts, before → after", page, out);
  for (const Post& p : r.posts) {
    std::string words = p.name.empty() ? p.kind : one_line(p.name);
    if (p.name.empty() && p.holder) words += " of " + short_name(r, *p.holder);
    if (p.name.empty() && p.host) words += " at " + short_name(r, *p.host);
    item(painted_words(words, kBold, page), page, out);
    for (const PostChange& c : p.changes) {
      std::string line = change_in_words(c) + effective_in_words(c);
      std::string evidence;
      if (c.event) evidence = "event " + std::to_string(*c.event + 1);
      if (!c.sentences.empty()) evidence += (evidence.empty() ? "" : "; ") + in_sentences(c.sentences);
      if (!evidence.empty()) line += " (" + evidence + ")";
      out += "    ";
      write_wrapped(line, 4, 6, page, out);
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
  write_move(reading, event, indent, page, out);
}

void write_report(const Reading& reading, const Page& page, std::string& out) {
  write_head(reading, page, out);
  if (reading.events.empty()) {
    out += "\n  No events found.\n";
  } else {
    write_exchanges(reading, ladder_of(reading), page, out);
  }
  write_statements(reading, page, out);
  write_claims(reading, page, out);
  write_posts(reading, page, out);
}

}  // namespace demarche
