// `demarche parse`: texts or CoNLL-U in, CoNLL-U out; or, with --score, how well the parser does on a treebank.
// Inputs are read one document at a time and annotated in groups, so that memory does not grow with the input and output keeps
// its order whatever the number of threads. Door: add_parse.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "base/files.h"
#include "cli/commands.h"
#include "lexicon/lexicon.h"
#include "syntax/syntax.h"
#include "text/text.h"

namespace demarche {
namespace {

constexpr std::size_t kGroupDocuments = 256;
constexpr std::size_t kGroupBytes = std::size_t{1} << 20;
constexpr std::size_t kChunkDocuments = 4;  // what a thread takes at once

struct Options {
  std::vector<std::string> inputs;
  std::vector<std::string> gold;
  std::string kind = "auto";
  std::string model;
  unsigned jobs = 0;
  bool name_features = false;  ///< for training/names.py
};

/// Annotates groups of documents on several threads. Documents without sentences are cut first.
class Annotator {
 public:
  Annotator(const Model& model, unsigned jobs, bool name_features = false)
      : model_(model), jobs_(jobs), name_features_(name_features), names_(Lexicon::embedded()) {}

  /// Annotates all; where `written` is given, its d-th string becomes the d-th document as CoNLL-U.
  void run(std::span<Document> documents, std::vector<std::string>* written = nullptr) {
    if (written) written->assign(documents.size(), {});
    std::atomic<std::size_t> next = 0;
    const auto work = [&](Parser& parser) {
      for (std::size_t at; (at = next.fetch_add(kChunkDocuments)) < documents.size();) {
        const std::size_t end = std::min(at + kChunkDocuments, documents.size());
        annotate(parser, documents.subspan(at, end - at));
        for (std::size_t d = at; written && d < end; ++d) write(documents[d], (*written)[d]);
      }
    };
    const std::size_t threads = std::min<std::size_t>(jobs_, documents.size() / kChunkDocuments + 1);
    while (parsers_.size() < threads) parsers_.emplace_back(model_, Parser::Path::kFast, &names_);
    std::vector<std::jthread> others;
    for (std::size_t t = 1; t < threads; ++t) others.emplace_back([&, t] { work(parsers_[t]); });
    work(parsers_.front());
  }

 private:
  static void annotate(Parser& parser, std::span<Document> documents) {
    std::vector<Document*> chunk;
    for (Document& d : documents) {
      if (d.sentences.empty()) segment(d);
      chunk.push_back(&d);
    }
    parser.annotate(chunk);
  }

  void write(const Document& d, std::string& out) const {
    if (name_features_)
      syntax::write_name_features(d, model_.network(), &names_, out);
    else
      write_conllu(d, out);
  }

  const Model& model_;
  unsigned jobs_;
  bool name_features_;
  LexiconNames names_;
  std::vector<Parser> parsers_;  ///< one a thread, made when first needed
};

bool is_conllu(const std::string& path, const std::string& kind) {
  return kind == "conllu" || (kind == "auto" && (path.ends_with(".conllu") || path.ends_with(".conll")));
}

/// Hands over every document of a file; errors go to `failed`.
void each_document(const std::string& path, const std::string& kind, const std::function<void(Document)>& take,
                   const std::function<void(const Error&)>& failed) {
  if (is_conllu(path, kind)) {
    const auto bytes = read_file(path);
    if (!bytes) return failed(bytes.error());
    ConlluReader reader(*bytes, path == "-" ? "standard input" : path);
    for (;;) {
      auto doc = reader.next();
      if (!doc) return failed(doc.error());
      if (!doc->has_value()) return;
      take(**std::move(doc));
    }
  }
  auto reader = ArticleReader::open(path, kind == "text" ? InputKind::kText : InputKind::kAuto);
  if (!reader) return failed(reader.error());
  while (auto article = reader->next()) {
    if (*article)
      take(Document(**std::move(article)));
    else
      failed(article->error());
  }
}

int report(const Error& error) {
  std::fprintf(stderr, "demarche: %s\n", error.text().c_str());
  return 1;
}

int parse_inputs(const Options& o, Annotator& annotator) {
  int status = 0;
  std::vector<Document> group;
  std::size_t bytes = 0;
  std::vector<std::string> written;
  const auto flush = [&] {
    annotator.run(group, &written);
    for (const std::string& text : written) std::fwrite(text.data(), 1, text.size(), stdout);
    group.clear();
    bytes = 0;
  };
  const auto take = [&](Document d) {
    bytes += d.text().size();
    group.push_back(std::move(d));
    if (group.size() >= kGroupDocuments || bytes >= kGroupBytes) flush();
  };
  for (const std::string& path : o.inputs) each_document(path, o.kind, take, [&](const Error& e) { status = report(e); });
  flush();
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
    status = report({ErrorKind::kUnreadable, "standard output", "cannot be written", {}});
  return status;
}

// ---- scoring ----

void print_line(const char* what, const Score::Count& tokens, const Score::Count& raw) {
  std::printf("  %-18s %12.2f %12.2f\n", what, tokens.f1(), raw.f1());
}

void print_scores(const std::string& path, const Model& model, const Score& tokens, const Score& raw) {
  std::printf("%s: %llu sentences, %llu words; model %.*s %s\n", path.c_str(),
              static_cast<unsigned long long>(tokens.sentences.gold), static_cast<unsigned long long>(tokens.words.gold),
              static_cast<int>(model.name().size()), model.name().data(), model.checksum().c_str());
  std::printf("  %-18s %12s %12s\n", "F1", "gold tokens", "raw text");
  print_line("tokens", tokens.tokens, raw.tokens);
  print_line("sentences", tokens.sentences, raw.sentences);
  print_line("words", tokens.words, raw.words);
  print_line("UPOS", tokens.upos, raw.upos);
  print_line("UFeats", tokens.ufeats, raw.ufeats);
  print_line("lemma", tokens.lemmas, raw.lemmas);
  print_line("UAS", tokens.uas, raw.uas);
  print_line("LAS", tokens.las, raw.las);
  print_line("LAS with subtypes", tokens.las_subtypes, raw.las_subtypes);
  if (tokens.names().gold == 0) return;
  print_line("names", tokens.names(), raw.names());
  for (const auto& [what, kind] : {std::pair{"  persons", NameKind::kPerson}, {"  organisations", NameKind::kOrganisation}, {"  places", NameKind::kPlace}}) {
    print_line(what, tokens.names_by_kind[static_cast<std::size_t>(kind)], raw.names_by_kind[static_cast<std::size_t>(kind)]);
  }
}

Result<Score> sum_of_scores(const std::vector<Document>& gold, const std::vector<Document>& system) {
  Score sum;
  for (std::size_t d = 0; d < gold.size(); ++d) {
    const auto one = score(gold[d], system[d]);
    if (!one) return one.error();
    sum.add(*one);
  }
  return sum;
}

/// Copies with nothing but the text.
std::vector<Document> bare_texts(const std::vector<Document>& gold) {
  std::vector<Document> out;
  for (const Document& d : gold) {
    Article a;
    a.id = d.article->id;
    a.text = d.text();
    out.emplace_back(std::move(a));
  }
  return out;
}

int score_treebank(const std::string& path, const Model& model, Annotator& annotator) {
  const auto bytes = read_file(path);
  if (!bytes) return report(bytes.error());
  const auto gold = read_conllu(*bytes, path);
  if (!gold) return report(gold.error());
  auto tokenised = read_conllu(*bytes, path);
  std::vector<Document> raw = bare_texts(*gold);
  annotator.run(*tokenised);
  annotator.run(raw);
  const auto from_tokens = sum_of_scores(*gold, *tokenised), from_raw = sum_of_scores(*gold, raw);
  if (!from_tokens) return report(from_tokens.error());
  if (!from_raw) return report(from_raw.error());
  print_scores(path, model, *from_tokens, *from_raw);
  return 0;
}

int run(const Options& o, const Model& model) {
  Annotator annotator(model, o.jobs != 0 ? o.jobs : std::max(1u, std::thread::hardware_concurrency()), o.name_features);
  if (o.gold.empty()) return parse_inputs(o, annotator);
  int status = 0;
  for (const std::string& path : o.gold) status = std::max(status, score_treebank(path, model, annotator));
  return status;
}

int start(Options o) {
  if (!o.gold.empty() && !o.inputs.empty()) {
    std::fprintf(stderr, "demarche: --score takes no other input\n");
    return 2;
  }
  if (o.inputs.empty()) o.inputs.emplace_back("-");
  if (o.model.empty()) return run(o, Model::embedded());
  const auto model = Model::open(o.model);
  if (!model) return report(model.error()), kWrongUse;  // no input failed: nothing was read
  return run(o, *model);
}

}  // namespace

void add_parse(CLI::App& root, int& exit_code) {
  CLI::App* const command = root.add_subcommand("parse", "Tag, lemmatise and parse texts; writes CoNLL-U");
  const auto options = std::make_shared<Options>();
  command->add_option("inputs", options->inputs, "Files, or - for standard input, which is the default");
  command
      ->add_option("--input", options->kind,
                   "What the files are: text, conllu (its words and sentences are kept), or auto, by their names")
      ->check(CLI::IsMember({"auto", "text", "conllu"}))
      ->capture_default_str();
  command->add_option("--jobs", options->jobs, "Threads; 0 means as many as there are cores")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  command->add_option("--model", options->model, "A weights file to use in place of the built-in model; status 2 where it is none");
  command->add_flag("--name-features", options->name_features)->group("");  // hidden: what training/names.py reads
  command->add_option("--score", options->gold,
                      "CoNLL-U files: parse their tokens and their raw text, and print how much of each is right");
  command->callback([options, &exit_code] { exit_code = start(*options); });
}

}  // namespace demarche
