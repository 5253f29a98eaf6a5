// The articles of all inputs in order, in batches. Door: class Batches.
#include "cli/batches.h"

namespace demarche {
namespace {

constexpr std::size_t kBatchBytes = std::size_t{1} << 16;  // of text; sentences of a batch are parsed together
constexpr std::size_t kBatchArticles = 256;

}  // namespace

std::vector<Article> articles_of(Batch&& batch) {
  std::vector<Article> out;
  out.reserve(batch.items.size());
  for (Item& item : batch.items) out.push_back(std::move(item.article));
  return out;
}

Batches::Batches(const std::vector<std::string>& paths, SourceKind kind, std::optional<Day> published, std::function<void(const Error&)> failed)
    : inputs_(paths, kind, std::move(failed)), published_(published) {
  inputs_.finished = [this](const Inputs::File& file, std::uint64_t articles, std::uint64_t failures) { done_.push_back({file, articles, failures}); };
}

bool Batches::next(Batch& batch) {
  batch = {};
  bool more = true;
  for (std::size_t size = 0, seen = 0; size < kBatchBytes && seen < kBatchArticles; ++seen) {
    std::optional<Item> item = inputs_.next();
    if (!item) {
      more = false;
      break;
    }
    Article& article = item->article;
    if (!article.published && published_) article.published = published_, article.published_basis = "given";
    if (wanted && !wanted(*item)) continue;
    size += article.text.size();
    batch.items.push_back(*std::move(item));
    batch.origins.push_back(inputs_.current());
  }
  batch.done = std::move(done_);
  done_.clear();
  batch.bytes_done = inputs_.bytes_done();
  return more || !batch.items.empty() || !batch.done.empty();
}

}  // namespace demarche
