// Who may write a record: one process at a time, named to those that wait. Door: WriterLock.
#pragma once

#include <string>

#include "demarche/result.h"

namespace demarche {

/// A lock on FILE-writer beside the record, held for one transaction. Fair: who waits gets it before who had it last. The
/// system lets go of it when a process dies, however it dies.
class WriterLock {
 public:
  WriterLock() = default;
  WriterLock(const WriterLock&) = delete;
  WriterLock& operator=(const WriterLock&) = delete;
  ~WriterLock();

  /// `name` is what others are told, "demarche ingest".
  void set(std::string path, std::string name, int patience_ms) {
    path_ = std::move(path) + "-writer";
    name_ = std::move(name);
    patience_ms_ = patience_ms;
  }
  /// Waits at most patience_ms; then kUnreadable, naming the holder.
  Status take();
  void give();
  [[nodiscard]] bool is_held() const { return held_; }

 private:
  [[nodiscard]] Error held_by_another() const;

  std::string path_, name_;
  int patience_ms_ = 0;
  int file_ = -1;
  bool held_ = false;
};

}  // namespace demarche
