// What one reading says and another does not, and why. Door: diff_readings().
#include "record/diff.h"

#include <algorithm>
#include <cstdio>
#include <tuple>

#include "base/day.h"
#include "base/lists.h"

namespace demarche {
namespace {

std::string parties(const Reading& r, const std::vector<ActorId>& actors) {
  std::vector<std::string> out;
  for (const ActorId a : actors) {
    const Actor& actor = r.actors[a];
    out.push_back(actor.code.empty() ? actor.name : actor.name == actor.code ? actor.code : actor.code + " (" + actor.name + ")");
  }
  return out.empty() ? "nobody" : joined(out, ", ");
}

std::string words(const Reading& r, const std::vector<Span>& spans) {
  std::vector<std::string> out;
  for (const Span s : spans) out.push_back(r.article.text.substr(s.begin, s.size()));
  return joined(out, " … ");
}

std::string sentence_of(const Reading& r, const Event& e) {
  if (e.sentences.empty() || e.sentences.front() >= r.sentences.size()) return {};
  const Span s = r.sentences[e.sentences.front()];
  return r.article.text.substr(s.begin, s.size());
}

std::string days(const std::optional<DateRange>& d) {
  if (!d) return "none";
  return (d->from == d->to ? to_string(d->from) : to_string(d->from) + " to " + to_string(d->to)) + (d->is_inferred ? " (story)" : "");
}

std::string number(double value) {
  char out[32];
  std::snprintf(out, sizeof out, "%.10g", value);
  return out;
}
std::string amount(const std::optional<Quantity>& q) { return q ? number(q->value) + (q->unit.empty() ? "" : " " + q->unit) : "none"; }

std::string in_one_line(const Reading& r, const Event& e) {
  return (e.has_type ? std::string(name_of(e.type)) : e.cameo) + " " + parties(r, e.source) + " → " + parties(r, e.target) + " “" + words(r, e.trigger) + "”";
}

bool same_words(const Event& a, const Event& b) {
  for (const Span s : a.trigger) {
    if (std::any_of(b.trigger.begin(), b.trigger.end(), [&](Span t) { return s.overlaps(t); })) return true;
  }
  return false;
}

std::vector<FieldDifference> fields_of(const Reading& ra, const Event& a, const Reading& rb, const Event& b) {
  std::vector<FieldDifference> out;
  const auto compare = [&](const char* field, const std::string& x, const std::string& y) {
    if (x != y) out.push_back({field, x, y});
  };
  compare("event", std::string(type_of(a)), std::string(type_of(b)));
  compare("cameo", a.cameo, b.cameo);
  compare("measure", a.measure.empty() ? "none" : a.measure, b.measure.empty() ? "none" : b.measure);
  compare("mode", joined(a.mode, ", "), joined(b.mode, ", "));
  compare("context", joined(a.context, ", "), joined(b.context, ", "));
  compare("source", parties(ra, a.source), parties(rb, b.source));
  compare("target", parties(ra, a.target), parties(rb, b.target));
  compare("status", std::string(name_of(a.status)), std::string(name_of(b.status)));
  compare("attributed_to", parties(ra, a.attributed_to), parties(rb, b.attributed_to));
  compare("date", days(a.date), days(b.date));
  compare("quantity", amount(a.quantity), amount(b.quantity));
  compare("place", a.place ? a.place->name : "none", b.place ? b.place->name : "none");
  compare("trigger", words(ra, a.trigger), words(rb, b.trigger));
  return out;
}

std::string why_changed(const Event& a, const Event& b, const std::vector<FieldDifference>& fields) {
  if (a.entry != b.entry) return "another entry of the lexicon reads it: " + a.entry + " before, " + b.entry + " now";
  if (a.rule != b.rule) return "another rule shaped the code: '" + a.rule + "' before, '" + b.rule + "' now";
  const bool only_parties = std::all_of(fields.begin(), fields.end(), [](const FieldDifference& f) { return f.field == "source" || f.field == "target"; });
  if (only_parties) return "the same entry (" + a.entry + ") finds other parties in the sentence, or knows them by other codes";
  return "the same entry (" + a.entry + ") and rule; the sentence or the entry's own fields are read otherwise";
}

/// Pairs of events, best first: the same words and entry, the same words, the same act between the same parties.
std::vector<std::pair<std::size_t, std::size_t>> paired(const Reading& a, const Reading& b) {
  std::vector<std::tuple<int, std::size_t, std::size_t>> all;
  for (std::size_t i = 0; i < a.events.size(); ++i) {
    for (std::size_t k = 0; k < b.events.size(); ++k) {
      const Event& x = a.events[i];
      const Event& y = b.events[k];
      const bool near = same_words(x, y);
      const bool act = x.type == y.type && x.measure == y.measure && parties(a, x.source) == parties(b, y.source) && parties(a, x.target) == parties(b, y.target);
      const int rank = near && x.entry == y.entry ? 0 : near && x.type == y.type ? 1 : near ? 2 : act ? 3 : 9;
      if (rank < 9) all.emplace_back(rank, i, k);
    }
  }
  std::sort(all.begin(), all.end());
  std::vector<bool> left(a.events.size()), right(b.events.size());
  std::vector<std::pair<std::size_t, std::size_t>> out;
  for (const auto& [rank, i, k] : all) {
    if (left[i] || right[k]) continue;
    left[i] = right[k] = true;
    out.emplace_back(i, k);
  }
  return out;
}

/// Things that have no words of their own to be paired by: what the one list holds and the other does not.
void compare_lists(const char* what, std::vector<std::string> a, std::vector<std::string> b, std::vector<Difference>& out) {
  std::sort(a.begin(), a.end()), std::sort(b.begin(), b.end());
  std::vector<std::string> gone, come;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(gone));
  std::set_difference(b.begin(), b.end(), a.begin(), a.end(), std::back_inserter(come));
  for (std::string& text : gone) out.push_back({Difference::Kind::kRemoved, what, std::move(text), {}, {}, {}, {}, {}});
  for (std::string& text : come) out.push_back({Difference::Kind::kAdded, what, std::move(text), {}, {}, {}, {}, {}});
}

std::vector<std::string> statements(const Reading& r) {
  std::vector<std::string> out;
  for (const Statement& s : r.statements) out.push_back(parties(r, {s.speaker}) + " " + s.stance + ": “" + words(r, {s.span}) + "”");
  return out;
}
std::vector<std::string> claims(const Reading& r) {
  std::vector<std::string> out;
  for (const Claim& c : r.claims) out.push_back(parties(r, c.by) + " of " + parties(r, c.about) + ": “" + words(r, {c.span}) + "”" + (c.denied_by.empty() ? "" : ", denied by " + parties(r, c.denied_by)));
  return out;
}
std::vector<std::string> posts(const Reading& r) {
  std::vector<std::string> out;
  for (const Post& p : r.posts) {
    for (const PostChange& c : p.changes) {
      out.push_back(p.name + ": " + c.what + (c.from ? " " + number(*c.from) : "") + " → " + (c.to ? number(*c.to) : c.to_status) + (c.effective ? ", " + days(c.effective) : ""));
    }
  }
  return out;
}

}  // namespace

std::vector<Difference> diff_readings(const Reading& before, const Reading& after) {
  std::vector<Difference> out;
  std::vector<bool> left(before.events.size()), right(after.events.size());
  const auto place = [](const Event& e) { return e.trigger.empty() ? 0u : e.trigger.front().begin; };
  std::vector<std::pair<std::uint32_t, Difference>> events;
  for (const auto& [i, k] : paired(before, after)) {
    const Event& a = before.events[i];
    const Event& b = after.events[k];
    left[i] = right[k] = true;
    std::vector<FieldDifference> fields = fields_of(before, a, after, b);
    if (fields.empty()) continue;
    std::string why = why_changed(a, b, fields);
    events.emplace_back(place(b), Difference{Difference::Kind::kChanged, "event", in_one_line(after, b), sentence_of(after, b), a.entry, b.entry, std::move(fields), std::move(why)});
  }
  for (std::size_t i = 0; i < before.events.size(); ++i) {
    const Event& e = before.events[i];
    if (left[i]) continue;
    events.emplace_back(place(e), Difference{Difference::Kind::kRemoved, "event", in_one_line(before, e), sentence_of(before, e), e.entry, {}, {}, "entry " + e.entry + " read it before; nothing does now"});
  }
  for (std::size_t k = 0; k < after.events.size(); ++k) {
    const Event& e = after.events[k];
    if (right[k]) continue;
    events.emplace_back(place(e), Difference{Difference::Kind::kAdded, "event", in_one_line(after, e), sentence_of(after, e), {}, e.entry, {}, "entry " + e.entry + " reads it; nothing did before"});
  }
  std::stable_sort(events.begin(), events.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [at, difference] : events) out.push_back(std::move(difference));
  compare_lists("statement", statements(before), statements(after), out);
  compare_lists("claim", claims(before), claims(after), out);
  compare_lists("post", posts(before), posts(after), out);
  return out;
}

std::string versions_differ(const Versions& a, const Versions& b) {
  std::vector<std::string> other, same;
  const auto compare = [&](const char* what, const std::string& x, const std::string& y) {
    if (x == y) same.emplace_back(what);
    else other.push_back(std::string(what) + " " + x + " → " + y);
  };
  compare("lexicon", a.lexicon, b.lexicon), compare("model", a.model, b.model), compare("program", a.program, b.program);
  if (other.empty()) return "lexicon, model and program the same";
  return joined(other, ", ") + (same.empty() ? "" : "; " + joined(same, " and ") + " the same");
}

}  // namespace demarche
