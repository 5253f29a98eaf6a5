// The threads that answer, and what stands on each desk. Doors: Desks::open(), Desk::pen(), Desk::reader().
#include "serve/desk.h"

#include "lexicon/lexicon.h"

namespace demarche {
namespace {

constexpr int kCacheMib = 24;  // a desk; what is asked for often is in the system's own cache too

}  // namespace

Result<Record*> Desk::pen() {
  if (house_.is_read_only) return Error{ErrorKind::kUnreadable, record_.path(), "the record cannot be written here: its file or folder is read-only", {}};
  if (!pen_) {
    auto opened = Record::open(record_.path(), {.access = Access::kWrite, .patience_ms = 10'000, .cache_mib = kCacheMib, .writer = "demarche serve"});
    if (!opened) return opened.error();
    pen_ = *std::move(opened);
  }
  return &*pen_;
}

const Lexicon& Desk::lexicon() const { return house_.options.lexicon ? *house_.options.lexicon : Lexicon::embedded(); }

Reader& Desk::reader() {
  if (!reader_) reader_ = std::make_unique<Reader>(Model::embedded(), lexicon());
  return *reader_;
}

Result<std::unique_ptr<Desks>> Desks::open(House& house, unsigned many) {
  std::unique_ptr<Desks> out(new Desks(house));
  for (unsigned n = 0; n < many; ++n) {
    auto record = Record::open(house.options.record, {.access = Access::kRead, .cache_mib = kCacheMib});
    if (!record) return record.error();
    out->desks_.push_back(std::make_unique<Desk>(house, *std::move(record)));
  }
  for (const auto& desk : out->desks_) out->threads_.emplace_back([desks = out.get(), &desk = *desk] { desks->work(desk); });
  return out;
}

Desks::~Desks() { close(); }

bool Desks::take(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (closing_ || jobs_.size() >= house_.options.queue) return false;
    jobs_.push_back(std::move(job));
  }
  work_.notify_one();
  return true;
}

std::size_t Desks::waiting() const {
  const std::lock_guard lock(mutex_);
  return jobs_.size();
}

void Desks::close() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  work_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void Desks::work(Desk& desk) {
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      work_.wait(lock, [&] { return closing_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    job(desk);
  }
}

}  // namespace demarche
