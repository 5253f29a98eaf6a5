// The public door: text, syntax, reading and coding in order. Door: class Reader.
#include "coding/reader.h"

#include "coding/coding.h"
#include "coding/patterns.h"
#include "coding/titles.h"
#include "coding/whole.h"
#include "text/text.h"

namespace demarche {
namespace {

/// Passes what match_frames tried on to the trace.
class TraceWatcher : public FrameWatcher {
 public:
  TraceWatcher(const Tree& tree, Trace& trace) : tree_(tree), trace_(trace) {}
  void tried(WordId head, std::string_view frame, bool is_match, const std::string& why) override {
    if (!is_match) trace_.notes.push_back({tree_.sentence_of(head), head, std::string(frame), false, why});
  }

 private:
  const Tree& tree_;
  Trace& trace_;
};

Reading read_document(const Document& document, const std::vector<TitleMove>& title, const Lexicon& lexicon, const Versions& versions, Trace* trace) {
  const Tree tree(document);
  Reading reading;
  reading.versions = versions;
  for (const Sentence& s : document.sentences) reading.sentences.push_back(s.span);
  const Dates dates(tree, lexicon);
  if (lexicon.dictionary().has_verbs()) {
    code_by_patterns(tree, lexicon, dates, reading, trace);
    return reading;
  }
  Mentions mentions(tree, lexicon, document.article->published);
  const Arguments arguments(tree, lexicon);
  const Factualities factualities(tree, lexicon);
  const Places places(tree, lexicon, mentions);
  const Quantities quantities(tree, lexicon, mentions, arguments);
  std::optional<TraceWatcher> watcher;
  if (trace) watcher.emplace(tree, *trace);
  const std::vector<FrameMatch> matches = match_frames(tree, lexicon, mentions, arguments, watcher ? &*watcher : nullptr);
  const ArticleView view{&tree, &lexicon, &mentions, &arguments, &factualities, &dates, &quantities, &places};
  const SpeechMap speech = read_speech(tree, lexicon, mentions, arguments, dates);
  const std::vector<ClaimReading> claims = read_claims(tree, lexicon, mentions, arguments, matches, speech);
  std::vector<Event> events = code_events(view, matches, trace);
  code_spoken(view, speech, claims, events);
  complete_occasions(view, events);
  complete_from_title(view, title, events, trace);
  complete_sides(view, speech, events, trace);
  code_echoes(view, events);
  attribute_events(tree, speech, claims, mentions.actors(), events);
  reading.events = merge_events(std::move(events), mentions.actors());
  link_events(view, reading.events);
  reading.posts = read_posts(view, reading.events);
  reading.statements = statements_of(speech);
  for (const ClaimReading& c : claims) reading.claims.push_back(c.claim);
  reading.actors = std::move(mentions.actors());
  if (!lexicon.dictionary().empty()) lend_actor_codes(tree, lexicon, reading.actors);
  return reading;
}

/// An article of the title alone, of the same day; nothing where there is no title, or none that is a line.
std::optional<Document> title_of(const Article& article) {
  constexpr std::size_t kLongest = 400;  // bytes
  if (article.title.empty() || article.title.size() > kLongest) return std::nullopt;
  Article line;
  line.text = article.title;
  line.published = article.published;
  Document document(std::move(line));
  segment(document);
  return document;
}

using Mentioned = std::vector<std::pair<ActorId, Span>>;

Mentioned mentions_of(const std::vector<Actor>& actors) {
  Mentioned out;
  for (ActorId a = 0; a < actors.size(); ++a) {
    for (const Span m : actors[a].mentions) out.emplace_back(a, m);
  }
  return out;
}

}  // namespace

Reader::Reader(const Model& model, const Lexicon& lexicon) : lexicon_(&lexicon), names_(std::make_unique<const LexiconNames>(lexicon)), parser_(model, Parser::Path::kFast, names_.get()) {
  versions_ = {"0.1.0", model.checksum(), lexicon.version()};
}

Reading Reader::read(Article article) {
  std::vector<Article> one;
  one.push_back(std::move(article));
  return std::move(read(std::move(one)).front());
}

std::vector<Reading> Reader::read(std::vector<Article> articles) {
  std::vector<Reading> out(articles.size());
  std::vector<std::size_t> places;  // in `out`, of the documents
  std::vector<Document> documents;
  documents.reserve(articles.size());
  std::vector<std::optional<Document>> titles;  // by document
  titles.reserve(articles.size());
  std::vector<Document*> all;
  for (std::size_t k = 0; k < articles.size(); ++k) {
    if (articles[k].text.size() > kLongArticle) {
      out[k] = read_in_sections(std::move(articles[k]), kLongArticle);
      continue;
    }
    titles.push_back(title_of(articles[k]));
    if (titles.back()) all.push_back(&*titles.back());
    documents.emplace_back(std::move(articles[k]));
    segment(documents.back());
    all.push_back(&documents.back());
    places.push_back(k);
  }
  parser_.annotate(all);
  for (std::size_t d = 0; d < documents.size(); ++d) {
    out[places[d]] = read_document(documents[d], told_by(titles[d]), *lexicon_, versions_, nullptr);
    out[places[d]].article = std::move(*documents[d].article);
  }
  return out;
}

/// What a title tells that was read for itself.
std::vector<TitleMove> Reader::told_by(const std::optional<Document>& title) const {
  return title ? moves_of_title(read_document(*title, {}, *lexicon_, versions_, nullptr)) : std::vector<TitleMove>{};
}

std::vector<TitleMove> Reader::moves_of(const Article& article) {
  std::optional<Document> title = title_of(article);
  if (title) parser_.annotate(*title);
  return told_by(title);
}

Reading Reader::read_in_sections(Article article, std::size_t bytes) { return in_sections(std::move(article), bytes, nullptr); }

Reading Reader::in_sections(Article article, std::size_t bytes, const std::function<void(const ReadPart&)>* tell) {
  Whole whole;
  Sections sections(article, bytes);
  std::uint32_t first_sentence = 0;
  std::vector<TitleMove> title = moves_of(article);
  while (auto section = sections.next()) {
    parser_.annotate(section->document);
    Trace trace;
    Reading reading = read_document(section->document, title, *lexicon_, versions_, tell ? &trace : nullptr);
    title.clear();  // the lead stands in the first section
    auto mentions = tell ? mentions_of(reading.actors) : Mentioned();
    whole.add(std::move(reading), section->offset);
    for (auto& [actor, span] : mentions) actor = whole.actor_of(actor);
    if (tell) (*tell)({section->document, trace, whole.actors(), std::move(mentions), first_sentence});
    first_sentence += static_cast<std::uint32_t>(section->document.sentences.size());
  }
  Reading out = whole.take();
  out.versions = versions_;
  out.article = std::move(article);
  return out;
}

Reading Reader::explain(Article article, const std::function<void(const ReadPart&)>& tell, std::size_t bytes) {
  if (article.text.size() > bytes) return in_sections(std::move(article), bytes, &tell);
  Document document;
  Trace trace;
  Reading reading = explain(std::move(article), document, trace);
  tell({document, trace, reading.actors, mentions_of(reading.actors), 0});
  return reading;
}

Reading Reader::explain(Article article, Document& document, Trace& trace) {
  const std::vector<TitleMove> title = moves_of(article);
  document = Document(std::move(article));
  segment(document);
  parser_.annotate(document);
  Reading reading = read_document(document, title, *lexicon_, versions_, &trace);
  reading.article = *document.article;
  return reading;
}

}  // namespace demarche
