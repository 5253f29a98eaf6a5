// The ladder of an exchange as a picture: one lifeline a side, time running down, an arrow a move, a bow from each answer to what it
// answers; below it the posts, before and after. One <svg> an article, complete in itself: no fonts, scripts or links from outside.
// Relies on: ladder, report's words. Door: write_svg().
#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/ladder.h"

namespace demarche {
namespace {

// All lengths in pixels.
constexpr int kNarrowest = 760;    // of the whole picture
constexpr int kMargin = 28;
constexpr int kGutter = 172;       // numbers and days, left of the first lifeline, with room for bows
constexpr int kColumn = 290;       // between lifelines
constexpr int kManyColumn = 210;   // the same where there are more than three
constexpr int kRight = 92;         // right of the last lifeline, room for bows
constexpr int kLine = 17;          // of text
constexpr int kSmallLine = 14;
constexpr double kLetter = 7.0;    // mean width of a letter at 13 px, rather too wide than too narrow
constexpr double kSmallLetter = 5.9;
constexpr std::size_t kMostSides = 6;  // further sides are left out, and the picture says so
constexpr std::size_t kLongestName = 30;

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : one_line(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string_view colour_of(const Event& e) {
  const std::string_view quad = quad_of(e.type);
  if (quad == "verbal-cooperation") return "#1d5fa8";
  if (quad == "material-cooperation") return "#1f7a3f";
  return quad == "verbal-conflict" ? "#a85d00" : "#b3261e";
}

std::vector<std::string> wrapped(const std::string& text, int width, double letter) {
  std::vector<std::string> lines;
  std::string line;
  const auto fits = static_cast<std::size_t>(std::max(8.0, width / letter));
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    if (!line.empty() && columns_of(line) + 1 + columns_of(word) > fits) lines.push_back(std::move(line)), line.clear();
    line += (line.empty() ? "" : " ") + word;
    at = end + 1;
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

std::string cut(std::string text, std::size_t most) {
  std::size_t at = 0;
  for (std::size_t n = 0; n < most && at < text.size(); ++n) next_code_point(text, at);
  if (at < text.size()) text.replace(at, std::string::npos, "…");
  return text;
}

/// "18 Oct 2021", with "~" where it is only the story's day.
std::string short_day(const Event& e) {
  if (!e.date) return "";
  const std::string words = in_words(*e.date);
  std::string out = e.date->is_inferred ? "~ " : "";
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    const bool month = words[at] >= 'A' && words[at] <= 'Z';
    out += (at > 0 ? " " : "") + words.substr(at, month ? std::min<std::size_t>(3, end - at) : end - at);
    at = end + 1;
  }
  return out;
}

/// Draws from the top down; `y_` is how far it has come.
class Picture {
 public:
  explicit Picture(const Reading& r) : r_(r), ladder_(ladder_of(r)) {
    if (ladder_.exchanges.empty() && !ladder_.others.empty()) only_others();
    for (const Exchange& x : ladder_.exchanges) sides_ = std::max(sides_, std::min(x.sides.size(), kMostSides));
    const int gaps = static_cast<int>(sides_ > 1 ? sides_ - 1 : 1);
    column_ = std::max(sides_ > 3 ? kManyColumn : kColumn, (kNarrowest - 2 * kMargin - kGutter - kRight) / gaps);
    width_ = 2 * kMargin + kGutter + gaps * column_ + kRight;
  }

  std::string draw() {
    head();
    for (const Exchange& x : ladder_.exchanges) exchange(x);
    if (ladder_.exchanges.empty()) text(kMargin, y_ += 30, 13, "#555", "No events found.");
    notes();
    posts();
    legend();
    return framed();
  }

 private:
  struct Row {
    int y = 0;                      ///< of the arrow
    std::vector<int> sources, targets;
  };

  /// Where nothing answers anything, the picture shows all events on one ladder.
  void only_others() {
    Exchange all;
    for (const std::uint32_t e : ladder_.others) all.rungs.push_back({e, 0});
    all.sides = sides_in(r_, all.rungs);
    ladder_.exchanges.push_back(std::move(all));
    ladder_.others.clear();
  }

  // ---- parts

  void head() {
    y_ = kMargin + 18;
    const std::string title = one_line(r_.article.title.empty() ? r_.article.id : r_.article.title);
    for (const std::string& line : wrapped(title, width_ - 2 * kMargin, 11.6)) {
      text(kMargin, y_, 20, "#111", line, "font-weight=\"600\"");
      y_ += 26;
    }
    std::string about = one_line(r_.article.source);
    if (r_.article.published) about += (about.empty() ? "" : ", ") + in_words({*r_.article.published, *r_.article.published, {}});
    if (!about.empty()) text(kMargin, y_ - 4, 13, "#555", about), y_ += 16;
  }

  [[nodiscard]] int x_of(std::size_t side) const { return kMargin + kGutter + static_cast<int>(side) * column_; }

  [[nodiscard]] std::vector<int> xs_of(const Exchange& x, const std::vector<ActorId>& actors) const {
    std::vector<int> out;
    for (const ActorId s : sides_of(r_, actors)) {
      const auto at = static_cast<std::size_t>(std::find(x.sides.begin(), x.sides.end(), s) - x.sides.begin());
      if (at < std::min(x.sides.size(), kMostSides)) out.push_back(x_of(at));
    }
    std::sort(out.begin(), out.end());
    return out;
  }

  void exchange(const Exchange& x) {
    y_ += 14;
    const int top = y_ + 34;
    const std::size_t shown = std::min(x.sides.size(), kMostSides);
    hidden_sides_ += x.sides.size() - shown;
    std::string lines, arrows;
    body_.swap(arrows);  // lifelines go below the arrows that are drawn first
    y_ = top;
    std::map<std::uint32_t, Row> rows;
    for (const Rung& rung : x.rungs) rows[rung.event] = row(x, rung.event);
    y_ += 26;
    for (const Rung& rung : x.rungs) {
      std::size_t n = 0;
      for (const std::uint32_t b : r_.events[rung.event].responds_to) {
        if (rows.count(b) != 0) bow(rows[rung.event], rows[b], rung.event, b, n++);
      }
    }
    body_.swap(arrows);
    for (std::size_t s = 0; s < shown; ++s) {
      const int at = x_of(s);
      lines += "<line x1=\"" + px(at) + "\" y1=\"" + px(top) + "\" x2=\"" + px(at) + "\" y2=\"" + px(y_ - 6) + "\" stroke=\"#c9ced6\" stroke-width=\"2\"/>\n";
    }
    body_ += lines;
    body_ += arrows;
    for (std::size_t s = 0; s < shown; ++s) {
      const std::string name = cut(short_name(r_, x.sides[s]), kLongestName);
      const int half = static_cast<int>(static_cast<double>(columns_of(name)) * 4.2) + 14;
      const int at = std::max(x_of(s), half + 4);
      body_ += "<rect x=\"" + px(at - half) + "\" y=\"" + px(top - 28) + "\" width=\"" + px(2 * half) + "\" height=\"28\" rx=\"6\" fill=\"#25303f\"/>\n";
      text(at, top - 9, 14, "#fff", name, "text-anchor=\"middle\" font-weight=\"600\"");
    }
  }

  Row row(const Exchange& x, std::uint32_t index) {
    const Event& e = r_.events[index];
    Row out{0, xs_of(x, e.source), xs_of(x, e.target)};
    if (out.sources == out.targets && out.targets.size() == 1) out.targets.clear();
    std::vector<int> all = out.sources;
    all.insert(all.end(), out.targets.begin(), out.targets.end());
    const bool nowhere = all.empty();
    if (nowhere) all.push_back(x_of(0));
    const auto [low, high] = std::minmax_element(all.begin(), all.end());
    int left = *low, right = *high;
    const bool dot = left == right;
    if (dot) {  // nobody else is drawn: the words stand beside the lifeline
      const bool last = left > x_of(0) && left + column_ > width_ - kMargin;
      left = last ? left - column_ : left;
      right = left + column_;
    }
    const auto label = wrapped(unseen_parties(e, out) + deed_in_words(e), right - left - 34, kLetter);
    std::vector<std::string> small;
    for (const std::string& post : posts_changed_by(r_, index)) {
      for (std::string& line : wrapped(post, right - left - 30, kSmallLetter)) small.push_back(std::move(line));
    }
    const int height = static_cast<int>(label.size()) * kLine + static_cast<int>(small.size()) * kSmallLine;
    y_ += 20;
    const int middle = (left + right) / 2;
    std::size_t widest = 0;
    for (const std::string& line : label) widest = std::max(widest, columns_of(line));
    body_ += "<g><title>" + escaped(short_names(r_, sides_of(r_, e.source)) + " → " + short_names(r_, sides_of(r_, e.target)) + ": " + deed_in_words(e) + " — “" +
                                    trigger_in_words(r_, e.trigger) + "”, " + in_sentences(e.sentences)) + "</title>\n";
    // lifelines must not run through the words
    if (!dot && right - left > column_) {
      const int half = static_cast<int>(static_cast<double>(widest) * kLetter / 2) + 6;
      body_ += "<rect x=\"" + px(middle - half) + "\" y=\"" + px(y_ - 2) + "\" width=\"" + px(2 * half) + "\" height=\"" + px(height + 4) + "\" fill=\"#fff\"/>\n";
    }
    int line_y = y_ + 11;
    for (const std::string& line : label) text(middle, line_y, 13, colour_of(e), line, "text-anchor=\"middle\" font-weight=\"600\""), line_y += kLine;
    for (const std::string& line : small) text(middle, line_y - 2, 11, "#555", line, "text-anchor=\"middle\""), line_y += kSmallLine;
    y_ += height + 6;
    out.y = y_;
    gutter(index);
    if (dot && !nowhere && out.sources.empty()) {  // from somebody who has no lifeline
      const int at = out.targets.front();
      body_ += "<line x1=\"" + px(at - 34) + "\" y1=\"" + px(y_) + "\" x2=\"" + px(at - 8) + "\" y2=\"" + px(y_) + "\" stroke=\"" + std::string(colour_of(e)) + "\" stroke-width=\"2\"/>\n";
    }
    arrow(e, out, dot ? std::vector<int>{} : std::vector<int>{left, right});
    body_ += "</g>\n";
    y_ += 12;
    seen_.push_back(index);
    return out;
  }

  /// "Yemen → Qatar: " where a party that the picture has no lifeline for takes part.
  [[nodiscard]] std::string unseen_parties(const Event& e, const Row& row) const {
    const auto sources = sides_of(r_, e.source), targets = sides_of(r_, e.target);
    const bool all_seen = row.sources.size() == sources.size() && (row.targets.size() == targets.size() || sources == targets);
    if (all_seen) return {};
    std::string out = cut(short_names(r_, sources), kLongestName);
    if (!targets.empty() && targets != sources) out += " → " + cut(short_names(r_, targets), kLongestName);
    return out + ": ";
  }

  /// Number, day and sentences at the left edge.
  void gutter(std::uint32_t index) {
    const Event& e = r_.events[index];
    body_ += "<circle cx=\"" + px(kMargin + 12) + "\" cy=\"" + px(y_ - 4) + "\" r=\"12\" fill=\"" + std::string(colour_of(e)) + "\"/>\n";
    text(kMargin + 12, y_, 12, "#fff", std::to_string(index + 1), "text-anchor=\"middle\" font-weight=\"600\"");
    const auto days = wrapped(short_day(e), kGutter - 70, kSmallLetter);
    int line_y = y_ - 4 - static_cast<int>(days.size()) * 6;
    for (const std::string& line : days) text(kMargin + 32, line_y + 4, 11, "#333", line), line_y += 13;
    text(kMargin + 32, line_y + 4, 10, "#777", cut(in_sentences(e.sentences), 24));
  }

  void arrow(const Event& e, const Row& row, const std::vector<int>& ends) {
    const std::string colour(colour_of(e));
    std::string dashes;
    if (e.status == EventStatus::kAnnounced || e.status == EventStatus::kPlanned) dashes = " stroke-dasharray=\"9 5\"";
    if (e.status == EventStatus::kAlleged || e.status == EventStatus::kNegated || e.status == EventStatus::kDenied) dashes = " stroke-dasharray=\"2 5\"";
    if (!ends.empty()) {
      body_ += "<line x1=\"" + px(ends[0]) + "\" y1=\"" + px(row.y) + "\" x2=\"" + px(ends[1]) + "\" y2=\"" + px(row.y) + "\" stroke=\"" + colour + "\" stroke-width=\"2\"" + dashes + "/>\n";
    }
    const bool mutual = row.sources == row.targets;
    for (const int s : row.sources) {
      if (!mutual) body_ += "<circle cx=\"" + px(s) + "\" cy=\"" + px(row.y) + "\" r=\"5\" fill=\"" + colour + "\"/>\n";
    }
    for (const int t : row.targets) {
      int from = ends.empty() ? t - 1 : (t == ends[0] ? ends[1] : ends[0]);
      if (!mutual && !row.sources.empty()) {
        from = *std::min_element(row.sources.begin(), row.sources.end(), [&](int a, int b) { return std::abs(a - t) < std::abs(b - t); });
      }
      head_at(t, row.y, from < t, colour);
    }
    if (e.status == EventStatus::kNegated && !ends.empty()) {
      const int m = (ends[0] + ends[1]) / 2;
      body_ += "<path d=\"M" + px(m - 6) + " " + px(row.y - 6) + " l12 12 m0 -12 l-12 12\" stroke=\"" + colour + "\" stroke-width=\"2.5\" fill=\"none\"/>\n";
    }
  }

  void head_at(int x, int y, bool rightward, const std::string& colour) {
    const int d = rightward ? -11 : 11;
    body_ += "<path d=\"M" + px(x) + " " + px(y) + " l" + px(d) + " -6 v12 z\" fill=\"" + colour + "\"/>\n";
  }

  /// From an answer back to what it answers, along the lifeline of the side that answers.
  void bow(const Row& answer, const Row& answered, std::uint32_t a, std::uint32_t b, std::size_t n) {
    std::vector<int> mine = answer.sources.empty() ? answer.targets : answer.sources;
    if (mine.empty()) return;
    const auto touches = [&](int x) {
      return std::find(answered.targets.begin(), answered.targets.end(), x) != answered.targets.end() ||
             std::find(answered.sources.begin(), answered.sources.end(), x) != answered.sources.end();
    };
    const auto shared = std::find_if(mine.begin(), mine.end(), touches);
    const int x = shared == mine.end() ? mine.front() : *shared;
    int from = x;
    if (shared == mine.end()) from = !answered.targets.empty() ? answered.targets.front() : !answered.sources.empty() ? answered.sources.front() : x;
    // away from the arrow that answers
    const int far = answer.targets.empty() ? x + 1 : answer.targets.front();
    const int out = (far >= x && x == x_of(0)) || far > x ? -1 : 1;
    const int reach = std::min(84, 18 + std::abs(answer.y - answered.y) / 5) + static_cast<int>(std::min<std::size_t>(n, 3)) * 4;
    body_ += "<g><title>" + escaped("Move " + std::to_string(a + 1) + " answers " + std::to_string(b + 1) + rule_of(a, b)) + "</title>\n<path d=\"M" + px(from + out * 7) + " " +
             px(answered.y) + " C" + px(from + out * reach) + " " + px(answered.y) + " " + px(x + out * reach) + " " + px(answer.y) + " " + px(x + out * 13) + " " +
             px(answer.y) + "\" fill=\"none\" stroke=\"#6b7280\" stroke-width=\"1.6\"/>\n<path d=\"M" + px(x + out * 7) + " " + px(answer.y) + " l" + px(out * 8) +
             " -4 v8 z\" fill=\"#6b7280\"/></g>\n";
    has_bows_ = true;
  }

  [[nodiscard]] std::string rule_of(std::uint32_t a, std::uint32_t b) const {
    const Event& e = r_.events[a];
    for (std::size_t n = 0; n < e.responds_to.size() && n < e.responds_rule.size(); ++n) {
      if (e.responds_to[n] == b) return ": " + e.responds_rule[n];
    }
    return {};
  }

  void notes() {
    std::string words;
    const auto count = [&](std::size_t n, std::string_view one, std::string_view many) {
      if (n > 0) words += (words.empty() ? "" : " ") + std::to_string(n) + " " + std::string(n == 1 ? one : many);
    };
    count(ladder_.others.size(), "further event stands outside the exchange and is not drawn.", "further events stand outside the exchange and are not drawn.");
    count(hidden_sides_, "further side is not drawn.", "further sides are not drawn.");
    if (!words.empty()) text(kMargin, y_ += 12, 11, "#777", words), y_ += 6;
  }

  void posts() {
    if (r_.posts.empty()) return;
    y_ += 26;
    text(kMargin, y_, 14, "#111", "Posts, before → after", "font-weight=\"600\"");
    y_ += 8;
    for (const Post& p : r_.posts) {
      const int top = y_ + 4;
      std::vector<std::string> lines;
      for (const PostChange& c : p.changes) {
        std::string line = change_in_words(c);
        if (c.effective) line += (c.certainty == "deadline" ? ", by " + in_words({c.effective->to, c.effective->to, {}}) : ", from " + in_words(*c.effective));
        if (c.effective && c.certainty == "probable") line += " (probable)";
        if (c.event) line += "  [" + std::to_string(*c.event + 1) + "]";
        for (std::string& part : wrapped(line, width_ / 2 - kMargin - 14, kLetter)) lines.push_back(std::move(part));
      }
      const auto name = wrapped(p.name, width_ / 2 - kMargin - 30, kLetter);
      const int height = std::max(static_cast<int>(name.size()), static_cast<int>(lines.size())) * kLine + 12;
      body_ += "<rect x=\"" + px(kMargin) + "\" y=\"" + px(top) + "\" width=\"" + px(width_ - 2 * kMargin) + "\" height=\"" + px(height) + "\" rx=\"6\" fill=\"#f4f6f8\"/>\n";
      int line_y = top + 19;
      for (const std::string& line : name) text(kMargin + 14, line_y, 13, "#111", line), line_y += kLine;
      line_y = top + 19;
      for (const std::string& line : lines) text(width_ / 2, line_y, 13, "#333", line), line_y += kLine;
      y_ = top + height;
    }
  }

  void legend() {
    y_ += 30;
    int x = kMargin;
    const auto entry = [&](const std::string& mark, int mark_width, const std::string& words) {
      const int w = mark_width + 8 + static_cast<int>(static_cast<double>(columns_of(words)) * kSmallLetter) + 18;
      if (x + w > width_ - kMargin && x > kMargin) x = kMargin, y_ += 18;
      body_ += "<g transform=\"translate(" + px(x) + "," + px(y_) + ")\">" + mark + "</g>\n";
      text(x + mark_width + 6, y_, 11, "#555", words);
      x += w;
    };
    struct Kind { std::string_view quad, words; };
    static constexpr Kind kKinds[] = {{"material-conflict", "acts against"}, {"verbal-conflict", "speaks against"}, {"verbal-cooperation", "speaks for"}, {"material-cooperation", "acts for"}};
    for (const Kind& k : kKinds) {
      const auto e = std::find_if(seen_.begin(), seen_.end(), [&](std::uint32_t i) { return quad_of(r_.events[i].type) == k.quad; });
      if (e == seen_.end()) continue;
      entry("<line x1=\"0\" y1=\"-4\" x2=\"22\" y2=\"-4\" stroke=\"" + std::string(colour_of(r_.events[*e])) + "\" stroke-width=\"2.5\"/>", 22, std::string(k.words));
    }
    const auto any = [&](std::initializer_list<EventStatus> all) {
      return std::any_of(seen_.begin(), seen_.end(), [&](std::uint32_t i) { return std::find(all.begin(), all.end(), r_.events[i].status) != all.end(); });
    };
    if (any({EventStatus::kAnnounced, EventStatus::kPlanned})) entry("<line x1=\"0\" y1=\"-4\" x2=\"24\" y2=\"-4\" stroke=\"#555\" stroke-width=\"2\" stroke-dasharray=\"9 5\"/>", 24, "announced or planned");
    if (any({EventStatus::kAlleged, EventStatus::kDenied, EventStatus::kNegated})) entry("<line x1=\"0\" y1=\"-4\" x2=\"24\" y2=\"-4\" stroke=\"#555\" stroke-width=\"2\" stroke-dasharray=\"2 5\"/>", 24, "alleged, or did not happen");
    if (has_bows_) entry("<path d=\"M2 -10 C14 -10 14 2 4 2\" fill=\"none\" stroke=\"#6b7280\" stroke-width=\"1.6\"/>", 16, "answers");
    y_ += 8;
  }

  // ---- small shapes

  static std::string px(int n) { return std::to_string(n); }

  void text(int x, int y, int size, std::string_view colour, std::string_view words, std::string_view more = {}) {
    body_ += "<text x=\"" + px(x) + "\" y=\"" + px(y) + "\" font-size=\"" + px(size) + "\" fill=\"" + std::string(colour) + "\"" + (more.empty() ? "" : " ") +
             std::string(more) + ">" + escaped(words) + "</text>\n";
  }

  [[nodiscard]] std::string framed() const {
    const int height = y_ + kMargin;
    const std::string title = one_line(r_.article.title.empty() ? r_.article.id : r_.article.title);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + px(width_) + "\" height=\"" + px(height) + "\" viewBox=\"0 0 " + px(width_) + " " + px(height) +
           "\" role=\"img\" font-family=\"system-ui, 'Helvetica Neue', Arial, sans-serif\">\n<title>" + escaped("Exchange: " + title) +
           "</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n" + body_ + "</svg>\n";
  }

  const Reading& r_;
  Ladder ladder_;
  std::string body_;
  std::vector<std::uint32_t> seen_;  ///< events drawn
  std::size_t sides_ = 2;
  std::size_t hidden_sides_ = 0;
  int column_ = kColumn;
  int width_ = 0;
  int y_ = 0;
  bool has_bows_ = false;
};

}  // namespace

void write_svg(const Reading& reading, std::string& out) { out += Picture(reading).draw(); }

}  // namespace demarche
