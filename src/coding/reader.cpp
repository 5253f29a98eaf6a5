// The public door: text, syntax, reading and coding in order. Door: class Reader.
#include "coding/reader.h"

#include "coding/coding.h"
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

Reading read_document(const Document& document, const Lexicon& lexicon, const Versions& versions, Trace* trace) {
  const Tree tree(document);
  Mentions mentions(tree, lexicon, document.article->published);
  const Arguments arguments(tree, lexicon);
  const Factualities factualities(tree, lexicon);
  const Dates dates(tree, lexicon);
  std::optional<TraceWatcher> watcher;
  if (trace) watcher.emplace(tree, *trace);
  const std::vector<FrameMatch> matches = match_frames(tree, lexicon, mentions, arguments, watcher ? &*watcher : nullptr);
  const ArticleView view{&tree, &lexicon, &mentions, &arguments, &factualities, &dates};
  Reading reading;
  reading.versions = versions;
  const SpeechMap speech = read_speech(tree, lexicon, mentions, arguments, dates);
  const std::vector<ClaimReading> claims = read_claims(tree, lexicon, mentions, arguments, matches, speech);
  std::vector<Event> events = code_events(view, matches, trace);
  code_spoken(view, speech, claims, events);
  complete_sides(view, events);
  attribute_events(document, speech, claims, mentions.actors(), events);
  reading.events = merge_events(std::move(events), mentions.actors());
  link_events(view, reading.events);
  reading.posts = read_posts(view, reading.events);
  reading.statements = statements_of(speech);
  for (const ClaimReading& c : claims) reading.claims.push_back(c.claim);
  reading.actors = std::move(mentions.actors());
  for (const Sentence& s : document.sentences) reading.sentences.push_back(s.span);
  return reading;
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
  std::vector<Document> documents;
  documents.reserve(articles.size());
  std::vector<Document*> all;
  for (Article& a : articles) {
    documents.emplace_back(std::move(a));
    segment(documents.back());
    all.push_back(&documents.back());
  }
  parser_.annotate(all);
  std::vector<Reading> out;
  out.reserve(documents.size());
  for (Document& d : documents) {
    out.push_back(read_document(d, *lexicon_, versions_, nullptr));
    out.back().article = std::move(*d.article);
  }
  return out;
}

Reading Reader::explain(Article article, Document& document, Trace& trace) {
  document = Document(std::move(article));
  segment(document);
  parser_.annotate(document);
  Reading reading = read_document(document, *lexicon_, versions_, &trace);
  reading.article = *document.article;
  return reading;
}

}  // namespace demarche
