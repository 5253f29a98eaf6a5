// One article's reading as rows. Internal to the record layer: shared by write (new articles) and reread (known ones).
#pragma once

#include <string>
#include <vector>

#include "record/events.h"

namespace demarche {

/// What an article's earlier reading had made of one of its events; a new reading of the same article keeps its key.
struct EarlierTelling {
  EventKey event = 0;
  std::uint64_t signature = 0;
  std::string type;
  std::uint32_t trigger_begin = 0, trigger_end = 0;
  bool is_taken = false;
};

/// Writes everything that follows from an article's current reading. Within a transaction.
class Projection {
 public:
  Projection(Record::State& state, const PreparedReading& prepared, ArticleKey article, ArticleKey text, const std::string& now)
      : state_(state), db_(state.db), prepared_(prepared), reading_(prepared.reading), article_(article), text_(text), now_(now) {}

  void run(Written& written, std::vector<EarlierTelling> earlier = {});
  /// After run(): whether the article tells this event.
  [[nodiscard]] bool tells(EventKey event) const { return used_.contains(event); }

 private:
  [[nodiscard]] Span sentence_of(const Event& event) const;
  std::optional<std::pair<std::uint32_t, std::uint32_t>> named_at(const std::vector<ActorId>& actors, Span sentence, Span trigger) const;
  TellingRow telling(std::size_t ordinal) const;
  void tell(std::size_t ordinal, Written& written, std::vector<EarlierTelling>& earlier);
  std::optional<Match> place_for(const TellingRow& telling, std::vector<EarlierTelling>& earlier);
  void add_telling(const TellingRow& telling, const std::string& why, const Event& event);
  void links();
  void statements();
  void claims();
  void posts();
  PostKey find_post(const std::string& holder, const std::string& host, const std::string& kind, const std::string& place);
  void post_change(PostKey post, const PostChange& change);
  void appear(ActorId actor);
  ActorKey key_of(ActorId actor);
  [[nodiscard]] std::string codes_of(const std::vector<ActorId>& actors) const;

  Record::State& state_;
  Database& db_;
  const PreparedReading& prepared_;
  const Reading& reading_;
  ArticleKey article_, text_;
  const std::string& now_;
  std::vector<ActorKey> actor_keys_;
  std::vector<EventKey> event_keys_;      ///< by ordinal
  std::vector<TellingKey> telling_keys_;  ///< by ordinal
  std::vector<EventKey> new_events_;
  std::unordered_set<EventKey> used_;
};

/// Takes away what follows from an article's current reading, and gives what it told; the events stay, without these tellings, until
/// they are refreshed. reread.cpp.
std::vector<EarlierTelling> take_away(Database& db, ArticleKey article);

/// Key of the versions that made a reading; made where there is none.
std::int64_t versions_key(Record::State& state, const Versions& versions);

/// Draws conclusions across articles: which earlier event a new one answers. links.cpp.
void infer_links(Database& db, EventKey event, bool text_says_answer);
/// Whether a sentence says that what it tells is an answer ("in retaliation", "tit-for-tat").
bool says_answer(std::string_view sentence);

}  // namespace demarche
