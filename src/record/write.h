// One article's reading as rows. Internal to the record layer: shared by write (new articles) and reread (known ones).
#pragma once

#include <string>
#include <vector>

#include "record/events.h"
#include "record/judge.h"

namespace demarche {

/// What an article's earlier reading had made of one of its events; a new reading of the same article keeps its key.
struct EarlierTelling {
  TellingKey key = 0;  ///< stays that of the new telling, so that corrections by hand find it
  EventKey event = 0;
  std::uint32_t ordinal = 0;
  std::uint64_t signature = 0;
  std::string type, why;
  std::uint32_t trigger_begin = 0, trigger_end = 0;
  bool is_taken = false;
};

/// Writes everything that follows from an article's current reading. Within a transaction.
class Projection {
 public:
  Projection(Record::State& state, const PreparedReading& prepared, ArticleKey article, ArticleKey text, const std::string& now)
      : state_(state), db_(state.db), prepared_(prepared), judged_(judged_reading(state.db, prepared, article, text)),
        reading_(judged_.mended ? *judged_.mended : prepared.reading), article_(article), text_(text), now_(now) {}

  /// `earlier`: what the article told before; `same_reading`: by this very reading, so that every event finds its own again.
  void run(Written& written, std::vector<EarlierTelling> earlier = {}, bool same_reading = false);
  /// After run(): the events that the article tells.
  [[nodiscard]] const std::vector<EventKey>& events() const { return event_keys_; }

 private:
  [[nodiscard]] Span sentence_of(const Event& event) const;
  std::optional<std::pair<std::uint32_t, std::uint32_t>> named_at(const std::vector<ActorId>& actors, Span sentence, Span trigger) const;
  TellingRow telling(std::size_t ordinal) const;
  void tell(TellingRow telling, std::optional<Match> match, Written& written);
  std::vector<std::optional<Match>> places_by_earlier(const std::vector<TellingRow>& tellings, std::vector<EarlierTelling>& earlier, bool same_reading) const;
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
  JudgedReading judged_;
  const Reading& reading_;  ///< with the values that readers mended
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

/// Writes anew what follows from an article's reading; gives the events that it tells now. `same_reading`: it is the current one. reread.cpp.
std::vector<EventKey> project_again(Record::State& state, const PreparedReading& prepared, ArticleKey article, ArticleKey text, const std::string& first_seen,
                                    bool same_reading, Written* written = nullptr);

/// Takes a judgement of a reader's back, within a transaction. judge.cpp.
void take_back_judgement(Record::State& state, std::int64_t correction, const std::string& now);

/// Key of the versions that made a reading; made where there is none.
std::int64_t versions_key(Record::State& state, const Versions& versions);

/// Draws conclusions across articles: which earlier event a new one answers. links.cpp.
void infer_links(Database& db, EventKey event, bool text_says_answer);
/// The same, where the sentence of the event's leading report tells whether it speaks of an answer.
void infer_links_of_lead(Database& db, EventKey event);
/// Whether a sentence says that what it tells is an answer ("in retaliation", "tit-for-tat").
bool says_answer(std::string_view sentence);

}  // namespace demarche
