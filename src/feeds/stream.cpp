// Bytes that come one after the other. Relies on: zlib, zstd. Doors: open_stream(), gunzip(), unzstd(), Lookahead.
#include "feeds/stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace demarche {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 16;

class FileStream : public Stream {
 public:
  FileStream(int file, bool owned, std::string name, std::uint64_t* taken) : file_(file), owned_(owned), name_(std::move(name)), taken_(taken) {}
  FileStream(const FileStream&) = delete;
  FileStream& operator=(const FileStream&) = delete;
  ~FileStream() override {
    if (owned_) ::close(file_);
  }
  Result<std::size_t> read(char* to, std::size_t size) override {
    ssize_t n = 0;
    do n = ::read(file_, to, size);
    while (n < 0 && errno == EINTR);
    if (n < 0) return Error{ErrorKind::kUnreadable, name_, "cannot be read: " + std::generic_category().message(errno), {}};
    if (taken_) *taken_ += static_cast<std::uint64_t>(n);
    return static_cast<std::size_t>(n);
  }

 private:
  int file_;
  bool owned_;
  std::string name_;
  std::uint64_t* taken_;
};

class MemoryStream : public Stream {
 public:
  explicit MemoryStream(std::string bytes) : bytes_(std::move(bytes)) {}
  Result<std::size_t> read(char* to, std::size_t size) override {
    const std::size_t n = std::min(size, bytes_.size() - at_);
    std::memcpy(to, bytes_.data() + at_, n);
    at_ += n;
    return n;
  }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

/// What gzip and zstd have in common: a piece of packed bytes, the limits, the failure that is told after the last good byte.
class Unpacking : public Stream {
 public:
  Unpacking(std::unique_ptr<Stream> packed, std::string name, Limits limits, const char* form)
      : packed_(std::move(packed)), name_(std::move(name)), limits_(limits), form_(form), piece_(kPiece, '\0') {}

  Result<std::size_t> read(char* to, std::size_t size) override {
    while (!ended_) {
      if (at_ == filled_ && !source_ended_) {
        const auto n = packed_->read(piece_.data(), piece_.size());
        if (!n) return n.error();
        at_ = 0, filled_ = *n, in_ += *n;
        source_ended_ = *n == 0;
      }
      const std::size_t got = step(to, size);
      out_ += got;
      if (out_ > limits_.free && out_ / limits_.share > in_)
        return Error{ErrorKind::kTooLarge, name_, "unpacks to more than " + std::to_string(limits_.share) + " times its size: taken for a decompression bomb", {}};
      if (got > 0) return got;
      if (failure_) return *failure_;
    }
    return std::size_t{0};
  }

 protected:
  /// Unpacks some bytes; sets ended_ or failure_ where there will be no more.
  virtual std::size_t step(char* to, std::size_t size) = 0;

  void fail_in_the_middle() { fail("ends in the middle of its " + std::string(form_) + " data"); }
  void fail(std::string message) { failure_ = std::make_unique<Error>(Error{ErrorKind::kMalformed, name_, std::move(message), {}}); }

  std::unique_ptr<Stream> packed_;
  std::string name_;
  Limits limits_;
  const char* form_;
  std::string piece_;
  std::size_t at_ = 0, filled_ = 0;
  std::uint64_t in_ = 0, out_ = 0;
  bool source_ended_ = false, ended_ = false;
  std::unique_ptr<Error> failure_;
};

class Gunzip : public Unpacking {
 public:
  Gunzip(std::unique_ptr<Stream> packed, std::string name, Limits limits) : Unpacking(std::move(packed), std::move(name), limits, "gzip") {
    ready_ = inflateInit2(&z_, 15 + 16) == Z_OK;
  }
  Gunzip(const Gunzip&) = delete;
  Gunzip& operator=(const Gunzip&) = delete;
  ~Gunzip() override {
    if (ready_) inflateEnd(&z_);
  }

 protected:
  std::size_t step(char* to, std::size_t size) override {
    if (!ready_) return fail("cannot be unpacked: no memory"), 0;
    if (source_ended_ && at_ == filled_) {
      if (in_member_) fail_in_the_middle();
      else ended_ = true;
      return 0;
    }
    if (!in_member_ && begun_) {  // what follows a member is another one, or padding that archives leave
      while (at_ < filled_ && piece_[at_] == '\0') ++at_;
      if (at_ == filled_) return 0;
      if (static_cast<unsigned char>(piece_[at_]) != 0x1F) return fail("has bytes that are no gzip data behind its gzip data"), 0;
      inflateReset(&z_);
    }
    begun_ = in_member_ = true;
    z_.next_in = reinterpret_cast<Bytef*>(piece_.data() + at_);
    z_.avail_in = static_cast<uInt>(filled_ - at_);
    z_.next_out = reinterpret_cast<Bytef*>(to);
    z_.avail_out = static_cast<uInt>(std::min<std::size_t>(size, 1u << 30));
    const uInt room = z_.avail_out;
    const int code = inflate(&z_, Z_NO_FLUSH);
    at_ = filled_ - z_.avail_in;
    if (code == Z_STREAM_END) in_member_ = false;
    else if (code != Z_OK && code != Z_BUF_ERROR) fail("has damaged gzip data");
    return room - z_.avail_out;
  }

 private:
  z_stream z_{};
  bool ready_ = false, in_member_ = false, begun_ = false;
};

class Unzstd : public Unpacking {
 public:
  Unzstd(std::unique_ptr<Stream> packed, std::string name, Limits limits) : Unpacking(std::move(packed), std::move(name), limits, "zstd"), z_(ZSTD_createDStream()) {}
  Unzstd(const Unzstd&) = delete;
  Unzstd& operator=(const Unzstd&) = delete;
  ~Unzstd() override { ZSTD_freeDStream(z_); }

 protected:
  std::size_t step(char* to, std::size_t size) override {
    if (source_ended_ && at_ == filled_ && !is_full_) {
      if (left_ != 0) fail_in_the_middle();
      else ended_ = true;
      return 0;
    }
    ZSTD_inBuffer in{piece_.data(), filled_, at_};
    ZSTD_outBuffer out{to, size, 0};
    const std::size_t code = ZSTD_decompressStream(z_, &out, &in);
    at_ = in.pos;
    is_full_ = out.pos == out.size;
    if (ZSTD_isError(code)) fail(std::string("has damaged zstd data: ") + ZSTD_getErrorName(code));
    else left_ = code;
    return out.pos;
  }

 private:
  ZSTD_DStream* z_;
  std::size_t left_ = 0;   // 0: at the end of a frame
  bool is_full_ = false;   // more may come out without more going in
};

}  // namespace

Result<std::unique_ptr<Stream>> open_stream(const std::string& path, std::uint64_t* taken) {
  if (path == "-") return std::unique_ptr<Stream>(std::make_unique<FileStream>(STDIN_FILENO, false, "standard input", taken));
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    const ErrorKind kind = errno == ENOENT || errno == ENOTDIR ? ErrorKind::kNotFound : ErrorKind::kUnreadable;
    return Error{kind, path, std::generic_category().message(errno), {}};
  }
  struct stat info {};
  if (::fstat(file, &info) == 0 && S_ISDIR(info.st_mode)) {
    ::close(file);
    return Error{ErrorKind::kUnreadable, path, "is a folder", {}};
  }
  return std::unique_ptr<Stream>(std::make_unique<FileStream>(file, true, path, taken));
}

std::unique_ptr<Stream> stream_over(std::string bytes) { return std::make_unique<MemoryStream>(std::move(bytes)); }

std::unique_ptr<Stream> gunzip(std::unique_ptr<Stream> packed, std::string name, Limits limits) {
  return std::make_unique<Gunzip>(std::move(packed), std::move(name), limits);
}
std::unique_ptr<Stream> unzstd(std::unique_ptr<Stream> packed, std::string name, Limits limits) {
  return std::make_unique<Unzstd>(std::move(packed), std::move(name), limits);
}

std::string_view Lookahead::peek(std::size_t size) {
  while (buffer_.size() - at_ < size && !ended_) {
    if (at_ > 0) buffer_.erase(0, at_), at_ = 0;
    const std::size_t had = buffer_.size();
    buffer_.resize(std::max(size, had + kPiece));
    const auto n = from_->read(buffer_.data() + had, buffer_.size() - had);
    buffer_.resize(had + (n ? *n : 0));
    if (!n) failure_ = std::make_unique<Error>(n.error());
    ended_ = !n || *n == 0;
  }
  return std::string_view(buffer_).substr(at_);
}

bool Lookahead::pass(std::uint64_t size) {
  while (size > 0) {
    const std::size_t n = std::min<std::uint64_t>(peek(1).size(), size);
    if (n == 0) return false;
    skip(n);
    size -= n;
  }
  return true;
}

Result<std::size_t> Lookahead::read(char* to, std::size_t size) {
  const std::string_view there = peek(1);
  if (there.empty()) {
    if (failure_) return *failure_;
    return std::size_t{0};
  }
  const std::size_t n = std::min(size, there.size());
  std::memcpy(to, there.data(), n);
  skip(n);
  return n;
}

}  // namespace demarche
