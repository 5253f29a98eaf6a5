// Changes of the record as server-sent events. Door: messages_of().
//
// What is sent is the thing as it stands now, not as it stood at the change: a client that comes back gets the newest of each. Which
// changes a query asks for is decided by the record, in a few questions a batch, whatever the number of changes.
#include <map>
#include <set>

#include "serve/stream.h"
#include "serve/views.h"

namespace demarche {
namespace {

using Kind = Change::Kind;

QueryTerm keys_term(QueryTerm::Field field, const std::set<std::int64_t>& keys) {
  QueryTerm out;
  out.field = field;
  for (const std::int64_t key : keys) out.values.push_back(std::to_string(key));
  return out;
}

/// Those of the keys that a query asks for, as JSON, in few questions. A query that says nothing about such things asks for none.
template <class T>
Result<std::map<std::int64_t, std::string>> asked(const Record& record, Result<Answer<T>> (Record::*ask)(const Query&, const Window&) const, const Query& query, QueryTerm::Field field,
                                                  const std::set<std::int64_t>& keys) {
  std::map<std::int64_t, std::string> out;
  if (keys.empty()) return out;
  Query narrowed = query;
  narrowed.terms.push_back(keys_term(field, keys));
  const auto rows = (record.*ask)(narrowed, {.limit = keys.size()});
  if (!rows) return rows.error().kind == ErrorKind::kUsage ? Result<std::map<std::int64_t, std::string>>(std::move(out)) : rows.error();
  for (const T& row : rows->rows) {
    JsonWriter json(out[row.key]);
    write(json, row);
  }
  return out;
}

class Messages {
 public:
  Messages(const Record& record, const Query& query) : record_(record), query_(query) {}

  Status ask(const std::map<std::pair<Kind, std::int64_t>, Sequence>& last) {
    std::set<std::int64_t> events, articles;
    for (const auto& [what, sequence] : last) {
      if (what.first == Kind::kArticle) articles.insert(what.second);
      if (what.first == Kind::kEvent || what.first == Kind::kReport || what.first == Kind::kEventChanged || what.first == Kind::kLink) events.insert(what.second);
      if (what.first == Kind::kPost) posts_.insert(what.second);
    }
    // A post is told to those who are told of an event that changed it.
    for (const PostKey key : posts_) {
      const auto post = record_.post(key);
      if (!post) continue;  // gone since
      for (const RecordedPostChange& c : post->history) {
        if (c.event != 0) events.insert(c.event);
      }
    }
    auto found_events = asked(record_, &Record::events, query_, QueryTerm::Field::kEvent, events);
    if (!found_events) return found_events.error();
    auto found_articles = asked(record_, &Record::articles, query_, QueryTerm::Field::kArticle, articles);
    if (!found_articles) return found_articles.error();
    events_ = *std::move(found_events), articles_ = *std::move(found_articles);
    return Done{};
  }

  /// The thing that changed, as JSON; "" where the query does not ask for it.
  [[nodiscard]] std::string data_of(Kind kind, std::int64_t key) const {
    switch (kind) {
      case Kind::kArticle: return found(articles_, key);
      case Kind::kEvent:
      case Kind::kReport:
      case Kind::kEventChanged: return found(events_, key);
      case Kind::kEventGone: return "{\"key\":\"" + key_text('E', key) + "\"}";
      case Kind::kPost: return post(key);
      case Kind::kLink: return links(key);
    }
    return {};
  }

 private:
  static std::string found(const std::map<std::int64_t, std::string>& all, std::int64_t key) {
    const auto at = all.find(key);
    return at == all.end() ? std::string() : at->second;
  }
  std::string post(PostKey key) const {
    const auto post = record_.post(key);
    if (!post) return {};
    bool is_asked = query_.terms.empty();
    for (const RecordedPostChange& c : post->history) is_asked = is_asked || events_.contains(c.event);
    if (!is_asked) return {};
    std::string out;
    JsonWriter json(out);
    write(json, *post);
    return out;
  }
  std::string links(EventKey key) const {
    if (!events_.contains(key)) return {};
    const auto links = record_.links_of(key);
    if (!links) return {};
    std::string out;
    JsonWriter json(out);
    json.object([&] {
      json.field("event", key_text('E', key));
      json.array("links", [&] {
        for (const RecordedLink& l : *links) {
          if (l.event == key) write(json, l);
        }
      });
    });
    return out;
  }

  const Record& record_;
  const Query& query_;
  std::set<PostKey> posts_;
  std::map<std::int64_t, std::string> events_, articles_;
};

}  // namespace

Result<std::vector<Message>> messages_of(const Record& record, const Query& query, const std::vector<Change>& changes) {
  std::map<std::pair<Kind, std::int64_t>, Sequence> last;
  for (const Change& c : changes) last[{c.kind, c.key}] = c.sequence;
  Messages messages(record, query);
  if (const Status asked = messages.ask(last); !asked) return asked.error();
  std::vector<Message> out;
  for (const Change& c : changes) {
    if (last[{c.kind, c.key}] != c.sequence) continue;
    const std::string data = messages.data_of(c.kind, c.key);
    if (data.empty()) continue;
    out.push_back(std::make_shared<const std::string>("id: " + std::to_string(c.sequence) + "\nevent: " + std::string(name_of(c.kind)) + "\ndata: " + data + "\n\n"));
  }
  return out;
}

}  // namespace demarche
