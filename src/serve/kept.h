// Answers that were just made, kept while the record stays as it is: when something arrives, all boards that are open ask the same.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "serve/request.h"

namespace demarche {

/// The answers asked for last, within a number of bytes. Any thread.
class KeptAnswers {
 public:
  explicit KeptAnswers(std::size_t most_bytes) : most_(most_bytes) {}

  /// Null where there is none. `key` names state and question: the ETag, and how the body is packed.
  std::shared_ptr<const Reply> find(const std::string& key);
  /// Answers larger than a sixteenth of all are not kept.
  void keep(const std::string& key, const Reply& reply);

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const Reply> reply;
  };
  std::mutex mutex_;
  std::list<Entry> entries_;  ///< the one asked for last in front
  std::unordered_map<std::string, std::list<Entry>::iterator> at_;
  std::size_t bytes_ = 0, most_;
};

}  // namespace demarche
