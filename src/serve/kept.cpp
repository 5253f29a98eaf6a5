// Answers that were just made. Doors: KeptAnswers::find(), KeptAnswers::keep().
#include "serve/kept.h"

namespace demarche {

std::shared_ptr<const Reply> KeptAnswers::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = at_.find(key);
  if (found == at_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->reply;
}

void KeptAnswers::keep(const std::string& key, const Reply& reply) {
  const std::size_t size = reply.body.size();
  if (size > most_ / 16) return;
  auto kept = std::make_shared<const Reply>(reply);
  const std::lock_guard lock(mutex_);
  if (at_.contains(key)) return;  // another desk made the same meanwhile
  entries_.push_front({key, std::move(kept)});
  at_.emplace(key, entries_.begin());
  bytes_ += size;
  while (bytes_ > most_) {
    bytes_ -= entries_.back().reply->body.size();
    at_.erase(entries_.back().key);
    entries_.pop_back();
  }
}

}  // namespace demarche
