// The door: documents in, annotation written into them. Cuts sentences into pieces of bearable length, sorts the pieces of all
// documents by length, runs them through encoder and heads batch by batch. Relies on all stages before. Doors: Model, Parser.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

#include "syntax/network.h"
#include "syntax/syntax.h"

extern "C" const unsigned char demarche_english_weights[];
extern "C" const unsigned char demarche_english_weights_end[];

namespace demarche {

namespace syntax {
namespace {

constexpr std::size_t kBatchSentences = 48;  // a multiple of the tile's rows
constexpr std::size_t kBatchTokens = 8192;
constexpr std::size_t kChunkTokens = 96;  // whose head outputs are held at once

bool is_stop(std::string_view form) {
  static constexpr std::array<std::string_view, 6> kStops = {".", ";", "!", "?", ":", ","};
  return std::find(kStops.begin(), kStops.end(), form) != kStops.end();
}

/// Where a piece that begins at `begin` ends: at the sentence's end, or behind a stop in the second half of what is allowed.
WordId piece_end(const Document& doc, WordId begin, WordId end) {
  constexpr auto kMost = static_cast<WordId>(Parser::kLongestPiece);
  if (end - begin <= kMost) return end;
  for (WordId at = begin + kMost; at > begin + kMost / 2; --at) {
    if (is_stop(doc[at - 1].form)) return at;
  }
  return begin + kMost;
}

void cut_sentence(const Document& doc, std::uint32_t document, std::uint32_t sentence, std::vector<Piece>& out) {
  const Sentence& s = doc.sentences[sentence];
  for (WordId begin = s.begin; begin < s.end;) {
    const WordId end = piece_end(doc, begin, s.end);
    out.push_back({document, sentence, begin, end - begin});
    begin = end;
  }
}

void cut_pieces(std::span<Document* const> documents, std::vector<Piece>& out) {
  out.clear();
  for (std::uint32_t d = 0; d < documents.size(); ++d) {
    for (std::uint32_t s = 0; s < documents[d]->sentences.size(); ++s) cut_sentence(*documents[d], d, s, out);
  }
}

/// Only the sentences that stand in capitals, as headlines or all small.
void cut_odd_pieces(std::span<Document* const> documents, Recaser& recaser, std::vector<Piece>& out) {
  out.clear();
  for (std::uint32_t d = 0; d < documents.size(); ++d) {
    if (!recaser.read(*documents[d])) continue;
    for (std::uint32_t s = 0; s < documents[d]->sentences.size(); ++s) {
      if (recaser.is_set_otherwise(s)) cut_sentence(*documents[d], d, s, out);
    }
  }
}

/// Fills `shown` for the documents that have such sentences, whose words are tagged as written by now.
void recase(std::span<Document* const> documents, Workspace& w) {
  std::vector<std::string> words;
  for (std::size_t d = 0; d < documents.size(); ++d) {
    const Document& doc = *documents[d];
    if (!w.recaser.read(doc)) continue;
    std::vector<std::string_view>& shown = w.shown[d];
    for (const Word& word : doc.words) shown.push_back(word.form);
    for (std::size_t s = 0; s < doc.sentences.size(); ++s) {
      if (!w.recaser.recase(doc, s, words)) continue;
      for (std::size_t k = 0; k < words.size(); ++k) {
        std::string_view& to = shown[doc.sentences[s].begin + k];
        if (to != words[k]) to = w.recased.emplace_back(std::move(words[k]));
      }
    }
  }
}

std::string_view shown(const Workspace& w, std::span<Document* const> documents, const Piece& piece, WordId at) {
  const auto& words = w.shown[piece.document];
  return words.empty() ? (*documents[piece.document])[at].form : words[at];
}

void layout(std::span<const Piece> pieces, Batch& batch) {
  batch.starts.clear();
  batch.sizes.clear();
  batch.tokens = 0;
  for (const Piece& p : pieces) {
    batch.starts.push_back(batch.tokens);
    batch.sizes.push_back(p.size);
    batch.tokens += p.size;
  }
}

void run_network(const Network& net, std::span<Document* const> documents, std::span<const Piece> pieces, Workspace& w) {
  layout(pieces, w.batch);
  w.encoder.input.reserve(w.batch.tokens * net.input);
  w.encoder.scales.resize(std::max<std::size_t>(w.encoder.scales.size(), w.batch.tokens));
  std::size_t t = 0;
  for (const Piece& p : pieces) {
    for (WordId at = p.begin; at < p.begin + p.size; ++at, ++t) {
      w.encoder.scales[t] = w.inputs.get(shown(w, documents, p, at), w.encoder.input.data() + t * net.input);
    }
  }
  const std::uint8_t* const e = encode(net, w.batch, w.encoder);
  w.choices.resize(std::max<std::size_t>(w.choices.size(), w.batch.tokens));
  for (std::size_t s = 0; s < pieces.size();) {
    const std::size_t first = s;
    const std::uint32_t from = w.batch.starts[s];
    std::uint32_t tokens = 0;
    do tokens += w.batch.sizes[s++];
    while (s < pieces.size() && tokens + w.batch.sizes[s] <= kChunkTokens);
    decide(net, e + std::size_t{from} * 2 * net.hidden, {w.batch.sizes.data() + first, s - first}, w.heads,
           {w.choices.data() + from, tokens});
  }
}

void run_plainly(const Network& net, std::span<Document* const> documents, std::span<const Piece> pieces, Workspace& w) {
  w.choices.clear();
  std::vector<std::string_view> forms;
  for (const Piece& p : pieces) {
    forms.clear();
    for (WordId at = p.begin; at < p.begin + p.size; ++at) forms.push_back(shown(w, documents, p, at));
    const PlainReading reading = read_plainly(net, forms);
    w.choices.insert(w.choices.end(), reading.choices.begin(), reading.choices.end());
  }
}

void write_word(const Network& net, const Choice& choice, Document& doc, WordId begin, Word& word, std::string_view seen_as,
                Lemmatiser& lemmatiser) {
  const TagClass& tag = net.tags[choice.tag];
  const LabelClass& label = net.labels[choice.label];
  word.upos = tag.upos;
  word.feats = tag.feats;
  word.morph = tag.morph;
  const std::string_view lemma = lemmatiser.lemma(seen_as, tag, choice.script);
  word.lemma = lemma == word.form ? word.form : doc.keep(lemma);
  word.head = choice.head == 0 ? kNoWord : begin + choice.head - 1;
  word.deprel = choice.head == 0 ? std::string_view("root") : label.deprel;
  word.rel = choice.head == 0 ? Rel::kRoot : label.rel;
  word.subrel = choice.head == 0 ? SubRel::kNone : label.subrel;
  word.name = net.names[choice.name].kind;
  word.name_begins = net.names[choice.name].begins;
}

void write_piece(const Network& net, const Piece& piece, std::span<const Choice> choices, std::span<Document* const> documents,
                 Workspace& w) {
  Document& doc = *documents[piece.document];
  Sentence& sentence = doc.sentences[piece.sentence];
  for (std::uint32_t k = 0; k < piece.size; ++k) {
    const WordId at = piece.begin + k;
    write_word(net, choices[k], doc, piece.begin, doc[at], shown(w, documents, piece, at), w.lemmatiser);
    if (choices[k].head == 0 && piece.begin == sentence.begin) sentence.root = piece.begin + k;
  }
}

/// Hangs the roots of a long sentence's later pieces from the first one's.
void join_pieces(std::span<const Piece> pieces, std::span<Document* const> documents) {
  for (const Piece& p : pieces) {
    Document& doc = *documents[p.document];
    const Sentence& sentence = doc.sentences[p.sentence];
    if (p.begin == sentence.begin) continue;
    for (WordId at = p.begin; at < p.begin + p.size; ++at) {
      Word& word = doc[at];
      if (word.head != kNoWord) continue;
      word.head = sentence.root;
      word.deprel = "parataxis";
      word.rel = Rel::kParataxis;
    }
  }
}

}  // namespace
}  // namespace syntax

Model::Model(std::unique_ptr<const syntax::Network> network) : network_(std::move(network)) {}
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;
Model::~Model() = default;

Result<Model> Model::open(const std::string& path) {
  auto weights = syntax::Weights::open(path);
  if (!weights) return weights.error();
  return Model(std::make_unique<syntax::Network>(*std::move(weights)));
}

Result<Model> Model::from_bytes(Bytes bytes, const std::string& where, bool checksum) {
  auto weights = syntax::Weights::from_bytes(bytes, where, checksum);
  if (!weights) return weights.error();
  return Model(std::make_unique<syntax::Network>(*std::move(weights)));
}

const Model& Model::embedded() {
  static const Model model = [] {
    const std::size_t size = static_cast<std::size_t>(demarche_english_weights_end - demarche_english_weights);
    auto read = from_bytes(std::as_bytes(std::span(demarche_english_weights, size)), "the built-in model", false);
    if (!read) {  // the program itself is damaged: nothing can be done with it
      std::fprintf(stderr, "demarche: %s\n", read.error().text().c_str());
      std::abort();
    }
    return *std::move(read);
  }();
  return model;
}

std::string_view Model::name() const { return network_->weights.name_of_model; }

std::string Model::checksum() const {
  char text[9];
  std::snprintf(text, sizeof text, "%08x", network_->weights.checksum);
  return text;
}

Parser::Parser(const Model& model, Path path, const NameHints* hints)
    : network_(&model.network()), hints_(hints), workspace_(std::make_unique<syntax::Workspace>(*network_)), path_(path) {}
Parser::Parser(Parser&&) noexcept = default;
Parser::~Parser() = default;

void Parser::annotate(Document& document) {
  Document* const one = &document;
  annotate(std::span(&one, 1));
}

void Parser::annotate(std::span<Document* const> documents) {
  using namespace syntax;
  Workspace& w = *workspace_;
  w.recased.clear();
  w.shown.assign(documents.size(), {});
  cut_odd_pieces(documents, w.recaser, w.pieces);
  if (!w.pieces.empty()) {
    read_pieces(documents);
    recase(documents, w);
  }
  cut_pieces(documents, w.pieces);
  read_pieces(documents);
  join_pieces(w.pieces, documents);
  for (std::size_t d = 0; d < documents.size(); ++d) w.namer.name(*documents[d], w.shown[d], hints_);
}

/// Runs the network over the pieces at hand and writes what it says into the documents.
void Parser::read_pieces(std::span<Document* const> documents) {
  using namespace syntax;
  Workspace& w = *workspace_;
  std::stable_sort(w.pieces.begin(), w.pieces.end(), [](const Piece& a, const Piece& b) { return a.size > b.size; });
  for (std::size_t at = 0; at < w.pieces.size();) {
    std::size_t n = 0, tokens = 0;
    while (at + n < w.pieces.size() && n < kBatchSentences && (n == 0 || tokens + w.pieces[at + n].size <= kBatchTokens))
      tokens += w.pieces[at + n++].size;
    const std::span<const Piece> batch(w.pieces.data() + at, n);
    (path_ == Path::kFast ? run_network : run_plainly)(*network_, documents, batch, w);
    std::size_t t = 0;
    for (const Piece& p : batch) {
      write_piece(*network_, p, {w.choices.data() + t, p.size}, documents, w);
      t += p.size;
    }
    at += n;
  }
}

}  // namespace demarche
