// The ledger of an article: tellings of changes become posts, each once, with holder, host and what stands changed.
// Relies on post_mentions, post_changes. Door: read_posts.
#include <algorithm>

#include "coding/coding.h"
#include "coding/post_changes.h"

namespace demarche {
namespace {

constexpr int kHistoryDays = 365;  // what was changed earlier is history, not the ledger of this article

class Ledger {
 public:
  Ledger(const ArticleView& view, const std::vector<Event>& events)
      : view_(view), tree_(*view.tree), document_(tree_.document()), events_(events), sides_(tree_, *view.lexicon, *view.mentions),
        mentions_(tree_, *view.lexicon, *view.mentions, sides_) {}

  std::vector<Post> read() {
    for (PostTelling& t : tell_post_changes(view_, sides_, mentions_)) enter(t);
    enter_downgrades();
    tidy();
    std::erase_if(posts_, [](const Post& p) { return p.changes.empty(); });
    return std::move(posts_);
  }

 private:
  // ---- whose and where, from the clause

  [[nodiscard]] bool is_among(const std::vector<ActorId>& sides, ActorId side) const {
    return std::any_of(sides.begin(), sides.end(), [&](ActorId s) { return sides_.same(s, side); });
  }

  /// Fills what the phrase leaves unsaid: who closes a post is its holder or its host, and the other side is the other.
  void complete(PostTelling& t) {
    PostMention& m = t.post;
    // of a holder read off a pronoun and a host that is said to be the same, the pronoun is wrong
    const bool clash = m.holders.size() == 1 && m.sites.size() == 1 && sides_.same(m.holders.front(), m.sites.front().host);
    if (clash && m.from_pronoun) m.holders.clear();
    std::erase_if(m.sites, [&](const PostSite& s) { return is_among(m.holders, s.host); });
    if (m.holders.empty() == m.sites.empty()) return;
    // an office that is not said to stand abroad: only where another side has its hand in it
    if (m.kind == "office" && m.sites.empty()) {
      const auto foreign = [&](const std::optional<ActorId>& who) { return who && !is_among(m.holders, *who); };
      if (!foreign(t.doer) && !foreign(t.orderer)) return;
    }
    if (m.sites.empty() && m.holders.size() == 1) {
      if (const auto host = other_than(m.holders.front(), t)) m.sites = {{*host, std::nullopt}};
    } else if (m.holders.empty() && m.kind == "office" && m.purposes.empty()) {
      // "the bloc will open an office in Tunis": only who does it can have it, and only a state or organisation
      if (t.doer && !sides_.same(*t.doer, m.sites.front().host)) m.holders = {*t.doer};
    } else if (m.holders.empty() && !m.is_possessed && m.sites.size() > 1 && t.doer &&
               std::none_of(m.sites.begin(), m.sites.end(), [&](const PostSite& s) { return sides_.same(s.host, *t.doer); })) {
      m.holders = {*t.doer};  // "will open embassies in Rwanda, Senegal and Tunisia"
    } else if (m.holders.empty() && !(m.is_possessed && !m.is_people && is_of_any_body(m.kind)) &&
               std::all_of(m.sites.begin(), m.sites.end(), [&](const PostSite& s) { return sides_.same(s.host, m.sites.front().host); })) {
      if (const auto holder = other_than(m.sites.front().host, t)) m.holders = {*holder};
    }
  }

  /// Firms and charities have offices, missions and delegations too, states alone embassies and consulates.
  [[nodiscard]] static bool is_of_any_body(std::string_view kind) { return kind != "embassy" && kind != "consulate"; }

  /// Who else is in it: the doer, who gives the order, the event's parties, who is named nearest.
  [[nodiscard]] std::optional<ActorId> other_than(ActorId side, const PostTelling& t) {
    for (const auto& who : {t.doer, t.orderer}) {
      if (who && !sides_.same(*who, side)) return who;
    }
    if (const auto event = event_of(t)) {
      for (const auto* parties : {&events_[*event].target, &events_[*event].source}) {
        for (const ActorId a : *parties) {
          if (const auto s = sides_.of(a); s && !sides_.same(*s, side)) return s;
        }
      }
    }
    if (last_host_ && !sides_.same(*last_host_, side) && tree_.sentence_of(last_word_) + 1 >= tree_.sentence_of(t.word) && last_word_ < t.word && !names_other(side, t.word)) return last_host_;
    return sides_.opposite(side, t.word);
  }

  /// Whether the word's own sentence names another side.
  [[nodiscard]] bool names_other(ActorId side, WordId word) {
    const Sentence& s = tree_.sentence(word);
    for (WordId w = s.begin; w < s.end; ++w) {
      if (document_.words[w].upos != Upos::kPropn && document_.words[w].upos != Upos::kAdj) continue;
      const auto id = view_.mentions->resolve(w);
      const auto other = id ? sides_.of(*id) : std::nullopt;
      if (other && !sides_.same(*other, side)) return true;
    }
    return false;
  }

  /// The event that the change rests on: one whose words hold the telling's word, else one of its sentence between its sides.
  [[nodiscard]] std::optional<std::uint32_t> event_of(const PostTelling& t) const {
    const Span word = document_.words[t.word].span;
    for (std::uint32_t e = 0; e < events_.size(); ++e) {
      if (std::any_of(events_[e].trigger.begin(), events_[e].trigger.end(), [&](Span s) { return s.overlaps(word); })) return e;
    }
    return std::nullopt;
  }

  // ---- entries

  void enter(PostTelling& t) {
    // "Iran and Saudi Arabia will reopen embassies": each with the other
    const bool of_each = t.doers.size() == 2 && t.post.sites.empty() && (t.post.holders.empty() || t.post.from_pronoun) && document_.words[t.post.noun].is(kPlur);
    if (of_each) {
      PostTelling other = t;
      t.post.holders = {t.doers[0]}, t.post.sites = {{t.doers[1], std::nullopt}};
      other.post.holders = {t.doers[1]}, other.post.sites = {{t.doers[0], std::nullopt}};
      enter_one(other);
    }
    enter_one(t);
  }

  void enter_one(PostTelling& t) {
    complete(t);
    const PostMention& m = t.post;
    if (m.holders.empty() || m.sites.empty()) return;
    dates(t);
    if (is_history(t.change)) return;
    if (const auto event = event_of(t)) t.change.event = *event;
    last_host_ = m.sites.front().host, last_word_ = t.word;
    // "military liaison and information offices" are two; of other posts the words between say no more than "permanent"
    const bool several = m.kind == "office" && m.purposes.size() > 1 && document_.words[m.noun].is(kPlur);
    const std::size_t times = several ? m.purposes.size() : 1;
    for (const ActorId holder : m.holders) {
      for (const PostSite& site : m.sites) {
        if (sides_.same(holder, site.host)) continue;
        for (std::size_t n = 0; n < times; ++n) {
          Post p;
          p.holder = holder;
          p.host = site.host;
          p.kind = kind_of(m, site);
          p.place = site.place;
          const bool named = !m.is_people && (several || m.purposes.size() == 1);
          if (named) p.name = m.purposes[n];
          put(std::move(p), t.change);
        }
      }
    }
  }

  /// With an organisation stands a mission, with a state an embassy, where the words leave it open.
  [[nodiscard]] std::string kind_of(const PostMention& m, const PostSite& site) const {
    const bool open = m.kind.empty() || m.kind == "representation" || (m.is_people && m.kind == "embassy");
    if (!open) return m.kind;
    return sides_.is_organisation(site.host) ? "mission" : "embassy";
  }

  /// Ties lowered in rank lower the embassy of the side that does it, of both where both do.
  void enter_downgrades() {
    for (std::uint32_t e = 0; e < events_.size(); ++e) {
      const Event& x = events_[e];
      if (x.measure != "downgrade-relations" || x.trigger.empty() || x.source.empty()) continue;
      if (x.status != EventStatus::kDone && x.status != EventStatus::kAnnounced && x.status != EventStatus::kPlanned) continue;
      const auto holder = sides_.of(x.source.front());
      if (!holder) continue;
      const auto other = [&](const std::vector<ActorId>& parties) -> std::optional<ActorId> {
        for (const ActorId a : parties) {
          if (const auto s = sides_.of(a); s && !sides_.same(*s, *holder)) return s;
        }
        return std::nullopt;
      };
      const std::optional<ActorId> together = other(x.source);
      std::optional<ActorId> host = together ? together : other(x.target);
      if (!host) host = sides_.opposite(*holder, word_at(x.trigger.front()));
      if (!host || sides_.is_organisation(*host) || sides_.is_organisation(*holder)) continue;  // an organisation keeps offices, and cooperation is no post
      enter_downgrade(e, *holder, *host);
      if (together) enter_downgrade(e, *host, *holder);
    }
  }

  void enter_downgrade(std::uint32_t e, ActorId holder, ActorId host) {
    const Event& x = events_[e];
    const bool told = std::any_of(posts_.begin(), posts_.end(), [&](const Post& o) {
      return sides_.same(*o.holder, holder) && sides_.same(*o.host, host) &&
             std::any_of(o.changes.begin(), o.changes.end(), [&](const PostChange& c) { return c.event == e && c.what == "status"; });
    });
    if (told) return;  // "downgraded its mission in Tehran"
    Post p;
    p.holder = holder;
    p.host = host;
    p.kind = "embassy";
    PostChange c;
    const bool to_charge = names_charge(word_at(x.trigger.front()));
    c.what = to_charge ? "head" : "status";
    c.to_status = to_charge ? "chargé d'affaires" : "reduced";
    c.event = e;
    c.trigger = x.trigger;
    c.sentences = x.sentences;
    if (x.date && !x.date->is_inferred) c.effective = x.date;
    c.rule = "relations downgraded";
    if (!is_history(c)) put(std::move(p), std::move(c));
  }

  /// "to the level of chargé d'affaires", behind the word.
  [[nodiscard]] bool names_charge(WordId word) const {
    for (WordId k = word + 1; k < tree_.sentence(word).end; ++k) {
      if (document_.words[k].lemma.starts_with("chargé") || (document_.words[k].lemma == "charge" && k + 1 < tree_.sentence(word).end && document_.words[k + 1].form.find("affaires") != std::string::npos)) return true;
    }
    return false;
  }

  [[nodiscard]] WordId word_at(Span span) const {
    const auto at = std::lower_bound(document_.words.begin(), document_.words.end(), span.begin, [](const Word& w, std::uint32_t b) { return w.span.begin < b; });
    return at == document_.words.end() ? 0 : static_cast<WordId>(at - document_.words.begin());
  }

  // ---- when

  void dates(PostTelling& t) const {
    const auto& published = document_.article->published;
    auto day = view_.dates->of(t.word);
    if (day && day->is_inferred) day.reset();  // only what the text says of this change
    if (day) t.change.effective = *day;
    if (const auto onset = view_.dates->onset(t.word)) {  // "effective July 1", "probably from Nov. 1"
      t.change.effective = onset->days;
      t.change.certainty = onset->is_probable ? "probable" : "";
    } else if (const auto given = time_given(t.word); given && (day || published)) {
      const Day from = day ? day->from : *published;
      t.change.effective = DateRange{from, Day{from.since_1970 + given->days}, given->text};
      t.change.certainty = "deadline";
    } else if (day) {
      t.change.certainty = certainty(t.word, day->text);
    }
  }

  struct Given {
    int days = 0;
    std::string text;
  };
  /// "within 72 hours", "ten days to leave": the time given, in days.
  [[nodiscard]] std::optional<Given> time_given(WordId w) const {
    const Sentence& s = tree_.sentence(w);
    for (WordId k = s.begin + 1; k + 1 < s.end; ++k) {
      const std::string_view unit = document_.words[k].lemma;
      const int size = unit == "hour" ? 1 : unit == "day" ? 24 : unit == "week" ? 168 : 0;
      if (size == 0 || document_.words[k - 1].upos != Upos::kNum) continue;
      const bool within = k >= s.begin + 2 && document_.words[k - 2].lemma == "within";
      const bool to_do = document_.words[k + 1].lemma == "to" && document_.words[k + 1].upos == Upos::kPart;
      const auto number = quantity_of(tree_, {k});
      if ((!within && !to_do) || !number) continue;
      const std::uint32_t from = document_.words[k - 1].span.begin;
      return Given{static_cast<int>((number->value * size + 23) / 24), document_.text().substr(from, document_.words[k].span.end - from)};
    }
    return std::nullopt;
  }

  /// "probably from Nov. 1" is probable; "by Monday", "until noon on Monday" is the time given.
  [[nodiscard]] std::string certainty(WordId w, const std::string& text) const {
    const Sentence& s = tree_.sentence(w);
    for (WordId k = s.begin; k < s.end; ++k) {
      const std::string_view lemma = document_.words[k].lemma;
      if (lemma == "probably" || lemma == "likely" || lemma == "possibly" || lemma == "perhaps") return "probable";
    }
    if (text.starts_with("by ") || text.starts_with("until ") || text.starts_with("till ")) return "deadline";
    const std::size_t at = text.empty() ? std::string::npos : document_.text().find(text, s.span.begin);
    if (at == std::string::npos || at >= s.span.end) return {};
    for (WordId k = s.begin; k < s.end && document_.words[k].span.begin < at; ++k) {
      const std::string_view lemma = document_.words[k].lemma;
      if ((lemma == "until" || lemma == "by") && document_.words[k].span.begin + 24 > at) return "deadline";
    }
    return {};
  }

  [[nodiscard]] bool is_history(const PostChange& c) const {
    const auto& published = document_.article->published;
    return published && c.effective && c.effective->to.since_1970 + kHistoryDays < published->since_1970;
  }

  // ---- one post, one change, once

  [[nodiscard]] bool same_post(const Post& a, const Post& b) const {
    if (!sides_.same(*a.holder, *b.holder) || !sides_.same(*a.host, *b.host) || a.kind != b.kind) return false;
    if (!a.name.empty() && !b.name.empty() && a.name != b.name && a.kind == "office") return false;
    if (a.kind == "consulate" && a.place && b.place && a.place->name != b.place->name) return false;
    return true;
  }

  static bool same_change(const PostChange& a, const PostChange& b) {
    if (a.what != b.what) return false;
    if (a.what == "staff-limit") return !a.to || !b.to || *a.to == *b.to;
    return a.to_status == b.to_status;
  }

  void put(Post&& p, PostChange c) {
    auto at = std::find_if(posts_.begin(), posts_.end(), [&](const Post& o) { return same_post(o, p); });
    if (at == posts_.end()) {
      p.changes = {std::move(c)};
      posts_.push_back(std::move(p));
      return;
    }
    if (at->name.empty()) at->name = p.name;
    if (!at->place) at->place = p.place;
    const auto told = std::find_if(at->changes.begin(), at->changes.end(), [&](const PostChange& o) { return same_change(o, c); });
    if (told == at->changes.end()) {
      at->changes.push_back(std::move(c));
      return;
    }
    for (const std::uint32_t s : c.sentences) {
      if (std::find(told->sentences.begin(), told->sentences.end(), s) == told->sentences.end()) told->sentences.push_back(s);
    }
    std::sort(told->sentences.begin(), told->sentences.end());
    for (const Span t : c.trigger) {
      if (std::find(told->trigger.begin(), told->trigger.end(), t) == told->trigger.end()) told->trigger.push_back(t);
    }
    std::sort(told->trigger.begin(), told->trigger.end(), [](Span a, Span b) { return a.begin < b.begin; });
    if (!told->from) told->from = c.from;
    if (!told->to) told->to = c.to;
    if (!told->event) told->event = c.event;
    const bool surer_date = c.effective && (!told->effective || !c.certainty.empty());
    if (surer_date) told->effective = c.effective, told->certainty = c.certainty;
  }

  void tidy() {
    for (const Post& p : posts_) {  // "the offices in the capital" and "the office in Moscow" are in one town
      if (p.kind != "office" || !p.place) continue;
      for (Post& o : posts_) {
        if (o.kind == "office" && !o.place && sides_.same(*o.holder, *p.holder) && sides_.same(*o.host, *p.host)) o.place = p.place;
      }
    }
    // "the alliance's office" is one of the offices named later
    const std::vector<Post> all = posts_;
    std::erase_if(posts_, [&](const Post& p) {
      return p.kind == "office" && p.name.empty() &&
             std::any_of(all.begin(), all.end(), [&](const Post& o) { return !o.name.empty() && same_post(o, p) && covers(o, p); });
    });
    for (Post& p : posts_) {
      const auto has = [&](std::string_view what, std::string_view to) {
        return std::any_of(p.changes.begin(), p.changes.end(), [&](const PostChange& c) { return c.what == what && c.to_status == to; });
      };
      // who stands in for a recalled ambassador heads the post now; staff that is cut by a number needs no "reduced"
      if (has("head", "chargé d'affaires")) std::erase_if(p.changes, [](const PostChange& c) { return c.rule == "relations downgraded" && c.what == "status"; });
      if (has("head", "chargé d'affaires")) std::erase_if(p.changes, [](const PostChange& c) { return c.what == "head" && c.to_status == "recalled"; });
      const bool counted = std::any_of(p.changes.begin(), p.changes.end(), [](const PostChange& c) { return c.what == "staff-limit"; });
      if (counted || has("status", "closed") || has("status", "suspended")) {
        std::erase_if(p.changes, [](const PostChange& c) { return c.what == "status" && c.to_status == "reduced"; });
      }
      name(p);
    }
  }

  [[nodiscard]] static bool covers(const Post& o, const Post& p) {
    return std::all_of(p.changes.begin(), p.changes.end(), [&](const PostChange& c) {
      return std::any_of(o.changes.begin(), o.changes.end(), [&](const PostChange& d) { return same_change(c, d); });
    });
  }

  /// "NATO's military liaison office in Moscow", "Slovakia's embassy in Russia".
  void name(Post& p) const {
    const auto& actors = view_.mentions->actors();
    const auto short_name = [&](ActorId a) { return actors[a].kind == ActorKind::kOrganisation && !actors[a].code.empty() ? actors[a].code : actors[a].name; };
    std::string words = p.name;
    if (words.size() > 40) words.clear();
    const std::string kind = p.kind;
    std::string out = short_name(*p.holder) + "’s ";
    out += words.empty() ? kind : words + " " + kind;
    if (actors[*p.host].kind == ActorKind::kOrganisation) out += " at " + short_name(*p.host);
    else out += " in " + (p.place ? p.place->name : short_name(*p.host));
    p.name = std::move(out);
  }

  const ArticleView& view_;
  const Tree& tree_;
  const Document& document_;
  const std::vector<Event>& events_;
  Principals sides_;
  PostMentions mentions_;
  std::optional<ActorId> last_host_;  ///< of the post told of last: "recalled its ambassador. Brazil flew out its diplomats"
  WordId last_word_ = 0;
  std::vector<Post> posts_;
};

}  // namespace

std::vector<Post> read_posts(const ArticleView& view, const std::vector<Event>& events) { return Ledger(view, events).read(); }

}  // namespace demarche
