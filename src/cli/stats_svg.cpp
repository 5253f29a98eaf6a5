// Two sides' scores over time as a picture. Door: stats_svg().
#include "cli/stats_svg.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/day.h"

namespace demarche {
namespace {

constexpr double kWidth = 900, kLeft = 60, kRight = 20, kTop = 56, kPlot = 220, kLags = 130, kGap = 64;
constexpr const char* kFirst = "#1f5fa8";
constexpr const char* kSecond = "#b3541e";

std::string number(double value) {
  char out[32];
  std::snprintf(out, sizeof out, "%.2f", value + 0.0);
  std::string text(out);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
  return out;
}

/// A round number at or above `value`: 1, 2 or 5 times a power of ten.
double rounded_up(double value) {
  if (value <= 0) return 1;
  const double unit = std::pow(10, std::floor(std::log10(value)));
  for (const double m : {1.0, 2.0, 5.0, 10.0}) {
    if (m * unit >= value) return m * unit;
  }
  return 10 * unit;
}

class Picture {
 public:
  Picture(const DyadSeries& s, const Reciprocity& r) : s_(s), r_(r) {}

  std::string draw() {
    const bool has_lags = !r_.lags.empty();
    const double height = kTop + kPlot + kGap + (has_lags ? kLags + kGap : 0);
    out_ = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + number(kWidth) + "\" height=\"" + number(height) + "\" viewBox=\"0 0 " + number(kWidth) + " " + number(height) +
           "\" role=\"img\" aria-labelledby=\"title desc\" font-family=\"sans-serif\" font-size=\"12\">\n";
    out_ += "<title id=\"title\">" + escaped(s_.first + " and " + s_.second + " by " + std::string(name_of(s_.step))) + "</title>\n";
    out_ += "<desc id=\"desc\">" + escaped(r_.explanation) + "</desc>\n";
    out_ += "<defs><pattern id=\"hatch\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"4\" height=\"4\" fill=\"#fff\"/>"
            "<rect width=\"2.4\" height=\"4\" fill=\"" + std::string(kSecond) + "\"/></pattern></defs>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n";
    text(kLeft, 22, s_.first + " and " + s_.second + ": net score by " + std::string(name_of(s_.step)), "font-size=\"16\" font-weight=\"bold\"");
    legend();
    series();
    if (has_lags) lags(kTop + kPlot + kGap);
    return out_ + "</svg>\n";
  }

 private:
  void text(double x, double y, const std::string& words, const std::string& more = {}) {
    out_ += "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" " + more + ">" + escaped(words) + "</text>\n";
  }
  void line(double x1, double y1, double x2, double y2, const std::string& style) {
    out_ += "<line x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2) + "\" y2=\"" + number(y2) + "\" " + style + "/>\n";
  }
  void bar(double x, double zero, double width, double height, bool first, const std::string& words) {
    if (height == 0) return;
    const double top = height > 0 ? zero - height : zero;
    out_ += "<rect x=\"" + number(x) + "\" y=\"" + number(top) + "\" width=\"" + number(width) + "\" height=\"" + number(std::abs(height)) + "\" " +
            (first ? "fill=\"" + std::string(kFirst) + "\"" : "fill=\"url(#hatch)\" stroke=\"" + std::string(kSecond) + "\" stroke-width=\"0.5\"") + "><title>" + escaped(words) + "</title></rect>\n";
  }

  void legend() {
    out_ += "<rect x=\"" + number(kLeft) + "\" y=\"32\" width=\"12\" height=\"12\" fill=\"" + std::string(kFirst) + "\"/>\n";
    text(kLeft + 18, 42, s_.first + " to " + s_.second);
    out_ += "<rect x=\"" + number(kLeft + 200) + "\" y=\"32\" width=\"12\" height=\"12\" fill=\"url(#hatch)\" stroke=\"" + std::string(kSecond) + "\"/>\n";
    text(kLeft + 218, 42, s_.second + " to " + s_.first);
    text(kWidth - kRight, 42, "up: cooperation, down: conflict", "text-anchor=\"end\" fill=\"#555\"");
  }

  void series() {
    double largest = 0;
    for (const DyadPeriod& p : s_.periods) largest = std::max({largest, std::abs(p.first.net), std::abs(p.second.net)});
    largest = rounded_up(largest);
    const double zero = kTop + kPlot / 2, scale = kPlot / 2 / largest;
    for (const double value : {largest, largest / 2, 0.0, -largest / 2, -largest}) {
      line(kLeft, zero - value * scale, kWidth - kRight, zero - value * scale, value == 0 ? "stroke=\"#333\"" : "stroke=\"#ddd\"");
      text(kLeft - 6, zero - value * scale + 4, number(value), "text-anchor=\"end\" fill=\"#555\"");
    }
    if (s_.periods.empty()) return text(kWidth / 2, zero - 8, "no events", "text-anchor=\"middle\"");
    const double room = (kWidth - kLeft - kRight) / static_cast<double>(s_.periods.size());
    const double width = std::min(18.0, room * 0.42);
    std::size_t labelled = 0;
    const std::size_t every = std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(80 / room)));
    for (std::size_t n = 0; n < s_.periods.size(); ++n) {
      const DyadPeriod& p = s_.periods[n];
      const double middle = kLeft + room * (static_cast<double>(n) + 0.5);
      const auto words = [&](const Deeds& d, const std::string& by, const std::string& to) {
        return to_string(p.from) + ": " + by + " to " + to + ", " + std::to_string(d.events) + (d.events == 1 ? " event" : " events") + ", net " + number(d.net);
      };
      bar(middle - width, zero, width, p.first.net * scale, true, words(p.first, s_.first, s_.second));
      bar(middle, zero, width, p.second.net * scale, false, words(p.second, s_.second, s_.first));
      if (n % every == 0 && labelled++ < 40) {
        const std::string day = to_string(p.from);
        text(middle, kTop + kPlot + 18, s_.step == Step::kMonth ? day.substr(0, 7) : day, "text-anchor=\"middle\" fill=\"#555\"");
      }
    }
  }

  void lags(double top) {
    text(kLeft, top - 10, "How one side's score goes with the other's of so many " + std::string(name_of(s_.step)) + "s before (correlation; grey: what chance allows)", "font-weight=\"bold\"");
    const double zero = top + kLags / 2, scale = kLags / 2;
    for (const double value : {1.0, 0.5, 0.0, -0.5, -1.0}) {
      line(kLeft, zero - value * scale, kWidth - kRight, zero - value * scale, value == 0 ? "stroke=\"#333\"" : "stroke=\"#ddd\"");
      text(kLeft - 6, zero - value * scale + 4, number(value), "text-anchor=\"end\" fill=\"#555\"");
    }
    const double room = (kWidth - kLeft - kRight) / static_cast<double>(r_.lags.size());
    const double width = std::min(24.0, room * 0.3);
    for (std::size_t n = 0; n < r_.lags.size(); ++n) {
      const LagCorrelation& l = r_.lags[n];
      const double left = kLeft + room * static_cast<double>(n), middle = left + room / 2;
      out_ += "<rect x=\"" + number(left + room * 0.1) + "\" y=\"" + number(zero - l.chance * scale) + "\" width=\"" + number(room * 0.8) + "\" height=\"" + number(2 * l.chance * scale) +
              "\" fill=\"#000\" fill-opacity=\"0.07\"/>\n";
      const auto words = [&](const std::string& follower, double r) { return follower + " after " + std::to_string(l.lag) + ": r = " + number(r); };
      // The bar has the colour of the side that follows.
      if (!std::isnan(l.first_follows)) bar(middle - width, zero, width, l.first_follows * scale, true, words(s_.first, l.first_follows));
      if (!std::isnan(l.second_follows)) bar(middle, zero, width, l.second_follows * scale, false, words(s_.second, l.second_follows));
      text(middle, top + kLags + 18, std::to_string(l.lag), "text-anchor=\"middle\" fill=\"#555\"");
    }
  }

  const DyadSeries& s_;
  const Reciprocity& r_;
  std::string out_;
};

}  // namespace

std::string stats_svg(const DyadSeries& series, const Reciprocity& reciprocity) { return Picture(series, reciprocity).draw(); }

}  // namespace demarche
