// Files, folders and standard input as one row of articles. Door: class Inputs.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "base/files.h"
#include "feeds/feeds.h"

namespace demarche {

Inputs::Inputs(const std::vector<std::string>& paths, SourceKind kind, std::function<void(const Error&)> failed) : kind_(kind), on_failure_(std::move(failed)) {
  for (const std::string& path : paths) {
    if (path == "-" || !is_folder(path)) {
      add(path);
      continue;
    }
    auto files = list_files(path);
    if (!files) {
      fail(files.error());
      continue;
    }
    for (std::string& file : *files) add(std::move(file));
  }
}

void Inputs::add(std::string path) {
  File file;
  file.path = std::move(path);
  struct stat info {};
  const bool exists = (file.path == "-" ? ::fstat(STDIN_FILENO, &info) : ::stat(file.path.c_str(), &info)) == 0;
  if (exists && S_ISREG(info.st_mode)) {
    file.is_regular = true;
    file.size = static_cast<std::uint64_t>(info.st_size);
    file.modified = info.st_mtime;
    file.device = info.st_dev, file.inode = info.st_ino;
  }
  if (!file.is_regular) is_size_known_ = false;
  bytes_ += file.size;
  files_.push_back(std::move(file));
}

void Inputs::fail(const Error& error) {
  ++failures_, ++file_failures_;
  if (on_failure_) on_failure_(error);
}

const std::string& Inputs::current() const {
  static const std::string none;
  return at_ < files_.size() ? files_[at_].path : none;
}

bool Inputs::has_file(std::uint64_t device, std::uint64_t inode) const {
  return std::any_of(files_.begin(), files_.end(), [&](const File& f) { return f.is_regular && f.device == device && f.inode == inode; });
}

void Inputs::end_file() {
  done_ += files_[at_].size;
  taken_ = file_failures_ = file_articles_ = 0;
  source_.reset();
  ++at_;
}

std::optional<Item> Inputs::next() {
  for (; at_ < files_.size(); end_file()) {
    const File& file = files_[at_];
    if (!source_) {
      if (skip && skip(file)) continue;
      auto source = open_source(file.path, kind_, &taken_);
      if (!source) {
        fail(source.error());
        continue;
      }
      source_ = *std::move(source);
    }
    while (auto item = source_->next()) {
      if (!*item) {
        fail(item->error());
        continue;
      }
      ++file_articles_;
      return **std::move(item);
    }
    if (finished) finished(file, file_articles_, file_failures_);
  }
  return std::nullopt;
}

}  // namespace demarche
