// The articles of all inputs in order, in batches that are read together.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "feeds/feeds.h"

namespace demarche {

/// What --input takes.
inline const std::vector<std::string> kSourceKinds = {"auto", "text", "html", "jsonl", "csv", "feed", "warc", "readings"};
inline constexpr std::size_t kBatchesAhead = 4;  // a thread, that may wait for the output

/// Articles that are read together.
struct Batch {
  struct Done {
    Inputs::File file;
    std::uint64_t articles = 0, failures = 0;
  };
  std::vector<Item> items;
  std::vector<std::string> origins;  ///< beside the items: the file each comes from
  std::vector<Done> done;            ///< files whose last article stands in this batch or before
  std::uint64_t bytes_done = 0;      ///< of all inputs, up to the end of this batch
};
/// The articles of a batch, to be read (those that bring a reading among them).
std::vector<Article> articles_of(Batch&& batch);

/// What cannot be read is told to `failed` and passed over. One thread at a time.
class Batches {
 public:
  Batches(const std::vector<std::string>& paths, SourceKind kind, std::optional<Day> published, std::function<void(const Error&)> failed);

  /// Fills a batch; false at the end of all inputs. The last batch may hold no item, but files that are done.
  bool next(Batch& batch);
  /// Asked of each article; false leaves it out.
  std::function<bool(const Item&)> wanted;

  [[nodiscard]] Inputs& inputs() { return inputs_; }
  [[nodiscard]] bool failed() const { return inputs_.failed(); }

 private:
  Inputs inputs_;
  std::optional<Day> published_;
  std::vector<Batch::Done> done_;
};

}  // namespace demarche
